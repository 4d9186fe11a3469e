//===- NameMap.h - A number for each name -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A hash map from names to numbers, with prefetching.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_NAMEMAP_H
#define BTFGEN_DWARF_NAMEMAP_H

#include "DWARF/Names.h"
#include "Support/HashSeed.h"
#include "Support/Probe.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace btfgen {

/// A hash map from NameRefs other than 0 to numbers. Unlike DenseMap it can
/// prefetch the slot of a name.
class NameMap {
  struct Slot {
    NameRef Name = 0;
    uint32_t Value = 0;
  };
  std::vector<Slot> Slots;
  uint64_t Seed = hashSeed();
  size_t Count = 0;

  // Names are offsets of strings: the product spreads them.
  size_t hash(NameRef Name) const { return seededHash(Name, Seed); }
  Slot &place(NameRef Name) {
    return probe(Slots, hash(Name),
                 [&](const Slot &S) { return !S.Name || S.Name == Name; });
  }
  void grow() {
    std::vector<Slot> Old(Slots.size() * 2);
    Old.swap(Slots);
    for (const Slot &S : Old)
      if (S.Name)
        place(S.Name) = S;
  }

public:
  explicit NameMap(size_t Expected = 0)
      : Slots(std::bit_ceil(std::max<size_t>(2 * Expected, 1 << 10))) {}

  void prefetch(NameRef Name) const {
    __builtin_prefetch(&Slots[hash(Name) & (Slots.size() - 1)]);
  }

  /// The number of \p Name, if it was asked for before.
  std::optional<uint32_t> find(NameRef Name) {
    const Slot &S = place(Name);
    return S.Name ? std::optional(S.Value) : std::nullopt;
  }

  /// The number of \p Name. When it is asked for first, \p Make() computes it,
  /// which must not use this map.
  template <typename Fn> uint32_t get(NameRef Name, Fn Make) {
    Slot *S = &place(Name);
    if (S->Name) [[likely]]
      return S->Value;
    if (++Count * 2 > Slots.size()) {
      grow();
      S = &place(Name);
    }
    *S = {Name, Make()};
    return S->Value;
  }
};

} // namespace btfgen

#endif // BTFGEN_DWARF_NAMEMAP_H
