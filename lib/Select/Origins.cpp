//===- Origins.cpp - What abstract instances say --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Functions are in the order of their DIEs, so they are found by bisection.
/// Parameters are not where functions are nested; for these there is an index.
///
//===----------------------------------------------------------------------===//

#include "Select/Origins.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

uint32_t Origins::functionAt(uint32_t Position) const {
  auto It = partition_point(
      U->Functions, [&](const FuncRecord &F) { return F.Position < Position; });
  return It != U->Functions.end() && It->Position == Position
             ? It - U->Functions.begin()
             : VoidRef;
}

uint32_t Origins::originOf(const FuncRecord &F) const {
  const uint32_t Position = F.Origin != VoidRef ? F.Origin : F.Specification;
  return Position == VoidRef ? VoidRef : functionAt(Position);
}

NameRef Origins::nameOf(uint32_t Func) const {
  for (unsigned Depth = 0; Func != VoidRef && Depth < MaxDepth; ++Depth) {
    if (NameRef Name = U->Functions[Func].Name)
      return Name;
    Func = originOf(U->Functions[Func]);
  }
  return 0;
}

uint32_t Origins::returnType(const FuncRecord &F, bool &Unreadable) const {
  const FuncRecord *From = &F;
  for (unsigned Depth = 0; From->Ref == VoidRef && Depth < MaxDepth; ++Depth) {
    const uint32_t Origin = originOf(*From);
    if (Origin == VoidRef)
      break;
    From = &U->Functions[Origin];
  }
  return typeAt(From->Ref, Unreadable);
}

bool Origins::paramAt(uint32_t Position, uint32_t LikelyFunc,
                      uint32_t LikelyIndex, ParamPlace &Place) {
  if (LikelyFunc != VoidRef) {
    const FuncRecord &F = U->Functions[LikelyFunc];
    Place = {F.FirstParam + LikelyIndex, LikelyFunc};
    if (LikelyIndex < F.NumParams &&
        U->Params[Place.Param].Position == Position)
      return true;
  }
  if (ByPosition.empty()) {
    // Functions inside functions have theirs before those of the outer one.
    for (uint32_t I = 0, E = U->Functions.size(); I < E; ++I) {
      const FuncRecord &F = U->Functions[I];
      for (uint32_t P = F.FirstParam; P < F.FirstParam + F.NumParams; ++P)
        ByPosition.push_back({U->Params[P].Position, {P, I}});
    }
    llvm::sort(ByPosition, less_first());
  }
  auto It = partition_point(ByPosition,
                            [&](const auto &P) { return P.first < Position; });
  if (It == ByPosition.end() || It->first != Position)
    return false;
  Place = It->second;
  return true;
}

const ParamRecord &Origins::described(ParamPlace Place) {
  const ParamRecord *P = &U->Params[Place.Param];
  for (unsigned Depth = 0;
       Depth < MaxDepth && P->Ref == VoidRef && P->Origin != VoidRef &&
       paramAt(P->Origin, VoidRef, 0, Place);
       ++Depth)
    P = &U->Params[Place.Param];
  return *P;
}

uint32_t Origins::typeAt(uint32_t Position, bool &Unreadable) const {
  const uint32_t Type = Reader->resolve(Position);
  if (Type == VoidRef)
    return VoidRef;
  if (Type != UnreadableRef && (U->Types[Type].Kind != TypeKind::Unsupported ||
                                U->Types[Type].Size != ReasonUnreadable))
    return Type;
  Unreadable = true;
  return VoidRef;
}
