//===- btf-diff.cpp - Semantic difference of two BTFs -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Options in, library call, text out. Exit status as diff(1): 0 equal, 1
/// different, 2 trouble.
///
//===----------------------------------------------------------------------===//

#include "Help.h"
#include "OptionTable.h"
#include "OutOfMemory.h"
#include "Tool.h"
#include "Transform/Diff.h"
#include "report/Page.h"

#include "Support/AtomicFile.h"
#include "Support/FileUses.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

namespace {

struct Config {
  std::string A, B, BaseA, BaseB, Html;
  KindSet Kinds = KindSet().set();
  bool Json = false, Quiet = false;
  DiffPrintOptions Print;
};

constexpr const char *Overview =
    "btf-diff compares what two BTFs describe. A and B are raw BTF or ELF "
    "files\n"
    "with section .BTF. Types are matched by kind, name and structure: their\n"
    "order, their ids and the layout of the strings do not matter, but a type\n"
    "that is there twice does.";

constexpr const char *Examples = R"(
OUTPUT
  ~ kind name: ...   A and B both have the type, but it differs: how
  - kind name: ...   only A has the type
  + kind name: ...   only B has the type
  = ...              the type is the same, but it refers to one that differs

EXIT STATUS
  0  A and B describe the same.
  1  They differ.
  2  An error occurred.

EXAMPLES
  Compare the BTF of two encoders for the same kernel:
    btf-diff vmlinux.pahole.btf vmlinux.btfgen.btf
  Print which functions were added, removed or changed between two kernels:
    btf-diff --only=func vmlinux-6.1 vmlinux-6.12
  Compare the BTF of a module for two builds of its kernel:
    btf-diff --base-a old/vmlinux --base-b new/vmlinux old/xfs.ko new/xfs.ko
  Compare in a script:
    if btf-diff --quiet a.btf b.btf; then ...
)";

} // namespace

static Error usageError(const Twine &Message) {
  return createStringError(Message);
}

static Expected<KindSet> parseKinds(StringRef List) {
  KindSet Kinds;
  for (StringRef Name : split(List, ',')) {
    unsigned Kind = kindFromName(Name);
    if (Kind == NumBtfKinds || Kind == 0)
      return usageError("unknown kind '" + Name + "'");
    Kinds.set(Kind);
  }
  return Kinds;
}

static Expected<Config> toConfig(const opt::InputArgList &Args) {
  Config C;
  std::vector<std::string> Inputs = Args.getAllArgValues(OPT_INPUT);
  if (Inputs.size() != 2)
    return usageError("expected two files, A and B, found " +
                      Twine(Inputs.size()));
  C.A = Inputs[0];
  C.B = Inputs[1];
  StringRef Base = Args.getLastArgValue(OPT_base_eq);
  C.BaseA = Args.getLastArgValue(OPT_base_a_eq, Base);
  C.BaseB = Args.getLastArgValue(OPT_base_b_eq, Base);
  if (const opt::Arg *A = Args.getLastArg(OPT_only_eq)) {
    Expected<KindSet> Kinds = parseKinds(A->getValue());
    if (!Kinds)
      return Kinds.takeError();
    C.Kinds = *Kinds;
  }
  for (const std::string &List : Args.getAllArgValues(OPT_ignore_eq)) {
    Expected<KindSet> Kinds = parseKinds(List);
    if (!Kinds)
      return Kinds.takeError();
    C.Kinds &= ~*Kinds;
  }
  if (const opt::Arg *A = Args.getLastArg(OPT_max_eq))
    if (StringRef(A->getValue()).getAsInteger(10, C.Print.Max))
      return usageError(Twine("'") + A->getValue() + "' is not a number");
  C.Html = Args.getLastArgValue(OPT_html_eq).str();
  C.Json = Args.hasArg(OPT_json);
  C.Quiet = Args.hasArg(OPT_quiet);
  if (C.Html == "-" && !C.Quiet)
    return usageError("--html=- needs --quiet: what is printed would be among "
                      "the page");
  C.Print.Summary = Args.hasArg(OPT_summary);
  C.Print.Verbose = Args.hasArg(OPT_verbose);
  return C;
}

