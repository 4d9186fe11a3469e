//===- RefineContexts.cpp - Ambiguous names, unit by unit -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A context is the set of affected classes that a unit has. Contexts come in
/// the order of the units, as libbpf sees their types, and most say nothing
/// new. Four units, where only req has two definitions:
///
///     // one.c                   // two.c     // three.c
///     struct req { int a; };     the same     struct req { long b; };
///     struct arg { struct req    struct arg;  struct arg as in one.c
///                  *r; };
///     struct job { struct arg    the same     the same
///                  *x; };
///     // four.c: as two.c, and struct own { struct job *j; };
///
/// 1. A class mentions the names that it reaches through nothing but what has
///    no name: arg mentions req, job mentions arg.
/// 2. The first context that has a class makes its usual type, and with it a
///    usual meaning of each name that it mentions: those of one.c.
/// 3. A context is usual if every name that a class of it mentions means there
///    what it means to the class's usual type. A declaration that has not been
///    bound agrees with a definition and is bound to it (Refine.cpp says when),
///    as two.c binds arg. Every class of a usual context is its usual type; new
///    ones (own of four.c) get theirs. Nothing is compared, and nothing is made
///    for a class that is known: this is what the comparison of Refine.cpp
///    would find, since it ends where a name means the same on both sides, and
///    a type of another class never agrees.
/// 4. A context that is not usual gets nodes for all of its classes, which are
///    compared one by one: three.c, whose req makes another arg and job.
///
/// So a usual context costs one look at each name that its classes mention. Of
/// the 2,027 contexts of an arm64 kernel 2 are not usual, and 23 of the 2,041
/// of an amd64 kernel whose Rust units have 701 ambiguous names.
///
/// With a base all contexts get nodes, and those that span the same tree become
/// one, since the base's types are found for all of them at once.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Refiner.h"

#include "Support/Parallel.h"
#include "Support/Partition.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

// --- Contexts --------------------------------------------------------------

/// The affected classes of a group, ascending, each with the first place where
/// the group has it.
Refiner::ClassList Refiner::affectedIn(size_t Group) const {
  ClassList List;
  In.Classes.forEachClassOf(Group, [&](uint32_t L, uint32_t Class) {
    if (In.Affected[Class])
      List.push_back({Class, Occurrence{static_cast<uint32_t>(Group), L}});
  });
  llvm::sort(List);
  List.erase(std::unique(List.begin(), List.end(),
                         [](auto &A, auto &B) { return A.first == B.first; }),
             List.end());
  return List;
}

/// Numbers the contexts and visits each once, in the order of the groups, so
/// that the occurrences are those of the first group that has the context.
template <typename Fn> void Refiner::forEachContext(Fn Visit) {
  const size_t NumGroups = In.Classes.numGroups();
  constexpr size_t Batch = 256; // bounds what is held at once
  std::vector<ClassList> Lists(Batch);
  ContextOf.resize(NumGroups);
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  for (size_t First = 0; First < NumGroups; First += Batch) {
    const size_t Num = std::min(Batch, NumGroups - First);
    parallelFor(Num, In.Threads,
                [&](size_t I, unsigned) { Lists[I] = affectedIn(First + I); });
    for (size_t I = 0; I < Num; ++I) {
      Hasher128 H(Lists[I].size());
      for (auto &[Class, Seen] : Lists[I])
        H.add(Class, 0);
      const Key128 Key = H.finish();
      auto [It, New] = Known.try_emplace({Key.Lo, Key.Hi}, Known.size());
      ContextOf[First + I] = It->second;
      if (!New)
        continue;
      TypeOf.Start.push_back(TypeOf.Entries.size());
      Visit(Lists[I]);
    }
  }
  TypeOf.Start.push_back(TypeOf.Entries.size());
}

/// Makes one node for each declaration, whatever the context, since it says the
/// same everywhere. (libbpf merges all declarations of a name before it looks
/// at structs.)
void Refiner::makeDeclarations() {
  DeclarationNode.assign(In.Classes.size(), VoidRef);
  for (uint32_t C = 0; C < In.Classes.size(); ++C)
    if (In.Affected[C] && In.Classes[ClassId(C)].isDeclaration())
      DeclarationNode[C] = addNode(C, In.FirstSeen[C]);
  NodeOf.assign(In.Classes.size(), VoidRef);
}

