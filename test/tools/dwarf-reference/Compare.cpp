//===- Compare.cpp - btfgen's reader of DWARF beside another --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// dwarf-reference [--quiet] [--break=FIELD] ELF...
// dwarf-reference --prove ELF...
//
// Reads each unit of ELF twice, with lib/DWARF and with Reference.cpp, which is
// built on LLVM's reader and knows nothing of the other, and compares what the
// two say of types, members, enumerators, dimensions, parameters, functions and
// variables, field by field. References are compared as the DIEs that they lead
// to, names as text.
//
// A line for each difference, of 20 at most, and a summary for each file;
// --quiet: that only if there are differences. --break changes FIELD in what
// btfgen's reader says before it is compared; --prove does so with each of all
// fields, and says which of these changes nothing has found. Exit status: 0 no
// difference, 1 differences or an error, 2 usage, 3 no debug information.
//
//===----------------------------------------------------------------------===//

#include "DWARF/UnitGroups.h"
#include "Encode/OpenInput.h"
#include "Fields.h"
#include "Reference.h"
#include "Select/EntryAddress.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/raw_ostream.h"

#include <set>
#include <unordered_map>

using namespace llvm;
using namespace btfgen;
using reference::Place;

// --- Comparison ------------------------------------------------------------

namespace {

struct Counts {
  uint64_t Units = 0, Types = 0, Items = 0, Functions = 0, Parameters = 0,
           Variables = 0, Refused = 0, Differences = 0, MostPrinted = 20;
  std::set<FieldId> Differing;
  std::set<std::string> Warnings; ///< of LLVM's reader
};

/// Compares what is said of one group of units.
class Comparison {
public:
  Comparison(const OpenInput &In, ArrayRef<Unit> Units, const UnitGroup &Group,
             TypeReader &Ours, EntryReader &Entries,
             const reference::Contents &Theirs,
             ArrayRef<uint64_t> SectionStarts, Counts &C)
      : In(In), Units(Units), Group(Group), Reader(Ours), U(Ours.types()),
        Entries(Entries), R(Theirs), SectionStarts(SectionStarts), C(C) {}

  void run();

private:
  template <typename T> void differ(FieldId F, Place At, T Theirs, T Ours);
  void same(FieldId F, Place At, uint64_t Theirs, uint64_t Ours);
  void sameName(FieldId F, Place At, StringRef Theirs, NameRef Ours);
  void samePlace(FieldId F, Place At, Place Theirs, Place Ours);
  std::string describe(Place P) const;

  Place placeAt(uint32_t Position) const;
  uint32_t positionOf(Place P) const;
  Place typeAt(uint32_t Ref) const;
  Place typeAtPosition(uint32_t Position) const;
  Place typeOr(Place P) const;
  template <typename List> Place declarationOr(Place P, const List &Of) const;
  uint64_t addressOf(const std::optional<reference::Address> &A) const;

  void compareUnits();
  void compareType(const reference::Type &T, uint32_t Number);
  void compareItems(const reference::Type &T, const LocalType &O);
  void compareExtras(const reference::Type &T, const LocalType &O);
  void compareFunction(const reference::Function &F, const FuncRecord &O);
  void compareParameter(const reference::Parameter &P, const ParamRecord &O);
  void compareVariable(const reference::Variable &V, const VarRecord &O);
  template <typename Fn>
  void compareTags(FieldId F, ArrayRef<reference::DeclTag> Theirs,
                   ArrayRef<LocalTag> Ours, Fn PlaceOf);

  const OpenInput &In;
  ArrayRef<Unit> Units;
  const UnitGroup &Group;
  TypeReader &Reader;
  const UnitTypes &U;
  EntryReader &Entries;
  const reference::Contents &R;
  ArrayRef<uint64_t> SectionStarts;
  Counts &C;
  std::unordered_map<Place, uint32_t> TypeNumbers;
  std::vector<uint32_t> Bases; ///< positions where the group's units begin
  uint64_t NumExtras = 0;      ///< types that have no DIE of their own
};

} // namespace

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
    outs() << In.image().path() << ": " << describe(At) << ": "
           << Fields[F].Name << ": '" << Ours << "', by the reference '"
           << Theirs << "'\n";
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

/// The DIE of a type number. What has none is not referred to but by the types
/// that compareExtras() looks at, or it stands for what cannot be read.
Place Comparison::typeAt(uint32_t Ref) const {
  if (Ref == VoidRef)
    return reference::Void;
  return Ref < R.Types.size() ? R.Types[Ref].At : reference::Nowhere;
}

Place Comparison::typeAtPosition(uint32_t Position) const {
  return typeAt(Reader.resolve(Position));
}

