//===- Options.h - Command line to plain values -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a call of the program is to do, and the command line of btfgen that
/// says it. That of pahole is in PaholeOptions.h; options are read nowhere
/// else.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_OPTIONS_H
#define BTFGEN_TOOLS_BTFGEN_OPTIONS_H

#include "BTF/Verify.h"
#include "Encode/Config.h"

#include <optional>

namespace btfgen {

/// As docs/btfgen.1 lists them.
enum ExitStatus : int {
  ExitOk = 0,
  ExitError = 1,
  ExitUsage = 2,
  ExitNoDebugInfo = 3,
};

/// What one call of the program is to do.
struct ToolConfig {
  enum class Action { Encode, Dump, Verify, Relocate, Index, Sites, Say };
  Action What = Action::Encode;
  std::string Text; ///< with Say: what to print on standard output
  std::vector<std::string> Inputs;
  std::vector<std::string> Lists; ///< files that words were taken from
  std::string Output;             ///< empty: in place, or OutputDir
  std::string OutputDir;
  std::string RelativeTo; ///< what OutputDir stands for; empty: each folder
  std::string Base;
  /// What becomes of .BTF_ids of a file that gets new BTF.
  enum class Ids {
    /// Fills ids in if they were filled in before: they are not those of the
    /// new BTF.
    IfFilledIn,
    FillIn,
    /// Makes them what they were before they were filled in, if they were:
    /// another program will do that.
    Restore,
  };
  Ids ResolveIds = Ids::IfFilledIn;
  bool Compact = false; ///< in place
  bool Explain = false;
  std::string ExplainName; ///< empty: all
  std::string SitesOf;     ///< with Sites: the function; empty: all
  std::string Report;
  std::string ReportHtml;
  std::string TimeTrace;
  bool Stats = false;
  bool Quiet = false;
  /// Warnings that are errors: none, those about names in .BTF_ids, all.
  enum class Fatal { None, Ids, All };
  Fatal FatalWarnings = Fatal::None;
  bool Verbose = false; ///< about how the base and debug files were found
  /// Whether an input without debug information is no failure. One whose debug
  /// information is in another file still is.
  bool NeedsNoDebugInfo = false;
  VerifyOptions Rules;
  Config Encoding; ///< Input is filled in per input
};

/// Errors are mistakes in the command line: exit status 2.
llvm::Expected<ToolConfig> parseOptions(int Argc, char **Argv);

/// Sets what pahole's feature \p Name stands for; false if there is no such
/// feature.
bool setFeature(Config &C, llvm::StringRef Name, bool On);
/// Turns off every feature that decides what the result contains. `sorted` is
/// kept, as it decides only the order.
void clearFeatures(Config &C);
/// Adds the default features.
void setDefaultFeatures(Config &C);

/// The codes of the languages in \p List; \p Option is for the error.
llvm::Expected<std::vector<uint16_t>> parseLanguages(llvm::StringRef Option,
                                                     llvm::StringRef List);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_OPTIONS_H
