//===- Tool.cpp - What all tools do at start and end ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tool.h"

#include "JobServer.h"
#include "OutOfMemory.h"
#include "ProcessEnd.h"
#include "btfgen/Host.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace llvm;
using namespace btfgen;

namespace {
class ToolHost : public Host {
  bool limitsThreads() override { return jobServer() == JobServer::Connected; }
  bool tryTakeThread() override { return tryTakeJob(); }
  void returnThread() override { returnJob(); }
  void temporaryComes(const char *Path) override {
    sys::RemoveFileOnSignal(Path);
  }
  void temporaryGone(const char *Path) override {
    sys::DontRemoveFileOnSignal(Path);
  }
  void changeBegins() override { beginChange(); }
  void changeEnds() override { endChange(); }
};
} // namespace

/// Lets malloc keep what was freed for what is asked for next. By default it
/// maps large vectors singly and unmaps them, and the kernel has to bring and
/// clear each page again: a quarter of all that btfgen touches, and in some
/// virtual machines a page fault takes 10 us. It also keeps what a thread freed
/// for that thread; but those that read units end when others need memory, and
/// for a kernel all of them ask 50,000 times, seldom enough to share.
static void keepFreedMemory() {
#ifdef __GLIBC__
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20); // more it does not allow
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void btfgen::startTool(const char *Name, const char *Help, int Status) {
  keepFreedMemory();
  catchSignals(Name, Status);
  explainOutOfMemory(Name, Help, Status);
  static ToolHost Ours;
  setHost(&Ours);
}

Error btfgen::flushStandardOutput() {
  errs().clear_error();
  outs().flush();
  const std::error_code EC = outs().error();
  outs().clear_error();
  return EC ? createStringError(EC, "<stdout>: cannot write: " + EC.message())
            : Error::success();
}
