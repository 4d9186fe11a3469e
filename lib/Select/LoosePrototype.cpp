//===- LoosePrototype.cpp - Do two prototypes agree? ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks two types side by side and stops at names: a struct is its name here.
///
//===----------------------------------------------------------------------===//

#include "Select/LoosePrototype.h"

using namespace llvm;
using namespace btfgen;

/// Types that refer to each other through pointers to functions can share parts
/// so often that following all paths takes forever. Real kernels stay far below
/// these limits. Prototypes that exceed them count as different.
static constexpr uint32_t MaxSteps = 1 << 16;
static constexpr unsigned MaxDepth = 64;

bool LooseComparison::equalProtos(const TypeRecord &A, const TypeRecord &B,
                                  unsigned Depth) {
  if (A.Count != B.Count || Depth > MaxDepth || !equal(A.Ref, B.Ref, Depth))
    return false;
  for (uint32_t I = 0; I < A.Count; ++I)
    if (!equal(A.Items[I].Ref, B.Items[I].Ref, Depth))
      return false;
  return true;
}

bool LooseComparison::equal(uint32_t X, uint32_t Y, unsigned Depth) {
  for (;;) {
    if (X == Y)
      return true;
    if (X == VoidRef || Y == VoidRef || StepsLeft == 0)
      return false;
    --StepsLeft;
    const TypeRecord &A = Graph.Types[X], &B = Graph.Types[Y];
    if (A.Kind != B.Kind) {
      if (A.Kind == TypeKind::Const)
        X = A.Ref;
      else if (B.Kind == TypeKind::Const)
        Y = B.Ref;
      else
        return false;
      continue;
    }
    switch (A.Kind) {
    case TypeKind::Int:
      return A.Size == B.Size && A.Flags == B.Flags && A.Name == B.Name;
    case TypeKind::Float:
      return A.Size == B.Size && A.Name == B.Name;
    case TypeKind::Typedef:
    case TypeKind::Struct:
    case TypeKind::Union:
      return A.Name == B.Name;
    case TypeKind::Enum:
      // BTF's ENUM and ENUM64 are different kinds; a declaration is neither.
      return A.Name == B.Name && ((A.Size > 4) == (B.Size > 4) ||
                                  A.isDeclaration() || B.isDeclaration());
    case TypeKind::Array:
      if (A.Size != B.Size)
        return false;
      break;
    case TypeKind::Ptr:
    case TypeKind::Volatile:
    case TypeKind::Const:
    case TypeKind::Restrict:
    case TypeKind::TypeTag:
      break;
    case TypeKind::FuncProto:
      return equalProtos(A, B, Depth + 1);
    default:
      return false;
    }
    X = A.Ref;
    Y = B.Ref;
  }
}

PrototypeDifference LooseComparison::compare(const Prototype &A,
                                             const Prototype &B) {
  if (A.Params.size() != B.Params.size())
    return {PrototypeDifference::Count};
  StepsLeft = MaxSteps;
  if (!equal(A.Return, B.Return, 0))
    return {PrototypeDifference::Return};
  for (uint32_t I = 0; I < A.Params.size(); ++I)
    if (!equal(A.Params[I], B.Params[I], 0))
      return {PrototypeDifference::Param, I};
  return {};
}
