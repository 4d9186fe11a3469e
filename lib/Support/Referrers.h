//===- Referrers.h - Who refers to each node of a graph ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The references of a graph, backwards. All lists lie in one array: references
/// are counted by target, which says where each list begins, and then placed.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_REFERRERS_H
#define BTFGEN_SUPPORT_REFERRERS_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <numeric>
#include <vector>

namespace btfgen {

/// For nodes that are numbered from 0. \p Referrer says which node refers, and
/// perhaps by which of its references. Fewer than 2^32 references.
template <typename Referrer = uint32_t> class Referrers {
  std::vector<uint32_t> Start{0}; ///< by node, and one more: into List
  std::vector<Referrer> List;

public:
  Referrers() = default;

  /// \p ForEachReference(Visit) calls Visit(target, referrer) for every
  /// reference of the graph of \p NumNodes nodes. It is called twice, and must
  /// do the same both times.
  template <typename Fn> Referrers(size_t NumNodes, Fn ForEachReference) {
    Start.assign(NumNodes + 1, 0);
    ForEachReference(
        [&](uint32_t Target, const Referrer &) { ++Start[Target + 1]; });
    std::partial_sum(Start.begin(), Start.end(), Start.begin());
    List.resize(Start.back());
    std::vector<uint32_t> Next(Start.begin(), Start.end() - 1);
    ForEachReference(
        [&](uint32_t Target, const Referrer &R) { List[Next[Target]++] = R; });
  }

  /// Who refers to \p Node, in the order of the visits.
  llvm::ArrayRef<Referrer> of(uint32_t Node) const {
    return llvm::ArrayRef(List).slice(Start[Node],
                                      Start[Node + 1] - Start[Node]);
  }
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_REFERRERS_H
