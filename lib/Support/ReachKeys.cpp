//===- ReachKeys.cpp - What can be reached, as a hash ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tarjan's algorithm finds the strongly connected components, those that are
// referred to before those that refer. The key of a component is a hash of its
// nodes, and of the keys of those components that they refer to.
//
//===----------------------------------------------------------------------===//

#include "Support/ReachKeys.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

namespace {

class ReachKeys {
public:
  explicit ReachKeys(const ReferenceGraph &G)
      : G(G), Num(G.Local.size()), Keys(Num), Done(Num), Order(Num), Low(Num),
        Next(Num) {}

  std::vector<Key128> run() {
    for (uint32_t Root = 0; Root < Num; ++Root)
      if (!Done[Root])
        walk(Root);
    return std::move(Keys);
  }

private:
  void walk(uint32_t Root);
  void close(MutableArrayRef<uint32_t> Component);

  const ReferenceGraph &G;
  const uint32_t Num;
  std::vector<Key128> Keys;
  BitVector Done;
  std::vector<uint32_t> Order; ///< in which nodes were met, from 1; 0: not yet
  std::vector<uint32_t> Low;   ///< lowest Order of the component that is known
  std::vector<uint32_t> Next;  ///< reference to follow
  std::vector<uint32_t> Path, Open;
  uint32_t Count = 0;
};

} // namespace

void ReachKeys::close(MutableArrayRef<uint32_t> Component) {
  llvm::sort(Component,
             [&](uint32_t A, uint32_t B) { return G.Local[A] < G.Local[B]; });
  Hasher128 H(Component.size());
  for (uint32_t N : Component) {
    H.add(G.RefStart[N + 1] - G.RefStart[N], G.Local[N]);
    for (uint32_t R = G.RefStart[N]; R < G.RefStart[N + 1]; ++R) {
      const uint32_t To = G.Refs[R];
      H.add(Done[To], Done[To] ? Keys[To] : G.Local[To]);
    }
  }
  const Key128 Key = H.finish();
  for (uint32_t N : Component) {
    Hasher128 OfNode(0);
    OfNode.add(0, Key);
    OfNode.add(0, G.Local[N]);
    Keys[N] = OfNode.finish();
  }
  for (uint32_t N : Component)
    Done.set(N);
}

void ReachKeys::walk(uint32_t Root) {
  Path.push_back(Root);
  while (!Path.empty()) {
    const uint32_t N = Path.back();
    if (!Order[N]) {
      Order[N] = Low[N] = ++Count;
      Next[N] = G.RefStart[N];
      Open.push_back(N);
    }
    if (Next[N] < G.RefStart[N + 1]) {
      const uint32_t To = G.Refs[Next[N]++];
      if (Done[To])
        continue;
      if (Order[To])
        Low[N] = std::min(Low[N], Order[To]);
      else
        Path.push_back(To);
      continue;
    }
    Path.pop_back();
    if (!Path.empty())
      Low[Path.back()] = std::min(Low[Path.back()], Low[N]);
    if (Low[N] != Order[N])
      continue;
    const size_t First =
        llvm::find(llvm::reverse(Open), N).base() - Open.begin() - 1;
    close(MutableArrayRef(Open).drop_front(First));
    Open.resize(First);
  }
}

std::vector<Key128> btfgen::reachKeys(const ReferenceGraph &G) {
  return ReachKeys(G).run();
}
