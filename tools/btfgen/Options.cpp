//===- Options.cpp - Command line to plain values -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Help.h"
#include "JobServer.h"
#include "OptionTable.h"

#include "DWARF/Language.h"
#include "Encode/TargetKernel.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

namespace {

constexpr const char *Overview =
    "btfgen reads the DWARF debugging information of ELF files (a Linux "
    "kernel,\n"
    "kernel modules, object files) and encodes it as BTF. By default it adds\n"
    "section .BTF to each file. Files may be compressed with gzip, xz or "
    "zstd;\n"
    "a compressed file that is changed is compressed again. @FILE stands for\n"
    "the words in FILE.";

constexpr const char *Epilogue = R"(
FEATURES
  The names are pahole's, and "sorted". A list of plain names replaces the
  default set: --features=default,layout. A list with +name or -name changes
  it: --features=+layout,-float.
  On by default:
    var              per-CPU variables
    float            floating-point types (otherwise they become integers)
    decl_tag         tags of declarations
    type_tag         tags of pointer targets
    enum64           64-bit and signed enumerations
    consistent_func  leave out functions whose definitions have different
                     prototypes
    decl_tag_kfuncs  mark kfuncs, which BPF programs may call
    sorted           types in the order of their names, which Linux 7.0 and
                     newer expect of vmlinux; -sorted keeps the order in which
                     they occur
  Off by default:
    attributes       tags for the arena pointers of kfuncs (Linux 6.15)
    true_signature   functions whose parameters the compiler changed, with the
                     names of their symbols and the parameters they have
    layout           a section with the size of each kind of type (Linux 7.1)
    global_var       all global variables, as --vars=all
    distilled_base   the same as --distill
    inline           where functions were inlined and where their arguments
                     are (Linux 7.4): BTF that is split from the rest, in
                     section .BTF.inline, or with -o FILE in FILE.inline
  Accepted, without effect:
    encode_force, optimized_func, reproducible_build, force_cu_merging

TARGET KERNEL
  What the build and the verifier of a kernel expect, by its version. Units in
  Rust are left out for all of them.
    5.13  float            6.0   enum64           7.0  sorted, --kfuncs=called
    5.16  decl_tag         6.11  decl_tag_kfuncs  7.1  layout
    5.17  type_tag         6.16  attributes
  var and consistent_func are on for all. --distill is possible from 6.11 on.
  From 7.3 on decl_tag_kfuncs and attributes are off: --kfuncs=called, which
  comes last, finds kfuncs in the sets of .BTF_ids and adds their tags.

EXIT STATUS
  0  The output is complete.
  1  An error occurred. The inputs are unchanged.
  2  The command line is wrong.
  3  Debug information is missing. If an input has none and no debug file is
     found, there is no output. If part of it is in another file (.dwo files;
     .BTF_ids of a stripped file), the output lacks that part, and a message
     says which.

EXAMPLES
  Add BTF to a kernel, as the kernel's build does:
    btfgen vmlinux
  Write it to a file of its own and print how long each stage took:
    btfgen --stats -o vmlinux.btf vmlinux
  Find out why the BTF does not describe a function:
    btfgen --explain=vfs_read -o /dev/null vmlinux
  Check whether a kernel would accept this BTF:
    btfgen --verify vmlinux
  Add BTF to a module that other builds of its kernel can use, too:
    btfgen --base=vmlinux --distill xfs.ko
  Check whether the running kernel can use it:
    btfgen --relocate=xfs.ko --base=/sys/kernel/btf/vmlinux
  Add BTF to many modules, one process each, as make runs them:
    btfgen --index=vmlinux; btfgen --base=vmlinux xfs.ko; ...
  Add BTF to a module of your own, ready to install:
    btfgen --base=auto --distill --resolve-ids mod.ko
)";

} // namespace

