//===- OpenBase.h - The base that --base names ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_OPENBASE_H
#define BTFGEN_TOOLS_BTFGEN_OPENBASE_H

#include "Options.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace btfgen {

/// Calls \p Open with the file that --base names; with "auto", with those that
/// may serve the first input, until one does, and says what there is to say
/// about it on standard error. Errors: Open's, and if none serves.
llvm::Error openBaseOf(const ToolConfig &T,
                       llvm::function_ref<llvm::Error(llvm::StringRef)> Open);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_OPENBASE_H
