//===- VerifyTest.cpp -----------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each rule of the kernel has one BTF that breaks it and nothing else, and a
/// message that says which type does. What is right is accepted.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"

#include "BtfBuilder.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::BTF;
using namespace btfgen;

namespace {

class Verify : public testing::Test {
protected:
  VerifyResult verify(const BtfBuilder &B, const VerifyOptions &Options = {}) {
    Kept.push_back(B.build());
    return verifyBtfBytes(Kept.back(), "test", nullptr, Options);
  }
  /// \p B breaks \p Rule once, with type \p Id (0: the file) and these words.
  void breaks(const BtfBuilder &B, VerifyRule Rule, uint32_t Id,
              StringRef Words) {
    VerifyResult R = verify(B);
    std::string All;
    for (const Violation &V : R.Violations)
      All += ruleName(V.Rule).str() + ": " + V.Message + "\n";
    EXPECT_FALSE(R.accepted());
    ASSERT_EQ(1u, R.NumViolations) << All;
    ASSERT_EQ(1u, R.Violations.size());
    const Violation &V = R.Violations[0];
    EXPECT_EQ(ruleName(Rule), ruleName(V.Rule)) << All;
    EXPECT_NE(std::string::npos, V.Message.find(Words.str())) << All;
    if (Id == 0) {
      EXPECT_TRUE(V.Type.isNone()) << All;
      return;
    }
    EXPECT_EQ(Id, V.Type.index()) << All;
    EXPECT_EQ(0u, V.Message.find("type " + std::to_string(Id) + " ")) << All;
  }
  std::vector<ByteVector> Kept;
};

TEST_F(Verify, AcceptsEveryKind) {
  for (bool LittleEndian : {true, false}) {
    BtfBuilder B = everyKind();
    B.LittleEndian = LittleEndian;
    VerifyResult R = verify(B);
    for (const Violation &V : R.Violations)
      ADD_FAILURE() << V.Message;
    EXPECT_TRUE(R.accepted());
    ASSERT_TRUE(R.OldestKernel);
    EXPECT_EQ((KernelVersion{6, 0}), *R.OldestKernel); // ENUM64
  }
}

TEST_F(Verify, Container) {
  BtfBuilder B = everyKind();
  B.Header.Flags = 1;
  breaks(B, VerifyRule::Header, 0, "flags");
  B = everyKind();
  B.Header.HeaderLen = 40; // eight bytes more, all zero
  EXPECT_TRUE(verify(B).accepted());
  ByteVector Bytes = everyKind().build();
  Bytes.push_back(0); // behind the strings
  VerifyResult R = verifyBtfBytes(Bytes, "test");
  ASSERT_EQ(1u, R.NumViolations);
  EXPECT_EQ(VerifyRule::Sections, R.Violations[0].Rule);
  Bytes.resize(10);
  R = verifyBtfBytes(Bytes, "test");
  ASSERT_EQ(1u, R.NumViolations);
  EXPECT_EQ(VerifyRule::Unreadable, R.Violations[0].Rule);
}

TEST_F(Verify, Layout) {
  BtfBuilder B = everyKind();
  B.Layout = ByteVector(80);
  VerifyResult R = verify(B);
  EXPECT_TRUE(R.accepted());
  ASSERT_TRUE(R.OldestKernel);
  EXPECT_EQ((KernelVersion{7, 1}), *R.OldestKernel);
  VerifyOptions Old;
  Old.Kernel = {6, 12};
  EXPECT_FALSE(verify(B, Old).accepted());
}

TEST_F(Verify, Info) {
  BtfBuilder B;
  B.add(BTF_KIND_INT, "int", 4, {0x01000020}, 1);
  breaks(B, VerifyRule::Info, 1, "vlen");
  B = {};
  B.add(BTF_KIND_PTR, "", 0, {}, 0, true);
  breaks(B, VerifyRule::Info, 1, "kind_flag");
  B = {};
  uint32_t Proto = B.add(BTF_KIND_FUNC_PROTO, "", 0);
  uint32_t Func = B.add(BTF_KIND_FUNC, "f", Proto, {}, 2);
  breaks(B, VerifyRule::Info, Func, "linkage: found 2");
}

TEST_F(Verify, Names) {
  BtfBuilder B;
  B.add(BTF_KIND_TYPEDEF, "", 0);
  breaks(B, VerifyRule::NameMissing, 1, "has no name");
  B = {};
  B.add(BTF_KIND_PTR, "p", 0);
  breaks(B, VerifyRule::NameForbidden, 1, "must have no name");
  for (const char *Bad :
       {"a b", "1a", "a-b", "Vec<u8>", "\xc3\xa4", "a\xa7", "a\xd7"}) {
    B = {};
    B.add(BTF_KIND_TYPEDEF, Bad, 0);
    breaks(B, VerifyRule::NameSyntax, 1, "not an identifier");
  }
  for (const char *Good : {".a", "_1", "a.b", "A9", "\xe4", "a\xff"}) {
    B = {};
    B.add(BTF_KIND_TYPEDEF, Good, 0);
    EXPECT_TRUE(verify(B).accepted()) << Good;
  }
  B = {};
  B.integer("long unsigned int"); // not looked at
  EXPECT_TRUE(verify(B).accepted());
  B = {};
  B.add(BTF_KIND_TYPEDEF, std::string(512, 'x'), 0);
  VerifyResult R = verify(B);
  EXPECT_TRUE(R.accepted());
  EXPECT_EQ((KernelVersion{6, 1}), *R.OldestKernel); // 128 before
  B = {};
  B.add(BTF_KIND_TYPEDEF, std::string(513, 'x'), 0);
  breaks(B, VerifyRule::NameSyntax, 1, "513 bytes long");
  // An empty string that is not the first one is a name, and a wrong one.
  for (unsigned Kind : {BTF_KIND_STRUCT, BTF_KIND_UNION, BTF_KIND_ENUM}) {
    B = {};
    B.add(Kind, "x", 4);
    B.Types[0] = 2;
    breaks(B, VerifyRule::NameSyntax, 1, "empty name at offset 0x2");
  }
  B = {};
  uint32_t Int = B.integer();
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "", 4, {{"a", Int, 0}});
  B.Types[7] = 4; // behind "int"
  breaks(B, VerifyRule::NameSyntax, S, "member 0 has the empty name");
  B = {};
  B.add(BTF_KIND_TYPEDEF, "t", 0);
  B.Types[0] = 1000;
  breaks(B, VerifyRule::NameOffset, 1, "0x3e8");
  B = {};
  B.add(BTF_KIND_ENUM, "e", 4, {0, 1}, 1);
  breaks(B, VerifyRule::NameMissing, 1, "enumerator 0");
  B = {};
  Int = B.integer();
  S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a b", Int, 0}});
  breaks(B, VerifyRule::NameSyntax, S, "member 0");
  B = {};
  Int = B.integer();
  uint32_t P =
      B.add(BTF_KIND_FUNC_PROTO, "", 0, {0, Int, B.string("a b"), Int}, 2);
  breaks(B, VerifyRule::NameSyntax, P, "name 'a b' of parameter 1");
  B = {};
  B.add(BTF_KIND_TYPE_TAG, "", 0);
  breaks(B, VerifyRule::NameMissing, 1, "has no name");
}

