//===- ShardedTable.h - Concurrent map from keys to ids ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Maps 128-bit keys to small ids from many threads at once. Almost every call
/// finds its key (a kernel has 5 million type entries of 43,000 kinds), so a
/// look-up takes no lock; an insertion locks one of 64 shards.
///
/// The ids depend on timing. What does not is each key's lowest occurrence,
/// which the table keeps: callers order by that.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_SHARDEDTABLE_H
#define BTFGEN_SUPPORT_SHARDEDTABLE_H

#include "Support/Hash128.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <memory>
#include <mutex>

namespace btfgen {

class ShardedTable {
public:
  /// Half a cache line; Id is written last, so a reader that sees it sees the
  /// key.
  struct Slot {
    Key128 Key;
    std::atomic<uint64_t> FirstSeen;
    std::atomic<uint32_t> Id; ///< id + 1; 0: empty
  };

  /// An empty table; room for \p Expected keys is made with the first ones.
  explicit ShardedTable(size_t Expected = 0)
      : FirstCapacity(
            std::bit_ceil(std::max<size_t>(16, Expected * 5 / 2 / NumShards))) {
    for (Shard &S : Shards)
      S.Current.store(&nothing(), std::memory_order_relaxed);
  }
  ShardedTable(const ShardedTable &) = delete;
  ShardedTable &operator=(const ShardedTable &) = delete;

  struct Result {
    uint32_t Id;
    bool Inserted; ///< exactly one caller per key sees true
  };

  /// Brings the key's cache line closer, to be called some keys ahead.
  void prefetch(const Key128 &Key) const {
    const Shard &S = Shards[Key.Hi >> ShardShift];
    const Array *A = S.Current.load(std::memory_order_acquire);
    __builtin_prefetch(&A->Slots[Key.Lo & A->Mask]);
  }

  /// The id of \p Key, a new one if it was unknown. \p Occurrence is a position
  /// in the input; the table keeps the lowest.
  Result intern(const Key128 &Key, uint64_t Occurrence) {
    return intern(Key, Occurrence, [](uint32_t) {});
  }
  /// Likewise; \p OnInsert(Id) runs before any other thread can see the id.
  template <typename Fn>
  Result intern(const Key128 &Key, uint64_t Occurrence, Fn OnInsert) {
    Ranked R = internRanked(Key, Occurrence, OnInsert);
    return {R.Id, R.Inserted};
  }

  struct Ranked {
    uint32_t Id;
    bool Inserted;
    /// No lower occurrence was known. Of the callers that see true, one brought
    /// what becomes FirstSeen.
    bool Lowest;
  };
  /// Likewise, for callers that keep what came with the lowest occurrence.
  template <typename Fn>
  Ranked internRanked(const Key128 &Key, uint64_t Occurrence, Fn OnInsert) {
    Shard &S = Shards[Key.Hi >> ShardShift];
    Array *A = S.Current.load(std::memory_order_acquire);
    bool Lowest = false;
    if (Slot *F = find(*A, Key)) {
      Lowest = lower(F->FirstSeen, Occurrence);
      // The shard may have grown meanwhile: then the copy must know as well.
      if (S.Current.load(std::memory_order_seq_cst) == A) [[likely]]
        return {F->Id.load(std::memory_order_relaxed) - 1, false, Lowest};
    }
    std::lock_guard<std::mutex> Lock(S.Mutex);
    A = S.Current.load(std::memory_order_relaxed);
    if (Slot *F = find(*A, Key)) {
      Lowest |= lower(F->FirstSeen, Occurrence);
      return {F->Id.load(std::memory_order_relaxed) - 1, false, Lowest};
    }
    if ((S.Count + 1) * 2 > A->Mask + 1) {
      S.grow(std::max(FirstCapacity, (A->Mask + 1) * 2));
      A = S.Current.load(std::memory_order_relaxed);
    }
    ++S.Count;
    uint32_t Id = NumIds.fetch_add(1, std::memory_order_relaxed);
    OnInsert(Id);
    place(*A, Key, Occurrence, Id + 1);
    return {Id, true, true};
  }

