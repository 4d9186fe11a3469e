//===- SharedTypes.h - Types that other units refer to ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Link-time optimisation merges types of different units that are described
/// alike, so that a unit refers to a type of another one (DW_FORM_ref_addr).
/// With clang these are base types, enumerations, and what is made of them: a
/// struct that has members is never merged. They are few, and the same ones are
/// referred to again and again.
///
/// So these are read once, before all units, together with everything that they
/// refer to in turn. A unit then takes a copy of those that it needs. It is as
/// complete as one that was compiled alone, and can be read on any thread, one
/// unit at a time.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_SHAREDTYPES_H
#define BTFGEN_DWARF_SHAREDTYPES_H

#include "DWARF/UnitTypes.h"
#include "DWARF/Units.h"

#include <memory>

namespace btfgen {

struct ReaderOptions;

class SharedTypes {
public:
  /// In references: to what is no type, or cannot be read.
  static constexpr uint32_t Unreadable = UINT32_MAX - 1;

  /// Reads the types at \p Places, which ascend, and what they refer to. Null
  /// if a DIE cannot be read, or if that would cost more than reading the units
  /// does. Error: a section cannot be read.
  static llvm::Expected<std::unique_ptr<SharedTypes>>
  read(const DebugSections &Sections, llvm::ArrayRef<Unit> Units, Names &N,
       const ReaderOptions &Options, llvm::ArrayRef<DiePlace> Places);

  /// The type at \p Place; Unreadable if there is none.
  uint32_t find(const DiePlace &Place) const;

  /// References, also of items, are indexes of types(), VoidRef or Unreadable.
  llvm::ArrayRef<LocalType> types() const { return Types; }
  llvm::ArrayRef<Item> items(const LocalType &T) const {
    return llvm::ArrayRef(Items).slice(T.First, T.Count);
  }
  /// The places of types in the \p Size bytes from \p Begin on, ascending, with
  /// the types there.
  llvm::ArrayRef<std::pair<DiePlace, uint32_t>> placesIn(DiePlace Begin,
                                                         uint64_t Size) const;
  /// How many types and items are copied by a unit that refers to the types at
  /// \p Places; \p Seen has an entry for each type and a number that differs
  /// from \p Mark.
  uint64_t countCopied(llvm::ArrayRef<DiePlace> Places,
                       std::vector<uint32_t> &Seen, uint32_t Mark) const;

private:
  friend class SharedTypeReader;
  static size_t hashOf(const DiePlace &Place);

  std::vector<std::pair<DiePlace, uint32_t>> Places; ///< ascending
  /// By hash of a place (open addressing): its index in Places and one. Units
  /// refer to the few places a million times. 0: free.
  std::vector<uint32_t> Slots;
  std::vector<LocalType> Types;
  std::vector<Item> Items;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_SHAREDTYPES_H
