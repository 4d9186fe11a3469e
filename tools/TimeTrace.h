//===- TimeTrace.h - When each thread did what ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What --time-trace writes: the events of LLVM's time profiler as JSON, in the
/// trace event format of Chromium.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_TIMETRACE_H
#define BTFGEN_TOOLS_TIMETRACE_H

#include "Support/AtomicFile.h"

#include <string>

namespace btfgen {

/// While there is one with a place, the time profiler is on in this thread, and
/// in those that parallelFor() starts from it.
class TimeTrace {
public:
  /// \p Path may be empty: there is no trace. "-" is standard output.
  TimeTrace(llvm::StringRef Path, llvm::StringRef Tool);
  ~TimeTrace();
  TimeTrace(const TimeTrace &) = delete;
  TimeTrace &operator=(const TimeTrace &) = delete;

  explicit operator bool() const { return !Path.empty(); }
  /// Error if the file cannot be made, as far as that is known before any work
  /// is done.
  llvm::Error checkPlace() const;
  /// Writes it; there must be one. All events of the thread must have ended.
  llvm::Expected<PendingFile> write() const;

private:
  const std::string Path;
};

} // namespace btfgen

#endif // BTFGEN_TOOLS_TIMETRACE_H
