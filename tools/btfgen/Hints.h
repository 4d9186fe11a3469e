//===- Hints.h - What a file may be instead ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What to tell somebody who gave a file that cannot be encoded.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_HINTS_H
#define BTFGEN_TOOLS_BTFGEN_HINTS_H

#include "llvm/ADT/StringRef.h"

namespace btfgen {

/// One line about \p Path, by its first bytes; null if there is nothing to say.
const char *hintFor(llvm::StringRef Path);

/// The same about an ELF file without debug information, or with \p IsSplit,
/// one that was compiled with -gsplit-dwarf.
const char *hintForNoDebugInfo(bool IsSplit);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_HINTS_H
