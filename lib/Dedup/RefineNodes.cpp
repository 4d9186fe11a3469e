//===- RefineNodes.cpp - Types that depend on the unit --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What an affected class refers to depends on the unit. A node for each class
/// in each unit would be millions, nearly all of them equal. Four units, where
/// only req has two definitions:
///
///     // one.c                   // two.c     // three.c
///     struct req { int a; };     the same     struct req { long b; };
///     struct arg { struct req    struct arg;  struct arg as in one.c
///                  *r; };
///     struct job { struct arg    the same     the same
///                  *x; };
///     // four.c: as two.c, and struct own { struct job *j; };
///
/// 1. Of a name's definitions one is usual: the one that most units have, or
///    the first of several such. With a base only those count that the base
///    has, too, if it defines the name. Here that is the req of one.c.
/// 2. A class is special in a unit if it reaches an unusual definition there:
///    req, arg, job and the pointers to them in three.c. There it has a node of
///    its own, together with units where all is the same that it reaches
///    (ReachKeys.h).
/// 3. Everywhere else a class is common. All names that a common class reaches
///    have their usual definition in the unit, or are only declared there. One
///    node will do for all units where the class is common.
/// 4. Which of the two is it? A class mentions the names that it reaches by way
///    of nothing but what has no name: job mentions arg, which one.c defines
///    and two.c declares. If a struct, union or typedef is common to units of
///    either sort, their comparison by Refine.cpp would find that the
///    declaration means the definition, for good; so it does from the start.
///    (For an enum's declaration that is not so. Then the node refers to what
///    the first unit has.)
/// 5. A pointer does not give a meaning to its target: the pointer to a
///    declaration that means nothing so far is not the pointer to the
///    definition. What is neither struct, union nor typedef, and mentions a
///    name that is defined in some of the units where it is common and means
///    nothing in others, varies: it has a node for each combination that
///    occurs.
///
/// Why it is right: two units in which a class is common cannot contradict each
/// other in what they say of it, since each name has one definition there. In
/// what they leave open they are joined as comparing them would join them.
///
/// The work is a look at each name that the classes of a unit mention. Nodes
/// are about as many as classes, and what is special comes on top. In an amd64
/// kernel, 25,000 of whose types reach one of 780 names that are ambiguous
/// because of units in Rust, something is special in 46 of 2,741 units; there
/// are 31,500 nodes.
///
//===----------------------------------------------------------------------===//

#include "Dedup/RefineNodes.h"

#include "Dedup/Mentions.h"
#include "Dedup/UsualDefinitions.h"
#include "Support/Parallel.h"
#include "Support/ReachKeys.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

namespace {

/// What a thread notes of the group of units that it looks at.
struct GroupView {
  uint32_t Group = 0;
  uint32_t Stamp = 0; ///< another one for every look
  /// The affected classes, each once, with the first place where the group has
  /// it.
  std::vector<std::pair<uint32_t, Occurrence>> Classes;
  struct Definition {
    uint32_t Stamp = 0;       ///< of the look that found the rest
    uint32_t Class = VoidRef; ///< the first of the name's definitions there
    bool IsOneOfSeveral = false;
  };
  std::vector<Definition> DefinitionOf;  ///< by name
  std::vector<uint32_t> IsIn, IsSpecial; ///< by class: the last look's stamp
  /// Who of the group refers to a class, or at NumClasses + name to any class
  /// of a name: lists through Referrers.
  struct Referrer {
    uint32_t Class, Next; ///< Next: VoidRef at the end
  };
  struct ReferrerList {
    uint32_t Stamp = 0, First = VoidRef;
  };
  std::vector<Referrer> Referrers;
  std::vector<ReferrerList> ReferrersOf;
  /// By class: its node, where that is not the common one.
  std::vector<uint32_t> NodeOf;

