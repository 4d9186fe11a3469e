//===- Classes.h - Equal types of all units, once ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The first half of deduplication. Every cycle in C's type graph passes
/// through a named struct or union. So a type's key is a hash of its content
/// in which a reference to a named struct, union or enum is only its kind and
/// name; types of equal keys, from whatever units, form a class. Of each class
/// one copy of the content is kept, and for each group of units which class
/// each of its types fell into: memory follows the number of different types.
///
/// What a class does not say is which definition a name means, where several
/// exist. TypeGraph decides that.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_CLASSES_H
#define BTFGEN_DEDUP_CLASSES_H

#include "BTF/Kinds.h"
#include "Dedup/ContentKeys.h"
#include "Support/ChunkedVector.h"
#include "Support/Ids.h"
#include "Support/ShardedTable.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Allocator.h"

#include <memory>
#include <utility>
#include <vector>

namespace btfgen {

/// A class of equal types of all units, from 0 in order of creation. That order
/// differs between runs: compare classes by their first occurrence.
using ClassId = Id<struct ClassIdTag>;

/// Where something was read: the number of the group of units, and the index in
/// what that group yielded. The order is that in which a single thread would
/// have read, so it does not depend on threads.
struct Occurrence {
  uint32_t Group = 0;
  uint32_t Index = 0;

  constexpr auto operator<=>(const Occurrence &) const = default;

  /// As a number of the same order, for a ShardedTable.
  constexpr uint64_t rank() const { return uint64_t(Group) << 32 | Index; }
  static constexpr Occurrence ofRank(uint64_t Rank) {
    return {static_cast<uint32_t>(Rank >> 32), static_cast<uint32_t>(Rank)};
  }
};

/// A type with what BTF says of it. The class table, the type graph and the
/// output consist of these; in each, references (Ref, and Ref of items) are
/// numbers of its own records, or VoidRef.
///
/// In a class, references are ClassIds' values or VoidRef: the classes which
/// the targets had in the unit that was first to bring this class; of a target
/// that is referred to by name, only kind and name count, unless RefersExactly.
struct TypeRecord {
  Item *Items = nullptr; ///< members and so on; owned by the record's container
  uint32_t Count = 0;    ///< of Items
  NameRef Name = 0;      ///< 0: anonymous
  uint32_t Size = 0;     ///< as LocalType's; DATASEC: bytes
  uint32_t Ref = VoidRef; ///< target, element or return type
  TypeKind Kind = TypeKind::Unsupported;
  uint8_t Flags = 0;
  /// A class: it is from units that define a name several times, and its
  /// references to definitions of such a name mean these very ones.
  bool RefersExactly = false;
  /// A class: its key says the content and no more. It may say more if its
  /// unit has several definitions of one name.
  bool HasPlainKey = false;
  /// Func, Var: linkage; DeclTag: the component's number, -1 for none.
  int32_t Extra = 0;

  bool isByName() const { return btfgen::isByName(Kind, Name); }
  bool isDeclaration() const { return Flags & TypeDeclaration; }
  llvm::ArrayRef<Item> items() const { return {Items, Count}; }
  llvm::MutableArrayRef<Item> items() { return {Items, Count}; }
};

/// As above, with the items of the record.
template <typename Fn> void forEachRef(const TypeRecord &T, Fn Visit) {
  forEachRef(T, T.items(), Visit);
}
template <typename Fn> void forEachRef(TypeRecord &T, Fn Visit) {
  forEachRef(T, T.items(), Visit);
}

/// Whether \p T, an Enum, is written with 64-bit values.
inline bool isEnum64(const TypeRecord &T) {
  return T.Size > 4 && !(T.Flags & TypeNarrow);
}

/// A declaration tag on all types of a class.
struct ClassTag {
  ClassId Target;
  int32_t Component = -1;
  NameRef Value = 0;
  Occurrence FirstSeen; ///< for a stable order
};

/// The classes of all units. Threads fill it at the same time, each through a
/// ClassWorker. Then finish(), and it is only read.
class ClassTable {
public:
  /// BTF cannot number this many types. Most classes are types of the result,
  /// but a declaration and its definition, for instance, are two classes.
  static constexpr uint32_t DefaultMaxClasses = 4 * BtfMaxType;

  /// For \p NumGroups groups of units, so many \p Threads, and about \p
  /// Expected classes. \p MaxClasses bounds the memory for hostile input.
  ClassTable(size_t NumGroups, unsigned Threads, size_t Expected = 0,
             uint32_t MaxClasses = DefaultMaxClasses)
      : MaxClasses(MaxClasses), Table(Threads, Expected), OfGroup(NumGroups),
        TagTable(Threads), Storage(Threads) {}

