//===- OpenBase.cpp - The base that --base names --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenBase.h"

#include "Encode/AutoBase.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

Error btfgen::openBaseOf(const ToolConfig &T,
                         function_ref<Error(StringRef)> Open) {
  if (T.Base != "auto")
    return Open(T.Base);
  Expected<FoundBase> Found = findBase(T.Inputs.front(), Open);
  if (!Found)
    return Found.takeError();
  if (T.Verbose) {
    errs() << "btfgen: base: " << Found->Path << '\n';
    for (const std::string &Why : Found->PassedOver)
      errs() << "btfgen: base: passed over: " << Why << '\n';
  }
  if (!Found->Warning.empty() && T.FatalWarnings == ToolConfig::Fatal::All)
    return createStringError(Found->Warning + " (--fatal-warnings)");
  if (!Found->Warning.empty())
    errs() << "btfgen: warning: " << Found->Warning << '\n';
  return Error::success();
}