  bool isIn(uint32_t Class) const { return IsIn[Class] == Stamp; }
  bool isSpecial(uint32_t Class) const { return IsSpecial[Class] == Stamp; }
  bool defines(uint32_t Name) const {
    return DefinitionOf[Name].Stamp == Stamp;
  }
};

class NodeMaker {
public:
  explicit NodeMaker(const RefineInput &In)
      : In(In), NumClasses(In.Classes.size()),
        Threads(std::min(In.Threads, MaxThreads)),
        OfGroup(In.Classes.numGroups()), Views(Threads) {}
  NodeGraph run();

private:
  struct Own;

  bool isCandidate(uint32_t Class) const;

  // What is common, and what is special.
  template <typename WantedFn, typename Fn>
  void forEachGroup(WantedFn IsWanted, Fn Visit);
  void open(GroupView &V, uint32_t Group) const;
  size_t referrersOf(uint32_t Class) const;
  void listReferrers(GroupView &V) const;
  void findSpecial(GroupView &V) const;
  void scan();
  void giveMeanings();
  void findVarying();
  void findEqualSpecial();
  void nameSpecial(const GroupView &V, std::vector<Own> &List) const;

  // Nodes.
  uint32_t addNode(uint32_t Class, Occurrence Seen);
  void addCommon();
  void addOwn();
  uint32_t targetIn(const GroupView &V, const TypeRecord &From,
                    uint32_t Class) const;
  uint32_t nodeIn(const GroupView &V, const TypeRecord &From,
                  uint32_t Class) const;
  void fillNode(const GroupView &V, uint32_t N);
  void fill();
  void listEntries();
  void sortNodes();

  const TypeRecord &at(uint32_t Class) const {
    return In.Classes[ClassId(Class)];
  }
  uint32_t nameOf(uint32_t Class) const { return In.NameOf[Class]; }

  /// Each thread has some 30 bytes per class. More would not help: looking at
  /// all groups takes a hundredth of the time of reading them.
  static constexpr unsigned MaxThreads = 8;

  const RefineInput &In;
  const uint32_t NumClasses;
  const unsigned Threads;
  NodeGraph Graph;

  UsualDefinitions Usual;
  /// Empty if there are too many: then everything is special.
  std::optional<Mentions> Mentioned;

  /// How a mentioned name occurs where the class is common.
  static constexpr uint8_t Defined = 1, Declared = 2, Both = Defined | Declared;
  std::vector<uint8_t> Occurs; ///< of Mentioned->Names
  BitVector HasMeaning;        ///< by name: its declaration is its definition
  BitVector Varies;            ///< by class

  static constexpr Occurrence Never{UINT32_MAX, UINT32_MAX};
  std::vector<Occurrence> FirstCommon; ///< by class

  /// A class with a node of its own in a group.
  struct Own {
    uint32_t Class;
    uint32_t Node;
    Occurrence Seen;
    bool Varies;       ///< otherwise it is special
    Key128 Kind;       ///< equal where the class is the same
    bool IsNew = true; ///< the group is the first with this node
  };
  std::vector<std::vector<Own>> OfGroup;
  std::vector<GroupView> Views;     ///< by thread
  std::vector<uint32_t> CommonNode; ///< by class; VoidRef: it has none
  BitVector HasNew;                 ///< by group: the first with some node
};

} // namespace

// --- What is common, and what is special -----------------------------------

/// Whether nodes of \p Class are compared by what they reach (Refine.cpp).
bool NodeMaker::isCandidate(uint32_t Class) const {
  const TypeRecord &T = at(Class);
  return !T.isDeclaration() &&
         (T.Kind == TypeKind::Struct || T.Kind == TypeKind::Union ||
          T.Kind == TypeKind::Typedef);
}

/// Calls \p Visit(view, worker) for every group that \p IsWanted(group) and
/// that may have affected classes, on all threads.
template <typename WantedFn, typename Fn>
void NodeMaker::forEachGroup(WantedFn IsWanted, Fn Visit) {
  parallelFor(OfGroup.size(), Threads, [&](size_t Group, unsigned Worker) {
    if (!Usual.HasAffected[Group] || !IsWanted(Group))
      return;
    open(Views[Worker], Group);
    Visit(Views[Worker], Worker);
  });
}

