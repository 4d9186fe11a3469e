//===- Comparison.cpp - What both readers say of some units ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Comparison.h"

#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;
using reference::Place;

std::string Comparison::describe(Place P) const {
  if (P == reference::Void)
    return "void";
  if (P == reference::Nowhere)
    return "nothing that can be read";
  const uint64_t Start = Units[P >> 32].Offset;
  return "DIE at 0x" + utohexstr(Start + uint32_t(P)) + " of the unit at 0x" +
         utohexstr(Start);
}

template <typename T>
void Comparison::differ(FieldId F, Place At, T Theirs, T Ours) {
  C.Differing.insert(F);
  if (++C.Differences <= C.MostPrinted)
    outs() << In.Sections.Units[Units[At >> 32].Section].Path << ": "
           << describe(At) << ": " << Fields[F].Name << ": '" << Ours
           << "', by the reference '" << Theirs << "'\n";
}

void Comparison::same(FieldId F, Place At, uint64_t Theirs, uint64_t Ours) {
  if (Theirs != Ours)
    differ(F, At, Theirs, Ours);
}

void Comparison::sameName(FieldId F, Place At, StringRef Theirs, NameRef Ours) {
  char Short[4];
  const StringRef Text = In.NameTable->text(Ours, Short);
  if (Theirs != Text)
    differ(F, At, Theirs, Text);
}

void Comparison::samePlace(FieldId F, Place At, Place Theirs, Place Ours) {
  if (Theirs != Ours)
    differ(F, At, describe(Theirs), describe(Ours));
}

/// The same for references to types. Of which type a copy is, the first
/// reference to it says, and whether that is true its contents.
void Comparison::sameType(FieldId F, Place At, Place Theirs, uint32_t Ours) {
  const Place Wanted = typeOr(Theirs);
  if (Ours - U.FirstCopy < U.NumCopies) {
    const auto Other = OtherNumbers.find(Wanted);
    if (Other != OtherNumbers.end() && Copied.try_emplace(Ours, Wanted).second)
      Work.push_back({Other->second, Ours});
  }
  samePlace(F, At, Wanted, typeAt(Ours));
}

// --- From btfgen's numbers to DIEs ---

Place Comparison::placeAt(uint32_t Position) const {
  if (Position == VoidRef)
    return reference::Void;
  const size_t Member = upper_bound(Bases, Position) - Bases.begin() - 1;
  const uint32_t Offset = Position - Bases[Member];
  const uint32_t Index = Group[Member].index();
  return Offset < Units[Index].Size ? uint64_t(Index) << 32 | Offset
                                    : reference::Nowhere;
}

uint32_t Comparison::positionOf(Place P) const {
  const auto It = lower_bound(Group, UnitIdx(P >> 32));
  return Bases[It - Group.begin()] + uint32_t(P);
}

/// The DIE of a type number, or that of which it is a copy. What has none is
/// not referred to but by the types that compareExtras() looks at, or it stands
/// for what cannot be read.
Place Comparison::typeAt(uint32_t Ref) const {
  if (Ref == VoidRef)
    return reference::Void;
  if (Ref < R.Types.size())
    return R.Types[Ref].At;
  const auto Copy = Copied.find(Ref);
  return Copy == Copied.end() ? reference::Nowhere : Copy->second;
}

/// \p P if that is a type.
Place Comparison::typeOr(Place P) const {
  return P == reference::Void || TypeNumbers.count(P) || OtherNumbers.count(P)
             ? P
             : reference::Nowhere;
}

/// \p P if that is one of \p Of; what is not leads to nothing of use.
template <typename List>
Place Comparison::declarationOr(Place P, const List &Of) const {
  const auto It = partition_point(Of, [&](auto &D) { return D.At < P; });
  return P == reference::Void || (It != Of.end() && It->At == P)
             ? P
             : reference::Nowhere;
}

/// As btfgen gives them: in an ET_REL file each section has an address of its
/// own. LLVM adds what the section's header says, which is nothing there.
uint64_t
Comparison::addressOf(const std::optional<reference::Address> &A) const {
  if (!A)
    return 0;
  const ArrayRef<SectionInfo> Sections = In.image().sections();
  if (!In.image().isRelocatable() || A->SectionIndex >= Sections.size())
    return A->Address;
  return A->Address - SectionStarts[A->SectionIndex] +
         Sections[A->SectionIndex].Address;
}

