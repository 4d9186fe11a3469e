//===- DieWalk.h - What each DIE adds to UnitTypes --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The first step of TypeReader: one pass over a unit's DIEs. A DIE with
/// children opens a Frame; what its children say is collected in the Pending
/// arrays and moved to its place when the frame closes. Private to TypeReader.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_DIEWALK_H
#define BTFGEN_DWARF_DIEWALK_H

#include "DWARF/DieCursor.h"
#include "DWARF/Language.h"
#include "DWARF/TypeReader.h"

namespace btfgen {

template <bool LittleEndian> class TypeReader::Walk {
  using Cursor = DieCursor<LittleEndian>;
  using PlainDie = typename Cursor::PlainDie;
  TypeReader &R;
  const Loaded &Member;
  UnitTypes &Out;
  Cursor D;
  UnitFacts Facts;
  uint64_t StrOffsetsBase = 0;
  uint32_t NewType = 0; ///< number of the type the current DIE became

public:
  Walk(TypeReader &R, size_t MemberIndex)
      : R(R), Member(R.Members[MemberIndex]), Out(R.Out),
        D(Member.Bytes, R.Units[Member.Index.index()], R.Table) {}

  /// False: R.Problem says what is wrong.
  bool run();

private:
  bool defect(const char *What) {
    R.Problem = {What, Member.Index, D.header().Offset + D.position()};
    return false;
  }
  uint32_t here() const { return Member.Base + D.position(); }

  // Attributes.
  NameRef name(Attr A);
  NameRef indexedName(uint64_t Index);
  uint32_t reference(Attr A);
  uint32_t foreignReference(Attr A);
  uint64_t address(Attr A);
  uint64_t indexedAddress(uint64_t Index);
  uint64_t indexed(const SectionBytes &Section, uint64_t Base, uint64_t Index,
                   unsigned Size);
  bool staticAddress(uint64_t &Address);

  // DIEs.
  bool readUnitDie();
  void visit(DieKind Kind, Frame &Parent);
  LocalType &addType(TypeKind Kind);
  void base();
  void modifier();
  void structure();
  void enumeration();
  void unsupported();
  NameRef plainName(const PlainDie &P);
  void readPlainChildren(DieKind Parent);
  void member(Frame &Parent);
  bool bitPosition(Item &M, Frame &Parent);
  void enumerator(const Frame &Parent);
  void dimension();
  void parameter(const Frame &Parent);
  void function();
  void variable();
  void annotation(const Frame &Parent);
  void gnuAnnotation();
  void annotated(Owner What, uint32_t Target, int32_t Component);
  Frame frame(DieKind Kind, const Frame *Parent) const;
  void close(const Frame &F);
  void closeArray(const Frame &F);
  void closeEnum(LocalType &T);
  void closePointer(const Frame &F);
};

// --- Attributes ------------------------------------------------------------

template <bool LE>
uint64_t TypeReader::Walk<LE>::indexed(const SectionBytes &Section,
                                       uint64_t Base, uint64_t Index,
                                       unsigned Size) {
  llvm::ArrayRef<uint8_t> Bytes = Section.whole();
  if (Base > Bytes.size() || Index >= (Bytes.size() - Base) / Size)
    return UINT64_MAX;
  const uint8_t *P = Bytes.data() + Base + Index * Size;
  constexpr auto Order = LE ? llvm::endianness::little : llvm::endianness::big;
  return Size == 8 ? llvm::support::endian::read<uint64_t>(P, Order)
                   : llvm::support::endian::read<uint32_t>(P, Order);
}

template <bool LE> NameRef TypeReader::Walk<LE>::indexedName(uint64_t Index) {
  uint64_t Offset = indexed(R.Sections.StrOffsets, StrOffsetsBase, Index,
                            D.header().offsetSize());
  return Offset == UINT64_MAX ? 0 : R.strName(Offset);
}

template <bool LE>
uint64_t TypeReader::Walk<LE>::indexedAddress(uint64_t Index) {
  return indexed(R.Sections.Addr, Facts.AddrBase, Index,
                 D.header().AddressSize == 8 ? 8 : 4);
}

template <bool LE> NameRef TypeReader::Walk<LE>::name(Attr A) {
  using namespace llvm::dwarf;
  switch (D.form(A)) {
  case 0:
    return 0;
  case DW_FORM_strp:
    return R.strName(D.value(A));
  case DW_FORM_string: {
    llvm::StringRef Text = D.inlineText(A);
    return R.NameTable.fromText(Text);
  }
  case DW_FORM_line_strp:
    return R.NameTable.fromLineStr(D.value(A));
  case DW_FORM_strx:
  case DW_FORM_strx1:
  case DW_FORM_strx2:
  case DW_FORM_strx3:
  case DW_FORM_strx4:
  case DW_FORM_GNU_str_index:
    return indexedName(D.value(A));
  default:
    return 0;
  }
}

/// The position that a reference attribute names; VoidRef if it is absent.
template <bool LE> uint32_t TypeReader::Walk<LE>::reference(Attr A) {
  using namespace llvm::dwarf;
  switch (D.has(A) ? D.form(A) : 0) {
  case 0:
    return VoidRef;
  case DW_FORM_ref4:
  case DW_FORM_ref1:
  case DW_FORM_ref2:
  case DW_FORM_ref8:
  case DW_FORM_ref_udata: {
    uint64_t Offset = D.value(A);
    // A position behind the unit would be one of the next in the group.
    return Offset < D.header().Size
               ? Member.Base + static_cast<uint32_t>(Offset)
               : ExtraBit - 1;
  }
  default:
    return foreignReference(A);
  }
}

template <bool LE> uint32_t TypeReader::Walk<LE>::foreignReference(Attr A) {
  using namespace llvm::dwarf;
  uint32_t Position = VoidRef;
  if (D.form(A) == DW_FORM_ref_addr)
    Position = R.positionOf(D.value(A), D.header().Section);
  else if (D.form(A) == DW_FORM_ref_sig8)
    Position = R.positionOfSignature(D.value(A));
  // A position that no type has: it is counted as dangling, not taken for void.
  return Position == VoidRef ? ExtraBit - 1 : Position;
}

template <bool LE> uint64_t TypeReader::Walk<LE>::address(Attr A) {
  using namespace llvm::dwarf;
  switch (D.form(A)) {
  case DW_FORM_addrx:
  case DW_FORM_addrx1:
  case DW_FORM_addrx2:
  case DW_FORM_addrx3:
  case DW_FORM_addrx4:
  case DW_FORM_GNU_addr_index: {
    uint64_t Address = indexedAddress(D.value(A));
    return Address == UINT64_MAX ? 0 : Address;
  }
  default:
    return D.value(A);
  }
}

/// Whether the location is one fixed address: DW_OP_addr or DW_OP_addrx,
/// perhaps with an offset.
template <bool LE> bool TypeReader::Walk<LE>::staticAddress(uint64_t &Address) {
  using namespace llvm;
  using namespace llvm::dwarf;
  if (!D.has(Attr::Location) || !Cursor::isBlockForm(D.form(Attr::Location)))
    return false;
  Block B = D.block(Attr::Location);
  const uint8_t *P = D.bytesAt(B.Position), *End = P + B.Length;
  if (P == End)
    return false;
  const uint8_t Op = *P++;
  unsigned Length = 0;
  const char *Bad = nullptr;
  if (Op == DW_OP_addr) {
    const unsigned Size = D.header().AddressSize;
    if (End - P < Size || (Size != 4 && Size != 8))
      return false;
    constexpr auto Order = LE ? endianness::little : endianness::big;
    Address = Size == 8 ? support::endian::read<uint64_t>(P, Order)
                        : support::endian::read<uint32_t>(P, Order);
    P += Size;
  } else if (Op == DW_OP_addrx || Op == DW_OP_GNU_addr_index) {
    Address = indexedAddress(decodeULEB128(P, &Length, End, &Bad));
    P += Length;
    if (Bad || Address == UINT64_MAX)
      return false;
  } else {
    return false;
  }
  // Thread-local variables end here as well: DW_OP_form_tls_address follows.
  if (P < End && *P == DW_OP_plus_uconst) {
    uint64_t More = decodeULEB128(P + 1, &Length, End, &Bad);
    if (!Bad && P + 1 + Length == End)
      Address += More;
    return !Bad;
  }
  return P == End;
}

// --- DIEs ------------------------------------------------------------------

template <bool LE> bool TypeReader::Walk<LE>::readUnitDie() {
  using namespace llvm::dwarf;
  Facts.Version = D.header().Version;
  Facts.Dwarf64 = D.header().Dwarf64;
  Facts.AddressSize = D.header().AddressSize;
  // Defaults of units that rely on being the only contribution (DWARF 5,
  // 7.26): right behind the table's header.
  if (D.header().Version >= 5)
    StrOffsetsBase = D.header().Dwarf64 ? 16 : 8;
  Facts.AddrBase = D.header().Version >= 5 ? StrOffsetsBase : 0;
  if (D.has(Attr::StrOffsetsBase))
    StrOffsetsBase = D.value(Attr::StrOffsetsBase);
  if (D.has(Attr::AddrBase))
    Facts.AddrBase = D.value(Attr::AddrBase);
  if (D.has(Attr::LocListsBase))
    Facts.LocListsBase = D.value(Attr::LocListsBase);
  Facts.Language = D.value(Attr::Language);
  Facts.Name = name(Attr::Name);
  if (NameRef Producer = name(Attr::Producer)) {
    char Short[4];
    Facts.IsClang = R.NameTable.text(Producer, Short).contains("clang");
  }
  Facts.Skipped =
      llvm::is_contained(R.Options.ExcludedLanguages, Facts.Language);
  Out.Units.push_back(Facts);
  return true;
}

template <bool LE> bool TypeReader::Walk<LE>::run() {
  if (!D.next())
    return D.problem() ? defect(D.problem()) : defect("the unit has no DIE");
  if (D.program().Kind != DieKind::Unit)
    return defect("the first DIE is not that of a unit");
  readUnitDie();
  if (Facts.Skipped || !D.program().HasChildren)
    return true;
  std::vector<Frame> &Stack = R.Stack;
  Stack.clear();
  Stack.reserve(64);
  R.PendingItems.clear();
  R.PendingParams.clear();
  R.PendingDimensions.clear();
  R.PendingTypeTags.clear();
  Stack.push_back(frame(DieKind::Unit, nullptr));
  do {
    if (!D.next()) {
      if (D.problem())
        return defect(D.problem());
      close(Stack.back());
      Stack.pop_back();
      continue;
    }
    const AbbrevProgram &Program = D.program();
    Frame &Parent = Stack.back();
    DieKind Kind = Program.Kind;
    if (Parent.Kind == DieKind::Skip) [[unlikely]]
      Kind = DieKind::Skip;
    visit(Kind, Parent);
    if (D.problem()) [[unlikely]]
      return defect(D.problem());
    if (!Program.HasChildren) {
      readPlainChildren(Parent.Kind);
      continue;
    }
    if (Kind == DieKind::Skip && D.has(Attr::Sibling)) {
      if (!D.jump(D.value(Attr::Sibling)))
        return defect(D.problem());
      continue;
    }
    Stack.push_back(frame(Kind, &Parent));
    readPlainChildren(Kind);
  } while (!Stack.empty());
  return true;
}

template <bool LE>
TypeReader::Frame TypeReader::Walk<LE>::frame(DieKind Kind,
                                              const Frame *Parent) const {
  Frame F{Kind,
          DieKind::Other,
          /*IsPointer=*/false,
          NewType,
          /*Component=*/0,
          static_cast<uint32_t>(R.PendingItems.size()),
          static_cast<uint32_t>(R.PendingParams.size()),
          static_cast<uint32_t>(R.PendingDimensions.size()),
          static_cast<uint32_t>(R.PendingTypeTags.size())};
  if (Kind == DieKind::Modifier)
    F.IsPointer = Out.Types[NewType].Kind == TypeKind::Ptr;
  if (Kind == DieKind::Function)
    F.Index = Out.Functions.size() - 1;
  if (Kind == DieKind::Variable)
    // Only a variable that was recorded can be annotated.
    F.Index = !Out.Variables.empty() && Out.Variables.back().Position == here()
                  ? Out.Variables.size() - 1
                  : VoidRef;
  // A static member is none, and has no number.
  const bool IsStatic = Kind == DieKind::Member &&
                        (D.has(Attr::External) || D.has(Attr::Declaration));
  if ((Kind == DieKind::Member || Kind == DieKind::Parameter) && !IsStatic) {
    F.Index = Parent->Index;
    F.ParentKind = Parent->Kind;
    F.Component =
        (Kind == DieKind::Parameter && Parent->Kind == DieKind::Function)
            ? R.PendingParams.size() - Parent->PendingParams - 1
            : R.PendingItems.size() - Parent->PendingItems - 1;
  }
  return F;
}

template <bool LE>
void TypeReader::Walk<LE>::visit(DieKind Kind, Frame &Parent) {
  switch (Kind) {
  case DieKind::Member:
    return member(Parent);
  case DieKind::Enumerator:
    return enumerator(Parent);
  case DieKind::Base:
    return base();
  case DieKind::Modifier:
    return modifier();
  case DieKind::Struct:
    return structure();
  case DieKind::Enum:
    return enumeration();
  case DieKind::Array:
    addType(TypeKind::Array).Ref = reference(Attr::Type);
    return;
  case DieKind::FuncType:
    addType(TypeKind::FuncProto).Ref = reference(Attr::Type);
    return;
  case DieKind::UnsupportedType:
    return unsupported();
  case DieKind::Unspecified:
    addType(TypeKind::Alias);
    return;
  case DieKind::Subrange:
    if (Parent.Kind == DieKind::Array)
      return dimension();
    // As a type of its own (Ada, Go) a range is what it is a range of.
    addType(TypeKind::Alias).Ref = reference(Attr::Type);
    return;
  case DieKind::Parameter:
    return parameter(Parent);
  case DieKind::Ellipsis:
    if (Parent.Kind == DieKind::FuncType)
      R.PendingItems.push_back({});
    else if (Parent.Kind == DieKind::Function)
      Out.Functions[Parent.Index].Flags |= FuncVariadic;
    return;
  case DieKind::Function:
    return function();
  case DieKind::Variable:
    if (Parent.Kind == DieKind::Unit)
      variable();
    return;
  case DieKind::Annotation:
    return annotation(Parent);
  case DieKind::GNUAnnotation:
    return gnuAnnotation();
  default:
    return;
  }
}

template <bool LE> LocalType &TypeReader::Walk<LE>::addType(TypeKind Kind) {
  R.Positions.add(here());
  NewType = Out.Types.size();
  LocalType &T = Out.Types.emplace_back();
  T.Kind = Kind;
  T.Name = name(Attr::Name);
  return T;
}

inline LocalType &reject(LocalType &T, UnsupportedReason Why) {
  T.Kind = TypeKind::Unsupported;
  T.Ref = VoidRef;
  T.Size = Why;
  return T;
}

template <bool LE> void TypeReader::Walk<LE>::base() {
  using namespace llvm::dwarf;
  LocalType &T = addType(TypeKind::Int);
  uint64_t Size = D.has(Attr::ByteSize) ? D.value(Attr::ByteSize)
                                        : (D.value(Attr::BitSize) + 7) / 8;
  if (!T.Name) {
    reject(T, ReasonUnnamed);
    return;
  }
  bool IsFloat = false;
  switch (D.value(Attr::Encoding)) {
  case DW_ATE_signed:
  case DW_ATE_signed_char:
    T.Flags = TypeSigned;
    break;
  case DW_ATE_boolean:
    T.Flags = TypeBool;
    break;
  case DW_ATE_float:
    IsFloat = true;
    break;
  case DW_ATE_complex_float:
  case DW_ATE_imaginary_float:
  case 0x80: // DW_ATE_lo_user: GCC's complex integers
    reject(T, ReasonComplex);
    return;
  default:
    break;
  }
  if (IsFloat) {
    T.Kind = TypeKind::Float;
    if (Size != 2 && Size != 4 && Size != 8 && Size != 12 && Size != 16) {
      reject(T, ReasonSize);
      return;
    }
  } else if (Size > 16 || !std::has_single_bit(Size)) {
    // clang names helper types of odd sizes (DW_ATE_unsigned_24); BTF's INT
    // has none, and something must stand for them (SPEC 3.2).
    T.Name = R.NameTable.fromText("__SANITIZED_FAKE_INT__");
    Size = 4;
  }
  T.Size = static_cast<uint32_t>(Size);
}

template <bool LE> void TypeReader::Walk<LE>::modifier() {
  using namespace llvm::dwarf;
  TypeKind Kind = TypeKind::Alias;
  switch (D.program().Tag) {
  case DW_TAG_pointer_type:
  // At the level of the machine a reference is a pointer.
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type:
    Kind = TypeKind::Ptr;
    break;
  case DW_TAG_const_type:
    Kind = TypeKind::Const;
    break;
  case DW_TAG_volatile_type:
    Kind = TypeKind::Volatile;
    break;
  case DW_TAG_restrict_type:
    Kind = TypeKind::Restrict;
    break;
  case DW_TAG_typedef:
  case DW_TAG_template_alias:
    Kind = TypeKind::Typedef;
    break;
  }
  LocalType &T = addType(Kind);
  T.Ref = reference(Attr::Type);
  if (Kind != TypeKind::Typedef)
    T.Name = 0;
  else if (!T.Name)
    T.Kind = TypeKind::Alias;
  if (D.has(Attr::GNUAnnotation))
    annotated(Kind == TypeKind::Ptr ? Owner::Pointer : Owner::Type, NewType,
              -1);
}

template <bool LE> void TypeReader::Walk<LE>::structure() {
  using namespace llvm::dwarf;
  if (D.has(Attr::Signature)) {
    // Stands for the definition in a type unit.
    LocalType &T = addType(TypeKind::Alias);
    T.Ref = reference(Attr::Signature);
    T.Name = 0;
    return;
  }
  LocalType &T =
      addType(D.program().Tag == DW_TAG_union_type ? TypeKind::Union
                                                   : TypeKind::Struct);
  uint64_t Size = D.value(Attr::ByteSize);
  T.Size = static_cast<uint32_t>(Size);
  if (D.flag(Attr::Declaration))
    T.Flags |= TypeDeclaration;
  if (!T.Name && D.has(Attr::Specification))
    R.Specified.push_back({NewType, reference(Attr::Specification)});
  else if (!T.Name && (T.Flags & TypeDeclaration))
    reject(T, ReasonUnnamed);
  if (Size > UINT32_MAX)
    reject(T, ReasonSize);
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Type, NewType, -1);
}

