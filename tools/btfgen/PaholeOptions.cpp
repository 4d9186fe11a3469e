//===- PaholeOptions.cpp - pahole's command line --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Options take effect in the order of the command line, as pahole's do: the
/// first list of features clears what was said before it, what follows adds.
///
//===----------------------------------------------------------------------===//

#include "PaholeOptions.h"

#define OPTIONS_INC "PaholeOptions.inc"
#include "Help.h"
#include "JobServer.h"
#include "OptionTable.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

using namespace llvm;
using namespace btfgen;

namespace {

/// The pahole that this stands for. Kernel builds derive their flags from it:
/// from 1.26 on features have names, 1.30 and 1.31 brought the last ones.
constexpr unsigned NumericVersion = 132;
constexpr const char *Version = "v1.32";

/// In pahole's order.
constexpr StringLiteral FeatureNames[] = {
    "encode_force",    "var",
    "float",           "decl_tag",
    "type_tag",        "enum64",
    "optimized_func",  "consistent_func",
    "decl_tag_kfuncs", "reproducible_build",
    "distilled_base",  "global_var",
    "attributes",      "true_signature",
    "layout",          "force_cu_merging",
    "inline"};

constexpr const char *Overview =
    "This is btfgen under pahole's name. It accepts the options of pahole "
    "that\n"
    "are about encoding BTF, as kernel builds use them, but does not print\n"
    "types. FILE is an ELF file with DWARF debugging information.";

/// Carries what one option says over to the configuration.
class Translator {
public:
  explicit Translator(ToolConfig &T) : T(T), C(T.Encoding) {}

  /// What pahole encodes if it is told nothing but -J. Types stay in the order
  /// of their first occurrence: what sorts them in a kernel's build, where
  /// something does, comes after pahole.
  void setDefaults();
  Error apply(const opt::Arg &A);

private:
  Error addFeatures(StringRef List, bool Strict);
  void addAllFeatures();
  void setThreads(StringRef Number);
  Error addLanguages(const opt::Arg &A, std::vector<uint16_t> &Languages);

  ToolConfig &T;
  Config &C;
  bool SawFeatures = false;
};

} // namespace

void Translator::setDefaults() {
  C.Enabled.Sorted = false;
  C.SitesInMain = true;
  C.AddressesAreFinal = false;
  clearFeatures(C);
  for (const char *Name : {"var", "decl_tag", "type_tag", "enum64"})
    setFeature(C, Name, true);
  C.Threads = maxThreads();
  T.Quiet = true; // a build's log is not ours
  T.NeedsNoDebugInfo = true;
  T.ResolveIds = ToolConfig::Ids::Restore;
}

void Translator::addAllFeatures() {
  for (StringRef Name : FeatureNames)
    // Without a base there is nothing to distil. And no kernel before 7.4 takes
    // inline sites, so that these have to be asked for.
    if ((Name != "distilled_base" || !T.Base.empty()) && Name != "inline")
      setFeature(C, Name, true);
}

Error Translator::addFeatures(StringRef List, bool Strict) {
  if (!SawFeatures)
    clearFeatures(C);
  SawFeatures = true;
  if (List.consume_front("+"))
    setDefaultFeatures(C);
  SmallVector<StringRef, 16> Names;
  List.split(Names, ',', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names) {
    if (Name == "default")
      setDefaultFeatures(C);
    else if (Name == "all")
      addAllFeatures();
    else if (!setFeature(C, Name, true) && Strict)
      return createStringError("there is no feature '" + Name +
                               "'; there are " +
                               join(ArrayRef(FeatureNames), ","));
  }
  return Error::success();
}

/// A number that makes no sense asks for nothing in particular.
void Translator::setThreads(StringRef Number) {
  unsigned N = 0;
  if (!Number.getAsInteger(10, N) && N)
    C.Threads = maxThreads(std::min(N, 1024u));
}

Error Translator::addLanguages(const opt::Arg &A,
                               std::vector<uint16_t> &Languages) {
  auto Codes = parseLanguages(A.getOption().getPrefixedName(), A.getValue());
  if (!Codes)
    return Codes.takeError();
  Languages.insert(Languages.end(), Codes->begin(), Codes->end());
  return Error::success();
}

