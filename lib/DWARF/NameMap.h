//===- NameMap.h - A number for each name -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Hash maps from names to numbers, with prefetching.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_NAMEMAP_H
#define BTFGEN_DWARF_NAMEMAP_H

#include "DWARF/Names.h"
#include "Support/HashSeed.h"
#include "Support/Probe.h"

#include <algorithm>
#include <atomic>
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
      : Slots(std::bit_ceil(std::max<size_t>(Expected / 3 * 4, 1 << 10))) {}

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
    if (++Count * 4 > Slots.size() * 3) {
      grow();
      S = &place(Name);
    }
    *S = {Name, Make()};
    return S->Value;
  }
};

/// A hash map from NameRefs other than 0 to numbers which threads fill together
/// with what is the same whichever of them finds it out. It does not grow: what
/// has no room is not kept.
class SharedNameMap {
  /// The name in the upper half, 0: free.
  std::vector<std::atomic<uint64_t>> Slots;
  std::atomic<size_t> Count{0};
  uint64_t Seed = hashSeed();

  static NameRef nameIn(uint64_t Slot) { return Slot >> 32; }
  size_t hash(NameRef Name) const { return seededHash(Name, Seed); }

public:
  /// Has room for \p Expected names and some more.
  explicit SharedNameMap(size_t Expected)
      : Slots(std::bit_ceil(std::max<size_t>(2 * Expected, 1 << 11))) {}

  void prefetch(NameRef Name) const {
    __builtin_prefetch(&Slots[hash(Name) & (Slots.size() - 1)]);
  }

  /// The number of \p Name, if it is kept.
  std::optional<uint32_t> find(NameRef Name) const {
    uint64_t Found = 0;
    probe(Slots, hash(Name), [&](const std::atomic<uint64_t> &S) {
      Found = S.load(std::memory_order_relaxed);
      return !Found || nameIn(Found) == Name;
    });
    return Found ? std::optional(static_cast<uint32_t>(Found)) : std::nullopt;
  }

  void add(NameRef Name, uint32_t Value) {
    // A quarter and more stays free, so that each search ends.
    if (Count.fetch_add(1, std::memory_order_relaxed) >= Slots.size() / 4 * 3)
      return;
    const uint64_t New = uint64_t(Name) << 32 | Value;
    probe(Slots, hash(Name), [&](std::atomic<uint64_t> &S) {
      uint64_t Found = 0;
      return S.compare_exchange_strong(Found, New, std::memory_order_relaxed) ||
             nameIn(Found) == Name;
    });
  }
};

} // namespace btfgen

#endif // BTFGEN_DWARF_NAMEMAP_H