/// \p P if that is a type.
Place Comparison::typeOr(Place P) const {
  return P == reference::Void || TypeNumbers.count(P) ? P : reference::Nowhere;
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
  samePlace(TypeTarget, T.At, typeOr(T.Target), typeAt(Ref));
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
    samePlace(IsProto ? ParamType : MemberType, E.At,
              E.LeftOut ? reference::Void : typeOr(E.Type), typeAt(I.Ref));
    if (IsProto || E.LeftOut)
      continue;
    same(MemberOffset, E.At, E.Value, I.A);
    same(MemberBits, E.At, E.BitSize, I.B);
  }
}

void Comparison::compareType(const reference::Type &T, uint32_t Number) {
  const LocalType &O = U.Types[Number];
  samePlace(TypeNumber, T.At, T.At,
            typeAtPosition(positionOf(T.At) + PositionSkew));
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
  samePlace(FunctionParamType, P.At, typeOr(P.Type), typeAtPosition(O.Ref));
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
  samePlace(FunctionType, F.At, typeOr(F.Type), typeAtPosition(O.Ref));
  samePlace(FunctionOrigin, F.At, declarationOr(F.Origin, R.Functions),
            declarationOr(placeAt(O.Origin), R.Functions));
  samePlace(FunctionSpecification, F.At,
            declarationOr(F.Specification, R.Functions),
            declarationOr(placeAt(O.Specification), R.Functions));
  same(FunctionFlags, F.At,
       (F.IsDeclaration ? FuncDeclaration : 0) | (F.IsInline ? FuncInline : 0) |
           (F.IsVariadic ? FuncVariadic : 0) | (F.HasNoCall ? FuncNoCall : 0),
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
  samePlace(VariableType, V.At, typeOr(V.Type), typeAtPosition(O.Ref));
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
  Entries.startGroup(U.Functions.size());
  const Place Start = uint64_t(Group.front().index()) << 32;
  compareUnits();
  for (size_t I = 0; I < R.Types.size() && I < U.Types.size(); ++I)
    compareType(R.Types[I], I);
  same(TypeCount, Start, R.Types.size() + NumExtras + (U.NumDangling != 0),
       U.Types.size());
  same(FunctionCount, Start, R.Functions.size(), U.Functions.size());
  for (const auto &[F, O] : zip(R.Functions, U.Functions))
    compareFunction(F, O);
  same(VariableCount, Start, R.Variables.size(), U.Variables.size());
  for (const auto &[V, O] : zip(R.Variables, U.Variables))
    compareVariable(V, O);
  compareTags(TypeDeclTag, R.TypeTags, U.Tags,
              [&](uint32_t Number) { return typeAt(Number); });
  compareTags(FunctionTag, R.FunctionTags, U.FunctionTags,
              [&](uint32_t I) { return placeAt(U.Functions[I].Position); });
  compareTags(VariableTag, R.VariableTags, U.VariableTags,
              [&](uint32_t I) { return placeAt(U.Variables[I].Position); });
  C.Units += Group.size();
  C.Types += R.Types.size();
  C.Functions += R.Functions.size();
  C.Variables += R.Variables.size();
}

// --- Files -----------------------------------------------------------------

/// Whether both list the same units.
static Error checkUnits(ArrayRef<Unit> Ours, ArrayRef<DWARFUnit *> Theirs) {
  if (Ours.size() != Theirs.size())
    return createStringError(Twine(Ours.size()) + " units, by the reference " +
                             Twine(Theirs.size()));
  for (const auto &[O, T] : zip_equal(Ours, Theirs))
    if (O.Offset != T->getOffset() ||
        O.Offset + O.Size != T->getNextUnitOffset() ||
        O.Version != T->getVersion() ||
        O.AddressSize != T->getAddressByteSize() ||
        O.AbbrevOffset != T->getAbbreviationsOffset())
      return createStringError("the headers of the unit at 0x" +
                               Twine::utohexstr(O.Offset) + " differ");
  return Error::success();
}

/// Reads and compares all units. Error: relocations may be out of order, or
/// something cannot be read.
static Error compareAll(const OpenInput &In, reference::Reader &Theirs,
                        const FieldInfo *Broken, Counts &C) {
  Expected<std::vector<Unit>> Units = listUnits(In.Sections);
  if (!Units)
    return Units.takeError();
  if (Error E = checkUnits(*Units, Theirs.units()))
    return E;
  const ReaderOptions Options;
  // Copies of other units' types would have no DIE to be compared with.
  Expected<GroupedUnits> Grouped = groupUnits(
      In.Sections, *Units, *In.NameTable, Options, 1, /*Share=*/false);
  if (!Grouped)
    return Grouped.takeError();
  TypeReader Ours(In.Sections, *Units, *In.NameTable, Options,
                  /*Shared=*/nullptr);
  EntryReader Entries(In.Sections);
  for (const UnitGroup &Group : Grouped->Groups) {
    Expected<TypeReader::Result> Result = Ours.read(Group, /*Grouped=*/true);
    if (!Result)
      return Result.takeError();
    if (*Result != TypeReader::Result::Read) {
      C.Refused += Group.size();
      outs() << In.image().path() << ": unit at 0x"
             << utohexstr((*Units)[Ours.defect().Unit.index()].Offset)
             << " is not read: " << Ours.defect().What << '\n';
      continue;
    }
    std::vector<size_t> Numbers;
    for (UnitIdx Index : Group)
      Numbers.push_back(Index.index());
    const reference::Contents Contents = Theirs.read(Numbers);
    if (Broken)
      Broken->Break(Ours.types());
    Comparison(In, *Units, Group, Ours, Entries, Contents,
               Theirs.sectionStarts(), C)
        .run();
  }
  return Error::success();
}

static Error compareFile(StringRef Path, const FieldInfo *Broken, Counts &C) {
  Config Options;
  Options.Input = Path.str();
  auto In = OpenInput::open(Options, Names::Identity::ByOffset);
  if (!In)
    return In.takeError();
  if ((*In)->Sections.Split || (*In)->Sections.Sup)
    return createStringError("part of it is in other files (split DWARF, dwz): "
                             "not compared");
  auto Object = object::ObjectFile::createObjectFile((*In)->image().path());
  if (!Object)
    return Object.takeError();
  // LLVM warns of relocations, in sections that nobody reads, too.
  const auto Note = [&](Error E) { C.Warnings.insert(toString(std::move(E))); };
  const auto Context = DWARFContext::create(
      *Object->getBinary(), DWARFContext::ProcessDebugRelocations::Process,
      nullptr, "", Note, Note);
  reference::Reader Theirs(*Context);
  Error E = compareAll(**In, Theirs, Broken, C);
  if (!E || !(*In)->Sections.assumesOrder())
    return E;
  consumeError(std::move(E));
  Counts Fresh;
  Fresh.MostPrinted = C.MostPrinted;
  C = Fresh;
  if (Error Failed = (*In)->Sections.relocateUnits())
    return Failed;
  return compareAll(**In, Theirs, Broken, C);
}

/// The exit status for an error.
static int fail(StringRef Path, Error E) {
  const bool IsEmpty = E.isA<NoDebugInfo>();
  errs() << "dwarf-reference: " << Path << ": " << toString(std::move(E))
         << '\n';
  return IsEmpty ? 3 : 1;
}

static int report(StringRef Path, const FieldInfo *Broken, bool Quiet) {
  Counts C;
  if (Error E = compareFile(Path, Broken, C))
    return fail(Path, std::move(E));
  if (Quiet && !C.Differences)
    return 0;
  outs() << Path << ": " << C.Units << " units, " << C.Types << " types, "
         << C.Items << " members, enumerators and parameters, " << C.Functions
         << " functions with " << C.Parameters << " parameters, " << C.Variables
         << " variables";
  if (C.Refused)
    outs() << "; " << C.Refused << " units not read";
  if (!C.Differences) {
    outs() << ": no difference\n";
    return 0;
  }
  outs() << ": " << C.Differences << " differences\n";
  for (const std::string &Warning : C.Warnings)
    outs() << Path << ": LLVM: " << Warning << '\n';
  return 1;
}

/// Breaks each field of \p Files: is that seen?
static int prove(ArrayRef<StringRef> Files) {
  int Status = 0;
  for (unsigned F = 0; F < NumFields; ++F) {
    bool Found = false;
    for (StringRef Path : Files) {
      Counts C;
      C.MostPrinted = 0;
      if (Error E = compareFile(Path, &Fields[F], C))
        return fail(Path, std::move(E));
      Found |= C.Differing.count(FieldId(F)) != 0;
    }
    PositionSkew = 0;
    outs() << Fields[F].Name << (Found ? ": found\n" : ": NOT FOUND\n");
    Status |= !Found;
  }
  return Status;
}

static int usage() {
  errs() << "usage: dwarf-reference [--quiet] [--break=FIELD] ELF...\n"
            "       dwarf-reference --prove ELF...\n";
  return 2;
}

int main(int Argc, char **Argv) {
  const FieldInfo *Broken = nullptr;
  bool Quiet = false, Prove = false;
  std::vector<StringRef> Files;
  for (StringRef Arg : ArrayRef(Argv + 1, Argc - 1)) {
    if (Arg.consume_front("--break=")) {
      Broken = find_if(Fields, [&](auto &F) { return Arg == F.Name; });
      if (Broken == std::end(Fields))
        return usage();
    } else if (Arg == "--quiet") {
      Quiet = true;
    } else if (Arg == "--prove") {
      Prove = true;
    } else if (Arg.starts_with("-")) {
      return usage();
    } else {
      Files.push_back(Arg);
    }
  }
  if (Files.empty())
    return usage();
  if (Prove)
    return prove(Files);
  int Status = 0;
  for (StringRef Path : Files)
    Status = std::max(Status, report(Path, Broken, Quiet));
  return Status;
}