Error Translator::apply(const opt::Arg &A) {
  switch (A.getOption().getID()) {
  case OPT_UNKNOWN:
    return createStringError(
        "option " + A.getSpelling() +
        " is not supported: this is btfgen under pahole's name, which encodes "
        "BTF (-J) but does not print types as pahole does");
  case OPT_btf_features_eq:
    return addFeatures(A.getValue(), /*Strict=*/false);
  case OPT_btf_features_strict_eq:
    return addFeatures(A.getValue(), /*Strict=*/true);
  case OPT_btf_gen_all:
    return addFeatures("all", /*Strict=*/false);
  case OPT_btf_gen_floats:
    C.Enabled.Float = true;
    break;
  case OPT_btf_attributes:
    C.Enabled.Attributes = true;
    break;
  case OPT_encode_btf_global_vars:
  case OPT_encode_all_btf_vars:
    C.Variables = VariableScope::All;
    break;
  case OPT_skip_vars:
    C.Variables = VariableScope::None;
    break;
  case OPT_skip_decl_tag:
    C.Enabled.DeclTag = false;
    break;
  case OPT_skip_type_tag:
    C.Enabled.TypeTag = false;
    break;
  case OPT_skip_enum64:
    C.Enabled.Enum64 = false;
    break;
  case OPT_skip_inconsistent:
    C.Enabled.ConsistentFunc = true;
    break;
  case OPT_lang_eq:
    return addLanguages(A, C.OnlyLanguages);
  case OPT_lang_exclude_eq:
    return addLanguages(A, C.ExcludedLanguages);
  case OPT_kabi_prefix_eq:
    C.NamePrefix = A.getValue();
    break;
  case OPT_j:
    setThreads(A.getNumValues() ? A.getValue() : "");
    break;
  case OPT_verbose:
    T.Explain = C.Explain = true;
    T.Quiet = false;
    break;
  default: // has been read, or is without effect
    break;
  }
  return Error::success();
}

/// What to print instead of encoding; empty: nothing.
static std::string textFor(const ToolOptTable &Table,
                           const opt::InputArgList &Args) {
  std::string Text;
  raw_string_ostream OS(Text);
  if (Args.hasArg(OPT_help))
    printHelp(OS, Table, "pahole -J [options] FILE", Overview);
  else if (Args.hasArg(OPT_version))
    OS << Version << '\n';
  else if (Args.hasArg(OPT_numeric_version))
    OS << NumericVersion << '\n';
  else if (Args.hasArg(OPT_devel_version))
    OS << Version << "-btfgen-" BTFGEN_VERSION "\n";
  else if (Args.hasArg(OPT_supported_btf_features))
    OS << join(ArrayRef(FeatureNames), ",") << '\n';
  return Text;
}

Expected<ToolConfig> btfgen::parsePaholeOptions(int Argc, char **Argv) {
  ToolOptTable Table;
  Table.setGroupedShortOptions(true);
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Args = Table.ParseArgs(ArrayRef(Argv + 1, Argv + Argc),
                                           MissingIndex, MissingCount);
  ToolConfig T;
  T.Text = textFor(Table, Args);
  if (!T.Text.empty()) {
    T.What = ToolConfig::Action::Say;
    return T;
  }
  if (MissingCount)
    return createStringError(Twine(Args.getArgString(MissingIndex)) +
                             ": an argument is missing");
  T.Inputs = Args.getAllArgValues(OPT_INPUT);
  T.Output = Args.getLastArgValue(OPT_detached_eq).str();
  T.Base = Args.getLastArgValue(OPT_btf_base_eq).str();
  Translator To(T);
  To.setDefaults();
  for (const opt::Arg *A : Args)
    if (Error E = To.apply(*A))
      return E;
  if (!Args.hasArg(OPT_btf_encode, OPT_detached_eq))
    return createStringError(
        "-J is missing: this is btfgen under pahole's name, which encodes BTF "
        "(-J) but does not print types as pahole does");
  if (T.Inputs.size() != 1)
    return createStringError("found " + Twine(T.Inputs.size()) +
                             " file names, expected one");
  Config &C = T.Encoding;
  const char *Excluded = std::getenv("PAHOLE_LANG_EXCLUDE");
  if (Excluded && !Args.hasArg(OPT_lang_eq, OPT_lang_exclude_eq)) {
    auto Codes = parseLanguages("PAHOLE_LANG_EXCLUDE", Excluded);
    if (!Codes)
      return Codes.takeError();
    C.ExcludedLanguages = std::move(*Codes);
  }
  if (C.Enabled.DistilledBase && T.Base.empty())
    return createStringError("the feature distilled_base needs --btf_base");
  // Detached BTF has no second file, so its base stays whole.
  C.Enabled.DistilledBase &= T.Output.empty();
  return T;
}
