//===- Partition.cpp - Which nodes of a graph are the same ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Partition refinement. Start with classes of equal local content. While there
/// are nodes whose class has just got a new number: collect, for every node
/// that refers to one of them, which of its references changed and to what.
/// Members of one class agreed on all references before, so they still agree
/// exactly if these collections are equal; otherwise the class splits. The
/// largest part keeps the number, so a node changes its number at most log(n)
/// times, however deep or cyclic the graph.
///
//===----------------------------------------------------------------------===//

#include "Support/Partition.h"
#include "Support/Referrers.h"

#include "llvm/ADT/DenseMap.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

namespace {

/// What changed among the references of a node, in any order: two independent
/// 64-bit lanes. Not llvm::hash_combine, which may be seeded per process.
struct ChangeSum {
  uint64_t A = 0, B = 0;
  void add(uint32_t Index, uint32_t Class) {
    Hasher128 H(Index);
    H.add(Class, Index);
    const Key128 K = H.finish();
    A += K.Lo;
    B += K.Hi;
  }
  auto operator<=>(const ChangeSum &) const = default;
};
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
  void collectDirty();
  void moveToFront(uint32_t Node);
  void split(uint32_t Class);
  void renumber(Range Part);

  const Referrers<Referrer> ReferTo;
  std::vector<uint32_t> Class;    ///< node -> class
  std::vector<uint32_t> Order;    ///< nodes, those of a class contiguous
  std::vector<uint32_t> Position; ///< node -> index into Order
  std::vector<Range> Classes;     ///< class -> range of Order
  std::vector<uint32_t> NumDirty; ///< class -> dirty nodes, in front
  std::vector<ChangeSum> Change;  ///< of dirty nodes
  std::vector<bool> IsDirty;
  std::vector<uint32_t> Changed; ///< nodes whose class was renumbered
  std::vector<uint32_t> DirtyClasses;
};

} // namespace

Refinement::Refinement(const ReferenceGraph &G)
    : ReferTo(G.Local.size(),
              [&](auto Visit) {
                for (uint32_t N = 0; N != G.Local.size(); ++N)
                  for (uint32_t R = G.RefStart[N]; R != G.RefStart[N + 1]; ++R)
                    Visit(G.Refs[R], Referrer{N, R - G.RefStart[N]});
              }),
      Class(G.Local.size()), Order(G.Local.size()), Position(G.Local.size()),
      Change(G.Local.size()), IsDirty(G.Local.size()) {
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
    for (auto [Node, Index] : ReferTo.of(Target)) {
      uint32_t C = Class[Node];
      if (Classes[C].size() == 1)
        continue;
      if (!IsDirty[Node]) {
        IsDirty[Node] = true;
        Change[Node] = ChangeSum();
        if (!NumDirty[C])
          DirtyClasses.push_back(C);
        moveToFront(Node);
      }
      Change[Node].add(Index, Class[Target]);
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

std::vector<uint32_t> btfgen::partition(const ReferenceGraph &G) {
  return Refinement(G).run();
}
