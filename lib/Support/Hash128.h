//===- Hash128.h - 128-bit content keys -------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The hash that decides whether two types are the same. 128 bits, so that an
/// accidental collision among the types of all kernels ever built is out of
/// reach; two independent 64-bit lanes with a multiplication each, so that a
/// struct member costs few cycles. Unseeded: equal input gives equal keys in
/// every run and on every machine (llvm::hash_combine does not promise that).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_HASH128_H
#define BTFGEN_SUPPORT_HASH128_H

#include <bit>
#include <compare>
#include <cstdint>

namespace btfgen {

struct Key128 {
  uint64_t Lo = 0;
  uint64_t Hi = 0;
  auto operator<=>(const Key128 &) const = default;
};

/// Accumulates 64-bit words in order. Cheap to copy.
class Hasher128 {
  static constexpr uint64_t K0 = 0x9e3779b97f4a7c15; // golden ratio
  static constexpr uint64_t K1 = 0xd6e8feb86659fd93;
  static constexpr uint64_t K2 = 0xa0761d6478bd642f;
  static constexpr uint64_t K3 = 0xe7037ed1a0b428db;
  uint64_t A;
  uint64_t B;

  /// The folded 128-bit product: every input bit reaches every output bit.
  static uint64_t fold(uint64_t X, uint64_t Y) {
    unsigned __int128 P = static_cast<unsigned __int128>(X) * Y;
    return static_cast<uint64_t>(P) ^ static_cast<uint64_t>(P >> 64);
  }

public:
  explicit Hasher128(uint64_t Seed) : A(Seed ^ K2), B(Seed * K1 + K3) {}

  /// Adds two words. The inner products do not depend on the state, so the
  /// processor overlaps those of following members.
  void add(uint64_t X, uint64_t Y) {
    uint64_t M = fold(X ^ K0, Y ^ K2);
    uint64_t N = fold(Y ^ K1, std::rotl(X, 32) ^ K3);
    A = fold(A ^ M, K1);
    B = (std::rotl(B, 23) ^ N) * K0;
  }
  void add(uint64_t X, const Key128 &Y) {
    uint64_t M = fold(X ^ K0, Y.Lo ^ K2);
    uint64_t N = fold(Y.Hi ^ K1, std::rotl(X, 32) ^ K3);
    A = fold(A ^ M, K1);
    B = (std::rotl(B, 23) ^ N) * K0;
  }

  /// The key of what was added. Both lanes reach both words.
  Key128 finish() const {
    uint64_t X = fold(A ^ K3, std::rotl(B, 32) ^ K0);
    uint64_t Y = fold(B ^ K2, A ^ K1);
    return {X, Y};
  }
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_HASH128_H
