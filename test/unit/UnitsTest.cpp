//===- UnitsTest.cpp ------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How much of .debug_abbrev is read for units that share its tables.
///
//===----------------------------------------------------------------------===//

#include "DWARF/Units.h"

#include "gtest/gtest.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

namespace {

std::vector<Unit> unitsAt(ArrayRef<uint64_t> Offsets) {
  std::vector<Unit> Units(Offsets.size());
  for (size_t I = 0; I < Units.size(); ++I)
    Units[I].AbbrevOffset = Offsets[I];
  return Units;
}

std::vector<uint32_t> limits(ArrayRef<uint64_t> Offsets, uint64_t Size) {
  std::vector<Unit> Units = unitsAt(Offsets);
  limitAbbrevs(Units, Size);
  std::vector<uint32_t> Limits;
  for (const Unit &U : Units)
    Limits.push_back(U.AbbrevLimit);
  return Limits;
}

// Of a few units, each may read up to the end of the section.
TEST(AbbrevLimits, FewUnits) {
  EXPECT_EQ((std::vector<uint32_t>{100, 60, 0, 0}),
            limits({0, 40, 100, 101}, 100));
  EXPECT_EQ(std::vector<uint32_t>{MaxAbbrevTable},
            limits({0}, uint64_t(MaxAbbrevTable) + 1));
}

// Of many, each may read up to where the table of another one begins.
TEST(AbbrevLimits, ManyUnits) {
  std::vector<uint64_t> Offsets(MaxOverlapping + 1);
  std::iota(Offsets.begin(), Offsets.end(), 0);
  std::vector<uint32_t> Expected(Offsets.size(), 1);
  Expected.back() = 100;
  EXPECT_EQ(Expected, limits(Offsets, Offsets.back() + 100));
}

// A table counts once while unit follows unit that has it, and each time where
// tables take turns, until what may be read of all is used up.
TEST(AbbrevLimits, Turns) {
  const uint64_t Half = MaxAbbrevTable;
  const size_t Whole = (MaxAbbrevBytes + 2 * 2 * Half) / Half;
  std::vector<uint64_t> Same(3 * Whole, 0), Turns;
  Same.push_back(Half);
  for (size_t I = 0; I < 3 * Whole; ++I)
    Turns.push_back(I % 2 * Half);

  for (uint32_t Limit : limits(Same, 2 * Half))
    EXPECT_EQ(Half, Limit);
  const std::vector<uint32_t> Limits = limits(Turns, 2 * Half);
  for (size_t I = 0; I < Limits.size(); ++I)
    EXPECT_EQ(I < Whole ? Half : 0, Limits[I]) << I;
}

// Tables may take turns in units that are as large as what is read of them: in
// a kernel after dwz, tables are read for 40 MB, with 7 MB of them.
TEST(AbbrevLimits, TurnsOfLargeUnits) {
  const uint64_t Half = MaxAbbrevTable;
  std::vector<uint64_t> Turns;
  for (size_t I = 0; I < 3 * MaxAbbrevBytes / Half; ++I)
    Turns.push_back(I % 2 * Half);
  std::vector<Unit> Units = unitsAt(Turns);
  for (Unit &U : Units)
    U.Size = Half;
  limitAbbrevs(Units, 2 * Half);
  for (const Unit &U : Units)
    EXPECT_EQ(Half, U.AbbrevLimit);
}

} // namespace
