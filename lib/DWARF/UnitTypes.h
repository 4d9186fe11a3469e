//===- UnitTypes.h - What a unit yields -------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The types, functions and variables of one unit (or of several units that
/// refer to each other, read as one), as plain arrays. Deduplication sees no
/// more of DWARF than this. A reader fills one of these for each group and
/// reuses its memory for the next.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_UNITTYPES_H
#define BTFGEN_DWARF_UNITTYPES_H

#include "DWARF/Expression.h"
#include "DWARF/Names.h"
#include "DWARF/Units.h"
#include "Support/Ids.h"

#include <vector>

namespace btfgen {

/// Position of a unit in .debug_info (then .debug_types), from 0.
using UnitIdx = Id<struct UnitTag>;

/// What a type is. BTF's kinds, and two that it does not have. Units yield
/// those up to Unsupported; the others are made from functions and variables.
enum class TypeKind : uint8_t {
  Int,
  Float,
  Ptr,
  Array,
  Struct,
  Union,
  Enum, ///< ENUM or ENUM64, by size
  Typedef,
  Const,
  Volatile,
  Restrict,
  FuncProto,
  TypeTag,
  Alias,       ///< the same type as its target: _Atomic, decltype(nullptr)
  Unsupported, ///< BTF has no kind for it; Size is an UnsupportedReason
  Func,
  Var,
  DataSec,
  DeclTag,
};

enum UnsupportedReason : uint32_t {
  ReasonComplex,
  ReasonPointerToMember,
  ReasonSize, ///< a size that BTF does not allow for the kind
  ReasonUnnamed,
  /// Its name or a type that it refers to cannot be read: the reference leads
  /// nowhere, or into a file that was not given.
  ReasonUnreadable,
  ReasonOther,
};

/// Flags of a LocalType.
enum : uint8_t {
  TypeSigned = 1,      ///< Int: signed; Enum: a value is, or the type says so
  TypeBool = 2,        ///< Int
  TypeDeclaration = 4, ///< Struct, Union, Enum: name only
  TypeAttribute = 8,   ///< TypeTag, DeclTag: kind_flag, any attribute
  TypeNarrow = 16, ///< Enum: ENUM whatever the size (features without enum64)
};

/// While a unit is read, a reference is the position of a DIE. Afterwards it is
/// a local number: an index of UnitTypes::Types, which are in the order of
/// their DIEs. VoidRef is no type.
inline constexpr uint32_t VoidRef = UINT32_MAX;
/// TypeReader::resolve() returns this for a reference that cannot be followed.
inline constexpr uint32_t UnreadableRef = UINT32_MAX - 1;

/// Whether \p Kind is a typedef, a qualifier or a type tag: its values and size
/// are those of the type that it refers to.
constexpr bool isModifier(TypeKind Kind) {
  return Kind == TypeKind::Typedef || Kind == TypeKind::Const ||
         Kind == TypeKind::Volatile || Kind == TypeKind::Restrict ||
         Kind == TypeKind::TypeTag;
}

struct LocalType {
  NameRef Name = 0;
  uint32_t Ref = VoidRef; ///< target, element or return type
  /// Bytes; Array: number of elements; Unsupported: an UnsupportedReason.
  uint32_t Size = 0;
  uint32_t First = 0; ///< Items [First, First + Count)
  uint32_t Count = 0;
  TypeKind Kind = TypeKind::Unsupported;
  uint8_t Flags = 0;
};

/// A member, parameter, enumerator, or variable of a section.
struct Item {
  NameRef Name = 0;
  /// The type of a member or parameter, the VAR of a section's variable. A last
  /// parameter without name and type is "...".
  uint32_t Ref = VoidRef;
  /// Member: offset in bits. Enumerator: low 32 bits of the value. Variable:
  /// offset in bytes.
  uint32_t A = 0;
  /// Member: size of a bitfield in bits, 0 if it is none. Enumerator: high 32
  /// bits of the value. Variable: size in bytes.
  uint32_t B = 0;

