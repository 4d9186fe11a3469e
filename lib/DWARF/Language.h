//===- Language.h - Names of source languages -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Maps the language names of --lang-exclude to DW_LANG_* codes.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_LANGUAGE_H
#define BTFGEN_DWARF_LANGUAGE_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace btfgen {

/// All codes that \p Name stands for, in any case: "c" and "c++" their first
/// standard only, as pahole has it ("c99" is a name of its own); "asm" the
/// assembler. Empty if the name is unknown.
std::vector<uint16_t> languageCodes(llvm::StringRef Name);

} // namespace btfgen

#endif // BTFGEN_DWARF_LANGUAGE_H
