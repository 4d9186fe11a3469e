//===- DieKinds.h - What a DIE of each kind adds ----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of TypeReader::Walk that reads types, members, functions and
/// variables. Private to it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_DIEKINDS_H
#define BTFGEN_DWARF_DIEKINDS_H

#include "DWARF/DieWalk.h"

namespace btfgen {

/// Whether a type of \p Kind has a name in BTF. Ada and Pascal also name arrays
/// and function types, which would make the kernel refuse them.
inline bool canHaveName(TypeKind Kind) {
  switch (Kind) {
  case TypeKind::Int:
  case TypeKind::Float:
  case TypeKind::Struct:
  case TypeKind::Union:
  case TypeKind::Enum:
  case TypeKind::Typedef:
  case TypeKind::Unsupported: // for messages
    return true;
  default:
    return false;
  }
}

template <bool LE> LocalType &TypeReader::Walk<LE>::addType(TypeKind Kind) {
  R.Positions.append(here());
  NewType = Out.Types.size();
  LocalType &T = Out.Types.emplace_back();
  T.Kind = Kind;
  if (canHaveName(Kind)) {
    T.Name = name(Attr::Name);
    if (!T.Name && nameIsElsewhere()) [[unlikely]]
      R.UnreadableNames.push_back(NewType);
  }
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
  if (D.isComputed(Attr::ByteSize)) {
    reject(T, ReasonSize);
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
    // clang has helper types of odd sizes (DW_ATE_unsigned_24). BTF's INT
    // cannot have these sizes, so another type takes their place.
    T.Name = R.NameTable.fromText("__SANITIZED_FAKE_INT__");
    Size = 4;
  }
  T.Size = static_cast<uint32_t>(Size);
}

inline TypeKind modifierKind(uint16_t Tag) {
  using namespace llvm::dwarf;
  switch (Tag) {
  case DW_TAG_pointer_type:
  // At the level of the machine a reference is a pointer.
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type:
    return TypeKind::Ptr;
  case DW_TAG_const_type:
    return TypeKind::Const;
  case DW_TAG_volatile_type:
    return TypeKind::Volatile;
  case DW_TAG_restrict_type:
    return TypeKind::Restrict;
  case DW_TAG_typedef:
  case DW_TAG_template_alias:
    return TypeKind::Typedef;
  default:
    return TypeKind::Alias;
  }
}

template <bool LE> void TypeReader::Walk<LE>::modifier() {
  const TypeKind Kind = modifierKind(D.program().Tag);
  LocalType &T = addType(Kind);
  T.Ref = reference(Attr::Type);
  if (Kind == TypeKind::Typedef && !T.Name)
    T.Kind = TypeKind::Alias;
  if (D.has(Attr::GNUAnnotation))
    annotated(Kind == TypeKind::Ptr ? Owner::Pointer : Owner::Type, NewType,
              -1);
}

inline TypeKind structKind(uint16_t Tag) {
  return Tag == llvm::dwarf::DW_TAG_union_type ? TypeKind::Union
                                               : TypeKind::Struct;
}

/// Sets what \p T, a struct or union, says of itself beside its name.
inline void describe(LocalType &T, uint64_t Size, bool IsDeclaration,
                     bool IsNamedElsewhere) {
  T.Size = static_cast<uint32_t>(Size);
  if (IsDeclaration) {
    T.Flags |= TypeDeclaration;
    if (!T.Name && !IsNamedElsewhere)
      reject(T, ReasonUnnamed);
  }
  if (Size > UINT32_MAX)
    reject(T, ReasonSize);
}

template <bool LE> void TypeReader::Walk<LE>::structure() {
  if (D.has(Attr::Signature)) {
    // Stands for the definition in a type unit.
    addType(TypeKind::Alias).Ref = reference(Attr::Signature);
    return;
  }
  LocalType &T = addType(structKind(D.program().Tag));
  const bool IsNamedElsewhere = !T.Name && D.has(Attr::Specification);
  if (IsNamedElsewhere)
    R.Specified.push_back({NewType, reference(Attr::Specification)});
  describe(T,
           D.isComputed(Attr::ByteSize) ? UINT64_MAX : D.value(Attr::ByteSize),
           D.flag(Attr::Declaration), IsNamedElsewhere);
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Type, NewType, -1);
}

