//===- RefineBase.cpp - Ambiguous names and a base ------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the base has is the base's: before types are compared with each other,
// they are compared with those of the base of their name. On either side, a
// declaration agrees with a definition.
//
//===----------------------------------------------------------------------===//

#include "BTF/Refiner.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

/// Marks nodes that cannot be in the base: they reach what it does not have.
std::vector<bool> Refiner::findUnknownToBase() const {
  std::vector<std::vector<uint32_t>> Referrers(Nodes.size());
  std::vector<bool> Unknown(Nodes.size());
  std::vector<uint32_t> Work;
  auto Mark = [&](uint32_t N) {
    if (!Unknown[N])
      Work.push_back(N);
    Unknown[N] = true;
  };
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const uint32_t Class = Nodes[N].Class;
    auto Reach = [&](uint32_t Ref) {
      if (Ref == VoidRef)
        return;
      if (Ref & NodeBit)
        Referrers[Ref & ~NodeBit].push_back(N);
      else if (!In.BaseOf[Ref])
        Mark(N);
    };
    if (uint32_t Name = In.NameOf[Class]; Name != VoidRef) {
      const NameClasses &NC = In.Names[Name];
      if (classOf(N).isDeclaration()
              ? !NC.InBase.exists()
              : !NC.InBase.Declaration && !is_contained(NC.SameInBase, Class))
        Mark(N);
    }
    Reach(Nodes[N].Ref);
    for (uint32_t I = 0, E = numItems(N); I < E; ++I)
      Reach(itemRef(N, I));
  }
  while (!Work.empty()) {
    const uint32_t N = Work.back();
    Work.pop_back();
    for (uint32_t R : Referrers[N])
      Mark(R);
  }
  return Unknown;
}

/// Whether the graph at \p Ref can be laid over the base's at \p Id, given the
/// hypotheses made so far; adds to them.
bool Refiner::inBase(uint32_t Ref, uint32_t Id, unsigned Depth) {
  if (Ref == VoidRef || Id == 0)
    return Ref == VoidRef && Id == 0;
  if (!(Ref & NodeBit))
    return In.BaseOf[Ref] == Id;
  const uint32_t N = Ref & ~NodeBit;
  if (BaseId[N])
    return BaseId[N] == Id;
  const TypeClass &T = classOf(N);
  constexpr unsigned MaxDepth = 20000;
  if (Depth > MaxDepth)
    return false;
  if (T.isByName()) {
    const BaseName &B = In.Names[In.NameOf[Nodes[N].Class]].InBase;
    if (Id == B.Declaration)
      return true;
    if (T.isDeclaration())
      return is_contained(B.Definitions, Id);
  }
  if (Hypothesis[N] != VoidRef)
    return Hypothesis[N] == Id;
  const BtfFile &Base = In.Base->index().file();
  if (T.Kind == TypeKind::Array && In.Base->index().flattensArrays()) {
    uint64_t Count = 1;
    for (unsigned Dims = 0; Ref != VoidRef && (Ref & NodeBit) && Dims < 32 &&
                            classOf(Ref & ~NodeBit).Kind == TypeKind::Array;
         ++Dims, Ref = Nodes[Ref & ~NodeBit].Ref)
      Count *= classOf(Ref & ~NodeBit).Size;
    return Base.type(BtfId(Id)).is(BTF::BTF_KIND_ARRAY) &&
           Count == flattenBaseArray(Base, Id) && inBase(Ref, Id, Depth + 1);
  }
  if (!In.Base->isSameShallow(T, Id))
    return false;
  Hypothesis[N] = Id;
  Assumed.push_back(N);
  if (T.Kind == TypeKind::Enum)
    return true;
  if (!inBase(Nodes[N].Ref, baseTarget(Base, Id), Depth + 1))
    return false;
  for (uint32_t I = 0, E = numItems(N); I < E; ++I)
    if (!inBase(itemRef(N, I), baseItemType(Base, Id, I), Depth + 1))
      return false;
  return true;
}

void Refiner::setBaseId(uint32_t Node, uint32_t Id) {
  BaseId[Node] = Id;
  Map[Node] = NodeBit | NodeOfBaseId.try_emplace(Id, Node).first->second;
  Settled[Node] = true;
}

uint32_t Refiner::baseIdOf(uint32_t Ref) const {
  Ref = resolve(Ref);
  return Ref & NodeBit ? BaseId[Ref & ~NodeBit] : In.BaseOf[Ref];
}

void Refiner::findInBase() {
  const std::vector<bool> Unknown = findUnknownToBase();
  // Of a graph that agrees, these are the base's. A pointer is only if its
  // target is: it may be our definition where the base has a declaration.
  auto IsRoot = [](TypeKind Kind) {
    return Kind == TypeKind::Struct || Kind == TypeKind::Union ||
           Kind == TypeKind::Enum || Kind == TypeKind::Typedef;
  };
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &T = classOf(N);
    if (!IsRoot(T.Kind) || BaseId[N] || Unknown[N] || T.isDeclaration())
      continue;
    In.Base->findSimilar(T, [&](uint32_t Id) {
      const bool Found = inBase(NodeBit | N, Id, 0);
      for (uint32_t A : Assumed) {
        if (Found && IsRoot(classOf(A).Kind))
          setBaseId(A, Hypothesis[A]);
        Hypothesis[A] = VoidRef;
      }
      Assumed.clear();
      return Found;
    });
  }
}

/// Whether declaration \p N means a type of the base: its one definition, if
/// we have \p None of our own, or its declaration, if there are several.
bool Refiner::declaredInBase(uint32_t N, bool HaveOwn) {
  const TypeClass &C = classOf(N);
  const BaseName &Here = In.Names[In.NameOf[Nodes[N].Class]].InBase;
  if (C.Kind == TypeKind::Enum) {
    if (!Here.Definitions.empty())
      setBaseId(N, Here.Definitions[0]);
    return BaseId[N];
  }
  const BaseName There = In.Base->find(
      C.Kind == TypeKind::Struct ? TypeKind::Union : TypeKind::Struct, C.Name);
  const size_t InBase = Here.Definitions.size() + There.Definitions.size();
  if (InBase == 0 && HaveOwn)
    return false; // as without a base
  if (InBase == 1 && !HaveOwn && !Here.Definitions.empty())
    setBaseId(N, Here.Definitions[0]);
  else if (Here.Declaration)
    setBaseId(N, Here.Declaration);
  return true;
}
