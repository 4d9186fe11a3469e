//===- EntryAddress.h - Where a function is entered -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The address of a subprogram's first instruction. Most state it as
/// DW_AT_low_pc. A function in several parts has a list of ranges instead:
/// GCC's with a hot and a cold part, the hot one first; clang's with a section
/// for each of its basic blocks, the entry's last.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_ENTRYADDRESS_H
#define BTFGEN_SELECT_ENTRYADDRESS_H

#include "DWARF/SectionWindow.h"
#include "DWARF/UnitTypes.h"
#include "DWARF/Units.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace btfgen {

struct ByteReader;

/// One per worker: it keeps windows of the range lists' sections.
class EntryReader {
public:
  explicit EntryReader(const DebugSections &Sections);

  /// To be called before the functions of a group. They may read 64 ranges per
  /// function, so that shared lists cannot make the time quadratic.
  void startGroup(size_t NumFunctions) {
    Budget = (uint64_t(16) + NumFunctions) * 64;
  }

  /// The address of the first instruction of \p F, a subprogram of \p Unit: by
  /// DW_AT_entry_pc, else by DW_AT_low_pc, else the start of a range. That is
  /// the first range (DWARF 5, 2.17 and 2.18), unless \p IsEntry, which looks
  /// at symbols, returns true for the start of a later one. 0 if F has no code,
  /// or its list of ranges cannot be read.
  uint64_t read(const FuncRecord &F, const UnitFacts &Unit,
                llvm::function_ref<bool(uint64_t Address)> IsEntry);

private:
  uint64_t entryRange(const FuncRecord &F, const UnitFacts &Unit,
                      llvm::function_ref<bool(uint64_t Address)> IsEntry);
  uint64_t listOffset(uint64_t Index, const UnitFacts &Unit);
  bool readRangesEntry(ByteReader &R, const UnitFacts &Unit);
  bool readRngListsEntry(ByteReader &R, const UnitFacts &Unit);

  const DebugSections &Sections;
  SectionWindow Ranges, RngLists;
  uint64_t Budget = 0; ///< ranges that may be read in this group
  // Of the list that is being read.
  uint64_t Base = 0;
  uint64_t Begin = 0, End = 0; ///< the range read last; equal: it was empty
};

} // namespace btfgen

#endif // BTFGEN_SELECT_ENTRYADDRESS_H
