//===- ReadUnits.cpp - All units, on all threads --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Deals the units out to threads, singly at first. A worker reads a unit,
/// gives its types their classes and keeps its functions and variables while
/// the unit's data is in the cache. If a unit turns out to refer to others, all
/// units are read again in groups.
///
//===----------------------------------------------------------------------===//

#include "Encode/ReadUnits.h"

#include "DWARF/SplitUnits.h"

#include "DWARF/UnitDie.h"
#include "DWARF/UnitGroups.h"
#include "Support/JsonText.h"
#include "Support/Parallel.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/TimeProfiler.h"

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
  uint64_t Dangling = 0;
  std::vector<Skeleton> Skeletons;

  /// Options must outlive it.
  Worker(const OpenInput &In, ArrayRef<Unit> Units,
         const ReaderOptions &Options, const SharedTypes *Shared,
         bool TrueSignature, SharedNameMap &FunctionKeys, ClassTable &Table,
         unsigned Thread)
      : Types(In.Sections, Units, *In.NameTable, Options, Shared),
        Functions(In.Sections, *In.Functions, FunctionKeys, *In.NameTable,
                  TrueSignature),
        Classes(Table, Thread) {}

  Error take(unsigned Index, size_t Group, const UnitGroup &Members,
             UnitsRead &Out) {
    UnitTypes &U = Types.types();
    for (const auto &[Unit, F] : zip_equal(Members, U.Units)) {
      if (F.IsSkeleton && !F.Skipped)
        Skeletons.push_back({Group, Unit, F.DwoName});
      SkippedUnits += F.Skipped;
    }
    TypesRead += U.Types.size() - U.NumCopies;
    Dangling += U.NumDangling;
    if (!Classes.add(Group, U))
      return createStringError("the debug information has more than " +
                               Twine(ClassTable::DefaultMaxClasses) +
                               " different types, of which BTF can number " +
                               Twine(BtfMaxType));
    Functions.read(Types, Candidates);
    Out.Functions.add(Index, Group, Candidates, U, Classes);
    Out.Variables.add(Index, Group, Types, Classes.classes());
    if (Out.Sites)
      Out.Sites->add(Index, Group, Types, Classes);
    return Error::success();
  }
};

/// Units have to be read in other groups: one that was read by itself refers to
/// another, or what groups share is no type.
class OtherGroups : public ErrorInfo<OtherGroups> {
public:
  static char ID;
  void log(raw_ostream &OS) const override {
    OS << "units have to be read in other groups";
  }
  std::error_code convertToErrorCode() const override {
    return inconvertibleErrorCode();
  }
};
char OtherGroups::ID;

/// The error of each group, of which the lowest is reported.
struct Problem {
  size_t Group;
  UnitDefect Defect;
};

} // namespace

static std::string describeUnit(const DebugSections &Sections, const Unit &U) {
  const UnitSection &S = Sections.Units[U.Section];
  return (S.Path + ": section " + S.Name + ": unit at 0x" +
          Twine::utohexstr(U.Offset))
      .str();
}

static std::string describeDefect(const DebugSections &Sections,
                                  ArrayRef<Unit> Units, const UnitDefect &D) {
  return describeUnit(Sections, Units[D.Unit.index()]) + ", DIE at 0x" +
         llvm::utohexstr(D.Offset) + ": " + D.What;
}

static std::string whyNotFound(const OpenInput &In, const Unit &U,
                               NameRef File) {
  if (In.Sections.Split) {
    auto It = In.Sections.Split->Skeletons.find({U.Section, U.Offset});
    if (It != In.Sections.Split->Skeletons.end() && !It->second.empty())
      return "its .dwo file cannot be used: " + It->second;
  }
  return "its debug information is in " +
         (File ? In.NameTable->str(File) : "another file");
}

