//===- SplitUnits.h - Units whose DIEs are in .dwo files --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Split DWARF (DWARF 5, 7.3.2; DWARF 4 with GNU's extensions; -gsplit-dwarf):
/// a linked file has only a skeleton unit of each source file. It names the
/// .dwo file, which the compiler wrote, where the DIEs are. A .dwp file holds
/// what many .dwo files did, with an index.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_SPLITUNITS_H
#define BTFGEN_DWARF_SPLITUNITS_H

#include "DWARF/Units.h"

#include <deque>
#include <map>

namespace btfgen {

/// Where the tables of a unit of a .dwo file start in the sections of
/// DebugSections. The unit has no attributes that say so.
struct SplitBases {
  uint64_t StrOffsets = 0; ///< the first string's offset
  uint64_t Addr = 0;       ///< of the skeleton
  /// Version 5: of the table of lists; before: what offsets are relative to.
  uint64_t LocLists = 0;
  uint64_t RngLists = 0; ///< version 5: of the table of lists
  uint64_t Ranges = 0;   ///< version 4: what offsets are relative to
  uint64_t LowPc = 0;    ///< of the skeleton
};

/// The units of .dwo files, and the memory of what they consist of.
struct SplitUnits {
  /// In order of section and offset.
  std::vector<Unit> Units;
  /// Each skeleton, by section and offset: why its unit was not found, or empty
  /// if that is one of Units.
  std::map<std::pair<uint32_t, uint64_t>, std::string> Skeletons;

  std::deque<std::vector<uint8_t>> Buffers;
  std::deque<std::string> Paths;
  std::deque<SplitBases> Bases;
};

/// Looks for the units of all skeletons of \p Sections, and adds what is found
/// to it as a linker would: the sections of all .dwo files become one, and
/// their strings a part of .debug_str. Nothing is done if there is no skeleton.
///
/// Of the file FILE, FILE.dwp is looked at first; then for each skeleton the
/// file that it names, below DW_AT_comp_dir, and one of that name beside FILE.
/// What is not there, cannot be read, or is of another compilation is noted in
/// SplitUnits::Skeletons. Error: FILE's own sections cannot be read.
llvm::Error addSplitUnits(DebugSections &Sections);

} // namespace btfgen

#endif // BTFGEN_DWARF_SPLITUNITS_H
