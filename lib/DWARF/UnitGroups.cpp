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
#include "llvm/Support/Allocator.h"

#include <array>
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

/// What a unit refers to outside of it, in memory of a scanner's.
struct ForeignReferences {
  ArrayRef<uint32_t> Units;  ///< to be read with it; ascending
  ArrayRef<uint32_t> Called; ///< which have what is inlined in it; ascending
  ArrayRef<DiePlace> Types;  ///< which it could have copies of; ascending
};

/// Finds what units refer to; one per thread.
class ReferenceScanner {
public:
  using SignatureMap = std::unordered_map<uint64_t, uint32_t>;

  /// \p Share: types are listed as such. \p Calls: what is inlined is followed
  /// to what it is a call of. What is found is stored in \p Memory.
  ReferenceScanner(const DebugSections &Sections, ArrayRef<Unit> Units,
                   const SignatureMap &BySignature, bool Share, bool Calls,
                   BumpPtrAllocator &Memory)
      : Sections(Sections), Units(Units), BySignature(BySignature),
        Share(Share), Calls(Calls), Memory(Memory) {}

  /// Sets \p Out to what unit \p Index refers to. Error: the section cannot be
  /// read.
  Error scan(uint32_t Index, ForeignReferences &Out) {
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
    Members.clear();
    Called.clear();
    Types.clear();
    Recent.fill(0);
    if (Sections.LittleEndian)
      follow(DieCursor<true>(*Bytes, U, Table), Index);
    else
      follow(DieCursor<false>(*Bytes, U, Table), Index);
    auto Take = [&](auto &Places) {
      llvm::sort(Places);
      Places.erase(llvm::unique(Places), Places.end());
      return ArrayRef(Places).copy(Memory);
    };
    Out = {Take(Members), Take(Called), Take(Types)};
    return Error::success();
  }

private:
  template <bool LE> void follow(DieCursor<LE> D, uint32_t Index) {
    using Cursor = DieCursor<LE>;
    // DIEs of plain shape refer to nothing outside of the unit but a type.
    constexpr uint32_t Types =
        Cursor::kinds(DieKind::Modifier, DieKind::Struct, DieKind::Member,
                      DieKind::Array, DieKind::Subrange, DieKind::FuncType,
                      DieKind::Parameter, DieKind::Enumerator);
    constexpr uint32_t InFunction = Types | Cursor::kinds(DieKind::Variable);
    int64_t Depth = 0;
    int64_t SkipBelow =
        INT64_MAX; ///< depth of a DIE whose children are skipped
    do {
      if (Depth > 0) {
        if (D.isPaused())
          D.goOn();
        D.plainRun(Depth > 1 ? InFunction : Types,
                   [&](const typename Cursor::PlainDie &P) {
                     if (P.Shape.Type == PlainShape::TypeForm::InSection &&
                         SkipBelow == INT64_MAX)
                       followType(Index, dwarf::DW_FORM_ref_addr, P.type());
                     Depth += P.Shape.HasChildren;
                     return true;
                   });
      }
      if (!D.next()) {
        if (D.problem())
          return;
        if (--Depth <= SkipBelow)
          SkipBelow = INT64_MAX;
        continue;
      }
      const AbbrevProgram &P = D.program();
      if (P.LeavesUnit && SkipBelow == INT64_MAX)
        followDie(D, Index, Depth);
      if (isLeaf(P.Kind) && !isWantedCall(P) && P.HasChildren &&
          SkipBelow == INT64_MAX)
        SkipBelow = Depth;
      Depth += P.HasChildren;
    } while (Depth > 0);
  }

  /// What TypeReader reads of a DIE, \p Depth levels below that of the unit.
  template <bool LE>
  void followDie(const DieCursor<LE> &D, uint32_t Index, int64_t Depth) {
    static constexpr Attr Connecting[] = {Attr::Origin, Attr::Specification,
                                          Attr::Signature, Attr::Import,
                                          Attr::GNUAnnotation};
    const DieKind Kind = D.program().Kind;
    if (isWantedCall(D.program()) && D.has(Attr::Origin))
      connect(Index, D.form(Attr::Origin), D.value(Attr::Origin), Called);
    if (isLeaf(Kind) || Kind == DieKind::Other ||
        (Kind == DieKind::Variable && Depth != 1))
      return;
    for (Attr A : Connecting)
      if (D.has(A))
        connect(Index, D.form(A), D.value(A), Members);
    if (D.has(Attr::Type))
      followType(Index, D.form(Attr::Type), D.value(Attr::Type));
  }

