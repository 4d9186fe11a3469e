//===- AbbrevProgram.cpp - Abbreviations compiled for reading -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A struct of two members, as GCC describes it:
///
///     struct list_head {
///       struct list_head *next, *prev;
///     };
///
/// Each member is one DIE of eleven bytes: a code, 1, that names its
/// abbreviation, and the values of the attributes, whose sizes and meaning only
/// the abbreviation knows:
///
///     abbreviation 1 in .debug_abbrev           next    prev
///     DW_TAG_member, no children
///     DW_AT_name, DW_FORM_strp                  4 bytes: offset in .debug_str
///     DW_AT_decl_file, implicit_const 1         -       -
///     DW_AT_decl_line, implicit_const 2         -       -
///     DW_AT_decl_column, DW_FORM_data1          21      28
///     DW_AT_type, DW_FORM_ref4                  0x42    0x42
///     DW_AT_data_member_location, data1         0       8
///
/// A reader that follows DWARF to the letter goes through the list of forms for
/// every DIE, twenty million times in a kernel. Here the list is gone through
/// once, and becomes a program: where the attributes are that somebody asks
/// for, in bytes behind the code:
///
///     Kind            Member
///     Fixed           yes: no size depends on the DIE
///     Name            4 bytes at 0
///     Type            4 bytes at 5
///     MemberLocation  1 byte at 9
///     FixedSize       10 bytes
///     Plain           the same, in 32 bytes
///
/// DieCursor reads such a DIE by loading three fields and adding ten.
///
/// The cases:
///
/// - Fixed, as above. A name that comes first and is in line (DW_FORM_string)
///   has the size that it has; if everything else is fixed, offsets count from
///   its end (InlineName).
/// - Plain: of those that are Fixed, the most frequent shapes of types, of what
///   types consist of, and of variables in functions. These are nine in ten of
///   all DIEs, and are read in a tighter loop (DieCursor::plainRun()). What it
///   needs to know of a shape takes half a cache line. PlainShape.cpp says
///   which these are.
/// - Neither: a block, an expression or a LEB128 number stands between the
///   attributes. Then the program is the list of forms after all (Operations),
///   without those that have no bytes and mean nothing here.
///
/// Each unit of a kernel has a table, but all tables together have two thousand
/// different abbreviations. So programs are kept by the hash of the
/// abbreviation's bytes. The line of a declaration as DW_FORM_implicit_const
/// does not count: it differs in each struct, and nothing here depends on it.
/// What else decides sizes does count: the size of an address, 32-bit or 64-bit
/// DWARF, and whether the version is 2 (Format).
///
/// The cost is that of reading .debug_abbrev once per unit. A hostile file
/// cannot make it more: tables have a limit (Unit::AbbrevLimit), programs
/// beyond MaxKnown are forgotten, and attributes without bytes, of which a DIE
/// may have millions at no cost, are kept once each.
///
//===----------------------------------------------------------------------===//

#include "DWARF/AbbrevProgram.h"

#include "DWARF/Leb128.h"
#include "Support/Probe.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

