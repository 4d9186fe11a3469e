//===- OutOfMemory.h - An end that says why ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Allocations of a size that a file decides are Errors. Any other that fails,
/// ours or LLVM's, ends the process: with a message, with status 1, with all
/// files as they were and nothing left beside them. For programs: a library
/// must not replace operator new, which linking this does.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_OUTOFMEMORY_H
#define BTFGEN_TOOLS_OUTOFMEMORY_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace btfgen {

/// From here on \p Tool says that memory is short, and \p Help after that: what
/// takes less. Both live as long as the process. \p Status is that of an error.
void explainOutOfMemory(const char *Tool, const char *Help, int Status);

/// Prints \p Message, an Error's, after the tool's name, and if it is about
/// memory, the help.
void printError(llvm::raw_ostream &OS, llvm::StringRef Message);

} // namespace btfgen

#endif // BTFGEN_TOOLS_OUTOFMEMORY_H
