//===- FunctionSelection.cpp - Which functions become FUNC ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records of one name are in a fixed order: those with an address first,
// then by unit. The first is compared with all others, and an objection to any
// of them is one to the name. If there is none, the record is written whose
// address is that of a symbol.
//
//===----------------------------------------------------------------------===//

#include "Select/FunctionRecords.h"

#include "BTF/Identifier.h"
#include "BTF/Kinds.h"
#include "Dedup/TypeText.h"
#include "Select/LoosePrototype.h"
#include "Support/Parallel.h"
#include "Support/SortNames.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

// --- Selecting -------------------------------------------------------------

namespace {

/// A candidate that cannot be written as it is.
constexpr uint16_t NotWhole = CandUnnamed | CandUnreadable;

/// Decides about one name after the other; one per thread.
class Selector {
public:
  /// \p Calls: the functions that are called by name, ascending.
  Selector(const FunctionTable &Table, const TypeGraph &Graph, const Names &N,
           const FunctionOptions &Options, ArrayRef<DiePlace> Calls,
           BumpPtrAllocator &Storage)
      : Table(Table), Graph(Graph), N(N), Options(Options), Calls(Calls),
        Storage(Storage), Loose(Graph) {}

  /// Appends to \p Selected if the function is in.
  void decide(uint32_t Key, ArrayRef<Found> Records, FunctionDecision &D,
              std::string *Detail, std::vector<SelectedFunction> &Selected);
  /// Likewise for \p Keys, of which there are no records: none is in.
  void decideUnknown(ArrayRef<uint32_t> Keys, FunctionSelection &Out) const;

private:
  void combine(ArrayRef<Found> Records);
  bool isInconsistent(ArrayRef<Found> Records, size_t I);
  bool mayPassValues(const Found &F) const;
  Prototype prototype(const Found &F, std::vector<uint32_t> &Types) const;
  size_t canonical(const FunctionTable::Entry &E,
                   ArrayRef<Found> Records) const;
  size_t dotted(const FunctionTable::Entry &E, ArrayRef<Found> Records) const;
  bool isOptimized(const Record &R) const;
  FunctionVerdict verdict(const FunctionTable::Entry &E, const Record &Chosen);
  bool isValue(uint32_t Type) const;
  FunctionVerdict acceptability(StringRef Name, const SelectedFunction &S);
  SelectedFunction take(const Found &F);
  std::string explain(FunctionVerdict V, const FunctionTable::Entry &E,
                      ArrayRef<Found> Records, size_t Chosen) const;
  std::string explainPrototype(ArrayRef<Found> Records) const;
  std::string typeIn(const Found &F, uint32_t Type) const;

  const FunctionTable &Table;
  const TypeGraph &Graph;
  const Names &N;
  const FunctionOptions &Options;
  const ArrayRef<DiePlace> Calls;
  BumpPtrAllocator &Storage;
  LooseComparison Loose;

  /// Beyond a candidate's own flags: does not agree with the first.
  static constexpr uint16_t Inconsistent = 1024;
  static constexpr uint16_t Shared =
      CandUnexpectedReg | CandUncertain | CandReordered | Inconsistent;
  // Of the current name: what speaks against each record and those before it,
  // and against the first what speaks against any.
  std::vector<uint16_t> Flags;
  size_t Contradicting = 0; ///< the first record that is Inconsistent
  PrototypeDifference Difference;
  std::vector<uint32_t> FirstTypes, OtherTypes;
};

} // namespace

Prototype Selector::prototype(const Found &F,
                              std::vector<uint32_t> &Types) const {
  const size_t Group = F.R->FirstSeen.Group;
  Types.clear();
  for (const CandidateParam &P : F.params())
    Types.push_back(Graph.canonOf(Group, P.Type));
  return {Graph.canonOf(Group, F.R->Return), Types};
}

/// Whether record \p I does not agree with the first.
bool Selector::isInconsistent(ArrayRef<Found> Records, size_t I) {
  Prototype First = prototype(Records[0], FirstTypes);
  PrototypeDifference D =
      Loose.compare(First, prototype(Records[I], OtherTypes));
  if (!D)
    return false;
  Difference = D;
  Contradicting = I;
  return true;
}