bool btfgen::setFeature(Config &C, StringRef Name, bool On) {
  EncodeFeatures &F = C.Enabled;
  bool *Switch = StringSwitch<bool *>(Name)
                     .Case("float", &F.Float)
                     .Case("decl_tag", &F.DeclTag)
                     .Case("type_tag", &F.TypeTag)
                     .Case("enum64", &F.Enum64)
                     .Case("consistent_func", &F.ConsistentFunc)
                     .Case("decl_tag_kfuncs", &F.DeclTagKfuncs)
                     .Case("attributes", &F.Attributes)
                     .Case("true_signature", &F.TrueSignature)
                     .Case("layout", &F.LayoutSection)
                     .Case("distilled_base", &F.DistilledBase)
                     .Case("inline", &F.Inline)
                     .Case("sorted", &F.Sorted)
                     .Default(nullptr);
  if (Switch) {
    *Switch = On;
    return true;
  }
  if (Name == "var") {
    C.Variables =
        On ? std::max(C.Variables, VariableScope::PerCpu) : VariableScope::None;
    return true;
  }
  if (Name == "global_var") {
    if (On)
      C.Variables = VariableScope::All;
    else if (C.Variables == VariableScope::All)
      C.Variables = VariableScope::PerCpu;
    return true;
  }
  // Nothing to choose: always done, or never a question.
  return Name == "encode_force" || Name == "optimized_func" ||
         Name == "reproducible_build" || Name == "force_cu_merging";
}

void btfgen::clearFeatures(Config &C) {
  C.Enabled = {false, false, false, false, false, false,
               false, false, false, false, false, C.Enabled.Sorted};
  C.Variables = VariableScope::None;
}

void btfgen::setDefaultFeatures(Config &C) {
  for (const char *Name : {"var", "float", "decl_tag", "type_tag", "enum64",
                           "consistent_func", "decl_tag_kfuncs"})
    setFeature(C, Name, true);
}

static Error setFeatures(Config &C, StringRef List) {
  SmallVector<StringRef, 16> Names;
  List.split(Names, ',', -1, false);
  bool Changes = any_of(Names, [](StringRef N) {
    return N.starts_with("+") || N.starts_with("-");
  });
  if (!Changes)
    clearFeatures(C); // the list is the whole choice
  for (StringRef Name : Names) {
    bool On = !Name.consume_front("-");
    Name.consume_front("+");
    if (Name == "default")
      setDefaultFeatures(C);
    else if (!setFeature(C, Name, On))
      return createStringError("--features: there is no feature '" + Name +
                               "' (see --help)");
  }
  return Error::success();
}

Expected<std::vector<uint16_t>> btfgen::parseLanguages(StringRef Option,
                                                       StringRef List) {
  std::vector<uint16_t> All;
  SmallVector<StringRef, 8> Names;
  List.split(Names, ',', -1, false);
  for (StringRef Name : Names) {
    std::vector<uint16_t> Codes = languageCodes(Name.trim());
    if (Codes.empty())
      return createStringError(Option + ": there is no language '" + Name +
                               "' (such as c, c++, rust, asm)");
    All.insert(All.end(), Codes.begin(), Codes.end());
  }
  return All;
}

static Error fillThreads(const opt::InputArgList &Args, Config &C) {
  unsigned Asked = 0;
  if (const opt::Arg *A = Args.getLastArg(OPT_j))
    if (StringRef(A->getValue()).getAsInteger(10, Asked) || !Asked ||
        Asked > 1024)
      return createStringError(Twine("-j: '") + A->getValue() +
                               "' is not a number from 1 to 1024");
  C.Threads = maxThreads(Asked);
  return Error::success();
}

