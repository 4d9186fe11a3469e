//===- Refiner.h - The state of Refine --------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to Refine.cpp, which explains the algorithm, and RefineBase.cpp: the
/// nodes, what they were found equal to, and which types of the base they are.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_REFINER_H
#define BTFGEN_DEDUP_REFINER_H

#include "Dedup/Refine.h"

#include "llvm/ADT/DenseMap.h"

#include <unordered_map>

namespace btfgen {

/// References of a node: a class that is not affected, NodeBit | node, or void.
constexpr uint32_t NodeBit = RefineResult::RefinedBit;

/// An affected type in one surrounding.
struct Node {
  uint32_t Class = 0;
  TypeKind Kind = TypeKind::Unsupported; ///< of Class, likewise
  bool IsDeclaration = false;
  uint64_t FirstSeen = 0;
  uint32_t Ref = VoidRef;
  uint32_t NumItems = 0; ///< 0 if they refer to nothing
  size_t FirstItem = 0;  ///< in ItemRefs
};

class Refiner {
public:
  explicit Refiner(const RefineInput &In) : In(In) {}
  RefineResult run();

private:
  using ClassList = std::vector<std::pair<uint32_t, uint64_t>>;

  // Surroundings.
  ClassList affectedIn(size_t Group) const;
  void findContexts();
  void makeNodes();
  uint32_t targetIn(llvm::ArrayRef<uint32_t> NodeOf, uint32_t Class) const;
  void collapseBisimilar();

  // Graph equivalence.
  const TypeClass &classOf(uint32_t Node) const {
    return In.Classes[ClassId(Nodes[Node].Class)];
  }
  uint32_t resolve(uint32_t Ref) const;
  bool isDeclaration(uint32_t Ref) const;
  bool shallowEqual(uint32_t A, uint32_t B) const;
  bool equivalent(uint32_t Candidate, uint32_t Canonical, unsigned Depth);
  bool identical(uint32_t A, uint32_t B, unsigned Depth, unsigned Nesting);
  void keepHypotheses();

  // The base, if there is one.
  llvm::ArrayRef<uint32_t> similarInBase(uint32_t Class);
  void findInBase();
  void setBaseId(uint32_t Node, uint32_t Id);
  uint32_t baseIdOf(uint32_t Ref) const;

  void mergeAggregates();
  void resolveDeclaration(uint32_t Node, uint32_t FirstOwn, unsigned NumOwn);
  void resolveDeclarations();
  void mergeReferenceType(uint32_t Root);
  void mergeReferenceTypes();
  void compact();
  void merge();
  RefineResult finish();

  uint32_t numItems(uint32_t Node) const { return Nodes[Node].NumItems; }
  uint32_t itemRef(uint32_t Node, uint32_t I) const {
    return ItemRefs[Nodes[Node].FirstItem + I];
  }

  // What comes from no compiler stays apart: a graph this deep, and what is
  // left when this many comparisons (a kernel needs some hundred) are made.
  static constexpr unsigned MaxNesting = 20000;
  static constexpr unsigned MaxRounds = 16;
  uint64_t StepsLeft = uint64_t(1) << 24;

  const RefineInput &In;
  std::vector<uint32_t> ContextOf; // by group
  std::vector<ClassList> Contexts; // affected classes, first seen
  ContextTypes TypeOf;             // nodes
  std::vector<Node> Nodes;
  std::vector<uint32_t> ItemRefs;
  llvm::DenseMap<uint32_t, uint32_t> DeclarationNode; // by class
  /// What a node was found equal to: itself, or another node.
  std::vector<uint32_t> Map;
  std::vector<uint32_t> Hypothesis; // by canonical node: candidate reference
  std::vector<uint32_t> Assumed;    // nodes that have a hypothesis
  std::vector<bool> Settled;        // nodes whose Map is final
  std::vector<uint32_t> BaseId;     // 0: not in the base
  llvm::DenseMap<uint32_t, uint32_t> NodeOfBaseId;
  /// By class: see similarInBase().
  std::unordered_map<uint32_t, std::vector<uint32_t>> SimilarInBase;
  llvm::DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> ByContent;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_REFINER_H
