//===- Identifier.h - Names that every kernel accepts -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which names the encoder writes: those that all kernels from 6.1 on accept.
/// Some kernels accept more, such as letters of Latin-1 and 512 characters; the
/// verifier has rules of its own (VerifyTypes.cpp).
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

/// The rule for names of sections, from Linux 6.12 on: at least one and at most
/// MaxIdentifierLength characters of printable ASCII.
bool isSectionName(llvm::StringRef Name);

} // namespace btfgen

#endif // BTFGEN_BTF_IDENTIFIER_H