static Error fillEncoding(const opt::InputArgList &Args, ToolConfig &T) {
  Config &C = T.Encoding;
  if (T.Rules.Kernel)
    setTargetKernel(C, *T.Rules.Kernel);
  if (const opt::Arg *A = Args.getLastArg(OPT_kfuncs_eq)) {
    std::optional<KfuncForm> Form =
        StringSwitch<std::optional<KfuncForm>>(A->getValue())
            .Case("defined", KfuncForm::AsDefined)
            .Case("called", KfuncForm::AsCalled)
            .Default(std::nullopt);
    if (!Form)
      return createStringError(Twine("--kfuncs: '") + A->getValue() +
                               "' is not one of defined, called");
    C.Kfuncs = *Form;
  }
  for (const opt::Arg *A : Args.filtered(OPT_features_eq))
    if (Error E = setFeatures(C, A->getValue()))
      return E;
  for (const opt::Arg *A : Args.filtered(OPT_lang_exclude_eq)) {
    auto Codes = parseLanguages("--lang-exclude", A->getValue());
    if (!Codes)
      return Codes.takeError();
    C.ExcludedLanguages.insert(C.ExcludedLanguages.end(), Codes->begin(),
                               Codes->end());
  }
  if (const opt::Arg *A = Args.getLastArg(OPT_vars_eq)) {
    std::optional<VariableScope> Scope =
        StringSwitch<std::optional<VariableScope>>(A->getValue())
            .Case("none", VariableScope::None)
            .Case("percpu", VariableScope::PerCpu)
            .Case("all", VariableScope::All)
            .Default(std::nullopt);
    if (!Scope)
      return createStringError(Twine("--vars: '") + A->getValue() +
                               "' is not one of none, percpu, all");
    C.Variables = *Scope;
  }
  if (Args.hasArg(OPT_extra)) {
    if (T.Base.empty() || Args.hasArg(OPT_vars_eq))
      return createStringError(
          "--extra needs --base and cannot be used with --vars");
    C.Variables = VariableScope::All;
    C.Functions = false;
  }
  C.Enabled.DistilledBase |= Args.hasArg(OPT_distill);
  if (C.Enabled.DistilledBase && C.Kernel && *C.Kernel < FirstWithDistilledBase)
    return createStringError("--distill: kernels before 6.11 do not know "
                             ".BTF.base, and --target-kernel is one of these");
  if (Error E = fillThreads(Args, C))
    return E;
  C.DebugFiles = {Args.getAllArgValues(OPT_debug_dir_eq),
                  Args.getLastArgValue(OPT_debug_file_eq).str(),
                  Args.hasArg(OPT_debuginfod)};
  C.Strict = Args.hasArg(OPT_strict);
  C.AddressesAreFinal = !Args.hasArg(OPT_first_link);
  C.Explain = T.Explain || !T.Report.empty() || !T.ReportHtml.empty();
  return Error::success();
}

/// Appends the names in \p List, each ended by NUL; "-" is standard input.
static Error readNames(StringRef List, std::vector<std::string> &Names) {
  auto Buffer = MemoryBuffer::getFileOrSTDIN(List);
  if (std::error_code EC = Buffer.getError())
    return createStringError(EC, List + ": " + EC.message());
  SmallVector<StringRef, 0> All;
  (*Buffer)->getBuffer().split(All, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Name : All)
    Names.push_back(Name.str());
  return Error::success();
}

static std::string helpText() {
  std::string Text;
  raw_string_ostream OS(Text);
  printHelp(OS, ToolOptTable(),
            "btfgen [options] ELF...\n"
            "       btfgen --dump FILE | --verify FILE | --index FILE\n"
            "       btfgen --sites[=FUNCTION] [--base FILE] FILE\n"
            "       btfgen --relocate FILE --base FILE [-o FILE]",
            Overview);
  OS << Epilogue;
  return Text;
}

