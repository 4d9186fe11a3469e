//===- TypeGraph.h - All types, each once -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The result of deduplication: the types of all units, of which no two are
/// equal, with references to each other. Types are numbered by first
/// occurrence, so the graph does not depend on threads. TypeGraph.cpp explains
/// how it is made.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_TYPEGRAPH_H
#define BTFGEN_DEDUP_TYPEGRAPH_H

#include "Dedup/Classes.h"
#include "Dedup/Refine.h"

#include <optional>

namespace btfgen {

/// A type of the graph, from 0 in order of first occurrence.
using CanonId = Id<struct CanonTag>;

/// A declaration tag on a type or one of its members.
struct GraphTag {
  CanonId Target;
  int32_t Component = -1; ///< the member's number; -1: the type itself
  NameRef Value = 0;
  bool Attribute = false; ///< kind_flag
};

/// For --stats.
struct DedupCounts {
  uint32_t AmbiguousNames = 0;  ///< names with more than one definition
  uint32_t AffectedClasses = 0; ///< classes that reach such a name
  uint32_t UnusualGroups = 0;   ///< groups that define one in an unusual way
};

class TypeGraph {
public:
  /// By CanonId. References are CanonIds' values or VoidRef.
  std::vector<TypeRecord> Types;
  std::vector<GraphTag> Tags;
  /// By CanonId: the base's id of a type that the base has, 0 of one that is
  /// ours. Several types may have one id. Empty without a base.
  std::vector<uint32_t> BaseIds;
  /// Owns the items of Types.
  llvm::BumpPtrAllocator Storage;

  /// The type of the graph which a type of \p Class (a ClassId's value or
  /// VoidRef) of \p Group became; VoidRef for void.
  uint32_t canonOf(size_t Group, uint32_t Class) const;

  /// Makes every reference to a type i one to \p First[i]. A type that is
  /// replaced becomes Unsupported.
  void redirect(llvm::ArrayRef<uint32_t> First);

  /// What \p Type is without modifiers; VoidRef for void.
  uint32_t skipModifiers(uint32_t Type) const {
    while (Type != VoidRef && isModifier(Types[Type].Kind))
      Type = Types[Type].Ref;
    return Type;
  }

  /// The size in bytes of a value of \p Type. None for void, functions and
  /// what is only declared, and where it would not fit in 32 bits.
  std::optional<uint64_t> sizeOf(uint32_t Type, unsigned PointerSize) const;

  DedupCounts Counts;

private:
  friend class GraphBuilder;
  /// CanonId's value of a class that means the same in every unit; otherwise
  /// DependsOnGroup.
  std::vector<uint32_t> OfClass;
  static constexpr uint32_t DependsOnGroup = UINT32_MAX - 1;
  GroupTypes OfClassInGroup;
};

/// Decides what each name means wherever it is used, and with a \p Base, which
/// may be null, which types the base has. The result owns its types: \p Classes
/// may be destroyed, and so may \p Base.
TypeGraph dedupTypes(const ClassTable &Classes, const BaseMatcher *Base,
                     unsigned Threads);

} // namespace btfgen

#endif // BTFGEN_DEDUP_TYPEGRAPH_H
