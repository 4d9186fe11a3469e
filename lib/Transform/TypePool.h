//===- TypePool.h - Which types of several BTFs are the same ---*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: BTFs with their bases, put into one pool. Out: which types are equal, as
/// the coarsest partition of the pool in which two types share a class only if
/// their contents are equal and, reference by reference, they refer to types of
/// the same classes (bisimilarity). Type ids, order, string offsets and the
/// encoding of a record (kind_flag of a struct without bit-fields) do not
/// count.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_TYPEPOOL_H
#define BTFGEN_TRANSFORM_TYPEPOOL_H

#include "BTF/Reader.h"
#include "Support/Partition.h"

#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"

#include <cstdint>
#include <vector>

namespace btfgen {

/// A type in a TypePool, from 0; 0 is void.
using PoolId = Id<struct PoolTag>;

/// The disjoint union of several BTFs. Files must outlive it.
class TypePool {
public:
  /// Adds \p File and its bases, each once.
  void add(const BtfFile &File);

  /// Number of types, void included.
  uint32_t size() const { return NumNodes; }
  /// The pool's number for a type of an added file or its bases.
  PoolId node(const BtfFile &File, BtfId Id) const;
  PoolId node(const BtfType &T) const { return node(T.file(), T.id()); }
  BtfType type(PoolId Node) const;

  /// A number for the text of a string: equal numbers, equal texts.
  uint32_t textId(const BtfFile &File, uint32_t StringOffset) const;
  uint32_t nameId(const BtfType &T) const {
    return textId(T.file(), T.nameOffset());
  }

  struct Entry {
    const BtfFile *File;
    const Entry *Base; ///< or null
    uint32_t FirstNode;
    mutable std::vector<uint32_t> TextIds; ///< by own offset, filled on demand
  };
  const std::vector<std::unique_ptr<Entry>> &entries() const { return Entries; }

private:
  const Entry *entry(const BtfFile &File) const;

  std::vector<std::unique_ptr<Entry>> Entries;
  llvm::DenseMap<const BtfFile *, const Entry *> EntryOf;
  uint32_t NumNodes = 1;
  mutable llvm::DenseMap<llvm::CachedHashStringRef, uint32_t> Texts;
};

enum class References {
  /// References are compared by everything that can be reached.
  Followed,
  /// A reference to a type that has a name is compared by kind and name only,
  /// as
  /// one sees it in the declaration. A forward declaration counts as the struct
  /// or union, ENUM64 as ENUM.
  ByName,
};

/// The types of \p Pool as nodes, by PoolId.
ReferenceGraph referenceGraph(const TypePool &Pool, References How);

/// The class of every type of \p Pool, by PoolId. Classes are told apart by
/// 128-bit sums, so unequal types are kept apart with overwhelming probability,
/// equal ones are never separated.
std::vector<uint32_t> partitionTypes(const TypePool &Pool, References How);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_TYPEPOOL_H
