//===- Refine.cpp - Types that reach an ambiguous name --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three units of a program:
///
///     // one.c                 // two.c                 // three.c
///     struct req { int a; };   struct req { long b; };  struct req;
///     struct job {             struct job {             struct job {
///       struct req *r; };        struct req *r; };        struct req *r; };
///
/// The name req has two meanings, so what reaches it (job, pointers to both)
/// depends on the unit. By content there is one class of job. Here it becomes
///
/// 1. nodes: a class together with what its references mean, nodes in turn, or
///    classes that reach no ambiguous name and mean the same everywhere. Units
///    in which a class can only be the same have one node of it together: see
///    RefineNodes.cpp. So job has two here: one.c and three.c share one.
/// 2. Nodes from which the same tree can be reached become one (partition
///    refinement, Partition.h).
/// 3. With a base, nodes that it has are its types: see RefineBase.cpp.
/// 4. In the order of first occurrence, each struct, union and typedef (the
///    candidate) is compared with those of its name that were found before (the
///    canonical ones): they are the same if its graph can be laid over the
///    other's. A hypothesis says for each node of the canonical graph which one
///    of the candidate's lies over it. Where a struct or union is declared:
///
///        candidate    canonical
///        declaration  declaration  one node from the start
///        declaration  definition   agree; once all else does, the declaration
///                                  means this definition, for good. So
///                                  three.c has the job and the req of one.c
///        definition   declaration  likewise. With the units the other way
///                                  round, two.c would be compared with
///                                  three.c first, and its req would be meant;
///                                  one.c then meets that, and has its own job
///        definition   definition   as what they contain does
///
///    An enum's declaration agrees with every definition, and is never bound to
///    one in this way. All of this is how libbpf decides, which is the measure
///    of what a kernel's BTF consists of, but for one thing: to libbpf a
///    declaration of the candidate agrees with every definition, even after it
///    was bound to another one. Then what is the same as the candidate is not
///    the same as what the candidate became, and a unit is told what another
///    one says (test/dedup/declaration-means-one.c). Here, what a declaration
///    means is compared, from then on and on both sides; and a type of the base
///    is what the base says, whatever our declarations below it mean. So being
///    the same is an equivalence, but for enums' declarations.
/// 5. A declaration that nothing has settled means the only definition of its
///    name, if there is just one.
/// 6. Pointers, arrays and the like are the same if they refer to the same.
///
/// In step 4 there is nothing to find for two nodes that reach no declaration
/// without a meaning: these are the same only if step 2 has found it.
///
/// Steps 2 to 6 are repeated until nothing changes: a declaration that has got
/// its meaning may have made two types equal that were not when they were
/// compared.
///
/// Why it ends: a comparison gives each canonical node one hypothesis. If it
/// meets that node again, it compares the hypothesis with what lies over the
/// node now, to a depth of 16 (identical()), and goes no further: a cycle of
/// types is walked once. Each round but the last leaves fewer nodes. A kernel
/// needs two rounds and some hundred comparisons. Input that is made to need
/// more ends at MaxRounds, MaxNesting and StepsLeft: what was not compared by
/// then stays apart.
///
/// libbpf's dedup walks in the same way, since which types a declaration joins
/// depends on the order of the comparisons. It differs in how much it walks:
/// every struct of every unit, where this compares nodes, of which there are
/// about as many as affected classes. It also differs in the order: here, what
/// most units agree on gives declarations their meaning before the others are
/// looked at. With a base it differs in the result, too: see RefineBase.cpp.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Refiner.h"

#include "Support/Referrers.h"
#include "llvm/ADT/STLExtras.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

// --- Graph equivalence -----------------------------------------------------

/// What \p Ref was found equal to: itself, another node, or a class.
uint32_t Refiner::resolve(uint32_t Ref) const {
  while (Ref != VoidRef && (Ref & NodeBit) && Map[Ref & ~NodeBit] != Ref)
    Ref = Map[Ref & ~NodeBit];
  return Ref;
}

/// Whether \p Ref is a declaration that means nothing so far.
bool Refiner::isOpen(uint32_t Ref) const {
  return Ref != VoidRef && (Ref & NodeBit) &&
         Nodes[Ref & ~NodeBit].IsDeclaration && !BaseId[Ref & ~NodeBit] &&
         Map[Ref & ~NodeBit] == Ref;
}

