//===- btf-merge.cpp - One BTF out of a base and many splits --------------===//
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

#include "Help.h"
#include "JobServer.h"
#include "OptionTable.h"
#include "OutOfMemory.h"
#include "TimeTrace.h"
#include "Tool.h"
#include "Transform/Merge.h"

#include "Support/AtomicFile.h"
#include "Support/FileUses.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

/// As docs/btf-merge.1 lists them.
enum ExitStatus : int { ExitOk = 0, ExitError = 1, ExitUsage = 2 };

struct ToolConfig {
  std::vector<std::string> Inputs; ///< the base, then the splits
  std::vector<std::string> Lists;  ///< files that words were taken from
  std::string Output = "-";
  std::string TimeTrace;
  bool Stats = false;
  bool FatalWarnings = false;
  MergeOptions Merge;
};

constexpr const char *Overview =
    "btf-merge merges the BTF of a kernel (BASE) and of its modules (SPLIT) "
    "into\n"
    "one BTF that needs no base. Equal types are in the result once; "
    "different\n"
    "types of the same name are all there. BASE and each SPLIT are raw BTF or\n"
    "ELF files with section .BTF. @FILE stands for the words in FILE.";

constexpr const char *Epilogue = R"(
WHAT IS IN THE RESULT
  Types of BASE come first and keep their ids, unless --sorted is given. Types
  that the modules add follow, in the order of the arguments.
  Each module keeps its own variables and sections (VAR and DATASEC), because
  sections of the same name are different memory in each module.
  A forward declaration becomes the definition of the same name if base and
  modules have exactly one. If BASE has the declaration, the definition gets the
  id of the declaration.

EXIT STATUS
  0  The result is complete.
  1  An error occurred. Nothing was written.
  2  The command line is wrong.

EXAMPLES
  Merge all BTF that the running kernel has loaded, for CO-RE with one file:
    cd /sys/kernel/btf && btf-merge -o /tmp/all.btf vmlinux \
      $(ls | grep -vx vmlinux)
  Merge all modules of a kernel, from their debug files:
    find /usr/lib/debug/lib/modules/$V -name '*.ko' > modules
    btf-merge --stats -o all.btf /usr/lib/debug/boot/vmlinux-$V @modules
  Print the result as C:
    bpftool btf dump file all.btf format c
)";

} // namespace

static Error usageError(const Twine &Message) {
  return createStringError(Message);
}

static Expected<ToolConfig> toConfig(const opt::InputArgList &Args) {
  ToolConfig C;
  C.Inputs = Args.getAllArgValues(OPT_INPUT);
  if (C.Inputs.size() < 2)
    return usageError("found " + Twine(C.Inputs.size()) +
                      " file names, expected a base and at least one split");
  C.Output = Args.getLastArgValue(OPT_output_eq, "-");
  if (C.Output == "-" && isatty(STDOUT_FILENO))
    return usageError(
        "standard output is a terminal, and BTF is not text: use -o FILE");
  C.TimeTrace = Args.getLastArgValue(OPT_time_trace_eq).str();
  if (C.TimeTrace == "-" && C.Output == "-")
    return usageError("--time-trace=- needs -o FILE: the result is written to "
                      "standard output, too");
  C.Merge.Sorted = Args.hasArg(OPT_sorted);
  unsigned Asked = 0;
  if (const opt::Arg *A = Args.getLastArg(OPT_j))
    if (StringRef(A->getValue()).getAsInteger(10, Asked) || !Asked ||
        Asked > 1024)
      return usageError(Twine("-j: '") + A->getValue() +
                        "' is not a number from 1 to 1024");
  C.Merge.Threads = maxThreads(Asked);
  C.Stats = Args.hasArg(OPT_stats);
  C.FatalWarnings = Args.hasArg(OPT_fatal_warnings);
  return C;
}

static void printStats(raw_ostream &OS, ArrayRef<StageTime> Stages,
                       const MergeCounts &C, size_t NumSplits, size_t Bytes) {
  OS << "stage            wall ms   cpu ms   peak MB\n";
  StageTime Total;
  auto Line = [&](const StageTime &S) {
    OS << left_justify(S.Name, 14)
       << format("%10.1f %8.1f %9.1f\n", S.WallSeconds * 1e3,
                 S.CpuSeconds * 1e3, double(S.PeakBytes) / 1e6);
  };
  for (const StageTime &S : Stages) {
    Line(S);
    Total = {"total", Total.WallSeconds + S.WallSeconds,
             Total.CpuSeconds + S.CpuSeconds, S.PeakBytes};
  }
  Line(Total);
  OS << C.BaseTypes << " types in the base, " << C.SplitTypes << " in "
     << NumSplits << " splits\n"
     << C.Types << " types written, " << C.Types - C.BaseTypes
     << " more than the base has, " << Bytes << " bytes\n"
     << C.Variables << " variables in " << C.Sections << " sections of splits\n"
     << C.ForwardsDefined << " forward declarations became definitions, "
     << C.ForwardsOfBase << " of them in the base; " << C.ForwardsAmbiguous
     << " have several definitions and stayed\n"
     << C.AmbiguousNames << " names of structs, unions and enums have several "
     << "definitions\n";
}

