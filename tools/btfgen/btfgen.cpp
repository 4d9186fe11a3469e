//===- btfgen.cpp - DWARF to BTF ------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the options, calls the library and prints the result.
///
//===----------------------------------------------------------------------===//

#include "EncodeAll.h"
#include "Inspect.h"
#include "Options.h"
#include "OutOfMemory.h"
#include "PaholeOptions.h"
#include "ResolveBtfids.h"
#include "Tool.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

/// Under the name of pahole it takes pahole's command line, and says what
/// kernel builds take its exit status for: an object without debug information
/// simply has no BTF, and the build goes on.
static bool isPahole(const char *Argv0) {
  return sys::path::filename(Argv0) == "pahole";
}

static int run(int Argc, char **Argv) {
  startTool("btfgen",
            "-j1 and one input at a time need the least memory; "
            "--lang-exclude=rust leaves out units that need much",
            ExitError);
  if (sys::path::filename(Argv[0]) == "resolve_btfids")
    return resolveBtfids(Argc, Argv);
  const bool Pahole = isPahole(Argv[0]);
  Expected<ToolConfig> T =
      Pahole ? parsePaholeOptions(Argc, Argv) : parseOptions(Argc, Argv);
  if (!T) {
    errs() << "btfgen: " << toString(T.takeError()) << '\n'
           << (Pahole ? "usage: pahole -J [options] FILE (--help explains)\n"
                      : "usage: btfgen [options] ELF... (--help explains)\n");
    return Pahole ? ExitError : ExitUsage;
  }
  switch (T->What) {
  case ToolConfig::Action::Say:
    outs() << T->Text;
    return ExitOk;
  case ToolConfig::Action::Dump:
  case ToolConfig::Action::Verify:
  case ToolConfig::Action::Relocate:
  case ToolConfig::Action::Index:
  case ToolConfig::Action::Sites: {
    Expected<ExitStatus> Status = inspect(*T);
    if (Status)
      return *Status;
    printError(errs(), toString(Status.takeError()));
    return ExitError;
  }
  case ToolConfig::Action::Encode:
    const int Status = encodeAll(*T);
    return T->NeedsNoDebugInfo && Status == ExitNoDebugInfo ? ExitOk : Status;
  }
  llvm_unreachable("an action that nobody knows");
}

int main(int Argc, char **Argv) {
  const int Status = run(Argc, Argv);
  Error E = flushStandardOutput();
  if (!E)
    return Status;
  printError(errs(), toString(std::move(E)));
  return ExitError;
}
