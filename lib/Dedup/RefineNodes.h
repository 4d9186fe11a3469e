//===- RefineNodes.h - Types that depend on the unit ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to Refine.cpp. Makes nodes of the affected classes: a node is a
/// class with what its references mean, which may differ from unit to unit.
/// RefineNodes.cpp explains how few of them there are.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_REFINENODES_H
#define BTFGEN_DEDUP_REFINENODES_H

#include "Dedup/Refine.h"
#include "Support/Hash128.h"

namespace btfgen {

/// References of a node: a class that is not affected, NodeBit | node, or void.
constexpr uint32_t NodeBit = RefineResult::RefinedBit;

/// An affected type in one unit or several.
struct Node {
  uint32_t Class = 0;
  TypeKind Kind = TypeKind::Unsupported; ///< of Class, likewise
  bool IsDeclaration = false;
  Occurrence FirstSeen;
  uint32_t Ref = VoidRef;
  uint32_t NumItems = 0; ///< 0 if they refer to nothing
  size_t FirstItem = 0;  ///< in ItemRefs
};

struct NodeGraph {
  std::vector<Node> Nodes;        ///< ascending first occurrence
  std::vector<uint32_t> ItemRefs; ///< of one node after the other
  GroupTypes TypeOf;              ///< the node of each class in each group
  uint32_t NumUnusual = 0; ///< groups with a definition that is not the usual

  uint32_t itemRef(uint32_t N, uint32_t I) const {
    return ItemRefs[Nodes[N].FirstItem + I];
  }
};

/// Two nodes are made one where the same tree of types can be reached from
/// both.
NodeGraph makeNodes(const RefineInput &In);

/// Equal for classes that agree in everything but references. What refers to
/// one of a unit's several definitions of a name is of another class than what
/// refers to it by name, though the two may be the same.
Hasher128 shallowHash(const TypeRecord &Class);

/// By node: the lowest one from which the same tree can be reached. A node
/// whose \p Given is not 0 is the same as those of equal Given instead, and as
/// no other.
std::vector<uint32_t> findBisimilar(const NodeGraph &Graph,
                                    const ClassTable &Classes,
                                    llvm::ArrayRef<uint32_t> Given);

} // namespace btfgen

#endif // BTFGEN_DEDUP_REFINENODES_H
