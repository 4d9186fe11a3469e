//===- Features.h - What is emitted -----------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_FEATURES_H
#define BTFGEN_FEATURES_H

namespace btfgen {

/// What to emit; the names are those of pahole's features, where they choose
/// something here.
struct EncodeFeatures {
  bool Float = true;
  bool DeclTag = true;
  bool TypeTag = true;
  bool Enum64 = true;
  bool ConsistentFunc = true;
  bool DeclTagKfuncs = true;
  bool Attributes = false;
  bool TrueSignature = false;
  bool LayoutSection = false; ///< pahole's layout
  bool DistilledBase = false; ///< needs a base
  bool Inline = false; ///< pahole's inline: inline sites, as BTF of their own
  bool Sorted = true;  ///< types in order of name; not pahole's
};

} // namespace btfgen

#endif // BTFGEN_FEATURES_H