template <bool LE> void TypeReader::Walk<LE>::enumeration() {
  if (D.has(Attr::Signature)) {
    LocalType &T = addType(TypeKind::Alias);
    T.Ref = reference(Attr::Signature);
    T.Name = 0;
    return;
  }
  LocalType &T = addType(TypeKind::Enum);
  uint64_t Size = D.has(Attr::ByteSize) ? D.value(Attr::ByteSize) : 4;
  if (D.flag(Attr::Declaration)) {
    T.Flags |= TypeDeclaration;
    if (!T.Name) {
      reject(T, ReasonUnnamed);
      return;
    }
  }
  if (Size > 8 || !std::has_single_bit(Size)) {
    reject(T, ReasonSize);
    return;
  }
  T.Size = static_cast<uint32_t>(Size);
  T.Ref = reference(Attr::Type);
}

template <bool LE> void TypeReader::Walk<LE>::unsupported() {
  reject(addType(TypeKind::Unsupported),
         D.program().Tag == llvm::dwarf::DW_TAG_ptr_to_member_type
             ? ReasonPointerToMember
             : ReasonOther);
}

/// Finds where member \p M is. False: it cannot be said in BTF.
template <bool LE>
bool TypeReader::Walk<LE>::bitPosition(Item &M, Frame &Parent) {
  using namespace llvm;
  using namespace llvm::dwarf;
  uint64_t Bytes = 0;
  if (D.has(Attr::MemberLocation)) {
    Bytes = D.value(Attr::MemberLocation);
    if (Cursor::isBlockForm(D.form(Attr::MemberLocation))) {
      // DWARF 2 spells a constant as an expression.
      Block B = D.block(Attr::MemberLocation);
      const uint8_t *P = D.bytesAt(B.Position), *End = P + B.Length;
      if (P == End || (*P != DW_OP_plus_uconst && *P != DW_OP_constu))
        return false;
      const char *Bad = nullptr;
      Bytes = decodeULEB128(P + 1, nullptr, End, &Bad);
      if (Bad)
        return false;
    }
  }
  uint64_t BitSize = D.value(Attr::BitSize);
  uint64_t Bits = Bytes * 8;
  if (D.has(Attr::DataBitOffset))
    Bits = D.value(Attr::DataBitOffset); // from the struct's start
  if (Bytes > UINT32_MAX / 8 || Bits > UINT32_MAX || BitSize > UINT8_MAX)
    return false;
  M.A = static_cast<uint32_t>(Bits);
  M.B = static_cast<uint32_t>(BitSize);
  if (BitSize && D.has(Attr::BitOffset) && !D.has(Attr::DataBitOffset))
    R.Bitfields.push_back(
        {Parent.Index,
         static_cast<uint32_t>(R.PendingItems.size() - Parent.PendingItems),
         static_cast<uint32_t>(D.value(Attr::BitOffset)),
         static_cast<uint32_t>(D.value(Attr::ByteSize))});
  return true;
}

