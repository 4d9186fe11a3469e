//===- RefineBase.cpp - Ambiguous names and a base ------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds which types of a module the base has, where these types reach a name
/// of several meanings. In: nodes. Out: the base's id
/// of each node, 0 if the base lacks it.
///
/// Two units of a kernel, and one of a module:
///
///     // unit 1                    // unit 2
///     struct req { int a; };       struct req { long b; };
///     struct job { struct req *r;  struct job { struct req *r;
///                  struct arg *x; };            struct arg *x; };
///     // module
///     struct req { int a; };
///     struct arg { struct req *r; };
///     struct job { struct req *r;
///                  struct arg *x; };
///
/// The base has req and job twice, and of arg no more than a declaration. The
/// module's job is the first one, as the graph that it spans can be laid over
/// the graph that the first one spans. At each step of that, kinds, names and
/// numbers have to be the same; where a struct or union is declared, it is
///
///     module       base
///     declaration  declaration   the same if the name is
///     declaration  definition    the same: the module does not contradict
///     definition   declaration   the same: the base does not contradict. So
///                                job is the base's; arg and pointers to it
///                                remain the module's own
///     definition   definition    as what they contain is
///
/// The graphs have cycles, so the question whether a pair (node, base's type)
/// agrees may come back to itself. It is answered for all pairs at once: at
/// first each pair that can be reached is believed to agree. A pair that
/// differs in itself is refuted, and with it each pair that has led to it, and
/// so on. What is left agrees: nothing speaks against it. That is the largest
/// answer, so there is nothing that libbpf's dedup, which walks along one pair
/// of graphs after the other, would still find. Each pair is looked at once.
///
/// Nodes refer to other nodes and, at the border, to classes that reach no
/// ambiguous name. These have one meaning in base and module together, and
/// agree with what says the same by name (BaseMatch.h): the rule of the third
/// line, too, since a name is neither declaration nor definition.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Refiner.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

/// Whether a type of that kind is the base's as soon as its graph agrees. A
/// pointer is not: its target may be a definition where the base has only a
/// declaration, and then the pointer is not the base's.
static bool isSettledByGraph(TypeKind Kind) {
  return Kind == TypeKind::Struct || Kind == TypeKind::Union ||
         Kind == TypeKind::Enum || Kind == TypeKind::Typedef;
}

namespace {

/// The pairs (node, base's type) of which one led to the other.
class Overlay {
public:
  Overlay(const RefineInput &In, ArrayRef<Node> Nodes,
          ArrayRef<uint32_t> ItemRefs, ArrayRef<uint32_t> BaseId)
      : In(In), File(In.Base->base().index().file()), Nodes(Nodes),
        ItemRefs(ItemRefs), BaseId(BaseId) {}

  /// A pair as a number, None if there are too many. \p IsSimilar: the two are
  /// known to agree in everything but references.
  uint32_t pair(uint32_t Node, uint32_t Id, bool IsSimilar = false);
  /// Reaches and refutes. Afterwards no pair may be added.
  void solve();
  bool agrees(uint32_t Pair) const { return !Pairs[Pair].Refuted; }

  /// Calls \p Visit(declaration, definition of the base) for pairs that agree
  /// and were led to by one that \p IsChosen(node, id), through nothing but
  /// pairs that cannot be chosen.
  template <typename ChosenFn, typename VisitFn>
  void forEachDeclared(ChosenFn IsChosen, VisitFn Visit) const;

  static constexpr uint32_t None = UINT32_MAX;

private:
  bool expand(uint32_t P);
  bool lead(uint32_t P, uint32_t Ref, uint32_t Id);
  void refute(uint32_t P);

  struct Pair {
    uint32_t Node, Id;
    uint32_t LastEdge = None; ///< of those that led here
    bool Refuted = false;
    bool IsSimilar = false;
  };
  struct Edge {
    uint32_t From, Previous;
  };
  // A kernel needs some ten thousand. Pairs beyond count as different.
  static constexpr uint32_t MaxPairs = 1 << 22;

