//===- Legalize.h - Only what BTF can say -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes a graph that every consumer accepts. Types that BTF has no kind for
/// are left out, with the types that hold them by value; a pointer to one
/// becomes a pointer to void. Members that BTF or the kernel cannot take are
/// left out, and tags follow the members that stay. All of this is counted. The
/// types of a kernel in C pass through unchanged. Legalize.cpp lists the rules.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_LEGALIZE_H
#define BTFGEN_DEDUP_LEGALIZE_H

#include "BTF/Kinds.h"
#include "Dedup/Diagnostics.h"
#include "Dedup/TypeGraph.h"

namespace btfgen {

struct LegalizeOptions {
  bool Floats = true;                    ///< else FLOAT becomes INT
  bool Enum64 = true;                    ///< else 32 bits, without a sign
  uint32_t MaxItems = BtfClassicMaxVlen; ///< of a type: the largest vlen
  unsigned PointerSize = 8;
};

/// \p Graph without anything that consumers refuse. Types that were left out
/// have Kind Unsupported, and nothing that stays refers to them. What was left
/// out is added to \p Diags.
TypeGraph legalize(TypeGraph Graph, const Names &N,
                   const LegalizeOptions &Options, Diagnostics &Diags);

} // namespace btfgen

#endif // BTFGEN_DEDUP_LEGALIZE_H
