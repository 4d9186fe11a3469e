//===- Refine.h - Types that reach an ambiguous name ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The second half of deduplication, for types from which a name can be reached
/// that has more than one definition. For them it matters in which unit they
/// were seen. Two are merged exactly when libbpf's dedup would merge them: when
/// their graphs can be laid over each other, a declaration matching a
/// definition of its name.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_REFINE_H
#define BTFGEN_DEDUP_REFINE_H

#include "Dedup/BaseMatch.h"

#include "llvm/ADT/BitVector.h"

namespace btfgen {

/// The classes of one kind and name.
struct NameClasses {
  llvm::SmallVector<uint32_t, 1> Definitions; ///< ascending first occurrence
  uint32_t Declaration = VoidRef; ///< a class, or VoidRef if there is none
  TypeKind Kind = TypeKind::Struct;
  NameRef Name = 0;
  BaseName InBase;
  /// Those of Definitions that are the same, by name, as a definition of the
  /// base (BaseMatcher::isSameByName).
  llvm::SmallVector<uint32_t, 1> SameInBase;
};

/// What refineAmbiguous() reads. All of it must outlive the call.
struct RefineInput {
  const ClassTable &Classes;
  llvm::ArrayRef<Occurrence> FirstSeen; ///< by class
  /// By class: index of Names; VoidRef if the class is not referred to by name.
  llvm::ArrayRef<uint32_t> NameOf;
  llvm::ArrayRef<NameClasses> Names;
  const llvm::BitVector &Affected; ///< by class
  /// By class that is not affected: the class that stands for it.
  llvm::ArrayRef<uint32_t> Representative;
  const BaseMatcher *Base; ///< or null
  /// By class that is not affected: the base's id, 0 if the base lacks it.
  llvm::ArrayRef<uint32_t> BaseOf;
  unsigned Threads;
};

/// Calls \p Visit(local number, class) for every affected type of a group.
template <typename Fn>
void forEachAffectedOf(const RefineInput &In, size_t Group, Fn Visit) {
  In.Classes.forEachRunOf(
      Group, [&](uint32_t Local, uint32_t Class, uint32_t Count) {
        const uint32_t End = Class + Count;
        const int First = In.Affected.find_first_in(Class, End);
        if (First == -1)
          return;
        for (uint32_t C = First; C < End; ++C)
          if (In.Affected[C])
            Visit(Local + (C - Class), C);
      });
}

/// An affected type. Several may be of one class. References are classes that
/// are not affected, RefinedBit | index of another RefinedType, or VoidRef.
struct RefinedType {
  uint32_t Class = 0;
  Occurrence FirstSeen;
  uint32_t BaseId = 0; ///< 0: the base does not have it
  uint32_t Ref = VoidRef;
  size_t FirstItem = 0;  ///< in RefineResult::ItemRefs
  uint32_t NumItems = 0; ///< 0 if items refer to nothing
};

/// The type of each affected class in each group of units. A group lists the
/// classes that are of another type there than in most groups (see
/// RefineNodes.cpp).
struct GroupTypes {
  struct Entry {
    uint32_t Class;
    uint32_t Type; ///< while refining a node, then as in RefineResult::TypeOf
  };
  std::vector<uint32_t> Common; ///< by class; VoidRef: each group has an entry
  std::vector<uint32_t> Start;  ///< by group, and one more: into Entries
  std::vector<Entry> Entries;   ///< of a group, ascending class

  llvm::ArrayRef<Entry> of(size_t Group) const {
    return llvm::ArrayRef(Entries).slice(Start[Group],
                                         Start[Group + 1] - Start[Group]);
  }
  /// The type of \p Class, which \p Group has, there.
  uint32_t find(size_t Group, uint32_t Class) const;
  /// Calls \p Visit(class, type) for all that is held; \p Visit may take the
  /// type by reference.
  template <typename Fn> void forEach(Fn Visit) {
    for (uint32_t Class = 0; Class < Common.size(); ++Class)
      if (Common[Class] != VoidRef)
        Visit(Class, Common[Class]);
    for (auto &[Class, Type] : Entries)
      Visit(Class, Type);
  }
};

struct RefineResult {
  static constexpr uint32_t RefinedBit = 0x80000000;
  std::vector<RefinedType> Types;
  std::vector<uint32_t> ItemRefs; ///< of one type after the other
  /// Types as indices of Types with RefinedBit, or classes.
  GroupTypes TypeOf;
  uint32_t NumUnusual = 0; ///< groups that define a name in an unusual way
};

/// Decides which types the affected classes are in each group of units.
RefineResult refineAmbiguous(const RefineInput &In);

} // namespace btfgen

#endif // BTFGEN_DEDUP_REFINE_H
