//===- Parallel.cpp - Run independent tasks on threads --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Parallel.h"

#include <algorithm>
#include <atomic>
#include <sched.h>
#include <thread>
#include <vector>

using namespace btfgen;

void btfgen::parallelFor(size_t NumTasks, unsigned Threads,
                         llvm::function_ref<void(size_t, unsigned)> Task) {
  std::atomic<size_t> Next{0};
  auto Run = [&](unsigned Worker) {
    for (size_t I;
         (I = Next.fetch_add(1, std::memory_order_relaxed)) < NumTasks;)
      Task(I, Worker);
  };
  std::vector<std::thread> Others;
  for (unsigned W = 1, E = std::min<size_t>(Threads, NumTasks); W < E; ++W)
    Others.emplace_back(Run, W);
  Run(0);
  for (std::thread &T : Others)
    T.join();
}

void btfgen::parallelInvoke(unsigned Threads, llvm::function_ref<void()> First,
                            llvm::function_ref<void()> Second) {
  parallelFor(2, Threads,
              [&](size_t I, unsigned) { I == 0 ? First() : Second(); });
}

unsigned btfgen::availableThreads() {
  cpu_set_t Set;
  if (sched_getaffinity(0, sizeof(Set), &Set) == 0)
    return std::max(1, CPU_COUNT(&Set));
  return std::max(1u, std::thread::hardware_concurrency());
}