/// What --verify is to do, and the kernel that all is for.
static Error fillRules(const opt::InputArgList &Args, ToolConfig &T) {
  const bool Verifies = T.What == ToolConfig::Action::Verify;
  T.Rules.MaxViolations = 10;
  if (const opt::Arg *A = Args.getLastArg(OPT_target_kernel_eq)) {
    if (!Verifies && T.What != ToolConfig::Action::Encode)
      return createStringError("--target-kernel is for encoding and --verify");
    T.Rules.Kernel = parseKernelVersion(A->getValue());
    if (!T.Rules.Kernel)
      return createStringError(
          Twine("--target-kernel: not a kernel version: ") + A->getValue());
  }
  if (const opt::Arg *A = Args.getLastArg(OPT_max_eq)) {
    if (!Verifies)
      return createStringError("--max needs --verify");
    if (StringRef(A->getValue()).getAsInteger(10, T.Rules.MaxViolations))
      return createStringError(Twine("--max: '") + A->getValue() +
                               "' is not a number");
    if (!T.Rules.MaxViolations)
      T.Rules.MaxViolations = SIZE_MAX;
  }
  return Error::success();
}

/// Whether the features go together, and their results can be written.
static Error checkFiles(const ToolConfig &T) {
  const Config &C = T.Encoding;
  const bool Distill = C.Enabled.DistilledBase, Inline = C.Enabled.Inline;
  if (Distill && T.Base.empty())
    return createStringError("--distill needs --base");
  // Others go to files beside the first.
  if ((Distill || Inline || T.ResolveIds == ToolConfig::Ids::FillIn) &&
      (T.Output == "-" ||
       (sys::fs::exists(T.Output) && !sys::fs::is_regular_file(T.Output))))
    return createStringError(Twine("-o: ") +
                             (Inline ? "the feature inline writes"
                                     : "--distill and --resolve-ids write") +
                             " more than one file, and " + T.Output +
                             " is a place for one only");
  return Error::success();
}

/// Whether the result and the reports of it have a place each.
static Error checkReports(const ToolConfig &T) {
  if (T.Inputs.size() > 1 && (!T.Output.empty() || !T.Report.empty()))
    return createStringError(
        "-o and --report take one input; use --output-dir for several");
  if (T.Inputs.size() > 1 && !T.ReportHtml.empty())
    return createStringError("--report-html takes one input");
  if (T.TimeTrace == "-" &&
      (T.Output == "-" || T.Explain || T.Report == "-" || T.ReportHtml == "-"))
    return createStringError(
        "--time-trace=- cannot be used with -o -, --explain, --report=- or "
        "--report-html=-, which write to standard output, too");
  if (T.Output == "-" && (T.Explain || T.Report == "-"))
    return createStringError("-o - cannot be used with --explain or "
                             "--report=-, which write to standard output, too");
  if (T.ReportHtml == "-" && (T.Output == "-" || T.Explain || T.Report == "-"))
    return createStringError(
        "--report-html=- cannot be used with -o -, --explain or --report=-, "
        "which write to standard output, too");
  return Error::success();
}

static Error fillFatalWarnings(const opt::InputArgList &Args, ToolConfig &T) {
  using Fatal = ToolConfig::Fatal;
  const opt::Arg *A =
      Args.getLastArg(OPT_fatal_warnings, OPT_fatal_warnings_eq);
  if (!A)
    return Error::success();
  T.FatalWarnings = Fatal::All;
  if (A->getOption().matches(OPT_fatal_warnings))
    return Error::success();
  if (StringRef(A->getValue()) != "ids")
    return createStringError(Twine("--fatal-warnings: '") + A->getValue() +
                             "' is not ids");
  T.FatalWarnings = Fatal::Ids;
  return Error::success();
}