  /// Number of ids handed out. Exact when no thread is inserting.
  uint32_t size() const { return NumIds.load(std::memory_order_relaxed); }

  /// Calls \p Visit(Key, Id, FirstSeen) for every key, in no useful order. No
  /// thread may be inserting.
  template <typename Fn> void forEach(Fn Visit) const {
    for (const Shard &S : Shards) {
      const Array &A = *S.Current.load(std::memory_order_acquire);
      for (size_t I = 0; I <= A.Mask; ++I)
        if (uint32_t Id = A.Slots[I].Id.load(std::memory_order_relaxed))
          Visit(A.Slots[I].Key, Id - 1,
                A.Slots[I].FirstSeen.load(std::memory_order_relaxed));
    }
  }

private:
  static constexpr unsigned NumShards = 64;
  static constexpr unsigned ShardShift = 64 - 6;

  struct Array {
    size_t Mask;
    std::unique_ptr<Slot[]> Slots;
    /// The one that it replaced: a reader may still be in it.
    std::unique_ptr<Array> Outgrown = nullptr;
  };

  /// What all shards have before their first key: no memory of their own.
  static Array &nothing() {
    static Array Nothing{0, std::make_unique<Slot[]>(1)};
    return Nothing;
  }

  struct alignas(64) Shard {
    std::atomic<Array *> Current{nullptr};
    std::mutex Mutex;
    size_t Count = 0;
    std::unique_ptr<Array> Own; ///< Current, once there is a key

    void grow(size_t Capacity) {
      auto New = std::make_unique<Array>();
      New->Mask = Capacity - 1;
      New->Slots = std::make_unique<Slot[]>(Capacity);
      const Array &Old = *Current.load(std::memory_order_relaxed);
      // Published before it is filled would lose keys, filled before it is
      // published would lose lowered occurrences: so fill, publish, and fold
      // the occurrences in once more. A reader that lowers the old array
      // afterwards sees the new one and retries under the lock.
      for (size_t I = 0; I <= Old.Mask; ++I)
        if (uint32_t Id = Old.Slots[I].Id.load(std::memory_order_relaxed))
          place(*New, Old.Slots[I].Key,
                Old.Slots[I].FirstSeen.load(std::memory_order_relaxed), Id);
      Current.store(New.get(), std::memory_order_seq_cst);
      for (size_t I = 0; I <= Old.Mask; ++I)
        if (Old.Slots[I].Id.load(std::memory_order_relaxed))
          lower(find(*New, Old.Slots[I].Key)->FirstSeen,
                Old.Slots[I].FirstSeen.load(std::memory_order_seq_cst));
      New->Outgrown = std::move(Own);
      Own = std::move(New);
    }
  };

  static Slot *find(const Array &A, const Key128 &Key) {
    for (size_t I = Key.Lo & A.Mask;; I = (I + 1) & A.Mask) {
      Slot &S = A.Slots[I];
      if (!S.Id.load(std::memory_order_acquire))
        return nullptr;
      if (S.Key.Lo == Key.Lo && S.Key.Hi == Key.Hi)
        return &S;
    }
  }

  static void place(Array &A, const Key128 &Key, uint64_t Seen, uint32_t Id) {
    size_t I = Key.Lo & A.Mask;
    while (A.Slots[I].Id.load(std::memory_order_relaxed))
      I = (I + 1) & A.Mask;
    A.Slots[I].Key = Key;
    A.Slots[I].FirstSeen.store(Seen, std::memory_order_relaxed);
    A.Slots[I].Id.store(Id, std::memory_order_release);
  }

  /// Whether \p Value was lower.
  static bool lower(std::atomic<uint64_t> &Where, uint64_t Value) {
    uint64_t Seen = Where.load(std::memory_order_relaxed);
    while (Value < Seen)
      if (Where.compare_exchange_weak(Seen, Value, std::memory_order_seq_cst))
        return true;
    return false;
  }

  const size_t FirstCapacity; ///< of a shard
  Shard Shards[NumShards];
  std::atomic<uint32_t> NumIds{0};
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_SHARDEDTABLE_H
