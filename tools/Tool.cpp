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

void btfgen::startTool(const char *Name, const char *Help, int Status) {
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
