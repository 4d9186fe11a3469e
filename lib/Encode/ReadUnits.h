//===- ReadUnits.h - Stages 3 and 4 on all threads --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads every unit, forms the classes of its types and keeps its functions and
/// variables while the unit's data is hot.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_READUNITS_H
#define BTFGEN_ENCODE_READUNITS_H

#include "DWARF/UnitGroups.h"
#include "Dedup/Classes.h"
#include "Dedup/Diagnostics.h"
#include "Encode/Config.h"
#include "Encode/Encode.h"
#include "Select/FunctionSelection.h"
#include "Select/Variables.h"
#include "Support/Timing.h"

namespace btfgen {

/// What all units yielded.
struct UnitsRead {
  ClassTable Classes;
  FunctionCollector Functions;
  VariableCollector Variables;
  /// Own what Classes points to.
  std::vector<std::unique_ptr<llvm::BumpPtrAllocator>> Storage;
  uint64_t NumUnits = 0;
  uint64_t TypesRead = 0;
  uint64_t SkippedUnits = 0;
  bool SawClang = false; ///< or another of LLVM's compilers
  bool SawGcc = false;

  UnitsRead(size_t NumGroups, size_t ExpectedClasses, const ObjectImage &Image,
            const FunctionTable &Table, const Config &C)
      : Classes(NumGroups, C.Threads, ExpectedClasses),
        Functions(Table, C.Threads), Variables(Image, C.Variables, C.Threads) {}
};

/// Reads all units. On an error while the order of their relocations is only
/// assumed, it applies those to \p Sections and starts again. Errors: a unit
/// header that listUnits refuses, sections that cannot be read; with
/// Config::Strict a malformed unit, the lowest winning.
llvm::Expected<std::unique_ptr<UnitsRead>>
readUnits(DebugSections &Sections, Names &N, const FunctionTable &Functions,
          const Config &C, Diagnostics &Diags, StageTimer &Timer);

} // namespace btfgen

#endif // BTFGEN_ENCODE_READUNITS_H
