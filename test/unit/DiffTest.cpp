//===- DiffTest.cpp -------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Comparing and printing BTF that no compiler makes ends, and in words.
///
//===----------------------------------------------------------------------===//

#include "Transform/Diff.h"

#include "BTF/CDecl.h"
#include "BtfBuilder.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::BTF;
using namespace btfgen;

namespace {

/// Types that hold themselves, in every way that C can spell.
TEST(Diff, TypesThatHoldThemselves) {
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t Self = B.NextId;
  B.aggregate(BTF_KIND_STRUCT, "", 4, {{"a", Self, 0}, {"b", Self, 0}});
  uint32_t Row = B.NextId;
  B.add(BTF_KIND_ARRAY, "", 0, {Row, Int, 2});
  uint32_t Proto = B.NextId;
  B.add(BTF_KIND_FUNC_PROTO, "", Proto, {0, Proto, 0, Proto}, 2);
  uint32_t Pointer = B.NextId;
  B.add(BTF_KIND_PTR, "", Pointer);
  uint32_t Const = B.NextId;
  B.add(BTF_KIND_CONST, "", Const);
  B.add(BTF_KIND_TYPEDEF, "t", B.NextId);
  ByteVector Bytes = B.build(), Empty = BtfBuilder().build();
  Expected<BtfRef> File = BtfFile::parse(Bytes, "a");
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  for (uint32_t I = 1; I < (*File)->endId(); ++I) {
    std::string Text = declareInC(**File, BtfId(I), "x");
    EXPECT_FALSE(Text.empty());
    EXPECT_LT(Text.size(), 10000u) << I;
  }
  EXPECT_TRUE(diffBtf(*File, *File).same());
  Expected<BtfRef> None = BtfFile::parse(Empty, "b");
  ASSERT_TRUE(bool(None)) << toString(None.takeError());
  DiffResult D = diffBtf(*File, *None);
  EXPECT_FALSE(D.same());
  std::string Text;
  raw_string_ostream OS(Text);
  printDiff(OS, D, {.Summary = false, .Verbose = true, .Max = SIZE_MAX});
  printDiffJson(OS, D, {});
  EXPECT_NE(std::string::npos, Text.find("struct"));
}

/// Anonymous members of anonymous members: each holds the next one twice, or
/// itself. As C sees them they are 2 to the power of the depth.
TEST(Diff, MembersThatMultiply) {
  for (bool HoldsItself : {false, true}) {
    BtfBuilder B;
    uint32_t Inner = B.integer();
    for (unsigned Depth = 0; Depth < 16; ++Depth) {
      const uint32_t Held = HoldsItself ? B.NextId : Inner;
      Inner =
          B.aggregate(BTF_KIND_UNION, "", 4, {{"", Held, 0}, {"", Held, 0}});
    }
    B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"", Inner, 0}});
    BtfBuilder Other;
    Other.aggregate(BTF_KIND_STRUCT, "s", 8, {{"a", Other.integer(), 0}});
    const ByteVector Bytes = B.build(), OtherBytes = Other.build();
    const BtfRef A = cantFail(BtfFile::parse(Bytes, "a"));
    const DiffResult D = diffBtf(A, cantFail(BtfFile::parse(OtherBytes, "b")));
    for (const DiffEntry &E : D.Entries)
      EXPECT_LT(E.Details.size(), 1000u);
  }
}

/// Integers by what the kernel's btf.rst calls their encoding.
TEST(Diff, Encodings) {
  struct {
    uint32_t Word;
    const char *Text;
  } Encodings[] = {{0x00000008, "none"},
                   {0x01000008, "signed"},
                   {0x02000008, "char"},
                   {0x04000008, "bool"}};
  for (const auto &From : Encodings)
    for (const auto &To : Encodings) {
      BtfBuilder A, B;
      A.integer("x", 1, From.Word);
      B.integer("x", 1, To.Word);
      const ByteVector BytesA = A.build(), BytesB = B.build();
      const BtfRef FileA = cantFail(BtfFile::parse(BytesA, "a"));
      const DiffResult D =
          diffBtf(FileA, cantFail(BtfFile::parse(BytesB, "b")));
      if (&From == &To) {
        EXPECT_TRUE(D.same());
        continue;
      }
      ASSERT_EQ(1u, D.Entries.size());
      ASSERT_EQ(1u, D.Entries[0].Details.size());
      EXPECT_EQ((Twine("encoding ") + From.Text + " → " + To.Text).str(),
                D.Entries[0].Details[0]);
    }
}

} // namespace