/// Whether comparisons look at what \p Ref refers to: not at that of a type of
/// the base, which is what the base says, whatever our declarations mean.
bool Refiner::isWalked(uint32_t Ref) const {
  return Ref != VoidRef && (Ref & NodeBit) &&
         !Nodes[Ref & ~NodeBit].IsDeclaration && !BaseId[Ref & ~NodeBit];
}

/// What \p Ref means, if it is a declaration that has got a meaning.
uint32_t Refiner::meaningOf(uint32_t Ref) const {
  const bool IsDeclaration =
      Ref != VoidRef && (Ref & NodeBit) && Nodes[Ref & ~NodeBit].IsDeclaration;
  return IsDeclaration ? resolve(Ref) : Ref;
}

/// Whether \p N is compared with others of its name.
bool Refiner::isCandidate(uint32_t N) const {
  const TypeKind K = Nodes[N].Kind;
  return !Nodes[N].IsDeclaration &&
         (K == TypeKind::Struct || K == TypeKind::Union ||
          K == TypeKind::Typedef);
}

/// Whether two nodes agree in everything but references.
bool Refiner::shallowEqual(uint32_t A, uint32_t B) const {
  if (Nodes[A].Class == Nodes[B].Class)
    return true;
  const TypeRecord &X = classOf(A), &Y = classOf(B);
  if (X.Kind != Y.Kind || X.Name != Y.Name || X.Size != Y.Size ||
      X.Flags != Y.Flags || X.Count != Y.Count)
    return false;
  for (uint32_t I = 0; I < X.Count; ++I)
    if (X.Items[I].Name != Y.Items[I].Name || X.Items[I].A != Y.Items[I].A ||
        X.Items[I].B != Y.Items[I].B)
      return false;
  return true;
}

/// Equal for nodes that are shallowEqual(), so that thousands of definitions of
/// one name are not compared two by two.
uint64_t Refiner::shallowKey(uint32_t N) {
  ShallowKeys.resize(In.Classes.size());
  uint64_t &Key = ShallowKeys[Nodes[N].Class];
  if (Key)
    return Key;
  return Key = shallowHash(classOf(N)).finish().Lo;
}

/// Two types of one unit that the compiler wrote twice: the same tree, to a
/// depth of 16 as in libbpf.
bool Refiner::identical(uint32_t A, uint32_t B, unsigned Depth,
                        unsigned Nesting) {
  if (resolve(A) == resolve(B))
    return true;
  A = meaningOf(A), B = meaningOf(B);
  if (Depth == 0 || StepsLeft == 0 || Nesting == MaxNesting || !isWalked(A) ||
      !isWalked(B))
    return false;
  // Without this, each path to a pair would be walked.
  if (Identical.contains({A, B}))
    return true;
  --StepsLeft;
  const uint32_t X = A & ~NodeBit, Y = B & ~NodeBit;
  if (!shallowEqual(X, Y) ||
      !identical(Nodes[X].Ref, Nodes[Y].Ref, Depth, Nesting + 1))
    return false;
  for (uint32_t I = 0, E = numItems(X); I < E; ++I)
    if (!identical(itemRef(X, I), itemRef(Y, I), Depth - 1, Nesting + 1))
      return false;
  Identical.insert({A, B});
  return true;
}

/// Assumes that node \p N and \p Ref are the same; false if \p N is assumed to
/// be something else.
bool Refiner::assume(uint32_t N, uint32_t Ref, unsigned Depth) {
  if (Hypothesis[N] != VoidRef)
    return identical(Hypothesis[N], Ref, 16, Depth);
  Hypothesis[N] = Ref;
  Assumed.push_back(N);
  return true;
}

/// Whether the graph at \p Candidate can be laid over the one at \p Canonical,
/// given the hypotheses made so far; adds to them.
bool Refiner::equivalent(uint32_t Candidate, uint32_t Canonical,
                         unsigned Depth) {
  if (resolve(Candidate) == resolve(Canonical))
    return true;
  Candidate = meaningOf(Candidate), Canonical = meaningOf(Canonical);
  if (Candidate == VoidRef || !(Candidate & NodeBit) || Canonical == VoidRef ||
      !(Canonical & NodeBit) || Depth == MaxNesting || StepsLeft == 0)
    return false;
  --StepsLeft;
  const uint32_t N = Candidate & ~NodeBit, C = Canonical & ~NodeBit;
  if (Nodes[N].Kind != Nodes[C].Kind || classOf(N).Name != classOf(C).Name)
    return false;
  // An enum's declaration agrees with every definition.
  if (isOpen(Candidate))
    return Nodes[N].Kind == TypeKind::Enum || assume(N, Canonical, Depth);
  if (isOpen(Canonical))
    return Nodes[C].Kind == TypeKind::Enum || assume(C, Candidate, Depth);
  if (!isWalked(Candidate) || !isWalked(Canonical))
    return false;
  if (Hypothesis[C] != VoidRef)
    return assume(C, Candidate, Depth);
  assume(C, Candidate, Depth);
  if (!shallowEqual(N, C) || !equivalent(Nodes[N].Ref, Nodes[C].Ref, Depth + 1))
    return false;
  for (uint32_t I = 0, E = numItems(N); I < E; ++I)
    if (!equivalent(itemRef(N, I), itemRef(C, I), Depth + 1))
      return false;
  return true;
}

