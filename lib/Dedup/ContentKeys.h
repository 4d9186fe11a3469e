//===- ContentKeys.h - What a type says, as 128 bits ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two types of any units say the same exactly if their content keys are equal.
/// A key covers a type and everything it refers to, but for named structs,
/// unions and enums: a reference to one of those says kind and name.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_CONTENTKEYS_H
#define BTFGEN_DEDUP_CONTENTKEYS_H

#include "DWARF/UnitTypes.h"
#include "Support/Hash128.h"
#include "Support/HashSeed.h"
#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace btfgen {

/// Whether references to \p T are by kind and name.
inline bool isByName(TypeKind Kind, NameRef Name) {
  return Name != 0 && (Kind == TypeKind::Struct || Kind == TypeKind::Union ||
                       Kind == TypeKind::Enum);
}

/// Computes the keys of one unit after the other.
class ContentKeys {
public:
  /// Types of one kind and name in one unit that say something different: each
  /// is itself when referred to, or they are the Same as between units.
  enum class SameNamed { Apart, Same };

  /// Computes the keys of all types of \p U, which may be changed: a cycle that
  /// does not pass through a name cannot be written as BTF and is cut.
  void compute(UnitTypes &U, SameNamed As = SameNamed::Apart);

  /// By LocalId, of the unit that came last: the key of a reference to the
  /// type; its content, or for a named struct, union or enum kind and name.
  llvm::ArrayRef<Key128> references() const { return RefKeys; }
  /// By LocalId: what the type itself says.
  llvm::ArrayRef<Key128> contents() const { return Contents; }
  static Key128 voidKey();
  /// Whether \p Local, a type of \p U, the unit that came last, is one of
  /// several definitions of its name there, and has been told from the others:
  /// references to it mean this one.
  bool isToldApart(const UnitTypes &U, uint32_t Local) const;
  /// How many cycles were cut so far.
  uint64_t numCycles() const { return NumCycles; }

private:
  /// A set of hashed names, of which it keeps 32 bits.
  class NameSet {
    const uint64_t Seed = hashSeed();
    std::vector<uint32_t> Slots;
    size_t Mask = 0;

  public:
    void reset(size_t MaxNames);
    /// False if it was there already, or another that looks the same.
    bool insert(uint64_t Name);
  };

  void computeReferenceKeys(UnitTypes &U);
  void computeContents(const UnitTypes &U);
  struct SameNamedGroup;
  std::vector<SameNamedGroup> findSameNamed(const UnitTypes &U) const;
  bool tellApart(SameNamedGroup &Group);
  void tellSameNamedApart(UnitTypes &U);
  bool pushMissing(UnitTypes &U, uint32_t Local);
  Key128 contentKey(const UnitTypes &U, const LocalType &T) const;
  Key128 refKey(uint32_t Ref) const;

  std::vector<Key128> RefKeys;
  std::vector<Key128> Contents;
  NameSet NamesSeen;
  std::vector<uint8_t> State;
  std::vector<uint32_t> Work;
  uint64_t NumCycles = 0;
  bool AnyToldApart = false; ///< in the unit that came last
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_CONTENTKEYS_H
