//===- ElfMutator.cpp - ELF files that stay plausible ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElfMutator.h"

#include "ELF/ElfType.h"

#include <cstring>

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen::fuzz {

namespace {

template <class ELFT> class Mutator {
  using Ehdr = typename ELFT::Ehdr;
  using Shdr = typename ELFT::Shdr;
  using Sym = typename ELFT::Sym;
  using Rela = typename ELFT::Rela;

public:
  Mutator(ByteVector &File, size_t MaxSize, Chance &C)
      : File(File), MaxSize(MaxSize), C(C) {}

  /// False if there is nothing that it could change.
  bool run() {
    if (File.size() < sizeof(Ehdr))
      return false;
    std::memcpy(&Header, File.data(), sizeof(Header));
    const uint64_t TableSize = uint64_t(Header.e_shnum) * sizeof(Shdr);
    if (!Header.e_shnum || Header.e_shoff > File.size() ||
        TableSize > File.size() - Header.e_shoff)
      return false;
    Table.resize(Header.e_shnum);
    std::memcpy(Table.data(), &File[Header.e_shoff], TableSize);
    switch (C.below(16)) {
    case 0:
      changeHeader();
      break;
    case 1:
      changeSectionHeader(C.pick(Table));
      break;
    default:
      if (!changeContents())
        return false;
    }
    std::memcpy(File.data(), &Header, sizeof(Header));
    if (Header.e_shoff <= File.size() &&
        TableSize <= File.size() - Header.e_shoff)
      std::memcpy(&File[Header.e_shoff], Table.data(), TableSize);
    return true;
  }

private:
  void changeHeader() {
    static constexpr uint16_t Machines[] = {
        EM_X86_64,    EM_386, EM_AARCH64, EM_ARM,  EM_PPC64, EM_S390,
        EM_LOONGARCH, EM_BPF, EM_RISCV,   EM_MIPS, EM_PPC,   EM_SPARCV9};
    switch (C.below(4)) {
    case 0:
      Header.e_type = uint16_t(C.below(5));
      break;
    case 1:
      Header.e_machine = C.pick(Machines);
      break;
    case 2:
      Header.e_shstrndx = uint16_t(C.below(Table.size() + 1));
      break;
    default:
      Header.e_phnum = uint16_t(C.below(4));
      Header.e_phoff = oddNumber(C, sizeof(Ehdr));
    }
  }

  void changeSectionHeader(Shdr &S) {
    switch (C.below(9)) {
    case 0:
      S.sh_type = C.oneIn(4) ? C.word() : C.below(20);
      break;
    case 1:
      S.sh_flags = S.sh_flags ^ 1u << C.below(12);
      break;
    case 2:
      S.sh_addr = oddNumber(C, S.sh_addr);
      break;
    case 3:
      S.sh_offset = oddNumber(C, S.sh_offset);
      break;
    case 4:
      S.sh_size = oddNumber(C, S.sh_size);
      break;
    case 5:
      S.sh_link = C.below(Table.size() + 1);
      break;
    case 6:
      S.sh_info = C.below(Table.size() + 1);
      break;
    case 7:
      S.sh_addralign = oddNumber(C, S.sh_addralign);
      break;
    default:
      S.sh_entsize = oddNumber(C, S.sh_entsize);
    }
    if (C.oneIn(8)) // the name of another one
      S.sh_name = C.pick(Table).sh_name;
  }

  bool changeContents() {
    std::vector<Shdr *> WithBytes;
    for (Shdr &S : Table)
      if (S.sh_type != SHT_NULL && S.sh_type != SHT_NOBITS && S.sh_size &&
          S.sh_offset <= File.size() && S.sh_size <= File.size() - S.sh_offset)
        WithBytes.push_back(&S);
    if (WithBytes.empty())
      return false;
    Shdr &S = *C.pick(WithBytes);
    ByteVector Bytes(&File[S.sh_offset], &File[S.sh_offset] + S.sh_size);
    if (C.oneIn(2) && changeEntry(S.sh_type, Bytes)) {
    } else if (C.oneIn(4) && Bytes.size() >= 4) {
      changeNumber(Bytes);
    } else {
      const size_t Room = MaxSize > File.size() ? MaxSize - File.size() : 0;
      // What segments map must not move.
      mutateBytes(Bytes, Bytes.size() +
                             (Header.e_phnum ? 0 : std::min<size_t>(Room, 64)));
      if (Header.e_phnum)
        Bytes.resize(S.sh_size);
    }
    replace(S, Bytes);
    return true;
  }

  /// A byte that is a code of DWARF, or a word that leads somewhere else.
  void changeNumber(ByteVector &Bytes) {
    const uint32_t At = C.below(Bytes.size() - 3);
    if (C.oneIn(2)) {
      Bytes[At] = uint8_t(C.below(C.oneIn(2) ? 0x2d : 0x8d));
      return;
    }
    const uint32_t Value = oddNumber(C, C.below(Bytes.size()));
    support::endian::write32<ELFT::Endianness>(&Bytes[At], Value);
  }

  template <typename Entry, typename Fn>
  bool changeOne(ByteVector &Bytes, Fn Change) {
    if (Bytes.size() < sizeof(Entry))
      return false;
    const size_t At = C.below(Bytes.size() / sizeof(Entry)) * sizeof(Entry);
    Entry E;
    std::memcpy(&E, &Bytes[At], sizeof(E));
    Change(E);
    std::memcpy(&Bytes[At], &E, sizeof(E));
    return true;
  }

  bool changeEntry(uint32_t Type, ByteVector &Bytes) {
    if (Type == SHT_SYMTAB)
      return changeOne<Sym>(Bytes, [&](Sym &S) {
        switch (C.below(5)) {
        case 0:
          S.st_name = oddNumber(C, S.st_name);
          break;
        case 1:
          S.st_value = oddNumber(C, S.st_value);
          break;
        case 2:
          S.st_size = oddNumber(C, S.st_size);
          break;
        case 3:
          S.st_shndx = uint16_t(C.oneIn(4) ? 0xfff1 + C.below(15)
                                           : C.below(Table.size() + 1));
          break;
        default:
          S.st_info = uint8_t(C.word());
        }
      });
    if (Type == SHT_RELA)
      return changeOne<Rela>(Bytes, [&](Rela &R) {
        switch (C.below(4)) {
        case 0:
          R.r_offset = oddNumber(C, R.r_offset);
          break;
        case 1:
          R.r_addend = int32_t(oddNumber(C, R.r_addend));
          break;
        case 2:
          R.setType(C.below(64), false);
          break;
        default:
          R.setSymbol(oddNumber(C, R.getSymbol(false)), false);
        }
      });
    return false;
  }

  /// Gives \p S other contents, and moves what lies behind.
  void replace(Shdr &S, const ByteVector &Bytes) {
    const uint64_t End = S.sh_offset + S.sh_size;
    const int64_t Grown = int64_t(Bytes.size()) - int64_t(S.sh_size);
    const auto At = File.begin() + S.sh_offset;
    if (Grown == 0) {
      std::copy(Bytes.begin(), Bytes.end(), At);
      return;
    }
    ByteVector New(File.begin(), At);
    New.insert(New.end(), Bytes.begin(), Bytes.end());
    New.insert(New.end(), File.begin() + End, File.end());
    File = std::move(New);
    for (Shdr &Other : Table)
      if (&Other != &S && Other.sh_offset >= End)
        Other.sh_offset = Other.sh_offset + Grown;
    if (Header.e_shoff >= End)
      Header.e_shoff = Header.e_shoff + Grown;
    S.sh_size = Bytes.size();
  }

  ByteVector &File;
  size_t MaxSize;
  Chance &C;
  Ehdr Header;
  std::vector<Shdr> Table;
};

} // namespace

void mutateElf(ByteVector &File, size_t MaxSize, Chance &C) {
  if (!C.oneIn(16)) {
    Expected<ElfKind> Kind = elfKind("input", File);
    if (!Kind)
      consumeError(Kind.takeError());
    else if (withElfType(*Kind, [&](auto T) {
               return Mutator<decltype(T)>(File, MaxSize, C).run();
             }))
      return;
  }
  mutateBytes(File, MaxSize);
}

} // namespace btfgen::fuzz