  const RefineInput &In;
  const BtfFile &File;
  ArrayRef<Node> Nodes;
  ArrayRef<uint32_t> ItemRefs;
  ArrayRef<uint32_t> BaseId; ///< by node; 0: not known
  std::vector<Pair> Pairs;
  std::vector<Edge> Edges;
  std::vector<uint32_t> Work;
  DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> Known;
};

} // namespace

uint32_t Overlay::pair(uint32_t Node, uint32_t Id, bool IsSimilar) {
  if (Pairs.size() == MaxPairs) {
    auto It = Known.find({Node, Id});
    return It == Known.end() ? None : It->second;
  }
  auto [It, New] = Known.try_emplace({Node, Id}, Pairs.size());
  if (New)
    Pairs.push_back({Node, Id});
  Pairs[It->second].IsSimilar |= IsSimilar;
  return It->second;
}

/// Makes \p P depend on the pair of \p Ref and \p Id; false: that differs.
bool Overlay::lead(uint32_t P, uint32_t Ref, uint32_t Id) {
  if (Ref == VoidRef || Id == 0)
    return Ref == VoidRef && Id == 0;
  if (!(Ref & NodeBit))
    return In.BaseOf[Ref] == Id || In.Base->isSameReference(Ref, Id);
  const uint32_t To = pair(Ref & ~NodeBit, Id);
  if (To == None || Pairs[To].Refuted)
    return false;
  Edges.push_back({P, Pairs[To].LastEdge});
  Pairs[To].LastEdge = Edges.size() - 1;
  return true;
}

/// Whether \p P agrees, as long as the pairs agree that it leads to.
bool Overlay::expand(uint32_t P) {
  const Node &N = Nodes[Pairs[P].Node];
  uint32_t Id = Pairs[P].Id;
  const TypeRecord &T = In.Classes[ClassId(N.Class)];
  if (BaseId[Pairs[P].Node])
    return BaseId[Pairs[P].Node] == Id;
  if (T.isByName()) {
    const NameClasses &Name = In.Names[In.NameOf[N.Class]];
    if (Id == Name.InBase.Declaration)
      return true;
    if (T.isDeclaration())
      return is_contained(Name.InBase.Definitions, Id);
    if (!is_contained(Name.SameInBase, N.Class))
      return false; // known already
  }
  if (T.Kind == TypeKind::Array && In.Base->base().index().flattensArrays()) {
    uint64_t Count = 1;
    uint32_t Ref = NodeBit | Pairs[P].Node;
    for (unsigned Dims = 0; Ref != VoidRef && (Ref & NodeBit) && Dims < 32 &&
                            Nodes[Ref & ~NodeBit].Kind == TypeKind::Array;
         ++Dims, Ref = Nodes[Ref & ~NodeBit].Ref)
      Count *= In.Classes[ClassId(Nodes[Ref & ~NodeBit].Class)].Size;
    return File.type(BtfId(Id)).is(BTF::BTF_KIND_ARRAY) &&
           Count == flattenBaseArray(File, Id) && lead(P, Ref, Id);
  }
  if (!Pairs[P].IsSimilar && !In.Base->base().isSameShallow(T, Id))
    return false;
  if (T.Kind == TypeKind::Enum)
    return true;
  if (!lead(P, N.Ref, baseTarget(File, Id)))
    return false;
  const BaseItemTypes Items(File, Id);
  for (uint32_t I = 0; I < N.NumItems; ++I)
    if (!lead(P, ItemRefs[N.FirstItem + I], Items[I]))
      return false;
  return true;
}

/// Refutes \p P and what has led there.
void Overlay::refute(uint32_t P) {
  Pairs[P].Refuted = true;
  Work.push_back(P);
  while (!Work.empty()) {
    const uint32_t At = Work.back();
    Work.pop_back();
    for (uint32_t E = Pairs[At].LastEdge; E != None; E = Edges[E].Previous) {
      Pair &From = Pairs[Edges[E].From];
      if (!From.Refuted)
        Work.push_back(Edges[E].From);
      From.Refuted = true;
    }
  }
}