// --- One after the other ---

void Comparison::compareUnits() {
  for (size_t I = 0; I < R.Units.size() && I < U.Units.size(); ++I) {
    const reference::Unit &T = R.Units[I];
    const UnitFacts &O = U.Units[I];
    const Unit &Header = Units[Group[I].index()];
    same(UnitHeader, T.At, Header.Version << 8 | Header.AddressSize,
         O.Version << 8 | O.AddressSize);
    sameName(UnitName, T.At, T.Name, O.Name);
    sameName(UnitSkeleton, T.At, T.DwoName, O.DwoName);
    same(UnitSkeleton, T.At, T.IsSkeleton, O.IsSkeleton);
    same(UnitSkeleton, T.At, T.IsSplit, O.IsSplit);
    same(UnitLanguage, T.At, T.Language, O.Language);
    same(UnitCompiler, T.At, T.Producer.contains("clang"), O.IsClang);
    same(UnitLowPc, T.At, addressOf(T.LowPc), O.LowPc);
  }
}

/// Types without a DIE: inner dimensions and type tags, each behind the type
/// that they come from.
void Comparison::compareExtras(const reference::Type &T, const LocalType &O) {
  const bool IsArray = !T.Dimensions.empty();
  const size_t Count = IsArray ? T.Dimensions.size() - 1 : T.TypeTags.size();
  NumExtras += Count;
  if (T.Kind == TypeKind::Unsupported)
    return;
  uint32_t Ref = O.Ref;
  if (IsArray)
    same(ArrayLength, T.At, T.Dimensions.front(), O.Size);
  for (size_t I = 0; I < Count; ++I) {
    if (Ref < R.Types.size() || Ref >= U.Types.size())
      return samePlace(TypeTarget, T.At, reference::Nowhere, typeAt(Ref));
    const LocalType &Extra = U.Types[Ref];
    Ref = Extra.Ref;
    if (IsArray && T.Dimensions[I + 1] > UINT32_MAX)
      return same(TypeKindOf, T.At, uint64_t(TypeKind::Unsupported),
                  uint64_t(Extra.Kind));
    same(TypeKindOf, T.At,
         uint64_t(IsArray ? TypeKind::Array : TypeKind::TypeTag),
         uint64_t(Extra.Kind));
    if (IsArray)
      same(ArrayLength, T.At, T.Dimensions[I + 1], Extra.Size);
    else
      sameName(TypeTagText, T.At, T.TypeTags[I], Extra.Name);
  }
  sameType(TypeTarget, T.At, T.Target, Ref);
}

void Comparison::compareItems(const reference::Type &T, const LocalType &O) {
  const bool IsEnum = T.Kind == TypeKind::Enum;
  const bool IsProto = T.Kind == TypeKind::FuncProto;
  same(IsEnum    ? EnumeratorCount
       : IsProto ? ParamCount
                 : MemberCount,
       T.At, T.Entries.size(), O.Count);
  const ArrayRef<Item> Items = U.items(O);
  C.Items += T.Entries.size();
  for (const auto &[E, I] : zip(T.Entries, Items)) {
    if (IsEnum) {
      sameName(EnumeratorName, E.At, E.LeftOut ? StringRef() : E.Name, I.Name);
      same(EnumeratorValue, E.At, E.Value, E.LeftOut ? E.Value : I.value());
      continue;
    }
    sameName(IsProto ? ParamName : MemberName, E.At, E.Name, I.Name);
    sameType(IsProto ? ParamType : MemberType, E.At,
             E.LeftOut ? reference::Void : E.Type, I.Ref);
    if (IsProto || E.LeftOut)
      continue;
    same(MemberOffset, E.At, E.Value, I.A);
    same(MemberBits, E.At, E.BitSize, I.B);
  }
}

