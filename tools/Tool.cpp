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
#include "btfgen/Host.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>

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
  void changeBegins() override { deferEnd(); }
  void changeEnds() override { allowEnd(); }
};
} // namespace

/// LLVM's handlers, which come with the first file, would catch ignored signals
/// too, remove what is being written and go on.
static void blockIgnoredSignals() {
  sigset_t Ignored;
  sigemptyset(&Ignored);
  for (int Signal = 1; Signal < NSIG; ++Signal) {
    struct sigaction Action;
    if (sigaction(Signal, nullptr, &Action) == 0 &&
        !(Action.sa_flags & SA_SIGINFO) && Action.sa_handler == SIG_IGN)
      sigaddset(&Ignored, Signal);
  }
  pthread_sigmask(SIG_BLOCK, &Ignored, nullptr);
}

void btfgen::startTool(const char *Name, const char *Help, int Status) {
  blockIgnoredSignals();
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