void Overlay::solve() {
  for (uint32_t P = 0; P < Pairs.size(); ++P) // grows
    if (!Pairs[P].Refuted && !expand(P))
      refute(P);
}

template <typename ChosenFn, typename VisitFn>
void Overlay::forEachDeclared(ChosenFn IsChosen, VisitFn Visit) const {
  DenseSet<uint32_t> Seen;
  for (const Pair &P : Pairs) {
    const Node &N = Nodes[P.Node];
    if (P.Refuted || !N.IsDeclaration ||
        P.Id == In.Names[In.NameOf[N.Class]].InBase.Declaration)
      continue;
    Seen.clear();
    std::vector<uint32_t> Heads{P.LastEdge};
    bool Found = false;
    while (!Heads.empty() && !Found) {
      uint32_t E = Heads.back();
      Heads.pop_back();
      for (; E != None && !Found; E = Edges[E].Previous) {
        const Pair &From = Pairs[Edges[E].From];
        if (From.Refuted)
          continue;
        if (isSettledByGraph(Nodes[From.Node].Kind))
          Found = IsChosen(From.Node, From.Id);
        else if (Seen.insert(Edges[E].From).second)
          Heads.push_back(From.LastEdge);
      }
    }
    if (Found)
      Visit(P.Node, P.Id);
  }
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

/// The types of the base that are the same as \p Class by name, kept for the
/// next question: a kernel has 900 anonymous unions of one shape, from
/// READ_ONCE. The base's declarations are not among them, since what the base
/// only declares is the module's own.
ArrayRef<uint32_t> Refiner::similarInBase(uint32_t Class) {
  auto [It, New] = SimilarInBase.try_emplace(Class);
  if (New)
    It->second = In.Base->findSameByName(Class);
  return It->second;
}

/// The base's id of a node that is neither struct, union nor typedef, given
/// those of what it refers to; 0 if the base lacks it.
uint32_t Refiner::findRecordInBase(uint32_t N) {
  TypeRecord T = classOf(N);
  ItemsOfNode.assign(T.items().begin(), T.items().end());
  for (uint32_t I = 0, E = numItems(N); I < E; ++I)
    ItemsOfNode[I].Ref = itemRef(N, I);
  T.Items = ItemsOfNode.data();
  T.Ref = Nodes[N].Ref;
  return In.Base->findRecord(Nodes[N].Class, T,
                             [&](uint32_t Ref) { return baseIdOf(Ref); });
}

void Refiner::findInBase() {
  Overlay Pairs(In, Nodes, Graph.ItemRefs, BaseId);
  struct Question {
    uint32_t Node, Id, Pair;
  };
  std::vector<Question> Questions;
  for (uint32_t N = 0; N < Nodes.size(); ++N) {
    if (!isSettledByGraph(Nodes[N].Kind) || Nodes[N].IsDeclaration || BaseId[N])
      continue;
    for (uint32_t Id : similarInBase(Nodes[N].Class)) {
      const uint32_t Pair = Pairs.pair(N, Id, /*IsSimilar=*/true);
      if (Pair == Overlay::None)
        break; // it is full
      Questions.push_back({N, Id, Pair});
    }
  }
  Pairs.solve();
  for (const Question &Q : Questions)
    if (!BaseId[Q.Node] && Pairs.agrees(Q.Pair))
      setBaseId(Q.Node, Q.Id);
  // A declaration in a graph that is the base's is what the base has there.
  Pairs.forEachDeclared(
      [&](uint32_t Node, uint32_t Id) { return BaseId[Node] == Id; },
      [&](uint32_t Declaration, uint32_t Id) {
        if (!BaseId[Declaration])
          setBaseId(Declaration, Id);
      });
}
