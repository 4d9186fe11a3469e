//===- ContentKeys.h - What a type says, as 128 bits ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Types of any units whose content keys are equal are the same type, as long
/// as every name has one meaning. A key covers a type and everything that it
/// refers to, but a reference to a named struct, union or enum is covered by
/// kind and name only. ContentKeys.cpp explains why that is enough.
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

/// Whether a type of that \p Kind and \p Name is referred to by these two.
inline bool isByName(TypeKind Kind, NameRef Name) {
  constexpr auto Bit = [](TypeKind K) {
    return 1u << static_cast<unsigned>(K);
  };
  constexpr unsigned Kinds =
      Bit(TypeKind::Struct) | Bit(TypeKind::Union) | Bit(TypeKind::Enum);
  return (Kinds >> static_cast<unsigned>(Kind) & 1) & (Name != 0);
}

/// Computes the keys of one unit after the other.
class ContentKeys {
public:
  /// What references to different definitions of one name in one unit are:
  /// Apart get different keys, the Same get the key of the name, as it is
  /// between units.
  enum class SameNamed { Apart, Same };

  /// Computes the keys of all types of \p U. Cuts cycles that do not pass
  /// through a name, by making one reference of each void: BTF cannot express
  /// them.
  void compute(UnitTypes &U, SameNamed As = SameNamed::Apart);

  /// By local number, of the unit that came last: the key of a reference to the
  /// type; its content, or for a named struct, union or enum kind and name.
  llvm::ArrayRef<Key128> references() const { return RefKeys; }
  /// By local number: what the type itself says.
  llvm::ArrayRef<Key128> contents() const { return Contents; }
  static Key128 voidKey();
  /// Whether \p Local, a type of \p U, the unit that came last, is one of
  /// several definitions of its name there, and has been told from the others:
  /// references to it mean this one.
  bool isToldApart(const UnitTypes &U, uint32_t Local) const;
  /// Whether there is such a type in the unit that came last.
  bool isAnyToldApart() const { return AnyToldApart; }
  /// Whether the unit that came last has a named enum with values of 8 bytes,
  /// which a reference by name does not tell.
  bool sawWideEnum() const { return SawWideEnum; }
  /// Whether the unit that came last has an Alias.
  bool sawAlias() const { return SawAlias; }
  /// How many cycles were cut so far.
  uint64_t numCycles() const { return NumCycles; }

private:
  /// A set of hashed names, of which it keeps 32 bits.
  class NameSet {
    const uint64_t Seed = hashSeed();
    std::vector<uint32_t> Slots;

  public:
    void reset(size_t MaxNames);
    /// Adds \p Name. False if it was added before, or, rarely, another name of
    /// the same 32 bits.
    bool insert(uint64_t Name);
  };

  void sortOut(const UnitTypes &U);
  void computeReferenceKeys(UnitTypes &U);
  void computeContents(const UnitTypes &U);
  struct SameNamedGroup;
  std::vector<SameNamedGroup> findSameNamed(const UnitTypes &U) const;
  bool tellApart(SameNamedGroup &Group);
  void tellSameNamedApart(UnitTypes &U);
  void addSameNamed(llvm::ArrayRef<SameNamedGroup> Groups,
                    llvm::ArrayRef<Key128> ByName, bool IsComplete);
  bool pushMissing(UnitTypes &U, uint32_t Local);
  bool hasAllKeys(const UnitTypes &U, const LocalType &T) const;
  Hasher128 withItems(const UnitTypes &U, const LocalType &T,
                      Hasher128 H) const;
  Key128 contentKey(const UnitTypes &U, const LocalType &T) const;
  Key128 refKey(uint32_t Ref) const;

  std::vector<Key128> RefKeys;
  std::vector<Key128> Contents;
  NameSet NamesSeen;
  std::vector<uint8_t> State;
  std::vector<uint32_t> Work;
  /// Types that are referred to by name, and the others; both ascending. Which
  /// sort comes next cannot be foreseen, so one loop over both would be slower.
  std::vector<uint32_t> Named, Others;
  uint64_t NumCycles = 0;
  // In the unit that came last.
  bool AnyToldApart = false;
  bool SawWideEnum = false;
  bool SawAlias = false;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_CONTENTKEYS_H
