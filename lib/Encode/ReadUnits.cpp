//===- ReadUnits.cpp - Stages 3 and 4 on all threads ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Encode/ReadUnits.h"

#include "Support/Parallel.h"
#include "llvm/ADT/StringExtras.h"

#include <atomic>

using namespace llvm;
using namespace btfgen;

namespace {

/// A unit whose DIEs are in another file.
struct Skeleton {
  size_t Group;
  UnitIdx Unit;
  NameRef File;
};

/// What one thread keeps from unit to unit.
struct Worker {
  TypeReader Types;
  FunctionReader Functions;
  ClassWorker Classes;
  CandidateList Candidates;
  uint64_t TypesRead = 0;
  uint64_t SkippedUnits = 0;
  bool SawClang = false, SawGcc = false;
  uint64_t Dangling = 0;
  std::vector<Skeleton> Skeletons;

  Worker(const DebugSections &Sections, ArrayRef<Unit> Units, Names &N,
         const ReaderOptions &Options, const FunctionTable &Table,
         const btfgen::Features &F, ClassTable &Classes)
      : Types(Sections, Units, N, Options),
        Functions(Sections, Table, N, F.TrueSignature), Classes(Classes) {}

  void take(unsigned Index, size_t Group, const UnitGroup &Members,
            UnitsRead &Out) {
    UnitTypes &U = Types.types();
    for (const auto &[Unit, F] : zip_equal(Members, U.Units)) {
      if (F.IsSkeleton && !F.Skipped)
        Skeletons.push_back({Group, Unit, F.DwoName});
      SkippedUnits += F.Skipped;
      SawClang |= F.IsClang && !F.Skipped;
      SawGcc |= F.IsGcc && !F.Skipped;
    }
    TypesRead += U.Types.size();
    Dangling += U.NumDangling;
    Classes.add(Group, U);
    Functions.read(Types, Candidates);
    Out.Functions.add(Index, Group, Candidates, Classes);
    Out.Variables.add(Index, Group, Types, Classes.classes());
  }
};

/// What went wrong with a group, by group, so that the lowest wins.
struct Problem {
  size_t Group;
  UnitDefect Defect;
};

} // namespace

static std::string describeUnit(const DebugSections &Sections, const Unit &U) {
  return (Sections.Image->path() + ": section " +
          Sections.Units[U.Section].Name + ": unit at 0x" +
          Twine::utohexstr(U.Offset))
      .str();
}

static std::string describeDefect(const DebugSections &Sections,
                                  ArrayRef<Unit> Units, const UnitDefect &D) {
  return describeUnit(Sections, Units[D.Unit.index()]) + ", DIE at 0x" +
         llvm::utohexstr(D.Offset) + ": " + D.What;
}

/// Counts the units whose DIEs are elsewhere. Error: with Config::Strict, the
/// lowest of them.
static Error countSkeletons(const DebugSections &Sections, ArrayRef<Unit> Units,
                            ArrayRef<std::unique_ptr<Worker>> Workers,
                            const Names &N, const Config &C,
                            Diagnostics &Diags) {
  std::vector<Skeleton> All;
  for (const std::unique_ptr<Worker> &W : Workers)
    append_range(All, W->Skeletons);
  llvm::sort(All, [](const Skeleton &A, const Skeleton &B) {
    return std::pair(A.Group, A.Unit.index()) <
           std::pair(B.Group, B.Unit.index());
  });
  for (const Skeleton &S : All) {
    char Short[4];
    const std::string Text =
        describeUnit(Sections, Units[S.Unit.index()]) +
        ": it is split off, into " +
        (S.File ? N.text(S.File, Short).str() : "another file");
    if (C.Strict)
      return createStringError(Text);
    Diags.add(Omission::SplitUnit, "unit", Text);
  }
  return Error::success();
}