static Expected<DiffResult> compare(const Config &C) {
  const FileUse Read[] = {
      {C.A, "A"}, {C.B, "B"}, {C.BaseA, "a base"}, {C.BaseB, "a base"}};
  std::vector<FileUse> Written;
  if (!C.Quiet)
    Written.push_back({"-", "what is printed"});
  if (!C.Html.empty())
    Written.push_back({C.Html, "the page"});
  if (Error E = checkOutputs(Read, Written))
    return E;
  BtfRef BaseA, BaseB;
  if (!C.BaseA.empty()) {
    Expected<BtfRef> F = BtfFile::open(C.BaseA);
    if (!F)
      return F.takeError();
    BaseA = *F;
  }
  if (!C.BaseB.empty() && C.BaseB == C.BaseA) {
    BaseB = BaseA;
  } else if (!C.BaseB.empty()) {
    Expected<BtfRef> F = BtfFile::open(C.BaseB);
    if (!F)
      return F.takeError();
    BaseB = *F;
  }
  Expected<BtfRef> A = BtfFile::open(C.A, BaseA);
  if (!A)
    return A.takeError();
  Expected<BtfRef> B = BtfFile::open(C.B, BaseB);
  if (!B)
    return B.takeError();
  DiffResult D = diffBtf(*A, *B, C.Kinds);
  for (const BtfRef &File : {*A, *B})
    if (Error E = File->checkRead())
      return E;
  return D;
}

/// Writes --html.
static Error writeHtml(const Config &C, const DiffResult &D) {
  std::string Json, Text;
  raw_string_ostream JsonOS(Json), OS(Text);
  DiffPrintOptions All;
  All.Max = C.Print.Max;
  printDiffJson(JsonOS, D, All, /*Indent=*/0);
  Page P("btf-diff " BTFGEN_VERSION, C.A + " and " + C.B);
  P.add(*D.FileA, C.A);
  P.add(*D.FileB, C.B);
  P.write(OS, "differences", JsonOS.str());
  return writeFileAtomically(C.Html, arrayRefFromStringRef(OS.str()));
}

static int fail(Error E) {
  printError(errs(), toString(std::move(E)));
  return 2;
}

static int failUsage(Error E) {
  const int Status = fail(std::move(E));
  errs() << "usage: btf-diff [options] A B (--help explains)\n";
  return Status;
}

static int run(int Argc, char **Argv) {
  startTool("btf-diff", "--only=KIND needs less memory", /*Status=*/2);
  BumpPtrAllocator Storage;
  ToolOptTable Table;
  Expected<opt::InputArgList> Args = Table.parse(Argc, Argv, Storage);
  if (!Args)
    return failUsage(Args.takeError());
  if (Args->hasArg(OPT_help)) {
    printHelp(outs(), Table, "btf-diff [options] A B", Overview);
    outs() << Examples;
    return 0;
  }
  if (Args->hasArg(OPT_version)) {
    outs() << "btf-diff " BTFGEN_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return 0;
  }
  Expected<Config> C = toConfig(*Args);
  if (!C)
    return failUsage(C.takeError());
  Expected<DiffResult> D = compare(*C);
  if (!D)
    return fail(D.takeError());
  if (!C->Html.empty())
    if (Error E = writeHtml(*C, *D))
      return fail(std::move(E));
  if (!C->Quiet && C->Json)
    printDiffJson(outs(), *D, C->Print);
  else if (!C->Quiet)
    printDiff(outs(), *D, C->Print);
  return D->same() ? 0 : 1;
}

int main(int Argc, char **Argv) {
  const int Status = run(Argc, Argv);
  Error E = flushStandardOutput();
  if (!E)
    return Status;
  const int Failed = fail(std::move(E));
  // Where that cannot be said either, LLVM would end with 1: different.
  errs().clear_error();
  return Failed;
}
