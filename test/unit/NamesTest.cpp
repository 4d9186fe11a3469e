//===- NamesTest.cpp - Names of a base and others -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"
#include "ElfBuilder.h"

#include "llvm/ADT/STLExtras.h"

#include <random>

using namespace llvm;
using namespace btfgen;

namespace {

/// However long a section is, and however much of it is empty strings, there is
/// room for all and an end to each search.
TEST(StringIndex, FindsAll) {
  std::minstd_rand Random;
  for (size_t Size = 1; Size < 6000; Size += 1 + Size / 7) {
    for (unsigned OneIn : {1, 2, 9, 200}) {
      std::string Section(1, '\0');
      while (Section.size() < Size)
        Section +=
            Random() % OneIn ? static_cast<char>(1 + Random() % 255) : '\0';
      Section.back() = '\0';
      const StringIndex Index(Section);
      EXPECT_GT(Index.slots().size(),
                static_cast<size_t>(llvm::count(Section, '\0')));
      for (size_t At = 1; At < Section.size();) {
        const StringRef Text(Section.data() + At);
        const uint32_t Found = Index.find(Text);
        EXPECT_EQ(Text.empty(), Found == 0);
        EXPECT_TRUE(Found <= At && Index.text(Found) == Text) << At;
        At += Text.size() + 1;
      }
      EXPECT_EQ(0u, Index.find("no such string"));
    }
  }
}

/// Whatever was found ahead, an offset of .debug_str has the name of its text,
/// ends of strings too.
void checkNames(StringRef Str, StringRef Base, uint64_t Step) {
  TestDirectory Dir;
  TestElf E{ElfKind{true, true}};
  E.add({".debug_str", ByteVector(Str.begin(), Str.end())});
  Expected<ObjectImage> Image = ObjectImage::open(Dir.write("in", E.build()));
  ASSERT_TRUE(bool(Image));
  const SectionBytes Bytes = cantFail(Image->bytes(*Image->find(".debug_str")));
  const StringIndex Known(Base);
  for (unsigned Threads : {1, 4}) {
    std::unique_ptr<Names> N = cantFail(Names::create(
        Bytes, SectionBytes(), Names::Identity::ByContent, {}, &Known));
    N->findAll(Threads);
    for (uint64_t Offset = 0; Offset < Str.size(); ++Offset) {
      const bool IsStart = Str[Offset] && (!Offset || !Str[Offset - 1]);
      ASSERT_EQ(IsStart, N->found(Offset) != 0) << Offset;
      if (!IsStart && Offset % Step)
        continue;
      const StringRef Text(Str.data() + Offset);
      const NameRef Name = N->fromStr(Offset);
      ASSERT_EQ(Text, N->str(Name)) << Offset;
      ASSERT_EQ(N->fromText(Text), Name) << Offset;
    }
    for (uint64_t Behind = 0; Behind < 1000000; Behind += 100)
      ASSERT_EQ(0u, N->fromStr(Str.size() + Behind)) << Behind;
  }
}

TEST(Names, FoundAheadOrNot) {
  std::mt19937 Random(1);
  std::string Str, Base(1, '\0');
  while (Str.size() < 300000) {
    std::string S;
    for (size_t I = 0, Length = Random() % 9; I < Length; ++I)
      S.push_back("abc"[Random() % 3]);
    Str += S + '\0';
    if (Random() % 2 && !S.empty())
      Base += S + '\0';
  }
  checkNames(Str, Base, 1);
  Str.resize(Str.size() / 64 * 64 - 1);
  checkNames(Str + '\0', Base, 1);
}

/// The strings of many units, most of them those of the unit before: longer
/// than what is kept to be compared with.
TEST(Names, ShortOnesWithoutLookUp) {
  // The last string ends with the section, wherever that has to be read.
  for (StringRef Last : {"", "a", "ab", "abc", "abcd"}) {
    const std::string Str = std::string("xy\0abcd\0\0z\0", 11) + Last.str();
    TestDirectory Dir;
    TestElf E{ElfKind{true, true}};
    E.add(
        {".debug_str", ByteVector(Str.c_str(), Str.c_str() + Str.size() + 1)});
    Expected<ObjectImage> Image = ObjectImage::open(Dir.write("in", E.build()));
    ASSERT_TRUE(bool(Image));
    std::unique_ptr<Names> N = cantFail(
        Names::create(cantFail(Image->bytes(*Image->find(".debug_str"))),
                      SectionBytes(), Names::Identity::ByOffset));
    for (uint64_t Offset = 0; Offset <= Str.size(); ++Offset) {
      const StringRef Text(Str.c_str() + Offset);
      ASSERT_EQ(Text, N->str(N->fromStr(Offset))) << Offset;
      if (Text.size() <= 3) {
        ASSERT_EQ(N->fromText(Text), N->fromStr(Offset)) << Offset;
      }
    }
    for (uint64_t Outside : {uint64_t(Str.size() + 1), uint64_t(INT64_MAX)})
      EXPECT_EQ(0u, N->fromStr(Outside)) << Outside;
    for (uint64_t Below = 1; Below <= 5; ++Below)
      EXPECT_EQ(0u, N->fromStr(-Below)) << Below;
  }
}

TEST(Names, RepeatedRuns) {
  std::mt19937 Random(2);
  auto Make = [&] {
    std::string S(Random() % 30, '\0');
    for (char &C : S)
      C = 'a' + Random() % 26;
    return S + '\0';
  };
  std::string Str, Base(1, '\0');
  std::vector<std::string> Unit(3000);
  for (std::string &S : Unit) {
    S = Make();
    if (Random() % 2 && S.size() > 1)
      Base += S;
  }
  while (Str.size() < 4000000) {
    for (std::string &S : Unit) {
      switch (Random() % 20) {
      case 0:
        S = Make();
        break;
      case 1:
        std::swap(S, Unit[Random() % Unit.size()]);
        break;
      case 2:
        continue; // left out
      case 3:
        for (int Repeat = 0; Repeat < 2; ++Repeat)
          for (StringRef Again : {"once more, ", "and more: ", "the same"})
            Str += (Again + Twine(Str.size() / 5000)).str() + '\0';
      }
      Str += S;
    }
  }
  checkNames(Str, Base, 101);
}

} // namespace
