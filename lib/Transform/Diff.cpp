//===- Diff.cpp - Semantic difference of two BTFs ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three rounds of pairing, each on what the one before has left over:
///
///   1. types of one class (they and all they reach are equal): no difference
///   2. same-named types that look the same: only what they refer to differs
///   3. same-named types: changed; of several, the most similar first
///
/// What then remains is in one file only. Types without a name go through the
/// first two rounds.
///
//===----------------------------------------------------------------------===//

#include "Transform/Diff.h"

#include "Transform/TypePool.h"

#include <algorithm>

using namespace llvm;

namespace btfgen {

namespace {

/// What the second and third round pair by.
struct MatchKey {
  unsigned Kind;
  bool Named;
  uint32_t Name;      ///< text, or the by-name class of an unnamed type
  uint64_t Attached;  ///< DECL_TAG: what it is attached to
  uint32_t Component; ///< DECL_TAG
  auto operator<=>(const MatchKey &) const = default;
};

struct Leftover {
  MatchKey Key;
  uint32_t Look; ///< by-name class
  bool Surplus;
  BtfId Id;
  /// By key, then look, then id: pairs are found by merging.
  auto order() const { return std::tie(Key, Look, Id); }
};

class Differ {
public:
  Differ(BtfRef A, BtfRef B, KindSet Kinds) : Kinds(Kinds) {
    Result.FileA = std::move(A);
    Result.FileB = std::move(B);
    Pool.add(*Result.FileA);
    Pool.add(*Result.FileB);
  }
  DiffResult run();

private:
  using Group = std::vector<Leftover>;
  void pairEqual(Group &RestA, Group &RestB);
  std::vector<uint32_t> classesInBase(const BtfFile &File) const;
  void takeFromBase(Group &Rest, const BtfFile &Other, bool IsA);
  void collect(const BtfFile &File, std::vector<uint32_t> &Unpaired,
               ArrayRef<uint32_t> Here, ArrayRef<uint32_t> There,
               ArrayRef<uint32_t> BaseThere, Group &Rest,
               uint32_t DiffCounts::*Count);
  void describeRest(Group &Rest, const BtfFile &File);
  void pairSameLook(Group &A, Group &B);
  void pairNamesakes(Group &A, Group &B);
  uint32_t similarity(BtfType A, BtfType B) const;
  void add(DiffChange Change, const Leftover *A, const Leftover *B);
  void sortEntries();
  DiffCounts &counts(unsigned Kind) {
    return Result.Counts[std::min(Kind, NumBtfKinds)];
  }

