//===- Host.h - What a program lends to the library -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The library reads no environment variable, catches no signal, registers
/// nothing for the end of the process and replaces no function of the C++
/// runtime. What it would need these for, it asks a Host, which the program may
/// set: how many threads may run at the moment, and what must be cleaned up if
/// the process ends early.
///
/// Without a Host the number of threads that a call was given is used, and a
/// process that is killed while a file is written leaves a temporary file
/// beside it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_HOST_H
#define BTFGEN_HOST_H

namespace btfgen {

/// The functions do nothing by default, so that a program overrides only what
/// it cares for. All are called from any thread, several at a time, and must
/// not throw.
class Host {
public:
  virtual ~Host();

  /// Whether threads are limited beyond the number that a call was given. If
  /// not, the next two functions are not called. The answer must not change
  /// while a call of the library runs.
  virtual bool limitsThreads();
  /// Asks for one more thread than those that run: true if it may be started.
  /// It is asked for again, every few milliseconds, while there is work left.
  /// Must not wait.
  virtual bool tryTakeThread();
  /// A thread that tryTakeThread() allowed has no more to do.
  virtual void returnThread();

  /// A file is about to be created at \p Path, which is to be removed if the
  /// process ends before temporaryGone() is called.
  virtual void temporaryComes(const char *Path);
  /// The file at \p Path is no longer there, or has become the result.
  virtual void temporaryGone(const char *Path);

  /// From here to changeEnds(), which the same thread calls, a file is changed
  /// in place: a program that ends on its own account should let that be
  /// finished first.
  virtual void changeBegins();
  virtual void changeEnds();
};

/// Makes \p H the host of this process, which must live until another takes its
/// place; null restores what is there without one. To be called before other
/// calls of the library, or when none of them runs.
void setHost(Host *H);

/// The host of this process.
Host &host();

} // namespace btfgen

#endif // BTFGEN_HOST_H
