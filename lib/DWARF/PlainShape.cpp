//===- PlainShape.cpp - Which DIEs are read in the tight loop -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides for an abbreviation whether DieCursor::plainRun() reads its DIEs,
/// and what that has to know of them. What compilers write a thousand times has
/// such a shape; anything else is left to the general way of reading a DIE,
/// which treats what both can read alike.
///
//===----------------------------------------------------------------------===//

#include "DWARF/AbbrevProgram.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

/// Whether \p P says something that only the general way of reading a DIE of
/// its kind looks at.
static bool isUnusual(const AbbrevProgram &P) {
  auto HasAny = [&](std::initializer_list<Attr> Attrs) {
    return llvm::any_of(Attrs, [&](Attr A) { return P.has(A); });
  };
  // But for those of variables in functions, only DW_AT_type may lead out of
  // the unit: what looks for such references relies on it (UnitGroups.cpp).
  if (P.Kind != DieKind::Variable &&
      HasAny({Attr::Origin, Attr::Specification, Attr::Signature, Attr::Import,
              Attr::GNUAnnotation}))
    return true;
  switch (P.Kind) {
  case DieKind::Struct:
  case DieKind::Array:
  case DieKind::FuncType:
    return false;
  case DieKind::Subrange:
    return P.HasChildren || P.has(Attr::Count);
  case DieKind::Enumerator:
  case DieKind::Variable:
    return P.HasChildren;
  case DieKind::Member:
  case DieKind::Parameter:
  case DieKind::Modifier:
    return P.HasChildren ||
           HasAny({Attr::BitOffset, Attr::External, Attr::Declaration,
                   Attr::Location, Attr::ConstValue});
  default:
    return true;
  }
}

/// What the value of a shape of that kind is.
static Attr plainValue(const AbbrevProgram &P) {
  switch (P.Kind) {
  case DieKind::Member:
    return P.has(Attr::DataBitOffset) ? Attr::DataBitOffset
                                      : Attr::MemberLocation;
  case DieKind::Enumerator:
    return Attr::ConstValue;
  case DieKind::Struct:
    return Attr::ByteSize;
  case DieKind::Subrange:
    return Attr::UpperBound;
  default:
    return Attr::None;
  }
}

/// Sets where the shape's name is. False if it is elsewhere.
static bool placeName(const Field &F, PlainShape &S) {
  using NameForm = PlainShape::NameForm;
  S.NameAt = F.Offset;
  S.NameSize = F.Size;
  switch (F.Form) {
  case 0:
  case DW_FORM_string: // known already
    return true;
  case DW_FORM_strp:
    S.Name = NameForm::Str;
    return F.Size == 4;
  case DW_FORM_strx1:
  case DW_FORM_strx2:
  case DW_FORM_strx3:
  case DW_FORM_strx4:
    S.Name = NameForm::Indexed;
    return true;
  default:
    return false;
  }
}

/// Sets where the shape's reference to a type is. False if it is of a form that
/// takes a look at more than the unit or the section.
static bool placeType(const Field &F, PlainShape &S) {
  using TypeForm = PlainShape::TypeForm;
  S.TypeAt = F.Offset;
  switch (F.Form) {
  case 0:
    return true;
  case DW_FORM_ref4:
    S.Type = TypeForm::InUnit;
    return true;
  case DW_FORM_ref_addr:
    S.Type = TypeForm::InSection;
    return F.Size == 4;
  default:
    return false;
  }
}

/// Sets where the shape's value is. False if it is no number, or one that is
/// read in another way.
static bool placeValue(const AbbrevProgram &P, PlainShape &S) {
  const Attr A = plainValue(P);
  S.HasValue = A != Attr::None && P.has(A);
  if (S.HasValue) {
    const Field &F = P.field(A);
    // An enumerator's may be negative.
    if (!isConstantForm(F.Form) ||
        (P.Kind == DieKind::Enumerator && F.Form == DW_FORM_implicit_const))
      return false;
    S.ValueAt = F.Offset;
    S.ValueSize = F.Size;
    S.Bias = F.Bias;
  }
  if (P.Kind != DieKind::Member)
    return S.HasValue || P.Kind != DieKind::Enumerator;
  const bool CountsBits = P.has(Attr::DataBitOffset);
  S.ValueShift = CountsBits ? 0 : 3;
  S.HasBitSize = P.has(Attr::BitSize);
  S.BitSizeAt = P.field(Attr::BitSize).Offset;
  return !(CountsBits && P.has(Attr::MemberLocation)) &&
         (!S.HasBitSize || P.field(Attr::BitSize).Form == DW_FORM_data1);
}

PlainShape btfgen::plainShape(const AbbrevProgram &P) {
  if (!P.Fixed || P.HasComputed || isUnusual(P))
    return {};
  PlainShape S;
  S.Kind = P.Kind;
  S.Tag = P.Tag;
  S.Size = P.FixedSize;
  S.HasChildren = P.HasChildren;
  if (P.InlineName)
    S.Name = PlainShape::NameForm::InLine;
  if (P.Kind == DieKind::Variable)
    return S; // of those in functions nothing is read
  const unsigned Declared = P.field(Attr::Declaration).Form;
  S.IsDeclaration = Declared != 0;
  if (!placeName(P.field(Attr::Name), S) || !placeValue(P, S) ||
      !placeType(P.field(Attr::Type), S) ||
      (Declared && Declared != DW_FORM_flag_present))
    return {};
  const bool NeedsType =
      P.Kind == DieKind::Member || P.Kind == DieKind::Parameter;
  const bool NeedsName = P.Kind == DieKind::Enumerator;
  if ((NeedsType && S.Type == PlainShape::TypeForm::None) ||
      (NeedsName && !P.has(Attr::Name)))
    return {};
  return S;
}
