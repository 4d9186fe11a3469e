//===- LocationTest.cpp ---------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// LOC_PARAM, LOC_PROTO and LOCSEC wherever finished BTF is read: their text,
/// the kernel's rules, each with a file that breaks it, and what becomes of
/// them in merged, compared and distilled BTF.
///
//===----------------------------------------------------------------------===//

#include "BTF/Location.h"

#include "BTF/Dump.h"
#include "BTF/Verify.h"
#include "BtfBuilder.h"
#include "Transform/Diff.h"
#include "Transform/Distill.h"
#include "Transform/Merge.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::BTF;
using namespace btfgen;

namespace {

/// BTF whose bytes are kept as long as the test.
class Location : public testing::Test {
protected:
  BtfRef parse(const BtfBuilder &B, BtfRef Base = nullptr) {
    Kept.push_back(std::make_unique<ByteVector>(B.build()));
    Expected<BtfRef> File =
        BtfFile::parse(*Kept.back(), "test", std::move(Base));
    if (!File) {
      ADD_FAILURE() << toString(File.takeError());
      return nullptr;
    }
    return *File;
  }
  /// \p B breaks \p Rule once, with its type \p Id and these words.
  static void breaks(const BtfBuilder &B, VerifyRule Rule, uint32_t Id,
                     StringRef Words) {
    const ByteVector Bytes = B.build();
    const VerifyResult R = verifyBtfBytes(Bytes, "test");
    std::string All;
    for (const Violation &V : R.Violations)
      All += ruleName(V.Rule).str() + ": " + V.Message + "\n";
    ASSERT_EQ(1u, R.NumViolations) << All;
    EXPECT_EQ(ruleName(Rule), ruleName(R.Violations[0].Rule)) << All;
    EXPECT_EQ(Id, R.Violations[0].Type.index()) << All;
    EXPECT_NE(std::string::npos, R.Violations[0].Message.find(Words.str()))
        << All;
  }

