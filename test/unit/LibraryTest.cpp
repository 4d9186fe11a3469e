//===- LibraryTest.cpp ----------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What include/btfgen says of BTF whose words are written down here, and what
/// its functions refuse.
///
//===----------------------------------------------------------------------===//

#include "btfgen/Btf.h"
#include "btfgen/Encode.h"
#include "btfgen/Transform.h"
#include "btfgen/Verify.h"

#include "BtfBuilder.h"
#include "ElfBuilder.h"

using namespace llvm::BTF;
using namespace btfgen;

namespace {

class Library : public testing::Test {
protected:
  Btf open(const BtfBuilder &B, const Btf &Base = {}) {
    Kept.push_back(std::make_unique<ByteVector>(B.build()));
    Result<Btf> File = Btf::open(Input::memory(*Kept.back(), "test"), Base);
    EXPECT_TRUE(bool(File));
    return File ? *File : Btf();
  }
  std::vector<std::unique_ptr<ByteVector>> Kept;
};

/// A builder of BTF that continues what \p Base built.
BtfBuilder splitOf(const BtfBuilder &Base) {
  BtfBuilder Split;
  Split.NextId = Base.NextId;
  Split.StringStart = Base.Strings.size();
  return Split;
}

TEST_F(Library, Encodings) {
  BtfBuilder B;
  // Encoding, offset and bits, as the kernel's btf.rst lays them out.
  B.integer("unsigned char", 1, 0x00000008);
  B.integer("int", 4, 0x01000020);
  B.integer("char", 1, 0x02000008);
  B.integer("_Bool", 1, 0x04000008);
  B.add(BTF_KIND_ENUM, "unsigned", 4, {B.string("A"), 1}, 1);
  B.add(BTF_KIND_ENUM, "signed", 4, {B.string("B"), uint32_t(-1)}, 1, true);
  const Btf File = open(B);
  struct {
    bool IsSigned, IsChar, IsBool;
  } Expected[] = {{false, false, false}, {true, false, false},
                  {false, true, false},  {false, false, true},
                  {false, false, false}, {true, false, false}};
  for (uint32_t Id = 1; Id < File.endId(); ++Id) {
    const Type T = File.type(Id);
    EXPECT_EQ(Expected[Id - 1].IsSigned, T.isSigned()) << Id;
    if (!T.is(Kind::Int))
      continue;
    EXPECT_EQ(Expected[Id - 1].IsChar, T.isChar()) << Id;
    EXPECT_EQ(Expected[Id - 1].IsBool, T.isBool()) << Id;
    EXPECT_EQ(8 * T.size(), T.bits()) << Id;
  }
  EXPECT_EQ(uint64_t(-1), File.type(6).enumerators()[0].value());
  EXPECT_EQ(1u, File.type(5).enumerators()[0].value());
}

TEST_F(Library, Stripped) {
  BtfBuilder B;
  const uint32_t Int = B.integer();
  uint32_t Last = Int;
  for (unsigned Kind : {BTF_KIND_TYPEDEF, BTF_KIND_CONST, BTF_KIND_VOLATILE,
                        BTF_KIND_RESTRICT, BTF_KIND_TYPE_TAG})
    Last = B.add(Kind, Kind == BTF_KIND_TYPEDEF ? "t" : "", Last);
  const uint32_t Pointer = B.add(BTF_KIND_PTR, "", Last);
  const uint32_t Circle = B.NextId;
  B.add(BTF_KIND_CONST, "", Circle);
  const Btf File = open(B);
  EXPECT_EQ(File.type(Int), File.type(Last).stripped());
  EXPECT_EQ(File.type(Int), File.type(Int).stripped());
  EXPECT_EQ(File.type(Pointer), File.type(Pointer).stripped());
  // It ends, whatever it says.
  EXPECT_EQ(File.type(Circle), File.type(Circle).stripped());
}

TEST_F(Library, FirstOfAName) {
  BtfBuilder B;
  const uint32_t Int = B.integer();
  B.add(BTF_KIND_TYPEDEF, "x", Int);
  const uint32_t Struct = B.aggregate(BTF_KIND_STRUCT, "x", 4, {{"a", Int, 0}});
  B.add(BTF_KIND_TYPEDEF, "x", Struct);
  BtfBuilder S = splitOf(B);
  const uint32_t Own = S.add(BTF_KIND_TYPEDEF, "x", Struct);
  const Btf Base = open(B), Split = open(S, Base);
  ASSERT_TRUE(Base.find("x"));
  EXPECT_EQ(Base.type(2), *Base.find("x"));
  EXPECT_EQ(Base.type(Struct), *Base.find("x", Kind::Struct));
  EXPECT_FALSE(Base.find("x", Kind::Union));
  EXPECT_FALSE(Base.find("y"));
  EXPECT_EQ(Split.type(Own), *Split.find("x"));
  EXPECT_EQ(Base.type(Struct), *Split.find("x", Kind::Struct));
  const std::vector<Type> All = Split.findAll("x");
  ASSERT_EQ(4u, All.size());
  EXPECT_EQ(Base.type(2), All[0]);
  EXPECT_EQ(Split.type(Own), All[3]);
  EXPECT_EQ(Base.endId(), Split.firstId());
  EXPECT_TRUE(Split.type(Split.endId()).isVoid());
}

TEST_F(Library, MergeRefusesOtherBases) {
  BtfBuilder B;
  B.integer();
  BtfBuilder S = splitOf(B);
  S.add(BTF_KIND_TYPEDEF, "t", 1);
  const Btf Base = open(B), Same = open(B), Split = open(S, Base);
  ASSERT_TRUE(bool(merge(Base, std::vector{Split})));
  const auto Other = merge(Same, std::vector{Split});
  ASSERT_FALSE(bool(Other));
  EXPECT_NE(std::string::npos, Other.error().message().find("was not opened"));
  EXPECT_FALSE(bool(merge(Base, std::vector{Split, Same})));
  EXPECT_FALSE(bool(merge(Split, {})));
  // A kind that nobody knows can be read with a layout, and not be merged.
  BtfBuilder Unknown = B;
  Unknown.add(25, "new", 0);
  Unknown.Layout = ByteVector(4 * 26); // words of the kinds: INT has one
  Unknown.Layout[4 * BTF_KIND_INT] = 4;
  const Btf WithUnknown = open(Unknown);
  ASSERT_TRUE(bool(WithUnknown));
  EXPECT_FALSE(bool(merge(WithUnknown, {})));
}

TEST_F(Library, VerifyKeepsWhatIsAskedFor) {
  BtfBuilder B;
  for (unsigned I = 0; I < 5; ++I)
    B.add(BTF_KIND_TYPEDEF, "", 0); // has no name
  const Btf File = open(B);
  VerifySettings Settings;
  Settings.MaxProblems = 2;
  const Result<VerifyReport> Report = verify(File, Settings);
  ASSERT_TRUE(bool(Report));
  EXPECT_EQ(2u, Report->Problems.size());
  EXPECT_EQ(5u, Report->NumProblems);
  EXPECT_EQ(1u, Report->Problems[0].Type);
  EXPECT_FALSE(Report->loads());
  Settings.Kernel = "six";
  EXPECT_FALSE(bool(verify(File, Settings)));
}

// No threads are one: the caller's.
TEST_F(Library, ZeroThreads) {
  // DW_TAG_compile_unit with a DW_TAG_base_type: name, size, encoding.
  const ByteVector Abbrev = {1, 0x11, 1,   0,    0,    2, 0x24, 0, 3,
                             8, 0x0b, 0xb, 0x3e, 0x0b, 0, 0,    0};
  const ByteVector Info = {16, 0, 0, 0,   4,   0,   0, 0, 0, 0,
                           8,  1, 2, 'i', 'n', 't', 0, 4, 5, 0};
  TestElf E{{/*Is64=*/true, /*LittleEndian=*/true}};
  E.add({".debug_abbrev", Abbrev});
  E.add({".debug_info", Info});
  const ByteVector Elf = E.build();
  EncodeSettings Settings;
  for (unsigned Threads : {1, 0}) {
    Settings.Threads = Threads;
    const Result<EncodeReport> Made =
        encode(Input::memory(Elf, "test"), Settings);
    ASSERT_TRUE(bool(Made)) << Made.error().message();
    EXPECT_EQ(1u, Made->NumTypes);
  }
}

} // namespace
