//===- Refine.cpp - Types that reach an ambiguous name --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Refiner.h"

#include "Support/Parallel.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <numeric>

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

/// What a reference to \p Class means in \p Context: that class itself where
/// the context has it as a definition, else the definition of its name that the
/// context has, else the declaration.
uint32_t Refiner::targetIn(uint32_t Context, uint32_t Class) const {
  if (Class == VoidRef)
    return VoidRef;
  if (!In.Affected[Class])
    return In.Representative[Class];
  auto Find = [&](uint32_t C) {
    auto It = NodeOf.find(static_cast<uint64_t>(Context) << 32 | C);
    return It == NodeOf.end() ? VoidRef : NodeBit | It->second;
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
  // A declaration says the same everywhere: one node. (libbpf merges all
  // declarations of a name before it looks at structs.)
  for (uint32_t C = 0; C < In.Classes.size(); ++C)
    if (In.Affected[C] && In.Classes[ClassId(C)].isDeclaration()) {
      DeclarationNode[C] = Nodes.size();
      Nodes.push_back({C, In.FirstSeen[C], VoidRef, 0});
    }
  for (uint32_t X = 0; X < Contexts.size(); ++X)
    for (auto &[Class, Seen] : Contexts[X]) {
      uint64_t Key = static_cast<uint64_t>(X) << 32 | Class;
      if (In.Classes[ClassId(Class)].isDeclaration()) {
        NodeOf[Key] = DeclarationNode.lookup(Class);
        continue;
      }
      NodeOf[Key] = Nodes.size();
      Nodes.push_back({Class, Seen, VoidRef, 0});
    }
  std::vector<uint32_t> ContextOfNode(Nodes.size());
  for (auto &[Key, N] : NodeOf)
    ContextOfNode[N] = Key >> 32;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &C = classOf(N);
    if (C.isDeclaration())
      continue;
    const uint32_t X = ContextOfNode[N];
    Nodes[N].FirstItem = ItemRefs.size();
    Nodes[N].Ref = targetIn(X, C.Ref);
    if (C.Kind != TypeKind::Enum)
      for (const Item &I : C.items())
        ItemRefs.push_back(targetIn(X, I.Ref));
  }
}

/// How many different values there are: few, compared with all. They are
/// hashes, and none of them is 0.
static size_t countDistinct(ArrayRef<uint64_t> Values) {
  std::vector<uint64_t> Slots(1 << 12);
  size_t Count = 0;
  auto Place = [&](uint64_t V) -> uint64_t & {
    size_t I = V & (Slots.size() - 1);
    while (Slots[I] && Slots[I] != V)
      I = (I + 1) & (Slots.size() - 1);
    return Slots[I];
  };
  for (uint64_t V : Values) {
    uint64_t &Slot = Place(V);
    if (Slot)
      continue;
    Slot = V;
    if (++Count * 2 <= Slots.size())
      continue;
    std::vector<uint64_t> Old(Slots.size() * 2);
    Old.swap(Slots);
    for (uint64_t O : Old)
      if (O)
        Place(O) = O;
  }
  return Count;
}

/// Most surroundings differ in nothing that a given type can reach. Nodes whose
/// unfoldings are the same tree become one, by refining a partition until it is
/// stable; the lowest occurrence stays.
void Refiner::collapseBisimilar() {
  const uint32_t Num = Nodes.size();
  std::vector<uint64_t> Colour(Num), Next(Num);
  for (uint32_t N = 0; N < Num; ++N)
    Colour[N] = Nodes[N].Class;
  auto ColourOf = [&](uint32_t Ref) -> uint64_t {
    return Ref != VoidRef && (Ref & NodeBit) ? Colour[Ref & ~NodeBit]
                                             : Ref + (uint64_t(1) << 32);
  };
  size_t NumColours = 0;
  // Kernels need ten rounds. A chain that is longer than this stays as it is,
  // to be compared below.
  constexpr unsigned MaxRounds = 64;
  for (unsigned Round = 0;; ++Round) {
    if (Round == MaxRounds) {
      std::iota(Colour.begin(), Colour.end(), 0);
      break;
    }
    parallelFor((Num + 4095) / 4096, In.Threads, [&](size_t Chunk, unsigned) {
      uint32_t End = std::min<size_t>(Num, (Chunk + 1) * 4096);
      for (uint32_t N = Chunk * 4096; N < End; ++N) {
        Hasher128 H(Nodes[N].Class);
        H.add(Colour[N], ColourOf(Nodes[N].Ref));
        for (uint32_t I = 0, E = numItems(N); I < E; ++I)
          H.add(ColourOf(itemRef(N, I)), 0);
        Next[N] = H.finish().Lo | 1;
      }
    });
    Colour.swap(Next);
    const size_t Count = countDistinct(Colour);
    if (Count == NumColours)
      break;
    NumColours = Count;
  }
  // Renumber, ascending first occurrence: libbpf goes by ascending ids, too.
  DenseMap<uint64_t, uint32_t> Lowest;
  for (uint32_t N = 0; N < Num; ++N) {
    auto [It, New] = Lowest.try_emplace(Colour[N], N);
    if (!New && Nodes[N].FirstSeen < Nodes[It->second].FirstSeen)
      It->second = N;
  }
  std::vector<uint32_t> Order;
  for (auto &[C, N] : Lowest)
    Order.push_back(N);
  llvm::sort(Order, [&](uint32_t A, uint32_t B) {
    return std::pair(Nodes[A].FirstSeen, Nodes[A].Class) <
           std::pair(Nodes[B].FirstSeen, Nodes[B].Class);
  });
  std::vector<uint32_t> NewOf(Num);
  for (uint32_t I = 0; I < Order.size(); ++I)
    NewOf[Order[I]] = I;
  auto Renumber = [&](uint32_t Old) {
    return NewOf[Lowest.lookup(Colour[Old])];
  };
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
    for (uint32_t I = 0, E = numItems(Old); I < E; ++I)
      NewRefs.push_back(RenumberRef(itemRef(Old, I)));
    NewNodes.push_back(N);
  }
  for (auto &[Key, N] : NodeOf)
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
         classOf(Ref & ~NodeBit).isDeclaration();
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
  const TypeClass &X = classOf(N), &Y = classOf(C);
  if (X.Name != Y.Name || X.Kind != Y.Kind)
    return false;
  if (X.isDeclaration() || Y.isDeclaration())
    return true;
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

