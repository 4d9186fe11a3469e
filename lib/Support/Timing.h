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
/// memory had grown at its end. In a thread where LLVM's time profiler is on,
/// for --time-trace, each stage is an event of it, too.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_TIMING_H
#define BTFGEN_SUPPORT_TIMING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/TimeProfiler.h"

#include <cstdint>
#include <vector>

namespace btfgen {

struct StageTime {
  llvm::StringRef Name;
  double WallSeconds = 0;
  double CpuSeconds = 0;  ///< of all threads
  uint64_t PeakBytes = 0; ///< largest resident size so far
};

/// Measures stages, one after the other.
class StageTimer {
public:
  StageTimer() = default;
  ~StageTimer() { endEvent(); }
  StageTimer(const StageTimer &) = delete;
  StageTimer &operator=(const StageTimer &) = delete;

  /// Ends the stage before, if it has not ended. \p Name must be a literal.
  void begin(llvm::StringRef Name);
  void end();
  /// Ends a stage whose work has to be done again.
  void endInVain();
  /// The same for all stages so far, which become one.
  void endAllInVain();
  /// Those that have ended.
  const std::vector<StageTime> &stages() const { return Stages; }

private:
  void endEvent();

  llvm::StringRef Name; ///< of the one that runs; empty: none does
  double BeginWall = 0, BeginCpu = 0;
  llvm::TimeTraceProfilerEntry *Event = nullptr;
  std::vector<StageTime> Stages;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_TIMING_H
