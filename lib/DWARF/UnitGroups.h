//===- UnitGroups.h - Units that must be read together ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compilers refer from one unit into another in three cases: link-time
/// optimisation (DW_FORM_ref_addr), type units (DW_FORM_ref_sig8), and dwz's
/// partial units (both that and DW_TAG_imported_unit). Units so connected are
/// read as one group. If all units of a program are connected, that is by types
/// as a rule: those are then read beforehand (SharedTypes.h), and connect
/// nothing.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_UNITGROUPS_H
#define BTFGEN_DWARF_UNITGROUPS_H

#include "DWARF/TypeReader.h"

namespace btfgen {

/// Every unit a group of its own.
std::vector<UnitGroup> singleUnits(size_t NumUnits);

struct GroupedUnits {
  /// In the order of their first unit.
  std::vector<UnitGroup> Groups;
  /// What groups refer to in others; may be null.
  std::unique_ptr<SharedTypes> Shared;
};

/// The connected components of the units; with \p Share, types that are only
/// referred to need not connect. If \p Options says that inlined calls are
/// read, these connect, too, unless the group would be too large to read. Reads
/// all DIEs of units whose abbreviations have references that can leave the
/// unit, on \p Threads threads. Error: the section cannot be read.
llvm::Expected<GroupedUnits> groupUnits(const DebugSections &Sections,
                                        llvm::ArrayRef<Unit> Units, Names &N,
                                        const ReaderOptions &Options,
                                        unsigned Threads, bool Share);

} // namespace btfgen

#endif // BTFGEN_DWARF_UNITGROUPS_H
