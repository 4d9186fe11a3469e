//===- Refiner.h - The state of Refine --------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to Refine.cpp, which explains the algorithm, and RefineBase.cpp:
/// what nodes were found equal to, and which types of the base they are.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_REFINER_H
#define BTFGEN_DEDUP_REFINER_H

#include "Dedup/RefineNodes.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <unordered_map>

namespace btfgen {

class Refiner {
public:
  Refiner(const RefineInput &In, NodeGraph Made)
      : In(In), Graph(std::move(Made)), AllDiffer(doAllDiffer()) {}
  RefineResult run();

private:
  // Graph equivalence.
  const TypeRecord &classOf(uint32_t Node) const {
    return In.Classes[ClassId(Nodes[Node].Class)];
  }
  uint32_t resolve(uint32_t Ref) const;
  bool isOpen(uint32_t Ref) const;
  bool isWalked(uint32_t Ref) const;
  uint32_t meaningOf(uint32_t Ref) const;
  bool isCandidate(uint32_t Node) const;
  bool shallowEqual(uint32_t A, uint32_t B) const;
  uint64_t shallowKey(uint32_t Node);
  bool assume(uint32_t N, uint32_t Ref, unsigned Depth);
  bool equivalent(uint32_t Candidate, uint32_t Canonical, unsigned Depth);
  bool identical(uint32_t A, uint32_t B, unsigned Depth, unsigned Nesting);
  void keepHypotheses();

  // The base, if there is one.
  llvm::ArrayRef<uint32_t> similarInBase(uint32_t Class);
  void findInBase();
  void setBaseId(uint32_t Node, uint32_t Id);
  uint32_t baseIdOf(uint32_t Ref) const;

  bool doAllDiffer() const;
  void mergeBisimilar();
  void findOpen();
  void mergeAggregates();
  void resolveDeclaration(uint32_t Node, uint32_t FirstOwn, unsigned NumOwn);
  void resolveDeclarations();
  uint32_t findRecordInBase(uint32_t Node);
  void mergeReferenceType(uint32_t Root);
  void mergeReferenceTypes();
  void compact();
  void forget();
  void startRound();
  RefineResult finish();

  uint32_t numItems(uint32_t Node) const { return Nodes[Node].NumItems; }
  uint32_t itemRef(uint32_t Node, uint32_t I) const {
    return Graph.itemRef(Node, I);
  }

  // Limits that no compiler's output reaches: the depth of a graph, the number
  // of rounds, and the steps of all comparisons. Types beyond stay apart.
  static constexpr unsigned MaxNesting = 20000;
  static constexpr unsigned MaxRounds = 16;
  uint64_t StepsLeft = uint64_t(1) << 24;

  const RefineInput &In;
  NodeGraph Graph;
  std::vector<Node> &Nodes = Graph.Nodes;
  /// No two nodes reach the same tree, whatever declarations will mean.
  const bool AllDiffer;
  /// Structs, unions and typedefs that differ from all before them, by
  /// shallowKey().
  struct Alternatives {
    std::vector<uint32_t> All, Open; ///< Open: of All those that ReachesOpen
  };
  std::unordered_map<uint64_t, Alternatives> Canonical;
  std::vector<uint64_t> ShallowKeys; // by class; 0: not needed yet

  llvm::BitVector ReachesOpen; ///< by node: see findOpen()
  /// What a node was found equal to: itself, or another node.
  std::vector<uint32_t> Map;
  std::vector<uint32_t> Hypothesis; // by canonical node: candidate reference
  std::vector<uint32_t> Assumed;    // nodes that have a hypothesis
  /// Pairs that are identical(): what is equal stays so during a round.
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> Identical;
  std::vector<bool> Settled;    // nodes whose Map is final
  std::vector<uint32_t> BaseId; // 0: not in the base
  llvm::DenseMap<uint32_t, uint32_t> NodeOfBaseId;
  /// By class: see similarInBase().
  llvm::DenseMap<uint32_t, llvm::SmallVector<uint32_t, 2>> SimilarInBase;
  llvm::DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> ByContent;
  // Buffers that are used again and again.
  std::vector<uint32_t> Work;
  std::vector<Item> ItemsOfNode;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_REFINER_H
