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

#ifndef BTFGEN_TOOLS_BTF_EMBED_OPTIONS_H
#define BTFGEN_TOOLS_BTF_EMBED_OPTIONS_H

#include "BTF/LinkRecord.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace btfgen {

/// As docs/btf-embed.1 lists them.
enum ExitStatus : int { ExitOk = 0, ExitError = 1, ExitUsage = 2 };

/// What one call of the program is to do.
struct EmbedConfig {
  enum class Action { Change, WriteObject, Help, Version };
  Action What = Action::Change;
  std::string Input; ///< the ELF to change, or the contents of the object
  std::vector<std::string> Lists; ///< files that words were taken from

  struct Section {
    std::string Name, File;
  };
  std::vector<Section> Sections;
  std::vector<LinkRequest> Links;
  bool Alloc = false;
  bool Compact = false;
  bool StripSignature = false;
  bool ResolveIds = false;
  std::string Base;

  std::string Object; ///< the file to write
  std::string Like;
  std::string ObjectSection = ".BTF";
  std::string SymbolsOf; ///< the file name that gives the symbols theirs
  bool NoSymbols = false;

  bool Quiet = false;
  bool FatalWarnings = false;
};

/// Errors are mistakes in the command line: exit status 2.
llvm::Expected<EmbedConfig> parseOptions(int Argc, char **Argv);

void printHelp(llvm::raw_ostream &OS);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTF_EMBED_OPTIONS_H