TEST_F(Verify, TypeIds) {
  BtfBuilder B;
  B.add(BTF_KIND_TYPEDEF, "t", 9);
  breaks(B, VerifyRule::TypeId, 1, "type 9, expected below 2");
  B = {};
  B.add(BTF_KIND_VAR, "v", 0, {0});
  breaks(B, VerifyRule::TypeId, 1, "void");
  B = {};
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", 0, 0}});
  breaks(B, VerifyRule::TypeId, S, "member 0 is void");
  B = {};
  uint32_t Int = B.integer();
  uint32_t A = B.add(BTF_KIND_ARRAY, "", 0, {0, Int, 1});
  breaks(B, VerifyRule::TypeId, A, "element type is void");
  B = {};
  Int = B.integer();
  A = B.add(BTF_KIND_ARRAY, "", 0, {Int, 0, 1});
  breaks(B, VerifyRule::TypeId, A, "index type is void");
  B = {};
  Int = B.integer();
  uint32_t P = B.add(BTF_KIND_FUNC_PROTO, "", 0, {0, 0, B.string("x"), Int}, 2);
  breaks(B, VerifyRule::TypeId, P, "parameter 0 is void");
}

TEST_F(Verify, Integers) {
  auto Broken = [&](uint32_t Size, uint32_t Word, StringRef Words) {
    BtfBuilder B;
    B.integer("int", Size, Word);
    breaks(B, VerifyRule::IntEncoding, 1, Words);
  };
  Broken(4, 0x10000020, "unknown bits");
  Broken(4, 0x03000020, "not one of signed, char and bool");
  Broken(4, 0x08000020, "not one of signed, char and bool");
  Broken(4, 33, "33 bits do not fit in 4 bytes");
  Broken(32, 129, "129");
  BtfBuilder B;
  B.integer("__int128", 16, 128);
  B.integer("_Bool", 1, 0x04000008);
  EXPECT_TRUE(verify(B).accepted());
}