  uint32_t size() const { return Table.size(); }
  /// Whether there are more classes than MaxClasses.
  bool isFull() const { return size() > MaxClasses; }
  size_t numGroups() const { return OfGroup.size(); }
  const TypeRecord &operator[](ClassId C) const { return All[C.index()]; }

  /// Calls \p Visit(local number, class, count) for every run of a group's
  /// types whose classes follow each other: so many, from these two on. Types
  /// that became void are in none.
  template <typename Fn> void forEachRunOf(size_t Group, Fn Visit) const {
    const std::vector<uint8_t> &Packed = OfGroup[Group];
    const uint8_t *P = Packed.data(), *End = P + Packed.size();
    auto Next = [&P] {
      uint32_t Value = *P & 0x7f;
      for (unsigned Shift = 7; *P++ & 0x80; Shift += 7)
        Value |= static_cast<uint32_t>(*P & 0x7f) << Shift;
      return Value;
    };
    uint32_t Local = 0, Class = 0;
    while (P != End) {
      Local += Next();
      const uint32_t Delta = Next(), Count = Next();
      Class += Delta >> 1 ^ -(Delta & 1);
      Visit(Local, Class, Count);
      Local += Count;
      Class += Count;
    }
  }
  /// To be called after the last add().
  void finish();
  /// By class, the first type that has it. After finish(). A copy of another
  /// group's type (UnitTypes::FirstCopy) counts behind all others, with 2^31
  /// added to its group.
  llvm::ArrayRef<Occurrence> firstSeen() const { return FirstSeen; }
  /// The content key of each class. After finish().
  llvm::ArrayRef<Key128> keys() const { return Keys; }
  std::vector<ClassTag> tags() const;
  /// Whether a type has a name without characters. Names identified by offset
  /// take that for a name; only by content it is known to be none.
  bool hasEmptyNames(const Names &N) const;

private:
  friend class ClassWorker;
  const uint32_t MaxClasses;
  ShardedTable Table;
  ChunkedVector<TypeRecord> All;
  /// By group the runs of its types' classes: units include headers in the same
  /// order, so mostly the next type has the next class. Each is three numbers
  /// in LEB128: how many types before it became void, by how much its first
  /// class differs from what would have followed the run before (the sign is
  /// bit 0), and how many types it has.
  std::vector<std::vector<uint8_t>> OfGroup;
  ShardedTable TagTable;
  ChunkedVector<ClassTag> AllTags;
  /// By thread: items of the classes that it created.
  std::vector<llvm::BumpPtrAllocator> Storage;
  std::vector<Occurrence> FirstSeen; ///< by class
  std::vector<Key128> Keys;          ///< by class
};

/// Adds groups to a ClassTable; one per thread.
class ClassWorker {
public:
  /// \p Thread is this worker's number, below ClassTable's Threads.
  ClassWorker(ClassTable &Table, unsigned Thread)
      : Table(Table), Storage(Table.Storage[Thread]) {}

  /// Computes keys and classes of \p U, which may be changed: a cycle that does
  /// not pass through a name cannot be written as BTF and is cut. False if the
  /// table isFull(): neither it nor classes() can be used then.
  [[nodiscard]] bool add(size_t Group, UnitTypes &U);

  /// The keys of the types of the group that was added last.
  const ContentKeys &keys() const { return Keys; }
  /// The class of each type of that group. An Alias has the class of what it
  /// stands for. VoidRef where that is nothing.
  llvm::ArrayRef<uint32_t> classes() const { return Classes; }

private:
  ClassTable &Table;
  llvm::BumpPtrAllocator &Storage;
  ContentKeys Keys;
  std::vector<uint32_t> Classes; ///< by local number
  /// The classes that this worker was given, which it may look at.
  std::vector<uint64_t> Given;
  /// Units include headers in the same order, so most types have the class that
  /// follows the last one's. By class, the one that came next the last time it
  /// was another; then the one that came first in a unit.
  std::vector<uint32_t> Next;
  uint32_t First = NoGuess;
  static constexpr uint32_t NoGuess = UINT32_MAX;
  /// Of the group: the types whose class does not follow the last one's, and
  /// that class or VoidRef; ascending.
  std::vector<std::pair<uint32_t, uint32_t>> Runs;
  std::vector<uint8_t> Packed;                        ///< of OfGroup
  std::vector<std::pair<uint32_t, uint32_t>> Created; ///< (local, class)

  bool internTypes(size_t Group, const UnitTypes &U);
  bool internRange(size_t Group, const UnitTypes &U, uint32_t Begin,
                   uint32_t End);
  size_t countGiven(uint32_t Class) const;
  void resolveAliases(const UnitTypes &U);
  void internTags(size_t Group, const UnitTypes &U);
  void store(const UnitTypes &U, const LocalType &T, uint32_t Class);
  void pack(size_t Group);
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_CLASSES_H
