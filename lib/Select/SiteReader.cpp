//===- SiteReader.cpp - The inlined calls of one group --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call begins where its DIE says by DW_AT_entry_pc, else at DW_AT_low_pc,
// else where its first range begins (DWARF 5, 2.17 and 2.18). GCC writes
// DW_AT_entry_pc, and it is not always the lowest address.
//
// A list's entry counts if it covers that address. Where several statements
// have no instruction between them, GCC numbers the moments at their address
// (views: DW_AT_GNU_entry_view, DW_AT_GNU_locviews), and a call and its
// arguments may be of such a moment alone: a quarter of all arguments in a
// kernel are in entries that begin and end at one address. So with views an
// entry counts if it has the call's first moment, and only without such an
// entry the one that covers the address. Registers are the same at all of these
// moments.
//
//===----------------------------------------------------------------------===//

#include "Select/SiteReader.h"

#include "BTF/Identifier.h"
#include "BTF/Location.h"
#include "DWARF/IndexedAddress.h"
#include "Support/Hash128.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/BinaryFormat/ELF.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

// --- Sections --------------------------------------------------------------

CodeSections::CodeSections(const ObjectImage &Image, bool Final) {
  uint64_t Min = UINT64_MAX;
  StringSet<> Names;
  for (const SectionInfo &S : Image.sections()) {
    if (!(S.Flags & ELF::SHF_ALLOC))
      continue;
    Min = std::min(Min, S.Address);
    if ((S.Flags & ELF::SHF_EXECINSTR) && S.Size)
      Sections.push_back({S.Address, S.Address + S.Size, S.Name,
                          Names.insert(S.Name).second &&
                              isSectionName(locSectionName(S.Name))});
  }
  if (Final && !Image.isRelocatable() && Min != UINT64_MAX)
    Lowest = Min;
  llvm::stable_sort(Sections, [](const Section &A, const Section &B) {
    return A.Begin < B.Begin;
  });
}

uint32_t CodeSections::at(uint64_t Address) const {
  auto It = partition_point(
      Sections, [&](const Section &S) { return S.Begin <= Address; });
  if (It == Sections.begin() || Address >= std::prev(It)->End)
    return UINT32_MAX;
  return std::prev(It) - Sections.begin();
}

// --- What one worker found -------------------------------------------------

uint32_t SiteList::addLocation(const SiteLocation &L) {
  Hasher128 H(L.Size);
  H.add(uint64_t(L.Flags) << 32 | L.NumValues, L.Values[0]);
  H.add(L.Values[1], L.Values[2]);
  const Key128 K = H.finish();
  auto [It, New] =
      KnownLocations.try_emplace({K.Lo, K.Hi}, uint32_t(Locations.size()));
  if (New)
    Locations.push_back(L);
  return It->second;
}

uint32_t SiteList::addProto(ArrayRef<uint32_t> Words) {
  Hasher128 H(Words.size());
  for (uint32_t W : Words)
    H.add(W, 0);
  const Key128 K = H.finish();
  auto [It, New] =
      KnownProtos.try_emplace({K.Lo, K.Hi}, uint32_t(ProtoEnds.size()));
  if (New) {
    append_range(ProtoWords, Words);
    ProtoEnds.push_back(ProtoWords.size());
  }
  return It->second;
}

ArrayRef<uint32_t> SiteList::proto(uint32_t Index) const {
  const uint32_t Begin = Index ? ProtoEnds[Index - 1] : 0;
  return ArrayRef(ProtoWords).slice(Begin, ProtoEnds[Index] - Begin);
}

// --- The function ----------------------------------------------------------

