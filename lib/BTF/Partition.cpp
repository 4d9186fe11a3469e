//===- Partition.cpp - Which types of several BTFs are the same -*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Partition refinement. Start with classes of equal local content. While there
/// are types whose class has just got a new number: collect, for every type
/// that refers to one of them, which of its references changed and to what.
/// Members of one class agreed on all references before, so they still agree
/// exactly if these collections are equal; otherwise the class splits. The
/// largest part keeps the number, so a type changes its number at most log(n)
/// times, however deep or cyclic the graph.
///
//===----------------------------------------------------------------------===//

#include "BTF/Partition.h"

#include <algorithm>
#include <numeric>

using namespace llvm;

namespace btfgen {

//===----------------------------------------------------------------------===//
// TypePool
//===----------------------------------------------------------------------===//

void TypePool::add(const BtfFile &File) {
  if (entry(File))
    return;
  if (File.base())
    add(*File.base());
  auto E = std::make_unique<Entry>();
  E->File = &File;
  E->Base = File.base() ? entry(*File.base()) : nullptr;
  E->FirstNode = NumNodes;
  E->TextIds.assign(File.strings().size(), UINT32_MAX);
  NumNodes += File.ownCount();
  EntryOf[&File] = E.get();
  Entries.push_back(std::move(E));
}

const TypePool::Entry *TypePool::entry(const BtfFile &File) const {
  return EntryOf.lookup(&File);
}

PoolId TypePool::node(const BtfFile &File, BtfId Id) const {
  const Entry *E = entry(File);
  while (E && Id.index() < E->File->startId())
    E = E->Base;
  if (!E || Id.index() >= E->File->endId())
    return PoolId(0);
  return PoolId(E->FirstNode + (Id.index() - E->File->startId()));
}

BtfType TypePool::type(PoolId Node) const {
  auto It = std::upper_bound(
      Entries.begin(), Entries.end(), Node.index(),
      [](uint32_t N, const auto &E) { return N < E->FirstNode; });
  if (It == Entries.begin())
    return Entries.front()->File->type(BtfId(0));
  const Entry &E = **std::prev(It);
  return E.File->type(BtfId(E.File->startId() + (Node.index() - E.FirstNode)));
}

uint32_t TypePool::textId(const BtfFile &File, uint32_t Offset) const {
  const Entry *E = entry(File);
  while (E && Offset < E->File->stringStart())
    E = E->Base;
  uint32_t Own = E ? Offset - E->File->stringStart() : 0;
  if (!E || Own >= E->TextIds.size()) // offset 0 over an empty string section
    return Texts.try_emplace(CachedHashStringRef(""), Texts.size())
        .first->second;
  uint32_t &Known = E->TextIds[Own];
  if (Known == UINT32_MAX)
    Known = Texts
                .try_emplace(CachedHashStringRef(E->File->string(Offset)),
                             Texts.size())
                .first->second;
  return Known;
}

//===----------------------------------------------------------------------===//
// Local content
//===----------------------------------------------------------------------===//

namespace {

/// Two independent 64-bit lanes. Not llvm::hash_combine, which may be seeded
/// per process.
struct Signature {
  uint64_t A = 0, B = 0;
  static uint64_t mix(uint64_t X) {
    X = (X ^ (X >> 32)) * 0xd6e8feb86659fd93;
    X = (X ^ (X >> 32)) * 0xd6e8feb86659fd93;
    return X ^ (X >> 32);
  }
  void add(uint64_t V) {
    A = mix(A ^ (V * 0x9e3779b97f4a7c15 + 0x2545f4914f6cdd1d));
    B = mix(B + V * 0xc2b2ae3d27d4eb4f + 0x165667b19e3779f9);
  }
  /// Adds a pair regardless of order.
  void addUnordered(uint32_t X, uint32_t Y) {
    Signature S;
    S.add(uint64_t(X) << 32 | Y);
    A += S.A;
    B += S.B;
  }
  auto operator<=>(const Signature &) const = default;
};

class GraphBuilder {
public:
  GraphBuilder(const TypePool &Pool, References How) : Pool(Pool), How(How) {}
  ReferenceGraph build();

private:
  void addContent(Signature &S, const BtfType &T) const;
  void addReferences(Signature &S, const BtfType &T);

