//===- BaseMatch.h - Which types of a module its base has -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Split BTF holds what the base lacks. A named struct, union or enum is in the
/// base if the base defines that name and says the same of it, where a
/// reference to a name says that name only: as long as each of these names has
/// one meaning in base and module together, that is equality (the argument of
/// Classes.h). Every other type is in the base if the base has its record, once
/// everything that it refers to was found there. Names with several meanings,
/// and what reaches them, are left to Refine.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_BASEMATCH_H
#define BTFGEN_DEDUP_BASEMATCH_H

#include "DWARF/NameMap.h"
#include "Dedup/BaseIndex.h"
#include "Dedup/Classes.h"

namespace btfgen {

/// What the base has of one kind and name.
struct BaseName {
  llvm::SmallVector<uint32_t, 1> Definitions; ///< ids, ascending
  uint32_t Declaration = 0;                   ///< id of the FWD, 0: none
  bool HasOtherKind = false; ///< a union's name also defines a struct, or so
  bool exists() const { return !Definitions.empty() || Declaration; }
};

/// What a base has, by name and by content. One per module.
class BaseLookup {
public:
  /// Where \p N has names known before, they are strings of \p Index. Both must
  /// outlive it.
  BaseLookup(const BaseIndex &Index, const Names &N)
      : Index(Index), NameTable(N) {}

  const BaseIndex &index() const { return Index; }
  const Names &names() const { return NameTable; }

  /// The offset of \p Name in the base's strings; 0 if it is not there.
  uint32_t nameOffset(NameRef Name) const {
    if (std::optional<uint32_t> Known = NameTable.knownOffset(Name))
      return *Known;
    return Name ? Offsets.get(Name,
                              [&] {
                                char Short[4];
                                return Index.strings().find(
                                    NameTable.text(Name, Short));
                              })
                : 0;
  }
  /// Whether \p Name is the text at \p Offset of the base's strings.
  bool isName(NameRef Name, uint32_t Offset) const {
    return nameOffset(Name) == Offset && (Offset || !Name);
  }

  BaseName find(TypeKind Kind, NameRef Name) const;
  /// Brings what find() of that name will read closer.
  void prefetch(NameRef Name) const {
    if (std::optional<uint32_t> Known = NameTable.knownOffset(Name))
      Index.prefetchNamed(*Known);
  }

  /// Whether \p T and the base's type \p Id agree in everything but references.
  bool isSameShallow(const TypeRecord &T, uint32_t Id) const;

  /// The first type that \p Accept takes of those that may be \p T, a struct,
  /// union, enum or typedef: those of its name, or likewise nameless ones.
  uint32_t findSimilar(const TypeRecord &T,
                       llvm::function_ref<bool(uint32_t Id)> Accept) const;

  /// The id of the record that \p T would have; 0 if the base does not have it.
  /// \p IdOf(Ref) is the base's id of what T refers to (not called for void), 0
  /// if it is not there. Not for structs, unions and typedefs, which the base
  /// has even if its declarations are definitions here.
  uint32_t findRecord(const TypeRecord &T,
                      llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

private:
  void putRecord(const TypeRecord &T,
                 llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

  const BaseIndex &Index;
  const Names &NameTable;
  mutable NameMap Offsets;
  mutable std::vector<uint32_t> Words;
  mutable bool IsMissing = false; ///< a name or an id, from Words
};

/// Which classes of types a base has.
class BaseMatcher {
public:
  /// Both must outlive it.
  BaseMatcher(const BaseLookup &Base, const ClassTable &Classes)
      : Base(Base), Classes(Classes) {
    // Only then names are the same in both.
    if (Base.index().keys().empty() || !Base.names().hasKnown())
      return;
    SameKey.resize(Classes.size());
    Base.index().findKeys(Classes.keys(), SameKey);
  }

  const BaseLookup &base() const { return Base; }

  /// Whether both define `struct module`, which every module has and every
  /// kernel configures, and not the same one.
  bool isForeign() const;

  /// Whether the base's type \p Id says the same as \p Class does, references
  /// to named structs, unions and enums being compared by kind and name.
  bool isSameByName(uint32_t Class, uint32_t Id) const {
    // What has another key may still be the same: see flattensArrays().
    return (!SameKey.empty() && SameKey[Class] == Id) ||
           sameContent(Classes[ClassId(Class)], Id, MaxNesting);
  }

  /// The base's type that says the same as \p Class, a definition, if it is the
  /// only one with that name; 0 if there is none, or it takes find() to know.
  uint32_t onlyOfItsName(uint32_t Class) const {
    // A short name carries no offset, and the base may hold its text at
    // several.
    if (SameKey.empty() ||
        !Base.names().knownOffset(Classes[ClassId(Class)].Name))
      return 0;
    const uint32_t Same = SameKey[Class];
    return Same && Base.index().hasOwnName(Same) ? Same : 0;
  }

  /// Whether a reference to \p Class may be one to the base's type \p Id: if it
  /// is by name, to its declaration, too.
  bool isSameReference(uint32_t Class, uint32_t Id) const {
    return sameReference(Class, Id, MaxNesting);
  }

  /// The base's id of \p Class, which is neither referred to by name nor
  /// reaches a name of several meanings; 0 if the base does not have it. \p
  /// IdOf(Ref) is that of what it refers to.
  uint32_t find(uint32_t Class,
                llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

private:
  /// Prototypes in prototypes; beyond, types count as different.
  static constexpr unsigned MaxNesting = 32;
  bool sameReference(uint32_t Class, uint32_t Id, unsigned Nesting) const;
  bool sameContent(const TypeRecord &T, uint32_t Id, unsigned Nesting) const;
  bool refersTo(const TypeRecord &T, uint32_t Id,
                llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

  const BaseLookup &Base;
  const ClassTable &Classes;
  /// By class, the lowest id in the base that has its content key, or 0. None
  /// if the index has no keys.
  std::vector<uint32_t> SameKey;
};

/// The number of elements of array \p Id with all its dimensions, and the
/// element's type in \p Id afterwards: where BaseIndex::flattensArrays(), the
/// dimensions of what a module refers to do not count.
uint64_t flattenBaseArray(const BtfFile &Base, uint32_t &Id);

/// What a type refers to in the base's record \p Id, as emitRecord() orders it:
/// target, element or return type, then items'.
uint32_t baseTarget(const BtfFile &Base, uint32_t Id);
uint32_t baseItemType(const BtfFile &Base, uint32_t Id, uint32_t Item);

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASEMATCH_H