/// Reads the prototype of function \p Func.
void SiteReader::describe(uint32_t Func, Callee &C, SiteList &Out) {
  const NameRef Name = Links.nameOf(Func);
  if (!Name) {
    C.Verdict = SiteVerdict::UnnamedFunction;
    return;
  }
  // With link-time optimisation, what is inlined may only be named where it is
  // inlined, and described where it was compiled.
  C.Described = Func;
  for (unsigned Depth = 0;
       !U->Functions[C.Described].NumParams && Depth < Origins::MaxDepth;
       ++Depth) {
    const uint32_t Origin = Links.originOf(U->Functions[C.Described]);
    if (Origin == VoidRef)
      break;
    C.Described = Origin;
  }
  auto ClassOf = [&](uint32_t Type) {
    return Type == VoidRef ? VoidRef : Types->classes()[Type];
  };
  const FuncRecord &F = U->Functions[C.Described];
  // Each call has a place for each parameter, whether or not it mentions them.
  constexpr uint32_t MostParameters = 127;
  if (F.NumParams > MostParameters) {
    C.Verdict = SiteVerdict::ManyParameters;
    return;
  }
  bool Unreadable = false;
  SiteList::Function Function{static_cast<uint32_t>(Group), Name, VoidRef,
                              static_cast<uint32_t>(Out.Params.size()), 0};
  Function.Return = ClassOf(Links.returnType(U->Functions[Func], Unreadable));
  C.FirstParam = ParamTypes.size();
  bool Nameless = false;
  for (uint32_t I = 0; I < F.NumParams; ++I) {
    const uint32_t Param = F.FirstParam + I;
    const ParamRecord &P = Links.described({Param, C.Described});
    const uint32_t Type = Links.typeAt(P.Ref, Unreadable);
    const NameRef ParamName =
        U->Params[Param].Name ? U->Params[Param].Name : P.Name;
    Nameless |= !ParamName;
    ParamTypes.push_back(Type);
    Out.Params.push_back({ParamName, ClassOf(Type), 0, 0});
  }
  if (F.Flags & FuncVariadic)
    Out.Params.push_back({});
  Function.NumParams = Out.Params.size() - Function.FirstParam;
  C.NumParams = Function.NumParams;
  C.Verdict = Unreadable ? SiteVerdict::UnreadableType
              : Nameless ? SiteVerdict::UnnamedParameter
                         : SiteVerdict::Included;
  if (C.Verdict != SiteVerdict::Included) {
    Out.Params.resize(Function.FirstParam);
    return;
  }
  C.Index = Out.Functions.size();
  Out.Functions.push_back(Function);
}

const SiteReader::Callee &SiteReader::callee(uint32_t Func, SiteList &Out) {
  Callee &C = Callees[Func];
  if (!C.IsKnown) {
    C.IsKnown = true;
    describe(Func, C, Out);
  }
  return C;
}

/// Which parameter of \p C argument \p P is, probably number \p Likely.
bool SiteReader::indexOf(const InlinedParam &P, const Callee &C,
                         uint32_t Likely, uint32_t &Index) {
  ParamPlace Place;
  if (P.Origin == VoidRef ||
      !Links.paramAt(P.Origin, C.Described, Likely, Place))
    return false;
  // It may refer to the parameter of an origin, or of what refers to it.
  for (unsigned Depth = 0;
       Place.Func != C.Described && Depth < Origins::MaxDepth; ++Depth) {
    const uint32_t Next = U->Params[Place.Param].Origin;
    if (Next == VoidRef || !Links.paramAt(Next, C.Described, Likely, Place))
      return false;
  }
  Index = Place.Param - U->Functions[C.Described].FirstParam;
  return Place.Func == C.Described;
}

/// Sets Arguments. False: one of them is of no parameter.
bool SiteReader::matchArguments(const InlinedCall &Call, const Callee &C) {
  Arguments.assign(C.NumParams, nullptr);
  uint32_t Likely = 0;
  for (const InlinedParam &P :
       ArrayRef(Calls.Params).slice(Call.FirstParam, Call.NumParams)) {
    uint32_t Index = 0;
    if (!indexOf(P, C, Likely, Index))
      return false;
    if (!Arguments[Index])
      Arguments[Index] = &P;
    Likely = Index + 1;
  }
  return true;
}

// --- The arguments ---------------------------------------------------------

/// The addresses that \p E is of, none if it is not bounded. Follows the list's
/// \p Base.
SiteReader::Range SiteReader::rangeOf(const LocationEntry &E,
                                      const UnitFacts &Unit,
                                      uint64_t &Base) const {
  auto Indexed = [&](uint64_t Index) {
    return indexedAddress(Sections, Unit, Index);
  };
  switch (E.Kind) {
  case DW_LLE_base_address:
    Base = E.A;
    return {};
  case DW_LLE_base_addressx:
    Base = Indexed(E.A);
    return {};
  case DW_LLE_offset_pair:
    return {Base + E.A, Base + E.B};
  case DW_LLE_start_end:
    return {E.A, E.B};
  case DW_LLE_start_length:
    return {E.A, E.A + E.B};
  case DW_LLE_startx_endx:
    return {Indexed(E.A), Indexed(E.B)};
  case DW_LLE_startx_length:
    return {Indexed(E.A), Indexed(E.A) + E.B};
  default:
    return {};
  }
}

