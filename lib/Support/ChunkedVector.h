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

#include <atomic>
#include <cstddef>
#include <memory>

namespace btfgen {

template <typename T, unsigned ChunkBits = 10> class ChunkedVector {
  static constexpr size_t ChunkSize = size_t(1) << ChunkBits;
  static constexpr size_t NumChunks = size_t(1) << 16;
  std::unique_ptr<std::atomic<T *>[]> Chunks =
      std::make_unique<std::atomic<T *>[]>(NumChunks);

public:
  static constexpr size_t MaxSize = ChunkSize * NumChunks;

  ChunkedVector() = default;
  ChunkedVector(const ChunkedVector &) = delete;
  ChunkedVector &operator=(const ChunkedVector &) = delete;
  ~ChunkedVector() {
    for (size_t I = 0; I < NumChunks; ++I)
      delete[] Chunks[I].load(std::memory_order_relaxed);
  }

  /// The element at \p Index (< MaxSize), value-initialised at first sight.
  T &operator[](size_t Index) {
    std::atomic<T *> &Place = Chunks[Index >> ChunkBits];
    T *Chunk = Place.load(std::memory_order_acquire);
    if (!Chunk) [[unlikely]] {
      T *New = new T[ChunkSize]();
      if (Place.compare_exchange_strong(Chunk, New, std::memory_order_acq_rel))
        Chunk = New;
      else
        delete[] New;
    }
    return Chunk[Index & (ChunkSize - 1)];
  }
  const T &operator[](size_t Index) const {
    return Chunks[Index >> ChunkBits].load(
        std::memory_order_acquire)[Index & (ChunkSize - 1)];
  }
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_CHUNKEDVECTOR_H
