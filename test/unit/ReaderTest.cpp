//===- ReaderTest.cpp -----------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The reader follows nothing that it has not checked: every truncation and
/// every inverted bit gives an error, or BTF that can be looked at from end to
/// end.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"

#include "BTF/Dump.h"
#include "BTF/Identifier.h"
#include "BTF/Verify.h"
#include "BtfBuilder.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::BTF;
using namespace btfgen;

namespace {

std::string dump(const BtfFile &F) {
  std::string Text;
  raw_string_ostream OS(Text);
  dumpBtf(OS, F);
  return Text;
}

/// A copy of exactly that size: reading behind it is an error of its own.
Expected<BtfRef> parse(const ByteVector &Bytes, BtfChecks Checks,
                       ByteVector &Exact) {
  Exact = ByteVector(Bytes.begin(), Bytes.end());
  Exact.shrink_to_fit();
  return BtfFile::parse(Exact, "test", nullptr, Checks);
}

/// A C identifier, or one with dots as symbols have, below the kernel's
/// KSYM_NAME_LEN, which is 512.
TEST(Reader, Identifiers) {
  for (StringRef Good : {"a", "_", "Z9", "a.b", ".L", "x_1"})
    EXPECT_TRUE(isIdentifier(Good)) << Good.str();
  for (StringRef Bad : {"", "9", "a b", "a-b", "a$", "\xe4", "a\n"})
    EXPECT_FALSE(isIdentifier(Bad)) << Bad.str();
  EXPECT_TRUE(isIdentifier(std::string(511, 'x')));
  EXPECT_FALSE(isIdentifier(std::string(512, 'x')));
}

/// The sections may come in any order, with gaps: the header says where.
TEST(Reader, StringsBeforeTypes) {
  BtfBuilder B;
  B.add(BTF_KIND_TYPEDEF, "name", B.integer());
  const ByteVector Usual = B.build();
  const uint32_t TypeLen = 4 * B.Types.size(), StringLen = B.Strings.size();
  const uint32_t Gap = 8, TypeOff = (StringLen + 3) / 4 * 4 + Gap;
  ByteVector Bytes(Usual.begin(), Usual.begin() + BtfHeaderSize);
  support::endian::write32le(&Bytes[8], TypeOff);
  support::endian::write32le(&Bytes[16], 0); // the strings' offset
  Bytes.resize(BtfHeaderSize + TypeOff);
  std::copy(B.Strings.begin(), B.Strings.end(), Bytes.begin() + BtfHeaderSize);
  Bytes.insert(Bytes.end(), Usual.begin() + BtfHeaderSize,
               Usual.begin() + BtfHeaderSize + TypeLen);
  Expected<BtfRef> File = BtfFile::parse(Bytes, "test");
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  EXPECT_EQ("name", (*File)->type(BtfId(2)).name());
  EXPECT_EQ("int", (*File)->type((*File)->type(BtfId(2)).target()).name());
  EXPECT_EQ(BtfHeaderSize + TypeOff, (*File)->recordOffset(BtfId(1)));
  EXPECT_EQ(0u, (*File)->recordOffset(BtfId(0)));
  EXPECT_EQ(0u, (*File)->recordOffset(BtfId(3)));
}

TEST(Reader, Views) {
  for (bool LittleEndian : {true, false}) {
    BtfBuilder B = everyKind();
    B.LittleEndian = LittleEndian;
    ByteVector Bytes = B.build();
    Expected<BtfRef> File = BtfFile::parse(Bytes, "test");
    ASSERT_TRUE(bool(File)) << toString(File.takeError());
    const BtfFile &F = **File;
    EXPECT_EQ(LittleEndian, F.isLittleEndian());
    EXPECT_EQ(B.NextId - 1, F.ownCount());
    EXPECT_TRUE(F.type(BtfId(0)).isVoid());
    EXPECT_TRUE(F.type(BtfId(1000)).isVoid());
    std::optional<BtfType> S = F.find("s", BTF_KIND_STRUCT);
    ASSERT_TRUE(S);
    EXPECT_EQ(32u, S->size());
    ASSERT_EQ(3u, S->members().size());
    EXPECT_EQ("b", S->members()[1].name());
    EXPECT_EQ(64u, S->members()[1].BitOffset);
    EXPECT_EQ(0u, S->members()[1].BitSize);
    BtfMember Y = F.find("bits")->members()[1];
    EXPECT_EQ(3u, Y.BitOffset);
    EXPECT_EQ(5u, Y.BitSize);
    std::optional<BtfType> E = F.find("e64");
    EXPECT_EQ(0x100000001u, E->enumerators()[0].Value);
    EXPECT_TRUE(E->isSignedEnum());
    EXPECT_EQ(-1, F.find("on s")->componentIndex());
    EXPECT_EQ(1u, F.find("fn")->linkage());
    EXPECT_EQ(8u, F.find(".data")->sectionVars()[0].Offset);
    // Accessors that do not fit give nothing.
    EXPECT_EQ(0u, S->enumerators().size());
    EXPECT_EQ(0u, S->params().size());
    EXPECT_EQ(0u, S->arrayCount());
  }
}

TEST(Reader, ByteOrdersSayTheSame) {
  BtfBuilder Little = everyKind(), Big = everyKind();
  Big.LittleEndian = false;
  ByteVector A = Little.build(), B = Big.build();
  EXPECT_EQ(dump(**BtfFile::parse(A, "a")), dump(**BtfFile::parse(B, "b")));
}

TEST(Reader, EveryTruncation) {
  ByteVector Whole = everyKind().build(), Exact;
  for (size_t Size = 0; Size < Whole.size(); ++Size)
    for (BtfChecks Checks : {BtfChecks::Full, BtfChecks::Framing}) {
      ByteVector Cut(Whole.begin(), Whole.begin() + Size);
      Expected<BtfRef> File = parse(Cut, Checks, Exact);
      ASSERT_FALSE(bool(File)) << Size;
      EXPECT_EQ(0u, toString(File.takeError()).find("test")) << Size;
    }
}

TEST(Reader, EveryBit) {
  ByteVector Whole = everyKind().build(), Exact;
  unsigned Readable = 0;
  for (size_t Bit = 0; Bit < 8 * Whole.size(); ++Bit)
    for (BtfChecks Checks : {BtfChecks::Full, BtfChecks::Framing}) {
      ByteVector Damaged = Whole;
      Damaged[Bit / 8] ^= 1 << Bit % 8;
      Expected<BtfRef> File = parse(Damaged, Checks, Exact);
      if (!File) {
        consumeError(File.takeError());
        continue;
      }
      ++Readable;
      dump(**File);
      (void)verifyBtf(**File);
    }
  EXPECT_GT(Readable, 0u);
}

TEST(Reader, Errors) {
  auto Fails = [](const BtfBuilder &B, StringRef Text) {
    ByteVector Bytes = B.build();
    EXPECT_FAILURE(BtfFile::parse(Bytes, "test").takeError(), Text.str());
  };
  BtfBuilder B = everyKind();
  B.Header.Magic = 0x1234;
  Fails(B, "test");
  B = everyKind();
  B.Header.Version = 2;
  Fails(B, "version");
  B = everyKind();
  B.Strings.back() = 'x'; // the last string does not end
  Fails(B, "string");
  B = everyKind();
  B.Strings[0] = 'x';
  Fails(B, "string");
  B = {};
  B.add(BTF_KIND_PTR, "", 77);
  Fails(B, "77");
  B = {};
  B.add(BTF_KIND_PTR, "", 0);
  B.Types[0] = 99; // a name outside
  Fails(B, "type");
  B = {};
  B.add(BTF_KIND_STRUCT, "s", 4, {}, 3); // members that are not there
  Fails(B, "type");
  B = {};
  B.add(77, "kind", 0);
  Fails(B, "kind");
}

/// Every type id and string offset is looked at, and no other word is taken for
/// one.
TEST(Reader, EveryReference) {
  const BtfBuilder Sound = everyKind();
  const ByteVector SoundBytes = Sound.build();
  const BtfRef File = cantFail(BtfFile::parse(SoundBytes, "sound"));
  std::vector<uint32_t> FirstInvalid(Sound.Types.size());
  auto At = [&](const uint32_t &Word) -> uint32_t & {
    return FirstInvalid[&Word - File->type(BtfId(1)).words()];
  };
  for (uint32_t Id = 1; Id < File->endId(); ++Id) {
    const uint32_t *Words = File->type(BtfId(Id)).words();
    forEachTypeRef(Words, [&](const uint32_t &W) { At(W) = File->endId(); });
    forEachStringRef(Words,
                     [&](const uint32_t &W) { At(W) = File->stringEnd(); });
  }
  unsigned NumReferences = 0;
  for (size_t I = 0; I < FirstInvalid.size(); ++I) {
    if (!FirstInvalid[I])
      continue;
    ++NumReferences;
    for (uint32_t Number : {FirstInvalid[I] - 1, FirstInvalid[I], UINT32_MAX}) {
      BtfBuilder B = Sound;
      B.Types[I] = Number;
      const ByteVector Bytes = B.build();
      Expected<BtfRef> Read = BtfFile::parse(Bytes, "test");
      EXPECT_EQ(Number < FirstInvalid[I], bool(Read)) << I;
      if (!Read) {
        EXPECT_NE(std::string::npos,
                  toString(Read.takeError()).find("expected below"));
      }
    }
  }
  EXPECT_GT(NumReferences, 40u);
}

/// Split BTF goes on where its base ends, with ids and with strings.
TEST(Reader, Split) {
  ByteVector BaseBytes = everyKind().build();
  Expected<BtfRef> Base = BtfFile::parse(BaseBytes, "base");
  ASSERT_TRUE(bool(Base)) << toString(Base.takeError());
  BtfBuilder B;
  B.Strings = "";
  B.StringStart = (*Base)->stringEnd();
  B.NextId = (*Base)->endId();
  uint32_t Id = B.add(BTF_KIND_TYPEDEF, "mine", 1);
  ByteVector Bytes = B.build();
  Expected<BtfRef> File = BtfFile::parse(Bytes, "split", *Base);
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  EXPECT_EQ((*Base)->endId(), (*File)->startId());
  EXPECT_EQ("mine", (*File)->type(BtfId(Id)).name());
  EXPECT_EQ("int", (*File)->type((*File)->type(BtfId(Id)).target()).name());
  EXPECT_FALSE((*File)->find("s")); // the base's
  // Without its base it refers to nothing.
  EXPECT_FAILURE(BtfFile::parse(Bytes, "alone").takeError(), "alone");
}

/// The size of a kind that nobody knows yet is in the layout section.
TEST(Reader, UnknownKind) {
  BtfBuilder B;
  B.integer();
  B.add(25, "new", 0, {11, 1, 2, 3, 4}, 2); // one word, and two of two words
  uint32_t Last = B.add(BTF_KIND_TYPEDEF, "behind", 1);
  B.Layout = ByteVector(4 * 26);
  for (unsigned Kind = 0; Kind < NumBtfKinds; ++Kind) {
    B.Layout[4 * Kind] = 4 * KindShapes[Kind].FixedWords;
    B.Layout[4 * Kind + 1] = 4 * KindShapes[Kind].ElementWords;
  }
  B.Layout[100] = 4;
  B.Layout[101] = 8;
  ByteVector Bytes = B.build();
  Expected<BtfRef> File = BtfFile::parse(Bytes, "test");
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  EXPECT_EQ("behind", (*File)->type(BtfId(Last)).name());
  EXPECT_EQ(3u + 5u, (*File)->record(BtfId(2)).size());
  ByteVector Exact;
  for (size_t Size = 0; Size < Bytes.size(); ++Size) {
    Expected<BtfRef> Cut =
        parse(ByteVector(Bytes.begin(), Bytes.begin() + Size), BtfChecks::Full,
              Exact);
    ASSERT_FALSE(bool(Cut)) << Size;
    consumeError(Cut.takeError());
  }
}

TEST(Reader, LongStrings) {
  constexpr size_t Longest = 0xffff; // what the reader allows
  for (size_t Before : {0u, 1u, 70000u, 200000u}) {
    BtfBuilder B;
    for (size_t I = 0; I < Before; I += 10)
      B.string("123456789");
    const uint32_t At = B.string(std::string(Longest, 'x'));
    B.string("behind");
    EXPECT_TRUE(bool(BtfFile::parse(B.build(), "test")));
    B.Strings.insert(At, 1, 'x');
    const ByteVector TooLong = B.build();
    Expected<BtfRef> F = BtfFile::parse(TooLong, "test");
    ASSERT_FALSE(bool(F));
    EXPECT_EQ(formatv("test: BTF: string at offset {0:x} is 65536 bytes long, "
                      "expected at most 65535",
                      At)
                  .str(),
              toString(F.takeError()));
  }
}

} // namespace
