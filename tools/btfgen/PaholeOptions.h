//===- PaholeOptions.h - pahole's command line ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The personality: what kernel builds and their users say to pahole, in
/// our words (docs/btfgen-pahole.1).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H
#define BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H

#include "Options.h"

namespace btfgen {

/// What a command line of pahole asks for. Errors are for people who mistyped,
/// or who want types printed.
llvm::Expected<ToolConfig> parsePaholeOptions(int Argc, char **Argv);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_PAHOLEOPTIONS_H
