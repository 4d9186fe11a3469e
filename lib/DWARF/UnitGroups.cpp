//===- UnitGroups.cpp - Units that must be read together ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/UnitGroups.h"

#include "DWARF/DieCursor.h"
#include "DWARF/Supplement.h"
#include "Support/Parallel.h"
#include "llvm/ADT/STLExtras.h"

#include <unordered_map>
#include <utility>

using namespace llvm;
using namespace btfgen;

std::vector<UnitGroup> btfgen::singleUnits(size_t NumUnits) {
  std::vector<UnitGroup> Groups(NumUnits);
  for (size_t I = 0; I < NumUnits; ++I)
    Groups[I] = {UnitIdx(I)};
  return Groups;
}

namespace {

/// Which units the others refer to; one per thread.
class ReferenceScanner {
public:
  using SignatureMap = std::unordered_map<uint64_t, uint32_t>;

  ReferenceScanner(const DebugSections &Sections, ArrayRef<Unit> Units,
                   const SignatureMap &BySignature)
      : Sections(Sections), Units(Units), BySignature(BySignature) {}

  /// Sets \p Out to the units that unit \p Index refers to, ascending. Error:
  /// the section cannot be read.
  Error scan(uint32_t Index, std::vector<uint32_t> &Out) {
    const Unit &U = Units[Index];
    if (Error E = Abbrevs.compile(Sections.Abbrev.whole(), U, Table)) {
      // The reader will meet it again and count it.
      consumeError(std::move(E));
      return Error::success();
    }
    if (!Table.LeavesUnit)
      return Error::success();
    Expected<const uint8_t *> Bytes =
        Sections.of(U).read(U.Offset, U.Size, Scratch);
    if (!Bytes)
      return Bytes.takeError();
    Targets.clear();
    if (Sections.LittleEndian)
      follow(DieCursor<true>(*Bytes, U, Table), Index);
    else
      follow(DieCursor<false>(*Bytes, U, Table), Index);
    llvm::sort(Targets);
    Out.assign(Targets.begin(), llvm::unique(Targets));
    return Error::success();
  }

private:
  template <bool LE> void follow(DieCursor<LE> D, uint32_t Index) {
    static constexpr Attr Followed[] = {
        Attr::Type,      Attr::Origin, Attr::Specification,
        Attr::Signature, Attr::Import, Attr::GNUAnnotation};
    int64_t Depth = 0;
    do {
      if (!D.next()) {
        if (D.problem())
          return;
        --Depth;
        continue;
      }
      const AbbrevProgram &P = D.program();
      if (P.LeavesUnit)
        for (Attr A : Followed)
          if (D.has(A))
            connect(Index, D.form(A), D.value(A));
      Depth += P.HasChildren;
    } while (Depth > 0);
  }

  void connect(uint32_t Index, unsigned Form, uint64_t Value) {
    if (Form == dwarf::DW_FORM_ref_sig8) {
      auto It = BySignature.find(Value);
      if (It != BySignature.end())
        add(It->second);
      return;
    }
    uint32_t Section = Units[Index].Section;
    if (refersToSupplement(Form) && Sections.Sup && Sections.Sup->isUsed())
      Section = Sections.Sup->Section;
    else if (Form != dwarf::DW_FORM_ref_addr)
      return;
    // Most references in a row lead to one unit.
    if (!Targets.empty() && contains(Units[Targets.back()], Section, Value))
      return;
    auto It = partition_point(Units, [&](const Unit &U) {
      return std::pair(U.Section, U.Offset) <= std::pair(Section, Value);
    });
    if (It == Units.begin())
      return;
    --It;
    if (contains(*It, Section, Value))
      add(It - Units.begin());
  }

  static bool contains(const Unit &U, uint32_t Section, uint64_t Offset) {
    return U.Section == Section && Offset >= U.Offset &&
           Offset - U.Offset < U.Size;
  }