/// Lists the affected classes of \p Group and what it defines.
void NodeMaker::open(GroupView &V, uint32_t Group) const {
  V.Group = Group;
  ++V.Stamp;
  V.Classes.clear();
  V.IsIn.resize(NumClasses);
  V.IsSpecial.resize(NumClasses);
  V.NodeOf.resize(NumClasses, VoidRef);
  V.DefinitionOf.resize(In.Names.size());
  forEachAffectedOf(In, Group, [&](uint32_t L, uint32_t Class) {
    if (std::exchange(V.IsIn[Class], V.Stamp) == V.Stamp)
      return;
    V.Classes.push_back({Class, {Group, L}});
    if (nameOf(Class) == VoidRef || at(Class).isDeclaration())
      return;
    GroupView::Definition &D = V.DefinitionOf[nameOf(Class)];
    const bool IsFirst = D.Stamp != V.Stamp;
    if (IsFirst || In.FirstSeen[Class] < In.FirstSeen[D.Class])
      D = {V.Stamp, Class, !IsFirst};
    else
      D.IsOneOfSeveral = true;
  });
}

/// Where ReferrersOf has those that mean \p Class.
size_t NodeMaker::referrersOf(uint32_t Class) const {
  const uint32_t Name = nameOf(Class);
  return Name == VoidRef ? Class : size_t(NumClasses) + Name;
}

/// Of this group only: in all groups together, thousands may refer to a name
/// that each group has.
void NodeMaker::listReferrers(GroupView &V) const {
  V.Referrers.clear();
  V.ReferrersOf.resize(NumClasses + In.Names.size());
  for (auto &[Class, Seen] : V.Classes)
    forEachRef(at(Class), [&, From = Class](uint32_t To) {
      if (!In.Affected[To])
        return;
      GroupView::ReferrerList &L = V.ReferrersOf[referrersOf(To)];
      const uint32_t Next = L.Stamp == V.Stamp ? L.First : VoidRef;
      L = {V.Stamp, static_cast<uint32_t>(V.Referrers.size())};
      V.Referrers.push_back({From, Next});
    });
}

/// Marks the classes from which an unusual definition can be reached in the
/// group.
void NodeMaker::findSpecial(GroupView &V) const {
  std::vector<uint32_t> Work;
  for (auto &[Class, Seen] : V.Classes)
    if (!Mentioned || Usual.Unusual[Class]) {
      V.IsSpecial[Class] = V.Stamp;
      Work.push_back(Class);
    }
  if (!Mentioned || Work.empty())
    return; // all are, or none
  listReferrers(V);
  while (!Work.empty()) {
    GroupView::ReferrerList &L = V.ReferrersOf[referrersOf(Work.back())];
    Work.pop_back();
    if (L.Stamp != V.Stamp)
      continue;
    for (uint32_t I = L.First; I != VoidRef; I = V.Referrers[I].Next)
      if (const uint32_t From = V.Referrers[I].Class; !V.isSpecial(From)) {
        V.IsSpecial[From] = V.Stamp;
        Work.push_back(From);
      }
    L.Stamp = 0; // the same for all definitions of the name
  }
}

/// Looks at every group: which classes are special there, where each is common
/// for the first time, and how the names occur that it mentions.
void NodeMaker::scan() {
  struct Seen {
    std::vector<Occurrence> FirstCommon;
    std::vector<uint8_t> Occurs;
    uint32_t NumUnusual = 0;
  };
  std::vector<Seen> OfThread(Threads);
  auto Every = [](size_t) { return true; };
  forEachGroup(Every, [&](GroupView &V, unsigned Worker) {
    Seen &S = OfThread[Worker];
    S.FirstCommon.resize(NumClasses, Never);
    S.Occurs.resize(Mentioned ? Mentioned->Names.size() : 0);
    findSpecial(V);
    for (auto &[Class, Seen] : V.Classes) {
      if (at(Class).isDeclaration())
        continue;
      if (V.isSpecial(Class)) {
        OfGroup[V.Group].push_back({Class, 0, Seen, false, {}});
        continue;
      }
      S.FirstCommon[Class] = std::min(S.FirstCommon[Class], Seen);
      for (size_t I : Mentioned->of(Class))
        S.Occurs[I] |= V.defines(Mentioned->Names[I]) ? Defined : Declared;
    }
    S.NumUnusual += !OfGroup[V.Group].empty();
  });
  FirstCommon.assign(NumClasses, Never);
  Occurs.resize(Mentioned ? Mentioned->Names.size() : 0);
  for (const Seen &S : OfThread) {
    for (size_t I = 0; I < S.FirstCommon.size(); ++I)
      FirstCommon[I] = std::min(FirstCommon[I], S.FirstCommon[I]);
    for (size_t I = 0; I < S.Occurs.size(); ++I)
      Occurs[I] |= S.Occurs[I];
    Graph.NumUnusual += S.NumUnusual;
  }
}

