//===- Reference.cpp - What DWARF says, plainly ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reference.h"

#include <set>
#include <unordered_set>

using namespace llvm;
using namespace llvm::dwarf;
using namespace reference;
using Kind = btfgen::TypeKind;
using btfgen::UnsupportedReason;

// --- Kinds -----------------------------------------------------------------

/// The table "Types" of docs/dwarf-to-btf.md; none if \p Die is no type. What
/// has no counterpart is Unsupported, what stands for its target an Alias.
static std::optional<Kind> kindOf(DWARFDie Die) {
  switch (static_cast<unsigned>(Die.getTag())) {
  case DW_TAG_base_type:
    return Kind::Int;
  case DW_TAG_pointer_type:
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type:
    return Kind::Ptr;
  case DW_TAG_const_type:
    return Kind::Const;
  case DW_TAG_volatile_type:
    return Kind::Volatile;
  case DW_TAG_restrict_type:
    return Kind::Restrict;
  case DW_TAG_typedef:
  case DW_TAG_template_alias:
    return Kind::Typedef;
  case DW_TAG_union_type:
    return Kind::Union;
  case DW_TAG_structure_type:
  case DW_TAG_class_type:
  case DW_TAG_interface_type:
    return Kind::Struct;
  case DW_TAG_enumeration_type:
    return Kind::Enum;
  case DW_TAG_array_type:
    return Kind::Array;
  case DW_TAG_subroutine_type:
    return Kind::FuncProto;
  case DW_TAG_atomic_type:
  case DW_TAG_immutable_type:
  case DW_TAG_packed_type:
  case DW_TAG_shared_type:
  case DW_TAG_unspecified_type:
    return Kind::Alias;
  case DW_TAG_subrange_type: // in an array it is a dimension
    if (Die.getParent().getTag() == DW_TAG_array_type)
      return std::nullopt;
    return Kind::Alias;
  case DW_TAG_ptr_to_member_type:
  case DW_TAG_string_type:
  case DW_TAG_set_type:
  case DW_TAG_file_type:
  case DW_TAG_thrown_type:
  case DW_TAG_coarray_type:
  case DW_TAG_dynamic_type:
    return Kind::Unsupported;
  default:
    return std::nullopt;
  }
}

static bool isStruct(Tag T) {
  return T == DW_TAG_structure_type || T == DW_TAG_class_type ||
         T == DW_TAG_interface_type || T == DW_TAG_union_type;
}

/// A static member of C++ is declared in its class and is no part of objects.
static bool isStatic(DWARFDie Member) {
  return flag(Member, DW_AT_external) || flag(Member, DW_AT_declaration);
}

/// The number of \p Die among the children of its parent that \p Counts.
template <typename Fn> static int64_t numberAmong(DWARFDie Die, Fn Counts) {
  int64_t Number = 0;
  for (DWARFDie Child : Die.getParent().children()) {
    if (Child == Die)
      break;
    Number += Counts(Child);
  }
  return Number;
}

static void reject(Type &T, UnsupportedReason Why) {
  T.Kind = Kind::Unsupported;
  T.Reason = Why;
  T.Target = Void;
  T.Entries.clear();
}

/// What is behind typedefs and qualifiers; an invalid DIE if that is void.
DWARFDie Reader::behindModifiers(DWARFDie Die) const {
  for (unsigned Steps = 0; Die && Steps < btfgen::MaxModifiers; ++Steps) {
    const std::optional<Kind> K = kindOf(Die);
    const bool IsSignature = Die.find(DW_AT_signature).has_value();
    if (!K || (!btfgen::isModifier(*K) && *K != Kind::Alias && !IsSignature))
      return Die;
    Die = referenced(Die, IsSignature ? DW_AT_signature : DW_AT_type);
  }
  return {};
}

static uint64_t sizeOfBase(DWARFDie Die) {
  if (Die.find(DW_AT_byte_size))
    return constant(Die, DW_AT_byte_size).value_or(0);
  return divideCeil(constant(Die, DW_AT_bit_size).value_or(0), 8);
}

// --- Types -----------------------------------------------------------------

