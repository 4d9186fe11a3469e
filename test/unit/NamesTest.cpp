//===- NamesTest.cpp - Names of a base and others -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"
#include "ElfBuilder.h"

#include <random>

using namespace llvm;
using namespace btfgen;

namespace {

/// Whatever was found ahead, an offset of .debug_str has the name of its text:
/// strings that share four bytes with others and ends of strings too.
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
    size_t NumFound = 0;
    for (uint64_t Offset = 0; Offset < Str.size(); ++Offset) {
      const StringRef Text(Str.data() + Offset);
      const NameRef Name = N->fromStr(Offset);
      ASSERT_EQ(Text, N->str(Name)) << Offset;
      ASSERT_EQ(N->fromText(Text), Name) << Offset;
      NumFound += N->found(Offset) != 0;
    }
    EXPECT_LT(Str.size() / 20, NumFound);
    EXPECT_EQ(0u, N->fromStr(Str.size()));
  }
}

} // namespace
