//===- ElfBuilder.h - ELF files made of bytes, for tests --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lays out an ELF file of either class and byte order in memory: ELF header,
/// section contents, section names, section headers. It writes what it is told,
/// right or wrong. Also a directory of its own for a test's files.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_ELFBUILDER_H
#define BTFGEN_TEST_UNIT_ELFBUILDER_H

#include "ELF/ElfType.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace btfgen {

using ByteVector = std::vector<uint8_t>;

struct TestSection {
  std::string Name;
  ByteVector Bytes = {};
  uint32_t Type = llvm::ELF::SHT_PROGBITS;
  uint64_t Flags = 0;
  uint32_t Link = 0, Info = 0;
  uint64_t Alignment = 1, EntrySize = 0, Address = 0;
  uint64_t NoBitsSize = 0; ///< sh_size of SHT_NOBITS
};

struct TestElf {
  ElfKind Kind;
  uint16_t Machine = llvm::ELF::EM_X86_64;
  uint16_t FileType = llvm::ELF::ET_REL;
  std::vector<TestSection> Sections = {}; ///< from index 1
  /// Appended as the last section, named .shstrtab.
  bool ExtendedNumbering = false; ///< counts go to section header 0

  /// Index of the section that add() returns next.
  uint32_t add(TestSection S) {
    Sections.push_back(std::move(S));
    return Sections.size();
  }
  ByteVector build() const {
    return withElfType(Kind, [&](auto T) { return buildAs<decltype(T)>(); });
  }

private:
  template <class ELFT> ByteVector buildAs() const {
    using namespace llvm::ELF;
    using Ehdr = typename ELFT::Ehdr;
    using Shdr = typename ELFT::Shdr;
    ByteVector Out(sizeof(Ehdr));
    std::vector<Shdr> Table(1, Shdr{});
    std::string Names(1, '\0');
    auto Append = [&](const TestSection &S) {
      Shdr H = {};
      H.sh_name = Names.size();
      Names += S.Name + '\0';
      // The name table holds its own name, so its bytes come last.
      ByteVector Bytes = S.Type == SHT_STRTAB && S.Name == ".shstrtab"
                             ? ByteVector(Names.begin(), Names.end())
                             : S.Bytes;
      Out.resize(llvm::alignTo(Out.size(), std::max<uint64_t>(S.Alignment, 1)));
      H.sh_type = S.Type;
      H.sh_flags = S.Flags;
      H.sh_addr = S.Address;
      H.sh_offset = Out.size();
      H.sh_size = S.Type == SHT_NOBITS ? S.NoBitsSize : Bytes.size();
      H.sh_link = S.Link;
      H.sh_info = S.Info;
      H.sh_addralign = S.Alignment;
      H.sh_entsize = S.EntrySize;
      Out.insert(Out.end(), Bytes.begin(), Bytes.end());
      Table.push_back(H);
    };
    for (const TestSection &S : Sections)
      Append(S);
    Append({".shstrtab", {}, SHT_STRTAB});
    Out.resize(llvm::alignTo(Out.size(), 8));

    Ehdr E = {};
    memcpy(E.e_ident, ElfMagic, 4);
    E.e_ident[EI_CLASS] = Kind.Is64 ? ELFCLASS64 : ELFCLASS32;
    E.e_ident[EI_DATA] = Kind.IsLittleEndian ? ELFDATA2LSB : ELFDATA2MSB;
    E.e_ident[EI_VERSION] = EV_CURRENT;
    E.e_type = FileType;
    E.e_machine = Machine;
    E.e_version = EV_CURRENT;
    E.e_shoff = Out.size();
    E.e_ehsize = sizeof(Ehdr);
    E.e_shentsize = sizeof(Shdr);
    if (ExtendedNumbering) {
      Table[0].sh_size = Table.size();
      Table[0].sh_link = Table.size() - 1;
      E.e_shstrndx = SHN_XINDEX;
    } else {
      E.e_shnum = Table.size();
      E.e_shstrndx = Table.size() - 1;
    }
    memcpy(Out.data(), &E, sizeof(E));
    const auto *Bytes = reinterpret_cast<const uint8_t *>(Table.data());
    Out.insert(Out.end(), Bytes, Bytes + Table.size() * sizeof(Shdr));
    return Out;
  }
};

