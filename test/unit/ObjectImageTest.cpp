//===- ObjectImageTest.cpp ------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Plain bytes out of hand-made files of all four kinds of ELF, and no crash
/// on damaged ones (run under ASan to mean something).
///
//===----------------------------------------------------------------------===//

#include "ELF/ObjectImage.h"

#include "ELF/SymbolTable.h"
#include "ElfBuilder.h"
#include "llvm/Support/Compression.h"

#include <random>

using namespace llvm;
using namespace llvm::ELF;
using namespace btfgen;

namespace {

class ObjectImageTest : public testing::TestWithParam<ElfKind> {
protected:
  TestDirectory Dir;

  Expected<ObjectImage> open(const TestElf &E) {
    return ObjectImage::open(Dir.write("in", E.build()));
  }
  Bytes bytes() const { return Bytes(GetParam()); }

  /// The plain bytes of a section; on failure an empty vector and Message.
  ByteVector plain(const TestElf &E, StringRef Name) {
    Message.clear();
    Expected<ObjectImage> Image = open(E);
    if (!Image) {
      Message = toString(Image.takeError());
      return {};
    }
    const SectionInfo *S = Image->find(Name);
    EXPECT_NE(nullptr, S);
    Expected<SectionBytes> B = Image->bytes(*S);
    if (!B) {
      Message = toString(B.takeError());
      return {};
    }
    ArrayRef<uint8_t> Whole = B->whole();
    // A window and the whole agree.
    std::vector<uint8_t> Scratch;
    Expected<const uint8_t *> P = B->read(0, B->size(), Scratch);
    EXPECT_TRUE(bool(P));
    EXPECT_EQ(Whole, ArrayRef(*P, Whole.size()));
    volatile uint8_t Last;
    for (size_t I = 0; I < SectionBytes::Padding; ++I)
      Last = (*P)[B->size() + I]; // can be read: ASan watches
    (void)Last;
    return ByteVector(Whole.begin(), Whole.end());
  }
  std::string Message;

