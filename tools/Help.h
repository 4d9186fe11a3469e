//===- Help.h - What --help prints ------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The same as OptTable::printHelp, but in 80 columns, and in the order in
/// which one needs the options. TableGen sorts records by name, so Options.td
/// numbers its groups, group1_..., group2_..., and options by Place<1>,
/// Place<2>...
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_HELP_H
#define BTFGEN_TOOLS_HELP_H

#include "llvm/Option/OptTable.h"
#include "llvm/Support/raw_ostream.h"

namespace btfgen {

/// Prints \p Usage and \p Overview, whose lines must have at most 80 columns,
/// and then every option of \p Table that has a help text, under the title of
/// its group. An option is a line "  --option=WORD  what it does", and the text
/// is wrapped. The scripts for shell completion (scripts/completion) read this
/// form.
void printHelp(llvm::raw_ostream &OS, const llvm::opt::OptTable &Table,
               llvm::StringRef Usage, llvm::StringRef Overview);

} // namespace btfgen

#endif // BTFGEN_TOOLS_HELP_H
