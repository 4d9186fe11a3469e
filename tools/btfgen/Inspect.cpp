//===- Inspect.cpp - Look at BTF that exists ------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inspect.h"

#include "BTF/Dump.h"
#include "BTF/Verify.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

Expected<ExitStatus> btfgen::inspect(const ToolConfig &T) {
  const std::string &Path = T.Inputs.front();
  BtfRef Base;
  if (!T.Base.empty()) {
    Expected<BtfRef> B = BtfFile::open(T.Base);
    if (!B)
      return B.takeError();
    Base = std::move(*B);
  }
  // Verify reports what is wrong itself, so it wants to see it.
  const bool Verify = T.What == ToolConfig::Action::Verify;
  Expected<BtfRef> File =
      BtfFile::open(Path, Base, Verify ? BtfChecks::Framing : BtfChecks::Full);
  if (!File)
    return File.takeError();
  if (!Verify) {
    dumpBtf(outs(), **File);
    return ExitOk;
  }
  VerifyResult R = verifyBtf(**File);
  printVerifyResult(outs(), Path, R);
  return R.accepted() ? ExitOk : ExitError;
}