  const TypePool &Pool;
  References How;
  ReferenceGraph G;
};

} // namespace

/// Everything of a record except what it refers to.
void GraphBuilder::addContent(Signature &S, const BtfType &T) const {
  auto Text = [&](uint32_t Offset) { return Pool.textId(T.file(), Offset); };
  S.add(T.kind());
  S.add(Text(T.nameOffset()));
  S.add(T.size());
  switch (T.kind()) {
  case BTF::BTF_KIND_INT:
    S.add(T.words()[3]);
    break;
  case BTF::BTF_KIND_ARRAY:
    S.add(T.arrayCount());
    break;
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    for (BtfMember M : T.members()) {
      S.add(Text(M.NameOff));
      S.add(uint64_t(M.BitSize) << 32 | M.BitOffset);
    }
    break;
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    S.add(T.isSignedEnum());
    for (BtfEnumerator E : T.enumerators()) {
      S.add(Text(E.NameOff));
      S.add(E.Value);
    }
    break;
  case BTF::BTF_KIND_FUNC_PROTO:
    for (BtfParam P : T.params())
      S.add(Text(P.NameOff));
    break;
  case BTF::BTF_KIND_DATASEC:
    for (BtfSectionVar V : T.sectionVars())
      S.add(uint64_t(V.Offset) << 32 | V.Size);
    break;
  default:
    if (T.kind() >= NumBtfKinds) { // opaque: the words themselves
      for (uint32_t Word : T.file().record(T.id()).drop_front())
        S.add(Word);
      break;
    }
    S.add(uint64_t(uint32_t(T.componentIndex())) << 32 | T.linkage());
    S.add(T.isAttribute() || T.isFwdUnion());
  }
}

void GraphBuilder::addReferences(Signature &S, const BtfType &T) {
  uint32_t Index = 0;
  auto Add = [&](uint32_t Word) {
    PoolId Target = Pool.node(T.file(), BtfId(Word));
    if (How == References::ByName) {
      BtfType To = Pool.type(Target);
      if (!To.isAnonymous() && !To.is(BTF::BTF_KIND_TYPE_TAG)) {
        unsigned Kind = To.kind();
        if (Kind == BTF::BTF_KIND_FWD)
          Kind = To.isFwdUnion() ? BTF::BTF_KIND_UNION : BTF::BTF_KIND_STRUCT;
        if (Kind == BTF::BTF_KIND_ENUM64)
          Kind = BTF::BTF_KIND_ENUM;
        S.add(uint64_t(Index++) << 32 | Kind);
        S.add(Pool.nameId(To));
        return;
      }
    }
    G.Refs.push_back(Target.index());
    S.addUnordered(Index++, UINT32_MAX);
  };
  if (T.kind() < NumBtfKinds)
    forEachTypeRef(T.words(), Add);
  S.add(Index);
}

ReferenceGraph GraphBuilder::build() {
  uint32_t N = Pool.size();
  G.Local.reserve(N);
  G.Local.push_back({}); // void
  G.RefStart.reserve(N + 1);
  G.RefStart.push_back(0);
  for (const auto &E : Pool.entries()) {
    for (uint32_t I = E->File->startId(); I != E->File->endId(); ++I) {
      BtfType T = E->File->type(BtfId(I));
      Signature S;
      G.RefStart.push_back(G.Refs.size());
      addContent(S, T);
      addReferences(S, T);
      G.Local.push_back({S.A, S.B});
    }
  }
  G.RefStart.push_back(G.Refs.size());
  return std::move(G);
}

//===----------------------------------------------------------------------===//
// Refinement
//===----------------------------------------------------------------------===//

namespace {

class Refinement {
public:
  explicit Refinement(const ReferenceGraph &G);
  std::vector<uint32_t> run();

private:
  struct Range {
    uint32_t Begin, End;
    uint32_t size() const { return End - Begin; }
  };
  struct Referrer {
    uint32_t Node, Index; ///< Refs[RefStart[Node] + Index]
  };
  void linkReferrers();
  void collectDirty();
  void moveToFront(uint32_t Node);
  void split(uint32_t Class);
  void renumber(Range Part);

