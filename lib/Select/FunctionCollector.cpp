//===- FunctionCollector.cpp - The candidates of all units ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Select/FunctionRecords.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

FunctionCollector::FunctionCollector(const FunctionTable &Table,
                                     unsigned Workers)
    : I(std::make_unique<Impl>(Table, Workers)) {
  // Room for the functions of a kernel, so that they are not copied again and
  // again: most have one record. What is not used is not there.
  constexpr size_t ParamsOfFunction = 3;
  const size_t OfWorker = std::min(Table.size(), Impl::MostAtFirst) / Workers;
  for (Kept &W : I->Workers) {
    W.Records.reserve(OfWorker);
    W.Params.reserve(OfWorker * ParamsOfFunction);
  }
}
FunctionCollector::FunctionCollector(FunctionCollector &&) noexcept = default;
FunctionCollector::~FunctionCollector() = default;

/// Odd and large, so that each place in a prototype counts for itself.
static constexpr uint64_t WideFactor = 0x9e3779b97f4a7c15;

/// Which of the enumerations that \p Type leads to, other than through names of
/// other types, have values of 8 bytes: 0 if none. Their keys are those of
/// their names, but LooseComparison tells them from the ones with values of 4.
static uint64_t wideEnums(const UnitTypes &U, uint32_t Type,
                          unsigned &StepsLeft) {
  for (; Type != VoidRef && StepsLeft; --StepsLeft) {
    const LocalType &T = U.Types[Type];
    switch (T.Kind) {
    case TypeKind::Enum:
      return T.Size > 4;
    case TypeKind::FuncProto: {
      --StepsLeft;
      uint64_t Wide = wideEnums(U, T.Ref, StepsLeft);
      for (const Item &P : U.items(T))
        Wide = WideFactor * Wide + wideEnums(U, P.Ref, StepsLeft);
      return Wide;
    }
    case TypeKind::Alias:
    case TypeKind::Array:
    case TypeKind::Const:
    case TypeKind::Ptr:
    case TypeKind::Restrict:
    case TypeKind::TypeTag:
    case TypeKind::Volatile:
      Type = T.Ref;
      break;
    default:
      return 0;
    }
  }
  return 0;
}

static Key128 keyOf(const FunctionCandidate &C, const CandidateList &List,
                    const UnitTypes &U, const ClassWorker &Types) {
  auto TypeKey = [&](uint32_t Type) {
    return Type == VoidRef ? ContentKeys::voidKey()
                           : Types.keys().references()[Type];
  };
  Hasher128 H(C.Key);
  H.add(C.Address, uint64_t(C.Flags) << 32 | C.DotSymbol);
  H.add(uint64_t(C.NumTags) << 32 | C.NumParams, TypeKey(C.Return));
  const auto Params = ArrayRef(List.Params).slice(C.FirstParam, C.NumParams);
  for (const CandidateParam &P : Params)
    H.add(P.Name, TypeKey(P.Type));
  for (const LocalTag &T : ArrayRef(List.Tags).slice(C.FirstTag, C.NumTags))
    H.add(static_cast<uint32_t>(T.Component), T.Value);
  if (!Types.keys().sawWideEnum()) [[likely]]
    return H.finish();
  unsigned StepsLeft = 1 << 8; // a hostile prototype may be of any size
  uint64_t Wide = wideEnums(U, C.Return, StepsLeft);
  for (const CandidateParam &P : Params)
    Wide = WideFactor * Wide + wideEnums(U, P.Type, StepsLeft);
  if (Wide)
    H.add(Wide, 0);
  return H.finish();
}

void FunctionCollector::add(unsigned Worker, size_t Group,
                            const CandidateList &List, const UnitTypes &U,
                            const ClassWorker &Types) {
  auto ClassOf = [&](uint32_t Type) {
    return Type == VoidRef ? VoidRef : Types.classes()[Type];
  };
  Kept &W = I->Workers[Worker];
  // All keys first, so that those of the table are near when they are needed.
  W.Keys.clear();
  for (const FunctionCandidate &C : List.Functions) {
    W.Keys.push_back(keyOf(C, List, U, Types));
    I->Known.prefetch(W.Keys.back());
  }
  for (size_t Index = 0; Index < List.Functions.size(); ++Index) {
    const FunctionCandidate &C = List.Functions[Index];
    constexpr size_t Ahead = 4;
    if (Index + Ahead < W.Keys.size())
      I->Known.prefetchEntry(W.Keys[Index + Ahead]);
    const Occurrence At{static_cast<uint32_t>(Group),
                        static_cast<uint32_t>(Index)};
    auto Known =
        I->Known.internRanked(W.Keys[Index], At.rank(), [](uint32_t) {});
    if (!Known.Lowest)
      continue;
    Record &R = W.Records.emplace_back(Record{C, At, Known.Id});
    R.Return = ClassOf(C.Return);
    R.FirstParam = W.Params.size();
    R.FirstTag = W.Tags.size();
    for (const CandidateParam &P :
         ArrayRef(List.Params).slice(C.FirstParam, C.NumParams))
      W.Params.push_back({P.Name, ClassOf(P.Type)});
    auto Tags = List.Tags.begin() + C.FirstTag;
    W.Tags.insert(W.Tags.end(), Tags, Tags + C.NumTags);
    if (C.Doubt != FunctionCandidate::NoDoubt) {
      R.Doubt = W.Doubts.size();
      W.Doubts.push_back(List.Doubts[C.Doubt]);
    }
  }
  const auto FirstCall = static_cast<ptrdiff_t>(W.Calls.size());
  W.Calls.insert(W.Calls.end(), U.Calls.begin(), U.Calls.end());
  std::sort(W.Calls.begin() + FirstCall, W.Calls.end());
  W.Calls.erase(std::unique(W.Calls.begin() + FirstCall, W.Calls.end()),
                W.Calls.end());
}

RecordsByKey btfgen::sortRecords(const ShardedTable &Known,
                                 ArrayRef<Kept> Workers, uint32_t NumKeys) {
  std::vector<Occurrence> FirstSeen(Known.size());
  Known.forEach([&](const Key128 &, uint32_t Id, uint64_t Rank) {
    FirstSeen[Id] = Occurrence::ofRank(Rank);
  });
  RecordsByKey Result;
  Result.Begin.assign(NumKeys + 1, 0);
  auto ForEach = [&](auto Visit) {
    for (const Kept &W : Workers)
      for (const Record &R : W.Records)
        if (R.FirstSeen == FirstSeen[R.Id])
          Visit(W, R);
  };
  ForEach([&](const Kept &, const Record &R) { ++Result.Begin[R.Key + 1]; });
  for (uint32_t K = 0; K < NumKeys; ++K)
    Result.Begin[K + 1] += Result.Begin[K];
  Result.All.resize(Result.Begin[NumKeys]);
  std::vector<uint32_t> Next(Result.Begin.begin(), Result.Begin.end() - 1);
  ForEach([&](const Kept &W, const Record &R) {
    Result.All[Next[R.Key]++] = {&R, &W};
  });
  return Result;
}

std::vector<DiePlace> btfgen::sortCalls(ArrayRef<Kept> Workers) {
  std::vector<DiePlace> Calls;
  if (all_of(Workers, [](const Kept &W) { return W.Doubts.empty(); }))
    return Calls;
  for (const Kept &W : Workers)
    append_range(Calls, W.Calls);
  llvm::sort(Calls);
  Calls.erase(llvm::unique(Calls), Calls.end());
  return Calls;
}
