//===- Timing.h - Time and memory per stage ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What --stats prints: wall and processor time of each stage, and how far
/// memory had grown at its end.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_TIMING_H
#define BTFGEN_SUPPORT_TIMING_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace btfgen {

struct StageTime {
  llvm::StringRef Name;
  double WallSeconds = 0;
  double CpuSeconds = 0;  ///< of all threads
  uint64_t PeakBytes = 0; ///< largest resident size so far
};

/// Measures from construction, or from the last stage's end, to each stage's
/// end.
class StageTimer {
public:
  StageTimer();
  /// \p Name must be a literal.
  void endOf(llvm::StringRef Name);
  const std::vector<StageTime> &stages() const { return Stages; }

private:
  double LastWall, LastCpu;
  std::vector<StageTime> Stages;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_TIMING_H