template <bool LE> NameRef TypeReader::Walk<LE>::plainName(const PlainDie &P) {
  return P.Program->InlineName ? R.NameTable.fromText(P.inlineText())
                               : R.strName(P.load32(Attr::Name));
}

/// Members and enumerators of simple shape make up half of all DIEs.
template <bool LE>
void TypeReader::Walk<LE>::readPlainChildren(DieKind Parent) {
  std::vector<Item> &Items = R.PendingItems;
  if (Parent == DieKind::Struct)
    D.plainRun(DieKind::Member, [&](const PlainDie &P) {
      uint32_t Type = P.load32(Attr::Type);
      uint64_t Bytes = P.value(Attr::MemberLocation);
      bool Sound = Type < D.header().Size && Bytes <= UINT32_MAX / 8;
      Items.push_back({plainName(P), Sound ? Member.Base + Type : ExtraBit - 1,
                       static_cast<uint32_t>(Bytes * 8), 0});
    });
  else if (Parent == DieKind::Enum)
    D.plainRun(DieKind::Enumerator, [&](const PlainDie &P) {
      uint64_t Value = P.value(Attr::ConstValue);
      Items.push_back({plainName(P), VoidRef, static_cast<uint32_t>(Value),
                       static_cast<uint32_t>(Value >> 32)});
    });
}

