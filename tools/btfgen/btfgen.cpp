//===- btfgen.cpp - DWARF to BTF ------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Options in, library calls, text out. Only here is printed and exited.
///
//===----------------------------------------------------------------------===//

#include "EncodeAll.h"
#include "Inspect.h"
#include "Options.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

int main(int Argc, char **Argv) {
  Expected<ToolConfig> T = parseOptions(Argc, Argv);
  if (!T) {
    errs() << "btfgen: " << toString(T.takeError()) << '\n'
           << "usage: btfgen [options] ELF... (--help explains)\n";
    return ExitUsage;
  }
  switch (T->What) {
  case ToolConfig::Action::Help:
    printHelp(outs());
    return ExitOk;
  case ToolConfig::Action::Version:
    outs() << "btfgen " BTFGEN_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return ExitOk;
  case ToolConfig::Action::Dump:
  case ToolConfig::Action::Verify:
  case ToolConfig::Action::Relocate: {
    Expected<ExitStatus> Status = inspect(*T);
    if (Status)
      return *Status;
    errs() << "btfgen: " << toString(Status.takeError()) << '\n';
    return ExitError;
  }
  case ToolConfig::Action::Encode:
    return encodeAll(*T);
  }
}
