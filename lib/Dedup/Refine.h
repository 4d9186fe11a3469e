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

/// A name's classes: index NameOf[class].
struct NameClasses {
  llvm::SmallVector<uint32_t, 1> Definitions; ///< ascending first occurrence
  uint32_t Declaration = VoidRef;
  TypeKind Kind = TypeKind::Struct;
  NameRef Name = 0;
  BaseName InBase;
  /// Of Definitions those that say, by name, what one of the base's says.
  llvm::SmallVector<uint32_t, 1> SameInBase;
};

struct RefineInput {
  const ClassTable &Classes;
  llvm::ArrayRef<Occurrence> FirstSeen; ///< by class
  llvm::ArrayRef<uint32_t> NameOf;      ///< by class; VoidRef: not by name
  llvm::ArrayRef<NameClasses> Names;
  const llvm::BitVector &Affected; ///< by class
  /// By class that is not affected: the class that stands for it.
  llvm::ArrayRef<uint32_t> Representative;
  const BaseMatcher *Base; ///< or null
  /// By class that is not affected: the base's id, 0 if it is not there.
  llvm::ArrayRef<uint32_t> BaseOf;
  unsigned Threads;
};

/// A type that was told apart from others of its class. References are classes
/// (of types that are not affected) or RefinedBit | index of another
/// RefinedType.
struct RefinedType {
  uint32_t Class = 0;
  Occurrence FirstSeen;
  uint32_t BaseId = 0; ///< 0: the base does not have it
  uint32_t Ref = VoidRef;
  std::vector<uint32_t> ItemRefs;
};

/// What the affected classes mean in each context: what a context says of a
/// class, or else what the class usually means.
struct ContextTypes {
  struct Entry {
    uint32_t Class;
    uint32_t Type;
  };
  std::vector<uint32_t> Usual; ///< by class; VoidRef: there is no usual type
  std::vector<uint32_t> Start; ///< by context, and one more: into Entries
  std::vector<Entry> Entries;  ///< of a context, ascending class

  llvm::ArrayRef<Entry> of(uint32_t Context) const {
    return llvm::ArrayRef(Entries).slice(Start[Context],
                                         Start[Context + 1] - Start[Context]);
  }
  /// The type of \p Class in \p Context; VoidRef: the context has no such
  /// class.
  uint32_t find(uint32_t Context, uint32_t Class) const;
  /// Calls \p Visit(class, type) for all that is held; \p Visit may take the
  /// type by reference.
  template <typename Fn> void forEach(Fn Visit) {
    for (uint32_t Class = 0; Class < Usual.size(); ++Class)
      if (Usual[Class] != VoidRef)
        Visit(Class, Usual[Class]);
    for (auto &[Class, Type] : Entries)
      Visit(Class, Type);
  }
};

struct RefineResult {
  static constexpr uint32_t RefinedBit = 0x80000000;
  std::vector<RefinedType> Types;
  std::vector<uint32_t> ContextOf; ///< by group: its context
  /// Types as indices of Types with RefinedBit, or classes.
  ContextTypes TypeOf;
  uint32_t NumCompared = 0; ///< contexts whose types were compared
};

RefineResult refineAmbiguous(const RefineInput &In);

} // namespace btfgen

#endif // BTFGEN_DEDUP_REFINE_H