TEST_F(Verify, Sizes) {
  for (uint32_t Size : {0, 1, 3, 10, 32}) {
    BtfBuilder B;
    B.add(BTF_KIND_FLOAT, "f", Size);
    breaks(B, VerifyRule::Size, 1, "expected 2, 4, 8, 12 or 16");
  }
  for (uint32_t Size : {0, 3, 16}) {
    BtfBuilder B;
    B.add(BTF_KIND_ENUM, "e", Size, {B.string("A"), 1}, 1);
    breaks(B, VerifyRule::Size, 1, "expected 1, 2, 4 or 8");
  }
  BtfBuilder B;
  B.add(BTF_KIND_DATASEC, ".data", 0);
  breaks(B, VerifyRule::Size, 1, "size is 0");
}

TEST_F(Verify, Members) {
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t S =
      B.aggregate(BTF_KIND_STRUCT, "s", 8, {{"b", Int, 32}, {"a", Int, 0}});
  breaks(B, VerifyRule::MemberOffset, S, "lies before");
  B = {};
  Int = B.integer();
  S = B.aggregate(BTF_KIND_UNION, "u", 8, {{"a", Int, 32}});
  breaks(B, VerifyRule::MemberOffset, S, "of a union is at bit 32");
  B = {};
  Int = B.integer();
  S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Int, 64}});
  breaks(B, VerifyRule::MemberOffset, S, "outside the size of 4");
  B = {};
  Int = B.integer();
  S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Int, 16}});
  breaks(B, VerifyRule::MemberSize, S, "ends outside the 4 bytes");
  B = {};
  Int = B.integer();
  S = B.aggregate(BTF_KIND_STRUCT, "s", 8, {{"a", Int, 33u << 24}}, true);
  breaks(B, VerifyRule::MemberSize, S, "33 bits in a type of 32");
  B = {};
  uint32_t Ptr = B.add(BTF_KIND_PTR, "", 0);
  S = B.aggregate(BTF_KIND_STRUCT, "s", 16, {{"a", Ptr, 4}});
  breaks(B, VerifyRule::MemberOffset, S, "does not start at a byte");
  B = {};
  uint32_t Fwd = B.add(BTF_KIND_FWD, "f", 0);
  S = B.aggregate(BTF_KIND_STRUCT, "s", 16, {{"a", Fwd, 0}});
  breaks(B, VerifyRule::WrongKind, S, "has no size");
}

