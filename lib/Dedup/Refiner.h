//===- Refiner.h - The state of Refine --------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to Refine.cpp, which explains the algorithm, RefineContexts.cpp and
/// RefineBase.cpp: the nodes, what they were found equal to, and which types of
/// the base they are.
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

/// An affected type in one context.
struct Node {
  uint32_t Class = 0;
  TypeKind Kind = TypeKind::Unsupported; ///< of Class, likewise
  bool IsDeclaration = false;
  Occurrence FirstSeen;
  uint32_t Ref = VoidRef;
  uint32_t NumItems = 0; ///< 0 if they refer to nothing
  size_t FirstItem = 0;  ///< in ItemRefs
};

class Refiner {
public:
  explicit Refiner(const RefineInput &In) : In(In) {}
  RefineResult run();

private:
  using ClassList = std::vector<std::pair<uint32_t, Occurrence>>;

  // Contexts.
  ClassList affectedIn(size_t Group) const;
  template <typename Fn> void forEachContext(Fn Visit);
  void makeDeclarations();
  uint32_t addNode(uint32_t Class, Occurrence Seen);
  void makeNodes(const ClassList &Context, uint32_t First);
  void forgetNodes(const ClassList &Context);
  void noteDefinitions(const ClassList &Context);
  void addEntries(const ClassList &Context);
  uint32_t targetIn(const TypeRecord &From, uint32_t Class) const;
  void collapseBisimilar();
  void addContexts();

  // Usual meanings.
  bool findMentionedNames();
  bool choose(const ClassList &Context);
  uint32_t boundNow(uint32_t Ref) const;
  bool mentionsUsual(uint32_t Class, bool MayBind);
  void setUsual(const ClassList &Context);
  bool addIfUsual(const ClassList &Context);
  void addUnusual(const ClassList &Context);

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

  void mergeAggregates(uint32_t First);
  void resolveDeclaration(uint32_t Node, uint32_t FirstOwn, unsigned NumOwn);
  void resolveDeclarations();
  void mergeReferenceType(uint32_t Root);
  void mergeReferenceTypes();
  void compact();
  void growMaps();
  void startRound();
  void finishRound();
  RefineResult finish();

  uint32_t numItems(uint32_t Node) const { return Nodes[Node].NumItems; }
  uint32_t itemRef(uint32_t Node, uint32_t I) const {
    return ItemRefs[Nodes[Node].FirstItem + I];
  }

  // Limits that no compiler's output reaches: the depth of a graph, the number
  // of rounds, and the steps of all comparisons. Types beyond stay apart.
  static constexpr unsigned MaxNesting = 20000;
  static constexpr unsigned MaxRounds = 16;
  uint64_t StepsLeft = uint64_t(1) << 24;

  const RefineInput &In;
  std::vector<uint32_t> ContextOf; // by group
  ContextTypes TypeOf;             // nodes
  std::vector<uint32_t> NodeOf;    // by class; VoidRef: not in this context
  std::vector<Node> Nodes;
  std::vector<uint32_t> ItemRefs;
  std::vector<uint32_t> DeclarationNode; // by class, or VoidRef
  /// By name: the last context so far that defines it, counted from 1, its
  /// first definition there, and whether there are more.
  struct ContextDefinition {
    uint32_t Context = 0;
    uint32_t Class = VoidRef;
    bool IsOneOfSeveral = false;
  };
  std::vector<ContextDefinition> DefinitionIn;
  uint32_t NumNoted = 0;
  /// Structs, unions and typedefs that differ from all before them, by
  /// shallowKey().
  std::unordered_map<uint64_t, std::vector<uint32_t>> Canonical;
  std::vector<uint64_t> ShallowKeys; // by class; 0: not needed yet

  // See RefineContexts.cpp.
  uint32_t NumCompared = 0; ///< contexts that are not usual
  static constexpr uint32_t SeveralMeanings = NodeBit - 1;
  std::vector<std::pair<size_t, size_t>> Mentions; ///< by class: in Mentioned
  std::vector<uint32_t> Mentioned; ///< names, each once per class
  std::vector<uint32_t> Meaning;   ///< of Mentioned, to the usual type
  std::vector<uint32_t> Chosen;    ///< by name: in the context at hand
  /// Declarations' nodes and the references that they stand for in the context
  /// at hand, if it is usual.
  llvm::DenseMap<uint32_t, uint32_t> Bindings;
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
