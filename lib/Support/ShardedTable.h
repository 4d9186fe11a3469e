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
/// look-up takes no lock; an insertion locks one of 64 shards. A single thread
/// has one shard, to be made and freed a thousand times for small modules.
///
/// What is hashed are only ids, eight bytes each. Keys lie in the order of ids:
/// units include headers in the same order, so the next key that is looked for
/// is mostly the next one there as well.
///
/// The ids depend on timing. What does not is each key's lowest occurrence,
/// which the table keeps: callers order by that.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_SHARDEDTABLE_H
#define BTFGEN_SUPPORT_SHARDEDTABLE_H

#include "Support/ChunkedVector.h"
#include "Support/Hash128.h"
#include "Support/HashSeed.h"
#include "Support/Probe.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Compiler.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <memory>
#include <mutex>

namespace btfgen {

class ShardedTable {
public:
  /// An empty table for that many threads; room for \p Expected keys is made
  /// with the first ones.
  explicit ShardedTable(unsigned Threads, size_t Expected = 0)
      : NumShards(Threads > 1 ? 64 : 1),
        FirstCapacity(
            std::bit_ceil(std::max<size_t>(16, Expected * 5 / 2 / NumShards))),
        Shards(std::make_unique<Shard[]>(NumShards)) {}
  ShardedTable(const ShardedTable &) = delete;
  ShardedTable &operator=(const ShardedTable &) = delete;

  struct Result {
    uint32_t Id;
    bool Inserted; ///< exactly one caller per key sees true
  };

  /// Brings the key's cache line closer, to be called some keys ahead.
  void prefetch(const Key128 &Key) const {
    const Array *A = shardOf(Key).Current.load(std::memory_order_acquire);
    __builtin_prefetch(A->Slots.data() + (hash(Key) & (A->Slots.size() - 1)));
  }

  /// Likewise that of the entry which the first slot of \p Key names.
  void prefetchEntry(const Key128 &Key) const {
    const Array *A = shardOf(Key).Current.load(std::memory_order_acquire);
    const uint32_t Id = idOf(A->Slots[hash(Key) & (A->Slots.size() - 1)].load(
        std::memory_order_acquire));
    if (Id)
      __builtin_prefetch(&Entries[Id - 1]);
  }

  /// Whether \p Id, which this thread was given before, is that of \p Key. Then
  /// this does what intern() would do.
  LLVM_ATTRIBUTE_ALWAYS_INLINE bool isKey(uint32_t Id, const Key128 &Key,
                                          uint64_t Occurrence) {
    Entry &E = Entries[Id];
    if (!(E.Key == Key))
      return false;
    lower(E, Occurrence);
    return true;
  }

  /// How many of \p Keys, from the first on, are those of \p First and the ids
  /// that follow it, all of which this thread was given before. For these it
  /// does what intern() would; \p Occurrence is that of the first key, and the
  /// others follow.
  LLVM_ATTRIBUTE_ALWAYS_INLINE size_t countKeys(uint32_t First,
                                                llvm::ArrayRef<Key128> Keys,
                                                uint64_t Occurrence) {
    const Key128 *K = Keys.begin();
    while (K != Keys.end()) {
      llvm::MutableArrayRef<Entry> Some = Entries.from(First);
      Some = Some.take_front(Keys.end() - K);
      for (Entry &E : Some) {
        if (!(E.Key == *K))
          return K - Keys.begin();
        lower(E, Occurrence);
        ++Occurrence;
        ++K;
      }
      First += Some.size();
    }
    return Keys.size();
  }