  KindSet Kinds;
  TypePool Pool;
  std::vector<uint32_t> Class;
  DiffResult Result;
};

} // namespace

/// Whether types of that kind are matched by name, if they have one.
static bool isMatchedByName(unsigned Kind) {
  switch (Kind) {
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_FLOAT:
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
  case BTF::BTF_KIND_FWD:
  case BTF::BTF_KIND_TYPEDEF:
  case BTF::BTF_KIND_FUNC:
  case BTF::BTF_KIND_VAR:
  case BTF::BTF_KIND_DATASEC:
  case BTF::BTF_KIND_DECL_TAG:
  case BtfKindLocSec:
    return true;
  default:
    return false;
  }
}

/// Adds to \p Rest the own types of \p File that have no partner: those by
/// which their class has more members here than in the other file.
void Differ::collect(const BtfFile &File, std::vector<uint32_t> &Unpaired,
                     ArrayRef<uint32_t> Here, ArrayRef<uint32_t> There,
                     ArrayRef<uint32_t> BaseThere, Group &Rest,
                     uint32_t DiffCounts::*Count) {
  for (uint32_t I = File.startId(); I != File.endId(); ++I) {
    BtfType T = File.type(BtfId(I));
    if (!Kinds[T.kind()])
      continue;
    DiffCounts &C = counts(T.kind());
    ++(C.*Count);
    uint32_t Cl = Class[Pool.node(T).index()];
    // The first of the class are the paired ones.
    uint32_t Pairs = std::min(Here[Cl], There[Cl]);
    if (Unpaired[Cl]++ < Pairs) {
      if (Count == &DiffCounts::A)
        ++C.Equal;
      continue;
    }
    if (!BaseThere.empty() && BaseThere[Cl]) {
      ++C.InBase;
      continue;
    }
    Rest.push_back({{}, 0, There[Cl] != 0, BtfId(I)});
  }
}

/// By class the lowest id of such a type in the base of \p File, 0 if there is
/// none; empty if there is no base.
std::vector<uint32_t> Differ::classesInBase(const BtfFile &File) const {
  std::vector<uint32_t> Ids;
  if (!File.base())
    return Ids;
  Ids.resize(Class.size());
  for (uint32_t I = File.startId(); I-- > 1;)
    Ids[Class[Pool.node(File, BtfId(I)).index()]] = I;
  return Ids;
}

/// Removes from \p Rest types for which the base of \p Other has one that looks
/// the same.
void Differ::takeFromBase(Group &Rest, const BtfFile &Other, bool IsA) {
  const std::vector<uint32_t> Base = classesInBase(Other);
  if (Base.empty())
    return;
  llvm::erase_if(Rest, [&](const Leftover &L) {
    if (!Base[L.Look])
      return false;
    Leftover InBase = L;
    InBase.Id = BtfId(Base[L.Look]);
    add(DiffChange::ByReference, IsA ? &L : &InBase, IsA ? &InBase : &L);
    return true;
  });
}

void Differ::pairEqual(Group &RestA, Group &RestB) {
  Class = partitionTypes(Pool, References::Followed);
  std::vector<uint32_t> InA(Class.size()), InB(Class.size()), Seen;
  auto CountClasses = [&](const BtfFile &File, std::vector<uint32_t> &In) {
    for (uint32_t I = File.startId(); I != File.endId(); ++I)
      ++In[Class[Pool.node(File, BtfId(I)).index()]];
  };
  CountClasses(*Result.FileA, InA);
  CountClasses(*Result.FileB, InB);
  Seen.assign(Class.size(), 0);
  collect(*Result.FileA, Seen, InA, InB, classesInBase(*Result.FileB), RestA,
          &DiffCounts::A);
  Seen.assign(Class.size(), 0);
  collect(*Result.FileB, Seen, InB, InA, classesInBase(*Result.FileA), RestB,
          &DiffCounts::B);
}

void Differ::describeRest(Group &Rest, const BtfFile &File) {
  for (Leftover &L : Rest) {
    BtfType T = File.type(L.Id);
    L.Look = Class[Pool.node(T).index()];
    bool Named = isMatchedByName(T.kind()) && !T.isAnonymous();
    L.Key = {T.kind(), Named, Named ? Pool.nameId(T) : L.Look, 0, 0};
    if (T.is(BTF::BTF_KIND_DECL_TAG)) {
      BtfType Target = File.type(T.target());
      L.Key.Attached = uint64_t(Target.kind()) << 32 | Pool.nameId(Target);
      L.Key.Component = T.componentIndex();
    }
  }
  std::sort(Rest.begin(), Rest.end(), [](const Leftover &L, const Leftover &R) {
    return L.order() < R.order();
  });
}

void Differ::add(DiffChange Change, const Leftover *A, const Leftover *B) {
  const Leftover &L = A ? *A : *B;
  DiffEntry E{Change,
              L.Key.Kind,
              L.Key.Named,
              L.Surplus,
              A ? A->Id : BtfId::none(),
              B ? B->Id : BtfId::none(),
              {}};
  DiffCounts &C = counts(L.Key.Kind);
  switch (Change) {
  case DiffChange::OnlyInA:
    ++C.OnlyInA;
    break;
  case DiffChange::OnlyInB:
    ++C.OnlyInB;
    break;
  case DiffChange::ByReference:
    ++C.ByReference;
    break;
  case DiffChange::Changed:
    ++C.Changed;
    E.Details =
        explainDifference(Result.FileA->type(A->Id), Result.FileB->type(B->Id));
    break;
  }
  Result.Entries.push_back(std::move(E));
}

/// Merges two sorted groups and removes what has the same key and look.
void Differ::pairSameLook(Group &A, Group &B) {
  Group RestA, RestB;
  auto IA = A.begin(), IB = B.begin();
  auto Order = [](const Leftover &L) { return std::tie(L.Key, L.Look); };
  while (IA != A.end() && IB != B.end()) {
    if (Order(*IA) < Order(*IB))
      RestA.push_back(*IA++);
    else if (Order(*IB) < Order(*IA))
      RestB.push_back(*IB++);
    else
      add(DiffChange::ByReference, &*IA++, &*IB++);
  }
  RestA.insert(RestA.end(), IA, A.end());
  RestB.insert(RestB.end(), IB, B.end());
  A = std::move(RestA);
  B = std::move(RestB);
}

/// How many of the first elements have a name in common.
uint32_t Differ::similarity(BtfType A, BtfType B) const {
  const KindShape &S = KindShapes[A.kind()];
  constexpr uint32_t Limit = 32;
  std::vector<uint32_t> Names;
  auto ForNames = [&](const BtfType &T, auto F) {
    const uint32_t *W = T.words() + BtfCommonWords + S.FixedWords;
    if (S.ElementStrings)
      for (uint32_t I = 0; I != std::min(T.vlen(), Limit); ++I)
        F(Pool.textId(T.file(), W[I * S.ElementWords]));
  };
  ForNames(A, [&](uint32_t Text) { Names.push_back(Text); });
  uint32_t Score = A.size() == B.size();
  ForNames(B, [&](uint32_t Text) { Score += is_contained(Names, Text); });
  return Score;
}

/// \p A and \p B have one key. Pairs the most similar ones; if there are too
/// many to compare each with each, in order.
void Differ::pairNamesakes(Group &A, Group &B) {
  struct Candidate {
    uint32_t Score, A, B;
  };
  std::vector<Candidate> Candidates;
  if (uint64_t(A.size()) * B.size() <= 1024) {
    for (uint32_t I = 0; I != A.size(); ++I)
      for (uint32_t J = 0; J != B.size(); ++J)
        Candidates.push_back({similarity(Result.FileA->type(A[I].Id),
                                         Result.FileB->type(B[J].Id)),
                              I, J});
    std::stable_sort(Candidates.begin(), Candidates.end(),
                     [](const Candidate &L, const Candidate &R) {
                       return L.Score > R.Score;
                     });
  } else {
    for (uint32_t I = 0; I != std::min(A.size(), B.size()); ++I)
      Candidates.push_back({0, I, I});
  }
  std::vector<bool> UsedA(A.size()), UsedB(B.size());
  for (const Candidate &C : Candidates) {
    if (UsedA[C.A] || UsedB[C.B])
      continue;
    UsedA[C.A] = UsedB[C.B] = true;
    add(DiffChange::Changed, &A[C.A], &B[C.B]);
  }
  for (uint32_t I = 0; I != A.size(); ++I)
    if (!UsedA[I])
      add(DiffChange::OnlyInA, &A[I], nullptr);
  for (uint32_t I = 0; I != B.size(); ++I)
    if (!UsedB[I])
      add(DiffChange::OnlyInB, nullptr, &B[I]);
}

void Differ::sortEntries() {
  // What a reader of a difference looks for first.
  static constexpr uint8_t Rank[NumBtfKinds] = {
      /* void, INT, PTR, ARRAY */ 99,
      0,
      12,
      13,
      /* STRUCT, UNION, ENUM, FWD, TYPEDEF */ 4,
      5,
      2,
      6,
      7,
      /* VOLATILE, CONST, RESTRICT */ 15,
      14,
      16,
      /* FUNC, FUNC_PROTO, VAR, DATASEC */ 8,
      17,
      9,
      10,
      /* FLOAT, DECL_TAG, TYPE_TAG, ENUM64 */ 1,
      11,
      18,
      3,
      /* LOC_PARAM, LOC_PROTO, LOCSEC */ 21,
      20,
      19};
  auto Order = [&](const DiffEntry &L, const DiffEntry &R) {
    if (L.Named != R.Named)
      return L.Named;
    auto RankOf = [](unsigned K) { return K < NumBtfKinds ? Rank[K] : 100; };
    if (RankOf(L.Kind) != RankOf(R.Kind))
      return RankOf(L.Kind) < RankOf(R.Kind);
    if (L.Named)
      if (int C = Result.subject(L).name().compare(Result.subject(R).name()))
        return C < 0;
    return std::tie(L.Change, L.A, L.B) < std::tie(R.Change, R.A, R.B);
  };
  std::sort(Result.Entries.begin(), Result.Entries.end(), Order);
}

DiffResult Differ::run() {
  Group A, B;
  pairEqual(A, B);
  if (A.empty() && B.empty())
    return std::move(Result);

  Class = partitionTypes(Pool, References::ByName);
  describeRest(A, *Result.FileA);
  describeRest(B, *Result.FileB);
  pairSameLook(A, B);
  takeFromBase(A, *Result.FileB, true);
  takeFromBase(B, *Result.FileA, false);
  // Both are sorted by key: walk the groups of equal keys side by side.
  auto IA = A.begin(), IB = B.begin();
  while (IA != A.end() || IB != B.end()) {
    bool FromA = IB == B.end() || (IA != A.end() && IA->Key <= IB->Key);
    MatchKey Key = FromA ? IA->Key : IB->Key;
    Group GA, GB;
    while (IA != A.end() && IA->Key == Key)
      GA.push_back(*IA++);
    while (IB != B.end() && IB->Key == Key)
      GB.push_back(*IB++);
    pairNamesakes(GA, GB);
  }
  sortEntries();
  return std::move(Result);
}

BtfType DiffResult::subject(const DiffEntry &E) const {
  return E.A.isNone() ? FileB->type(E.B) : FileA->type(E.A);
}

DiffCounts DiffResult::total() const {
  DiffCounts T;
  for (const DiffCounts &C : Counts) {
    T.A += C.A;
    T.B += C.B;
    T.Equal += C.Equal;
    T.OnlyInA += C.OnlyInA;
    T.OnlyInB += C.OnlyInB;
    T.Changed += C.Changed;
    T.ByReference += C.ByReference;
    T.InBase += C.InBase;
  }
  return T;
}

DiffResult diffBtf(BtfRef A, BtfRef B, KindSet Kinds) {
  return Differ(std::move(A), std::move(B), Kinds).run();
}

} // namespace btfgen