static DieKind kindOf(uint64_t Tag) {
  switch (Tag) {
  case DW_TAG_compile_unit:
  case DW_TAG_partial_unit:
  case DW_TAG_type_unit:
  case DW_TAG_skeleton_unit:
    return DieKind::Unit;
  case DW_TAG_base_type:
    return DieKind::Base;
  case DW_TAG_pointer_type:
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type:
  case DW_TAG_const_type:
  case DW_TAG_volatile_type:
  case DW_TAG_restrict_type:
  case DW_TAG_atomic_type:
  case DW_TAG_immutable_type:
  case DW_TAG_packed_type:
  case DW_TAG_shared_type:
  case DW_TAG_typedef:
  case DW_TAG_template_alias:
    return DieKind::Modifier;
  case DW_TAG_structure_type:
  case DW_TAG_class_type:
  case DW_TAG_interface_type:
  case DW_TAG_union_type:
    return DieKind::Struct;
  case DW_TAG_enumeration_type:
    return DieKind::Enum;
  case DW_TAG_array_type:
    return DieKind::Array;
  case DW_TAG_subroutine_type:
    return DieKind::FuncType;
  case DW_TAG_ptr_to_member_type:
  case DW_TAG_string_type:
  case DW_TAG_set_type:
  case DW_TAG_file_type:
  case DW_TAG_thrown_type:
  case DW_TAG_coarray_type:
  case DW_TAG_dynamic_type:
    return DieKind::UnsupportedType;
  case DW_TAG_unspecified_type:
    return DieKind::Unspecified;
  case DW_TAG_member:
    return DieKind::Member;
  case DW_TAG_enumerator:
    return DieKind::Enumerator;
  case DW_TAG_subrange_type:
    return DieKind::Subrange;
  case DW_TAG_formal_parameter:
    return DieKind::Parameter;
  case DW_TAG_unspecified_parameters:
    return DieKind::Ellipsis;
  case DW_TAG_subprogram:
    return DieKind::Function;
  case DW_TAG_variable:
    return DieKind::Variable;
  case DW_TAG_LLVM_annotation:
    return DieKind::Annotation;
  case 0x6001: // DW_TAG_GNU_annotation (GCC 16), unknown to LLVM 19
    return DieKind::GNUAnnotation;
  case DW_TAG_imported_unit:
    return DieKind::ImportedUnit;
  case DW_TAG_call_site:
  case DW_TAG_GNU_call_site:
    return DieKind::CallSite;
  // What an inlined call repeats is described where the function is. Its place
  // and its arguments are read by themselves (InlinedCalls.h).
  case DW_TAG_inlined_subroutine:
    return DieKind::Skip;
  default:
    return DieKind::Other;
  }
}

static Attr attrOf(uint64_t At) {
  switch (At) {
  case DW_AT_name:
    return Attr::Name;
  case DW_AT_type:
    return Attr::Type;
  case DW_AT_byte_size:
    return Attr::ByteSize;
  case DW_AT_encoding:
    return Attr::Encoding;
  case DW_AT_data_member_location:
    return Attr::MemberLocation;
  case DW_AT_bit_size:
    return Attr::BitSize;
  case DW_AT_bit_offset:
    return Attr::BitOffset;
  case DW_AT_data_bit_offset:
    return Attr::DataBitOffset;
  case DW_AT_const_value:
    return Attr::ConstValue;
  case DW_AT_upper_bound:
    return Attr::UpperBound;
  case DW_AT_count:
    return Attr::Count;
  case DW_AT_declaration:
    return Attr::Declaration;
  case DW_AT_external:
    return Attr::External;
  case DW_AT_artificial:
    return Attr::Artificial;
  case DW_AT_inline:
    return Attr::Inline;
  case DW_AT_location:
    return Attr::Location;
  case DW_AT_low_pc:
    return Attr::LowPc;
  case DW_AT_entry_pc:
    return Attr::EntryPc;
  case DW_AT_ranges:
    return Attr::Ranges;
  case DW_AT_abstract_origin:
    return Attr::Origin;
  case DW_AT_specification:
    return Attr::Specification;
  case DW_AT_calling_convention:
    return Attr::CallingConvention;
  case DW_AT_sibling:
    return Attr::Sibling;
  case DW_AT_signature:
    return Attr::Signature;
  case 0x2139: // DW_AT_GNU_annotation (GCC 16), unknown to LLVM 19
    return Attr::GNUAnnotation;
  case DW_AT_language:
    return Attr::Language;
  case DW_AT_producer:
    return Attr::Producer;
  case DW_AT_str_offsets_base:
    return Attr::StrOffsetsBase;
  case DW_AT_addr_base:
  case DW_AT_GNU_addr_base:
    return Attr::AddrBase;
  case DW_AT_loclists_base:
    return Attr::LocListsBase;
  case DW_AT_rnglists_base:
    return Attr::RngListsBase;
  case DW_AT_import:
    return Attr::Import;
  case DW_AT_dwo_name:
  case DW_AT_GNU_dwo_name:
    return Attr::DwoName;
  case DW_AT_GNU_dwo_id:
    return Attr::DwoId;
  case DW_AT_GNU_ranges_base:
    return Attr::GNURangesBase;
  case DW_AT_comp_dir:
    return Attr::CompDir;
  case DW_AT_frame_base:
    return Attr::FrameBase;
  case DW_AT_GNU_locviews:
    return Attr::GNULocViews;
  case DW_AT_GNU_entry_view:
    return Attr::GNUEntryView;
  case DW_AT_call_origin:
    return Attr::CallOrigin;
  default:
    return Attr::None;
  }
}