template <bool LE> void TypeReader::Walk<LE>::member(Frame &Parent) {
  using namespace llvm::dwarf;
  if (Parent.Kind != DieKind::Struct)
    return;
  const AbbrevProgram &P = D.program();
  Item M;
  M.Name = name(Attr::Name);
  M.Ref = reference(Attr::Type);
  // A static member of C++ is no part of the object.
  if (P.has(Attr::External) || P.has(Attr::Declaration))
    return;
  if (!bitPosition(M, Parent))
    M.Ref = ExtraBit - 1; // dangling: void, which is left out and counted
  R.PendingItems.push_back(M);
  if (P.has(Attr::GNUAnnotation))
    annotated(Owner::Type, Parent.Index,
              R.PendingItems.size() - Parent.PendingItems - 1);
}

template <bool LE> void TypeReader::Walk<LE>::enumerator(const Frame &Parent) {
  if (Parent.Kind != DieKind::Enum)
    return;
  uint64_t Value = D.value(Attr::ConstValue);
  if (!D.program().Fixed && D.has(Attr::ConstValue) &&
      Cursor::isBlockForm(D.form(Attr::ConstValue)))
    Value = 0; // wider than any enum of BTF
  R.PendingItems.push_back({name(Attr::Name), VoidRef,
                            static_cast<uint32_t>(Value),
                            static_cast<uint32_t>(Value >> 32)});
}

