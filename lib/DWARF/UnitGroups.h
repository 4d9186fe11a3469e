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
/// read as one group.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_UNITGROUPS_H
#define BTFGEN_DWARF_UNITGROUPS_H

#include "DWARF/TypeReader.h"

namespace btfgen {

/// Every unit a group of its own.
std::vector<UnitGroup> singleUnits(size_t NumUnits);

/// The connected components of the units, in the order of their first unit.
/// Reads all DIEs of units whose abbreviations have references that can leave
/// the unit, on \p Threads threads. Error: the section cannot be read.
llvm::Expected<std::vector<UnitGroup>> groupUnits(const DebugSections &Sections,
                                                  llvm::ArrayRef<Unit> Units,
                                                  unsigned Threads);

} // namespace btfgen

#endif // BTFGEN_DWARF_UNITGROUPS_H