Operation btfgen::operation(Attr Which, uint16_t Form, int64_t Const,
                            const Unit &U) {
  const FormParams Params = {U.Version, U.AddressSize,
                             U.Dwarf64 ? DWARF64 : DWARF32};
  const auto Size =
      getFixedFormByteSize(static_cast<dwarf::Form>(Form), Params);
  return {Which, Form, static_cast<int8_t>(Size ? *Size : -1),
          Form == DW_FORM_flag_present ? 1 : Const};
}

static bool hasNoBytes(uint64_t Form) {
  return Form == DW_FORM_flag_present || Form == DW_FORM_implicit_const;
}

static bool isKnownForm(uint64_t Form) {
  return (Form >= DW_FORM_addr && Form <= DW_FORM_addrx4 && Form != 2) ||
         (Form >= DW_FORM_GNU_addr_index && Form <= DW_FORM_GNU_strp_alt);
}

/// Whether readers follow attribute \p A to another DIE, and \p Form may point
/// out of the unit.
static bool leavesUnit(Attr A, uint64_t Form) {
  switch (A) {
  case Attr::Type:
  case Attr::Origin:
  case Attr::Specification:
  case Attr::Signature:
  case Attr::Import:
  case Attr::GNUAnnotation:
    return Form == DW_FORM_ref_addr || Form == DW_FORM_ref_sig8 ||
           refersToSupplement(Form);
  default:
    return false;
  }
}

/// Whether attribute \p A is a number in what can be said in BTF.
static bool isNumber(Attr A) {
  switch (A) {
  case Attr::ByteSize:
  case Attr::MemberLocation:
  case Attr::BitSize:
  case Attr::BitOffset:
  case Attr::DataBitOffset:
    return true;
  default:
    return false;
  }
}

/// Lays out the fields of \p P if all its forms have fixed sizes, those behind
/// a leading in-line name included.
static void fixFields(AbbrevProgram &P) {
  unsigned Offset = 0;
  bool Fixed = true;
  for (size_t I = 0; I < P.Operations.size(); ++I) {
    const Operation &Op = P.Operations[I];
    if (I == 0 && Op.Which == Attr::Name && Op.Form == DW_FORM_string) {
      P.InlineName = true;
      P.Fields[static_cast<unsigned>(Attr::Name)].Form = DW_FORM_string;
      continue;
    }
    bool Small = Op.Const >= INT32_MIN && Op.Const <= INT32_MAX;
    if (Op.Size < 0 || !Small || Offset + Op.Size > UINT16_MAX)
      Fixed = false;
    if (Op.Which != Attr::None) {
      // data16 is no number to load, and GNU's forms do not fit in a byte.
      if (Op.Size > 8 || Op.Form > UINT8_MAX)
        Fixed = false;
      Field &F = P.Fields[static_cast<unsigned>(Op.Which)];
      F.Offset = Offset;
      F.Size = std::max<int>(Op.Size, 0);
      F.Form = std::min<uint16_t>(Op.Form, UINT8_MAX);
      F.Bias = static_cast<int32_t>(Fixed ? Op.Const : 0);
    }
    Offset += std::max<int>(Op.Size, 0);
  }
  P.Fixed = Fixed;
  P.FixedSize = Offset;
}