/// One dimension of an array: the number of elements, 0 if it is not constant.
template <bool LE> void TypeReader::Walk<LE>::dimension() {
  using namespace llvm::dwarf;
  auto IsConstant = [&](Attr A) {
    if (!D.has(A))
      return false;
    switch (D.form(A)) {
    case DW_FORM_data1:
    case DW_FORM_data2:
    case DW_FORM_data4:
    case DW_FORM_data8:
    case DW_FORM_udata:
    case DW_FORM_sdata:
    case DW_FORM_implicit_const:
      return true;
    default:
      return false; // an expression or a reference: a variable length
    }
  };
  uint64_t Count = 0;
  // GCC writes [0] as upper bound -1, in whatever form: the sum wraps to 0.
  if (IsConstant(Attr::UpperBound))
    Count = static_cast<uint32_t>(D.value(Attr::UpperBound) + 1);
  else if (IsConstant(Attr::Count))
    Count = D.value(Attr::Count);
  R.PendingDimensions.push_back(
      static_cast<uint32_t>(std::min<uint64_t>(Count, UINT32_MAX)));
}

template <bool LE> void TypeReader::Walk<LE>::parameter(const Frame &Parent) {
  if (Parent.Kind == DieKind::FuncType) {
    Item P;
    P.Name = name(Attr::Name);
    P.Ref = reference(Attr::Type);
    R.PendingItems.push_back(P);
    return;
  }
  if (Parent.Kind != DieKind::Function)
    return;
  ParamRecord P;
  P.Position = here();
  P.Name = name(Attr::Name);
  P.Ref = reference(Attr::Type);
  P.Origin = reference(Attr::Origin);
  P.HasConst = D.has(Attr::ConstValue);
  if (D.has(Attr::Location)) {
    P.LocationForm = static_cast<uint8_t>(D.form(Attr::Location));
    P.Location = D.value(Attr::Location);
    if (Cursor::isBlockForm(P.LocationForm)) {
      Block B = D.block(Attr::Location);
      P.Location = Member.Base + B.Position;
      P.LocationLength = B.Length;
    }
  }
  R.PendingParams.push_back(P);
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Function, Parent.Index,
              R.PendingParams.size() - Parent.PendingParams - 1);
}