/// After a success: what was assumed on the way is known now.
void Refiner::keepHypotheses() {
  auto IsAggregate = [&](uint32_t Ref) {
    TypeKind K = classOf(Ref & ~NodeBit).Kind;
    return K == TypeKind::Struct || K == TypeKind::Union;
  };
  for (uint32_t C : Assumed) {
    uint32_t Target = resolve(Hypothesis[C]);
    uint32_t Canonical = resolve(NodeBit | C);
    if (Target == Canonical)
      continue;
    bool TargetDeclared = isOpen(Target);
    bool CanonicalDeclared = isOpen(Canonical);
    if (!TargetDeclared && CanonicalDeclared)
      Map[Canonical & ~NodeBit] = Target;
    else if (TargetDeclared && !CanonicalDeclared)
      Map[Target & ~NodeBit] = Canonical;
    else if (!TargetDeclared && !CanonicalDeclared && IsAggregate(Target) &&
             Settled[Canonical & ~NodeBit] && !Settled[Target & ~NodeBit]) {
      Map[Target & ~NodeBit] = Canonical;
      Settled[Target & ~NodeBit] = true;
    }
  }
}

// --- All types -------------------------------------------------------------

/// Settles structs, unions and typedefs.
void Refiner::mergeAggregates() {
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    if (!isCandidate(N) || Settled[N])
      continue;
    if (Map[N] != (NodeBit | N)) {
      Settled[N] = true;
      continue;
    }
    Alternatives &Others = Canonical[shallowKey(N)];
    // Where all has its meaning, what is the same is known to be.
    for (uint32_t Other : ReachesOpen[N] ? Others.All : Others.Open) {
      if (StepsLeft == 0)
        break;
      if (!shallowEqual(N, Other))
        continue;
      for (uint32_t A : Assumed)
        Hypothesis[A] = VoidRef;
      Assumed.clear();
      if (!equivalent(NodeBit | N, NodeBit | Other, 0))
        continue;
      keepHypotheses();
      Map[N] = NodeBit | Other;
      break;
    }
    Settled[N] = true;
    if (Map[N] != (NodeBit | N))
      continue;
    Others.All.push_back(N);
    if (ReachesOpen[N])
      Others.Open.push_back(N);
  }
}

/// Declaration \p N means the one definition of its name, where there is just
/// one among the base's and our \p NumOwn, of which \p FirstOwn is one. To an
/// enum's, the first definition will do: libbpf takes it, too.
void Refiner::resolveDeclaration(uint32_t N, uint32_t FirstOwn,
                                 unsigned NumOwn) {
  const TypeRecord &C = classOf(N);
  const bool IsEnum = C.Kind == TypeKind::Enum;
  BaseName InBase;
  if (In.Base)
    InBase = In.Names[In.NameOf[Nodes[N].Class]].InBase;
  // Of structs and unions together.
  const bool IsOnly =
      InBase.Definitions.size() + InBase.HasOtherKind + NumOwn == 1;
  if (!InBase.Definitions.empty() && (IsOnly || IsEnum))
    setBaseId(N, InBase.Definitions[0]);
  else if (NumOwn && (IsOnly || IsEnum) && classOf(FirstOwn).Kind == C.Kind)
    Map[N] = NodeBit | FirstOwn;
  else if (InBase.Declaration)
    setBaseId(N, InBase.Declaration);
}