  std::vector<std::unique_ptr<ByteVector>> Kept;
};

/// The types of the self-test that bpftool has for these kinds.
BtfBuilder bpftoolsTest() {
  BtfBuilder B;
  const uint32_t Int = B.integer();
  std::vector<uint32_t> Params;
  for (const char *Name : {"arg1", "arg2", "arg3", "arg4", "arg5", "arg6"})
    Params.insert(Params.end(), {B.string(Name), Int});
  const uint32_t Proto = B.add(BTF_KIND_FUNC_PROTO, "", Int, Params, 6);
  const uint32_t Func = B.add(BTF_KIND_FUNC, "foo", Proto);
  std::vector<uint32_t> Locations;
  auto Param = [&](uint32_t Size, std::vector<uint32_t> Words) {
    const uint32_t Values = Words.size() - 1;
    Locations.push_back(B.add(BtfKindLocParam, "", Size, Words, Values));
  };
  Param(4, {0x8, 1});
  Param(8, {0x38, 2, 0x10});
  Param(8, {0x29, LocFrameBase, uint32_t(-0x10)});
  Param(8, {0x6, 0x9abcdef0, 0x12345678});
  Param(8, {0x2, 0xfeedface, 0xdeadbeef});
  Param(8, {0x39, LocFrameBase, uint32_t(-0x20)});
  const uint32_t LocProto = B.add(BtfKindLocProto, "", 0, Locations, 6);
  B.add(BtfKindLocSec, "inline.text", 0, {Func, LocProto, 64}, 1);
  return B;
}

TEST_F(Location, TextIsThatOfBpftool) {
  for (bool LittleEndian : {true, false}) {
    BtfBuilder B = bpftoolsTest();
    B.LittleEndian = LittleEndian;
    const BtfRef File = parse(B);
    ASSERT_TRUE(File);
    std::string Text;
    raw_string_ostream OS(Text);
    for (uint32_t Id = 3; Id < File->endId(); ++Id)
      dumpType(OS, File->type(BtfId(Id)));
    EXPECT_EQ("[3] FUNC 'foo' type_id=2 linkage=static\n"
              "[4] LOC_PARAM '(anon)' size=4 flags=0x8 vlen=1 values='reg1'\n"
              "[5] LOC_PARAM '(anon)' size=8 flags=0x38 vlen=2 "
              "values='*(reg2 + 0x10)'\n"
              "[6] LOC_PARAM '(anon)' size=8 flags=0x29 vlen=2 "
              "values='fbreg - 0x10'\n"
              "[7] LOC_PARAM '(anon)' size=8 flags=0x6 vlen=2 "
              "values='0x123456789abcdef0 (addr)'\n"
              "[8] LOC_PARAM '(anon)' size=8 flags=0x2 vlen=2 "
              "values='0xdeadbeeffeedface'\n"
              "[9] LOC_PARAM '(anon)' size=8 flags=0x39 vlen=2 "
              "values='*(fbreg - 0x20)'\n"
              "[10] LOC_PROTO '(anon)' vlen=6\n"
              "\ttype_id=4 value='reg1'\n"
              "\ttype_id=5 value='*(reg2 + 0x10)'\n"
              "\ttype_id=6 value='fbreg - 0x10'\n"
              "\ttype_id=7 value='0x123456789abcdef0 (addr)'\n"
              "\ttype_id=8 value='0xdeadbeeffeedface'\n"
              "\ttype_id=9 value='*(fbreg - 0x20)'\n"
              "[11] LOCSEC 'inline.text' vlen=1\n"
              "\tname='foo' func_type_id=3 loc_proto_type_id=10 offset=64\n",
              Text);
  }
}

TEST_F(Location, TextOfTheOthers) {
  BtfBuilder B;
  std::vector<std::pair<std::vector<uint32_t>, std::string>> Cases = {
      {{0x8, 0, 1}, "reg0, reg1"},
      {{0x18, 3}, "*(reg3)"},
      {{0x28, 7, 0, 1}, "reg7 + 0x100000000"},
      {{0x29, 7, 1, 0xffffffff}, "reg7 - 0xffffffff"},
      {{0x3, 0xffffffff}, "-0x1"},
      {{0x3, 7}, "0x7"},
      {{0x3, 0xfffffffe, 0xffffffff}, "-0x2"},
      {{0x2, 0xffffffff}, "0xffffffff"},
      {{0x10, 1}, "?"},
      {{0x8}, "?"},
  };
  for (const auto &[Words, Text] : Cases)
    B.add(BtfKindLocParam, "", 8, Words, Words.size() - 1);
  const BtfRef File = parse(B);
  ASSERT_TRUE(File);
  for (uint32_t I = 0; I < Cases.size(); ++I)
    EXPECT_EQ(Cases[I].second, locationText(File->type(BtfId(I + 1))));
}

TEST_F(Location, KernelsFrom74AcceptThem) {
  const BtfBuilder B = bpftoolsTest();
  const ByteVector Bytes = B.build();
  VerifyResult R = verifyBtfBytes(Bytes, "test");
  for (const Violation &V : R.Violations)
    ADD_FAILURE() << V.Message;
  ASSERT_TRUE(R.OldestKernel);
  EXPECT_EQ((KernelVersion{7, 4}), *R.OldestKernel);
  VerifyOptions Old;
  Old.Kernel = {7, 3};
  R = verifyBtfBytes(Bytes, "test", nullptr, Old);
  EXPECT_EQ(8u, R.NumViolations); // six LOC_PARAM and one of each other
  EXPECT_FALSE(R.loads());
}

/// A LOC_PARAM by itself.
TEST_F(Location, RulesOfParam) {
  struct Case {
    uint32_t Size;
    std::vector<uint32_t> Words; ///< flags and values
  };
  const Case Good[] = {
      {1, {0x2, 0}},     {4, {0x3, 1, 0}},     {8, {0x3, 1, 0}},
      {8, {0x6, 1, 0}},  {16, {0x8, 0, 1}},    {16, {0x8, 17}},
      {8, {0x18, 3}},    {16, {0x38, 3, 0}},   {8, {0x39, 3, 0, 1}},
      {8, {0x28, 3, 0}}, {8, {0x29, 3, 0, 1}},
  };
  for (const Case &C : Good) {
    BtfBuilder B;
    B.add(BtfKindLocParam, "", C.Size, C.Words, C.Words.size() - 1);
    const ByteVector Bytes = B.build();
    const VerifyResult R = verifyBtfBytes(Bytes, "test");
    for (const Violation &V : R.Violations)
      ADD_FAILURE() << V.Message;
  }
  auto Bad = [](VerifyRule Rule, const Case &C, StringRef Words) {
    BtfBuilder B;
    B.add(BtfKindLocParam, "", C.Size, C.Words, C.Words.size() - 1);
    breaks(B, Rule, 1, Words);
  };
  Bad(VerifyRule::Size, {0, {0x8, 1}}, "size: found 0");
  Bad(VerifyRule::Size, {17, {0x8, 1}}, "size: found 17");
  for (uint32_t Flags : {0x0, 0x1, 0x4, 0x7, 0x9, 0xa, 0x10, 0x12, 0x19, 0x20,
                         0x22, 0x30, 0x48, 0x68})
    Bad(VerifyRule::Location, {8, {Flags, 1, 2}}, "no combination");
  Bad(VerifyRule::Location, {4, {0x2}}, "0 values");
  Bad(VerifyRule::Location, {4, {0x2, 1, 2, 3}}, "3 values");
  Bad(VerifyRule::Location, {8, {0x6, 1}}, "1 values");
  Bad(VerifyRule::Location, {8, {0x8, 1, 2, 3}}, "3 values");
  Bad(VerifyRule::Location, {8, {0x18, 1, 2}}, "2 values");
  Bad(VerifyRule::Location, {8, {0x38, 1}}, "1 values");
  Bad(VerifyRule::Location, {8, {0x28, 1, 2, 3, 4}}, "4 values");
  Bad(VerifyRule::Location, {8, {0x2, 1}}, "in one word");
  Bad(VerifyRule::Location, {16, {0x2, 1, 2}}, "a constant of 16 bytes");
  BtfBuilder B;
  B.add(BtfKindLocParam, "named", 8, {0x8, 1}, 1);
  breaks(B, VerifyRule::NameForbidden, 1, "must have no name");
  B = {};
  B.add(BtfKindLocParam, "", 8, {0x8, 1}, 1, /*Flag=*/true);
  breaks(B, VerifyRule::Info, 1, "kind_flag");
}

/// A function with one parameter, and where that may be.
struct OneParam : BtfBuilder {
  uint32_t Int = integer();
  uint32_t Proto = add(BTF_KIND_FUNC_PROTO, "", 0, {string("x"), Int}, 1);
  uint32_t Func = add(BTF_KIND_FUNC, "f", Proto);
  uint32_t Param = add(BtfKindLocParam, "", 4, {0x8, 1}, 1);
  uint32_t LocProto = add(BtfKindLocProto, "", 0, {Param}, 1);
};

TEST_F(Location, RulesOfProto) {
  OneParam Good;
  Good.add(BtfKindLocProto, "", 0, {0}, 1);
  EXPECT_TRUE(verifyBtfBytes(Good.build(), "test").accepted());
  OneParam B;
  breaks((B.add(BtfKindLocProto, "named", 0, {0}, 1), B),
         VerifyRule::NameForbidden, B.LocProto + 1, "no name");
  B = {};
  breaks((B.add(BtfKindLocProto, "", 8, {0}, 1), B), VerifyRule::Word,
         B.LocProto + 1, "size word");
  B = {};
  breaks((B.add(BtfKindLocProto, "", 0, {B.Int}, 1), B), VerifyRule::WrongKind,
         B.LocProto + 1, "expected a LOC_PARAM");
}

TEST_F(Location, RulesOfSection) {
  auto Bad = [](VerifyRule Rule, StringRef Name, uint32_t Word,
                std::vector<uint32_t> Site, StringRef Words) {
    OneParam B;
    const uint32_t Id = B.add(BtfKindLocSec, Name, Word, std::move(Site), 1);
    breaks(B, Rule, Id, Words);
  };
  const OneParam B;
  OneParam Good;
  Good.add(BtfKindLocSec, "inline.text", 0, {B.Func, B.LocProto, 8}, 1);
  EXPECT_TRUE(verifyBtfBytes(Good.build(), "test").accepted());
  Bad(VerifyRule::NameMissing, "", 0, {B.Func, B.LocProto, 8}, "no name");
  Bad(VerifyRule::NameSyntax, "a\nb", 0, {B.Func, B.LocProto, 8}, "printable");
  Bad(VerifyRule::Word, "i", 4, {B.Func, B.LocProto, 8}, "size word");
  Bad(VerifyRule::Sites, "i", 0, {0, B.LocProto, 8}, "no function");
  Bad(VerifyRule::Sites, "i", 0, {B.Func, 0, 8}, "no LOC_PROTO");
  Bad(VerifyRule::WrongKind, "i", 0, {B.Int, B.LocProto, 8}, "expected a FUNC");
  Bad(VerifyRule::WrongKind, "i", 0, {B.Func, B.Param, 8},
      "expected a LOC_PROTO");
  OneParam Other;
  const uint32_t None = Other.add(BtfKindLocProto, "", 0);
  const uint32_t Section =
      Other.add(BtfKindLocSec, "i", 0, {Other.Func, None, 8}, 1);
  breaks(Other, VerifyRule::Sites, Section, "has 1 parameters");
}

/// To types, locations are none: nothing but what describes sites refers to
/// them.
TEST_F(Location, NoTypeRefersToThem) {
  const OneParam Sound;
  for (unsigned Kind : {BTF_KIND_PTR, BTF_KIND_CONST, BTF_KIND_TYPEDEF,
                        BTF_KIND_TYPE_TAG, BTF_KIND_VOLATILE}) {
    for (uint32_t To : {Sound.Param, Sound.LocProto, Sound.LocProto + 1}) {
      OneParam B;
      B.add(BtfKindLocSec, "i", 0);
      const bool IsNamed =
          Kind == BTF_KIND_TYPEDEF || Kind == BTF_KIND_TYPE_TAG;
      breaks((B.add(Kind, IsNamed ? "t" : "", To), B), VerifyRule::WrongKind,
             Sound.LocProto + 2, "refers to type");
    }
  }
}

/// Sites of two splits on one base: equal locations are one, sections are not.
TEST_F(Location, Merged) {
  const BtfRef Base = parse(everyKind());
  const uint32_t Func = Base->find("fn", BTF_KIND_FUNC)->id().index();
  std::vector<BtfRef> Splits;
  for (uint32_t Offset : {8, 8}) {
    BtfBuilder B = onBase(*Base);
    const uint32_t Param = B.add(BtfKindLocParam, "", 4, {0x8, 1}, 1);
    const uint32_t Proto = B.add(BtfKindLocProto, "", 0, {Param, 0}, 2);
    B.add(BtfKindLocSec, "inline.text", 0, {Func, Proto, Offset}, 1);
    Splits.push_back(parse(B, Base));
  }
  Expected<MergeResult> R = mergeBtf(Base, Splits, {});
  ASSERT_TRUE(bool(R)) << toString(R.takeError());
  Expected<BtfRef> File = BtfFile::parse(R->Bytes, "merged");
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  EXPECT_EQ(Base->endId() + 4, (*File)->endId());
  unsigned Sections = 0;
  for (uint32_t Id = Base->endId(); Id < (*File)->endId(); ++Id) {
    const BtfType T = (*File)->type(BtfId(Id));
    Sections += T.is(BtfKindLocSec);
    for (BtfSite S : T.sites()) {
      EXPECT_EQ("fn", (*File)->type(S.Func).name());
      const BtfType Proto = (*File)->type(S.Proto);
      ASSERT_EQ(2u, Proto.paramLocations().size());
      EXPECT_EQ("reg1",
                locationText((*File)->type(BtfId(Proto.paramLocations()[0]))));
      EXPECT_EQ(0u, Proto.paramLocations()[1]);
    }
  }
  EXPECT_EQ(2u, Sections);
}

TEST_F(Location, Compared) {
  const BtfBuilder A = bpftoolsTest();
  BtfBuilder B = bpftoolsTest();
  EXPECT_TRUE(diffBtf(parse(A), parse(B)).same());
  B.add(BtfKindLocSec, "inline.init.text", 0, {3, 10, 4, 3, 10, 8}, 2);
  const DiffResult More = diffBtf(parse(A), parse(B));
  ASSERT_EQ(1u, More.Entries.size());
  EXPECT_EQ("inline.init.text", More.subject(More.Entries[0]).name());
  // Another value, and another offset.
  for (size_t FromEnd : {size_t(1), size_t(16)}) {
    B = bpftoolsTest();
    B.Types[B.Types.size() - FromEnd] ^= 4;
    EXPECT_FALSE(diffBtf(parse(A), parse(B)).same()) << FromEnd;
  }
}

/// They stay in the split BTF, with the functions that the base cannot name.
TEST_F(Location, Distilled) {
  const BtfRef Base = parse(everyKind());
  const uint32_t Func = Base->find("fn", BTF_KIND_FUNC)->id().index();
  BtfBuilder B = onBase(*Base);
  const uint32_t Param = B.add(BtfKindLocParam, "", 4, {0x8, 1}, 1);
  const uint32_t Proto = B.add(BtfKindLocProto, "", 0, {Param, 0}, 2);
  B.add(BtfKindLocSec, "inline.text", 0, {Func, Proto, 8}, 1);
  Expected<DistilledBtf> D = distillBase(*parse(B, Base), /*Sorted=*/true);
  ASSERT_TRUE(bool(D)) << toString(D.takeError());
  Expected<BtfRef> NewBase = BtfFile::parse(D->Base, "base");
  ASSERT_TRUE(bool(NewBase)) << toString(NewBase.takeError());
  Expected<BtfRef> Split = BtfFile::parse(D->Split, "split", *NewBase);
  ASSERT_TRUE(bool(Split)) << toString(Split.takeError());
  EXPECT_FALSE((*NewBase)->find("fn"));
  const auto Section = (*Split)->find("inline.text", BtfKindLocSec);
  ASSERT_TRUE(Section);
  const BtfSite Site = Section->sites()[0];
  EXPECT_EQ("fn", (*Split)->type(Site.Func).name());
  EXPECT_EQ("reg1", locationText((*Split)->type(BtfId(
                        (*Split)->type(Site.Proto).paramLocations()[0]))));
  const VerifyResult R = verifyBtf(**Split);
  for (const Violation &V : R.Violations)
    ADD_FAILURE() << V.Message;
}

} // namespace
