//===- Tool.h - What all tools do at start and end --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What concerns the whole process is left to the program by the library
/// (btfgen/Host.h). For these tools that is make's jobserver, the removal of
/// temporary files on a signal, and a message for lack of memory.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_TOOL_H
#define BTFGEN_TOOLS_TOOL_H

#include "llvm/Support/Error.h"

namespace btfgen {

/// For the start of main(), before there are threads and files: catchSignals(),
/// explainOutOfMemory(), and the library gets its Host.
/// \p Name, \p Help and \p Status are for explainOutOfMemory().
void startTool(const char *Name, const char *Help, int Status);

/// Error if standard output did not take all that was written to outs(). The
/// same for standard error is ignored: nobody can be told, and LLVM would
/// change the exit status. To be called before the end of main().
llvm::Error flushStandardOutput();

} // namespace btfgen

#endif // BTFGEN_TOOLS_TOOL_H
