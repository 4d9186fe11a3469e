//===- UnitTypes.cpp - What a unit yields ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/UnitTypes.h"

using namespace btfgen;

void UnitTypes::clear() {
  Types.clear();
  FirstCopy = NumCopies = 0;
  Items.clear();
  Tags.clear();
  Functions.clear();
  Params.clear();
  FunctionTags.clear();
  Variables.clear();
  VariableTags.clear();
  Calls.clear();
  Units.clear();
  NumDangling = 0;
}

uint32_t btfgen::skipModifiers(const UnitTypes &U, uint32_t Type) {
  for (unsigned Depth = 0; Type != VoidRef && Depth < MaxModifiers; ++Depth) {
    const LocalType &T = U.Types[Type];
    if (!isModifier(T.Kind) && T.Kind != TypeKind::Alias)
      return Type;
    Type = T.Ref;
  }
  return VoidRef;
}

uint64_t btfgen::argumentSize(const UnitTypes &U, uint32_t Type,
                              unsigned WordSize) {
  for (unsigned Depth = 0; Depth < MaxModifiers; ++Depth) {
    Type = skipModifiers(U, Type);
    if (Type == VoidRef)
      return 0;
    const LocalType &T = U.Types[Type];
    switch (T.Kind) {
    case TypeKind::Ptr:
      return WordSize;
    case TypeKind::Array:
    case TypeKind::FuncProto:
      Type = T.Ref;
      continue;
    case TypeKind::Unsupported:
      return 0; // its Size is a reason
    default:
      return T.Size;
    }
  }
  return 0;
}
