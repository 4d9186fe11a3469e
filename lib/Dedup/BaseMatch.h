//===- BaseMatch.h - Which types of a module its base has -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Split BTF holds only what its base lacks. This finds which types of a module
/// the base has, for types that reach no name of several meanings; Refine does
/// it for the others. BaseMatch.cpp explains the rules.
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
  /// If \p N knows strings, they are those of \p Index. Both must outlive this
  /// object.
  BaseLookup(const BaseIndex &Index, const Names &N)
      : Index(Index), NameTable(N) {}

  const BaseIndex &index() const { return Index; }
  const Names &names() const { return NameTable; }

  /// The offset of \p Name in the base's strings; 0 if the base lacks it.
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

  /// The base's types of that \p Kind (Struct, Union or Enum) and \p Name.
  BaseName find(TypeKind Kind, NameRef Name) const;
  /// Prefetches what find() of that name will read.
  void prefetch(NameRef Name) const {
    if (std::optional<uint32_t> Known = NameTable.knownOffset(Name))
      Index.prefetchNamed(*Known);
  }

  /// Whether \p T and the base's type \p Id agree in everything but references.
  bool isSameShallow(const TypeRecord &T, uint32_t Id) const;

  /// The lowest id for which \p Accept returns true, of the base's types that
  /// have the name of \p T, a struct, union, enum or typedef; if T is
  /// anonymous, of the anonymous structs and unions of its shape. 0 if there is
  /// none.
  uint32_t findSimilar(const TypeRecord &T,
                       llvm::function_ref<bool(uint32_t Id)> Accept) const;

  /// The id of the base's type whose record is that of \p T; 0 if there is
  /// none.
  /// \p IdOf(Ref) is the base's id of what T refers to, 0 if the base lacks it;
  /// it is not called for void. Not for structs, unions and typedefs: those are
  /// compared by name, as the base may declare what is defined here.
  uint32_t findRecord(const TypeRecord &T,
                      llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

private:
  void putRecord(const TypeRecord &T,
                 llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

  const BaseIndex &Index;
  const Names &NameTable;
  mutable NameMap Offsets;
  mutable std::vector<uint32_t> Words;
  mutable bool IsMissing = false; ///< the base lacks a name or type of Words
};

/// Which classes of types a base has.
class BaseMatcher {
public:
  /// Both must outlive this object.
  BaseMatcher(const BaseLookup &Base, const ClassTable &Classes)
      : Base(Base), Classes(Classes) {
    // Keys can only be compared if names are offsets in the base's strings.
    if (Base.index().keys().empty() || !Base.names().hasKnown())
      return;
    SameKey.resize(Classes.size());
    Base.index().findKeys(Classes.keys(), SameKey);
  }

  const BaseLookup &base() const { return Base; }

  /// Whether the module and the base define `struct module` differently. Every
  /// module has that struct and its members depend on the kernel's
  /// configuration, so then the base is that of another kernel.
  bool isOfAnotherKernel() const;

  /// Whether the base's type \p Id says the same as \p Class does, references
  /// to named structs, unions and enums being compared by kind and name.
  bool isSameByName(uint32_t Class, uint32_t Id) const {
    if (isKnownByKey(Class))
      return Base.index().keys()[Id - 1] == Classes.keys()[Class];
    return (!SameKey.empty() && SameKey[Class] == Id) ||
           sameContent(Classes[ClassId(Class)], Id, MaxNesting);
  }
  /// All such types, ascending, of a struct, union, enum or typedef. What the
  /// base declares is not among them.
  llvm::SmallVector<uint32_t, 2> findSameByName(uint32_t Class) const;

  /// The base's type that is the same by name as \p Class, a definition, if the
  /// base has no other type with that name. 0 if it has none or several, or if
  /// that can only be known by find().
  uint32_t onlyOfItsName(uint32_t Class) const {
    // A short name is not identified by an offset, and the base may hold its
    // text at several, so hasOwnName() cannot decide.
    if (SameKey.empty() ||
        !Base.names().knownOffset(Classes[ClassId(Class)].Name))
      return 0;
    const uint32_t Same = SameKey[Class];
    return Same && Base.index().hasOwnName(Same) ? Same : 0;
  }

  /// Whether a reference to \p Class says the same as one to the base's type
  /// \p Id. One by name may lead to a declaration on either side.
  bool isSameReference(uint32_t Class, uint32_t Id) const {
    return sameReference(Class, Id, MaxNesting);
  }

  /// The base's id of \p Class, which is not referred to by name and reaches no
  /// name of several meanings; 0 if the base lacks it. \p IdOf(Ref) is the
  /// base's id of a class that it refers to, 0 if the base lacks that.
  uint32_t find(uint32_t Class,
                llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;
  /// The same for \p T, which is \p Class with other references, and no struct,
  /// union or typedef. What it reaches has the meaning that IdOf gives it.
  uint32_t findRecord(uint32_t Class, const TypeRecord &T,
                      llvm::function_ref<uint32_t(uint32_t Ref)> IdOf) const;

private:
  /// How deep prototypes and anonymous structs may nest in each other. Types
  /// that nest deeper count as different.
  static constexpr unsigned MaxNesting = 32;
  /// Whether the base's types that are the same by name are just those that
  /// have the key of \p Class.
  bool isKnownByKey(uint32_t Class) const {
    return !SameKey.empty() && Classes[ClassId(Class)].HasPlainKey &&
           !Base.index().flattensArrays();
  }
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

/// The number of elements of array \p Id, all dimensions multiplied; sets \p Id
/// to the type of an element. Where BaseIndex::flattensArrays(), a module's
/// arrays are compared by this.
uint64_t flattenBaseArray(const BtfFile &Base, uint32_t &Id);

/// The target, element or return type in the base's record \p Id, 0 if it has
/// none.
uint32_t baseTarget(const BtfFile &Base, uint32_t Id);

/// The types of the members or parameters in a record of the base.
class BaseItemTypes {
public:
  BaseItemTypes(const BtfFile &Base, uint32_t Id);
  /// 0 if the record has no such item, or if items refer to nothing.
  uint32_t operator[](uint32_t Item) const {
    return Item < Count ? First[size_t(Item) * Stride] : 0;
  }

private:
  const uint32_t *First = nullptr;
  unsigned Stride = 0;
  uint32_t Count = 0;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASEMATCH_H