TEST_F(Verify, OtherWords) {
  BtfBuilder B;
  B.add(BTF_KIND_FWD, "f", 1);
  breaks(B, VerifyRule::Word, 1, "found 1");
  B = {};
  uint32_t Int = B.integer();
  uint32_t A = B.add(BTF_KIND_ARRAY, "", 4, {Int, Int, 1});
  breaks(B, VerifyRule::Word, A, "found 4");
  B = {};
  Int = B.integer();
  uint32_t V = B.add(BTF_KIND_VAR, "v", Int, {2});
  breaks(B, VerifyRule::Word, V, "linkage: found 2");
  B = {};
  Int = B.integer();
  uint32_t T = B.add(BTF_KIND_TYPEDEF, "t", Int);
  uint32_t D = B.add(BTF_KIND_DECL_TAG, "tag", T, {uint32_t(-2)});
  breaks(B, VerifyRule::Word, D, "found -2");
}

TEST_F(Verify, References) {
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t F = B.add(BTF_KIND_FUNC, "f", Int);
  breaks(B, VerifyRule::WrongKind, F, "a INT, expected a FUNC_PROTO");
  B = {};
  Int = B.integer();
  uint32_t P = B.add(BTF_KIND_FUNC_PROTO, "", 0, {0, Int}, 1);
  F = B.add(BTF_KIND_FUNC, "f", P);
  breaks(B, VerifyRule::NameMissing, F, "a parameter has no name");
  B = {};
  Int = B.integer();
  uint32_t D = B.add(BTF_KIND_DATASEC, ".data", 4, {Int, 0, 4}, 1);
  breaks(B, VerifyRule::WrongKind, D, "expected a VAR");
  B = {};
  Int = B.integer();
  uint32_t V = B.add(BTF_KIND_VAR, "v", Int, {0});
  uint32_t Ptr = B.add(BTF_KIND_PTR, "", V);
  breaks(B, VerifyRule::WrongKind, Ptr, "a VAR");
  B = {};
  Int = B.integer();
  uint32_t Big = B.add(BTF_KIND_ARRAY, "", 0, {Int, Int, 0x40000000});
  breaks(B, VerifyRule::ArraySize, Big, "too many");
}

TEST_F(Verify, Sections) {
  auto Broken = [&](std::vector<uint32_t> Places, StringRef Words) {
    BtfBuilder B;
    uint32_t Int = B.integer();
    std::vector<uint32_t> Rest;
    for (size_t I = 0; I < Places.size(); I += 2)
      Rest.insert(Rest.end(), {B.add(BTF_KIND_VAR, "v", Int, {0}), Places[I],
                               Places[I + 1]});
    uint32_t D = B.add(BTF_KIND_DATASEC, ".data", 16, Rest, Rest.size() / 3);
    breaks(B, VerifyRule::SectionVars, D, Words);
  };
  Broken({4, 4, 0, 4}, "lies before the end"); // not in order
  Broken({0, 8, 4, 4}, "lies before the end"); // overlapping
  Broken({14, 4}, "outside the size of 16");
  Broken({0, 2}, "its type has 4");
}

TEST_F(Verify, Tags) {
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t D = B.add(BTF_KIND_DECL_TAG, "tag", Int, {uint32_t(-1)});
  breaks(B, VerifyRule::TagTarget, D, "a INT");
  B = {};
  Int = B.integer();
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Int, 0}});
  D = B.add(BTF_KIND_DECL_TAG, "tag", S, {1});
  breaks(B, VerifyRule::TagTarget, D, "which has 1");
  // A typedef has no components, not even the first.
  B = {};
  uint32_t T = B.add(BTF_KIND_TYPEDEF, "t", B.integer());
  D = B.add(BTF_KIND_DECL_TAG, "tag", T, {0});
  breaks(B, VerifyRule::TagTarget, D, "component 0 of type 2 TYPEDEF 't'");
  B = {};
  D = B.add(BTF_KIND_TYPE_TAG, "tag", 0, {}, 0, true);
  VerifyResult R = verify(B);
  EXPECT_TRUE(R.accepted());
  EXPECT_EQ((KernelVersion{6, 15}), *R.OldestKernel);
}