void Comparison::compareType(const reference::Type &T, uint32_t Number) {
  const LocalType &O = U.Types[Number];
  if (Number < R.Types.size())
    samePlace(TypeNumber, T.At, T.At,
              typeAt(Reader.resolve(positionOf(T.At) + PositionSkew)));
  same(TypeKindOf, T.At, uint64_t(T.Kind), uint64_t(O.Kind));
  sameName(TypeName, T.At, T.Name, O.Name);
  if (T.Kind == TypeKind::Unsupported)
    same(TypeSize, T.At, T.Reason, O.Size);
  else if (T.Kind != TypeKind::Array)
    same(TypeSize, T.At, T.Size, O.Size);
  compareExtras(T, O);
  compareItems(T, O);
  if (T.Kind != TypeKind::Unsupported)
    same(TypeFlags, T.At,
         (T.IsSigned ? TypeSigned : 0) | (T.IsBool ? TypeBool : 0) |
             (T.IsDeclaration ? TypeDeclaration : 0),
         O.Flags);
}

void Comparison::compareParameter(const reference::Parameter &P,
                                  const ParamRecord &O) {
  samePlace(FunctionParamPlace, P.At, P.At, placeAt(O.Position));
  sameName(FunctionParamName, P.At, P.Name, O.Name);
  sameType(FunctionParamType, P.At, P.Type, Reader.resolve(O.Ref));
  if (P.Origin != reference::Nowhere)
    samePlace(FunctionParamOrigin, P.At, P.Origin, placeAt(O.Origin));
  same(FunctionParamLocation, P.At, P.LocationForm, O.LocationForm);
  same(FunctionParamLocation, P.At, P.LocationLength, O.LocationLength);
  same(FunctionParamLocation, P.At, P.Location,
       P.LocationLength ? uint32_t(placeAt(O.Location)) : O.Location);
}

void Comparison::compareFunction(const reference::Function &F,
                                 const FuncRecord &O) {
  samePlace(FunctionPlace, F.At, F.At, placeAt(O.Position));
  sameName(FunctionName, F.At, F.Name, O.Name);
  sameType(FunctionType, F.At, F.Type, Reader.resolve(O.Ref));
  samePlace(FunctionOrigin, F.At, declarationOr(F.Origin, R.Functions),
            declarationOr(placeAt(O.Origin), R.Functions));
  samePlace(FunctionSpecification, F.At,
            declarationOr(F.Specification, R.Functions),
            declarationOr(placeAt(O.Specification), R.Functions));
  same(FunctionFlags, F.At,
       (F.IsDeclaration ? FuncDeclaration : 0) | (F.IsInline ? FuncInline : 0) |
           (F.IsVariadic ? FuncVariadic : 0) | (F.HasNoCall ? FuncNoCall : 0) |
           (F.IsExternal ? FuncExternal : 0),
       O.Flags & ~(FuncHasRanges | FuncRangesIndex));
  same(FunctionUnit, F.At, F.At >> 32,
       O.UnitInGroup < Group.size() ? Group[O.UnitInGroup].index()
                                    : UINT64_MAX);
  if (O.UnitInGroup < U.Units.size())
    same(FunctionEntry, F.At, addressOf(F.Entry),
         Entries.read(O, U.Units[O.UnitInGroup],
                      [](uint64_t) { return false; }));
  same(FunctionParams, F.At, F.Parameters.size(), O.NumParams);
  C.Parameters += F.Parameters.size();
  for (size_t I = 0; I < F.Parameters.size() && I < O.NumParams; ++I)
    compareParameter(F.Parameters[I], U.Params[O.FirstParam + I]);
}

void Comparison::compareVariable(const reference::Variable &V,
                                 const VarRecord &O) {
  samePlace(VariablePlace, V.At, V.At, placeAt(O.Position));
  sameName(VariableName, V.At, V.Name, O.Name);
  sameType(VariableType, V.At, V.Type, Reader.resolve(O.Ref));
  samePlace(VariableSpecification, V.At,
            declarationOr(V.Specification, R.Variables),
            declarationOr(placeAt(O.Specification), R.Variables));
  same(VariableFlags, V.At,
       (V.IsExternal ? VarExternal : 0) |
           (V.IsDeclaration ? VarDeclaration : 0) |
           (V.IsArtificial ? VarArtificial : 0) | (V.At0 ? VarHasAddress : 0),
       O.Flags);
  if (V.At0 && O.Flags & VarHasAddress)
    same(VariableAddress, V.At, addressOf(V.At0), O.Address);
}

