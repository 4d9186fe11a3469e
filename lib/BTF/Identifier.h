//===- Identifier.h - Names that every kernel accepts -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a name may consist of in BTF that is written here. Kernels differ:
/// some accept letters of Latin-1 and 512 characters (Verify knows which). A
/// name of this kind passes in all kernels from 6.1 on.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_IDENTIFIER_H
#define BTFGEN_BTF_IDENTIFIER_H

#include "llvm/ADT/StringRef.h"

namespace btfgen {

/// KSYM_NAME_LEN of Linux 6.1 and later is 512 and counts the NUL.
inline constexpr size_t MaxIdentifierLength = 511;

/// Whether \p C is an ASCII letter, a digit, '_' or '.'.
bool isIdentifierCharacter(char C);

/// The rule for names of everything but base types, tags and sections: at least
/// one and at most MaxIdentifierLength such characters, no digit first.
bool isIdentifier(llvm::StringRef Name);

} // namespace btfgen

#endif // BTFGEN_BTF_IDENTIFIER_H