TEST_F(Verify, Chains) {
  for (unsigned Length : {32u, 33u}) {
    BtfBuilder B;
    for (unsigned I = 1; I < Length; ++I)
      B.add(BTF_KIND_CONST, "", I + 1);
    B.add(BTF_KIND_CONST, "", 0);
    if (Length == 32)
      EXPECT_TRUE(verify(B).accepted());
    else
      breaks(B, VerifyRule::ModifierChain, 1, "more than 32");
  }
  // Kernels stop at ids that they have seen already.
  BtfBuilder Back;
  Back.add(BTF_KIND_CONST, "", 0);
  for (unsigned I = 1; I < 100; ++I)
    Back.add(BTF_KIND_CONST, "", I);
  EXPECT_TRUE(verify(Back).accepted());
  // CONST -> TYPE_TAG -> INT: not up to 6.18.
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t Tag = B.add(BTF_KIND_TYPE_TAG, "tag", Int);
  B.add(BTF_KIND_CONST, "", Tag);
  VerifyOptions For;
  For.Kernel = {7, 2};
  EXPECT_TRUE(verify(B, For).accepted());
  For.Kernel = {6, 18};
  VerifyResult R = verify(B, For);
  ASSERT_EQ(1u, R.NumViolations);
  EXPECT_EQ(VerifyRule::ModifierChain, R.Violations[0].Rule);
  // Nobody knows which kernel it will be.
  breaks(B, VerifyRule::ModifierChain, 3, "up to 6.18");
  // CONST -> TYPEDEF -> TYPE_TAG
  B = {};
  Tag = B.add(BTF_KIND_TYPE_TAG, "tag", 0);
  uint32_t Typedef = B.add(BTF_KIND_TYPEDEF, "t", Tag);
  breaks(B, VerifyRule::ModifierChain, Typedef, "a TYPE_TAG comes after");
}

/// Each kernel by its own rules.
TEST_F(Verify, TargetKernel) {
  auto Accepts = [&](const BtfBuilder &B, KernelVersion V) {
    VerifyOptions For;
    For.Kernel = V;
    return verify(B, For).accepted();
  };
  EXPECT_EQ((KernelVersion{6, 12}), *parseKernelVersion("6.12.118+deb13"));
  EXPECT_EQ((KernelVersion{7, 3}), *parseKernelVersion("7.3-rc7"));
  for (const char *Bad : {"", "6", "6.", "x.1", "6.1x", "6.1."})
    EXPECT_FALSE(parseKernelVersion(Bad)) << Bad;
  EXPECT_TRUE(Accepts(everyKind(), {6, 1}));
  EXPECT_FALSE(Accepts(everyKind(), {5, 10}));
  BtfBuilder B;
  B.add(BTF_KIND_DATASEC, ".data", 4);
  EXPECT_FALSE(Accepts(B, {5, 10}));
  EXPECT_TRUE(Accepts(B, {6, 1}));
  B = {};
  uint32_t Int = B.integer();
  uint32_t Var = B.add(BTF_KIND_VAR, "v", Int, {0});
  B.add(BTF_KIND_DATASEC, std::string(129, 'x'), 4, {Var, 0, 4}, 1);
  EXPECT_FALSE(Accepts(B, {5, 10}));
  EXPECT_TRUE(Accepts(B, {6, 1}));
}

TEST_F(Verify, NoTypes) {
  breaks({}, VerifyRule::Sections, 0, "no types");
  VerifyOptions Distilled;
  Distilled.MayBeEmpty = true;
  EXPECT_TRUE(verify({}, Distilled).accepted());
}

