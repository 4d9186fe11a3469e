//===- SymbolTableTest.cpp ------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Symbols of hand-made files: sections resolved, addresses placed, defects
/// named.
///
//===----------------------------------------------------------------------===//

#include "ELF/SymbolTable.h"

#include "ElfBuilder.h"

#include <cinttypes>

using namespace llvm;
using namespace llvm::ELF;
using namespace btfgen;

namespace {

class SymbolTable : public testing::TestWithParam<ElfKind> {
protected:
  TestDirectory Dir;
  std::vector<Symbol> Symbols;
  std::vector<std::string> Names;

  /// Section 1 .text, 2 .data, 3 .strtab, 4 .symtab.
  TestElf file(const ByteVector &Table, uint16_t FileType) {
    TestElf E{GetParam(), EM_X86_64, FileType};
    E.add({".text", ByteVector(32), SHT_PROGBITS, SHF_ALLOC, 0, 0, 16, 0,
           0x4000});
    E.add({".data", ByteVector(8), SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, 0, 0, 8,
           0, 0x8000});
    E.add({".strtab", text(StringRef("\0main\0data\0", 11)), SHT_STRTAB});
    E.add({".symtab", Table, SHT_SYMTAB, 0, 3, 1, 8});
    return E;
  }

  Error walk(const TestElf &E) {
    Symbols.clear();
    Names.clear();
    Expected<ObjectImage> Image = ObjectImage::open(Dir.write("in", E.build()));
    if (!Image)
      return Image.takeError();
    EXPECT_TRUE(hasSymbolTable(*Image));
    return forEachSymbol(*Image, [&](const Symbol &S) {
      Symbols.push_back(S);
      Names.push_back(S.name().str());
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Kinds, SymbolTable, AllKinds, kindName);

TEST_P(SymbolTable, Linked) {
  Bytes B(GetParam());
  B.symbol(0, 0, 0, 0, 0)
      .symbol(1, 0x4004, 12, STB_GLOBAL << 4 | STT_FUNC, 1)
      .symbol(6, 0x8000, 4, STB_LOCAL << 4 | STT_OBJECT, 2)
      .symbol(0, 7, 0, STT_NOTYPE, SHN_ABS);
  EXPECT_SUCCESS(walk(file(B, ET_EXEC)));
  ASSERT_EQ(3u, Symbols.size());
  EXPECT_EQ("main", Names[0]);
  EXPECT_EQ(0x4004u, Symbols[0].Address);
  EXPECT_EQ(12u, Symbols[0].Size);
  EXPECT_EQ(STT_FUNC, Symbols[0].Type);
  EXPECT_EQ(STB_GLOBAL, Symbols[0].Binding);
  EXPECT_EQ("data", Names[1]);
  EXPECT_EQ(2u, Symbols[1].SectionIndex);
  EXPECT_EQ("", Names[2]);
  EXPECT_EQ(7u, Symbols[2].Address);
  EXPECT_EQ(uint32_t(SHN_ABS), Symbols[2].SectionIndex);
}

TEST_P(SymbolTable, RelocatableAddsTheSection) {
  Bytes B(GetParam());
  B.symbol(0, 0, 0, 0, 0)
      .symbol(1, 4, 1, STT_FUNC, 1)
      .symbol(6, 4, 1, STT_OBJECT, 2);
  TestElf E = file(B, ET_REL);
  EXPECT_SUCCESS(walk(E));
  ASSERT_EQ(2u, Symbols.size());
  Expected<ObjectImage> Image = ObjectImage::open(Dir.path("in"));
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(Image->find(".text")->Address + 4, Symbols[0].Address);
  EXPECT_EQ(Image->find(".data")->Address + 4, Symbols[1].Address);
}

TEST_P(SymbolTable, ExtendedIndexes) {
  Bytes B(GetParam());
  B.symbol(0, 0, 0, 0, 0).symbol(1, 0x8001, 0, STT_FUNC, SHN_XINDEX);
  TestElf E = file(B, ET_EXEC);
  EXPECT_FAILURE(walk(E), ".symtab[1]: no extended section index");
  E.add({".symtab_shndx", Bytes(GetParam()).u32(0).u32(2), SHT_SYMTAB_SHNDX, 0,
         4});
  EXPECT_SUCCESS(walk(E));
  ASSERT_EQ(1u, Symbols.size());
  EXPECT_EQ(2u, Symbols[0].SectionIndex);
}

TEST_P(SymbolTable, Defects) {
  auto One = [&](uint32_t Name, uint16_t Section) {
    return file(
        Bytes(GetParam()).symbol(0, 0, 0, 0, 0).symbol(Name, 0, 0, 0, Section),
        ET_EXEC);
  };
  EXPECT_FAILURE(walk(One(11, 1)), ".symtab[1]: name outside");
  EXPECT_FAILURE(walk(One(1, 6)), ".symtab[1]: section index out of range");
  EXPECT_FAILURE(walk(file(ByteVector(17), ET_EXEC)), "not a whole number");
  TestElf Unterminated = One(1, 1);
  Unterminated.Sections[2].Bytes.pop_back();
  EXPECT_SUCCESS(walk(Unterminated)); // "main" ends before
  Unterminated.Sections[2].Bytes.resize(4);
  EXPECT_FAILURE(walk(Unterminated), ".symtab[1]: unterminated name");
  TestElf Unlinked = One(1, 1);
  Unlinked.Sections[3].Link = 77;
  EXPECT_FAILURE(walk(Unlinked), "section 77 is not its string table");
}

TEST_P(SymbolTable, None) {
  TestElf E{GetParam()};
  E.add({".text", ByteVector(4)});
  Expected<ObjectImage> Image = ObjectImage::open(Dir.write("in", E.build()));
  ASSERT_TRUE(bool(Image));
  EXPECT_FALSE(hasSymbolTable(*Image));
  EXPECT_SUCCESS(forEachSymbol(*Image, [](const Symbol &) { FAIL(); }));
}

/// Kilobytes of mapped files that are resident.
uint64_t residentOfFiles() {
  std::ifstream Status("/proc/self/status");
  for (std::string Line; std::getline(Status, Line);)
    if (uint64_t Kilobytes;
        sscanf(Line.c_str(), "RssFile: %" SCNu64 " kB", &Kilobytes) == 1)
      return Kilobytes;
  ADD_FAILURE() << "no RssFile";
  return 0;
}

/// An assembler for RISC-V makes a symbol for each string, since linking may
/// move code. Of such a table only a part is resident at any time.
TEST_P(SymbolTable, LargeOne) {
  constexpr uint32_t Count = 2000000;
  Bytes Table(GetParam()), Entries(GetParam());
  Table.symbol(0, 0, 0, 0, 0);
  for (uint32_t I = 1; I < Count; ++I) {
    Table.symbol(0, I, 0, STT_NOTYPE, 2);
    Entries.rela(4 * I, I, R_RISCV_32, 0);
  }
  TestElf E = file(Table, ET_REL);
  E.Machine = EM_RISCV;
  E.add({".debug_info", ByteVector(4 * Count)});
  E.add({".rela.debug_info", Entries, SHT_RELA, 0, 4, 5});
  const uint64_t TableSize = ByteVector(Table).size() / 1024;
  const std::string Path = Dir.write("in", E.build());
  const uint64_t Before = residentOfFiles();
  uint64_t Most = 0;
  auto Look = [&] { Most = std::max(Most, residentOfFiles() - Before); };
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  ASSERT_TRUE(bool(Image));
  uint32_t Seen = 0;
  EXPECT_SUCCESS(forEachSymbol(*Image, [&](const Symbol &) {
    if (++Seen % 100000 == 0)
      Look();
  }));
  EXPECT_EQ(Count - 1, Seen);
  Expected<SectionBytes> Info =
      Image->windows(*Image->find(".debug_info"), RelocationOrder::Assumed);
  ASSERT_TRUE(bool(Info));
  std::vector<uint8_t> Scratch;
  const uint64_t Data = Image->find(".data")->Address;
  constexpr uint32_t Step = 4 * 20000;
  for (uint32_t Offset = 0; Offset < 4 * Count; Offset += Step) {
    Expected<const uint8_t *> P = Info->read(Offset, Step, Scratch);
    ASSERT_TRUE(bool(P));
    if (Offset) {
      EXPECT_EQ(ByteVector(Bytes(GetParam()).u32(Data + Offset / 4)),
                ByteVector(*P, *P + 4));
    }
    Look();
  }
  EXPECT_LT(Most, TableSize / 3);
}

} // namespace
