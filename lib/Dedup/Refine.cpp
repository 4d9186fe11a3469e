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
/// 1. a node per surrounding, that is, per set of such classes that some unit
///    has: three nodes. A node's references are nodes of its surrounding, or
///    classes that reach no ambiguous name and mean the same everywhere.
/// 2. Nodes that span the same tree are one: surroundings mostly differ in what
///    a given type does not reach.
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
///    of what a kernel's BTF consists of.
/// 5. A declaration that nothing has settled means the only definition of its
///    name, if there is just one.
/// 6. Pointers, arrays and the like are the same if they refer to the same.
///
/// Steps 3 to 6 are repeated until nothing changes: a declaration that has got
/// its meaning may have made two types equal that were not when they were
/// compared.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Refiner.h"

#include "Support/Parallel.h"
#include "Support/Partition.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

// --- Surroundings ----------------------------------------------------------

/// The affected classes of a group, ascending, with where each is first.
Refiner::ClassList Refiner::affectedIn(size_t Group) const {
  ClassList List;
  In.Classes.forEachClassOf(Group, [&](uint32_t L, uint32_t Class) {
    if (In.Affected[Class])
      List.push_back({Class, static_cast<uint64_t>(Group) << 32 | L});
  });
  llvm::sort(List);
  List.erase(std::unique(List.begin(), List.end(),
                         [](auto &A, auto &B) { return A.first == B.first; }),
             List.end());
  return List;
}

/// Groups that have the same affected classes resolve their names alike.
void Refiner::findContexts() {
  const size_t NumGroups = In.Classes.numGroups();
  std::vector<ClassList> Lists(NumGroups);
  parallelFor(NumGroups, In.Threads,
              [&](size_t G, unsigned) { Lists[G] = affectedIn(G); });
  ContextOf.resize(NumGroups);
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  for (size_t G = 0; G < NumGroups; ++G) {
    Hasher128 H(Lists[G].size());
    for (auto &[Class, Seen] : Lists[G])
      H.add(Class, 0);
    Key128 Key = H.finish();
    auto [It, New] = Known.try_emplace({Key.Lo, Key.Hi}, Contexts.size());
    ContextOf[G] = It->second;
    // Groups ascend, so the first to have a context has the lowest occurrences.
    if (New)
      Contexts.push_back(std::move(Lists[G]));
  }
}

/// What a reference to \p Class means in a surrounding whose classes have the
/// nodes \p NodeOf: that class itself where the surrounding has it as a
/// definition, else the definition of its name that it has, else the
/// declaration.
uint32_t Refiner::targetIn(ArrayRef<uint32_t> NodeOf, uint32_t Class) const {
  if (Class == VoidRef)
    return VoidRef;
  if (!In.Affected[Class])
    return In.Representative[Class];
  auto Find = [&](uint32_t C) {
    return NodeOf[C] == VoidRef ? VoidRef : NodeBit | NodeOf[C];
  };
  const uint32_t Name = In.NameOf[Class];
  if (Name == VoidRef || !In.Classes[ClassId(Class)].isDeclaration())
    if (uint32_t Own = Find(Class); Own != VoidRef)
      return Own;
  if (Name == VoidRef)
    return VoidRef;
  for (uint32_t Definition : In.Names[Name].Definitions)
    if (uint32_t There = Find(Definition); There != VoidRef)
      return There;
  uint32_t Declaration = In.Names[Name].Declaration;
  return Declaration == VoidRef ? VoidRef
                                : NodeBit | DeclarationNode.lookup(Declaration);
}