TEST_F(Verify, OddIntegers) {
  // Of 3 bytes, and one whose size is larger than what it uses.
  BtfBuilder B;
  uint32_t Odd = B.integer("odd", 4, 24);
  uint32_t Int = B.integer("int", 8, 32);
  uint32_t A = B.add(BTF_KIND_ARRAY, "", 0, {Int, Odd, 1});
  breaks(B, VerifyRule::WrongKind, A, "index type 1");
  B = {};
  Odd = B.integer("odd", 4, 24);
  Int = B.integer("int", 8, 32);
  A = B.add(BTF_KIND_ARRAY, "", 0, {Odd, Int, 1});
  breaks(B, VerifyRule::WrongKind, A, "element type 1");
  B = {};
  Odd = B.integer("odd", 4, 24);
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Odd, 0}}, true);
  breaks(B, VerifyRule::WrongKind, S, "integer of 24 bits");
  B = {};
  Odd = B.integer("odd", 4, 24);
  S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Odd, 3u << 24}}, true);
  breaks(B, VerifyRule::WrongKind, S, "bit-field in an integer of 24 bits");
  B = {};
  Odd = B.integer("odd", 4, 24);
  B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Odd, 0}});
  EXPECT_TRUE(verify(B).accepted());
  B = {};
  Int = B.integer();
  uint32_t Void = B.add(BTF_KIND_CONST, "", 0);
  A = B.add(BTF_KIND_ARRAY, "", 0, {Int, Void, 1});
  breaks(B, VerifyRule::WrongKind, A, "index type 2");
}

TEST_F(Verify, MemberOf17Bytes) {
  BtfBuilder B;
  uint32_t Int = B.integer("__int128", 16, 128);
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "s", 32, {{"a", Int, 3}});
  breaks(B, VerifyRule::MemberSize, S, "reaches into 17 bytes");
}

TEST_F(Verify, NotReferredTo) {
  BtfBuilder B;
  uint32_t Proto = B.add(BTF_KIND_FUNC_PROTO, "", 0);
  uint32_t Func = B.add(BTF_KIND_FUNC, "f", Proto);
  uint32_t Ptr = B.add(BTF_KIND_PTR, "", Func);
  breaks(B, VerifyRule::WrongKind, Ptr, "a FUNC");
  B = {};
  uint32_t Int = B.integer();
  uint32_t Var = B.add(BTF_KIND_VAR, "v", Int, {0});
  uint32_t Section = B.add(BTF_KIND_DATASEC, ".data", 4, {Var, 0, 4}, 1);
  uint32_t S = B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", Section, 0}});
  breaks(B, VerifyRule::WrongKind, S, "has no size");
}

TEST_F(Verify, Cycles) {
  BtfBuilder B;
  B.add(BTF_KIND_PTR, "", 1);
  breaks(B, VerifyRule::Cycle, 1, "leads back to itself");
  B = {};
  uint32_t S = B.NextId;
  B.aggregate(BTF_KIND_STRUCT, "s", 4, {{"a", S, 0}});
  breaks(B, VerifyRule::Cycle, S, "contains itself");
}

TEST_F(Verify, UnknownKind) {
  BtfBuilder B;
  B.add(NumBtfKinds, "k", 0);
  B.Layout = ByteVector(4 * (NumBtfKinds + 1));
  breaks(B, VerifyRule::UnknownKind, 1, "kind 23 is unknown");
}

TEST_F(Verify, OrderOfNames) {
  BtfBuilder B;
  B.integer("b");
  B.integer("c");
  B.integer("a");
  EXPECT_EQ(BtfId(3), verify(B).FirstUnsorted);
  B = {};
  B.add(BTF_KIND_PTR, "", 0);
  B.integer("B");
  B.integer("a");
  B.integer("a");
  EXPECT_TRUE(verify(B).FirstUnsorted.isNone());
}

