//===- Delay.h - Prefetching for tables that are filled ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_DELAY_H
#define BTFGEN_SUPPORT_DELAY_H

#include <array>
#include <cstddef>

namespace btfgen {

/// Puts time between knowing where something goes and putting it there, which
/// the memory uses to bring that place closer. In order.
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

  /// Prefetches \p Place; does \p What soon, or on destruction.
  void push(const T &What, const void *Place) {
    __builtin_prefetch(Place, /*rw=*/1);
    T &Oldest = Waiting[Count % Ahead];
    if (Count >= Ahead)
      Do(Oldest);
    Oldest = What;
    ++Count;
  }
};

/// \p Do(T) is called for each T.
template <typename T, typename Fn> Delay<T, Fn> delay(Fn Do) {
  return Delay<T, Fn>(Do);
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_DELAY_H