/// Settles the declarations that no graph has settled.
void Refiner::resolveDeclarations() {
  struct Definitions {
    uint32_t First = VoidRef;
    unsigned Num = 0;
  };
  DenseMap<uint32_t, Definitions> Own, Enums; // by NameRef
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeRecord &C = classOf(N);
    // Those of the base are counted there.
    if (C.isDeclaration() || !C.isByName() || Map[N] != (NodeBit | N) ||
        BaseId[N])
      continue;
    Definitions &D = (C.Kind == TypeKind::Enum ? Enums : Own)[C.Name];
    if (++D.Num == 1)
      D.First = N;
  }
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeRecord &C = classOf(N);
    if (!C.isDeclaration() || Map[N] != (NodeBit | N) || BaseId[N])
      continue;
    const Definitions D =
        (C.Kind == TypeKind::Enum ? Enums : Own).lookup(C.Name);
    resolveDeclaration(N, D.First, D.Num);
  }
}

/// Pointers, arrays and the like are equal if their targets are the same.
void Refiner::mergeReferenceType(uint32_t Root) {
  auto IsPending = [&](uint32_t Ref) {
    return Ref != VoidRef && (Ref & NodeBit) && !Settled[Ref & ~NodeBit];
  };
  Work.push_back(Root);
  while (!Work.empty()) {
    uint32_t N = Work.back();
    if (Settled[N]) {
      Work.pop_back();
      continue;
    }
    size_t Before = Work.size();
    if (IsPending(Nodes[N].Ref))
      Work.push_back(Nodes[N].Ref & ~NodeBit);
    for (uint32_t I = 0, E = numItems(N); I < E; ++I)
      if (IsPending(itemRef(N, I)))
        Work.push_back(itemRef(N, I) & ~NodeBit);
    if (Work.size() != Before)
      continue;
    Work.pop_back();
    Settled[N] = true;
    const TypeRecord &C = classOf(N);
    if (In.Base && !BaseId[N])
      if (const uint32_t Id = findRecordInBase(N))
        setBaseId(N, Id);
    if (BaseId[N])
      continue;
    Hasher128 H(static_cast<uint64_t>(C.Kind) | C.Flags << 8);
    H.add(static_cast<uint64_t>(C.Size) << 32 | C.Name, resolve(Nodes[N].Ref));
    for (uint32_t I = 0; I < C.Count; ++I) {
      const Item &M = C.Items[I];
      H.add(static_cast<uint64_t>(M.A) << 32 | M.Name,
            static_cast<uint64_t>(M.B) << 32 |
                (numItems(N) ? resolve(itemRef(N, I)) : VoidRef));
    }
    Key128 Key = H.finish();
    auto [It, New] = ByContent.try_emplace({Key.Lo, Key.Hi}, N);
    if (New)
      continue;
    // Nodes ascend by occurrence, the walk below them does not: keep the
    // lowest.
    uint32_t Other = It->second;
    if (Nodes[N].FirstSeen < Nodes[Other].FirstSeen) {
      Map[Other] = NodeBit | N;
      It->second = N;
    } else {
      Map[N] = NodeBit | Other;
    }
  }
}

void Refiner::mergeReferenceTypes() {
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeRecord &C = classOf(N);
    // Structs, unions, typedefs and declarations are settled by now.
    bool Aggregate = C.Kind == TypeKind::Struct || C.Kind == TypeKind::Union ||
                     C.Kind == TypeKind::Typedef || C.isDeclaration();
    Settled[N] = Aggregate || BaseId[N];
  }
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (!Settled[N])
      mergeReferenceType(N);
}

/// What was found equal becomes one node, and references refer to that.
void Refiner::compact() {
  std::vector<uint32_t> IndexOf(Nodes.size(), VoidRef);
  uint32_t Num = 0;
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (Map[N] == (NodeBit | N))
      IndexOf[N] = Num++;
  auto Final = [&](uint32_t Ref) {
    Ref = resolve(Ref);
    return Ref != VoidRef && (Ref & NodeBit) ? NodeBit | IndexOf[Ref & ~NodeBit]
                                             : Ref;
  };
  Graph.TypeOf.forEach(
      [&](uint32_t, uint32_t &N) { N = Final(NodeBit | N) & ~NodeBit; });
  // References move down, over those of nodes that are gone.
  std::vector<uint32_t> &ItemRefs = Graph.ItemRefs;
  size_t NextItem = 0;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    if (IndexOf[N] == VoidRef)
      continue;
    Node Kept = Nodes[N];
    Kept.Ref = Final(Kept.Ref);
    for (uint32_t I = 0; I < Kept.NumItems; ++I)
      ItemRefs[NextItem + I] = Final(itemRef(N, I));
    Kept.FirstItem = NextItem;
    NextItem += Kept.NumItems;
    BaseId[IndexOf[N]] = BaseId[N];
    Nodes[IndexOf[N]] = Kept;
  }
  Nodes.resize(Num);
  ItemRefs.resize(NextItem);
  BaseId.resize(Num);
}