  const ReferenceGraph &G;
  std::vector<uint32_t> ReferrerStart; ///< by node, and one more
  std::vector<Referrer> Referrers;
  std::vector<uint32_t> Class;    ///< node -> class
  std::vector<uint32_t> Order;    ///< nodes, those of a class contiguous
  std::vector<uint32_t> Position; ///< node -> index into Order
  std::vector<Range> Classes;     ///< class -> range of Order
  std::vector<uint32_t> NumDirty; ///< class -> dirty nodes, in front
  std::vector<Signature> Change;  ///< of dirty nodes
  std::vector<bool> IsDirty;
  std::vector<uint32_t> Changed; ///< nodes whose class was renumbered
  std::vector<uint32_t> DirtyClasses;
};

} // namespace

void Refinement::linkReferrers() {
  uint32_t N = G.Local.size();
  ReferrerStart.assign(N + 1, 0);
  for (uint32_t Target : G.Refs)
    ++ReferrerStart[Target + 1];
  std::partial_sum(ReferrerStart.begin(), ReferrerStart.end(),
                   ReferrerStart.begin());
  Referrers.resize(G.Refs.size());
  std::vector<uint32_t> Next(ReferrerStart.begin(), ReferrerStart.end() - 1);
  for (uint32_t Node = 0; Node != N; ++Node)
    for (uint32_t R = G.RefStart[Node]; R != G.RefStart[Node + 1]; ++R)
      Referrers[Next[G.Refs[R]]++] = {Node, R - G.RefStart[Node]};
}

Refinement::Refinement(const ReferenceGraph &G)
    : G(G), Class(G.Local.size()), Order(G.Local.size()),
      Position(G.Local.size()), Change(G.Local.size()),
      IsDirty(G.Local.size()) {
  linkReferrers();
  // The classes by their first node, of each first the size.
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  for (uint32_t Node = 0; Node != Class.size(); ++Node) {
    const Key128 &Local = G.Local[Node];
    auto [It, New] = Known.try_emplace({Local.Lo, Local.Hi}, Classes.size());
    if (New)
      Classes.push_back({0, 0});
    Class[Node] = It->second;
    ++Classes[It->second].End;
  }
  uint32_t Sum = 0;
  for (Range &R : Classes) {
    const uint32_t Size = R.End;
    R.Begin = R.End = Sum;
    Sum += Size;
  }
  for (uint32_t Node = 0; Node != Class.size(); ++Node) {
    Position[Node] = Classes[Class[Node]].End++;
    Order[Position[Node]] = Node;
  }
  NumDirty.assign(Classes.size(), 0);
  Changed = Order;
}

void Refinement::moveToFront(uint32_t Node) {
  uint32_t C = Class[Node];
  uint32_t From = Position[Node], To = Classes[C].Begin + NumDirty[C]++;
  std::swap(Order[From], Order[To]);
  Position[Order[From]] = From;
  Position[Node] = To;
}

void Refinement::collectDirty() {
  for (uint32_t Target : Changed) {
    for (uint32_t R = ReferrerStart[Target]; R != ReferrerStart[Target + 1];
         ++R) {
      auto [Node, Index] = Referrers[R];
      uint32_t C = Class[Node];
      if (Classes[C].size() == 1)
        continue;
      if (!IsDirty[Node]) {
        IsDirty[Node] = true;
        Change[Node] = Signature();
        if (!NumDirty[C])
          DirtyClasses.push_back(C);
        moveToFront(Node);
      }
      Change[Node].addUnordered(Index, Class[Target]);
    }
  }
  Changed.clear();
}

void Refinement::renumber(Range Part) {
  for (uint32_t I = Part.Begin; I != Part.End; ++I) {
    Class[Order[I]] = Classes.size();
    Changed.push_back(Order[I]);
  }
  Classes.push_back(Part);
  NumDirty.push_back(0);
}

void Refinement::split(uint32_t C) {
  Range All = Classes[C];
  uint32_t DirtyEnd = All.Begin + NumDirty[C];
  NumDirty[C] = 0;
  for (uint32_t I = All.Begin; I != DirtyEnd; ++I)
    IsDirty[Order[I]] = false;
  std::sort(Order.begin() + All.Begin, Order.begin() + DirtyEnd,
            [&](uint32_t L, uint32_t R) { return Change[L] < Change[R]; });
  std::vector<Range> Parts;
  for (uint32_t I = All.Begin; I != DirtyEnd; ++I) {
    Position[Order[I]] = I;
    if (I == All.Begin || Change[Order[I]] != Change[Order[I - 1]])
      Parts.push_back({I, I});
    Parts.back().End = I + 1;
  }
  if (DirtyEnd != All.End)
    Parts.push_back({DirtyEnd, All.End});
  size_t Largest = 0;
  for (size_t I = 1; I != Parts.size(); ++I)
    if (Parts[I].size() > Parts[Largest].size())
      Largest = I;
  Classes[C] = Parts[Largest];
  for (size_t I = 0; I != Parts.size(); ++I)
    if (I != Largest)
      renumber(Parts[I]);
}

std::vector<uint32_t> Refinement::run() {
  while (!Changed.empty()) {
    collectDirty();
    // Splitting one class fills Changed and must not touch DirtyClasses.
    for (uint32_t C : DirtyClasses)
      split(C);
    DirtyClasses.clear();
  }
  return std::move(Class);
}

ReferenceGraph referenceGraph(const TypePool &Pool, References How) {
  return GraphBuilder(Pool, How).build();
}

std::vector<uint32_t> partition(const ReferenceGraph &G) {
  return Refinement(G).run();
}

std::vector<uint32_t> partitionTypes(const TypePool &Pool, References How) {
  return partition(referenceGraph(Pool, How));
}

} // namespace btfgen