template <bool LE> void TypeReader::Walk<LE>::enumeration() {
  if (D.has(Attr::Signature)) {
    addType(TypeKind::Alias).Ref = reference(Attr::Signature);
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
  if (Size > 8 || !std::has_single_bit(Size) || D.isComputed(Attr::ByteSize)) {
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

/// Sets \p Bytes to the offset in DW_AT_data_member_location where that is an
/// expression, as in DWARF 2. False if it is not a constant offset.
template <bool LE> bool TypeReader::Walk<LE>::computedPosition(int64_t &Bytes) {
  using namespace llvm;
  using namespace llvm::dwarf;
  if (!Cursor::isBlockForm(D.form(Attr::MemberLocation)))
    return false;
  Block B = D.block(Attr::MemberLocation);
  const uint8_t *P = D.bytesAt(B.Position), *End = P + B.Length;
  if (P == End || (*P != DW_OP_plus_uconst && *P != DW_OP_constu))
    return false;
  const bool IsSum = *P++ == DW_OP_plus_uconst;
  unsigned Length = 0;
  const char *Bad = nullptr;
  // What is added to an address counts modulo its size: a sign is no matter.
  Bytes = static_cast<int64_t>(readULEB128(P, &Length, End, &Bad));
  P += Length;
  return !Bad && (P == End || (!IsSum && *P == DW_OP_plus && P + 1 == End));
}

/// Sets the offset and size of member \p M. False if BTF cannot express them.
template <bool LE>
bool TypeReader::Walk<LE>::bitPosition(Item &M, Frame &Parent) {
  constexpr int64_t Limit = UINT32_MAX / 8;
  auto Bytes = static_cast<int64_t>(D.value(Attr::MemberLocation));
  if (D.isComputed(Attr::MemberLocation) && !computedPosition(Bytes))
    return false;
  if (Bytes < -Limit || Bytes > Limit)
    return false;
  for (Attr A : {Attr::BitSize, Attr::BitOffset, Attr::DataBitOffset})
    if (D.isComputed(A))
      return false;
  const uint64_t BitSize = D.value(Attr::BitSize);
  if (BitSize > UINT8_MAX)
    return false;
  M.B = static_cast<uint32_t>(BitSize);
  int64_t Bits = Bytes * 8;
  if (D.has(Attr::DataBitOffset)) {
    Bits = static_cast<int64_t>(D.value(Attr::DataBitOffset));
  } else if (BitSize && D.has(Attr::BitOffset) &&
             Out.Types[Parent.Index].Kind == TypeKind::Union &&
             !D.has(Attr::MemberLocation)) {
    // GCC does not say where in a union the storage unit is, not even that it
    // begins before it; what C has in a union is at its start.
  } else if (BitSize && D.has(Attr::BitOffset)) {
    // A packed field can begin before its storage unit, and on s390x GCC has
    // such units begin before the struct: both numbers have a sign. GCC writes
    // it as DW_FORM_sdata, clang as data8; smaller data forms have none.
    const auto BitOffset = static_cast<int64_t>(D.value(Attr::BitOffset));
    const uint64_t Storage = D.value(Attr::ByteSize);
    if (BitOffset < -Limit || BitOffset > Limit || Storage > Limit ||
        D.isComputed(Attr::ByteSize))
      return false;
    Bits = 0;
    R.Bitfields.push_back(
        {Parent.Index,
         static_cast<uint32_t>(R.PendingItems.size() - Parent.PendingItems),
         static_cast<uint32_t>(Storage),
         Bytes * 8 +
             (LE ? -BitOffset - static_cast<int64_t>(BitSize) : BitOffset)});
  }
  M.A = static_cast<uint32_t>(Bits);
  return Bits >= 0 && Bits <= UINT32_MAX;
}

template <bool LE>
LLVM_ATTRIBUTE_ALWAYS_INLINE NameRef
TypeReader::Walk<LE>::plainName(const PlainDie &P) {
  using NameForm = PlainShape::NameForm;
  if (P.Shape.Name == NameForm::Str) [[likely]]
    return R.strName(P.name());
  if (P.Shape.Name == NameForm::InLine)
    return R.NameTable.fromText(P.inlineText());
  return P.Shape.Name == NameForm::Indexed ? indexedName(P.name()) : 0;
}

template <bool LE>
uint32_t TypeReader::Walk<LE>::plainReference(const PlainDie &P) {
  using TypeForm = PlainShape::TypeForm;
  if (P.Shape.Type == TypeForm::None)
    return VoidRef;
  const uint32_t Type = P.type();
  if (P.Shape.Type == TypeForm::InSection) [[unlikely]]
    return R.referenceTo(Type, D.header().Section);
  return Type < D.header().Size ? Member.Base + Type : Nowhere;
}

/// Members and enumerators of simple shape make up half of all DIEs.
template <bool LE>
void TypeReader::Walk<LE>::readPlainItems(DieKind Parent,
                                          std::vector<Item> &Items) {
  switch (Parent) {
  case DieKind::Struct:
    return D.plainRun(Cursor::kinds(DieKind::Member), [&](const PlainDie &P) {
      const uint64_t Place = P.value();
      const unsigned Shift = P.Shape.ValueShift;
      const bool Fits = Place <= UINT32_MAX >> Shift;
      Items.push_back({plainName(P), Fits ? plainReference(P) : VoidRef,
                       static_cast<uint32_t>(Place << Shift), P.bitSize()});
      return true;
    });
  case DieKind::Enum:
    return D.plainRun(
        Cursor::kinds(DieKind::Enumerator), [&](const PlainDie &P) {
          const uint64_t Value = P.value();
          Items.push_back({plainName(P), VoidRef, static_cast<uint32_t>(Value),
                           static_cast<uint32_t>(Value >> 32)});
          return true;
        });
  case DieKind::FuncType:
    return D.plainRun(
        Cursor::kinds(DieKind::Parameter), [&](const PlainDie &P) {
          Items.push_back({plainName(P), plainReference(P), 0, 0});
          return true;
        });
  default:
    return;
  }
}

/// Reads a type of plain shape and what is below it. False if some of that is
/// not of plain shape: then there is a frame for it.
template <bool LE>
LLVM_ATTRIBUTE_ALWAYS_INLINE bool
TypeReader::Walk<LE>::readPlainType(const PlainDie &P) {
  const PlainShape &Shape = P.Shape;
  R.Positions.append(Member.Base + P.Position);
  NewType = Out.Types.size();
  LocalType T;
  switch (Shape.Kind) {
  case DieKind::Modifier:
    T.Kind = modifierKind(Shape.Tag);
    T.Ref = plainReference(P);
    if (T.Kind == TypeKind::Typedef) {
      T.Name = plainName(P);
      if (!T.Name)
        T.Kind = TypeKind::Alias;
    }
    break;
  case DieKind::Struct:
    T.Kind = structKind(Shape.Tag);
    T.Name = plainName(P);
    describe(T, P.value(), Shape.IsDeclaration, /*IsNamedElsewhere=*/false);
    break;
  default:
    T.Kind =
        Shape.Kind == DieKind::Array ? TypeKind::Array : TypeKind::FuncProto;
    T.Ref = plainReference(P);
    break;
  }
  Out.Types.push_back(T);
  if (!Shape.HasChildren)
    return true;
  return Shape.Kind == DieKind::Array ? readPlainDimensions()
                                      : readItems(Shape.Kind, R.Stack.back());
}

/// At the top of a unit nearly everything is a type of plain shape. All that
/// reads such a type is compiled as one.
template <bool LE>
[[gnu::flatten]] void TypeReader::Walk<LE>::readPlainTypes() {
  D.plainRun(Cursor::kinds(DieKind::Modifier, DieKind::Struct,
                           DieKind::FuncType, DieKind::Array),
             [&](const PlainDie &P) { return readPlainType(P); });
}

/// Reads the dimensions of the array that was just begun. False as of
/// readPlainType().
template <bool LE> bool TypeReader::Walk<LE>::readPlainDimensions() {
  const Frame F = frame(DieKind::Array, nullptr);
  D.plainRun(Cursor::kinds(DieKind::Subrange), [&](const PlainDie &P) {
    R.PendingDimensions.push_back(P.Shape.HasValue ? lengthTo(P.value()) : 0);
    return true;
  });
  if (D.skipNull()) {
    closeArray(F);
    return true;
  }
  R.Stack.push_back(F);
  return false;
}

/// Reads the children of a struct, enum or function type that was just begun.
/// Nearly always all of them are of plain shape: true. Otherwise opens a frame
/// for the others.
template <bool LE>
bool TypeReader::Walk<LE>::readItems(DieKind Kind, const Frame &Parent) {
  LocalType &T = Out.Types[NewType];
  if (T.Kind == TypeKind::Unsupported || T.Kind == TypeKind::Alias) {
    R.Stack.push_back(frame(Kind, &Parent));
    return false;
  }
  T.First = Out.Items.size();
  readPlainItems(Kind, Out.Items);
  if (D.skipNull()) {
    T.Count = Out.Items.size() - T.First;
    if (T.Kind == TypeKind::Enum)
      closeEnum(T);
    return true;
  }
  R.Stack.push_back(frame(Kind, &Parent));
  auto First = Out.Items.begin() + T.First;
  R.PendingItems.insert(R.PendingItems.end(), First, Out.Items.end());
  Out.Items.erase(First, Out.Items.end());
  return false;
}

/// Reads the DIEs of plain shape that come next below one of kind \p Parent.
template <bool LE>
void TypeReader::Walk<LE>::readPlainChildren(DieKind Parent) {
  switch (Parent) {
  case DieKind::Unit:
    return readPlainTypes();
  case DieKind::Function:
  case DieKind::Other: // a block in a function
    return D.plainRun(Cursor::kinds(DieKind::Variable),
                      [](const PlainDie &) { return true; });
  default:
    return readPlainItems(Parent, R.PendingItems);
  }
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
  if (D.flag(Attr::External) || D.flag(Attr::Declaration))
    return;
  if (!bitPosition(M, Parent) || (!M.Name && nameIsElsewhere()))
    M.Ref = VoidRef; // which is left out, and counted
  R.PendingItems.push_back(M);
  if (P.has(Attr::GNUAnnotation))
    annotated(Owner::Type, Parent.Index,
              lastOf(R.PendingItems.size(), Parent.PendingItems));
}

template <bool LE> void TypeReader::Walk<LE>::enumerator(const Frame &Parent) {
  if (Parent.Kind != DieKind::Enum)
    return;
  // A value that is wider than any enum of BTF, or none at all: without its
  // name, it is left out and counted.
  const NameRef Name = D.isConstant(Attr::ConstValue) ? name(Attr::Name) : 0;
  const uint64_t Value = Name ? D.value(Attr::ConstValue) : 0;
  R.PendingItems.push_back({Name, VoidRef, static_cast<uint32_t>(Value),
                            static_cast<uint32_t>(Value >> 32)});
  LocalType &T = Out.Types[Parent.Index];
  if (T.Kind == TypeKind::Enum && D.isNegative(Attr::ConstValue))
    T.Flags |= TypeSigned; // unless its type, if it is read, says otherwise
}

/// The number of elements up to \p UpperBound.
template <bool LE>
uint64_t TypeReader::Walk<LE>::lengthTo(uint64_t UpperBound) const {
  // Compilers have written [0] as upper bound -1, of the size of an address.
  if (UpperBound == UINT32_MAX && D.header().AddressSize == 4)
    return 0;
  return UpperBound + 1;
}

/// One dimension of an array: the number of elements, 0 if it is not constant.
template <bool LE> void TypeReader::Walk<LE>::dimension() {
  uint64_t Count = 0;
  if (D.isConstant(Attr::UpperBound)) {
    Count = lengthTo(D.value(Attr::UpperBound));
  } else if (D.isConstant(Attr::Count)) {
    Count = D.value(Attr::Count);
  }
  R.PendingDimensions.push_back(Count);
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
              lastOf(R.PendingParams.size(), Parent.PendingParams));
}

/// Where the code of the function begins, as far as its DIE says.
template <bool LE> void TypeReader::Walk<LE>::entry(FuncRecord &F) {
  using namespace llvm::dwarf;
  const bool HasEntry = D.has(Attr::EntryPc);
  if (HasEntry && isAddressForm(D.form(Attr::EntryPc))) {
    F.LowPc = address(Attr::EntryPc);
    return;
  }
  if (D.has(Attr::LowPc)) {
    F.LowPc = address(Attr::LowPc);
  } else if (D.has(Attr::Ranges)) {
    F.LowPc = D.value(Attr::Ranges);
    F.Flags |= FuncHasRanges;
    if (D.form(Attr::Ranges) == DW_FORM_rnglistx)
      F.Flags |= FuncRangesIndex;
  }
  if (HasEntry && D.value(Attr::EntryPc) <= UINT32_MAX)
    F.EntryOffset = static_cast<uint32_t>(D.value(Attr::EntryPc));
}

template <bool LE> void TypeReader::Walk<LE>::function() {
  FuncRecord &F = Out.Functions.emplace_back();
  F.Position = here();
  F.Name = name(Attr::Name);
  Out.NumDangling += !F.Name && nameIsElsewhere();
  F.Ref = reference(Attr::Type);
  F.Origin = reference(Attr::Origin);
  F.Specification = reference(Attr::Specification);
  F.UnitInGroup = Out.Units.size() - 1;
  entry(F);
  if (D.flag(Attr::Declaration))
    F.Flags |= FuncDeclaration;
  if (D.value(Attr::Inline))
    F.Flags |= FuncInline;
  if (D.value(Attr::CallingConvention) == llvm::dwarf::DW_CC_nocall)
    F.Flags |= FuncNoCall;
  if (D.flag(Attr::External))
    F.Flags |= FuncExternal;
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Function, Out.Functions.size() - 1, -1);
}

template <bool LE> void TypeReader::Walk<LE>::variable() {
  VarRecord V;
  if (staticAddress(V.Address))
    V.Flags |= VarHasAddress;
  if (D.flag(Attr::Declaration))
    V.Flags |= VarDeclaration;
  // Of interest: what has an address, and what a definition may refer to.
  if (!(V.Flags & (VarHasAddress | VarDeclaration)) && !D.flag(Attr::External))
    return;
  V.Position = here();
  V.Name = name(Attr::Name);
  Out.NumDangling += !V.Name && nameIsElsewhere();
  V.Ref = reference(Attr::Type);
  V.Specification = reference(Attr::Specification);
  if (D.flag(Attr::External))
    V.Flags |= VarExternal;
  if (D.flag(Attr::Artificial))
    V.Flags |= VarArtificial;
  Out.Variables.push_back(V);
  if (D.has(Attr::GNUAnnotation))
    annotated(Owner::Variable, Out.Variables.size() - 1, -1);
}

/// Notes which function is called, in the unit or in another.
template <bool LE> void TypeReader::Walk<LE>::callSite() {
  using namespace llvm::dwarf;
  // GNU's extension of DWARF 4 has another attribute.
  const Attr A = D.has(Attr::CallOrigin) ? Attr::CallOrigin : Attr::Origin;
  switch (D.has(A) ? D.form(A) : 0) {
  case DW_FORM_ref1:
  case DW_FORM_ref2:
  case DW_FORM_ref4:
  case DW_FORM_ref8:
  case DW_FORM_ref_udata:
    Out.Calls.push_back({D.header().Section, D.header().Offset + D.value(A)});
    return;
  case DW_FORM_ref_addr:
    Out.Calls.push_back({D.header().Section, D.value(A)});
    return;
  default: // through a pointer
    return;
  }
}

} // namespace btfgen

#endif // BTFGEN_DWARF_DIEKINDS_H