Expected<ToolConfig> btfgen::parseOptions(int Argc, char **Argv) {
  BumpPtrAllocator Storage;
  const ToolOptTable Table; // what was parsed refers to it
  auto Parsed = Table.parse(Argc, Argv, Storage);
  if (!Parsed)
    return Parsed.takeError();
  const opt::InputArgList &Args = *Parsed;
  ToolConfig T;
  if (Args.hasArg(OPT_help, OPT_version)) {
    T.What = ToolConfig::Action::Say;
    T.Text = Args.hasArg(OPT_help) ? helpText()
                                   : "btfgen " BTFGEN_VERSION
                                     " (LLVM " LLVM_VERSION_STRING ")\n";
    return T;
  }
  T.Inputs = Args.getAllArgValues(OPT_INPUT);
  T.Lists = responseFiles(Argc, Argv);
  for (const std::string &List : Args.getAllArgValues(OPT_files0_from_eq)) {
    T.Lists.push_back(List);
    if (Error E = readNames(List, T.Inputs))
      return E;
  }
  T.Output = Args.getLastArgValue(OPT_o).str();
  T.OutputDir = Args.getLastArgValue(OPT_output_dir_eq).str();
  T.RelativeTo = Args.getLastArgValue(OPT_relative_to_eq).str();
  T.Base = Args.getLastArgValue(OPT_base_eq).str();
  T.Report = Args.getLastArgValue(OPT_report_eq).str();
  T.ReportHtml = Args.getLastArgValue(OPT_report_html_eq).str();
  T.TimeTrace = Args.getLastArgValue(OPT_time_trace_eq).str();
  if (Args.hasArg(OPT_resolve_ids))
    T.ResolveIds = ToolConfig::Ids::FillIn;
  T.Compact = Args.hasArg(OPT_compact);
  T.Explain = Args.hasArg(OPT_explain, OPT_explain_eq);
  T.ExplainName = Args.getLastArgValue(OPT_explain_eq).str();
  T.Stats = Args.hasArg(OPT_stats);
  T.Quiet = Args.hasArg(OPT_quiet);
  if (Error E = fillFatalWarnings(Args, T))
    return E;
  T.Verbose = Args.hasArg(OPT_verbose);
  if (const opt::Arg *A = Args.getLastArg(OPT_sites, OPT_sites_eq)) {
    T.What = ToolConfig::Action::Sites;
    if (A->getNumValues())
      T.SitesOf = A->getValue();
    if (T.Inputs.size() != 1)
      return createStringError("--sites takes one file");
    if (!T.TimeTrace.empty())
      return createStringError("--time-trace is for encoding");
    if (Error E = fillEncoding(Args, T))
      return E;
    return T;
  }
  for (auto [Option, Action] :
       {std::pair(OPT_dump_btf_eq, ToolConfig::Action::Dump),
        std::pair(OPT_verify_eq, ToolConfig::Action::Verify),
        std::pair(OPT_relocate_eq, ToolConfig::Action::Relocate),
        std::pair(OPT_index_eq, ToolConfig::Action::Index)})
    if (const opt::Arg *A = Args.getLastArg(Option)) {
      if (T.What != ToolConfig::Action::Encode || !T.Inputs.empty())
        return createStringError("--dump, --verify, --relocate and --index "
                                 "take one file and cannot be used together");
      T.What = Action;
      T.Inputs = {A->getValue()};
    }
  if (Error E = fillRules(Args, T))
    return E;
  if (T.What == ToolConfig::Action::Relocate && T.Base.empty())
    return createStringError("--relocate needs --base");
  if (T.What != ToolConfig::Action::Encode && !T.TimeTrace.empty())
    return createStringError("--time-trace is for encoding");
  if (T.What != ToolConfig::Action::Encode)
    return T;
  if (T.Inputs.empty())
    return createStringError("no input file");
  if (!T.Output.empty() && !T.OutputDir.empty())
    return createStringError("-o and --output-dir cannot be used together");
  if (!T.RelativeTo.empty() && T.OutputDir.empty())
    return createStringError("--relative-to needs --output-dir");
  if (Error E = checkReports(T))
    return E;
  if (T.Compact && (!T.Output.empty() || !T.OutputDir.empty()))
    return createStringError("--compact changes the inputs, -o and "
                             "--output-dir leave them as they are");
  if (Error E = fillEncoding(Args, T))
    return E;
  if (T.Inputs.size() > 1 && Args.hasArg(OPT_debug_file_eq))
    return createStringError(
        "--debug-file takes one input; use --debug-dir for several");
  if (Error E = checkFiles(T))
    return E;
  return T;
}