void Reader::readBase(DWARFDie Die, Type &T) const {
  T.Size = sizeOfBase(Die);
  const auto Encoding = constant(Die, DW_AT_encoding).value_or(0);
  T.IsSigned = Encoding == DW_ATE_signed || Encoding == DW_ATE_signed_char;
  T.IsBool = Encoding == DW_ATE_boolean;
  if (T.Name.empty())
    return reject(T, btfgen::ReasonUnnamed);
  if (isComputed(Die, DW_AT_byte_size))
    return reject(T, btfgen::ReasonSize);
  // GCC's complex integers are the first of the encodings for users.
  if (Encoding == DW_ATE_complex_float || Encoding == DW_ATE_imaginary_float ||
      Encoding == DW_ATE_lo_user)
    return reject(T, btfgen::ReasonComplex);
  if (Encoding == DW_ATE_float) {
    T.Kind = Kind::Float;
    if (!is_contained({2u, 4u, 8u, 12u, 16u}, T.Size))
      reject(T, btfgen::ReasonSize);
    return;
  }
  if (!is_contained({1u, 2u, 4u, 8u, 16u}, T.Size)) {
    T.Name = "__SANITIZED_FAKE_INT__";
    T.Size = 4;
  }
}

/// Where DWARF 2 and 3 put a bit-field (DWARF 3, 5.5.6): in bits from the start
/// of the struct to the field's end that comes first in memory.
int64_t Reader::placeInStorage(DWARFDie Die, int64_t Bytes, int64_t BitOffset,
                               int64_t BitSize) const {
  int64_t Storage = constant(Die, DW_AT_byte_size).value_or(0);
  const DWARFDie Of = behindModifiers(referenced(Die, DW_AT_type));
  const Kind K = Of ? kindOf(Of).value_or(Kind::Alias) : Kind::Alias;
  if (!Storage && (K == Kind::Int || K == Kind::Enum))
    if (const Type T = typeOf(Of, K); T.Kind == K)
      Storage = T.Size;
  const bool Little = Die.getDwarfUnit()->isLittleEndian();
  const int64_t Place =
      Bytes * 8 + (Little ? Storage * 8 - BitOffset - BitSize : BitOffset);
  // GCC 4 wrote storage units that begin behind the field.
  return Place < 0 ? Place + Storage * 8 : Place;
}

Entry Reader::memberOf(DWARFDie Die, bool InUnion) const {
  Entry M;
  M.At = placeOf(Die);
  M.Name = text(Die, DW_AT_name);
  M.Type = target(Die, DW_AT_type);
  M.LeftOut = true;
  constexpr int64_t Limit = UINT32_MAX / 8;
  const auto IsFar = [](int64_t N) { return N < -Limit || N > Limit; };
  const std::optional<int64_t> Bytes = bytesBefore(Die);
  if (!Bytes || IsFar(*Bytes) || lacksName(Die) ||
      isComputed(Die, DW_AT_bit_size) || isComputed(Die, DW_AT_bit_offset) ||
      isComputed(Die, DW_AT_data_bit_offset))
    return M;
  M.BitSize = constant(Die, DW_AT_bit_size).value_or(0);
  M.Value = *Bytes * 8;
  const std::optional<int64_t> BitOffset = constant(Die, DW_AT_bit_offset);
  if (const auto FromStart = constant(Die, DW_AT_data_bit_offset)) {
    M.Value = *FromStart; // DWARF 5, 5.7.6
  } else if (M.BitSize && BitOffset) {
    if (IsFar(*BitOffset) || isComputed(Die, DW_AT_byte_size) ||
        uint64_t(constant(Die, DW_AT_byte_size).value_or(0)) > Limit)
      return M;
    // In a union GCC leaves out where the storage unit is.
    if (!InUnion || Die.find(DW_AT_data_member_location))
      M.Value = placeInStorage(Die, *Bytes, *BitOffset, M.BitSize);
  }
  M.LeftOut = M.BitSize > 255 || M.Value < 0 || M.Value > UINT32_MAX;
  return M;
}