/// Finds which declarations mean their usual definitions, and which classes
/// vary nevertheless.
void NodeMaker::giveMeanings() {
  HasMeaning.resize(In.Names.size());
  Varies.resize(NumClasses);
  if (!is_contained(Occurs, Both))
    return;
  auto ForEachBoth = [&](auto Visit) {
    for (unsigned C : In.Affected.set_bits())
      for (size_t I : Mentioned->of(C))
        if (Occurs[I] == Both)
          Visit(C, Mentioned->Names[I]);
  };
  ForEachBoth([&](uint32_t Class, uint32_t Name) {
    if (isCandidate(Class) && In.Names[Name].Kind != TypeKind::Enum)
      HasMeaning.set(Name);
  });
  ForEachBoth([&](uint32_t Class, uint32_t Name) {
    if (!isCandidate(Class) && !HasMeaning[Name])
      Varies.set(Class);
  });
}

/// Lists where the classes that vary are, and in which combination.
void NodeMaker::findVarying() {
  auto Every = [](size_t) { return true; };
  forEachGroup(Every, [&](GroupView &V, unsigned) {
    for (const Own &O : OfGroup[V.Group])
      V.IsSpecial[O.Class] = V.Stamp;
    for (auto &[Class, Seen] : V.Classes) {
      if (!Varies[Class] || V.isSpecial(Class))
        continue;
      Hasher128 H(Class);
      for (size_t I : Mentioned->of(Class))
        if (const uint32_t Name = Mentioned->Names[I];
            Occurs[I] == Both && !HasMeaning[Name])
          H.add(Name, V.defines(Name));
      OfGroup[V.Group].push_back({Class, 0, Seen, true, H.finish()});
    }
  });
}

/// Gives what is special in a group the same Kind as in other groups where all
/// is the same that it reaches: many units may define a name in the same
/// unusual way.
void NodeMaker::findEqualSpecial() {
  auto HasOwn = [&](size_t Group) { return !OfGroup[Group].empty(); };
  forEachGroup(HasOwn, [&](GroupView &V, unsigned) {
    std::vector<Own> &List = OfGroup[V.Group];
    for (uint32_t I = 0; I < List.size(); ++I)
      V.NodeOf[List[I].Class] = I;
    nameSpecial(V, List);
    for (const Own &O : List)
      V.NodeOf[O.Class] = VoidRef;
  });
}

/// Here NodeOf is an index of \p List.
void NodeMaker::nameSpecial(const GroupView &V, std::vector<Own> &List) const {
  ReferenceGraph G;
  for (const Own &O : List) {
    G.RefStart.push_back(G.Refs.size());
    const TypeRecord &C = at(O.Class);
    Hasher128 H(O.Class);
    H.add(0, O.Kind); // of one that varies: all that there is to say
    if (!O.Varies)
      forEachRef(C, [&](uint32_t Ref) {
        if (!In.Affected[Ref])
          return; // the same wherever the class is
        const uint32_t To = targetIn(V, C, Ref);
        const bool IsOwn = To != VoidRef && V.NodeOf[To] != VoidRef;
        H.add(IsOwn, IsOwn ? 0 : To);
        if (IsOwn)
          G.Refs.push_back(V.NodeOf[To]);
      });
    G.Local.push_back(H.finish());
  }
  G.RefStart.push_back(G.Refs.size());
  const std::vector<Key128> Keys = reachKeys(G);
  for (uint32_t I = 0; I < List.size(); ++I)
    List[I].Kind = Keys[I];
}

