//===- Print.h - Results for people and programs ----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints what encoding found: --stats, --explain, --report and the summary of
/// omissions.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_PRINT_H
#define BTFGEN_TOOLS_BTFGEN_PRINT_H

#include "Encode/Encode.h"

namespace btfgen {

void printStats(llvm::raw_ostream &OS, const EncodeResult &R);
/// One line per function and omission; of \p Name only unless it is empty.
/// False if nothing is known of \p Name.
bool printExplanation(llvm::raw_ostream &OS, const EncodeResult &R,
                      llvm::StringRef Name);
/// What was left out, a line per category; nothing if nothing was. Says so if
/// nothing is left at all. \p OnlyIncomplete: only what is missing because it
/// is in a file that was not read.
void printOmissions(llvm::raw_ostream &OS, llvm::StringRef Input,
                    const EncodeResult &R, bool OnlyIncomplete);
/// All of it as one JSON object.
void printReport(llvm::raw_ostream &OS, llvm::StringRef Input,
                 const EncodeResult &R);
/// The same as a page for a browser, with the BTF (tools/report/Page.h).
void printReportHtml(llvm::raw_ostream &OS, llvm::StringRef Input,
                     const EncodeResult &R);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_PRINT_H
