//===- Timing.cpp - Time and memory per stage -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Timing.h"

#include <sys/resource.h>
#include <time.h>

using namespace btfgen;

static double now(clockid_t Clock) {
  timespec T;
  clock_gettime(Clock, &T);
  return static_cast<double>(T.tv_sec) + static_cast<double>(T.tv_nsec) * 1e-9;
}

StageTimer::StageTimer()
    : LastWall(now(CLOCK_MONOTONIC)), LastCpu(now(CLOCK_PROCESS_CPUTIME_ID)) {}

void StageTimer::endOf(llvm::StringRef Name) {
  double Wall = now(CLOCK_MONOTONIC), Cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  Stages.push_back({Name, Wall - LastWall, Cpu - LastCpu,
                    static_cast<uint64_t>(Usage.ru_maxrss) * 1024});
  LastWall = Wall;
  LastCpu = Cpu;
}