/// Counts the units whose DIEs are elsewhere. Error: with Config::Strict, the
/// lowest of them.
static Error countSkeletons(const OpenInput &In, ArrayRef<Unit> Units,
                            ArrayRef<std::unique_ptr<Worker>> Workers,
                            const Config &C, Diagnostics &Diags) {
  std::vector<Skeleton> All;
  for (const std::unique_ptr<Worker> &W : Workers)
    append_range(All, W->Skeletons);
  llvm::sort(All, [](const Skeleton &A, const Skeleton &B) {
    return std::pair(A.Group, A.Unit.index()) <
           std::pair(B.Group, B.Unit.index());
  });
  for (const Skeleton &S : All) {
    const Unit &U = Units[S.Unit.index()];
    const std::string Text =
        describeUnit(In.Sections, U) + ": " + whyNotFound(In, U, S.File);
    if (C.Strict)
      return createStringError(Text);
    Diags.add(Omission::SplitUnit, "unit", Text);
  }
  return Error::success();
}

/// What a trace calls the work on a group; empty if there is none.
static std::string nameForTrace(const OpenInput &In, ArrayRef<Unit> Units,
                                const UnitGroup &Group) {
  if (!timeTraceProfilerEnabled())
    return {};
  const Unit &First = Units[Group.front().index()];
  std::string Name =
      UnitDieReader(In.Sections).sourceName(First).value_or(std::string());
  if (Name.empty())
    Name = describeUnit(In.Sections, First);
  if (Group.size() > 1)
    Name += " and " + std::to_string(Group.size() - 1) + " more";
  return jsonText(Name);
}

static ReaderOptions readerOptions(const Config &C) {
  return {C.ExcludedLanguages, C.OnlyLanguages, C.Enabled.DeclTag,
          C.Enabled.TypeTag, C.Enabled.Inline};
}

