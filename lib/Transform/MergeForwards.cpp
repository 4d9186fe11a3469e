//===- MergeForwards.cpp - What forward declarations stand for --*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// First all types are partitioned as they are, which leaves a graph of
/// different types that is much smaller than the pool.
///
/// Whether a name has one definition depends on which types are equal, and that
/// on what declarations mean: struct a may have a pointer to "struct b;" in one
/// module and to a definition of b in another, and b likewise one to a. So
/// start with the assumption that every declared name has one definition:
/// partition with each declaration replaced by one of the definitions. Names
/// whose definitions come out different were assumed wrongly; their
/// declarations stand for themselves from then on. Repeat until nothing
/// changes. A name is only dropped if its definitions differ under every
/// assumption that can hold, so the result is the largest set of names that
/// holds, whichever definition was the replacement.
///
/// Kernels need one round. Inputs can be made that need one per name, so after
/// MaxRounds all names whose definitions differ as they are count as assumed
/// wrongly.
///
//===----------------------------------------------------------------------===//

#include "Transform/MergeForwards.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <numeric>

using namespace llvm;
using namespace btfgen;

/// A round costs as much as comparing all different types.
static constexpr unsigned MaxRounds = 16;

namespace {

/// The types with one tag: struct x, union x or enum x.
struct TagName {
  SmallVector<uint32_t, 1> Declarations, Definitions; ///< classes
};

/// Different types: the classes of a partition as a graph, in the order of
/// their first members.
struct Quotient {
  std::vector<uint32_t> ClassOf; ///< by PoolId
  std::vector<PoolId> First;     ///< by class
  ReferenceGraph Graph;          ///< by class
};

} // namespace

static uint32_t numClasses(ArrayRef<uint32_t> ClassOf) {
  return *std::max_element(ClassOf.begin(), ClassOf.end()) + 1;
}

static Quotient differentTypes(const TypePool &Pool) {
  Quotient Q;
  ReferenceGraph G = referenceGraph(Pool, References::Followed);
  Q.ClassOf = partition(G);
  std::vector<uint32_t> Number(numClasses(Q.ClassOf), UINT32_MAX);
  for (uint32_t Node = 0; Node != Pool.size(); ++Node) {
    uint32_t &Class = Number[Q.ClassOf[Node]];
    if (Class == UINT32_MAX) {
      Class = Q.First.size();
      Q.First.push_back(PoolId(Node));
    }
    Q.ClassOf[Node] = Class;
  }
  Q.Graph.RefStart.push_back(0);
  for (PoolId Node : Q.First) {
    Q.Graph.Local.push_back(G.Local[Node.index()]);
    for (uint32_t R = G.RefStart[Node.index()];
         R != G.RefStart[Node.index() + 1]; ++R)
      Q.Graph.Refs.push_back(Q.ClassOf[G.Refs[R]]);
    Q.Graph.RefStart.push_back(Q.Graph.Refs.size());
  }
  return Q;
}

/// ENUM and ENUM64 share their names.
static std::vector<TagName> tagNames(const TypePool &Pool, const Quotient &Q) {
  MapVector<uint64_t, TagName> Names;
  for (uint32_t Class = 0; Class != Q.First.size(); ++Class) {
    const BtfType T = Pool.type(Q.First[Class]);
    unsigned Kind = T.kind();
    bool IsDeclaration = isEnumKind(Kind) && T.vlen() == 0;
    if (Kind == BTF::BTF_KIND_ENUM64)
      Kind = BTF::BTF_KIND_ENUM;
    if (Kind == BTF::BTF_KIND_FWD) {
      IsDeclaration = true;
      Kind = T.isFwdUnion() ? BTF::BTF_KIND_UNION : BTF::BTF_KIND_STRUCT;
    }
    if (T.isAnonymous() || !(isCompositeKind(Kind) || isEnumKind(Kind)))
      continue;
    TagName &Name = Names[uint64_t(Pool.nameId(T)) << 8 | Kind];
    (IsDeclaration ? Name.Declarations : Name.Definitions).push_back(Class);
  }
  std::vector<TagName> Result;
  for (auto &[Key, Name] : Names)
    Result.push_back(std::move(Name));
  return Result;
}

static bool hasOneDefinition(const TagName &Name, ArrayRef<uint32_t> ClassOf) {
  return all_of(Name.Definitions, [&](uint32_t D) {
    return ClassOf[D] == ClassOf[Name.Definitions.front()];
  });
}

MergeClasses btfgen::classifyForMerge(const TypePool &Pool) {
  Quotient Q = differentTypes(Pool);
  const std::vector<TagName> Names = tagNames(Pool, Q);
  // By class of Q: what stands for it.
  std::vector<uint32_t> StandIn(Q.First.size());
  std::iota(StandIn.begin(), StandIn.end(), 0);
  std::vector<const TagName *> Assumed;
  for (const TagName &Name : Names) {
    if (Name.Declarations.empty() || Name.Definitions.empty())
      continue;
    Assumed.push_back(&Name);
    for (uint32_t D : Name.Declarations)
      StandIn[D] = Name.Definitions.front();
  }
  MergeClasses Result;
  std::vector<uint32_t> ClassOf;
  bool Changed = true;
  for (unsigned Round = 1; Changed; ++Round) {
    ReferenceGraph G = Q.Graph;
    for (uint32_t &Ref : G.Refs)
      Ref = StandIn[Ref];
    ClassOf = partition(G);
    auto Wrong =
        std::partition(Assumed.begin(), Assumed.end(), [&](const TagName *N) {
          return Round < MaxRounds ? hasOneDefinition(*N, ClassOf)
                                   : N->Definitions.size() == 1;
        });
    Changed = Wrong != Assumed.end();
    for (const TagName *Name : make_range(Wrong, Assumed.end())) {
      for (uint32_t D : Name->Declarations)
        StandIn[D] = D;
      Result.NumAmbiguous += Name->Declarations.size();
    }
    Assumed.erase(Wrong, Assumed.end());
  }
  for (const TagName *Name : Assumed)
    Result.NumDefined += Name->Declarations.size();
  Result.NumAmbiguousNames = count_if(Names, [&](const TagName &Name) {
    return !hasOneDefinition(Name, ClassOf);
  });
  Result.NumClasses = numClasses(ClassOf);
  Result.ClassOf.resize(Pool.size());
  Result.IsDefined.resize(Pool.size());
  for (uint32_t Node = 0; Node != Pool.size(); ++Node) {
    const uint32_t Own = Q.ClassOf[Node];
    Result.ClassOf[Node] = ClassOf[StandIn[Own]];
    Result.IsDefined[Node] = StandIn[Own] != Own;
  }
  return Result;
}