/// Sets \p Expr to the expression of \p L, whose \p Views may be null, that
/// counts \p At a moment. It is valid until the next call.
ArgumentFate SiteReader::findEntry(const LocationAttr &L,
                                   const LocationAttr *Views, Moment At,
                                   const UnitFacts &Unit,
                                   ArrayRef<uint8_t> &Expr) {
  if (L.isBlock()) {
    Expr = Reader->blockAt(L.Value, L.Length);
    return ArgumentFate::Known;
  }
  const bool IsOldList =
      Unit.Version < 4 && (L.Form == DW_FORM_data4 || L.Form == DW_FORM_data8);
  if (L.Form != DW_FORM_sec_offset && L.Form != DW_FORM_loclistx && !IsOldList)
    return ArgumentFate::Unsupported;
  const LocationFormat Format = Unit.locationFormat();
  const std::optional<uint64_t> Offset = Lists.find(L.Form, L.Value, Format);
  if (!Offset)
    return ArgumentFate::Malformed;
  bool HasViews = Views && Views->Form && !Views->isBlock();
  uint64_t Base = Unit.LowPc;
  uint64_t ViewOffset = HasViews ? Lists.viewsAt(Views->Value, Format) : 0;
  bool Found = false;
  Default.clear();
  Covering.clear();
  const bool IsWhole =
      Lists.forEach(*Offset, Format, [&](const LocationEntry &E) {
        const Range R = rangeOf(E, Unit, Base);
        if (E.Kind == DW_LLE_default_location)
          Default.assign(E.Expr.begin(), E.Expr.end());
        if (!E.isBounded())
          return true;
        const bool Covers = R.Begin <= At.Address && At.Address < R.End;
        Moment Begin{R.Begin, 0}, End{R.End, 0};
        HasViews = HasViews &&
                   Lists.readViews(ViewOffset, Format, Begin.View, End.View);
        Found = HasViews ? Begin <= At && At < End : Covers;
        if (Found)
          Expr = E.Expr;
        else if (Covers && Covering.empty())
          Covering.assign(E.Expr.begin(), E.Expr.end());
        return !Found;
      });
  if (!IsWhole)
    return ArgumentFate::Malformed;
  if (!Found)
    Expr = Covering.empty() ? Default : Covering;
  return ArgumentFate::Known;
}

/// Whether \p Address is where the function begins that the call is in. A
/// function of clang's may have a range for each basic block, of which the
/// first need not be the entry's.
bool SiteReader::isAtEntry(const InlinedCall &Call, const UnitFacts &Unit,
                           uint64_t Address) {
  if (Call.Host == VoidRef)
    return false;
  const FuncRecord &F = Calls.Hosts[Call.Host].Entry;
  if (Unit.IsClang && (F.Flags & FuncHasRanges))
    return false;
  return Entries.read(F, Unit, [](uint64_t) { return true; }) == Address;
}

void SiteReader::startContext(const InlinedCall &Call, const UnitFacts &Unit,
                              Moment At) {
  Context.Format = Unit.locationFormat();
  Context.LittleEndian = Sections.LittleEndian;
  Context.LowestAddress = Code.lowestAddress();
  const ArrayRef<uint8_t> All = Sections.Addr.whole();
  Context.Addresses =
      All.drop_front(std::min<uint64_t>(Unit.AddrBase, All.size()));
  Context.AtEntry = isAtEntry(Call, Unit, At.Address);
  Context.FrameBase = {};
  if (Call.Host == VoidRef)
    return;
  const LocationAttr &L = Calls.Hosts[Call.Host].FrameBase;
  ArrayRef<uint8_t> Expr;
  if (!L.Form || findEntry(L, nullptr, At, Unit, Expr) != ArgumentFate::Known)
    return;
  FrameBase.assign(Expr.begin(), Expr.end());
  Context.FrameBase = FrameBase;
}