/// Adds a node, whose references are void so far.
uint32_t Refiner::addNode(uint32_t Class, Occurrence Seen) {
  const TypeRecord &C = In.Classes[ClassId(Class)];
  Node N;
  N.Class = Class;
  N.Kind = C.Kind;
  N.IsDeclaration = C.isDeclaration();
  N.FirstSeen = Seen;
  N.FirstItem = ItemRefs.size();
  N.NumItems = C.isDeclaration() || C.Kind == TypeKind::Enum ? 0 : C.Count;
  ItemRefs.resize(ItemRefs.size() + N.NumItems, VoidRef);
  Nodes.push_back(N);
  return Nodes.size() - 1;
}

/// What a reference of \p From to \p Class means in the context whose classes
/// have the nodes NodeOf. A reference by name means the definition that the
/// context has of that name. It means the declaration if there is none, and
/// also if there are several, since the references to these are exact.
uint32_t Refiner::targetIn(const TypeRecord &From, uint32_t Class) const {
  if (Class == VoidRef)
    return VoidRef;
  if (!In.Affected[Class])
    return In.Representative[Class];
  auto Find = [&](uint32_t C) {
    return NodeOf[C] == VoidRef ? VoidRef : NodeBit | NodeOf[C];
  };
  const uint32_t Name = In.NameOf[Class];
  if (Name == VoidRef)
    return Find(Class);
  if (From.RefersExactly && !In.Classes[ClassId(Class)].isDeclaration())
    if (uint32_t Own = Find(Class); Own != VoidRef)
      return Own;
  const uint32_t Declaration = In.Names[Name].Declaration;
  if (const ContextDefinition &D = DefinitionIn[Name];
      D.Context == NumNoted && (!D.IsOneOfSeveral || Declaration == VoidRef))
    if (uint32_t There = Find(D.Class); There != VoidRef)
      return There;
  return Declaration == VoidRef ? VoidRef
                                : NodeBit | DeclarationNode[Declaration];
}

/// Makes \p Context the one at hand: notes which definition each name has
/// there, and the first of several.
void Refiner::noteDefinitions(const ClassList &Context) {
  DefinitionIn.resize(In.Names.size());
  ++NumNoted;
  for (auto &[Class, Seen] : Context) {
    const uint32_t Name = In.NameOf[Class];
    if (Name == VoidRef || In.Classes[ClassId(Class)].isDeclaration())
      continue;
    ContextDefinition &D = DefinitionIn[Name];
    const bool IsFirst = D.Context != NumNoted;
    if (IsFirst || In.FirstSeen[Class] < In.FirstSeen[D.Class])
      D = {NumNoted, Class, !IsFirst};
    else
      D.IsOneOfSeveral = true;
  }
}

/// Makes nodes of those classes of \p Context that have none in NodeOf, in the
/// order of occurrence, and sets the references of all nodes from \p First on.
void Refiner::makeNodes(const ClassList &Context, uint32_t First) {
  ClassList New;
  for (auto &[Class, Seen] : Context)
    if (In.Classes[ClassId(Class)].isDeclaration())
      NodeOf[Class] = DeclarationNode[Class];
    else if (NodeOf[Class] == VoidRef)
      New.push_back({Class, Seen});
  llvm::sort(New, [](auto &A, auto &B) { return A.second < B.second; });
  for (auto &[Class, Seen] : New)
    NodeOf[Class] = addNode(Class, Seen);
  for (uint32_t N = First; N < Nodes.size(); ++N) {
    const TypeRecord &C = classOf(N);
    Nodes[N].Ref = targetIn(C, C.Ref);
    for (uint32_t I = 0; I < Nodes[N].NumItems; ++I)
      ItemRefs[Nodes[N].FirstItem + I] = targetIn(C, C.Items[I].Ref);
  }
}

void Refiner::forgetNodes(const ClassList &Context) {
  for (auto &[Class, Seen] : Context)
    NodeOf[Class] = VoidRef;
  for (auto &[Class, Seen] : Context)
    if (!Chosen.empty() && In.NameOf[Class] != VoidRef)
      Chosen[In.NameOf[Class]] = VoidRef;
}