  void add(uint32_t Target) {
    if (Targets.empty() || Targets.back() != Target)
      Targets.push_back(Target);
  }

  const DebugSections &Sections;
  ArrayRef<Unit> Units;
  const SignatureMap &BySignature;
  AbbrevCompiler Abbrevs;
  AbbrevTable Table;
  std::vector<uint8_t> Scratch;
  std::vector<uint32_t> Targets; ///< of the unit that is scanned
};

class Connector {
public:
  Connector(const DebugSections &Sections, ArrayRef<Unit> Units)
      : Sections(Sections), Units(Units), Parent(Units.size()),
        Reached(Units.size()) {
    for (uint32_t I = 0; I < Units.size(); ++I) {
      Parent[I] = I;
      if (!Sections.isInSupplement(Units[I]))
        reach(I);
      if (Units[I].isTypeUnit())
        BySignature.try_emplace(Units[I].Signature, I);
    }
  }

  /// Follows the references of all units that are read: those of a
  /// supplementary file only if something leads to them, since the others are
  /// of other programs.
  Error scanAll(unsigned Threads) {
    std::vector<ReferenceScanner> Scanners;
    for (unsigned I = 0; I < Threads; ++I)
      Scanners.emplace_back(Sections, Units, BySignature);
    while (!Work.empty()) {
      const std::vector<uint32_t> Now = std::exchange(Work, {});
      std::vector<std::vector<uint32_t>> Targets(Now.size());
      std::vector<Error> Failures;
      for (unsigned I = 0; I < Threads; ++I)
        Failures.push_back(Error::success());
      parallelFor(Now.size(), Threads, [&](size_t I, unsigned Thread) {
        Error E = Scanners[Thread].scan(Now[I], Targets[I]);
        Failures[Thread] =
            joinErrors(std::move(Failures[Thread]), std::move(E));
      });
      Error Failure = Error::success();
      for (Error &E : Failures)
        Failure = joinErrors(std::move(Failure), std::move(E));
      if (Failure)
        return Failure;
      for (size_t I = 0; I < Now.size(); ++I)
        for (uint32_t Target : Targets[I])
          join(Now[I], Target);
    }
    return Error::success();
  }

  std::vector<UnitGroup> groups() {
    std::vector<UnitGroup> Groups;
    std::vector<uint32_t> GroupOf(Units.size(), UINT32_MAX);
    for (uint32_t I = 0; I < Units.size(); ++I) {
      if (!Reached[I])
        continue;
      uint32_t &Group = GroupOf[root(I)];
      if (Group == UINT32_MAX) {
        Group = Groups.size();
        Groups.emplace_back();
      }
      Groups[Group].push_back(UnitIdx(I));
    }
    return Groups;
  }

private:
  uint32_t root(uint32_t I) {
    while (Parent[I] != I)
      I = Parent[I] = Parent[Parent[I]];
    return I;
  }
  void reach(uint32_t I) {
    if (!Reached[I])
      Work.push_back(I);
    Reached[I] = true;
  }
  void join(uint32_t A, uint32_t B) {
    reach(B);
    A = root(A);
    B = root(B);
    // The lowest unit is the root.
    Parent[std::max(A, B)] = std::min(A, B);
  }

  const DebugSections &Sections;
  ArrayRef<Unit> Units;
  std::vector<uint32_t> Parent;
  std::vector<bool> Reached;
  std::vector<uint32_t> Work; ///< reached, to be scanned
  /// Not a DenseMap: that reserves two keys, and these are the input's.
  ReferenceScanner::SignatureMap BySignature;
};

} // namespace

Expected<std::vector<UnitGroup>>
btfgen::groupUnits(const DebugSections &Sections, ArrayRef<Unit> Units,
                   unsigned Threads) {
  Connector C(Sections, Units);
  if (Error E = C.scanAll(Threads))
    return E;
  return C.groups();
}