  int64_t value() const {
    return static_cast<int64_t>(static_cast<uint64_t>(B) << 32 | A);
  }
};

/// Calls \p Visit(Ref) for every reference of \p T but VoidRef: its target,
/// then those of \p Items, which are its own. Enumerators refer to nothing. \p
/// Visit may take a reference by address and change it.
template <typename Type, typename ItemRange, typename Fn>
void forEachRef(Type &T, ItemRange Items, Fn Visit) {
  if (T.Ref != VoidRef)
    Visit(T.Ref);
  if (T.Kind == TypeKind::Enum)
    return;
  for (auto &I : Items)
    if (I.Ref != VoidRef)
      Visit(I.Ref);
}

/// A declaration tag (btf_decl_tag) on a type. Those of functions and variables
/// have lists of their own.
struct LocalTag {
  uint32_t Target = 0;    ///< index of Types, Functions or Variables
  int32_t Component = -1; ///< member or parameter, -1 the whole
  NameRef Value = 0;
  bool operator==(const LocalTag &) const = default;
};

/// Where a parameter is at the function's start, as far as DWARF says.
struct ParamRecord {
  NameRef Name = 0;
  uint32_t Ref = VoidRef;
  uint32_t Position = 0;       ///< of the DIE
  uint32_t Origin = VoidRef;   ///< DW_AT_abstract_origin
  uint64_t Location = 0;       ///< block: position; list: section offset
  uint32_t LocationLength = 0; ///< block only
  uint8_t LocationForm = 0;    ///< DW_FORM_*, 0: no DW_AT_location
};

enum : uint8_t {
  FuncDeclaration = 1,
  FuncHasRanges = 2, ///< LowPc is a list of ranges
  FuncInline = 4,    ///< DW_AT_inline is not 0: an abstract instance
  FuncVariadic = 8,
  FuncNoCall = 16,      ///< DW_AT_calling_convention is DW_CC_nocall
  FuncRangesIndex = 32, ///< with FuncHasRanges: an index (DW_FORM_rnglistx)
  FuncExternal = 64,
};

/// One DW_TAG_subprogram.
struct FuncRecord {
  /// The first instruction's address, 0 if there is none; or with FuncHasRanges
  /// which list it is the first address of. EntryReader follows it.
  uint64_t LowPc = 0;
  NameRef Name = 0;
  uint32_t Ref = VoidRef; ///< return type
  uint32_t Position = 0;
  uint32_t Origin = VoidRef;        ///< DW_AT_abstract_origin
  uint32_t Specification = VoidRef; ///< DW_AT_specification
  uint32_t FirstParam = 0;          ///< Params [FirstParam, + NumParams)
  uint32_t NumParams = 0;
  uint32_t UnitInGroup = 0;
  uint32_t EntryOffset = 0; ///< bytes from there to the entry
  uint8_t Flags = 0;
};

enum : uint8_t {
  VarExternal = 1,
  VarDeclaration = 2,
  VarArtificial = 4,
  VarHasAddress = 8,
};

/// One DW_TAG_variable at the top level of a unit.
struct VarRecord {
  uint64_t Address = 0;
  NameRef Name = 0;
  uint32_t Ref = VoidRef;
  uint32_t Position = 0;
  uint32_t Specification = VoidRef;
  uint8_t Flags = 0;
};

/// What DW_TAG_compile_unit says of a unit.
struct UnitFacts {
  NameRef Name = 0;
  uint16_t Language = 0; ///< DW_LANG_*
  bool IsClang = false;
  bool Skipped = false; ///< by --lang-exclude
  /// A skeleton: its DIEs are in another file, which DwoName names.
  bool IsSkeleton = false;
  NameRef DwoName = 0;
  bool IsSplit = false; ///< it is in a .dwo file
  uint8_t AddressSize = 8;
  uint16_t Version = 5;
  bool Dwarf64 = false;
  uint64_t AddrBase = 0;
  uint64_t LocListsBase = 0;
  uint64_t RngListsBase = 0;
  uint64_t RangesBase = 0; ///< what offsets in .debug_ranges are relative to
  /// What addresses of range and location lists are relative to.
  uint64_t LowPc = 0;

  LocationFormat locationFormat() const {
    return {AddressSize, Version, Dwarf64, LocListsBase, IsSplit};
  }
};

struct UnitTypes {
  std::vector<LocalType> Types;
  /// Of these, [FirstCopy, + NumCopies) are types of other groups.
  uint32_t FirstCopy = 0, NumCopies = 0;
  std::vector<Item> Items;
  std::vector<LocalTag> Tags; ///< on types
  std::vector<FuncRecord> Functions;
  std::vector<ParamRecord> Params;
  std::vector<LocalTag> FunctionTags; ///< ascending Target
  std::vector<VarRecord> Variables;
  std::vector<LocalTag> VariableTags; ///< ascending Target
  /// Of clang's units: the functions that are called by name, each as often.
  std::vector<DiePlace> Calls;
  std::vector<UnitFacts> Units; ///< by FuncRecord::UnitInGroup
  /// References to DIEs that do not exist, are no types, or cannot be read.
  uint32_t NumDangling = 0;

  void clear();
  /// Members, parameters or enumerators of \p T, which is one of Types.
  llvm::MutableArrayRef<Item> items(const LocalType &T) {
    return llvm::MutableArrayRef(Items).slice(T.First, T.Count);
  }
  llvm::ArrayRef<Item> items(const LocalType &T) const {
    return llvm::ArrayRef(Items).slice(T.First, T.Count);
  }
};

/// How long a chain of typedefs and qualifiers may be.
inline constexpr unsigned MaxModifiers = 128;

/// What \p Type (a local number or VoidRef) is without modifiers and
/// aliases; VoidRef for void and for a chain that is too long.
uint32_t skipModifiers(const UnitTypes &U, uint32_t Type);

/// The size in bytes of \p Type as an argument; 0 if it is not known. For an
/// array it is the size of an element, since GCC states no other for vectors.
uint64_t argumentSize(const UnitTypes &U, uint32_t Type, unsigned WordSize);

} // namespace btfgen

#endif // BTFGEN_DWARF_UNITTYPES_H