/// Records that the classes of \p Context have the nodes in NodeOf.
void Refiner::addEntries(const ClassList &Context) {
  for (auto &[Class, Seen] : Context)
    TypeOf.Entries.push_back({Class, NodeOf[Class]});
}

/// Merges nodes from which the same tree of types can be reached, as in most
/// contexts. The node of the lowest occurrence stays.
void Refiner::collapseBisimilar() {
  const uint32_t Num = Nodes.size();
  if (ItemRefs.size() + Num > UINT32_MAX)
    return; // more than a kernel has: then all of them are compared
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

// --- Usual meanings --------------------------------------------------------

/// Lists the affected names that each affected class mentions, each once.
/// False: there are too many, or types without names form a cycle.
bool Refiner::findMentionedNames() {
  constexpr size_t MaxMentioned = 1 << 26; // a kernel needs some 100,000
  const uint32_t Num = In.Classes.size();
  std::vector<std::pair<size_t, size_t>> Range(Num, {SIZE_MAX, 0});
  std::vector<uint32_t> LastBy(In.Names.size(), VoidRef); // class
  std::vector<uint32_t> Flat, Work;
  BitVector Open(Num);
  auto ForEachRef = [&](uint32_t C, auto Visit) {
    const TypeRecord &T = In.Classes[ClassId(C)];
    if (!T.isDeclaration())
      forEachRef(T, [&](uint32_t Ref) {
        if (In.Affected[Ref])
          Visit(Ref);
      });
  };
  auto List = [&](uint32_t C) {
    Range[C].first = Flat.size();
    auto Add = [&](uint32_t Name) {
      if (std::exchange(LastBy[Name], C) != C)
        Flat.push_back(Name);
    };
    ForEachRef(C, [&](uint32_t Ref) {
      if (In.NameOf[Ref] != VoidRef)
        return Add(In.NameOf[Ref]);
      for (size_t I = Range[Ref].first; I < Range[Ref].second; ++I)
        Add(Flat[I]);
    });
    Range[C].second = Flat.size();
  };
  // No recursion: the depth of a chain of types is the input's choice.
  for (uint32_t Root = 0; Root < Num; ++Root) {
    if (!In.Affected[Root] || Range[Root].first != SIZE_MAX)
      continue;
    Work.push_back(Root);
    while (!Work.empty()) {
      const uint32_t C = Work.back();
      const size_t Before = Work.size();
      if (Range[C].first != SIZE_MAX) {
        Work.pop_back();
        continue;
      }
      bool IsCycle = false;
      ForEachRef(C, [&](uint32_t Ref) {
        if (In.NameOf[Ref] != VoidRef || Range[Ref].first != SIZE_MAX)
          return;
        IsCycle |= Open[Ref];
        Work.push_back(Ref);
      });
      if (IsCycle)
        return false;
      if (Work.size() != Before) {
        Open.set(C);
        continue;
      }
      Work.pop_back();
      List(C);
      if (Flat.size() > MaxMentioned)
        return false;
    }
  }
  Mentions.assign(Range.begin(), Range.end());
  Mentioned = std::move(Flat);
  Meaning.assign(Mentioned.size(), VoidRef);
  Chosen.assign(In.Names.size(), VoidRef);
  TypeOf.Usual.assign(Num, VoidRef);
  return true;
}

/// Sets Chosen to what each name means in \p Context. False if some name has
/// several definitions there, and so no meaning.
bool Refiner::choose(const ClassList &Context) {
  bool IsUnique = true;
  auto IsDefinition = [&](uint32_t Class) {
    return In.NameOf[Class] != VoidRef &&
           !In.Classes[ClassId(Class)].isDeclaration();
  };
  for (auto &[Class, Seen] : Context)
    if (IsDefinition(Class)) {
      uint32_t &C = Chosen[In.NameOf[Class]];
      IsUnique &= C == VoidRef;
      C = C == VoidRef ? NodeBit | NodeOf[Class] : SeveralMeanings;
    }
  for (auto &[Class, Seen] : Context)
    if (const uint32_t Name = In.NameOf[Class];
        Name != VoidRef && Chosen[Name] == VoidRef)
      Chosen[Name] = NodeBit | DeclarationNode[In.Names[Name].Declaration];
  return IsUnique;
}

/// What \p Ref is equal to, given the bindings of the context at hand.
uint32_t Refiner::boundNow(uint32_t Ref) const {
  Ref = resolve(Ref);
  if (isOpen(Ref))
    if (auto It = Bindings.find(Ref & ~NodeBit); It != Bindings.end())
      return It->second;
  return Ref;
}

/// Whether all names that \p Class mentions mean the same as to its usual type.
/// With \p MayBind, declarations are bound to definitions for that.
bool Refiner::mentionsUsual(uint32_t Class, bool MayBind) {
  for (size_t I = Mentions[Class].first; I < Mentions[Class].second; ++I) {
    if (Chosen[Mentioned[I]] == SeveralMeanings ||
        Meaning[I] == SeveralMeanings)
      return false;
    const uint32_t Here = boundNow(Chosen[Mentioned[I]]);
    const uint32_t There = boundNow(Meaning[I]);
    if (Here == There)
      continue;
    const bool IsOpen = isOpen(Here);
    if (!MayBind || IsOpen == isOpen(There) ||
        In.Names[Mentioned[I]].Kind == TypeKind::Enum)
      return false;
    Bindings[(IsOpen ? Here : There) & ~NodeBit] = IsOpen ? There : Here;
  }
  return true;
}

/// Makes the nodes of classes that have no usual type yet their usual types.
void Refiner::setUsual(const ClassList &Context) {
  for (auto &[Class, Seen] : Context) {
    if (TypeOf.Usual[Class] != VoidRef)
      continue;
    TypeOf.Usual[Class] = NodeOf[Class];
    for (size_t I = Mentions[Class].first; I < Mentions[Class].second; ++I)
      Meaning[I] = Chosen[Mentioned[I]];
  }
}

/// If \p Context is usual, adds it; otherwise nothing is changed.
bool Refiner::addIfUsual(const ClassList &Context) {
  const uint32_t First = Nodes.size();
  const size_t FirstItem = ItemRefs.size();
  for (auto &[Class, Seen] : Context)
    NodeOf[Class] = TypeOf.Usual[Class];
  noteDefinitions(Context);
  makeNodes(Context, First);
  growMaps();
  Bindings.clear();
  bool IsUsual = choose(Context);
  for (auto &[Class, Seen] : Context) {
    if (!IsUsual)
      break;
    if (NodeOf[Class] < First && isCandidate(NodeOf[Class]))
      IsUsual = mentionsUsual(Class, /*MayBind=*/true);
  }
  if (!IsUsual) {
    forgetNodes(Context);
    Nodes.resize(First);
    ItemRefs.resize(FirstItem);
    growMaps();
    return false;
  }
  for (auto [Declaration, Definition] : Bindings)
    Map[Declaration] = Definition;
  Bindings.clear();
  // A pointer does not bind its target: a pointer to a declaration is not the
  // pointer to the definition.
  ClassList Unusual;
  for (auto &[Class, Seen] : Context)
    if (NodeOf[Class] < First && !Nodes[NodeOf[Class]].IsDeclaration &&
        !isCandidate(NodeOf[Class]) && !mentionsUsual(Class, /*MayBind=*/false))
      Unusual.push_back({Class, Seen});
  forgetNodes(Unusual);
  makeNodes(Unusual, First);
  growMaps();
  addEntries(Unusual);
  setUsual(Context);
  mergeAggregates(First);
  forgetNodes(Context);
  return true;
}

/// Compares all types of \p Context.
void Refiner::addUnusual(const ClassList &Context) {
  ++NumCompared;
  const uint32_t First = Nodes.size();
  noteDefinitions(Context);
  makeNodes(Context, First);
  growMaps();
  choose(Context);
  addEntries(Context);
  setUsual(Context);
  mergeAggregates(First);
  forgetNodes(Context);
}

/// Makes the nodes of all contexts, and settles structs, unions and typedefs.
void Refiner::addContexts() {
  if (!In.Base && findMentionedNames()) {
    startRound();
    forEachContext([&](const ClassList &Context) {
      if (!addIfUsual(Context))
        addUnusual(Context);
    });
    return;
  }
  forEachContext([&](const ClassList &Context) {
    ++NumCompared;
    noteDefinitions(Context);
    makeNodes(Context, Nodes.size());
    addEntries(Context);
    forgetNodes(Context);
  });
  collapseBisimilar();
  startRound();
  mergeAggregates(0);
}