/// Bytes of numbers in the file's order.
class Bytes {
public:
  explicit Bytes(ElfKind Kind) : Kind(Kind) {}
  Bytes &number(uint64_t V, unsigned Width) {
    for (unsigned I = 0; I < Width; ++I)
      Out.push_back(V >> 8 * (Kind.IsLittleEndian ? I : Width - 1 - I));
    return *this;
  }
  Bytes &u8(uint8_t V) { return number(V, 1); }
  Bytes &u16(uint16_t V) { return number(V, 2); }
  Bytes &u32(uint32_t V) { return number(V, 4); }
  Bytes &u64(uint64_t V) { return number(V, 8); }
  /// An address, offset or size of the file's class.
  Bytes &word(uint64_t V) { return number(V, Kind.Is64 ? 8 : 4); }
  /// A symbol; the layouts of the two classes differ.
  Bytes &symbol(uint32_t Name, uint64_t Value, uint64_t Size, uint8_t Info,
                uint16_t Section) {
    if (Kind.Is64)
      return u32(Name).u8(Info).u8(0).u16(Section).u64(Value).u64(Size);
    return u32(Name).u32(Value).u32(Size).u8(Info).u8(0).u16(Section);
  }
  Bytes &rel(uint64_t Offset, uint32_t Symbol, uint32_t Type) {
    word(Offset);
    return Kind.Is64 ? u64(uint64_t(Symbol) << 32 | Type)
                     : u32(Symbol << 8 | Type);
  }
  Bytes &rela(uint64_t Offset, uint32_t Symbol, uint32_t Type, int64_t Addend) {
    return rel(Offset, Symbol, Type).word(Addend);
  }
  operator ByteVector() const { return Out; }

private:
  ElfKind Kind;
  ByteVector Out;
};

inline ByteVector text(llvm::StringRef S) {
  return ByteVector(S.bytes_begin(), S.bytes_end());
}

/// A temporary directory, removed with everything in it.
class TestDirectory {
public:
  TestDirectory() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("btfgen-unit", Path));
  }
  ~TestDirectory() { llvm::sys::fs::remove_directories(Path); }
  std::string path(llvm::StringRef Name) const {
    return (Path + "/" + Name).str();
  }
  std::string write(llvm::StringRef Name, const ByteVector &Contents) const {
    std::string File = path(Name);
    std::ofstream(File, std::ios::binary)
        .write(reinterpret_cast<const char *>(Contents.data()),
               Contents.size());
    return File;
  }
  static ByteVector read(const std::string &File) {
    std::ifstream In(File, std::ios::binary);
    return ByteVector(std::istreambuf_iterator<char>(In), {});
  }
  /// Names in the directory.
  size_t count() const {
    std::error_code EC;
    size_t N = 0;
    for (llvm::sys::fs::directory_iterator I(Path, EC), End; !EC && I != End;
         I.increment(EC))
      ++N;
    return N;
  }

private:
  llvm::SmallString<128> Path;
};

/// Parameter of tests that run on all four kinds of ELF.
inline const auto AllKinds =
    testing::Values(ElfKind{true, true}, ElfKind{true, false},
                    ElfKind{false, true}, ElfKind{false, false});

inline std::string kindName(const testing::TestParamInfo<ElfKind> &Info) {
  return std::string(Info.param.Is64 ? "64" : "32") +
         (Info.param.IsLittleEndian ? "LE" : "BE");
}

} // namespace btfgen

/// An Error or Expected that must be success, or must not and say why.
#define EXPECT_SUCCESS(E) EXPECT_EQ("", llvm::toString(E))
#define EXPECT_FAILURE(E, Text)                                                \
  do {                                                                         \
    std::string Message = llvm::toString(E);                                   \
    EXPECT_NE(Message.find(Text), std::string::npos) << Message;               \
  } while (false)

#endif // BTFGEN_TEST_UNIT_ELFBUILDER_H
