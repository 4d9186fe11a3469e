//===- TypeNames.h - Names of types in the string section -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the string offsets of the names of types and of their items. This
/// needs to know only which types are written, so it can begin with the types
/// of the graph while functions are being selected.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_TYPENAMES_H
#define BTFGEN_EMIT_TYPENAMES_H

#include "Dedup/TypeGraph.h"
#include "Emit/StringTable.h"
#include "Support/SortNames.h"

namespace btfgen {

class TypeNames {
public:
  /// \p N and \p Base as for StringTable. With \p Sorted, byName() has an
  /// order.
  TypeNames(const Names &N, size_t ExpectedNames, const BaseIndex *Base,
            bool Sorted);

  /// Adds the names of functions, StringTable::addSymbols().
  void addSymbols() { Strings.addSymbols(); }

  /// Adds \p Types, whose positions follow those of the types added before.
  /// With a base, \p BaseIds has the base's id of each, or 0: types of the base
  /// are not written, so their names are not needed. Without one it is empty.
  void add(llvm::ArrayRef<TypeRecord> Types, llvm::ArrayRef<uint32_t> BaseIds,
           unsigned Threads);

  /// How many types were added.
  size_t size() const { return FirstItem.size(); }
  /// The string offset of the name of the type at a position; 0 if it has no
  /// name or is not written.
  uint32_t ofType(uint32_t Type) const { return OfTypes[Type]; }
  /// The string offsets of the names of its items. Not for a DATASEC, whose
  /// items have none.
  const uint32_t *ofItems(uint32_t Type) const {
    return OfItems.data() + FirstItem[Type];
  }
  bool isSorted() const { return Sorted; }
  /// If sorted, the positions of all types that have names, in the order of
  /// strcmp, types of one name by position. Otherwise empty.
  std::vector<uint32_t> byName();

  const StringTable &strings() const { return Strings; }
  /// For strings that follow those of the types.
  StringTable &strings() { return Strings; }

private:
  void sort(llvm::ArrayRef<TypeRecord> Types, unsigned Threads);
  NamedIndex named(uint32_t Type) const {
    return {Strings.text(OfTypes[Type]), Type};
  }
  void findTexts();

  StringTable Strings;
  bool Sorted;
  std::vector<uint32_t> OfTypes, OfItems, FirstItem;
  // If sorted: functions come in the order of their names.
  std::vector<uint32_t> Functions;
  std::vector<NamedIndex> Others; ///< texts move when strings are added
};

} // namespace btfgen

#endif // BTFGEN_EMIT_TYPENAMES_H
