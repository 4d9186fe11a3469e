//===- SortNamesTest.cpp - Names in order ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/SortNames.h"

#include "gtest/gtest.h"
#include <algorithm>
#include <random>
#include <string>

using namespace llvm;
using namespace btfgen;

namespace {

/// Names that are equal in their first characters, so many of them that the
/// sixteen that are compared first do not decide, or just decide.
std::vector<std::string> similarNames(size_t Count, std::mt19937 &Random) {
  std::vector<std::string> Names;
  for (size_t I = 0; I < Count; ++I) {
    std::string Name("common_beginning_of_all");
    Name.resize(Random() % 3 ? 13 + Random() % 6 : Name.size());
    for (size_t Length = Random() % 4; Length; --Length)
      Name += static_cast<char>("ab\xff"[Random() % 3]);
    Names.push_back(std::move(Name));
  }
  return Names;
}

std::vector<uint32_t> indexes(ArrayRef<NamedIndex> Names) {
  std::vector<uint32_t> Result;
  for (const NamedIndex &N : Names)
    Result.push_back(N.Index);
  return Result;
}

/// As the standard library sorts strings, whose characters are unsigned.
TEST(SortNames, AsStrings) {
  std::mt19937 Random(1);
  for (size_t Count : {0, 1, 2, 300, 9000}) {
    const std::vector<std::string> Texts = similarNames(Count, Random);
    std::vector<uint32_t> Expected(Count);
    for (uint32_t I = 0; I < Count; ++I)
      Expected[I] = I;
    std::stable_sort(
        Expected.begin(), Expected.end(),
        [&](uint32_t A, uint32_t B) { return Texts[A] < Texts[B]; });
    for (unsigned Threads : {1, 3, 8}) {
      std::vector<NamedIndex> Names;
      for (uint32_t I = 0; I < Count; ++I)
        Names.emplace_back(Texts[I], I);
      sortByName(Names, Threads);
      EXPECT_EQ(Expected, indexes(Names)) << Count << " " << Threads;
      // Likewise from two sorted parts.
      const size_t Middle = Count / 3;
      Names.clear();
      for (uint32_t I = 0; I < Count; ++I)
        Names.emplace_back(Texts[I], I);
      sortByName(MutableArrayRef(Names).take_front(Middle), Threads);
      sortByName(MutableArrayRef(Names).drop_front(Middle), Threads);
      mergeByName(Names, Middle);
      EXPECT_EQ(Expected, indexes(Names)) << Count << " " << Threads;
    }
  }
}

} // namespace