/// Reads \p Groups of \p Units, which may refer to \p Shared. Errors:
/// OtherGroups, but not if \p Grouped without \p Shared; else as readUnits().
static Expected<UnitsRead> readGroups(const OpenInput &In, ArrayRef<Unit> Units,
                                      ArrayRef<UnitGroup> Groups, bool Grouped,
                                      const SharedTypes *Shared,
                                      const Config &C, Diagnostics &Diags) {
  // The first unit of C has a new class every 50 bytes. Later ones repeat most:
  // a kernel has one in 5,000 bytes or more.
  uint64_t Bytes = 0;
  for (const Unit &U : Units)
    Bytes += U.Size;
  UnitsRead Out(Groups.size(),
                std::min(Bytes / 50, std::max<uint64_t>(Bytes / 8192, 8192)),
                In, C);
  const ReaderOptions Options = readerOptions(C);
  constexpr size_t MostKept = 1 << 20; // of a file with endless symbols
  SharedNameMap FunctionKeys(std::min<size_t>(In.Functions->size(), MostKept));
  std::vector<std::unique_ptr<Worker>> Workers;
  for (unsigned I = 0; I < C.Threads; ++I)
    Workers.push_back(std::make_unique<Worker>(In, Units, Options, Shared,
                                               C.Enabled.TrueSignature,
                                               FunctionKeys, *Out.Classes, I));
  std::vector<std::vector<Problem>> Problems(C.Threads);
  std::vector<Error> Failures;
  std::vector<size_t> FailedGroups(C.Threads, SIZE_MAX);
  for (unsigned I = 0; I < C.Threads; ++I)
    Failures.push_back(Error::success());
  std::atomic<bool> Stop{false}, DoNotFit{false};

  parallelFor(Groups.size(), C.Threads, [&](size_t Group, unsigned Index) {
    if (Stop.load(std::memory_order_relaxed))
      return;
    const std::string Name = nameForTrace(In, Units, Groups[Group]);
    const TimeTraceScope Event("unit", StringRef(Name));
    Worker &W = *Workers[Index];
    auto Fail = [&](Error E) {
      Failures[Index] = joinErrors(std::move(Failures[Index]), std::move(E));
      FailedGroups[Index] = std::min(FailedGroups[Index], Group);
      Stop = true;
    };
    Expected<TypeReader::Result> R = W.Types.read(Groups[Group], Grouped);
    if (!R)
      return Fail(R.takeError());
    switch (*R) {
    case TypeReader::Result::Read:
      if (Error E = W.take(Index, Group, Groups[Group], Out))
        Fail(std::move(E));
      return;
    case TypeReader::Result::Defect:
      Problems[Index].push_back({Group, W.Types.defect()});
      return;
    case TypeReader::Result::LeavesUnit:
    case TypeReader::Result::SharedNoType:
      DoNotFit = true;
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
  if (DoNotFit)
    return make_error<OtherGroups>();

  std::vector<Problem> All;
  for (std::vector<Problem> &P : Problems)
    All.insert(All.end(), P.begin(), P.end());
  llvm::sort(All, [](const Problem &A, const Problem &B) {
    return A.Group < B.Group;
  });
  for (const Problem &P : All) {
    std::string Text = describeDefect(In.Sections, Units, P.Defect);
    if (C.Strict)
      return createStringError(Text);
    Diags.add(Omission::MalformedUnit, "unit", Text);
    // The others of its group are lost with it.
    Diags.count(Omission::MalformedUnit, Groups[P.Group].size() - 1);
  }
  if (Error E = countSkeletons(In, Units, Workers, C, Diags))
    return E;
  Out.Classes->finish();
  for (std::unique_ptr<Worker> &W : Workers) {
    Out.TypesRead += W->TypesRead;
    Out.SkippedUnits += W->SkippedUnits;
    Diags.count(Omission::DanglingReference, W->Dangling);
    Diags.count(Omission::TypeCycle, W->Classes.keys().numCycles());
  }
  Out.NumUnits = Units.size();
  Out.NumGroups = Groups.size();
  return Out;
}

static Expected<UnitsRead> listAndRead(const OpenInput &In, const Config &C,
                                       Diagnostics &Diags, StageTimer &Timer) {
  Timer.begin("list units");
  Expected<std::vector<Unit>> Units = listUnits(In.Sections);
  if (!Units)
    return Units.takeError();
  // Number and order of units are fixed.
  // Not of a supplementary file, of which only what is referred to is read.
  if (!In.Sections.Sup) {
    Timer.begin("read units");
    Expected<UnitsRead> Read =
        readGroups(In, *Units, singleUnits(Units->size()), /*Grouped=*/false,
                   /*Shared=*/nullptr, C, Diags);
    if (Read || !Read.errorIsA<OtherGroups>())
      return Read;
    consumeError(Read.takeError());
    Timer.endInVain();
  }
  auto ReadGrouped = [&](bool Share) -> Expected<UnitsRead> {
    Timer.begin("group units");
    Expected<GroupedUnits> Grouped = groupUnits(
        In.Sections, *Units, *In.NameTable, readerOptions(C), C.Threads, Share);
    if (!Grouped)
      return Grouped.takeError();
    Timer.begin("read units");
    return readGroups(In, *Units, Grouped->Groups, /*Grouped=*/true,
                      Grouped->Shared.get(), C, Diags);
  };
  Expected<UnitsRead> Read = ReadGrouped(/*Share=*/true);
  if (Read || !Read.errorIsA<OtherGroups>())
    return Read;
  consumeError(Read.takeError());
  Timer.endInVain();
  return ReadGrouped(/*Share=*/false);
}

Expected<UnitsRead> btfgen::readUnits(OpenInput &In, const Config &C,
                                      Diagnostics &Diags, StageTimer &Timer) {
  Diagnostics Omitted;
  Expected<UnitsRead> Read = listAndRead(In, C, Omitted, Timer);
  if (!Read && In.Sections.assumesOrder()) {
    // A read of relocations that are out of order may miss one, and any error
    // may follow. Each read checks the order, so this is never silent.
    consumeError(Read.takeError());
    Timer.endInVain();
    Timer.begin("relocate units");
    if (Error E = In.Sections.relocateUnits())
      return E;
    Omitted = Diagnostics();
    Read = listAndRead(In, C, Omitted, Timer);
  }
  if (Read && !Read->TypesRead && Omitted.counted(Omission::SplitUnit)) {
    auto First = llvm::find_if(Omitted.entries(), [](const auto &E) {
      return E.What == Omission::SplitUnit;
    });
    return make_error<NoDebugInfo>(
        C.Input, /*IsSplit=*/true,
        First == Omitted.entries().end() ? "" : "\n  " + First->Detail);
  }
  Diags.merge(Omitted);
  return Read;
}