namespace {
/// Decodes LEB128 numbers of .debug_abbrev; nearly all are one byte.
struct AbbrevReader {
  const uint8_t *P;
  const uint8_t *End;
  bool Overrun = false;

  uint64_t uleb() {
    if (P < End && *P < 0x80) [[likely]]
      return *P++;
    unsigned Length = 0;
    const char *Problem = nullptr;
    uint64_t V = readULEB128(P, &Length, End, &Problem);
    P += Length;
    Overrun |= Problem != nullptr;
    return V;
  }
  int64_t sleb() {
    unsigned Length = 0;
    const char *Problem = nullptr;
    int64_t V = readSLEB128(P, &Length, End, &Problem);
    P += Length;
    Overrun |= Problem != nullptr;
    return V;
  }
};
} // namespace

/// Whether the value of \p At, where the source declares something, is the one
/// difference between thousands of declarations.
static bool isPlaceInSource(uint64_t At) {
  return At >= DW_AT_decl_column && At <= DW_AT_decl_line;
}

/// Reads the declaration at \p R (behind its code) to its end. \p Text becomes
/// the part of it that its program depends on: a declaration too, with some
/// constants zeroed. Returns null or what is wrong with it.
static const char *readDeclaration(AbbrevReader &R,
                                   SmallVectorImpl<uint8_t> &Text) {
  Text.clear();
  const uint8_t *Begin = R.P;
  R.uleb();
  if (R.P >= R.End)
    return "runs out of the section";
  ++R.P; // DW_CHILDREN
  for (;;) {
    uint64_t At = R.uleb(), Form = R.uleb();
    if (Form == DW_FORM_implicit_const) {
      const bool Matters = !isPlaceInSource(At);
      if (!Matters) {
        Text.append(Begin, R.P);
        Text.push_back(0);
      }
      R.sleb();
      if (!Matters)
        Begin = R.P;
    }
    if (R.Overrun)
      return "runs out of the section";
    if (!At && !Form)
      break;
    if (!isKnownForm(Form))
      return "uses a form that is unknown";
  }
  Text.append(Begin, R.P);
  return nullptr;
}

const AbbrevProgram *AbbrevCompiler::build(ArrayRef<uint8_t> Declaration,
                                           const Unit &U) {
  AbbrevReader R{Declaration.begin(), Declaration.end()};
  AbbrevProgram &New = *new (Programs.Allocate()) AbbrevProgram();
  uint64_t Tag = R.uleb();
  New.Tag = static_cast<uint16_t>(Tag);
  New.Kind = kindOf(Tag);
  New.HasChildren = *R.P++;
  SmallVector<Operation, 16> Operations;
  size_t LastWithoutBytes[NumAttrs] = {}; // index in Operations, plus 1
  for (;;) {
    uint64_t At = R.uleb(), Form = R.uleb();
    if (!At && !Form)
      break;
    int64_t Const = Form == DW_FORM_implicit_const ? R.sleb() : 0;
    // What has no bytes costs a DIE nothing, so there may be millions of it:
    // only the last one of an attribute counts.
    if (const Attr A = attrOf(At); hasNoBytes(Form)) {
      if (A == Attr::None)
        continue;
      size_t &Last = LastWithoutBytes[static_cast<unsigned>(A)];
      if (Last)
        Operations[Last - 1].Which = Attr::None;
      Last = Operations.size() + 1;
    }
    Operations.push_back(operation(attrOf(At), Form, Const, U));
    New.LeavesUnit |= leavesUnit(attrOf(At), Form);
    New.HasComputed |= isNumber(attrOf(At)) && !isConstantForm(Form);
  }
  llvm::erase_if(Operations, [](const Operation &Op) {
    return Op.Which == Attr::None && hasNoBytes(Op.Form);
  });
  New.Operations.assign(Operations.begin(), Operations.end());
  New.LeavesUnit |= New.Kind == DieKind::ImportedUnit;
  fixFields(New);
  New.Plain = plainShape(New);
  return &New;
}

