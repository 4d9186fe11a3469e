//===- FunctionReader.cpp - Functions as the calling convention sees them -===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel has a million subprograms, most of them declarations, so a group is
// filtered first: what remains is in the symbol table. A function that was
// inlined somewhere is described twice, by an abstract instance with names and
// types and by concrete instances that refer to it and say where parameters
// are. Both are candidates; what concrete instances know about a parameter
// counts for the abstract one, too, before any is judged.
//
//===----------------------------------------------------------------------===//

#include "Select/FunctionReaderImpl.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace btfgen;

FunctionReader::FunctionReader(const DebugSections &Sections,
                               const FunctionTable &Table, SharedNameMap &Keys,
                               Names &N, bool TrueSignature)
    : I(std::make_unique<Impl>(Sections, Table, Keys, N, TrueSignature)) {}
FunctionReader::~FunctionReader() = default;

void FunctionReader::read(const TypeReader &Reader, CandidateList &Out) {
  I->read(Reader, Out);
}

LocationContext FunctionReader::Impl::context(const UnitFacts &Unit) const {
  LocationContext C{Unit.locationFormat()};
  C.TwoRegisters = Convention.TwoRegisters;
  C.LargeByAddress = Convention.Large == CallingConvention::ByAddress;
  C.WantPieces = Unit.IsClang;
  C.UnitLowPc = Unit.LowPc;
  return C;
}

void FunctionReader::Impl::read(const TypeReader &R, CandidateList &Out) {
  Out.clear();
  Reader = &R;
  U = &R.types();
  Links.startGroup(R);
  PackedReady = false;
  pick();
  Locations.startGroup(U->Params.size());
  Entries.startGroup(U->Functions.size());
  uint32_t UnitInGroup = VoidRef;
  LocationContext Context;
  for (Picked &P : Functions) {
    const FuncRecord &F = U->Functions[P.Func];
    if (F.UnitInGroup != UnitInGroup) {
      UnitInGroup = F.UnitInGroup;
      Context = context(U->Units[UnitInGroup]);
    }
    Context.Entry = F.Flags & FuncHasRanges ? 0 : F.LowPc;
    readParams(P, Context);
  }
  mergeIntoOrigins();
  for (const Picked &P : Functions)
    emit(P, Out);
}

// --- Which functions -------------------------------------------------------

void FunctionReader::Impl::pick() {
  Functions.clear();
  Params.clear();
  Facts.clear();
  for (uint32_t I = 0, E = U->Functions.size(); I < E; ++I) {
    const FuncRecord &F = U->Functions[I];
    if (F.Flags & FuncDeclaration)
      continue;
    NameRef Name = F.Name;
    uint32_t Origin = VoidRef;
    if (F.Origin != VoidRef || !Name) {
      Origin = Links.originOf(F);
      if (!Name)
        Name = Links.nameOf(Origin);
    }
    if (!Name)
      continue;
    Keys.prefetch(Name);
    Functions.push_back({I, Origin, UINT32_MAX, Name, 0});
  }
  findKeys();
  llvm::erase_if(Functions,
                 [](const Picked &P) { return P.Key == UINT32_MAX; });
  size_t NumParams = 0;
  for (Picked &P : Functions) {
    P.FirstParam = NumParams;
    NumParams += U->Functions[P.Func].NumParams;
  }
  Params.resize(NumParams);
  Facts.resize(NumParams);
}

/// Sets the keys of Functions. Names that no unit had before are looked up
/// together.
void FunctionReader::Impl::findKeys() {
  NewNames.clear();
  for (Picked &P : Functions) {
    const std::optional<uint32_t> Known = Keys.find(P.Name);
    P.Key = Known.value_or(UINT32_MAX);
    if (!Known) {
      NameTable.prefetch(P.Name);
      NewNames.push_back({&P});
    }
  }
  if (NewNames.empty())
    return;
  NewTexts.clear();
  for (NewName &N : NewNames)
    NewTexts.push_back(NameTable.text(N.Of->Name, N.Short));
  NewKeys.resize(NewNames.size());
  Table.findAll(NewTexts, NewKeys);
  for (auto [N, Key] : zip_equal(NewNames, NewKeys))
    Keys.add(N.Of->Name, N.Of->Key = Key);
}

// --- Parameters ------------------------------------------------------------

/// The index in Facts of a parameter, or VoidRef if its function was not
/// picked.
uint32_t FunctionReader::Impl::factsOf(ParamPlace Place) const {
  auto It = partition_point(
      Functions, [&](const Picked &P) { return P.Func < Place.Func; });
  if (It == Functions.end() || It->Func != Place.Func)
    return VoidRef;
  return It->FirstParam + Place.Param - U->Functions[Place.Func].FirstParam;
}

