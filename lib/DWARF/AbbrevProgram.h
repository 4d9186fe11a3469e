//===- AbbrevProgram.h - Abbreviations compiled for reading -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A DIE says nothing about its own shape: its abbreviation does, and the same
/// two thousand abbreviations describe all twenty million DIEs of a kernel. So
/// each different abbreviation is compiled once into a program that says where
/// every attribute of interest lies. For nine in ten that is a fixed offset
/// from the DIE's start, or from the end of the name when the name is in line
/// and comes first; a reader then loads fields without looking at forms.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_ABBREVPROGRAM_H
#define BTFGEN_DWARF_ABBREVPROGRAM_H

#include "DWARF/Units.h"
#include "Support/Hash128.h"
#include "Support/HashSeed.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/Allocator.h"

#include <vector>

namespace btfgen {

/// What the readers do with a DIE: tags that are treated alike share a value.
enum class DieKind : uint8_t {
  Other,    ///< nothing of interest, but there may be types below
  Skip,     ///< nothing of interest below either
  CallSite, ///< of a call; nothing of interest below
  Unit,
  Base,
  Modifier, ///< pointer, const, volatile, restrict, typedef, reference, atomic
  Struct,   ///< structure, class, union
  Enum,
  Array,
  FuncType,
  UnsupportedType,
  Unspecified, ///< DW_TAG_unspecified_type
  Member,
  Enumerator,
  Subrange,
  Parameter,
  Ellipsis, ///< DW_TAG_unspecified_parameters
  Function,
  Variable,
  Annotation,    ///< DW_TAG_LLVM_annotation
  GNUAnnotation, ///< DW_TAG_GNU_annotation
  ImportedUnit,
};

/// Whether what is below a DIE of that kind is of no interest.
constexpr bool isLeaf(DieKind Kind) {
  return Kind == DieKind::Skip || Kind == DieKind::CallSite;
}

/// Attributes that the readers look at.
enum class Attr : uint8_t {
  Name,
  Type,
  ByteSize,
  Encoding,
  MemberLocation,
  BitSize,
  BitOffset,
  DataBitOffset,
  ConstValue,
  UpperBound,
  Count,
  Declaration,
  External,
  Artificial,
  Inline,
  Location,
  LowPc,
  EntryPc,
  Ranges,
  Origin,
  Specification,
  CallingConvention,
  Sibling,
  Signature,
  GNUAnnotation,
  Language,
  Producer,
  StrOffsetsBase,
  AddrBase,
  LocListsBase,
  RngListsBase,
  Import,
  DwoName,
  DwoId, ///< of GNU's split DWARF 4
  GNURangesBase,
  CompDir,
  FrameBase,
  GNULocViews,
  GNUEntryView,
  CallOrigin,
  NumAttrs,
  None = NumAttrs,
};
inline constexpr unsigned NumAttrs = static_cast<unsigned>(Attr::NumAttrs);

/// How to find one attribute in a DIE of fixed shape.
struct Field {
  uint16_t Offset = 0; ///< from the DIE's first attribute or the name's end
  uint8_t Size = 0;    ///< bytes to load, 0 to 8
  uint8_t Form = 0;    ///< DW_FORM_*, 0: the attribute is absent
  int32_t Bias = 0;    ///< added to what was loaded (DW_FORM_implicit_const)
};

/// Whether an attribute of \p Form (DW_FORM_*) is a number itself, rather than
/// an expression or a reference.
inline bool isConstantForm(unsigned Form) {
  using namespace llvm::dwarf;
  constexpr uint64_t Constants =
      uint64_t(1) << DW_FORM_data1 | uint64_t(1) << DW_FORM_data2 |
      uint64_t(1) << DW_FORM_data4 | uint64_t(1) << DW_FORM_data8 |
      uint64_t(1) << DW_FORM_udata | uint64_t(1) << DW_FORM_sdata |
      uint64_t(1) << DW_FORM_implicit_const;
  return Form < 64 && (Constants >> Form & 1);
}

/// Whether a reference of \p Form is to a DIE of the supplementary file.
inline bool refersToSupplement(uint64_t Form) {
  using namespace llvm::dwarf;
  return Form == DW_FORM_GNU_ref_alt || Form == DW_FORM_ref_sup4 ||
         Form == DW_FORM_ref_sup8;
}

/// One attribute, for DIEs of any shape.
struct Operation {
  Attr Which = Attr::None;
  uint16_t Form = 0;
  /// Bytes of the value in the DIE; -1 if it is they that say how many.
  int8_t Size = 0;
  /// What is added to the bytes: the constant of DW_FORM_implicit_const, 1 for
  /// DW_FORM_flag_present, 0 for all others.
  int64_t Const = 0;

