//===- Bisimilar.cpp - Nodes that reach the same tree of types ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dedup/RefineNodes.h"

#include "Support/Partition.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

Hasher128 btfgen::shallowHash(const TypeRecord &C) {
  Hasher128 H(static_cast<uint64_t>(C.Kind) | C.Flags << 8);
  H.add(static_cast<uint64_t>(C.Size) << 32 | C.Name, C.Count);
  for (const Item &I : C.items())
    H.add(static_cast<uint64_t>(I.A) << 32 | I.Name, I.B);
  return H;
}

std::vector<uint32_t> btfgen::findBisimilar(const NodeGraph &Graph,
                                            const ClassTable &Classes,
                                            ArrayRef<uint32_t> Given) {
  const uint32_t Num = Graph.Nodes.size();
  std::vector<uint32_t> Lowest(Num);
  std::iota(Lowest.begin(), Lowest.end(), 0);
  if (Graph.ItemRefs.size() + Num > UINT32_MAX)
    return Lowest; // more than a kernel has: then what is the same stays apart
  ReferenceGraph G;
  G.Local.resize(Num);
  G.RefStart.reserve(Num + 1);
  for (uint32_t N = 0; N < Num; ++N) {
    G.RefStart.push_back(G.Refs.size());
    Hasher128 H = Given[N]
                      ? Hasher128(Given[N])
                      : shallowHash(Classes[ClassId(Graph.Nodes[N].Class)]);
    H.add(Given[N] != 0, 0);
    auto Add = [&](uint32_t Ref) {
      const bool IsNode = Ref != VoidRef && (Ref & NodeBit);
      H.add(IsNode, IsNode ? 0 : Ref);
      if (IsNode)
        G.Refs.push_back(Ref & ~NodeBit);
    };
    if (!Given[N]) {
      Add(Graph.Nodes[N].Ref);
      for (uint32_t I = 0, E = Graph.Nodes[N].NumItems; I < E; ++I)
        Add(Graph.itemRef(N, I));
    }
    G.Local[N] = H.finish();
  }
  G.RefStart.push_back(G.Refs.size());
  const std::vector<uint32_t> Same = partition(G);
  std::vector<uint32_t> First;
  for (uint32_t N = 0; N < Num; ++N) {
    if (Same[N] >= First.size())
      First.resize(Same[N] + 1, VoidRef);
    if (First[Same[N]] == VoidRef)
      First[Same[N]] = N;
    Lowest[N] = First[Same[N]];
  }
  return Lowest;
}
