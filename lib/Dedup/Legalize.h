//===- Legalize.h - Only what BTF can say -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes a graph that every consumer accepts: types that BTF has no word for
/// become void behind a pointer and take what holds them by value along;
/// members that cannot be placed, and those that contain what they are a part
/// of, are left out, and tags follow the members that stay. What it costs is
/// counted. A C kernel passes through unchanged.
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

/// \p Graph with nothing in it that consumers refuse: a type of Kind
/// Unsupported is to be left out, and nothing that stays refers to it.
TypeGraph legalize(TypeGraph Graph, const Names &N,
                   const LegalizeOptions &Options, Diagnostics &Diags);

} // namespace btfgen

#endif // BTFGEN_DEDUP_LEGALIZE_H