/// A declaration that no graph has settled means the one struct or union of its
/// name, where there is just one.
void Refiner::resolveDeclarations() {
  DenseMap<uint32_t, uint32_t> Unique; // by NameRef; VoidRef: several
  DenseMap<uint32_t, uint32_t> FirstEnum;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &C = classOf(N);
    // Those of the base are counted there.
    if (C.isDeclaration() || !C.isByName() || Map[N] != (NodeBit | N) ||
        BaseId[N])
      continue;
    if (C.Kind == TypeKind::Enum) {
      FirstEnum.try_emplace(C.Name, N);
      continue;
    }
    auto [It, New] = Unique.try_emplace(C.Name, N);
    if (!New)
      It->second = VoidRef;
  }
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    const TypeClass &C = classOf(N);
    if (!C.isDeclaration() || Map[N] != (NodeBit | N))
      continue;
    if (In.Base && declaredInBase(N, Unique.contains(C.Name)))
      continue;
    // An enum's declaration is compatible with any definition: the first.
    auto &Choice = C.Kind == TypeKind::Enum ? FirstEnum : Unique;
    auto It = Choice.find(C.Name);
    if (It != Choice.end() && It->second != VoidRef &&
        classOf(It->second).Kind == C.Kind)
      Map[N] = NodeBit | It->second;
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

RefineResult Refiner::finish() {
  RefineResult R;
  R.ContextOf = std::move(ContextOf);
  R.NumContexts = Contexts.size();
  std::vector<uint32_t> IndexOf(Nodes.size(), VoidRef);
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    if (Map[N] == (NodeBit | N)) {
      IndexOf[N] = R.Types.size();
      R.Types.push_back(
          {Nodes[N].Class, Nodes[N].FirstSeen, BaseId[N], VoidRef, {}});
    }
  auto Final = [&](uint32_t Ref) {
    Ref = resolve(Ref);
    return Ref != VoidRef && (Ref & NodeBit) ? NodeBit | IndexOf[Ref & ~NodeBit]
                                             : Ref;
  };
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    if (IndexOf[N] == VoidRef)
      continue;
    RefinedType &T = R.Types[IndexOf[N]];
    T.Ref = Final(Nodes[N].Ref);
    for (uint32_t I = 0, E = numItems(N); I < E; ++I)
      T.ItemRefs.push_back(Final(itemRef(N, I)));
  }
  for (auto &[Key, N] : NodeOf)
    R.TypeOf[Key] = Final(NodeBit | N);
  return R;
}

RefineResult Refiner::run() {
  findContexts();
  makeNodes();
  collapseBisimilar();
  Map.resize(Nodes.size());
  for (uint32_t N = 0; N < Nodes.size(); ++N)
    Map[N] = NodeBit | N;
  Hypothesis.assign(Nodes.size(), VoidRef);
  Settled.assign(Nodes.size(), false);
  BaseId.assign(Nodes.size(), 0);
  if (In.Base)
    findInBase();
  mergeAggregates();
  resolveDeclarations();
  mergeReferenceTypes();
  return finish();
}

RefineResult btfgen::refineAmbiguous(const RefineInput &In) {
  return Refiner(In).run();
}