/// Whether clang may pass values in place of the function's pointers.
bool Selector::mayPassValues(const Found &F) const {
  if (!F.isDoubted())
    return false;
  const CallDoubt &D = F.In->Doubts[F.R->Doubt];
  return std::binary_search(Calls.begin(), Calls.end(), D.Function) ||
         std::binary_search(Calls.begin(), Calls.end(), D.Origin);
}

void Selector::combine(ArrayRef<Found> Records) {
  Flags.clear();
  for (const Found &F : Records)
    Flags.push_back(F.R->Flags | (mayPassValues(F) ? CandUncertain : 0));
  for (size_t I = 1; I < Records.size(); ++I) {
    // A true signature is the machine's, an abstract instance's the source's.
    if (Options.TrueSignature &&
        !Records[0].R->Address != !Records[I].R->Address)
      continue;
    uint16_t Both = (Flags[0] | Flags[I]) & Shared;
    if (!(Both & ~CandUncertain) && isInconsistent(Records, I))
      Both |= Inconsistent;
    Flags[0] |= Both;
    Flags[I] |= Both;
  }
}

bool Selector::isOptimized(const Record &R) const {
  return !Options.TrueSignature && (R.Flags & CandOptimized) &&
         (R.Flags & (CandSignatureChanged | CandOptimizedSymbol));
}

/// The record to write: the first that a symbol points to, if possible one
/// that was not optimised.
size_t Selector::canonical(const FunctionTable::Entry &E,
                           ArrayRef<Found> Records) const {
  size_t First = Records.size();
  for (size_t I = 0; I < Records.size() && Records.size() > 1; ++I) {
    const Record &R = *Records[I].R;
    // Those without an address are last.
    if (!R.Address)
      break;
    if (Table.symbolsAt(E, R.Address).empty())
      continue;
    if (!isOptimized(R))
      return I;
    First = std::min(First, I);
  }
  return First == Records.size() ? 0 : First;
}

/// The verdict. If several apply, it is the last, as in pahole's messages.
FunctionVerdict Selector::verdict(const FunctionTable::Entry &E,
                                  const Record &Chosen) {
  if (E.AmbiguousAddress)
    return FunctionVerdict::AmbiguousAddress;
  if (isOptimized(Chosen))
    return FunctionVerdict::OptimizedParameters;
  if (Chosen.Flags & CandOptimizedResult)
    return FunctionVerdict::OptimizedResult;
  if (Flags[0] & CandReordered)
    return FunctionVerdict::ReorderedParameters;
  if (Flags[0] & CandUncertain)
    return FunctionVerdict::UncertainLocation;
  if ((Flags[0] & Inconsistent) && Options.ConsistentOnly)
    return FunctionVerdict::InconsistentPrototype;
  if (Flags[0] & CandUnexpectedReg)
    return FunctionVerdict::UnexpectedRegister;
  return FunctionVerdict::Included;
}

/// Whether a value of \p Type can be passed: it must have a size, which types
/// that BTF cannot express do not have.
bool Selector::isValue(uint32_t Type) const {
  constexpr unsigned AnyPointerSize = 8;
  return Graph.sizeOf(Type, AnyPointerSize).has_value();
}

FunctionVerdict Selector::acceptability(StringRef Name,
                                        const SelectedFunction &S) {
  if (!isIdentifier(Name))
    return FunctionVerdict::InvalidName;
  bool Bad = S.Params.size() > BtfClassicMaxVlen ||
             !(Graph.skipModifiers(S.Return) == VoidRef || isValue(S.Return));
  for (const CandidateParam &P : S.Params) {
    bool IsEllipsis = P.Type == VoidRef && !P.Name && &P == &S.Params.back();
    Bad |= !IsEllipsis && !isValue(P.Type);
  }
  return Bad ? FunctionVerdict::UnsupportedType : FunctionVerdict::Included;
}