void Refiner::makeNodes() {
  size_t NumItems = 0;
  auto AddNode = [&](uint32_t Class, uint64_t Seen) {
    const TypeClass &C = In.Classes[ClassId(Class)];
    Node N;
    N.Class = Class;
    N.Kind = C.Kind;
    N.IsDeclaration = C.isDeclaration();
    N.FirstSeen = Seen;
    N.FirstItem = NumItems;
    N.NumItems = C.isDeclaration() || C.Kind == TypeKind::Enum ? 0 : C.Count;
    NumItems += N.NumItems;
    Nodes.push_back(N);
    return static_cast<uint32_t>(Nodes.size() - 1);
  };
  // A declaration says the same everywhere: one node. (libbpf merges all
  // declarations of a name before it looks at structs.)
  for (uint32_t C = 0; C < In.Classes.size(); ++C)
    if (In.Affected[C] && In.Classes[ClassId(C)].isDeclaration())
      DeclarationNode[C] = AddNode(C, In.FirstSeen[C]);
  const uint32_t NumDeclarations = Nodes.size();
  for (const ClassList &Context : Contexts) {
    TypeOf.Start.push_back(TypeOf.Entries.size());
    for (auto &[Class, Seen] : Context)
      TypeOf.Entries.push_back(
          {Class, In.Classes[ClassId(Class)].isDeclaration()
                      ? DeclarationNode.lookup(Class)
                      : AddNode(Class, Seen)});
  }
  TypeOf.Start.push_back(TypeOf.Entries.size());
  ItemRefs.resize(NumItems);
  std::vector<std::vector<uint32_t>> NodesOf(In.Threads);
  parallelFor(Contexts.size(), In.Threads, [&](size_t X, unsigned Worker) {
    std::vector<uint32_t> &NodeOf = NodesOf[Worker];
    NodeOf.resize(In.Classes.size(), VoidRef);
    for (auto &[Class, N] : TypeOf.of(X))
      NodeOf[Class] = N;
    for (auto &[Class, N] : TypeOf.of(X)) {
      if (N < NumDeclarations)
        continue;
      const TypeClass &C = In.Classes[ClassId(Class)];
      Nodes[N].Ref = targetIn(NodeOf, C.Ref);
      for (uint32_t I = 0; I < Nodes[N].NumItems; ++I)
        ItemRefs[Nodes[N].FirstItem + I] = targetIn(NodeOf, C.Items[I].Ref);
    }
    for (auto &[Class, N] : TypeOf.of(X))
      NodeOf[Class] = VoidRef;
  });
}

/// Most surroundings differ in nothing that a given type can reach. Nodes whose
/// unfoldings are the same tree become one; the lowest occurrence stays.
void Refiner::collapseBisimilar() {
  const uint32_t Num = Nodes.size();
  if (ItemRefs.size() + Num > UINT32_MAX)
    return; // of no kernel: all are compared below
  ReferenceGraph Graph;
  Graph.Local.resize(Num);
  Graph.RefStart.reserve(Num + 1);
  for (uint32_t N = 0; N < Num; ++N) {
    Graph.RefStart.push_back(Graph.Refs.size());
    Hasher128 H(Nodes[N].Class);
    auto Add = [&](uint32_t Ref) {
      const bool IsNode = Ref != VoidRef && (Ref & NodeBit);
      H.add(IsNode, IsNode ? 0 : Ref);
      if (IsNode)
        Graph.Refs.push_back(Ref & ~NodeBit);
    };
    Add(Nodes[N].Ref);
    for (uint32_t I = 0, E = Nodes[N].NumItems; I < E; ++I)
      Add(itemRef(N, I));
    Graph.Local[N] = H.finish();
  }
  Graph.RefStart.push_back(Graph.Refs.size());
  const std::vector<uint32_t> Same = partition(Graph);
  // Renumber, ascending first occurrence: libbpf goes by ascending ids, too.
  std::vector<uint32_t> Lowest;
  for (uint32_t N = 0; N < Num; ++N) {
    if (Same[N] >= Lowest.size())
      Lowest.resize(Same[N] + 1, VoidRef);
    uint32_t &L = Lowest[Same[N]];
    if (L == VoidRef || Nodes[N].FirstSeen < Nodes[L].FirstSeen)
      L = N;
  }
  std::vector<uint32_t> Order = Lowest;
  llvm::sort(Order, [&](uint32_t A, uint32_t B) {
    return std::pair(Nodes[A].FirstSeen, Nodes[A].Class) <
           std::pair(Nodes[B].FirstSeen, Nodes[B].Class);
  });
  std::vector<uint32_t> NewOf(Num);
  for (uint32_t I = 0; I < Order.size(); ++I)
    NewOf[Order[I]] = I;
  auto Renumber = [&](uint32_t Old) { return NewOf[Lowest[Same[Old]]]; };
  auto RenumberRef = [&](uint32_t Ref) {
    return Ref != VoidRef && (Ref & NodeBit)
               ? NodeBit | Renumber(Ref & ~NodeBit)
               : Ref;
  };
  std::vector<Node> NewNodes;
  std::vector<uint32_t> NewRefs;
  for (uint32_t Old : Order) {
    Node N = Nodes[Old];
    N.Ref = RenumberRef(N.Ref);
    N.FirstItem = NewRefs.size();
    for (uint32_t I = 0; I < N.NumItems; ++I)
      NewRefs.push_back(RenumberRef(itemRef(Old, I)));
    NewNodes.push_back(N);
  }
  for (auto &[Class, N] : TypeOf.Entries)
    N = Renumber(N);
  Nodes = std::move(NewNodes);
  ItemRefs = std::move(NewRefs);
}

