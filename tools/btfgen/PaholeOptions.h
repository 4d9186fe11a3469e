//===- PaholeOptions.h - pahole's command line ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The command line of pahole, as kernel builds and their users write it,
/// turned into btfgen's options (docs/btfgen-pahole.1).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H
#define BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H

#include "Options.h"

namespace btfgen {

/// What a command line of pahole asks for. Errors: mistakes, and requests to
/// print types.
llvm::Expected<ToolConfig> parsePaholeOptions(int Argc, char **Argv);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H