void Reader::readStruct(DWARFDie Die, Type &T) const {
  T.Size = constant(Die, DW_AT_byte_size).value_or(0);
  T.IsDeclaration = flag(Die, DW_AT_declaration);
  for (DWARFDie Child : Die.children())
    if (Child.getTag() == DW_TAG_member && !isStatic(Child))
      T.Entries.push_back(memberOf(Child, T.Kind == Kind::Union));
  // DWARF 5, 2.13.2: what a definition does not say, its declaration does.
  if (T.Name.empty() && Die.find(DW_AT_specification)) {
    const DWARFDie Declared = referenced(Die, DW_AT_specification);
    if (!Declared || !kindOf(Declared))
      reject(T, btfgen::ReasonUnreadable);
    else
      T.Name = text(Declared, DW_AT_name);
  } else if (T.Name.empty() && T.IsDeclaration) {
    reject(T, btfgen::ReasonUnnamed);
  }
  if (T.Size > UINT32_MAX || isComputed(Die, DW_AT_byte_size))
    reject(T, btfgen::ReasonSize);
}

void Reader::readEnum(DWARFDie Die, Type &T) const {
  T.IsDeclaration = flag(Die, DW_AT_declaration);
  T.Underlying = target(Die, DW_AT_type);
  T.Size = 4;
  if (Die.find(DW_AT_byte_size))
    T.Size = constant(Die, DW_AT_byte_size).value_or(0);
  if (T.IsDeclaration && T.Name.empty())
    return reject(T, btfgen::ReasonUnnamed);
  if (!is_contained({1u, 2u, 4u, 8u}, T.Size))
    return reject(T, btfgen::ReasonSize);
  for (DWARFDie Child : Die.children()) {
    if (Child.getTag() != DW_TAG_enumerator || T.IsDeclaration)
      continue;
    Entry E;
    E.At = placeOf(Child);
    const std::optional<int64_t> Value = constant(Child, DW_AT_const_value);
    E.Value = Value.value_or(0);
    E.Name = text(Child, DW_AT_name);
    E.LeftOut = !Value || E.Name.empty();
    // A value above the greatest int64_t is below 0 only in a form with a sign.
    const std::optional<DWARFFormValue> Form = Child.find(DW_AT_const_value);
    const bool HasSign =
        Form &&
        is_contained({DW_FORM_sdata, DW_FORM_implicit_const}, Form->getForm());
    T.IsSigned |= E.Value < 0 && (HasSign || (!E.Name.empty() && T.Size <= 4));
    T.Entries.push_back(E);
  }
  if (T.Size > 4) {
    const DWARFDie Of = behindModifiers(referenced(Die, DW_AT_type));
    if (Of && Of.getTag() == DW_TAG_base_type) {
      const Type Base = typeOf(Of, Kind::Int);
      if (Base.Kind == Kind::Int)
        T.IsSigned = Base.IsSigned;
    }
    return;
  }
  for (Entry &E : T.Entries)
    E.LeftOut |= E.Value < INT32_MIN ||
                 E.Value > (T.IsSigned ? INT32_MAX : int64_t(UINT32_MAX));
}

void Reader::readArray(DWARFDie Die, Type &T) const {
  for (DWARFDie Child : Die.children()) {
    if (Child.getTag() != DW_TAG_subrange_type)
      continue;
    uint64_t Count = constant(Child, DW_AT_count).value_or(0);
    if (const std::optional<int64_t> Last = constant(Child, DW_AT_upper_bound))
      // -1 may have been written with the size of an address.
      Count =
          Child.getDwarfUnit()->getAddressByteSize() == 4 && *Last == UINT32_MAX
              ? 0
              : *Last + 1;
    T.Dimensions.push_back(Count);
  }
  if (T.Dimensions.empty())
    T.Dimensions.push_back(0);
  if (T.Dimensions.front() > UINT32_MAX)
    reject(T, btfgen::ReasonSize);
}