void FunctionReader::Impl::readParams(Picked &P,
                                      const LocationContext &Context) {
  for (uint32_t I = 0, E = U->Functions[P.Func].NumParams; I < E; ++I) {
    readParam(P, I, Context);
    P.Nameless |= Params[P.FirstParam + I].Name == 0;
  }
}

void FunctionReader::Impl::readParam(Picked &P, uint32_t Index,
                                     const LocationContext &Context) {
  const ParamRecord &R = U->Params[U->Functions[P.Func].FirstParam + Index];
  PickedParam &Out = Params[P.FirstParam + Index];
  ParamFacts &F = Facts[P.FirstParam + Index];
  Out.Name = R.Name;
  Out.SourceIndex = Index;
  uint32_t Type = R.Ref, SizedType = R.Ref;
  ParamPlace Place;
  const bool HasOrigin =
      R.Origin != VoidRef && Links.paramAt(R.Origin, P.Origin, Index, Place);
  P.Unreadable |= R.Origin != VoidRef && !HasOrigin;
  if (HasOrigin) {
    const uint32_t OriginIndex =
        Place.Param - U->Functions[Place.Func].FirstParam;
    const uint32_t OriginFacts = factsOf(Place);
    const ParamRecord *From = &Links.described(Place);
    SizedType = From->Ref;
    Out.SourceIndex = OriginIndex;
    // A parameter's own type takes precedence over its origin's.
    if (R.Ref == VoidRef) {
      Out.Name = From->Name;
      Type = From->Ref;
      Out.OriginFacts = OriginFacts;
      P.Reordered |= OriginIndex != Index;
    }
  }
  Out.Type = Links.typeAt(Type, P.Unreadable);
  F.Size = argumentSize(
      *U, SizedType == Type ? Out.Type : Links.typeAt(SizedType, P.Unreadable),
      Context.WordSize);
  F.InMemory = Convention.inMemory(F.Size, Context.WordSize);
  const uint32_t Plain = skipModifiers(*U, Out.Type);
  const TypeKind Kind =
      Plain == VoidRef ? TypeKind::Unsupported : U->Types[Plain].Kind;
  F.IsPointer = Kind == TypeKind::Ptr;
  F.IsAggregate = Kind == TypeKind::Struct || Kind == TypeKind::Union;
  Locations.read(*Reader, R, Context, F);
  if (Context.WantPieces)
    findMember(Out, Context.WordSize, F);
}

/// If all that is left of a struct is what one member occupies, remembers the
/// member.
void FunctionReader::Impl::findMember(const PickedParam &P, unsigned WordSize,
                                      ParamFacts &F) const {
  if (!P.Name || !F.LowPieces == !F.HighPieces)
    return;
  const uint16_t Pieces = F.LowPieces | F.HighPieces;
  const uint32_t Type = skipModifiers(*U, P.Type);
  if (!isPowerOf2_32(Pieces) || Type == VoidRef ||
      U->Types[Type].Kind != TypeKind::Struct)
    return;
  const uint32_t Offset = Log2_32(Pieces) + (F.LowPieces ? 0 : WordSize);
  const LocalType &T = U->Types[Type];
  for (const Item &M : U->items(T)) {
    if (M.A != Offset * 8)
      continue;
    F.MemberName = M.Name;
    F.MemberType = M.Ref;
    return;
  }
}

void FunctionReader::Impl::mergeIntoOrigins() {
  for (size_t I = 0; I < Params.size(); ++I) {
    if (Params[I].OriginFacts == VoidRef)
      continue;
    const ParamFacts &F = Facts[I];
    ParamFacts &O = Facts[Params[I].OriginFacts];
    O.HasLocation |= F.HasLocation;
    O.IsConst |= F.IsConst;
    O.OnStack |= F.OnStack;
    O.IsLate |= F.IsLate;
    O.InMemory |= F.InMemory;
    O.IsAddress |= F.IsAddress;
    O.PartsOnly |= F.PartsOnly;
    O.LowPieces |= F.LowPieces;
    O.HighPieces |= F.HighPieces;
    if (F.Reg != ParamFacts::NoReg) {
      O.Reg = F.Reg;
      O.RegWord = F.RegWord;
    }
    if (F.Size)
      O.Size = F.Size;
  }
}

// --- Candidates ------------------------------------------------------------

