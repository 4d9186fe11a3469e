//===- Tool.h - What all tools do at start and end --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The library leaves to its program what concerns the whole process
/// (btfgen/Host.h). For our tools that is make's jobserver, files that a signal
/// must not leave behind, and an end that says why when memory is short.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_TOOL_H
#define BTFGEN_TOOLS_TOOL_H

#include "llvm/Support/Error.h"

namespace btfgen {

/// For the start of main(), before there are threads and files: catchSignals(),
/// explainOutOfMemory(), and the library gets its Host.
/// \p Name comes before messages about memory and \p Help after them: what
/// takes less. Both live as long as the process. \p Status is that of an error.
void startTool(const char *Name, const char *Help, int Status);

/// Error if something of what was written to outs() did not arrive. What
/// standard error did not take is forgotten: there is nobody to tell, and LLVM
/// would make it the exit status. To be called before the end of main().
llvm::Error flushStandardOutput();

} // namespace btfgen

#endif // BTFGEN_TOOLS_TOOL_H