void Reader::readPrototype(DWARFDie Die, Type &T) const {
  for (DWARFDie Child : Die.children()) {
    Entry P;
    P.At = placeOf(Child);
    if (Child.getTag() == DW_TAG_formal_parameter) {
      P.Name = text(Child, DW_AT_name);
      P.Type = target(Child, DW_AT_type);
    } else if (Child.getTag() != DW_TAG_unspecified_parameters) {
      continue;
    }
    T.Entries.push_back(P);
  }
}

Type Reader::typeOf(DWARFDie Die, Kind K) const {
  Type T;
  T.At = placeOf(Die);
  T.Kind = K;
  if ((isStruct(Die.getTag()) || K == Kind::Enum) &&
      Die.find(DW_AT_signature)) {
    T.Kind = Kind::Alias; // DWARF 5, 5.7.1: the type unit defines it
    T.Target = target(Die, DW_AT_signature);
    return T;
  }
  static const std::set<Kind> Named = {Kind::Int,     Kind::Struct,
                                       Kind::Union,   Kind::Enum,
                                       Kind::Typedef, Kind::Unsupported};
  if (Named.count(K))
    T.Name = text(Die, DW_AT_name);
  if (btfgen::isModifier(K) || K == Kind::Ptr || K == Kind::Array ||
      K == Kind::FuncProto ||
      (K == Kind::Alias && Die.getTag() != DW_TAG_unspecified_type))
    T.Target = target(Die, DW_AT_type);
  if (K == Kind::Int)
    readBase(Die, T);
  else if (isStruct(Die.getTag()))
    readStruct(Die, T);
  else if (K == Kind::Enum)
    readEnum(Die, T);
  else if (K == Kind::Array)
    readArray(Die, T);
  else if (K == Kind::FuncProto)
    readPrototype(Die, T);
  else if (K == Kind::Typedef && T.Name.empty())
    T.Kind = Kind::Alias;
  else if (Die.getTag() == DW_TAG_ptr_to_member_type)
    T.Reason = btfgen::ReasonPointerToMember;
  if (K == Kind::Ptr) {
    const auto AddTag = [&](DWARFDie Note, size_t At) {
      const StringRef Value = text(Note, DW_AT_const_value);
      if (text(Note, DW_AT_name) == "btf_type_tag" && !Value.empty())
        T.TypeTags.insert(T.TypeTags.begin() + At, Value);
    };
    for (DWARFDie Child : Die.children()) // the outermost is the first
      if (Child.getTag() == DW_TAG_LLVM_annotation)
        AddTag(Child, 0);
    for (DWARFDie Note : notesOn(Die)) // the nearest is
      AddTag(Note, T.TypeTags.size());
  }
  if (Named.count(K) && lacksName(Die))
    reject(T, btfgen::ReasonUnreadable);
  return T;
}

// --- Functions and variables -----------------------------------------------

Parameter Reader::parameterOf(DWARFDie Die) const {
  Parameter P;
  P.At = placeOf(Die);
  P.Name = text(Die, DW_AT_name);
  P.Type = target(Die, DW_AT_type);
  P.Origin = target(Die, DW_AT_abstract_origin);
  if (const std::optional<DWARFFormValue> V = Die.find(DW_AT_location)) {
    P.LocationForm = V->getForm();
    P.Location = V->getRawUValue();
    if (const std::optional<ArrayRef<uint8_t>> Block = V->getAsBlock()) {
      DWARFUnit &U = *Die.getDwarfUnit();
      P.Location = Block->data() -
                   U.getDebugInfoExtractor().getData().bytes_begin() -
                   U.getOffset();
      P.LocationLength = Block->size();
    }
  }
  return P;
}

Function Reader::functionOf(DWARFDie Die) const {
  Function F;
  F.At = placeOf(Die);
  F.Name = text(Die, DW_AT_name);
  F.Type = target(Die, DW_AT_type);
  F.Origin = target(Die, DW_AT_abstract_origin);
  F.Specification = target(Die, DW_AT_specification);
  F.IsDeclaration = flag(Die, DW_AT_declaration);
  F.IsInline = constant(Die, DW_AT_inline).value_or(0) != DW_INL_not_inlined;
  F.IsExternal = flag(Die, DW_AT_external);
  F.HasNoCall =
      constant(Die, DW_AT_calling_convention).value_or(0) == DW_CC_nocall;
  F.Entry = entryOf(Die);
  for (DWARFDie Child : Die.children()) {
    F.IsVariadic |= Child.getTag() == DW_TAG_unspecified_parameters;
    if (Child.getTag() == DW_TAG_formal_parameter)
      F.Parameters.push_back(parameterOf(Child));
  }
  return F;
}

