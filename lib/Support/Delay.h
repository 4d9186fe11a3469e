//===- Delay.h - Prefetching for tables that are filled ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Hides the latency of memory from loops that write to scattered places.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_DELAY_H
#define BTFGEN_SUPPORT_DELAY_H

#include <array>
#include <cstddef>

namespace btfgen {

/// A small FIFO that prefetches a place and acts on it some entries later, when
/// the place is in the cache. Keeps the order.
template <typename T, typename Fn, size_t Ahead = 16> class Delay {
  std::array<T, Ahead> Waiting;
  size_t Count = 0;
  Fn Do;

public:
  explicit Delay(Fn Do) : Do(Do) {}
  Delay(const Delay &) = delete;
  Delay &operator=(const Delay &) = delete;
  ~Delay() {
    for (size_t I = Count < Ahead ? 0 : Count - Ahead; I < Count; ++I)
      Do(Waiting[I % Ahead]);
  }

  /// Prefetches \p Place. Acts on \p What some calls later, or on destruction.
  void push(const T &What, const void *Place) {
    __builtin_prefetch(Place, /*rw=*/1);
    T &Oldest = Waiting[Count % Ahead];
    if (Count >= Ahead)
      Do(Oldest);
    Oldest = What;
    ++Count;
  }
};

/// A Delay that calls \p Do(T) for each T.
template <typename T, typename Fn> Delay<T, Fn> delay(Fn Do) {
  return Delay<T, Fn>(Do);
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_DELAY_H