SelectedFunction Selector::take(const Found &F) {
  SelectedFunction S;
  const size_t Group = F.R->FirstSeen.Group;
  S.Return = Graph.canonOf(Group, F.R->Return);
  if (F.R->NumParams) {
    auto *Params = Storage.Allocate<CandidateParam>(F.R->NumParams);
    for (size_t I = 0; I < F.R->NumParams; ++I)
      Params[I] = {F.params()[I].Name,
                   Graph.canonOf(Group, F.params()[I].Type)};
    S.Params = {Params, F.R->NumParams};
  }
  // The collector owns the tags.
  if (F.R->NumTags)
    S.Tags = F.tags().copy(Storage);
  return S;
}

/// The first record whose symbol has a suffix and that nothing speaks against.
size_t Selector::dotted(const FunctionTable::Entry &E,
                        ArrayRef<Found> Records) const {
  if (!Options.TrueSignature)
    return Records.size();
  // Where each full name is, or nowhere if in several places: a tracer could
  // not tell which one is meant. (pahole does not look.)
  DenseMap<CachedHashStringRef, std::optional<uint64_t>> Places;
  if (E.AmbiguousAddress)
    for (const FunctionTable::Symbol &S : Table.symbols(E)) {
      const auto [It, IsNew] =
          Places.try_emplace(CachedHashStringRef(S.name()), S.Address);
      if (!IsNew && It->second != S.Address)
        It->second.reset();
    }
  auto IsUnique = [&](uint32_t Symbol) {
    return !E.AmbiguousAddress ||
           Places.lookup(CachedHashStringRef(Table.symbol(Symbol).name()));
  };
  size_t I = 0;
  for (; I < Records.size(); ++I)
    if (Records[I].R->DotSymbol != UINT32_MAX &&
        !(Flags[I] &
          (CandUnexpectedReg | CandUncertain | CandOptimizedResult)) &&
        IsUnique(Records[I].R->DotSymbol))
      break;
  return I;
}

/// What the kernel's build has put where \p Keys are, if their names are not
/// those of functions although their symbols have that type; otherwise "". On
/// x86 there is one such symbol for each function.
static std::vector<StringRef> madeByBuild(const FunctionTable &Table,
                                          ArrayRef<uint32_t> Keys) {
  std::vector<StringRef> Made(Keys.size());
  std::vector<StringRef> Functions; // those that a symbol may be in front of
  std::vector<size_t> Before;       // and which symbol that is
  for (size_t I = 0; I < Keys.size(); ++I) {
    StringRef Name = Table[Keys[I]].baseName();
    if (Name.starts_with("__SCT__")) { // DEFINE_STATIC_CALL
      Made[I] = "the trampoline of a static call";
      continue;
    }
    if (Name.consume_front("__pfx_")) // objtool, CONFIG_PREFIX_SYMBOLS
      Made[I] = "padding in front of a function";
    else if (Name.consume_front("__cfi_")) // Clang, CONFIG_CFI_CLANG
      Made[I] = "the type of a function, in front of it";
    else
      continue;
    Functions.push_back(Name);
    Before.push_back(I);
  }
  std::vector<uint32_t> Found(Functions.size());
  Table.findAll(Functions, Found);
  for (auto [I, Function] : zip_equal(Before, Found))
    if (Function == UINT32_MAX)
      Made[I] = "";
  return Made;
}

void Selector::decideUnknown(ArrayRef<uint32_t> Keys,
                             FunctionSelection &Out) const {
  for (auto [Key, What] : zip_equal(Keys, madeByBuild(Table, Keys))) {
    Out.Decisions[Key].Verdict = What.empty() ? FunctionVerdict::NoDebugInfo
                                              : FunctionVerdict::NotAFunction;
    if (Out.Details.empty())
      continue;
    if (!What.empty())
      Out.Details[Key] = What.str();
    else if (Options.UnitsLeftOut)
      Out.Details[Key] = "but " + std::to_string(Options.UnitsLeftOut) +
                         " units were left out";
  }
}

