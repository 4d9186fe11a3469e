//===- Parallel.h - Run independent tasks on threads ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The only place that makes threads. A parallel stage is a number of tasks,
/// handed out in order; a task writes its own slot or the state of its worker.
///
/// Where the program limits threads (btfgen/Host.h), each thread but the caller
/// needs its permission, asked for again while tasks are left.
///
/// If LLVM's time profiler is on in the caller's thread, it is in these, too.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_PARALLEL_H
#define BTFGEN_SUPPORT_PARALLEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstddef>
#include <cstdint>

namespace btfgen {

/// Shorter events are not in a trace; microseconds.
constexpr unsigned TraceGranularity = 10;

/// Calls \p Task(Index, Worker) for every Index in [0, NumTasks), on at most
/// \p Threads threads, the caller being worker 0. Indices are handed out in
/// ascending order; Worker is in [0, Threads). Returns when all are done. Where
/// the system has no such thread (limits on processes or memory) there are
/// fewer, down to the caller's.
void parallelFor(size_t NumTasks, unsigned Threads,
                 llvm::function_ref<void(size_t Index, unsigned Worker)> Task);

/// How many of some tasks should have all \p Threads, one after the other,
/// before the remaining ones are done side by side, each on one thread: those
/// that would keep one thread busy when there is nothing left for the others.
/// \p Sizes are how long they take, in any unit, the longest first.
size_t countAlone(llvm::ArrayRef<uint64_t> Sizes, unsigned Threads);

/// Calls both, at the same time if there is a thread for each.
void parallelInvoke(unsigned Threads, llvm::function_ref<void()> First,
                    llvm::function_ref<void()> Second);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_PARALLEL_H
