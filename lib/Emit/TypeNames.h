//===- TypeNames.h - Names of types in the string section -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Gives the names of types and of their items their places in the string
/// section. It only needs to know which types are written, so those of the
/// graph can be done while functions are still being selected.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_TYPENAMES_H
#define BTFGEN_EMIT_TYPENAMES_H

#include "Dedup/TypeGraph.h"
#include "Emit/StringTable.h"

namespace btfgen {

class TypeNames {
public:
  /// \p Base as StringTable's. With \p Sorted there will be an order by name.
  TypeNames(const Names &N, size_t ExpectedTypes, const BaseIndex *Base,
            bool Sorted);

  /// Adds \p Types, whose positions follow those of the ones added before. With
  /// a base, \p BaseIds tells which it has: these are not written, so their
  /// names are not needed.
  void add(llvm::ArrayRef<TypeRecord> Types, llvm::ArrayRef<uint32_t> BaseIds,
           unsigned Threads);

  /// How many types were added.
  size_t size() const { return FirstItem.size(); }
  /// String offset of the name of the type at a position; 0 for none, and if it
  /// is not written.
  uint32_t ofType(uint32_t Type) const { return OfTypes[Type]; }
  /// String offsets of the names of its items; of no use for a DATASEC.
  const uint32_t *ofItems(uint32_t Type) const {
    return OfItems.data() + FirstItem[Type];
  }
  bool isSorted() const { return Sorted; }
  /// If sorted, positions of the types that have names, in the order of strcmp,
  /// then by position. Otherwise none.
  llvm::ArrayRef<uint32_t> byName() const { return ByName; }

  const StringTable &strings() const { return Strings; }

private:
  void sort(llvm::ArrayRef<TypeRecord> Types, unsigned Threads);

  StringTable Strings;
  bool Sorted;
  std::vector<uint32_t> OfTypes, OfItems, FirstItem;
  std::vector<uint32_t> ByName;
};

} // namespace btfgen

#endif // BTFGEN_EMIT_TYPENAMES_H