  /// The id of \p Key, a new one if it was unknown. \p Occurrence is a position
  /// in the input; the table keeps the lowest.
  LLVM_ATTRIBUTE_ALWAYS_INLINE Result intern(const Key128 &Key,
                                             uint64_t Occurrence) {
    return intern(Key, Occurrence, [](uint32_t) {});
  }
  /// Likewise; \p OnInsert(Id) runs before any other thread can see the id.
  template <typename Fn>
  LLVM_ATTRIBUTE_ALWAYS_INLINE Result intern(const Key128 &Key,
                                             uint64_t Occurrence, Fn OnInsert) {
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
  LLVM_ATTRIBUTE_ALWAYS_INLINE Ranked internRanked(const Key128 &Key,
                                                   uint64_t Occurrence,
                                                   Fn OnInsert) {
    Shard &S = shardOf(Key);
    if (uint32_t Found = find(*S.Current.load(std::memory_order_acquire), Key))
        [[likely]]
      return {Found - 1, false, lower(Entries[Found - 1], Occurrence)};
    return insert(S, Key, Occurrence, OnInsert);
  }

  /// Number of ids handed out. Exact when no thread is inserting.
  uint32_t size() const { return NumIds.load(std::memory_order_relaxed); }

  /// Calls \p Visit(Key, Id, FirstSeen) for every key, in the order of ids. No
  /// thread may be inserting.
  template <typename Fn> void forEach(Fn Visit) const {
    for (uint32_t Id = 0, End = size(); Id < End; ++Id) {
      const Entry &E = Entries[Id];
      Visit(E.Key, Id, E.FirstSeen.load(std::memory_order_relaxed));
    }
  }

private:
  struct Entry {
    Key128 Key;
    std::atomic<uint64_t> FirstSeen;
  };

  /// An id and one, 0 if the slot is empty, and above it 32 bits of the key,
  /// which tell almost all keys apart. Written last: who sees it sees the
  /// entry.
  using Slot = std::atomic<uint64_t>;

  struct Array {
    explicit Array(size_t Size)
        : Memory(std::make_unique<Slot[]>(Size)), Slots(Memory.get(), Size) {}

    std::unique_ptr<Slot[]> Memory;
    llvm::MutableArrayRef<Slot> Slots; ///< a power of two of them
    /// The one that it replaced: a reader may still be in it.
    std::unique_ptr<Array> Outgrown = nullptr;
  };

  /// What all shards have before their first key: no memory of their own.
  static Array &nothing() {
    static Array Nothing(1);
    return Nothing;
  }

  struct alignas(64) Shard {
    std::atomic<Array *> Current{&nothing()};
    std::mutex Mutex;
    size_t Count = 0;
    std::unique_ptr<Array> Own; ///< Current, once there is a key
  };

  Shard &shardOf(const Key128 &Key) const {
    return Shards[Key.Hi >> 32 & (NumShards - 1)];
  }

  /// internRanked() of a key that \p S did not have.
  template <typename Fn>
  LLVM_ATTRIBUTE_NOINLINE Ranked insert(Shard &S, const Key128 &Key,
                                        uint64_t Occurrence, Fn OnInsert) {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    Array *A = S.Current.load(std::memory_order_relaxed);
    if (uint32_t Found = find(*A, Key))
      return {Found - 1, false, lower(Entries[Found - 1], Occurrence)};
    if ((S.Count + 1) * 2 > A->Slots.size())
      A = grow(S);
    ++S.Count;
    const uint32_t Id = NumIds.fetch_add(1, std::memory_order_relaxed);
    Entry &E = Entries[Id];
    E.Key = Key;
    E.FirstSeen.store(Occurrence, std::memory_order_relaxed);
    OnInsert(Id);
    place(*A, Key, Id + 1);
    return {Id, true, true};
  }

  /// A longer array with what \p S has. Readers of the old one that miss a key
  /// look again under the lock.
  Array *grow(Shard &S) {
    const Array &Old = *S.Current.load(std::memory_order_relaxed);
    auto New =
        std::make_unique<Array>(std::max(FirstCapacity, Old.Slots.size() * 2));
    for (const Slot &Filled : Old.Slots)
      if (uint32_t Id = idOf(Filled.load(std::memory_order_relaxed)))
        place(*New, Entries[Id - 1].Key, Id);
    S.Current.store(New.get(), std::memory_order_release);
    New->Outgrown = std::move(S.Own);
    S.Own = std::move(New);
    return S.Own.get();
  }

  static uint32_t idOf(uint64_t Slot) { return static_cast<uint32_t>(Slot); }

  uint64_t hash(const Key128 &Key) const { return seededHash(Key.Lo, Seed); }

  /// The id and one, or 0.
  uint32_t find(const Array &A, const Key128 &Key) const {
    uint64_t Seen = 0; // another thread may fill the slot at any time
    probe(A.Slots, hash(Key), [&](const Slot &S) {
      Seen = S.load(std::memory_order_acquire);
      return !Seen || (Seen >> 32 == static_cast<uint32_t>(Key.Hi) &&
                       Entries[idOf(Seen) - 1].Key == Key);
    });
    return idOf(Seen);
  }

  void place(Array &A, const Key128 &Key, uint32_t Id) const {
    probe(A.Slots, hash(Key), [](const Slot &S) {
      return !S.load(std::memory_order_relaxed);
    }).store(Key.Hi << 32 | Id, std::memory_order_release);
  }

  /// Whether \p Value was lower.
  static bool lower(Entry &E, uint64_t Value) {
    std::atomic<uint64_t> &Where = E.FirstSeen;
    uint64_t Seen = Where.load(std::memory_order_relaxed);
    while (Value < Seen)
      if (Where.compare_exchange_weak(Seen, Value, std::memory_order_relaxed))
        return true;
    return false;
  }

  const uint64_t Seed = hashSeed();
  const unsigned NumShards;   ///< a power of two
  const size_t FirstCapacity; ///< of a shard
  std::unique_ptr<Shard[]> Shards;
  ChunkedVector<Entry> Entries; ///< by id
  std::atomic<uint32_t> NumIds{0};
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_SHARDEDTABLE_H
