//===- Options.h - Command line to plain values -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The only place that reads options.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_OPTIONS_H
#define BTFGEN_TOOLS_BTFGEN_OPTIONS_H

#include "Encode/Config.h"

#include <optional>

namespace btfgen {

/// Exit statuses (DESIGN 2).
enum ExitStatus : int {
  ExitOk = 0,
  ExitError = 1,
  ExitUsage = 2,
  ExitNoDebugInfo = 3,
};

/// What one call of the program is to do.
struct ToolConfig {
  enum class Action { Encode, Dump, Verify, Relocate, Help, Version };
  Action What = Action::Encode;
  std::vector<std::string> Inputs;
  std::string Output; ///< empty: in place, or OutputDir
  std::string OutputDir;
  std::string Base;
  bool ResolveIds = false;
  bool Explain = false;
  std::string ExplainName; ///< empty: all
  std::string Report;
  bool Stats = false;
  bool Quiet = false;
  Config Encoding; ///< Input is filled in per input
};

/// Errors are for people who mistyped: exit status 2.
llvm::Expected<ToolConfig> parseOptions(int Argc, char **Argv);

void printHelp(llvm::raw_ostream &OS);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_OPTIONS_H