  /// 1 .text, 2 .debug_str, 3 .strtab, 4 .symtab (1: .text+8, 2: .debug_str,
  /// 3: absolute), 5 .debug_info, 6 its relocations.
  TestElf relocatable(uint16_t Machine, ByteVector Info, ByteVector Entries,
                      uint32_t Type = SHT_RELA) {
    TestElf E{GetParam(), Machine};
    E.add({".text", ByteVector(32), SHT_PROGBITS, SHF_ALLOC, 0, 0, 16});
    E.add({".debug_str", text("abc")});
    E.add({".strtab", {0}, SHT_STRTAB});
    E.add({".symtab",
           bytes()
               .symbol(0, 0, 0, 0, 0)
               .symbol(0, 8, 0, STT_NOTYPE, 1)
               .symbol(0, 0, 0, STT_SECTION, 2)
               .symbol(0, 0x100, 0, STT_NOTYPE, SHN_ABS),
           SHT_SYMTAB, 0, 3, 1});
    E.add({".debug_info", std::move(Info)});
    E.add({Type == SHT_RELA ? ".rela.debug_info" : ".rel.debug_info",
           std::move(Entries), Type, 0, 4, 5});
    return E;
  }
};

INSTANTIATE_TEST_SUITE_P(Kinds, ObjectImageTest, AllKinds, kindName);

TEST_P(ObjectImageTest, Headers) {
  TestElf E{GetParam(), EM_S390, ET_EXEC};
  E.add({".text", ByteVector(5, 1), SHT_PROGBITS, SHF_ALLOC, 0, 0, 16, 0,
         0x1230});
  E.add({".bss", {}, SHT_NOBITS, SHF_ALLOC, 0, 0, 1, 0, 0x2000, 1 << 20});
  E.add({".dup", text("first")});
  E.add({".dup", text("second")});
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(GetParam().Is64, Image->is64Bit());
  EXPECT_EQ(GetParam().IsLittleEndian, Image->isLittleEndian());
  EXPECT_EQ(EM_S390, Image->machine());
  EXPECT_EQ(ET_EXEC, Image->fileType());
  EXPECT_FALSE(Image->isRelocatable());
  ASSERT_EQ(6u, Image->sections().size());
  EXPECT_EQ(0x1230u, Image->find(".text")->Address);
  EXPECT_EQ(uint64_t(1 << 20), Image->find(".bss")->Size);
  EXPECT_EQ(0u, Image->find(".bss")->FileSize);
  EXPECT_EQ(4u, Image->find(".dup")->Index);
  EXPECT_EQ(nullptr, Image->find(".nothing"));
  EXPECT_EQ(text("second"), plain(E, ".dup"));
  EXPECT_EQ(ByteVector(), plain(E, ".bss"));
}

TEST_P(ObjectImageTest, ReadsWindows) {
  TestElf E{GetParam()};
  ByteVector Info(1000);
  for (size_t I = 0; I < Info.size(); ++I)
    Info[I] = I * 7;
  E.add({".debug_info", Info});
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  Expected<SectionBytes> B = Image->bytes(*Image->find(".debug_info"));
  ASSERT_TRUE(bool(B));
  std::vector<uint8_t> Scratch;
  for (auto [Offset, Length] :
       {std::pair(0, 1000), {10, 20}, {999, 1}, {1000, 0}, {0, 0}}) {
    Expected<const uint8_t *> P = B->read(Offset, Length, Scratch);
    ASSERT_TRUE(bool(P));
    EXPECT_EQ(ArrayRef(Info).slice(Offset, Length), ArrayRef(*P, Length));
  }
  EXPECT_FAILURE(B->read(1000, 1, Scratch).takeError(),
                 "section .debug_info: read outside the section (1 bytes at "
                 "offset 0x3e8 of 1000)");
  EXPECT_FAILURE(B->read(1, UINT64_MAX, Scratch).takeError(), "outside");
  EXPECT_FAILURE(B->read(UINT64_MAX, 2, Scratch).takeError(), "outside");
}

TEST_P(ObjectImageTest, SyntheticAddresses) {
  TestElf E{GetParam()};
  E.add({".text", ByteVector(5), SHT_PROGBITS, SHF_ALLOC, 0, 0, 64});
  E.add({".debug_info", ByteVector(5)});
  E.add({".empty", {}, SHT_PROGBITS, SHF_ALLOC, 0, 0, 0});
  E.add({".bss", {}, SHT_NOBITS, SHF_ALLOC, 0, 0, 4096, 0, 0, 100000});
  E.add({".data", ByteVector(5), SHT_PROGBITS, SHF_ALLOC, 0, 0, 1});
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(0u, Image->find(".debug_info")->Address);
  uint64_t End = 0;
  for (StringRef Name : {".text", ".empty", ".bss", ".data"}) {
    const SectionInfo &S = *Image->find(Name);
    EXPECT_GT(S.Address, End);
    EXPECT_EQ(0u, S.Address % std::max<uint64_t>(S.Alignment, 1));
    End = S.Address + S.Size;
  }
  E.Sections[3].NoBitsSize = GetParam().Is64 ? UINT64_MAX : UINT32_MAX;
  EXPECT_FAILURE(open(E).takeError(), "section 4 (.bss)");
}

TEST_P(ObjectImageTest, Decompresses) {
  ByteVector Info(5000);
  for (size_t I = 0; I < Info.size(); ++I)
    Info[I] = I / 100;
  auto Compressed = [&](uint32_t Type, uint64_t Claim) {
    SmallVector<uint8_t> Stream;
    if (Type == ELFCOMPRESS_ZLIB)
      compression::zlib::compress(Info, Stream);
    else
      compression::zstd::compress(Info, Stream);
    Bytes Header = bytes();
    Header.u32(Type);
    if (GetParam().Is64)
      Header.u32(0);
    ByteVector Out = Header.word(Claim).word(1);
    Out.insert(Out.end(), Stream.begin(), Stream.end());
    TestElf E{GetParam()};
    E.add({".debug_info", Out, SHT_PROGBITS, SHF_COMPRESSED});
    return E;
  };
  for (uint32_t Type : {ELFCOMPRESS_ZLIB, ELFCOMPRESS_ZSTD}) {
    TestElf E = Compressed(Type, Info.size());
    EXPECT_EQ(Info, plain(E, ".debug_info")) << Message;
    Expected<ObjectImage> Image = open(E);
    ASSERT_TRUE(bool(Image));
    EXPECT_EQ(Info.size(), Image->find(".debug_info")->Size);
    StringRef Wanted[] = {".debug_none", ".debug_info"};
    EXPECT_SUCCESS(Image->prepare(Wanted, 4));
    for (uint64_t Wrong : {uint64_t(0), Info.size() - 1, Info.size() + 1}) {
      plain(Compressed(Type, Wrong), ".debug_info");
      EXPECT_NE(std::string::npos, Message.find("section 1 (.debug_info)"))
          << Message;
    }
    plain(Compressed(Type, 0xfffffff0), ".debug_info");
    EXPECT_NE(std::string::npos, Message.find("implausible")) << Message;
    E.Sections[0].Bytes.resize(40);
    plain(E, ".debug_info");
    EXPECT_NE("", Message);
    E.Sections[0].Bytes.resize(5);
    plain(E, ".debug_info");
    EXPECT_NE(std::string::npos, Message.find("too short")) << Message;
  }
  TestElf Unknown = Compressed(ELFCOMPRESS_ZLIB, Info.size());
  Unknown.Sections[0].Bytes[GetParam().IsLittleEndian ? 0 : 3] = 9;
  plain(Unknown, ".debug_info");
  EXPECT_NE(std::string::npos, Message.find("unknown compression type 9"));
}

TEST_P(ObjectImageTest, OldCompressedNames) {
  ByteVector Info(5000, 3), Out = text("ZLIB");
  SmallVector<uint8_t> Stream;
  compression::zlib::compress(Info, Stream);
  for (int Shift = 56; Shift >= 0; Shift -= 8) // big-endian in every file
    Out.push_back(uint64_t(Info.size()) >> Shift);
  Out.insert(Out.end(), Stream.begin(), Stream.end());
  TestElf E{GetParam()};
  E.add({".zdebug_info", Out});
  E.add({".zdebug_str", text("not compressed")});
  EXPECT_EQ(Info, plain(E, ".debug_info"));
  EXPECT_EQ(text("not compressed"), plain(E, ".debug_str"));
  E.add({".debug_info", text("new")});
  EXPECT_EQ(text("new"), plain(E, ".debug_info"));
}

TEST_P(ObjectImageTest, Rela) {
  bool Is64 = GetParam().Is64;
  uint16_t Machine = Is64 ? EM_S390 : EM_PPC;
  uint32_t Abs = Is64 ? uint32_t(R_390_32) : uint32_t(R_PPC_ADDR32);
  uint32_t PC = Is64 ? uint32_t(R_390_PC32) : uint32_t(R_PPC_REL32);
  // What lies there does not count.
  TestElf E = relocatable(Machine, ByteVector(20, 0xee),
                          bytes()
                              .rela(0, 2, Abs, 77)
                              .rela(4, 1, Abs, 2)
                              .rela(8, 3, Abs, -1)
                              .rela(12, 3, PC, 0)
                              .rela(16, 0, Abs, 5));
  ByteVector Plain = plain(E, ".debug_info");
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  uint64_t Text = Image->find(".text")->Address;
  EXPECT_EQ(
      ByteVector(bytes().u32(77).u32(Text + 10).u32(0xff).u32(0xf4).u32(5)),
      Plain)
      << Message;
  // A linked file keeps such tables (--emit-relocs) with everything applied.
  E.FileType = ET_EXEC;
  EXPECT_EQ(ByteVector(20, 0xee), plain(E, ".debug_info"));
}

TEST_P(ObjectImageTest, Rel) {
  TestElf E = relocatable(EM_ARM, bytes().u32(5).u32(6).u32(7),
                          bytes().rel(0, 2, R_ARM_ABS32).rel(4, 3, R_ARM_REL32),
                          SHT_REL);
  EXPECT_EQ(ByteVector(bytes().u32(5).u32(0x100 + 6 - 4).u32(7)),
            plain(E, ".debug_info"))
      << Message;
}

TEST_P(ObjectImageTest, Pairs) {
  // Differences as RISC-V assemblers leave them, for the linker to relax.
  ByteVector Info = bytes().u32(1).u16(0).u8(0xc1).u8(0x80).u8(0x80).u8(0);
  TestElf E = relocatable(EM_RISCV, Info,
                          bytes()
                              .rela(0, 3, R_RISCV_ADD32, 16)
                              .rela(0, 3, R_RISCV_SUB32, 6)
                              .rela(4, 3, R_RISCV_SET16, 0x2345)
                              .rela(4, 0, R_RISCV_RELAX, 0)
                              .rela(6, 3, R_RISCV_SET6, 5)
                              .rela(6, 3, R_RISCV_SUB6, 3)
                              .rela(7, 3, R_RISCV_SET_ULEB128, 300)
                              .rela(7, 3, R_RISCV_SUB_ULEB128, 0));
  EXPECT_EQ(
      ByteVector(bytes().u32(11).u16(0x2445).u8(0xc2).u8(0xac).u8(0x82).u8(0)),
      plain(E, ".debug_info"))
      << Message;
  // The last ULEB128 does not end.
  E.Sections[4].Bytes.back() = 0x80;
  plain(E, ".debug_info");
  EXPECT_NE(std::string::npos, Message.find("unterminated ULEB128")) << Message;
}

TEST_P(ObjectImageTest, RelocatesWindows) {
  // Fields of 4 bytes at every fifth offset, pairs at one place, enough of
  // them for several blocks of the index.
  Bytes Entries = bytes();
  ByteVector Info(20000);
  for (size_t I = 0; I < Info.size(); ++I)
    Info[I] = I * 11;
  for (uint32_t At = 0; At + 4 <= Info.size(); At += 5) {
    if (At % 4 == 0)
      Entries.rela(At, 1, R_RISCV_32, At * 3);
    else
      Entries.rela(At, 1, R_RISCV_ADD32, At).rela(At, 3, R_RISCV_SUB32, 3);
  }
  TestElf E = relocatable(EM_RISCV, Info, Entries);
  const ByteVector Plain = plain(E, ".debug_info");
  ASSERT_EQ(Info.size(), Plain.size()) << Message;
  for (RelocationOrder Order :
       {RelocationOrder::Known, RelocationOrder::Assumed}) {
    Expected<ObjectImage> Image = open(E);
    ASSERT_TRUE(bool(Image));
    Expected<SectionBytes> B =
        Image->windows(*Image->find(".debug_info"), Order);
    ASSERT_TRUE(bool(B));
    EXPECT_EQ(Order == RelocationOrder::Assumed, B->assumesOrder());
    EXPECT_EQ(Plain.size(), B->size());
    std::vector<uint8_t> Scratch;
    auto Check = [&](size_t Offset, size_t Length) {
      Expected<const uint8_t *> P = B->read(Offset, Length, Scratch);
      ASSERT_TRUE(bool(P)) << toString(P.takeError());
      uint8_t Behind = 0;
      for (size_t I = 0; I < SectionBytes::Padding; ++I)
        Behind += (*P)[Length + I]; // readable: for ASan
      ASSERT_EQ(Behind, Behind);
      ASSERT_EQ(ArrayRef(Plain).slice(Offset, Length), ArrayRef(*P, Length));
    };
    for (size_t Offset = 0; Offset < 200; ++Offset)
      for (size_t Length : {0, 1, 3, 7, 64, 9000})
        Check(Offset, Length);
    for (size_t Offset = Plain.size() - 40; Offset <= Plain.size(); ++Offset)
      Check(Offset, Plain.size() - Offset);
    Check(0, Plain.size());
    EXPECT_FAILURE(B->read(1, Plain.size(), Scratch).takeError(), "outside");
  }
}

/// Wherever two relocations have changed places, or one is outside, that is
/// found by the time that the section was read, in whatever windows.
TEST_P(ObjectImageTest, WindowsOutOfOrder) {
  std::mt19937 Random(1);
  constexpr uint32_t Count = 20000;
  unsigned NumFound = 0;
  for (unsigned Trial = 0; Trial < 40; ++Trial) {
    std::vector<uint32_t> Places(Count);
    for (uint32_t I = 0; I < Count; ++I)
      Places[I] = 4 * I;
    const uint32_t One = Random() % Count;
    const uint32_t Other =
        Trial % 2 ? (One + 1) % Count : uint32_t(Random() % Count);
    const bool IsOutside = Trial % 4 == 2;
    if (IsOutside)
      // Of blocks of 4096, also where the last one is halved first.
      Places[Trial == 2 ? Count - Count % 4096 / 2 : One] = UINT32_MAX;
    else
      std::swap(Places[One], Places[Other]);
    Bytes Entries = bytes();
    for (uint32_t Place : Places)
      Entries.rela(Place, 0, R_RISCV_32, ~Place);
    TestElf E = relocatable(EM_RISCV, ByteVector(4 * Count), Entries);
    Expected<ObjectImage> Image = open(E);
    ASSERT_TRUE(bool(Image));
    Expected<SectionBytes> W =
        Image->windows(*Image->find(".debug_info"), RelocationOrder::Assumed);
    if (!W) { // seen by chance
      EXPECT_TRUE(IsOutside);
      consumeError(W.takeError());
      continue;
    }
    SectionBytes B = *W;
    std::vector<uint8_t> Scratch;
    bool Failed = false;
    for (uint32_t Offset = 0, Length; Offset < 4 * Count; Offset += Length) {
      Length = std::min(uint32_t(4 * (Random() % 500)), 4 * Count - Offset);
      Expected<const uint8_t *> P = B.read(Offset, Length, Scratch);
      Failed |= !P;
      if (!P)
        consumeError(P.takeError());
      for (uint32_t At = 0; P && !B.assumesOrder() && At < Length; ++At)
        ASSERT_EQ(
            uint8_t(~(Offset + At / 4 * 4) >>
                    8 * (GetParam().IsLittleEndian ? At % 4 : 3 - At % 4)),
            (*P)[At]);
    }
    EXPECT_EQ(B.assumesOrder() && (IsOutside || One != Other), Failed)
        << One << ' ' << Other;
    NumFound += Failed;
  }
  EXPECT_LT(30u, NumFound); // at least once, building the index was enough
}

TEST_P(ObjectImageTest, WindowsOfTheRest) {
  // In descending order: relocated as a whole.
  TestElf E = relocatable(
      EM_PPC, ByteVector(8),
      bytes().rela(4, 3, R_PPC_ADDR32, 0).rela(0, 3, R_PPC_ADDR32, 1));
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  std::vector<uint8_t> Scratch;
  Expected<SectionBytes> B =
      Image->windows(*Image->find(".debug_info"), RelocationOrder::Known);
  ASSERT_TRUE(bool(B));
  Expected<const uint8_t *> P = B->read(4, 4, Scratch);
  ASSERT_TRUE(bool(P));
  EXPECT_EQ(ByteVector(bytes().u32(0x100)), ByteVector(*P, *P + 4));
  B = Image->windows(*Image->find(".debug_str"),
                     RelocationOrder::Known); // not relocated
  ASSERT_TRUE(bool(B));
  P = B->read(1, 2, Scratch);
  ASSERT_TRUE(bool(P));
  EXPECT_EQ(text("bc"), ByteVector(*P, *P + 2));
  // A type that is not known is found when its window is read.
  E = relocatable(EM_PPC, ByteVector(100),
                  bytes().rela(0, 3, R_PPC_ADDR32, 0).rela(96, 3, 250, 1));
  Image = open(E);
  ASSERT_TRUE(bool(Image));
  B = Image->windows(*Image->find(".debug_info"), RelocationOrder::Known);
  ASSERT_TRUE(bool(B));
  P = B->read(0, 50, Scratch);
  EXPECT_TRUE(bool(P));
  EXPECT_FAILURE(B->read(50, 50, Scratch).takeError(),
                 ".rela.debug_info[1]: unsupported relocation type (type 250");
}

TEST_P(ObjectImageTest, ThreeTypesOfMips64) {
  if (!GetParam().Is64)
    return;
  auto Entry = [&](uint8_t Type2) {
    return bytes().u64(0).u32(3).u8(0).u8(0).u8(Type2).u8(R_MIPS_64).u64(7);
  };
  EXPECT_EQ(
      ByteVector(bytes().u64(0x107)),
      plain(relocatable(EM_MIPS, ByteVector(8), Entry(0)), ".debug_info"));
  plain(relocatable(EM_MIPS, ByteVector(8), Entry(R_MIPS_SUB)), ".debug_info");
  EXPECT_NE(std::string::npos, Message.find("unsupported")) << Message;
}

TEST_P(ObjectImageTest, BadRelocations) {
  auto Defect = [&](const ByteVector &Entries) {
    TestElf E = relocatable(EM_PPC, ByteVector(8), Entries);
    EXPECT_EQ(ByteVector(), plain(E, ".debug_info"));
    return Message;
  };
  EXPECT_NE(std::string::npos,
            Defect(bytes().rela(0, 0, R_PPC_NONE, 0).rela(4, 1, 250, 0))
                .find(".rela.debug_info[1]: unsupported relocation type (type "
                      "250, symbol 1, at .debug_info+0x4, machine 20)"))
      << Message;
  EXPECT_NE(std::string::npos,
            Defect(bytes().rela(5, 0, R_PPC_ADDR32, 0)).find("outside"));
  EXPECT_NE(
      std::string::npos,
      Defect(bytes().rela(UINT32_MAX, 0, R_PPC_ADDR32, 0)).find("outside"));
  EXPECT_NE(std::string::npos,
            Defect(bytes().rela(0, 4, R_PPC_ADDR32, 0)).find("out of range"));
  EXPECT_NE(std::string::npos,
            Defect(ByteVector(7)).find("not a whole number"));
  TestElf E = relocatable(EM_PPC, ByteVector(8), {});
  E.Sections[5].Info = 99;
  EXPECT_FAILURE(open(E).takeError(), "relocates section 99 of 8");
}

TEST_P(ObjectImageTest, ExtendedNumbering) {
  TestElf E{GetParam(), EM_PPC};
  for (unsigned I = 0; I < 70000; ++I)
    E.add({".s"});
  uint32_t Last = E.add({".text", ByteVector(4), SHT_PROGBITS, SHF_ALLOC});
  uint32_t Names = E.add({".strtab", {0}, SHT_STRTAB});
  uint32_t Table = E.add(
      {".symtab",
       bytes().symbol(0, 0, 0, 0, 0).symbol(0, 3, 0, STT_FUNC, SHN_XINDEX),
       SHT_SYMTAB, 0, Names});
  E.add(
      {".symtab_shndx", bytes().u32(0).u32(Last), SHT_SYMTAB_SHNDX, 0, Table});
  uint32_t Info = E.add({".debug_info", ByteVector(4)});
  E.add({".rela.debug_info", bytes().rela(0, 1, R_PPC_ADDR32, 1), SHT_RELA, 0,
         Table, Info});
  E.ExtendedNumbering = true;
  ByteVector Plain = plain(E, ".debug_info");
  Expected<ObjectImage> Image = open(E);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(70008u, Image->sections().size());
  EXPECT_EQ(Last, Image->find(".text")->Index);
  EXPECT_EQ(ByteVector(bytes().u32(Image->find(".text")->Address + 4)), Plain)
      << Message;
}

TEST_P(ObjectImageTest, NotElf) {
  auto Fails = [&](const ByteVector &Contents, StringRef Text) {
    EXPECT_FAILURE(ObjectImage::open(Dir.write("in", Contents)).takeError(),
                   Text.str());
  };
  Fails({}, "in: not an ELF file (empty)");
  Fails(text("#!/bin/sh\necho this is no ELF file\n"), "in: not an ELF file");
  Fails(text("\x7f"
             "ELF"),
        "in: not an ELF file");
  EXPECT_FAILURE(ObjectImage::open(Dir.path("none")).takeError(),
                 "cannot open: No such file");
  EXPECT_FAILURE(ObjectImage::open("/dev/null").takeError(),
                 "not a regular file");
}

TEST_P(ObjectImageTest, NoSectionHeaders) {
  ByteVector File = TestElf{GetParam(), EM_X86_64, ET_EXEC}.build();
  // e_shoff, e_shnum and e_shstrndx are 0.
  const bool Is64 = GetParam().Is64;
  std::fill_n(File.begin() + (Is64 ? 40 : 32), Is64 ? 8 : 4, 0);
  std::fill_n(File.begin() + (Is64 ? 60 : 48), 4, 0);
  Expected<ObjectImage> Image = ObjectImage::open(Dir.write("in", File));
  ASSERT_TRUE(bool(Image)) << toString(Image.takeError());
  EXPECT_TRUE(Image->sections().empty());
  EXPECT_EQ(nullptr, Image->find(".debug_info"));
  EXPECT_TRUE(Image->findAll(".debug_info").empty());
}

TEST_P(ObjectImageTest, DamagedFiles) {
  ByteVector Info(200, 1);
  SmallVector<uint8_t> Stream;
  compression::zlib::compress(Info, Stream);
  Bytes Header = bytes();
  Header.u32(ELFCOMPRESS_ZLIB);
  if (GetParam().Is64)
    Header.u32(0);
  ByteVector Compressed = Header.word(Info.size()).word(1);
  Compressed.insert(Compressed.end(), Stream.begin(), Stream.end());
  TestElf E = relocatable(EM_RISCV, ByteVector(16),
                          bytes()
                              .rela(0, 1, R_RISCV_32, 0)
                              .rela(4, 2, R_RISCV_ADD32, 0)
                              .rela(8, 3, R_RISCV_SET_ULEB128, 0));
  E.add({".debug_line", Compressed, SHT_PROGBITS, SHF_COMPRESSED});
  E.add({".symtab_shndx", ByteVector(16), SHT_SYMTAB_SHNDX, 0, 4});
  const ByteVector Good = E.build();

  unsigned Opened = 0;
  auto Try = [&](const ByteVector &Contents) {
    Expected<ObjectImage> Image = ObjectImage::open(Dir.write("bad", Contents));
    if (!Image) {
      consumeError(Image.takeError());
      return;
    }
    ++Opened;
    std::vector<uint8_t> Scratch;
    for (const SectionInfo &S : Image->sections()) {
      Expected<SectionBytes> W = Image->windows(
          S, S.Index % 2 ? RelocationOrder::Known : RelocationOrder::Assumed);
      if (!W) {
        consumeError(W.takeError());
      } else {
        consumeError(W->read(0, W->size(), Scratch).takeError());
        consumeError(
            W->read(W->size() / 2, W->size() / 3, Scratch).takeError());
      }
      Expected<SectionBytes> B = Image->bytes(S);
      if (!B) {
        consumeError(B.takeError());
        continue;
      }
      Expected<const uint8_t *> P = B->read(0, B->size(), Scratch);
      ASSERT_TRUE(bool(P)) << toString(P.takeError());
      uint64_t Sum = 0;
      for (size_t I = 0; I < B->size() + SectionBytes::Padding; ++I)
        Sum += (*P)[I];
      ASSERT_LT(Sum, UINT64_MAX);
    }
    consumeError(forEachSymbol(*Image, [](const Symbol &) {}));
  };
  for (size_t Size = 0; Size < Good.size(); ++Size)
    Try(ByteVector(Good.begin(), Good.begin() + Size));
  EXPECT_EQ(0u, Opened); // the section headers are at the end
  for (size_t At = 0; At < Good.size(); ++At)
    for (uint8_t Mask : {0x01, 0x10, 0x80, 0xff}) {
      ByteVector Bad = Good;
      Bad[At] ^= Mask;
      Try(Bad);
    }
  EXPECT_GT(Opened, 0u);
}

} // namespace
