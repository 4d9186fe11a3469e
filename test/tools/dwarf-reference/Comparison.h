//===- Comparison.h - What both readers say of some units ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What lib/DWARF says of a group of units beside what the reference says.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_COMPARISON_H
#define BTFGEN_TEST_COMPARISON_H

#include "DWARF/TypeReader.h"
#include "Encode/OpenInput.h"
#include "Fields.h"
#include "Reference.h"
#include "Select/EntryAddress.h"

#include <set>
#include <unordered_map>

namespace btfgen {

struct Counts {
  uint64_t Units = 0, Types = 0, Copies = 0, Items = 0, Functions = 0,
           Parameters = 0, Variables = 0, Refused = 0, Differences = 0,
           MostPrinted = 20;
  std::set<FieldId> Differing;
  std::set<std::string> Warnings; ///< of LLVM's reader
};

/// Compares what is said of one group of units.
class Comparison {
public:
  Comparison(const OpenInput &In, llvm::ArrayRef<Unit> Units,
             const UnitGroup &Group, TypeReader &Ours, EntryReader &Entries,
             const reference::Contents &Theirs,
             llvm::ArrayRef<uint64_t> SectionStarts, Counts &C)
      : In(In), Units(Units), Group(Group), Reader(Ours), U(Ours.types()),
        Entries(Entries), R(Theirs), SectionStarts(SectionStarts), C(C) {}

  void run();

private:
  template <typename T>
  void differ(FieldId F, reference::Place At, T Theirs, T Ours);
  void same(FieldId F, reference::Place At, uint64_t Theirs, uint64_t Ours);
  void sameName(FieldId F, reference::Place At, llvm::StringRef Theirs,
                NameRef Ours);
  void samePlace(FieldId F, reference::Place At, reference::Place Theirs,
                 reference::Place Ours);
  void sameType(FieldId F, reference::Place At, reference::Place Theirs,
                uint32_t Ours);
  std::string describe(reference::Place P) const;

  reference::Place placeAt(uint32_t Position) const;
  uint32_t positionOf(reference::Place P) const;
  reference::Place typeAt(uint32_t Ref) const;
  reference::Place typeOr(reference::Place P) const;
  template <typename List>
  reference::Place declarationOr(reference::Place P, const List &Of) const;
  uint64_t addressOf(const std::optional<reference::Address> &A) const;

  void compareUnits();
  void compareType(const reference::Type &T, uint32_t Number);
  void compareItems(const reference::Type &T, const LocalType &O);
  void compareExtras(const reference::Type &T, const LocalType &O);
  void compareFunction(const reference::Function &F, const FuncRecord &O);
  void compareParameter(const reference::Parameter &P, const ParamRecord &O);
  void compareVariable(const reference::Variable &V, const VarRecord &O);
  template <typename Fn>
  void compareTags(FieldId F, llvm::ArrayRef<reference::DeclTag> Theirs,
                   llvm::ArrayRef<LocalTag> Ours, Fn PlaceOf);

  const OpenInput &In;
  llvm::ArrayRef<Unit> Units;
  const UnitGroup &Group;
  TypeReader &Reader;
  const UnitTypes &U;
  EntryReader &Entries;
  const reference::Contents &R;
  llvm::ArrayRef<uint64_t> SectionStarts;
  Counts &C;
  std::unordered_map<reference::Place, uint32_t> TypeNumbers, OtherNumbers;
  /// The types of other units by the number of their copy; in Work those that
  /// are still to be compared.
  std::unordered_map<uint32_t, reference::Place> Copied;
  std::vector<std::pair<uint32_t, uint32_t>> Work; ///< R.Others, copy
  std::vector<uint32_t> Bases; ///< positions where the group's units begin
  uint64_t NumExtras = 0;      ///< types that have no DIE of their own
};

} // namespace btfgen

#endif // BTFGEN_TEST_COMPARISON_H