/// All are counted, some are kept, and the error names the first.
/// What kernels 6.1 to 7.3 do when they load a module with this BTF, as asked
/// by scripts/check-verify: they look at each record and at chains of
/// modifiers.
TEST_F(Verify, OfModules) {
  Kept.push_back(everyKind().build());
  Expected<BtfRef> Base =
      BtfFile::parse(Kept.back(), "base", nullptr, BtfChecks::Framing);
  ASSERT_TRUE(!!Base);
  auto Loads = [&](unsigned Kind, const std::string &Name, uint32_t Word,
                   std::vector<uint32_t> More = {}, uint32_t Vlen = 0,
                   unsigned Minor = 2, unsigned Major = 7) {
    BtfBuilder B = onBase(**Base);
    B.add(Kind, Name, Word, std::move(More), Vlen);
    Kept.push_back(B.build());
    VerifyOptions Options;
    Options.Kernel = {Major, Minor};
    VerifyResult R = verifyBtfBytes(Kept.back(), "module", *Base, Options);
    EXPECT_TRUE(R.IsSplit);
    EXPECT_FALSE(R.accepted());
    return R.loads();
  };
  constexpr uint32_t Dangling = 0xfffff, TooLarge = 0x100000;
  EXPECT_TRUE(Loads(BTF_KIND_PTR, "", Dangling));
  EXPECT_FALSE(Loads(BTF_KIND_PTR, "", TooLarge));
  EXPECT_FALSE(Loads(BTF_KIND_CONST, "", Dangling));
  EXPECT_TRUE(Loads(BTF_KIND_CONST, "", Dangling, {}, 0, 16, 5));
  EXPECT_TRUE(Loads(BTF_KIND_FUNC, "f", 0));
  EXPECT_TRUE(Loads(BTF_KIND_FUNC, "f", TooLarge));
  EXPECT_TRUE(Loads(BTF_KIND_DECL_TAG, "t", TooLarge, {~0u}));
  EXPECT_FALSE(Loads(BTF_KIND_DECL_TAG, "t", 1, {~1u}));
  EXPECT_TRUE(Loads(BTF_KIND_FUNC_PROTO, "", TooLarge));
  EXPECT_TRUE(Loads(BTF_KIND_FUNC_PROTO, "", 0, {0, 0, 0, 0}, 2));
  EXPECT_FALSE(Loads(BTF_KIND_VAR, "v", TooLarge, {0}));
  EXPECT_FALSE(Loads(BTF_KIND_VAR, "v", 0, {0}));
  EXPECT_TRUE(Loads(BTF_KIND_VAR, "v", Dangling, {0}));
  EXPECT_FALSE(Loads(BTF_KIND_ARRAY, "", 0, {1, 0, 2}));
  EXPECT_FALSE(Loads(BTF_KIND_TYPEDEF, "1a", 1));
}

TEST_F(Verify, SaysThatAModuleLoads) {
  Kept.push_back(everyKind().build());
  Expected<BtfRef> Base =
      BtfFile::parse(Kept.back(), "base", nullptr, BtfChecks::Framing);
  ASSERT_TRUE(!!Base);
  BtfBuilder B = onBase(**Base);
  B.add(BTF_KIND_PTR, "", 0xfffff);
  Kept.push_back(B.build());
  std::string Text;
  raw_string_ostream OS(Text);
  printVerifyResult(OS, "m", verifyBtfBytes(Kept.back(), "m", *Base));
  EXPECT_NE(std::string::npos,
            Text.find("m: rejected; kernels from 5.11 load it, since they do "
                      "not check this in modules"))
      << Text;
}

TEST_F(Verify, ManyViolations) {
  BtfBuilder B;
  for (unsigned I = 0; I < 500; ++I)
    B.add(BTF_KIND_TYPEDEF, "", 0);
  VerifyResult R = verify(B);
  EXPECT_EQ(500u, R.NumViolations);
  EXPECT_EQ(100u, R.Violations.size());
  std::string Text = toString(toError(R, "file"));
  EXPECT_EQ(0u, Text.find("file: "));
  EXPECT_NE(std::string::npos, Text.find("type 1 TYPEDEF"));
  EXPECT_NE(std::string::npos, Text.find("and 497 more"));
  std::string Printed;
  raw_string_ostream OS(Printed);
  printVerifyResult(OS, "file", R);
  EXPECT_NE(std::string::npos, Printed.find("[name-missing]"));
  EXPECT_NE(std::string::npos, Printed.find("rejected"));
}

} // namespace