void Selector::decide(uint32_t Key, ArrayRef<Found> Records,
                      FunctionDecision &D, std::string *Detail,
                      std::vector<SelectedFunction> &Selected) {
  const FunctionTable::Entry &E = Table[Key];
  D.NumCandidates = Records.size();
  // What is not whole comes last: other units may know the name or the type.
  ArrayRef<Found> Whole = Records.take_while(
      [](const Found &F) { return !(F.R->Flags & NotWhole); });
  if (Whole.empty()) {
    D.Verdict = Records[0].R->Flags & CandUnreadable
                    ? FunctionVerdict::UnreadableType
                    : FunctionVerdict::UnnamedParameter;
    if (Detail)
      *Detail = explain(D.Verdict, E, Records, 0);
    return;
  }
  Records = Whole;
  combine(Records);
  // Under its full name (only true_signature has such symbols) a function is
  // described as it is: other reasons do not matter, and no kfunc is one.
  size_t Chosen = dotted(E, Records);
  const bool IsDotted = Chosen < Records.size();
  if (!IsDotted) {
    Chosen = canonical(E, Records);
    D.Verdict = verdict(E, *Records[Chosen].R);
  }
  if (D.Verdict == FunctionVerdict::Included) {
    SelectedFunction S = take(Records[Chosen]);
    S.Name = E.baseName();
    S.IsKfunc = E.IsKfunc;
    S.KfuncFlags = Table.kfuncFlags(Key);
    if (IsDotted) {
      S.Name = Table.symbol(Records[Chosen].R->DotSymbol).name();
      S.IsKfunc = false;
      S.KfuncFlags.reset();
    }
    D.Verdict = acceptability(S.Name, S);
    if (D.Verdict == FunctionVerdict::Included)
      Selected.push_back(S);
  }
  if (Detail)
    *Detail = explain(D.Verdict, E, Records, Chosen);
}

// --- Explaining ------------------------------------------------------------

std::string Selector::typeIn(const Found &F, uint32_t Type) const {
  return "'" + typeText(Graph, N, Graph.canonOf(F.R->FirstSeen.Group, Type)) +
         "' in " + N.str(F.R->Unit);
}

std::string Selector::explainPrototype(ArrayRef<Found> Records) const {
  const Found &A = Records[0], &B = Records[Contradicting];
  switch (Difference.What) {
  case PrototypeDifference::Return:
    return "returns " + typeIn(A, A.R->Return) + ", " + typeIn(B, B.R->Return);
  case PrototypeDifference::Count:
    return std::to_string(A.R->NumParams) + " parameters in " +
           N.str(A.R->Unit) + ", " + std::to_string(B.R->NumParams) + " in " +
           N.str(B.R->Unit);
  case PrototypeDifference::Param:
    return "parameter " + std::to_string(Difference.Index + 1) + ": " +
           typeIn(A, A.params()[Difference.Index].Type) + ", " +
           typeIn(B, B.params()[Difference.Index].Type);
  case PrototypeDifference::None:
    break;
  }
  return "";
}

std::string Selector::explain(FunctionVerdict V, const FunctionTable::Entry &E,
                              ArrayRef<Found> Records, size_t Chosen) const {
  auto FirstUnitWith = [&](uint16_t Flag) {
    const Found *F =
        find_if(Records, [&](const Found &R) { return R.R->Flags & Flag; });
    return F == Records.end() ? "" : "in " + N.str(F->R->Unit);
  };
  switch (V) {
  case FunctionVerdict::UnexpectedRegister:
    return FirstUnitWith(CandUnexpectedReg);
  case FunctionVerdict::InconsistentPrototype:
    return explainPrototype(Records);
  case FunctionVerdict::UncertainLocation:
    for (const Found &F : Records)
      if (mayPassValues(F))
        return "in " + N.str(F.R->Unit) +
               ": clang may pass a value in place of a pointer";
    return FirstUnitWith(CandUncertain);
  case FunctionVerdict::ReorderedParameters:
    return FirstUnitWith(CandReordered);
  case FunctionVerdict::OptimizedParameters:
    for (const FunctionTable::Symbol &S :
         Table.symbolsAt(E, Records[Chosen].R->Address))
      return "symbol " + S.name().str();
    return "in " + N.str(Records[Chosen].R->Unit);
  case FunctionVerdict::AmbiguousAddress: {
    std::string Text;
    for (const FunctionTable::Symbol &S : Table.symbols(E).take_front(4))
      Text += (Text.empty() ? "" : ", ") + S.name().str() + " at 0x" +
              utohexstr(S.Address, /*LowerCase=*/true);
    return Text + (E.NumSymbols > 4 ? ", ..." : "");
  }
  case FunctionVerdict::Included:
  case FunctionVerdict::OptimizedResult:
  case FunctionVerdict::UnsupportedType:
  case FunctionVerdict::UnnamedParameter:
  case FunctionVerdict::UnreadableType:
    return "in " + N.str(Records[Chosen].R->Unit);
  default:
    return "";
  }
}

