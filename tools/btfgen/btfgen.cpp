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

#include "ELF/ObjectImage.h"
#include "ELF/SectionPatcher.h"
#include "Encode/Encode.h"
#include "Hints.h"
#include "Inspect.h"
#include "Options.h"
#include "Print.h"
#include "Support/AtomicFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <unistd.h>

using namespace llvm;
using namespace btfgen;

/// Prints \p E, a hint if \p Input is no file to encode, and gives the exit
/// status.
static int report(Error E, StringRef Input) {
  int Status = ExitError;
  handleAllErrors(
      std::move(E),
      [&](const NoDebugInfo &N) {
        Status = ExitNoDebugInfo;
        errs() << "btfgen: ";
        N.log(errs());
        errs() << '\n';
      },
      [&](const ErrorInfoBase &I) {
        errs() << "btfgen: " << I.message() << '\n';
      });
  if (const char *Hint = hintFor(Input, Status == ExitNoDebugInfo))
    errs() << "btfgen: hint: " << Hint << '\n';
  return Status;
}

/// Puts the result where the options want it.
static Error deliver(const ToolConfig &T, StringRef Input,
                     const EncodeResult &R) {
  if (!T.Output.empty())
    return writeFileAtomically(T.Output, R.Bytes);
  if (!T.OutputDir.empty()) {
    SmallString<128> Path(T.OutputDir);
    if (std::error_code EC = sys::fs::create_directories(Path))
      return createStringError(EC, Path + ": " + EC.message());
    sys::path::append(Path, sys::path::filename(Input) + ".btf");
    return writeFileAtomically(Path, R.Bytes);
  }
  // A kernel reads a module's .BTF as the continuation of its own: one that
  // stands alone would keep the module from being loaded.
  Expected<ObjectImage> Image = ObjectImage::open(Input);
  if (!Image)
    return Image.takeError();
  if (Image->find(".gnu.linkonce.this_module"))
    return createStringError(
        Input + ": is a kernel module: its section .BTF has to build on the "
                "kernel's, which btfgen cannot make yet (-o FILE writes BTF "
                "that stands alone)");
  NewSection BTF;
  BTF.Name = ".BTF";
  BTF.Bytes = R.Bytes;
  return addSections(Input, BTF);
}

static Error writeReport(StringRef Path, StringRef Input,
                         const EncodeResult &R) {
  std::string Text;
  raw_string_ostream OS(Text);
  printReport(OS, Input, R);
  return writeFileAtomically(Path, arrayRefFromStringRef(Text));
}

static int encodeOne(const ToolConfig &T, const std::string &Input) {
  Config C = T.Encoding;
  C.Input = Input;
  Expected<EncodeResult> R = encode(C);
  if (!R)
    return report(R.takeError(), Input);
  if (Error E = deliver(T, Input, *R))
    return report(std::move(E), {});
  int Status = ExitOk;
  if (T.Explain && !printExplanation(outs(), *R, T.ExplainName)) {
    errs() << "btfgen: " << Input << ": no function is called '"
           << T.ExplainName << "', and no variable that was asked for\n";
    Status = ExitError;
  }
  if (!T.Report.empty())
    if (Error E = writeReport(T.Report, Input, *R))
      return report(std::move(E), {});
  if (T.Stats)
    printStats(errs(), *R);
  if (!T.Quiet)
    printOmissions(errs(), Input, *R);
  return Status;
}

/// Every input has its turn, whatever happens to the others; the first failure
/// decides the status.
static int encodeAll(const ToolConfig &T) {
  const bool Progress = T.Inputs.size() > 1 && isatty(STDERR_FILENO);
  int Status = ExitOk;
  size_t Failed = 0;
  for (size_t I = 0; I < T.Inputs.size(); ++I) {
    if (Progress)
      errs() << "\r\x1b[K[" << I + 1 << '/' << T.Inputs.size() << "] "
             << sys::path::filename(T.Inputs[I]);
    int One = encodeOne(T, T.Inputs[I]);
    Failed += One != ExitOk;
    if (Status == ExitOk)
      Status = One;
  }
  if (Progress)
    errs() << "\r\x1b[K";
  if (Failed && T.Inputs.size() > 1)
    errs() << "btfgen: " << Failed << " of " << T.Inputs.size()
           << " inputs failed\n";
  return Status;
}

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
  case ToolConfig::Action::Verify: {
    Expected<ExitStatus> Status = inspect(*T);
    return Status ? *Status : report(Status.takeError(), {});
  }
  case ToolConfig::Action::Encode:
    return encodeAll(*T);
  }
}
