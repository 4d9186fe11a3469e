//===- HashSeed.h - What no input can foresee -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where in a hash table something is looked for first must not be the input's
/// choice: a file whose names are chosen so that all of them belong in one
/// place would make every look-up a search. So the place depends on a number
/// that is another one in each process. Nothing else may depend on it: no
/// order, no id, no byte of a result. Tables that are saved cannot use it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_HASHSEED_H
#define BTFGEN_SUPPORT_HASHSEED_H

#include <cstdint>
#include <sys/random.h>

namespace btfgen {

/// An odd random number, the same in all of the process.
inline uint64_t hashSeed() {
  static const uint64_t Seed = [] {
    uint64_t Random = 0;
    // Where there is none, it is as it would be without a seed.
    if (::getrandom(&Random, sizeof(Random), GRND_NONBLOCK) != sizeof(Random))
      Random = UINT64_C(0x9e3779b97f4a7c15);
    return Random | 1;
  }();
  return Seed;
}

/// Where a value belongs in a table of \p Mask + 1 slots, a power of two of at
/// most 2^32. \p Seed is hashSeed().
inline uint64_t placeOf(uint64_t Value, uint64_t Seed, uint64_t Mask) {
  return (Value * Seed) >> 32 & Mask;
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_HASHSEED_H
