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

} // namespace
