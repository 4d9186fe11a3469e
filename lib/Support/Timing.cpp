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

using namespace llvm;
using namespace btfgen;

static double now(clockid_t Clock) {
  timespec T;
  clock_gettime(Clock, &T);
  return static_cast<double>(T.tv_sec) + static_cast<double>(T.tv_nsec) * 1e-9;
}

void StageTimer::begin(StringRef Next) {
  end();
  Name = Next;
  BeginWall = now(CLOCK_MONOTONIC);
  BeginCpu = now(CLOCK_PROCESS_CPUTIME_ID);
  if (timeTraceProfilerEnabled())
    Event = timeTraceProfilerBegin(Name, StringRef());
}

void StageTimer::end() {
  endEvent();
  if (Name.empty())
    return;
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  Stages.push_back({Name, now(CLOCK_MONOTONIC) - BeginWall,
                    now(CLOCK_PROCESS_CPUTIME_ID) - BeginCpu,
                    static_cast<uint64_t>(Usage.ru_maxrss) * 1024});
  Name = StringRef();
}

void StageTimer::endInVain() {
  Name = "read in vain";
  end();
}

void StageTimer::endAllInVain() {
  endInVain();
  StageTime All = Stages.back();
  Stages.pop_back();
  for (const StageTime &S : Stages) {
    All.WallSeconds += S.WallSeconds;
    All.CpuSeconds += S.CpuSeconds;
  }
  Stages = {All};
}

void StageTimer::endEvent() {
  if (Event)
    timeTraceProfilerEnd(Event);
  Event = nullptr;
}
