//===- ReachKeys.h - What can be reached, as a hash -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For graphs that are looked at one after the other, in which the same nodes
/// may occur: which nodes have everything that can be reached in common with a
/// node of another graph. (partition() finds more, in one graph that is there
/// as a whole.)
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_REACHKEYS_H
#define BTFGEN_SUPPORT_REACHKEYS_H

#include "Support/Partition.h"

namespace btfgen {

/// By node of \p G, in which no two nodes have equal Local: a key. Nodes of
/// different graphs have equal keys only if from both the same nodes (by Local)
/// can be reached in the same way. Linear but for sorting the nodes of cycles;
/// no recursion.
std::vector<Key128> reachKeys(const ReferenceGraph &G);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_REACHKEYS_H
