//===- OutOfMemory.h - An end that says why ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where the size of an allocation comes from a file, a failure is an Error.
/// The failure of any other, also in LLVM, ends the process with a message and
/// status 1; all files stay as they were, and temporary ones are removed. Only
/// for programs: linking this replaces operator new, which a library must not
/// do.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_OUTOFMEMORY_H
#define BTFGEN_TOOLS_OUTOFMEMORY_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace btfgen {

/// From now on a failed allocation prints a message that begins with \p Tool
/// and ends with \p Help, which says how to use less memory, and ends the
/// process with
/// \p Status. Both texts must live as long as the process.
void explainOutOfMemory(const char *Tool, const char *Help, int Status);

/// Prints \p Message, an Error's, after the tool's name, and if it is about
/// memory, the help.
void printError(llvm::raw_ostream &OS, llvm::StringRef Message);

} // namespace btfgen

#endif // BTFGEN_TOOLS_OUTOFMEMORY_H