/// Null if units refer to each other although each group has one unit: then
/// groupUnits has to find out which.
static Expected<std::unique_ptr<UnitsRead>>
readGroups(const DebugSections &Sections, ArrayRef<Unit> Units,
           ArrayRef<UnitGroup> Groups, bool Grouped, Names &N,
           const FunctionTable &Functions, const Config &C,
           Diagnostics &Diags) {
  // A unit of C brings a class every 50 bytes, but the next ones repeat them.
  uint64_t Bytes = 0;
  for (const Unit &U : Units)
    Bytes += U.Size;
  auto Out = std::make_unique<UnitsRead>(Groups.size(),
                                         std::min<uint64_t>(Bytes / 50, 8192),
                                         *Sections.Image, Functions, C);
  const ReaderOptions Options{C.ExcludedLanguages, C.OnlyLanguages,
                              C.Enabled.DeclTag, C.Enabled.TypeTag};
  std::vector<std::unique_ptr<Worker>> Workers;
  for (unsigned I = 0; I < C.Threads; ++I)
    Workers.push_back(std::make_unique<Worker>(
        Sections, Units, N, Options, Functions, C.Enabled, Out->Classes));
  std::vector<std::vector<Problem>> Problems(C.Threads);
  std::vector<Error> Failures;
  std::vector<size_t> FailedGroups(C.Threads, SIZE_MAX);
  for (unsigned I = 0; I < C.Threads; ++I)
    Failures.push_back(Error::success());
  std::atomic<bool> Stop{false}, LeavesUnit{false};

  parallelFor(Groups.size(), C.Threads, [&](size_t Group, unsigned Index) {
    if (Stop.load(std::memory_order_relaxed))
      return;
    Worker &W = *Workers[Index];
    Expected<TypeReader::Result> R = W.Types.read(Groups[Group], Grouped);
    if (!R) {
      Failures[Index] = joinErrors(std::move(Failures[Index]), R.takeError());
      FailedGroups[Index] = std::min(FailedGroups[Index], Group);
      Stop = true;
      return;
    }
    switch (*R) {
    case TypeReader::Result::Read:
      return W.take(Index, Group, Groups[Group], *Out);
    case TypeReader::Result::Defect:
      Problems[Index].push_back({Group, W.Types.defect()});
      return;
    case TypeReader::Result::LeavesUnit:
      LeavesUnit = true;
      Stop = true;
      return;
    }
  });

  size_t First = std::min_element(FailedGroups.begin(), FailedGroups.end()) -
                 FailedGroups.begin();
  Error Failure = std::move(Failures[First]);
  for (size_t I = 0; I < Failures.size(); ++I)
    if (I != First)
      consumeError(std::move(Failures[I]));
  if (Failure)
    return Failure;
  if (LeavesUnit)
    return nullptr;

  std::vector<Problem> All;
  for (std::vector<Problem> &P : Problems)
    All.insert(All.end(), P.begin(), P.end());
  llvm::sort(All, [](const Problem &A, const Problem &B) {
    return A.Group < B.Group;
  });
  for (const Problem &P : All) {
    std::string Text = describeDefect(Sections, Units, P.Defect);
    if (C.Strict)
      return createStringError(Text);
    Diags.add(Omission::MalformedUnit, "unit", Text);
  }
  if (Error E = countSkeletons(Sections, Units, Workers, N, C, Diags))
    return E;
  Out->Classes.finish();
  for (std::unique_ptr<Worker> &W : Workers) {
    Out->Storage.push_back(std::move(W->Classes.Storage));
    Out->TypesRead += W->TypesRead;
    Out->SkippedUnits += W->SkippedUnits;
    Out->SawClang |= W->SawClang;
    Out->SawGcc |= W->SawGcc;
    Diags.count(Omission::DanglingReference, W->Dangling);
    Diags.count(Omission::TypeCycle, W->Classes.keys().numCycles());
  }
  Out->NumUnits = Units.size();
  return Out;
}

static Expected<std::unique_ptr<UnitsRead>>
listAndRead(const DebugSections &Sections, Names &N,
            const FunctionTable &Functions, const Config &C, Diagnostics &Diags,
            StageTimer &Timer) {
  Expected<std::vector<Unit>> Units = listUnits(Sections);
  if (!Units)
    return Units.takeError();
  Timer.endOf("list units");
  // Number and order of units are fixed.
  auto Read = readGroups(Sections, *Units, singleUnits(Units->size()),
                         /*Grouped=*/false, N, Functions, C, Diags);
  if (!Read || *Read)
    return Read;
  Expected<std::vector<UnitGroup>> Groups = groupUnits(Sections, *Units);
  if (!Groups)
    return Groups.takeError();
  return readGroups(Sections, *Units, *Groups, /*Grouped=*/true, N, Functions,
                    C, Diags);
}

Expected<std::unique_ptr<UnitsRead>>
btfgen::readUnits(DebugSections &Sections, Names &N,
                  const FunctionTable &Functions, const Config &C,
                  Diagnostics &Diags, StageTimer &Timer) {
  Diagnostics Omitted;
  auto Read = listAndRead(Sections, N, Functions, C, Omitted, Timer);
  if (!Read && Sections.assumesOrder()) {
    // A relocation that is not where it was looked for can be the cause of any
    // error, but that it was not there does not remain unseen.
    consumeError(Read.takeError());
    if (Error E = Sections.relocateUnits())
      return E;
    Timer.endOf("relocate units");
    Omitted = Diagnostics();
    Read = listAndRead(Sections, N, Functions, C, Omitted, Timer);
  }
  Diags.merge(Omitted);
  return Read;
}