  void followType(uint32_t Index, unsigned Form, uint64_t Value) {
    if (Share && Form == dwarf::DW_FORM_ref_addr)
      shareType(Units[Index].Section, Value, Units[Index]);
    else
      connect(Index, Form, Value, Members);
  }

  /// In it there may be further calls.
  bool isWantedCall(const AbbrevProgram &P) const {
    return Calls && P.Tag == dwarf::DW_TAG_inlined_subroutine;
  }

  void shareType(uint32_t Section, uint64_t Offset, const Unit &From) {
    if (contains(From, Section, Offset))
      return;
    // Most references lead to one of a few types.
    uint64_t &Last = Recent[Offset % std::size(Recent)];
    if (std::exchange(Last, Offset + 1) != Offset + 1)
      Types.push_back({Section, Offset});
  }

  void connect(uint32_t Index, unsigned Form, uint64_t Value,
               std::vector<uint32_t> &With) {
    auto Add = [&](uint32_t Target) {
      if (With.empty() || With.back() != Target)
        With.push_back(Target);
    };
    if (Form == dwarf::DW_FORM_ref_sig8) {
      auto It = BySignature.find(Value);
      if (It != BySignature.end())
        Add(It->second);
      return;
    }
    uint32_t Section = Units[Index].Section;
    if (refersToSupplement(Form) && Sections.Sup && Sections.Sup->isUsed())
      Section = Sections.Sup->Section;
    else if (Form != dwarf::DW_FORM_ref_addr)
      return;
    // Most references in a row lead to one unit.
    if (!With.empty() && contains(Units[With.back()], Section, Value))
      return;
    if (const Unit *U = unitAt(Units, {Section, Value}))
      Add(U - Units.data());
  }

  static bool contains(const Unit &U, uint32_t Section, uint64_t Offset) {
    return U.Section == Section && Offset >= U.Offset &&
           Offset - U.Offset < U.Size;
  }

  const DebugSections &Sections;
  ArrayRef<Unit> Units;
  const SignatureMap &BySignature;
  AbbrevCompiler Abbrevs;
  AbbrevTable Table;
  std::vector<uint8_t> Scratch;
  // ForeignReferences of the unit that is scanned.
  std::vector<uint32_t> Members, Called;
  std::vector<DiePlace> Types;
  std::array<uint64_t, 1021> Recent; ///< offsets in Types, and one
  const bool Share, Calls;
  BumpPtrAllocator &Memory;
};

class Connector {
  /// A group of more than this part of all bytes is large.
  static constexpr uint64_t LargePart = 16;
  /// How many bytes units may have that are joined for the sake of inlined
  /// calls: a group can have no more than twice as many (TypeReader::load()).
  static constexpr uint64_t MostForCalls = 1 << 30;

public:
  Connector(const DebugSections &Sections, ArrayRef<Unit> Units)
      : Sections(Sections), Units(Units), Parent(Units.size()),
        BytesOf(Units.size()), Reached(Units.size()), Found(Units.size()) {
    for (uint32_t I = 0; I < Units.size(); ++I) {
      Parent[I] = I;
      BytesOf[I] = Units[I].Size;
      if (!Sections.isInSupplement(Units[I]))
        reach(I);
      if (Units[I].isTypeUnit())
        BySignature.try_emplace(Units[I].Signature, I);
    }
  }

  /// Follows the references of all units that are read: those of a
  /// supplementary file only if something leads to them, since the others are
  /// of other programs.
  Error scanAll(unsigned Threads, bool Share, bool Calls) {
    std::vector<ReferenceScanner> Scanners;
    Memory.resize(Threads);
    for (unsigned I = 0; I < Threads; ++I)
      Scanners.emplace_back(Sections, Units, BySignature, Share, Calls,
                            Memory[I]);
    while (!Work.empty()) {
      const std::vector<uint32_t> Now = std::exchange(Work, {});
      std::vector<Error> Failures;
      for (unsigned I = 0; I < Threads; ++I)
        Failures.push_back(Error::success());
      parallelFor(Now.size(), Threads, [&](size_t I, unsigned Thread) {
        Error E = Scanners[Thread].scan(Now[I], Found[Now[I]]);
        Failures[Thread] =
            joinErrors(std::move(Failures[Thread]), std::move(E));
      });
      Error Failure = Error::success();
      for (Error &E : Failures)
        Failure = joinErrors(std::move(Failure), std::move(E));
      if (Failure)
        return Failure;
      for (uint32_t From : Now)
        for (uint32_t To : Found[From].Units)
          join(From, To);
      for (uint32_t From : Now)
        for (uint32_t To : Found[From].Called)
          if (BytesOf[root(From)] + BytesOf[root(To)] <= MostForCalls)
            join(From, To);
    }
    return Error::success();
  }