// --- Graph equivalence -----------------------------------------------------

/// Follows what is known to be equal.
uint32_t Refiner::resolve(uint32_t Ref) const {
  while (Ref != VoidRef && (Ref & NodeBit) && Map[Ref & ~NodeBit] != Ref)
    Ref = Map[Ref & ~NodeBit];
  return Ref;
}

bool Refiner::isDeclaration(uint32_t Ref) const {
  return Ref != VoidRef && (Ref & NodeBit) &&
         Nodes[Ref & ~NodeBit].IsDeclaration && !BaseId[Ref & ~NodeBit];
}

/// Whether two nodes agree in everything but references.
bool Refiner::shallowEqual(uint32_t A, uint32_t B) const {
  if (Nodes[A].Class == Nodes[B].Class)
    return true;
  const TypeClass &X = classOf(A), &Y = classOf(B);
  if (X.Kind != Y.Kind || X.Name != Y.Name || X.Size != Y.Size ||
      X.Flags != Y.Flags || X.Count != Y.Count)
    return false;
  for (uint32_t I = 0; I < X.Count; ++I)
    if (X.Items[I].Name != Y.Items[I].Name || X.Items[I].A != Y.Items[I].A ||
        X.Items[I].B != Y.Items[I].B)
      return false;
  return true;
}

/// Two types of one unit that the compiler wrote twice: the same tree, to a
/// depth of 16 as in libbpf.
bool Refiner::identical(uint32_t A, uint32_t B, unsigned Depth,
                        unsigned Nesting) {
  if (A == B)
    return true;
  if (Depth == 0 || StepsLeft == 0 || Nesting == MaxNesting || A == VoidRef ||
      B == VoidRef || !(A & NodeBit) || !(B & NodeBit))
    return false;
  --StepsLeft;
  const uint32_t X = A & ~NodeBit, Y = B & ~NodeBit;
  if (!shallowEqual(X, Y) ||
      !identical(Nodes[X].Ref, Nodes[Y].Ref, Depth, Nesting + 1))
    return false;
  for (uint32_t I = 0, E = numItems(X); I < E; ++I)
    if (!identical(itemRef(X, I), itemRef(Y, I), Depth - 1, Nesting + 1))
      return false;
  return true;
}