template <bool LE> void TypeReader::Walk<LE>::function() {
  FuncRecord &F = Out.Functions.emplace_back();
  F.Position = here();
  F.Name = name(Attr::Name);
  F.Ref = reference(Attr::Type);
  F.Origin = reference(Attr::Origin);
  F.Specification = reference(Attr::Specification);
  F.UnitInGroup = Out.Units.size() - 1;
  if (D.has(Attr::LowPc))
    F.LowPc = address(Attr::LowPc);
  if (D.has(Attr::Declaration))
    F.Flags |= FuncDeclaration;
  if (D.has(Attr::External))
    F.Flags |= FuncExternal;
  if (D.value(Attr::Inline))
    F.Flags |= FuncInline;
  if (D.value(Attr::CallingConvention) == llvm::dwarf::DW_CC_nocall)
    F.Flags |= FuncNoCall;
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Function, Out.Functions.size() - 1, -1);
}

template <bool LE> void TypeReader::Walk<LE>::variable() {
  VarRecord V;
  if (staticAddress(V.Address))
    V.Flags |= VarHasAddress;
  if (D.has(Attr::Declaration))
    V.Flags |= VarDeclaration;
  // Of interest: what has an address, and what a definition may refer to.
  if (!(V.Flags & (VarHasAddress | VarDeclaration)) && !D.has(Attr::External))
    return;
  V.Position = here();
  V.Name = name(Attr::Name);
  V.Ref = reference(Attr::Type);
  V.Specification = reference(Attr::Specification);
  if (D.has(Attr::External))
    V.Flags |= VarExternal;
  if (D.has(Attr::Artificial))
    V.Flags |= VarArtificial;
  Out.Variables.push_back(V);
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Variable, Out.Variables.size() - 1, -1);
}

