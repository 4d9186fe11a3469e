//===- EncodeAll.h - All inputs of one call ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_ENCODEALL_H
#define BTFGEN_TOOLS_BTFGEN_ENCODEALL_H

#include "Options.h"

namespace btfgen {

/// Encodes every input and writes the results. The failure of one input does
/// not affect the others; messages are printed in the order of the inputs. The
/// exit status: ExitError if one failed, else ExitNoDebugInfo if one has none,
/// else ExitOk.
int encodeAll(const ToolConfig &T);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_ENCODEALL_H
