//===- BlobWriter.cpp - Bytes as an object to link ------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/BlobWriter.h"

#include "ELF/ElfType.h"
#include "ELF/ReadAt.h"
#include "Support/InputFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cstring>

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

Expected<ElfTarget> ElfTarget::read(StringRef Path) {
  InputSource Source;
  Source.Name = Path.str();
  return read(Source);
}

Expected<ElfTarget> ElfTarget::read(const InputSource &Source) {
  const StringRef Path = Source.Name;
  Expected<InputFile> File = InputFile::open(Source);
  if (!File)
    return File.takeError();
  const int FD = File->descriptor();
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  std::vector<uint8_t> Start(
      std::min<uint64_t>(sizeof(object::ELF64LE::Ehdr), State->size()));
  if (Error E = readAt(FD, /*At=*/0, Start))
    return createStringError(Path + ": " + toString(std::move(E)));
  Expected<ElfKind> Kind = elfKind(Path, Start);
  if (!Kind)
    return Kind.takeError();
  return withElfType(*Kind, [&](auto Type) -> Expected<ElfTarget> {
    typename decltype(Type)::Ehdr H;
    if (Start.size() < sizeof(H))
      return createStringError(Path + ": truncated ELF header");
    memcpy(&H, Start.data(), sizeof(H));
    ElfTarget T = {Kind->Is64,          Kind->IsLittleEndian,
                   H.e_ident[EI_OSABI], H.e_ident[EI_ABIVERSION],
                   H.e_machine,         H.e_flags};
    // Set by the linker when it swaps the code's bytes; in what it is still to
    // link, an error.
    if (T.Machine == EM_ARM)
      T.Flags &= ~uint32_t(EF_ARM_BE8);
    return T;
  });
}

std::string blobSymbols(StringRef File) {
  std::string Name = "_binary_" + File.str();
  for (char &C : Name)
    if (!isAlnum(C))
      C = '_';
  return Name;
}

namespace {

template <class ELFT> class BlobWriter {
public:
  explicit BlobWriter(const ElfTarget &Target) : Target(Target) {}
  Expected<std::vector<uint8_t>> run(const Blob &B);

private:
  using Ehdr = typename ELFT::Ehdr;
  using Shdr = typename ELFT::Shdr;
  using Sym = typename ELFT::Sym;

  /// Appends the section, its contents first; returns its index.
  uint32_t add(StringRef Name, uint32_t Type, ArrayRef<uint8_t> Bytes,
               uint64_t Alignment);
  void addSymbols(const Blob &B, uint32_t Section);

  const ElfTarget &Target;
  std::vector<uint8_t> Out;
  std::vector<Shdr> Table;
  std::string Names;
};

} // namespace

template <class ELFT>
uint32_t BlobWriter<ELFT>::add(StringRef Name, uint32_t Type,
                               ArrayRef<uint8_t> Bytes, uint64_t Alignment) {
  Out.resize(alignTo(Out.size(), Alignment));
  Shdr H;
  memset(static_cast<void *>(&H), 0, sizeof(H));
  H.sh_name = Names.size();
  H.sh_type = Type;
  H.sh_offset = Out.size();
  H.sh_size = Bytes.size();
  H.sh_addralign = Alignment;
  Names += Name;
  Names += '\0';
  Out.insert(Out.end(), Bytes.begin(), Bytes.end());
  Table.push_back(H);
  return Table.size() - 1;
}

template <class ELFT>
void BlobWriter<ELFT>::addSymbols(const Blob &B, uint32_t Section) {
  const struct {
    const char *Suffix;
    uint64_t Value;
    uint32_t Section;
  } Wanted[] = {{"_start", 0, Section},
                {"_end", B.Bytes.size(), Section},
                {"_size", B.Bytes.size(), SHN_ABS}};
  std::string SymbolNames(1, '\0');
  Sym Symbols[1 + std::size(Wanted)];
  memset(static_cast<void *>(Symbols), 0, sizeof(Symbols));
  for (size_t I = 0; I < std::size(Wanted); ++I) {
    Sym &S = Symbols[I + 1];
    S.st_name = SymbolNames.size();
    S.st_value = Wanted[I].Value;
    S.st_shndx = Wanted[I].Section;
    S.setBindingAndType(STB_GLOBAL, STT_NOTYPE);
    SymbolNames += B.Symbols + Wanted[I].Suffix + '\0';
  }
  uint32_t Index =
      add(".symtab", SHT_SYMTAB,
          {reinterpret_cast<const uint8_t *>(Symbols), sizeof(Symbols)},
          ELFT::Is64Bits ? 8 : 4);
  Table[Index].sh_entsize = sizeof(Sym);
  Table[Index].sh_info = 1; // the first global symbol
  Table[Index].sh_link =
      add(".strtab", SHT_STRTAB, arrayRefFromStringRef(SymbolNames), 1);
}

template <class ELFT>
Expected<std::vector<uint8_t>> BlobWriter<ELFT>::run(const Blob &B) {
  Out.resize(sizeof(Ehdr));
  Table.resize(1);
  memset(static_cast<void *>(Table.data()), 0, sizeof(Shdr));
  Names.assign(1, '\0');
  uint32_t Section = add(B.Section, SHT_PROGBITS, B.Bytes, 8);
  Table[Section].sh_flags = SHF_ALLOC;
  add(".note.GNU-stack", SHT_PROGBITS, {}, 1);
  if (!B.Symbols.empty())
    addSymbols(B, Section);
  // The name table holds its own name.
  std::string AllNames = Names + ".shstrtab" + '\0';
  uint32_t NameTable =
      add(".shstrtab", SHT_STRTAB, arrayRefFromStringRef(AllNames), 1);

  Out.resize(alignTo(Out.size(), 8));
  Ehdr H;
  memset(static_cast<void *>(&H), 0, sizeof(H));
  memcpy(H.e_ident, ElfMagic, 4);
  H.e_ident[EI_CLASS] = ELFT::Is64Bits ? ELFCLASS64 : ELFCLASS32;
  H.e_ident[EI_DATA] = Target.IsLittleEndian ? ELFDATA2LSB : ELFDATA2MSB;
  H.e_ident[EI_VERSION] = EV_CURRENT;
  H.e_ident[EI_OSABI] = Target.OSABI;
  H.e_ident[EI_ABIVERSION] = Target.ABIVersion;
  H.e_type = ET_REL;
  H.e_machine = Target.Machine;
  H.e_version = EV_CURRENT;
  H.e_flags = Target.Flags;
  H.e_ehsize = sizeof(Ehdr);
  H.e_shentsize = sizeof(Shdr);
  H.e_shoff = Out.size();
  H.e_shnum = Table.size();
  H.e_shstrndx = NameTable;
  memcpy(Out.data(), &H, sizeof(H));
  const auto *Headers = reinterpret_cast<const uint8_t *>(Table.data());
  Out.insert(Out.end(), Headers, Headers + Table.size() * sizeof(Shdr));
  if (!ELFT::Is64Bits && Out.size() > UINT32_MAX)
    return createStringError("an object of " + Twine(Out.size()) +
                             " bytes is too large for a 32-bit ELF file");
  return std::move(Out);
}

Expected<std::vector<uint8_t>> writeBlobObject(const ElfTarget &Target,
                                               const Blob &B) {
  return withElfType({Target.Is64, Target.IsLittleEndian}, [&](auto Type) {
    return BlobWriter<decltype(Type)>(Target).run(B);
  });
}

} // namespace btfgen