  /// DW_FORM_data16 is none: it does not fit in the type of values.
  bool isNumberOfFixedSize() const { return Size >= 0 && Size <= 8; }
};

/// How \p Form is read in DIEs of \p U. \p Const is that of
/// DW_FORM_implicit_const, otherwise 0.
Operation operation(Attr Which, uint16_t Form, int64_t Const, const Unit &U);

/// All that is read of a DIE of a frequent shape, which nine in ten have: one
/// whose attributes are where its abbreviation says, with nothing unusual among
/// those of interest. PlainShape.cpp has the rules, by kind.
struct alignas(32) PlainShape {
  enum class NameForm : uint8_t {
    None,
    InLine,  ///< DW_FORM_string; offsets count from its end
    Str,     ///< an offset in .debug_str, 4 bytes
    Indexed, ///< DW_FORM_strx1 to 4
  };
  enum class TypeForm : uint8_t {
    None,
    InUnit,    ///< DW_FORM_ref4
    InSection, ///< DW_FORM_ref_addr, 4 bytes: perhaps in another unit
  };
  DieKind Kind = DieKind::Other; ///< Other: the DIE is not of such a shape
  NameForm Name = NameForm::None;
  bool HasChildren = false;
  bool IsDeclaration = false; ///< Struct
  TypeForm Type = TypeForm::None;
  bool HasBitSize = false; ///< Member: one byte
  uint8_t NameSize = 0;    ///< Indexed: bytes
  /// Member: DW_AT_data_member_location or DW_AT_data_bit_offset. Enumerator:
  /// DW_AT_const_value. Struct: DW_AT_byte_size. Subrange: DW_AT_upper_bound.
  uint8_t ValueSize = 0; ///< bytes, 0: nothing is loaded
  bool HasValue = false;
  uint8_t ValueShift = 0; ///< Member: what makes bits of it
  uint16_t Tag = 0;
  uint16_t Size = 0; ///< of the DIE, behind its code and a name in line
  // Offsets as of Field.
  uint16_t NameAt = 0, TypeAt = 0, ValueAt = 0, BitSizeAt = 0;
  int32_t Bias = 0; ///< added to what was loaded for the value
};

struct AbbrevProgram {
  uint16_t Tag = 0;
  DieKind Kind = DieKind::Other;
  bool HasChildren = false;
  bool HasComputed = false; ///< what should be a number may be an expression
  bool Fixed = false;       ///< Fields and FixedSize describe the DIE
  bool InlineName = false;  ///< Fixed, but behind a leading DW_FORM_string
  /// An attribute that the readers follow has a form that can leave the unit.
  bool LeavesUnit = false;
  uint16_t FixedSize = 0;
  Field Fields[NumAttrs];
  std::vector<Operation> Operations;
  PlainShape Plain;

  bool has(Attr A) const { return Fields[static_cast<unsigned>(A)].Form != 0; }
  const Field &field(Attr A) const { return Fields[static_cast<unsigned>(A)]; }
};

/// The shape of the DIEs that \p P describes but for Plain; that of no DIE if
/// it is not a frequent one.
PlainShape plainShape(const AbbrevProgram &P);

/// The abbreviations of one unit, by code.
class AbbrevTable {
  std::vector<const AbbrevProgram *> Dense;
  std::vector<PlainShape> Plain;
  llvm::DenseMap<uint64_t, const AbbrevProgram *> Sparse;

public:
  static constexpr uint64_t MaxCode = UINT32_MAX;

  /// Shapes of the first codes, side by side: they stay in the cache, where
  /// programs would not.
  llvm::ArrayRef<PlainShape> plain() const { return Plain; }
  /// Null if there is no such code.
  const AbbrevProgram *find(uint64_t Code) const {
    if (Code < Dense.size()) [[likely]]
      return Dense[Code];
    if (Code > MaxCode)
      return nullptr;
    auto It = Sparse.find(Code);
    return It == Sparse.end() ? nullptr : It->second;
  }
  bool LeavesUnit = false; ///< some program does

private:
  friend class AbbrevCompiler;
  std::pair<uint64_t, uint64_t> Source; ///< offset, and what sizes depend on
  bool IsComplete = false;
};

/// Compiles abbreviation tables, each different declaration once. One per
/// worker: it is not shared between threads.
class AbbrevCompiler {
  /// Programs by 128-bit hash of what they depend on: the declaration but for
  /// places in the source, and what else decides sizes of forms.
  struct Known {
    Key128 Key;
    const AbbrevProgram *Program = nullptr;
    bool LeavesUnit = false; ///< Program's, which is further away
  };
  const uint64_t Seed = hashSeed();
  std::vector<Known> Slots{std::vector<Known>(1 << 9)};
  size_t NumKnown = 0;
  llvm::SpecificBumpPtrAllocator<AbbrevProgram> Programs;

  /// How many programs are kept from unit to unit. A kernel has 2,000.
  static constexpr size_t MaxKnown = 1 << 16;

  Known &slotFor(const Key128 &Key);
  void forget();
  const AbbrevProgram *build(llvm::ArrayRef<uint8_t> Declaration,
                             const Unit &U);

public:
  /// Fills \p Table, always the same one, for \p U from \p Abbrev, the whole of
  /// .debug_abbrev; there is nothing to do if it is the table of the unit
  /// before. Errors name the offset: a table outside the section, one that is
  /// cut off or longer than U.AbbrevLimit, a form that DWARF 5 or GNU's
  /// extensions do not define.
  llvm::Error compile(llvm::ArrayRef<uint8_t> Abbrev, const Unit &U,
                      AbbrevTable &Table);
};

} // namespace btfgen

#endif // BTFGEN_DWARF_ABBREVPROGRAM_H
