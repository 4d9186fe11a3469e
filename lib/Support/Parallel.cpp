//===- Parallel.cpp - Run independent tasks on threads --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Parallel.h"

#include "btfgen/Host.h"
#include "llvm/Support/TimeProfiler.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <limits>
#include <optional>
#include <pthread.h>

using namespace btfgen;

/// Threads that the host has not allowed so far are asked for this often.
static constexpr std::chrono::milliseconds AskAgain{5};

namespace {
/// While there is one, LLVM's time profiler is on in the thread that has it.
class TracedThread {
public:
  explicit TracedThread(bool On) : On(On) {
    if (On)
      llvm::timeTraceProfilerInitialize(TraceGranularity, "");
  }
  ~TracedThread() {
    if (On)
      llvm::timeTraceProfilerFinishThread();
  }
  TracedThread(const TracedThread &) = delete;
  TracedThread &operator=(const TracedThread &) = delete;

private:
  const bool On;
};

/// A thread besides the caller's. Not std::thread, which throws if the system
/// has none left.
struct Helper {
  llvm::function_ref<void(unsigned Worker)> Work;
  unsigned Worker;
  bool Traced;
  pthread_t Thread = {};

  /// False: a limit on processes or on memory does not allow it.
  bool start() {
    auto Run = [](void *Self) -> void * {
      const auto *H = static_cast<const Helper *>(Self);
      const TracedThread Trace(H->Traced);
      H->Work(H->Worker);
      return nullptr;
    };
    return pthread_create(&Thread, nullptr, Run, this) == 0;
  }
};
} // namespace

void btfgen::parallelFor(size_t NumTasks, unsigned Threads,
                         llvm::function_ref<void(size_t, unsigned)> Task) {
  using Clock = std::chrono::steady_clock;
  size_t Most = std::min<size_t>(Threads, NumTasks);
  Host &Program = host();
  const bool Limited = Most > 1 && Program.limitsThreads();
  const bool Traced = Most > 1 && llvm::timeTraceProfilerEnabled();
  std::atomic<size_t> Next{0};
  auto RunOne = [&](unsigned Worker) {
    const size_t I = Next.fetch_add(1, std::memory_order_relaxed);
    if (I >= NumTasks)
      return false;
    Task(I, Worker);
    return true;
  };
  auto RunAll = [&](unsigned Worker) {
    {
      const llvm::TimeTraceScope Event("tasks");
      while (RunOne(Worker))
        ;
    }
    if (Limited)
      Program.returnThread();
  };
  std::deque<Helper> Others; // which stay where they are
  auto AddThreads = [&] {
    while (Others.size() + 1 < Most && (!Limited || Program.tryTakeThread())) {
      Others.push_back({RunAll, unsigned(Others.size() + 1), Traced});
      if (Others.back().start())
        continue;
      Others.pop_back();
      Most = Others.size() + 1; // those that there are do all of it
      if (Limited)
        Program.returnThread();
    }
  };
  AddThreads();
  Clock::time_point Asked = Limited ? Clock::now() : Clock::time_point();
  std::optional<llvm::TimeTraceScope> Event;
  if (Traced)
    Event.emplace("tasks");
  while (RunOne(0))
    if (Limited && Others.size() + 1 < Most &&
        Next.load(std::memory_order_relaxed) < NumTasks &&
        Clock::now() - Asked >= AskAgain) {
      AddThreads();
      Asked = Clock::now();
    }
  Event.reset();
  for (const Helper &H : Others)
    pthread_join(H.Thread, nullptr);
}

void btfgen::parallelInvoke(unsigned Threads, llvm::function_ref<void()> First,
                            llvm::function_ref<void()> Second) {
  parallelFor(2, Threads,
              [&](size_t I, unsigned) { I == 0 ? First() : Second(); });
}

size_t btfgen::countAlone(llvm::ArrayRef<uint64_t> Sizes, unsigned Threads) {
  // A task is not parallel in all its parts: let each thread more save half of
  // what it could.
  const double Speed = (1 + Threads) / 2.0;
  double Rest = 0, Alone = 0, Best = std::numeric_limits<double>::infinity();
  for (uint64_t Size : Sizes)
    Rest += Size;
  size_t Count = 0;
  for (size_t I = 0; I <= Sizes.size(); ++I) {
    const double Longest = I < Sizes.size() ? Sizes[I] : 0;
    const double Time = Alone / Speed + std::max(Longest, Rest / Threads);
    if (Time < Best) {
      Best = Time;
      Count = I;
    }
    Rest -= Longest;
    Alone += Longest;
  }
  return Count;
}