// --- All names -------------------------------------------------------------

void FunctionCollector::sort() {
  I->Sorted = sortRecords(I->Known, I->Workers, I->Table.size());
  I->Calls = sortCalls(I->Workers);
}

FunctionSelection FunctionCollector::select(const TypeGraph &Graph,
                                            const Names &N,
                                            const FunctionOptions &Options,
                                            unsigned Threads) {
  const uint32_t NumKeys = I->Table.size();
  RecordsByKey &Records = I->Sorted;
  FunctionSelection Result;
  Result.Decisions.resize(NumKeys);
  if (Options.Explain)
    Result.Details.resize(NumKeys);
  constexpr uint32_t ChunkSize = 1024;
  const size_t NumChunks = (NumKeys + ChunkSize - 1) / ChunkSize;
  Result.Chunks.resize(NumChunks);
  for (unsigned W = 0; W < std::max(Threads, 1u); ++W)
    Result.Storage.push_back(std::make_unique<BumpPtrAllocator>());
  parallelFor(NumChunks, Threads, [&](size_t Chunk, unsigned Worker) {
    Selector S(I->Table, Graph, N, Options, I->Calls, *Result.Storage[Worker]);
    const uint32_t End = std::min<uint32_t>(NumKeys, (Chunk + 1) * ChunkSize);
    std::vector<uint32_t> Unknown;
    for (uint32_t Key = Chunk * ChunkSize; Key < End; ++Key) {
      constexpr uint32_t Ahead = 8;
      auto ForEachAt = [&](uint32_t Other, auto Visit) {
        if (Other < End)
          for (uint32_t R = Records.Begin[Other]; R < Records.Begin[Other + 1];
               ++R)
            Visit(Records.All[R]);
      };
      ForEachAt(Key + 2 * Ahead,
                [](const Found &F) { __builtin_prefetch(F.R); });
      ForEachAt(Key + Ahead, [&](const Found &F) {
        __builtin_prefetch(F.params().data());
        __builtin_prefetch(I->Table[Key + Ahead].Text);
      });
      if (Records.Begin[Key] == Records.Begin[Key + 1]) {
        Unknown.push_back(Key);
        continue;
      }
      MutableArrayRef<Found> Own =
          MutableArrayRef(Records.All)
              .slice(Records.Begin[Key],
                     Records.Begin[Key + 1] - Records.Begin[Key]);
      llvm::sort(Own, [](const Found &A, const Found &B) {
        auto Rank = [](const Record &R) {
          return std::tuple((R.Flags & NotWhole) != 0, !R.Address, R.FirstSeen);
        };
        return Rank(*A.R) < Rank(*B.R);
      });
      S.decide(Key, Own, Result.Decisions[Key],
               Options.Explain ? &Result.Details[Key] : nullptr,
               Result.Chunks[Chunk]);
    }
    S.decideUnknown(Unknown, Result);
  });
  std::vector<const SelectedFunction *> Unsorted;
  for (const auto &Chunk : Result.Chunks)
    for (const SelectedFunction &S : Chunk)
      Unsorted.push_back(&S);
  std::vector<NamedIndex> Order;
  Order.reserve(Unsorted.size());
  for (const SelectedFunction *S : Unsorted)
    Order.push_back({S->Name, static_cast<uint32_t>(Order.size())});
  sortByName(Order, Threads);
  Result.Selected.reserve(Order.size());
  for (const NamedIndex &O : Order)
    Result.Selected.push_back(Unsorted[O.Index]);
  return Result;
}