// --- Nodes -----------------------------------------------------------------

/// Adds a node, whose references are void so far.
uint32_t NodeMaker::addNode(uint32_t Class, Occurrence Seen) {
  const TypeRecord &C = at(Class);
  Node N;
  N.Class = Class;
  N.Kind = C.Kind;
  N.IsDeclaration = C.isDeclaration();
  N.FirstSeen = Seen;
  N.FirstItem = Graph.ItemRefs.size();
  N.NumItems = C.isDeclaration() || C.Kind == TypeKind::Enum ? 0 : C.Count;
  Graph.ItemRefs.resize(Graph.ItemRefs.size() + N.NumItems, VoidRef);
  Graph.Nodes.push_back(N);
  return Graph.Nodes.size() - 1;
}

/// Adds a node for each class that is common somewhere, and for each
/// declaration: what has no meaning is the same everywhere. (libbpf merges all
/// declarations of a name before it looks at structs.)
void NodeMaker::addCommon() {
  CommonNode.assign(NumClasses, VoidRef);
  HasNew.resize(OfGroup.size());
  auto HasOtherMeaning = [&](uint32_t C) { return HasMeaning[nameOf(C)]; };
  for (unsigned C : In.Affected.set_bits()) {
    if (at(C).isDeclaration()) {
      if (!HasOtherMeaning(C))
        CommonNode[C] = addNode(C, In.FirstSeen[C]);
    } else if (!Varies[C] && FirstCommon[C] != Never) {
      CommonNode[C] = addNode(C, FirstCommon[C]);
      HasNew.set(FirstCommon[C].Group);
    }
  }
  for (unsigned C : In.Affected.set_bits()) {
    if (!at(C).isDeclaration() || !HasOtherMeaning(C))
      continue;
    for (uint32_t Definition : In.Names[nameOf(C)].Definitions)
      if (!Usual.Unusual[Definition])
        CommonNode[C] = CommonNode[Definition];
    if (CommonNode[C] == VoidRef)
      CommonNode[C] = addNode(C, In.FirstSeen[C]);
  }
}

/// Adds nodes for what is special, and for what varies.
void NodeMaker::addOwn() {
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  for (uint32_t Group = 0; Group < OfGroup.size(); ++Group)
    for (Own &O : OfGroup[Group]) {
      auto [It, New] = Known.try_emplace({O.Kind.Lo, O.Kind.Hi}, 0);
      if (New) {
        It->second = addNode(O.Class, O.Seen);
        HasNew.set(Group);
      }
      O.IsNew = New;
      O.Node = It->second;
    }
}

/// Which class a reference of \p From to the affected \p Class means in the
/// group of \p V. A reference by name means the definition that the group has
/// of that name. It means the declaration if there is none, and also if there
/// are several, since the references to these are exact.
uint32_t NodeMaker::targetIn(const GroupView &V, const TypeRecord &From,
                             uint32_t Class) const {
  const uint32_t Name = nameOf(Class);
  auto Find = [&](uint32_t C) { return V.isIn(C) ? C : VoidRef; };
  if (Name == VoidRef)
    return Find(Class);
  if (From.RefersExactly && !at(Class).isDeclaration() && V.isIn(Class))
    return Class;
  const uint32_t Declaration = In.Names[Name].Declaration;
  if (V.defines(Name) &&
      (!V.DefinitionOf[Name].IsOneOfSeveral || Declaration == VoidRef))
    return V.DefinitionOf[Name].Class;
  return Declaration;
}

/// The same as a reference of a node.
uint32_t NodeMaker::nodeIn(const GroupView &V, const TypeRecord &From,
                           uint32_t Class) const {
  if (Class == VoidRef)
    return VoidRef;
  if (!In.Affected[Class])
    return In.Representative[Class];
  const uint32_t To = targetIn(V, From, Class);
  if (To == VoidRef)
    return VoidRef;
  const uint32_t N = V.NodeOf[To] == VoidRef ? CommonNode[To] : V.NodeOf[To];
  return N == VoidRef ? VoidRef : NodeBit | N;
}