/// What the names of the symbols at the function's address tell.
void FunctionReader::Impl::matchSymbols(FunctionCandidate &C) const {
  const FunctionTable::Entry &E = Table[C.Key];
  if (!C.Address || !E.HasSuffixes)
    return;
  for (const FunctionTable::Symbol &S : Table.symbolsAt(E, C.Address)) {
    StringRef Suffix = S.name().substr(E.Length);
    if (Suffix.contains(".constprop") || Suffix.contains(".isra"))
      C.Flags |= CandOptimizedSymbol;
    if (Suffix.contains(".isra"))
      C.Flags |= CandValuesSymbol;
    if (TrueSignature && !Suffix.empty() && C.DotSymbol == UINT32_MAX)
      C.DotSymbol = Table.indexOf(S);
  }
}

void FunctionReader::Impl::emitParam(const Picked &P, uint32_t Index,
                                     const FunctionCandidate &C,
                                     CandidateList &Out) {
  const PickedParam &A = Params[P.FirstParam + Index];
  const ParamFacts &F = Facts[P.FirstParam + Index];
  if (isDropped(P, F, C.Flags))
    return;
  if (!F.OnlyMember) {
    Out.Params.push_back({A.Name, A.Type});
    return;
  }
  std::string Name = NameTable.str(A.Name) + "__" + NameTable.str(F.MemberName);
  Out.Params.push_back({NameTable.fromText(Name), F.MemberType});
}

void FunctionReader::Impl::copyTags(uint32_t Func, const Picked &P,
                                    const FunctionCandidate &C,
                                    CandidateList &Out) const {
  auto It = partition_point(U->FunctionTags,
                            [&](const LocalTag &T) { return T.Target < Func; });
  for (; It != U->FunctionTags.end() && It->Target == Func; ++It) {
    LocalTag Tag = *It;
    Tag.Target = 0;
    if (Tag.Component >= 0) {
      const uint32_t Index = Tag.Component;
      if (Index >= U->Functions[P.Func].NumParams ||
          isDropped(P, Facts[P.FirstParam + Index], C.Flags))
        continue;
      for (uint32_t I = 0; I < Index; ++I)
        Tag.Component -= isDropped(P, Facts[P.FirstParam + I], C.Flags);
    }
    Out.Tags.push_back(Tag);
  }
}

/// The tags of the function, or else those of its abstract instance, where
/// compilers put what they do not repeat. (pahole loses these.)
void FunctionReader::Impl::emitTags(const Picked &P, FunctionCandidate &C,
                                    CandidateList &Out) {
  C.FirstTag = Out.Tags.size();
  if (!U->FunctionTags.empty()) {
    copyTags(P.Func, P, C, Out);
    if (Out.Tags.size() == C.FirstTag && P.Origin != VoidRef && !P.Reordered)
      copyTags(P.Origin, P, C, Out);
  }
  C.NumTags = Out.Tags.size() - C.FirstTag;
}

void FunctionReader::Impl::emit(const Picked &P, CandidateList &Out) {
  const FuncRecord &F = U->Functions[P.Func];
  const bool SignatureChanged = signatureChanged(P);
  FunctionCandidate C;
  C.Address = Entries.read(F, U->Units[F.UnitInGroup], [&](uint64_t Address) {
    return !Table.symbolsAt(Table[P.Key], Address).empty();
  });
  C.Key = P.Key;
  C.Unit = U->Units[F.UnitInGroup].Name;
  bool Unreadable = P.Unreadable;
  C.Return = Links.returnType(F, Unreadable);
  C.Flags = SignatureChanged ? CandSignatureChanged : 0;
  matchSymbols(C);
  judge(P, C.Flags);
  C.Flags = flags(P, C.Flags, C.Return);
  if (!SignatureChanged && mayPassValues(P, C.Address)) {
    const DiePlace At = Reader->placeAt(F.Position);
    C.Doubt = Out.Doubts.size();
    Out.Doubts.push_back(
        {At, P.Origin == VoidRef
                 ? At
                 : Reader->placeAt(U->Functions[P.Origin].Position)});
  }
  judgeResult(P, C);
  if (Unreadable)
    C.Flags |= CandUnreadable;
  C.FirstParam = Out.Params.size();
  for (uint32_t I = 0; I < F.NumParams; ++I)
    emitParam(P, I, C, Out);
  if (F.Flags & FuncVariadic)
    Out.Params.push_back({});
  C.NumParams = Out.Params.size() - C.FirstParam;
  emitTags(P, C, Out);
  Out.Functions.push_back(C);
}
