//===- JobServer.h - make's permission for more threads ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The client side of GNU make's jobserver (make's manual, "Sharing Job Slots
/// with GNU make"). A pipe holds a byte for each job that could still be
/// started. A process that make started owns one job: its first thread. For
/// each other thread it takes a byte out of the pipe and puts it back
/// afterwards.
///
/// Bytes that were taken are put back however the process ends, except by
/// SIGKILL: a lost byte slows down the rest of the build, and make reports it
/// as an error.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_JOBSERVER_H
#define BTFGEN_TOOLS_JOBSERVER_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace btfgen {

/// Where the jobserver is, according to MAKEFLAGS.
struct JobServerAddress {
  enum class Style {
    None, ///< there is none: not started by make, or make without a limit
    Pipe, ///< Read and Write are inherited descriptors; negative: not usable
    Fifo, ///< Path is a named pipe
  };
  Style How = Style::None;
  int Read = -1;
  int Write = -1;
  std::string Path;
};

/// The last jobserver that \p MakeFlags names. If it cannot be understood, the
/// result is a Pipe that is not usable.
JobServerAddress parseMakeFlags(llvm::StringRef MakeFlags);

enum class JobServer {
  None,        ///< there is none, so the number of threads is not limited
  Unreachable, ///< there is one that cannot be used: only one thread may run
  Connected,
};

/// The jobserver of this process. The first call, which should precede other
/// users of signals, reads MAKEFLAGS and connects.
JobServer jobServer();

/// Connected only: true if one more thread may run, which the caller ends with
/// returnJob(). Does not wait. Thread-safe.
bool tryTakeJob();
void returnJob();

/// How many threads to use at most if the user asked for \p Asked; 0 stands for
/// all CPUs that this process may run on. If make limits its jobs and did not
/// tell this process how to share them, it is one, whatever was asked for. That
/// is make's rule for such commands.
unsigned maxThreads(unsigned Asked = 0);

} // namespace btfgen

#endif // BTFGEN_TOOLS_JOBSERVER_H