/// Whether the class of each node is another one, and all refer by name: then
/// what differs in content differs as a graph. Two nodes that reach the same
/// tree refer to the same kinds and names, and so are of one class. A module
/// mostly has nodes only because of its base's names, and these are such.
bool Refiner::doAllDiffer() const {
  BitVector HasNode(In.Classes.size());
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    if (HasNode[Nodes[N].Class] || classOf(N).RefersExactly)
      return false;
    HasNode.set(Nodes[N].Class);
  }
  return true;
}

/// Nodes from which the same tree of types can be reached are the same.
void Refiner::mergeBisimilar() {
  const std::vector<uint32_t> Lowest = findBisimilar(Graph, In.Classes, BaseId);
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (Lowest[N] != N && !BaseId[N])
      Map[N] = NodeBit | Lowest[N];
}

/// Notes from which nodes a declaration can be reached that means nothing so
/// far.
void Refiner::findOpen() {
  const Referrers<> ReferTo(Nodes.size(), [&](auto Visit) {
    auto VisitRef = [&](uint32_t Ref, uint32_t From) {
      if (Ref != VoidRef && (Ref & NodeBit))
        Visit(Ref & ~NodeBit, From);
    };
    for (uint32_t N = 0; N < Nodes.size(); ++N) {
      if (BaseId[N])
        continue;
      VisitRef(Nodes[N].Ref, N);
      for (uint32_t I = 0, E = numItems(N); I < E; ++I)
        VisitRef(itemRef(N, I), N);
    }
  });
  ReachesOpen.reset();
  ReachesOpen.resize(Nodes.size());
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (isOpen(NodeBit | N)) {
      ReachesOpen.set(N);
      Work.push_back(N);
    }
  while (!Work.empty()) {
    const uint32_t N = Work.back();
    Work.pop_back();
    for (uint32_t From : ReferTo.of(N))
      if (!ReachesOpen[From]) {
        ReachesOpen.set(From);
        Work.push_back(From);
      }
  }
}

RefineResult Refiner::finish() {
  RefineResult R;
  R.NumUnusual = Graph.NumUnusual;
  R.TypeOf = std::move(Graph.TypeOf);
  R.TypeOf.forEach([](uint32_t, uint32_t &Type) { Type |= NodeBit; });
  R.Types.reserve(Nodes.size());
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    R.Types.push_back({Nodes[N].Class, Nodes[N].FirstSeen, BaseId[N],
                       Nodes[N].Ref, Nodes[N].FirstItem, Nodes[N].NumItems});
  R.ItemRefs = std::move(Graph.ItemRefs);
  return R;
}

/// Forgets what was found equal but for the base's types.
void Refiner::forget() {
  Map.resize(Nodes.size());
  std::iota(Map.begin(), Map.end(), NodeBit);
  Settled.assign(Nodes.size(), false);
  Hypothesis.assign(Nodes.size(), VoidRef);
  BaseId.resize(Nodes.size());
  NodeOfBaseId.clear();
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (BaseId[N])
      setBaseId(N, BaseId[N]);
}

void Refiner::startRound() {
  Assumed.clear();
  Canonical.clear();
  Identical.clear();
  ByContent.clear();
  forget();
  if (!AllDiffer) {
    mergeBisimilar();
    compact();
    forget();
  }
  if (In.Base) {
    findInBase();
    if (!AllDiffer)
      mergeBisimilar();
  }
  findOpen();
}

RefineResult Refiner::run() {
  // Declarations that have got a meaning may have made others equal. A kernel
  // needs two rounds, of which the second finds nothing.
  size_t Before = SIZE_MAX;
  for (unsigned Round = 0; Round < MaxRounds && Nodes.size() < Before;
       ++Round) {
    Before = Nodes.size();
    startRound();
    mergeAggregates();
    resolveDeclarations();
    mergeReferenceTypes();
    compact();
  }
  return finish();
}

RefineResult btfgen::refineAmbiguous(const RefineInput &In) {
  return Refiner(In, makeNodes(In)).run();
}

uint32_t GroupTypes::find(size_t Group, uint32_t Class) const {
  const ArrayRef<Entry> Here = of(Group);
  auto It =
      partition_point(Here, [&](const Entry &E) { return E.Class < Class; });
  if (It != Here.end() && It->Class == Class)
    return It->Type;
  return Common[Class];
}
