//===- LoosePrototype.h - Do two prototypes agree? --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compares prototypes more generously than deduplication compares types: one
/// unit sees the definition of a struct, another its declaration, a third a
/// different configuration of it, and a caller does not care about `const`. Two
/// types count as equal if they have the same shape and their structs, unions,
/// enums and typedefs have the same names (docs/functions.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_LOOSEPROTOTYPE_H
#define BTFGEN_SELECT_LOOSEPROTOTYPE_H

#include "Dedup/TypeGraph.h"

namespace btfgen {

/// A prototype; types are CanonIds' values or VoidRef.
struct Prototype {
  uint32_t Return = VoidRef;
  llvm::ArrayRef<uint32_t> Params;
};

/// What two prototypes differ in.
struct PrototypeDifference {
  enum { None, Return, Count, Param } What = None;
  uint32_t Index = 0; ///< which parameter, from 0
  explicit operator bool() const { return What != None; }
};

class LooseComparison {
public:
  explicit LooseComparison(const TypeGraph &Graph) : Graph(Graph) {}

  /// The first difference between \p A and \p B.
  PrototypeDifference compare(const Prototype &A, const Prototype &B);

private:
  bool equal(uint32_t A, uint32_t B, unsigned Depth);
  bool equalProtos(const TypeRecord &A, const TypeRecord &B, unsigned Depth);

  const TypeGraph &Graph;
  uint32_t StepsLeft = 0;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_LOOSEPROTOTYPE_H
