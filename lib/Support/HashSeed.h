//===- HashSeed.h - What no input can foresee -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The input must not be able to choose the slots of a hash table: if all names
/// of a file had the same slot, every look-up would be a linear search. So the
/// slot depends on a random number, which differs between processes. Nothing
/// else may depend on it: no order, no id, no byte of a result. Tables that are
/// saved cannot use it.
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
    // Without random numbers the seed is a constant.
    if (::getrandom(&Random, sizeof(Random), GRND_NONBLOCK) != sizeof(Random))
      Random = UINT64_C(0x9e3779b97f4a7c15);
    return Random | 1;
  }();
  return Seed;
}

/// A hash, of 32 bits, whose lower bits say where \p Value belongs in a table.
/// \p Seed is hashSeed().
inline uint64_t seededHash(uint64_t Value, uint64_t Seed) {
  return (Value * Seed) >> 32;
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_HASHSEED_H
