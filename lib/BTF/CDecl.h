//===- CDecl.h - Types as one-line C declarations ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: a type. Out: what a person would write for it in C, on one line, for
/// messages: named types by name, anonymous ones with their first members.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_CDECL_H
#define BTFGEN_BTF_CDECL_H

#include "BTF/Reader.h"

#include <string>

namespace btfgen {

/// The declaration of something called \p Name (may be empty: just the type)
/// of that type: `int (*handler)(struct irq_desc *)`. A FUNC gives its
/// prototype, a VAR its variable, a DECL_TAG what it is attached to. Bounded in
/// length and depth, cut with "..."; safe on cyclic types.
std::string declareInC(const BtfFile &File, BtfId Type, llvm::StringRef Name);

/// What introduces an own type: `struct list_head`, `typedef int foo`,
/// `int foo(void)`, `const char *`.
std::string describeInC(const BtfType &T);

} // namespace btfgen

#endif // BTFGEN_BTF_CDECL_H