/// What is said twice is one tag, such as that of a chain without end.
template <typename List, typename Fn>
static auto withoutRepeats(const List &Tags, Fn OwnerOf) {
  std::vector<typename List::value_type> Unique;
  for (const auto &T : Tags)
    if (none_of(Unique, [&](const auto &U) {
          return OwnerOf(U) == OwnerOf(T) && U.Component == T.Component &&
                 U.Value == T.Value;
        }))
      Unique.push_back(T);
  return Unique;
}

template <typename Fn>
void Comparison::compareTags(FieldId F, ArrayRef<reference::DeclTag> Theirs,
                             ArrayRef<LocalTag> Ours, Fn PlaceOf) {
  const Place Start = uint64_t(Group.front().index()) << 32;
  const auto A = withoutRepeats(Theirs, [](const auto &T) { return T.Owner; });
  const auto B = withoutRepeats(Ours, [](const auto &T) { return T.Target; });
  same(F, Start, A.size(), B.size());
  for (const auto &[T, O] : zip(A, B)) {
    samePlace(F, T.Owner, T.Owner, PlaceOf(O.Target));
    same(F, T.Owner, T.Component, int64_t(O.Component));
    sameName(F, T.Owner, T.Value, O.Value);
  }
}

void Comparison::run() {
  uint32_t Base = 0;
  for (UnitIdx Index : Group) {
    Bases.push_back(Base);
    Base += Units[Index.index()].Size;
  }
  for (const reference::Type &T : R.Types)
    TypeNumbers.try_emplace(T.At, TypeNumbers.size());
  for (const reference::Type &T : R.Others)
    OtherNumbers.try_emplace(T.At, OtherNumbers.size());
  Entries.startGroup(U.Functions.size());
  const Place Start = uint64_t(Group.front().index()) << 32;
  compareUnits();
  for (size_t I = 0; I < R.Types.size() && I < U.Types.size(); ++I)
    compareType(R.Types[I], I);
  same(FunctionCount, Start, R.Functions.size(), U.Functions.size());
  for (const auto &[F, O] : zip(R.Functions, U.Functions))
    compareFunction(F, O);
  same(VariableCount, Start, R.Variables.size(), U.Variables.size());
  for (const auto &[V, O] : zip(R.Variables, U.Variables))
    compareVariable(V, O);
  while (!Work.empty()) {
    const auto [Other, Copy] = Work.back();
    Work.pop_back();
    compareType(R.Others[Other], Copy);
  }
  // What cannot be read is copied, too, and it may be no type.
  const auto IsUnreadable = [](TypeKind Kind, uint32_t Reason) {
    return Kind == TypeKind::Unsupported && Reason == ReasonUnreadable;
  };
  const uint64_t NumCopies =
      count_if(R.Others,
               [&](auto &T) { return !IsUnreadable(T.Kind, T.Reason); }) +
      count_if(ArrayRef(U.Types).slice(U.FirstCopy, U.NumCopies),
               [&](auto &T) { return IsUnreadable(T.Kind, T.Size); });
  same(TypeCount, Start,
       R.Types.size() + NumCopies + NumExtras + (U.NumDangling != 0),
       U.Types.size());
  compareTags(TypeDeclTag, R.TypeTags, U.Tags,
              [&](uint32_t Number) { return typeAt(Number); });
  compareTags(FunctionTag, R.FunctionTags, U.FunctionTags,
              [&](uint32_t I) { return placeAt(U.Functions[I].Position); });
  compareTags(VariableTag, R.VariableTags, U.VariableTags,
              [&](uint32_t I) { return placeAt(U.Variables[I].Position); });
  C.Units += Group.size();
  C.Types += R.Types.size();
  C.Copies += R.Others.size();
  C.Functions += R.Functions.size();
  C.Variables += R.Variables.size();
}