void AbbrevCompiler::forget() {
  Slots.assign(size_t(1) << 9, Known());
  NumKnown = 0;
  Programs.DestroyAll();
}

AbbrevCompiler::Known &AbbrevCompiler::slotFor(const Key128 &Key) {
  if (NumKnown * 2 >= Slots.size()) {
    std::vector<Known> Old(Slots.size() * 2);
    Old.swap(Slots);
    for (const Known &K : Old)
      if (K.Program)
        slotFor(K.Key) = K;
  }
  return probe(Slots, seededHash(Key.Lo, Seed),
               [&](const Known &K) { return !K.Program || K.Key == Key; });
}

Error AbbrevCompiler::compile(ArrayRef<uint8_t> Abbrev, const Unit &U,
                              AbbrevTable &Table) {
  const uint64_t Format =
      U.AddressSize | U.Dwarf64 << 8 | (U.Version <= 2) << 9;
  const std::pair<uint64_t, uint64_t> Source{U.AbbrevOffset, Format};
  if (Table.IsComplete && Table.Source == Source)
    return Error::success();
  if (NumKnown > MaxKnown)
    forget();
  Table.Dense.clear();
  Table.Plain.clear();
  Table.Sparse.clear();
  Table.LeavesUnit = false;
  Table.IsComplete = false;
  Table.Source = Source;
  auto Bad = [&](uint64_t Where, const Twine &What) {
    return createStringError("section .debug_abbrev: table at 0x" +
                             Twine::utohexstr(U.AbbrevOffset) + ", offset 0x" +
                             Twine::utohexstr(Where) + ": " + What);
  };
  if (U.AbbrevOffset >= Abbrev.size())
    return Bad(U.AbbrevOffset, "outside the section of 0x" +
                                   Twine::utohexstr(Abbrev.size()) + " bytes");
  AbbrevReader R{Abbrev.data() + U.AbbrevOffset,
                 Abbrev.data() + U.AbbrevOffset + U.AbbrevLimit};
  if (R.P == R.End)
    return Bad(U.AbbrevOffset, "units share too many tables");
  SmallVector<uint8_t, 256> Text;
  while (uint64_t Code = R.uleb()) {
    const uint8_t *Begin = R.P;
    if (Code > AbbrevTable::MaxCode)
      return Bad(Begin - Abbrev.data(),
                 "code " + Twine(Code) + " is not plausible");
    if (const char *What = readDeclaration(R, Text))
      return Bad(Begin - Abbrev.data(),
                 "the declaration of code " + Twine(Code) + " " + What);
    const XXH128_hash_t H = xxh3_128bits(Text);
    const Key128 Key{H.low64 ^ Format, H.high64};
    Known &K = slotFor(Key);
    if (!K.Program) {
      K.Key = Key;
      K.Program = build(Text, U);
      K.LeavesUnit = K.Program->LeavesUnit;
      ++NumKnown;
    }
    Table.LeavesUnit |= K.LeavesUnit;
    // Compilers count from 1; anything else is legal and slow.
    if (Code == Table.Dense.size() || (Code == 1 && Table.Dense.empty())) {
      Table.Dense.resize(Code, nullptr);
      Table.Dense.push_back(K.Program);
      Table.Plain.resize(Code);
      Table.Plain.push_back(K.Program->Plain);
    } else {
      Table.Sparse[Code] = K.Program;
    }
    if (R.P >= R.End)
      return Bad(Begin - Abbrev.data(), "the table is not terminated");
  }
  Table.IsComplete = true;
  return Error::success();
}