  /// Joins units that refer to types of each other. Where that makes a group
  /// that is large, which one thread would have to read and to hold as a whole,
  /// the types are shared instead, unless copies would cost too much. Error as
  /// of SharedTypes::read().
  Expected<std::unique_ptr<SharedTypes>>
  shareTypes(Names &N, const ReaderOptions &Options) {
    const std::vector<uint32_t> Apart = Parent;
    const std::vector<uint64_t> BytesApart = BytesOf;
    auto JoinAll = [&] {
      for (uint32_t From = 0; From < Units.size(); ++From)
        joinByTypes(From);
    };
    JoinAll();
    uint64_t Bytes = 0;
    for (const Unit &U : Units)
      Bytes += U.Size;
    std::vector<bool> IsInLarge(Units.size());
    for (uint32_t I = 0; I < Units.size(); ++I)
      IsInLarge[I] = BytesOf[root(I)] > Bytes / LargePart;
    Parent = Apart;
    BytesOf = BytesApart;
    std::vector<DiePlace> Places;
    for (uint32_t I = 0; I < Units.size(); ++I) {
      if (IsInLarge[I])
        append_range(Places, Found[I].Types);
      else
        joinByTypes(I);
    }
    if (Places.empty())
      return nullptr;
    llvm::sort(Places);
    Places.erase(llvm::unique(Places), Places.end());
    Expected<std::unique_ptr<SharedTypes>> Shared =
        SharedTypes::read(Sections, Units, N, Options, Places);
    if (!Shared)
      return Shared.takeError();
    if (*Shared && copiesAreFew(**Shared, Bytes / 16 + (1 << 16)))
      return Shared;
    JoinAll();
    return nullptr;
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
  bool copiesAreFew(const SharedTypes &Shared, uint64_t Limit) const {
    std::vector<uint32_t> Seen(Shared.types().size());
    uint64_t Sum = 0;
    for (uint32_t I = 0; I < Units.size() && Sum <= Limit; ++I)
      Sum += Shared.countCopied(Found[I].Types, Seen, I + 1);
    return Sum <= Limit;
  }
  void joinByTypes(uint32_t From) {
    for (const DiePlace &Place : Found[From].Types)
      if (const Unit *U = unitAt(Units, Place))
        join(From, U - Units.data());
  }
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
    if (A == B)
      return;
    // The lowest unit is the root.
    Parent[std::max(A, B)] = std::min(A, B);
    BytesOf[std::min(A, B)] += BytesOf[std::max(A, B)];
  }

  const DebugSections &Sections;
  ArrayRef<Unit> Units;
  std::vector<uint32_t> Parent;
  std::vector<uint64_t> BytesOf; ///< by root: of the group's units
  std::vector<bool> Reached;
  std::vector<uint32_t> Work;           ///< reached, to be scanned
  std::vector<ForeignReferences> Found; ///< by unit
  std::vector<BumpPtrAllocator> Memory; ///< of Found, by thread
  /// Not a DenseMap: that reserves two keys, and these are the input's.
  ReferenceScanner::SignatureMap BySignature;
};

} // namespace

Expected<GroupedUnits> btfgen::groupUnits(const DebugSections &Sections,
                                          ArrayRef<Unit> Units, Names &N,
                                          const ReaderOptions &Options,
                                          unsigned Threads, bool Share) {
  // What dwz moves into partial units are all types that units have in common.
  Share = Share && !Sections.Sup && llvm::none_of(Units, [](const Unit &U) {
            return U.Type == dwarf::DW_UT_partial;
          });
  Connector C(Sections, Units);
  if (Error E = C.scanAll(Threads, Share, Options.InlinedCalls))
    return E;
  Expected<std::unique_ptr<SharedTypes>> Shared = C.shareTypes(N, Options);
  if (!Shared)
    return Shared.takeError();
  return GroupedUnits{C.groups(), std::move(*Shared)};
}