/// Error if something that is read would be overwritten.
static Error checkPlaces(const ToolConfig &C) {
  std::vector<FileUse> Read, Written = {{C.Output, "the result"}};
  if (!C.TimeTrace.empty())
    Written.push_back({C.TimeTrace, "the trace"});
  for (const std::string &Input : C.Inputs)
    Read.push_back({Input, "an input"});
  for (const std::string &List : C.Lists)
    Read.push_back({List, "a list of words"});
  return checkOutputs(Read, Written);
}

static Error deliver(const ToolConfig &C, ArrayRef<uint8_t> Result,
                     const TimeTrace &Trace) {
  SmallVector<PendingFile, 2> Files;
  auto Add = [&](Expected<PendingFile> File) {
    if (File)
      Files.push_back(std::move(*File));
    return File.takeError();
  };
  if (Trace)
    if (Error E = Add(Trace.write()))
      return E;
  if (Error E = Add(PendingFile::write(C.Output, Result)))
    return E;
  return PendingFile::commit(Files);
}

static Error merge(const ToolConfig &C) {
  if (Error E = checkPlaces(C))
    return E;
  const TimeTrace Trace(C.TimeTrace, "btf-merge");
  if (Error E = Trace.checkPlace())
    return E;
  StageTimer Timer;
  Timer.begin("read");
  Expected<BtfRef> Base = openMergeBase(C.Inputs.front());
  if (!Base)
    return Base.takeError();
  Expected<std::vector<BtfRef>> Splits =
      openMergeSplits(*Base, ArrayRef(C.Inputs).drop_front(), C.Merge.Threads);
  if (!Splits)
    return Splits.takeError();
  Timer.end();
  Expected<MergeResult> R = mergeBtf(*Base, *Splits, C.Merge);
  if (!R)
    return R.takeError();
  const std::string Warning =
      C.Inputs.front() + ": a kernel would reject this BTF: " +
      std::to_string(R->Counts.BaseViolations) +
      " problems, which the result has, too (btfgen --verify prints them)";
  if (R->Counts.BaseViolations && C.FatalWarnings)
    return createStringError(Warning);
  if (Error E = (*Base)->checkRead())
    return E;
  if (Error E = deliver(C, R->Bytes, Trace))
    return E;
  if (R->Counts.BaseViolations)
    errs() << "btf-merge: warning: " << Warning << '\n';
  if (C.Stats) {
    std::vector<StageTime> Stages = Timer.stages();
    Stages.insert(Stages.end(), R->Stages.begin(), R->Stages.end());
    printStats(errs(), Stages, R->Counts, Splits->size(), R->Bytes.size());
  }
  return Error::success();
}

static int fail(Error E, ExitStatus Status) {
  printError(errs(), toString(std::move(E)));
  if (Status == ExitUsage)
    errs() << "usage: btf-merge [-o OUT] BASE SPLIT... (--help explains)\n";
  return Status;
}

static int run(int Argc, char **Argv) {
  startTool("btf-merge", "-j1 and fewer SPLITs need less memory", ExitError);
  BumpPtrAllocator Storage;
  ToolOptTable Table;
  Expected<opt::InputArgList> Args = Table.parse(Argc, Argv, Storage);
  if (!Args)
    return fail(Args.takeError(), ExitUsage);
  if (Args->hasArg(OPT_help)) {
    printHelp(outs(), Table, "btf-merge [options] BASE SPLIT...", Overview);
    outs() << Epilogue;
    return ExitOk;
  }
  if (Args->hasArg(OPT_version)) {
    outs() << "btf-merge " BTFGEN_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return ExitOk;
  }
  Expected<ToolConfig> C = toConfig(*Args);
  if (!C)
    return fail(C.takeError(), ExitUsage);
  C->Lists = responseFiles(Argc, Argv);
  if (Error E = merge(*C))
    return fail(std::move(E), ExitError);
  return ExitOk;
}

int main(int Argc, char **Argv) {
  const int Status = run(Argc, Argv);
  Error E = flushStandardOutput();
  return E ? fail(std::move(E), ExitError) : Status;
}
