//===- OptionTable.h - A tool's options, from its Options.td ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What LLVM's option library needs around the Options.inc that it generates:
/// OPT_* and ToolOptTable. To be included in the one file of a tool that parses
/// its command line; Options.inc is found in that tool's build folder. A tool
/// with two command lines has two such files and defines OPTIONS_INC in the
/// second.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_OPTIONTABLE_H
#define BTFGEN_TOOLS_OPTIONTABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Option/Option.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

#ifndef OPTIONS_INC
#define OPTIONS_INC "Options.inc"
#endif

namespace {

using llvm::ArrayRef;      // the generated table uses them
using llvm::StringLiteral; // without llvm::
using namespace llvm::opt;

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include OPTIONS_INC
#undef OPTION
};

// The names of options are text in LLVM 19's table. In that of later ones they
// are places in a table of text, which stands beside it.
#if LLVM_VERSION_MAJOR < 20
#define PREFIX(NAME, VALUE)                                                    \
  constexpr StringLiteral NAME##_init[] = VALUE;                               \
  constexpr ArrayRef<StringLiteral> NAME(NAME##_init,                          \
                                         std::size(NAME##_init) - 1);
#include OPTIONS_INC
#undef PREFIX
#define NAME_TABLES
#else
#define OPTTABLE_STR_TABLE_CODE
#define OPTTABLE_PREFIXES_TABLE_CODE
#include OPTIONS_INC
#undef OPTTABLE_STR_TABLE_CODE
#undef OPTTABLE_PREFIXES_TABLE_CODE
#define NAME_TABLES OptionStrTable, OptionPrefixesTable,
#endif

constexpr OptTable::Info InfoTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include OPTIONS_INC
#undef OPTION
};

/// The files that a command line takes words from: @FILE.
[[maybe_unused]] std::vector<std::string> responseFiles(int Argc, char **Argv) {
  std::vector<std::string> Files;
  for (llvm::StringRef Word : llvm::ArrayRef(Argv + 1, Argv + Argc))
    if (Word.consume_front("@"))
      Files.push_back(Word.str());
  return Files;
}

class ToolOptTable : public GenericOptTable {
public:
  ToolOptTable() : GenericOptTable(NAME_TABLES InfoTable) {
    setDashDashParsing(true);
  }
#undef NAME_TABLES

  /// The words of a command line as options. @FILE stands for the words in
  /// FILE, since a build has more modules than a command line may have words;
  /// they live in \p Storage. What follows "--" is not an option. Errors,
  /// unless
  /// --help or --version is there: an unknown option, or one that lacks its
  /// argument.
  llvm::Expected<InputArgList> parse(int Argc, char **Argv,
                                     llvm::BumpPtrAllocator &Storage) const {
    llvm::SmallVector<const char *, 64> Words(Argv + 1, Argv + Argc);
    llvm::cl::ExpansionContext Files(Storage, llvm::cl::TokenizeGNUCommandLine);
    if (llvm::Error E = Files.expandResponseFiles(Words))
      return E;
    unsigned MissingIndex, MissingCount;
    InputArgList Args = ParseArgs(Words, MissingIndex, MissingCount);
    if (Args.hasArg(OPT_help, OPT_version))
      return Args;
    if (MissingCount)
      return llvm::createStringError(Args.getArgString(MissingIndex) +
                                     llvm::Twine(": an argument is missing"));
    if (const Arg *Unknown = Args.getLastArg(OPT_UNKNOWN)) {
      llvm::StringRef Word = Unknown->getSpelling();
      std::string Nearest;
      if (findNearest(Word, Nearest) <= 2)
        return llvm::createStringError("unknown option " + Word +
                                       "; did you mean " + Nearest + "?");
      return llvm::createStringError("unknown option " + Word);
    }
    for (const Arg *A : Args)
      if (const llvm::StringRef Value = nextWord(Args, *A);
          Value.size() > 2 && Value.starts_with("--"))
        return llvm::createStringError(
            Args.getArgString(A->getIndex()) +
            llvm::Twine(": takes the next word, which is the option ") + Value +
            " (a file of that name is ./" + Value + ")");
    return Args;
  }

private:
  /// The word behind the option, if that is its argument.
  static llvm::StringRef nextWord(const InputArgList &Args, const Arg &A) {
    if (!A.getNumValues() || A.getIndex() + 1 >= Args.getNumInputArgStrings())
      return "";
    const char *Word = Args.getArgString(A.getIndex() + 1);
    return Word == A.getValue() ? Word : "";
  }
};

} // namespace

#endif // BTFGEN_TOOLS_OPTIONTABLE_H