// --- Tags ------------------------------------------------------------------

/// clang's DW_TAG_LLVM_annotation, a child of what it annotates.
template <bool LE> void TypeReader::Walk<LE>::annotation(const Frame &Parent) {
  char Short[4];
  llvm::StringRef Kind = R.NameTable.text(name(Attr::Name), Short);
  NameRef Value = name(Attr::ConstValue);
  if (!Value)
    return;
  if (Kind == "btf_type_tag") {
    if (Parent.Kind == DieKind::Modifier && Parent.IsPointer &&
        R.Options.TypeTags)
      R.PendingTypeTags.push_back(Value);
    return;
  }
  if (Kind != "btf_decl_tag" || !R.Options.DeclTags)
    return;
  bool OnChild =
      Parent.Kind == DieKind::Member || Parent.Kind == DieKind::Parameter;
  int32_t Component = OnChild ? Parent.Component : -1;
  switch (OnChild ? Parent.ParentKind : Parent.Kind) {
  case DieKind::Modifier:
    if (Out.Types[Parent.Index].Kind != TypeKind::Typedef)
      return;
    [[fallthrough]];
  case DieKind::Struct:
    Out.Tags.push_back({Parent.Index, Component, Value});
    return;
  case DieKind::Function:
    Out.FunctionTags.push_back({Parent.Index, Component, Value});
    return;
  case DieKind::Variable:
    if (Parent.Index != VoidRef)
      Out.VariableTags.push_back({Parent.Index, -1, Value});
    return;
  default:
    return;
  }
}

