//===- Partition.h - Which nodes of a graph are the same --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: a directed graph whose nodes have a content and an ordered list of
/// references. Out: the coarsest partition in which two nodes share a class
/// only if their contents are equal and what they refer to is, reference by
/// reference, in equal classes (bisimilarity).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_PARTITION_H
#define BTFGEN_SUPPORT_PARTITION_H

#include "Support/Hash128.h"

#include <cstdint>
#include <vector>

namespace btfgen {

/// A graph whose nodes are numbered from 0.
struct ReferenceGraph {
  std::vector<Key128> Local;      ///< content, without references
  std::vector<uint32_t> RefStart; ///< by node, and one more: into Refs
  std::vector<uint32_t> Refs;     ///< the nodes referred to, in order
};

/// The class of every node, from 0. O(references * log nodes). Classes are told
/// apart by 128-bit sums, so unequal nodes are kept apart with overwhelming
/// probability; equal ones are never separated.
std::vector<uint32_t> partition(const ReferenceGraph &G);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_PARTITION_H
