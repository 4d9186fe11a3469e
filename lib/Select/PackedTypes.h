//===- PackedTypes.h - Which structs are packed -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// DWARF does not say __attribute__((packed)), but a struct that has it may lie
/// elsewhere on the stack when passed by value. This infers it from sizes and
/// offsets, as pahole does: a struct without holes in which a member is not
/// aligned, or whose size is no multiple of its alignment.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_PACKEDTYPES_H
#define BTFGEN_SELECT_PACKEDTYPES_H

#include "DWARF/UnitTypes.h"
#include "llvm/ADT/DenseMap.h"

namespace btfgen {

/// Answers for the types of one group, with memory.
class PackedTypes {
public:
  /// Forgets all answers; \p Unit is asked about from now on.
  void reset(const UnitTypes &Unit, unsigned AddressSize);

  /// Whether the struct \p Local seems to be packed. The answer can depend on
  /// which questions came before: a struct with holes may reveal that a member
  /// of it is packed.
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