/// GCC's DW_TAG_GNU_annotation, a DIE of its own that others point to.
template <bool LE> void TypeReader::Walk<LE>::gnuAnnotation() {
  R.GNUNotes.push_back({here(), name(Attr::Name), name(Attr::ConstValue),
                        reference(Attr::GNUAnnotation)});
}

template <bool LE>
void TypeReader::Walk<LE>::annotated(Owner What, uint32_t Target,
                                     int32_t Component) {
  bool Wanted =
      What == Owner::Pointer ? R.Options.TypeTags : R.Options.DeclTags;
  if (Wanted)
    R.AnnotatedDies.push_back(
        {What, Target, Component, reference(Attr::GNUAnnotation)});
}

// --- The end of a DIE with children ----------------------------------------

template <bool LE> void TypeReader::Walk<LE>::closeEnum(LocalType &T) {
  bool Negative = false;
  for (uint32_t I = T.First; I < T.First + T.Count; ++I)
    Negative |= Out.Items[I].value() < 0;
  if (Negative && T.Size <= 4)
    T.Flags |= TypeSigned;
}

/// `int a[2][3]` has two dimensions in DWARF and is an array of arrays in BTF.
template <bool LE> void TypeReader::Walk<LE>::closeArray(const Frame &F) {
  auto &Dims = R.PendingDimensions;
  uint32_t Element = Out.Types[F.Index].Ref;
  while (Dims.size() > F.PendingDimensions + 1) {
    LocalType Inner;
    Inner.Kind = TypeKind::Array;
    Inner.Ref = Element;
    Inner.Size = Dims.back();
    Dims.pop_back();
    Element = R.addExtra(Inner);
  }
  Out.Types[F.Index].Ref = Element;
  if (Dims.size() > F.PendingDimensions) {
    Out.Types[F.Index].Size = Dims.back();
    Dims.pop_back();
  }
}

/// clang lists the tags of a pointer's target from the outermost.
template <bool LE> void TypeReader::Walk<LE>::closePointer(const Frame &F) {
  auto &Tags = R.PendingTypeTags;
  for (size_t I = F.PendingTypeTags; I < Tags.size(); ++I) {
    LocalType Tag;
    Tag.Kind = TypeKind::TypeTag;
    Tag.Name = Tags[I];
    Tag.Ref = Out.Types[F.Index].Ref;
    Out.Types[F.Index].Ref = R.addExtra(Tag);
  }
  Tags.resize(F.PendingTypeTags);
}

template <bool LE> void TypeReader::Walk<LE>::close(const Frame &F) {
  switch (F.Kind) {
  case DieKind::Struct:
  case DieKind::Enum:
  case DieKind::FuncType: {
    LocalType &T = Out.Types[F.Index];
    auto First = R.PendingItems.begin() + F.PendingItems;
    if (T.Kind != TypeKind::Unsupported && T.Kind != TypeKind::Alias) {
      T.First = Out.Items.size();
      T.Count = R.PendingItems.end() - First;
      Out.Items.insert(Out.Items.end(), First, R.PendingItems.end());
      if (T.Kind == TypeKind::Enum)
        closeEnum(T);
    }
    R.PendingItems.erase(First, R.PendingItems.end());
    return;
  }
  case DieKind::Array:
    return closeArray(F);
  case DieKind::Modifier:
    if (F.IsPointer && R.PendingTypeTags.size() > F.PendingTypeTags)
      closePointer(F);
    return;
  case DieKind::Function: {
    FuncRecord &Func = Out.Functions[F.Index];
    auto First = R.PendingParams.begin() + F.PendingParams;
    Func.FirstParam = Out.Params.size();
    Func.NumParams = R.PendingParams.end() - First;
    Out.Params.insert(Out.Params.end(), First, R.PendingParams.end());
    R.PendingParams.erase(First, R.PendingParams.end());
    return;
  }
  default:
    return;
  }
}

} // namespace btfgen

#endif // BTFGEN_DWARF_DIEWALK_H
