//===- PackedTypes.h - Which structs are packed -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// DWARF does not tell whether a struct has __attribute__((packed)), which may
/// move it on the stack when it is passed by value. This infers it from sizes
/// and offsets, as pahole does: a struct is packed if it has no holes and a
/// member is not aligned, or its size is not a multiple of its alignment.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_PACKEDTYPES_H
#define BTFGEN_SELECT_PACKEDTYPES_H

#include "DWARF/UnitTypes.h"
#include "llvm/ADT/DenseMap.h"

namespace btfgen {

/// Answers questions about the types of one group, and remembers the answers.
class PackedTypes {
public:
  /// Starts with the types of \p Unit, which must outlive the questions about
  /// them. \p AddressSize is in bytes.
  void reset(const UnitTypes &Unit, unsigned AddressSize);

  /// Whether the struct \p Local (a local number) seems to be packed. The
  /// answer can depend on earlier questions: a struct with holes may reveal
  /// that a member of it is packed.
  bool isPacked(uint32_t Local);

private:
  uint64_t alignment(uint32_t Local, unsigned Depth = 0);
  uint64_t size(uint32_t Ref) const;
  bool hasHoles(const LocalType &S) const;
  void inferMembers(const LocalType &S);
  uint64_t storageOffset(const Item &M) const;

  const UnitTypes *U = nullptr;
  unsigned WordSize = 8;
  llvm::DenseMap<uint32_t, bool> Packed;
  llvm::DenseMap<uint32_t, uint64_t> Alignments;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_PACKEDTYPES_H
