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
/// What was taken goes back however the process ends, short of SIGKILL: a byte
/// that is lost makes the rest of the build slower, and an error of make.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_JOBSERVER_H
#define BTFGEN_TOOLS_JOBSERVER_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace btfgen {

/// Where a MAKEFLAGS says that the jobserver is.
struct JobServerAddress {
  enum class Style {
    None, ///< it names none: not started by make, or by one without a limit
    Pipe, ///< Read and Write are inherited descriptors; negative: not for us
    Fifo, ///< Path is a named pipe
  };
  Style How = Style::None;
  int Read = -1;
  int Write = -1;
  std::string Path;
};

/// The last one that \p MakeFlags names; what cannot be understood is a pipe
/// that is not for us.
JobServerAddress parseMakeFlags(llvm::StringRef MakeFlags);

enum class JobServer {
  None,        ///< the number of threads is our own business
  Unreachable, ///< there is one, but not for us: one thread is what we have
  Connected,
};

/// The jobserver of this process. The first call, which should precede other
/// users of signals, reads MAKEFLAGS and connects.
JobServer jobServer();

/// Connected only: true if one more thread may run, which the caller ends with
/// returnJob(). Does not wait. Thread-safe.
bool tryTakeJob();
void returnJob();

/// How many threads to use at most if the user asked for \p Asked of them; 0 is
/// nothing in particular and means all CPUs that this process may run on. One,
/// whatever was asked for, where make limits its jobs and has not let us know
/// how to share them: make's own rule for such commands.
unsigned maxThreads(unsigned Asked = 0);

} // namespace btfgen

#endif // BTFGEN_TOOLS_JOBSERVER_H