void Reader::addVariable(DWARFDie Die) {
  Variable V;
  V.At = placeOf(Die);
  V.Name = text(Die, DW_AT_name);
  V.Type = target(Die, DW_AT_type);
  V.Specification = target(Die, DW_AT_specification);
  V.IsExternal = flag(Die, DW_AT_external);
  V.IsDeclaration = flag(Die, DW_AT_declaration);
  V.IsArtificial = flag(Die, DW_AT_artificial);
  V.At0 = fixedAddress(Die);
  // Others are nothing that BTF describes, nor is their declaration.
  if (V.At0 || V.IsDeclaration || V.IsExternal)
    Out.Variables.push_back(V);
}

// --- Tags ------------------------------------------------------------------

/// The notes of GCC 16 on \p Die, which LLVM 19 does not know: DIEs of their
/// own, of which each leads to the next.
static constexpr auto GNUAnnotation = Attribute(0x2139);

std::vector<DWARFDie> Reader::notesOn(DWARFDie Die) const {
  std::vector<DWARFDie> Notes;
  for (DWARFDie Note = referenced(Die, GNUAnnotation);
       Note && Note.getTag() == Tag(0x6001) && !is_contained(Notes, Note);
       Note = referenced(Note, GNUAnnotation))
    Notes.push_back(Note);
  return Notes;
}

/// Adds what \p Note says of \p Owner, if that is a declaration tag.
void Reader::addTag(DWARFDie Owner, DWARFDie Note) {
  DeclTag T;
  T.Value = text(Note, DW_AT_const_value);
  if (text(Note, DW_AT_name) != "btf_decl_tag" || T.Value.empty())
    return;
  const DWARFDie Outer = Owner.getParent();
  if (Owner.getTag() == DW_TAG_member) {
    if (!isStruct(Outer.getTag()) || isStatic(Owner))
      return;
    T.Component = numberAmong(Owner, [](DWARFDie Die) {
      return Die.getTag() == DW_TAG_member && !isStatic(Die);
    });
    Owner = Outer;
  } else if (Owner.getTag() == DW_TAG_formal_parameter) {
    if (Outer.getTag() != DW_TAG_subprogram)
      return;
    T.Component = numberAmong(Owner, [](DWARFDie Die) {
      return Die.getTag() == DW_TAG_formal_parameter;
    });
    Owner = Outer;
  }
  T.Owner = placeOf(Owner);
  if (isStruct(Owner.getTag()) ||
      (Owner.getTag() == DW_TAG_typedef && Owner.find(DW_AT_name)))
    Out.TypeTags.push_back(T);
  else if (Owner.getTag() == DW_TAG_subprogram)
    Out.FunctionTags.push_back(T);
  else if (!Out.Variables.empty() && Out.Variables.back().At == T.Owner)
    Out.VariableTags.push_back(T);
}

// --- All DIEs of a unit ----------------------------------------------------

/// The DIE that follows in the unit, or with \p IsOver the one behind \p Die
/// and all below it. Trees may be too deep to recurse.
static DWARFDie next(DWARFDie Die, bool IsOver) {
  const DWARFDie Child = IsOver ? DWARFDie() : Die.getFirstChild();
  if (Child && !Child.isNULL())
    return Child;
  for (; Die; Die = Die.getParent())
    if (DWARFDie Sibling = Die.getSibling(); Sibling && !Sibling.isNULL())
      return Sibling;
  return {};
}