/// Sets the references of a node that \p V's group is the first to have.
void NodeMaker::fillNode(const GroupView &V, uint32_t Index) {
  Node &N = Graph.Nodes[Index];
  const TypeRecord &C = at(N.Class);
  N.Ref = nodeIn(V, C, C.Ref);
  for (uint32_t I = 0; I < N.NumItems; ++I)
    Graph.ItemRefs[N.FirstItem + I] = nodeIn(V, C, C.Items[I].Ref);
}

/// Sets the references of all nodes.
void NodeMaker::fill() {
  auto IsFirst = [&](size_t Group) { return HasNew[Group]; };
  forEachGroup(IsFirst, [&](GroupView &V, unsigned) {
    for (const Own &O : OfGroup[V.Group])
      V.NodeOf[O.Class] = O.Node;
    for (const Own &O : OfGroup[V.Group])
      if (O.IsNew)
        fillNode(V, O.Node);
    for (auto &[Class, Seen] : V.Classes)
      if (FirstCommon[Class] == Seen && CommonNode[Class] != VoidRef)
        fillNode(V, CommonNode[Class]);
    for (const Own &O : OfGroup[V.Group])
      V.NodeOf[O.Class] = VoidRef;
  });
}

/// Notes which node each class has in each group.
void NodeMaker::listEntries() {
  GroupTypes &T = Graph.TypeOf;
  T.Common = std::move(CommonNode);
  for (std::vector<Own> &List : OfGroup) {
    T.Start.push_back(T.Entries.size());
    for (const Own &O : List)
      T.Entries.push_back({O.Class, O.Node});
    llvm::sort(T.Entries.begin() + T.Start.back(), T.Entries.end(),
               [](auto &A, auto &B) { return A.Class < B.Class; });
  }
  T.Start.push_back(T.Entries.size());
}

/// Numbers the nodes by first occurrence, their items likewise: libbpf goes by
/// ascending ids, too.
void NodeMaker::sortNodes() {
  if (is_sorted(Graph.Nodes, [](const Node &A, const Node &B) {
        return A.FirstSeen < B.FirstSeen;
      }))
    return;
  std::vector<uint32_t> Order(Graph.Nodes.size()), IndexOf(Order.size());
  std::iota(Order.begin(), Order.end(), 0);
  llvm::sort(Order, [&](uint32_t A, uint32_t B) {
    return Graph.Nodes[A].FirstSeen < Graph.Nodes[B].FirstSeen;
  });
  for (uint32_t I = 0; I < Order.size(); ++I)
    IndexOf[Order[I]] = I;
  auto Renumbered = [&](uint32_t Ref) {
    return Ref != VoidRef && (Ref & NodeBit) ? NodeBit | IndexOf[Ref & ~NodeBit]
                                             : Ref;
  };
  std::vector<Node> Sorted;
  std::vector<uint32_t> SortedRefs;
  Sorted.reserve(Order.size());
  SortedRefs.reserve(Graph.ItemRefs.size());
  for (uint32_t Old : Order) {
    Node N = Graph.Nodes[Old];
    N.Ref = Renumbered(N.Ref);
    N.FirstItem = SortedRefs.size();
    for (uint32_t I = 0; I < N.NumItems; ++I)
      SortedRefs.push_back(Renumbered(Graph.itemRef(Old, I)));
    Sorted.push_back(N);
  }
  Graph.TypeOf.forEach([&](uint32_t, uint32_t &N) { N = IndexOf[N]; });
  Graph.Nodes = std::move(Sorted);
  Graph.ItemRefs = std::move(SortedRefs);
}

NodeGraph NodeMaker::run() {
  Usual = findUsual(In, Threads);
  Mentioned = findMentions(In);
  scan();
  giveMeanings();
  if (Varies.any())
    findVarying();
  findEqualSpecial();
  addCommon();
  addOwn();
  fill();
  listEntries();
  sortNodes();
  return std::move(Graph);
}

NodeGraph btfgen::makeNodes(const RefineInput &In) {
  return NodeMaker(In).run();
}
