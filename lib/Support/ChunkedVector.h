//===- ChunkedVector.h - Growing array with stable places -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An array that many threads fill: an element never moves, and different
/// elements may be written at the same time. Indices come from elsewhere (a
/// ShardedTable); memory is added a chunk at a time.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_CHUNKEDVECTOR_H
#define BTFGEN_SUPPORT_CHUNKEDVECTOR_H

#include "llvm/ADT/ArrayRef.h"

#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace btfgen {

template <typename T, unsigned ChunkBits = 10> class ChunkedVector {
  static constexpr size_t ChunkSize = size_t(1) << ChunkBits;

  /// Where the chunks are; replaced by a longer one when more are needed.
  struct Chunks {
    size_t Size;
    std::unique_ptr<std::atomic<T *>[]> At;
    explicit Chunks(size_t Size)
        : Size(Size), At(std::make_unique<std::atomic<T *>[]>(Size)) {}
  };

  std::atomic<Chunks *> Current;
  std::mutex Mutex;
  /// Outgrown ones stay: a reader may still be in one.
  std::vector<std::unique_ptr<Chunks>> All;
  std::vector<std::unique_ptr<T[]>> Owned;

  T *find(size_t Chunk) const {
    const Chunks &C = *Current.load(std::memory_order_acquire);
    return Chunk < C.Size ? C.At[Chunk].load(std::memory_order_acquire)
                          : nullptr;
  }

  T *make(size_t Chunk) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (T *Made = find(Chunk))
      return Made;
    Chunks *C = All.back().get();
    if (Chunk >= C->Size) {
      auto Longer = std::make_unique<Chunks>(std::bit_ceil(Chunk + 1));
      for (size_t I = 0; I < C->Size; ++I)
        Longer->At[I].store(C->At[I].load(std::memory_order_relaxed),
                            std::memory_order_relaxed);
      C = Longer.get();
      All.push_back(std::move(Longer));
      Current.store(C, std::memory_order_release);
    }
    Owned.push_back(std::make_unique<T[]>(ChunkSize));
    C->At[Chunk].store(Owned.back().get(), std::memory_order_release);
    return Owned.back().get();
  }

public:
  ChunkedVector() {
    All.push_back(std::make_unique<Chunks>(16));
    Current.store(All.back().get(), std::memory_order_relaxed);
  }
  ChunkedVector(const ChunkedVector &) = delete;
  ChunkedVector &operator=(const ChunkedVector &) = delete;

  /// The element at \p Index, value-initialised at first sight.
  T &operator[](size_t Index) {
    T *Chunk = find(Index >> ChunkBits);
    if (!Chunk) [[unlikely]]
      Chunk = make(Index >> ChunkBits);
    return Chunk[Index & (ChunkSize - 1)];
  }
  /// Likewise, with those behind it that lie next to it: one or more.
  llvm::MutableArrayRef<T> from(size_t Index) {
    return {&(*this)[Index], ChunkSize - (Index & (ChunkSize - 1))};
  }
  /// Likewise, of an element that there is.
  const T &operator[](size_t Index) const {
    return find(Index >> ChunkBits)[Index & (ChunkSize - 1)];
  }
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_CHUNKEDVECTOR_H