/// Whether the graph at \p Candidate can be laid over the one at \p Canonical,
/// given the hypotheses made so far; adds to them.
bool Refiner::equivalent(uint32_t Candidate, uint32_t Canonical,
                         unsigned Depth) {
  if (resolve(Candidate) == resolve(Canonical))
    return true;
  if (isDeclaration(Canonical))
    Canonical = resolve(Canonical);
  if (Canonical == VoidRef || !(Canonical & NodeBit) || Candidate == VoidRef ||
      !(Candidate & NodeBit))
    return false;
  const uint32_t C = Canonical & ~NodeBit, N = Candidate & ~NodeBit;
  if (Depth == MaxNesting || StepsLeft == 0)
    return false;
  --StepsLeft;
  if (Hypothesis[C] != VoidRef)
    return Hypothesis[C] == Candidate ||
           identical(Hypothesis[C], Candidate, 16, Depth);
  Hypothesis[C] = Candidate;
  Assumed.push_back(C);
  if (Nodes[N].Kind != Nodes[C].Kind ||
      (Nodes[N].Class != Nodes[C].Class && classOf(N).Name != classOf(C).Name))
    return false;
  if (Nodes[N].IsDeclaration)
    return true;
  if (Nodes[C].IsDeclaration)
    return !BaseId[C] || Nodes[C].Kind == TypeKind::Enum;
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
    // An enum's declaration stays compatible with every definition.
    if (Nodes[C].Kind == TypeKind::Enum)
      continue;
    bool TargetDeclared = isDeclaration(Target);
    bool CanonicalDeclared = isDeclaration(Canonical);
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

void Refiner::mergeAggregates() {
  // Candidates by what does not depend on references.
  DenseMap<uint64_t, std::vector<uint32_t>> Canonical;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &C = classOf(N);
    if (C.isDeclaration() || Settled[N] ||
        (C.Kind != TypeKind::Struct && C.Kind != TypeKind::Union &&
         C.Kind != TypeKind::Typedef))
      continue;
    uint64_t Key = static_cast<uint64_t>(C.Kind) << 56 ^
                   static_cast<uint64_t>(C.Size) << 32 ^ C.Name;
    std::vector<uint32_t> &Others = Canonical[Key];
    for (uint32_t Other : Others) {
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
    if (Map[N] == (NodeBit | N))
      Others.push_back(N);
  }
}

/// Declaration \p N means the one definition of its name, where there is just
/// one among the base's and our \p NumOwn, of which \p FirstOwn is one. To an
/// enum's, the first definition will do: libbpf takes it, too.
void Refiner::resolveDeclaration(uint32_t N, uint32_t FirstOwn,
                                 unsigned NumOwn) {
  const TypeClass &C = classOf(N);
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
    const TypeClass &C = classOf(N);
    // Those of the base are counted there.
    if (C.isDeclaration() || !C.isByName() || Map[N] != (NodeBit | N) ||
        BaseId[N])
      continue;
    Definitions &D = (C.Kind == TypeKind::Enum ? Enums : Own)[C.Name];
    if (++D.Num == 1)
      D.First = N;
  }
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &C = classOf(N);
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
  std::vector<uint32_t> Work{Root};
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
    const TypeClass &C = classOf(N);
    if (In.Base && !BaseId[N]) {
      TypeClass T = C;
      std::vector<Item> Items(C.items().begin(), C.items().end());
      T.Items = Items.data();
      T.Ref = Nodes[N].Ref;
      for (uint32_t I = 0, E = numItems(N); I < E; ++I)
        Items[I].Ref = itemRef(N, I);
      if (uint32_t Id = In.Base->findRecord(
              T, [&](uint32_t Ref) { return baseIdOf(Ref); }))
        setBaseId(N, Id);
    }
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
    const TypeClass &C = classOf(N);
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
  for (auto &[Class, N] : TypeOf.Entries)
    N = Final(NodeBit | N) & ~NodeBit;
  // References move down, over those of nodes that are gone.
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

RefineResult Refiner::finish() {
  RefineResult R;
  R.ContextOf = std::move(ContextOf);
  R.TypeOf = std::move(TypeOf);
  for (auto &[Class, Type] : R.TypeOf.Entries)
    Type |= NodeBit;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const auto Items = ItemRefs.begin() + Nodes[N].FirstItem;
    R.Types.push_back({Nodes[N].Class,
                       Nodes[N].FirstSeen,
                       BaseId[N],
                       Nodes[N].Ref,
                       {Items, Items + Nodes[N].NumItems}});
  }
  return R;
}

/// Merges what can be told to be equal, as libbpf does.
void Refiner::merge() {
  Map.resize(Nodes.size());
  Settled.assign(Nodes.size(), false);
  Hypothesis.assign(Nodes.size(), VoidRef);
  Assumed.clear();
  ByContent.clear();
  NodeOfBaseId.clear();
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    Map[N] = NodeBit | N;
    if (BaseId[N])
      setBaseId(N, BaseId[N]);
  }
  if (In.Base)
    findInBase();
  mergeAggregates();
  resolveDeclarations();
  mergeReferenceTypes();
  compact();
}

RefineResult Refiner::run() {
  findContexts();
  makeNodes();
  collapseBisimilar();
  BaseId.assign(Nodes.size(), 0);
  // Declarations that have got a meaning may have made others equal. A kernel
  // needs two rounds, of which the second finds nothing.
  size_t Before = SIZE_MAX;
  for (unsigned Round = 0; Round < MaxRounds && Nodes.size() < Before;
       ++Round) {
    Before = Nodes.size();
    merge();
  }
  return finish();
}

RefineResult btfgen::refineAmbiguous(const RefineInput &In) {
  return Refiner(In).run();
}
