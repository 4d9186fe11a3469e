//===- NameMapTest.cpp ----------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The number of a name is computed once, however many share its place.
///
//===----------------------------------------------------------------------===//

#include "DWARF/NameMap.h"
#include "Support/Parallel.h"

#include "gtest/gtest.h"

using namespace btfgen;

namespace {

TEST(NameMap, EachNameOnce) {
  // Where names are placed differs from process to process, and is shared by
  // some of so many.
  constexpr uint32_t Num = 20000;
  NameMap Map;
  uint32_t NumMade = 0;
  for (int Round = 0; Round < 2; ++Round)
    for (uint32_t I = 1; I <= Num; ++I)
      ASSERT_EQ(I, Map.get(7 * I, [&] {
        ++NumMade;
        return I;
      })) << Round;
  EXPECT_EQ(Num, NumMade);
}

// Threads that add the same names find the same numbers, whoever came first.
TEST(SharedNameMap, ThreadsAgree) {
  constexpr uint32_t NumNames = 20'000;
  SharedNameMap Map(NumNames);
  parallelFor(8, 4, [&](size_t Task, unsigned) {
    for (uint32_t I = 0; I < NumNames; ++I) {
      const NameRef Name = 1 + (I * 7 + Task * 1000) % NumNames;
      if (const std::optional<uint32_t> Known = Map.find(Name))
        EXPECT_EQ(*Known, Name * 3);
      else
        Map.add(Name, Name * 3);
    }
  });
  size_t NumKept = 0;
  for (NameRef Name = 1; Name <= NumNames; ++Name)
    if (const std::optional<uint32_t> Known = Map.find(Name)) {
      EXPECT_EQ(*Known, Name * 3);
      ++NumKept;
    }
  // Some may have been added by several threads at once, which takes room.
  EXPECT_GT(NumKept, NumNames / 2);
  EXPECT_EQ(Map.find(NumNames + 1), std::nullopt);
}

// What has no room is not kept, and a search for it ends.
TEST(SharedNameMap, DoesNotGrow) {
  SharedNameMap Map(0);
  constexpr uint32_t NumNames = 100'000;
  for (NameRef Name = 1; Name <= NumNames; ++Name)
    Map.add(Name, ~Name);
  size_t NumKept = 0;
  for (NameRef Name = 1; Name <= NumNames; ++Name)
    if (const std::optional<uint32_t> Known = Map.find(Name)) {
      EXPECT_EQ(*Known, ~Name);
      ++NumKept;
    }
  EXPECT_GE(NumKept, 1000u);
  EXPECT_LT(NumKept, NumNames / 4);
}

} // namespace