void Reader::walk(DWARFDie Unit) {
  // What a call repeats is described where the function is.
  const auto IsCall = [](DWARFDie Die) {
    return is_contained(
        {DW_TAG_inlined_subroutine, DW_TAG_call_site, DW_TAG_GNU_call_site},
        Die.getTag());
  };
  for (DWARFDie Die = next(Unit, false); Die; Die = next(Die, IsCall(Die))) {
    if (const std::optional<Kind> K = kindOf(Die))
      Out.Types.push_back(typeOf(Die, *K));
    else if (Die.getTag() == DW_TAG_subprogram)
      Out.Functions.push_back(functionOf(Die));
    else if (Die.getTag() == DW_TAG_variable && Die.getParent() == Unit)
      addVariable(Die);
    else if (Die.getTag() == DW_TAG_LLVM_annotation)
      addTag(Die.getParent(), Die); // clang's are below what they are about
    for (DWARFDie Note : notesOn(Die))
      addTag(Die, Note);
  }
}

void Reader::addOthers(ArrayRef<size_t> Group) {
  std::set<Place> Seen;
  std::vector<Place> Work;
  const auto Want = [&](Place P) {
    if (P != Void && P != Nowhere && Seen.insert(P).second)
      Work.push_back(P);
  };
  const auto WantAll = [](const Type &T, auto Want) {
    Want(T.Target);
    Want(T.Underlying);
    for (const Entry &E : T.Entries)
      Want(E.Type);
  };
  const auto WantForeign = [&](Place P) {
    if (!is_contained(Group, P >> 32))
      Want(P);
  };
  for (const Type &T : Out.Types)
    WantAll(T, WantForeign);
  for (const Function &F : Out.Functions) {
    WantForeign(F.Type);
    for (const Parameter &P : F.Parameters)
      WantForeign(P.Type);
  }
  for (const Variable &V : Out.Variables)
    WantForeign(V.Type);
  while (!Work.empty()) {
    const Place P = Work.back();
    Work.pop_back();
    DWARFUnit &U = *Units[P >> 32];
    const DWARFDie Die = U.getDIEForOffset(U.getOffset() + uint32_t(P));
    if (const std::optional<Kind> K = kindOf(Die)) {
      Out.Others.push_back(typeOf(Die, *K));
      WantAll(Out.Others.back(), Want);
    }
  }
}

/// Nor is anything known of what refers to what is not; but of structs and
/// unions the other members are.
void Reader::spreadUnreadable() {
  std::unordered_set<Place> Known;
  std::vector<Type *> All;
  for (std::vector<Type> *List : {&Out.Types, &Out.Others})
    for (Type &T : *List)
      All.push_back(&T);
  for (const Type *T : All)
    if (T->Kind != Kind::Unsupported || T->Reason != btfgen::ReasonUnreadable)
      Known.insert(T->At);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (Type *Each : All) {
      Type &T = *Each;
      const auto IsKnown = [&](Place P) { return P == Void || Known.count(P); };
      const bool IsProto = T.Kind == Kind::FuncProto;
      const bool IsUnreadable =
          T.Kind == Kind::Unsupported && T.Reason == btfgen::ReasonUnreadable;
      if (IsUnreadable || (IsKnown(T.Target) &&
                           !(IsProto && any_of(T.Entries, [&](const Entry &E) {
                               return !IsKnown(E.Type);
                             }))))
        continue;
      reject(T, btfgen::ReasonUnreadable);
      Known.erase(T.At);
      Changed = true;
    }
  }
}

Contents Reader::read(ArrayRef<size_t> Group, bool WithOthers) {
  Out = Contents();
  for (size_t Number : Group) {
    const DWARFDie Die =
        Units[Number]->getUnitDIE(/*ExtractUnitDIEOnly=*/false);
    if (!Die)
      continue;
    Out.Units.push_back(unitOf(Die));
    if (!Out.Units.back().IsSkeleton)
      walk(Die);
  }
  for (std::vector<DeclTag> *Tags : {&Out.FunctionTags, &Out.VariableTags})
    llvm::stable_sort(*Tags, [](const DeclTag &A, const DeclTag &B) {
      return A.Owner < B.Owner;
    });
  if (WithOthers)
    addOthers(Group);
  spreadUnreadable();
  // Those of other units are wanted again.
  for (size_t Number : Group)
    if (!WithOthers)
      Units[Number]->clear();
  return std::move(Out);
}
