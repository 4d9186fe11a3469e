//===- ReadUnits.h - All units, on all threads ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads every unit: its types become classes, and its functions and variables
/// are kept.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_READUNITS_H
#define BTFGEN_ENCODE_READUNITS_H

#include "Dedup/Classes.h"
#include "Dedup/Diagnostics.h"
#include "Encode/OpenInput.h"
#include "Select/FunctionSelection.h"
#include "Select/Sites.h"
#include "Select/Variables.h"
#include "Support/Timing.h"

namespace btfgen {

/// What all units yielded.
struct UnitsRead {
  std::unique_ptr<ClassTable> Classes;
  FunctionCollector Functions;
  VariableCollector Variables;
  std::optional<SiteCollector> Sites; ///< EncodeFeatures::Inline
  uint64_t NumUnits = 0;
  uint64_t NumGroups = 0; ///< in which they were read
  uint64_t TypesRead = 0;
  uint64_t SkippedUnits = 0;

  UnitsRead(size_t NumGroups, size_t ExpectedClasses, const OpenInput &In,
            const Config &C)
      : Classes(std::make_unique<ClassTable>(NumGroups, C.Threads,
                                             ExpectedClasses)),
        Functions(*In.Functions, C.Threads),
        Variables(In.image(), C.Variables, C.Threads) {
    if (C.Enabled.Inline)
      Sites.emplace(In.Sections, C.AddressesAreFinal, C.Threads);
  }
};

/// Reads all units of \p In. On an error while the order of their relocations
/// is only assumed, it applies these to the sections and starts again. Counts
/// in
/// \p Diags what cannot be read. Errors: a unit header that listUnits()
/// refuses; sections that cannot be read; NoDebugInfo if all units are split
/// off; with Config::Strict the first malformed unit.
llvm::Expected<UnitsRead> readUnits(OpenInput &In, const Config &C,
                                    Diagnostics &Diags, StageTimer &Timer);

} // namespace btfgen

#endif // BTFGEN_ENCODE_READUNITS_H
