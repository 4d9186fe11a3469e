//===- Inspect.h - Look at BTF that exists ----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// --dump, --verify and --relocate.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_INSPECT_H
#define BTFGEN_TOOLS_BTFGEN_INSPECT_H

#include "Options.h"

namespace btfgen {

/// Does what \p T.What, Dump, Verify, Relocate or Sites, says. The exit status;
/// errors are for files that cannot be read, and for what cannot be relocated.
llvm::Expected<ExitStatus> inspect(const ToolConfig &T);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_INSPECT_H