void SiteReader::setType(uint32_t Type, const UnitFacts &Unit) {
  Context.Size = argumentSize(*U, Type, Unit.AddressSize);
  const uint32_t Plain = skipModifiers(*U, Type);
  const LocalType *T = Plain == VoidRef ? nullptr : &U->Types[Plain];
  Context.IsSigned = T &&
                     (T->Kind == TypeKind::Int || T->Kind == TypeKind::Enum) &&
                     (T->Flags & TypeSigned);
}

ArgumentFate SiteReader::locate(const InlinedParam *P, Moment At,
                                const UnitFacts &Unit, SiteLocation &Out) {
  if (P && P->Constant.Form) {
    const LocationAttr &C = P->Constant;
    if (C.isBlock())
      return evaluateConstant(Reader->blockAt(C.Value, C.Length), Context, Out);
    return isConstantForm(C.Form) ? evaluateConstant(C.Value, Context, Out)
                                  : ArgumentFate::Unsupported;
  }
  if (!P || !P->Location.Form)
    return ArgumentFate::NoLocation;
  ArrayRef<uint8_t> Expr;
  const ArgumentFate Fate = findEntry(P->Location, &P->Views, At, Unit, Expr);
  return Fate == ArgumentFate::Known ? evaluateLocation(Expr, Context, Out)
                                     : Fate;
}

// --- The call --------------------------------------------------------------

SiteVerdict SiteReader::readCall(const InlinedCall &Call, SiteList &Out) {
  const UnitFacts &Unit = U->Units[Call.UnitInGroup];
  const uint64_t Address =
      Entries.read(Call, Unit, [](uint64_t) { return true; });
  if (!Address)
    return SiteVerdict::NoCode;
  const uint32_t Section = Code.at(Address);
  if (Section == UINT32_MAX || Address - Code.all()[Section].Begin > UINT32_MAX)
    return SiteVerdict::NoSection;
  if (!Code.all()[Section].HasUsableName)
    return SiteVerdict::SectionName;
  const uint32_t Func =
      Call.Origin == VoidRef ? VoidRef : Links.functionAt(Call.Origin);
  if (Func == VoidRef)
    return SiteVerdict::UnknownFunction;
  const Callee &C = callee(Func, Out);
  if (C.Verdict != SiteVerdict::Included)
    return C.Verdict;
  if (!matchArguments(Call, C))
    return SiteVerdict::PrototypeDiffers;
  const Moment At{Address, Call.EntryView};
  startContext(Call, Unit, At);
  ProtoOfCall.assign(C.NumParams, 0);
  // There is no place for what "..." stands for.
  const uint32_t Named = U->Functions[C.Described].NumParams;
  for (uint32_t I = 0; I < Named; ++I) {
    SiteLocation L;
    setType(ParamTypes[C.FirstParam + I], Unit);
    const ArgumentFate Fate = locate(Arguments[I], At, Unit, L);
    ++Out.Counts.Arguments[static_cast<unsigned>(Fate)];
    if (Fate == ArgumentFate::Known)
      ProtoOfCall[I] = Out.addLocation(L) + 1;
  }
  Out.Sites.push_back({Address, Section, C.Index, Out.addProto(ProtoOfCall)});
  return SiteVerdict::Included;
}

void SiteReader::read(size_t GroupIndex, TypeReader &R, const ClassWorker &T,
                      SiteList &Out) {
  if (!R.readInlinedCalls(Calls)) {
    ++Out.Counts.UnreadableUnits;
    return;
  }
  Group = GroupIndex;
  Reader = &R;
  U = &R.types();
  Types = &T;
  Links.startGroup(R);
  Callees.assign(U->Functions.size(), {});
  ParamTypes.clear();
  // As for functions (ParamLocation.h, EntryAddress.h), whose frame bases may
  // be lists, too.
  Lists.setBudget((uint64_t(4) + Calls.Params.size() + Calls.Calls.size())
                  << 10);
  Entries.startGroup(2 * Calls.Calls.size());
  for (const InlinedCall &Call : Calls.Calls)
    ++Out.Counts.Sites[static_cast<unsigned>(readCall(Call, Out))];
}
