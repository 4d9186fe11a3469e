//===- RankedBits.h - Numbers for sparse positions --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A bit set with constant-time rank: how many positions of the set are lower
/// than a given one. It has a bit per position and a count per 64 of them.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_RANKEDBITS_H
#define BTFGEN_SUPPORT_RANKEDBITS_H

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace btfgen {

class RankedBits {
  std::vector<uint64_t> Bits;
  /// Positions before each word of Bits that has one.
  std::vector<uint32_t> Ranks;
  uint32_t NumAppended = 0;

  /// In line: processors that have an instruction for it cannot be assumed, and
  /// the compiler calls a library otherwise.
  static uint32_t countBits(uint64_t V) {
    V -= V >> 1 & 0x5555555555555555;
    V = (V & 0x3333333333333333) + (V >> 2 & 0x3333333333333333);
    V = (V + (V >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return V * 0x0101010101010101 >> 56;
  }

public:
  static constexpr uint32_t NotAdded = UINT32_MAX;

  /// Empty, for positions below \p NumPositions.
  void reset(uint64_t NumPositions) {
    Bits.assign(NumPositions / 64 + 1, 0);
    Ranks.resize(Bits.size());
    NumAppended = 0;
  }
  /// Adds a position above all others. After nothing but this, finish() need
  /// not be called.
  void append(uint32_t Position) {
    uint64_t &Word = Bits[Position / 64];
    if (!Word)
      Ranks[Position / 64] = NumAppended;
    Word |= uint64_t(1) << (Position % 64);
    ++NumAppended;
  }
  void add(uint32_t Position) {
    Bits[Position / 64] |= uint64_t(1) << (Position % 64);
  }
  /// Adds the positions that \p From (which may be this set) has in
  /// [\p FromAt, \p FromAt + \p Length), moved to \p At and above, and returns
  /// how many they are.
  uint32_t addRange(const RankedBits &From, uint32_t FromAt, uint32_t At,
                    uint32_t Length) {
    uint32_t Count = 0;
    while (Length) {
      // As many as lie in one word on both sides.
      const uint32_t Some = std::min({Length, 64 - FromAt % 64, 64 - At % 64});
      uint64_t Word = From.Bits[FromAt / 64] >> FromAt % 64;
      if (Some < 64)
        Word &= (uint64_t(1) << Some) - 1;
      Bits[At / 64] |= Word << At % 64;
      Count += countBits(Word);
      FromAt += Some;
      At += Some;
      Length -= Some;
    }
    return Count;
  }
  /// Calls \p Visit(position) for each one that was added, ascending.
  template <typename Fn> void forEach(Fn Visit) const {
    for (size_t I = 0; I < Bits.size(); ++I)
      for (uint64_t Word = Bits[I]; Word; Word &= Word - 1)
        Visit(static_cast<uint32_t>(I * 64 + std::countr_zero(Word)));
  }
  /// To be called after the last add() and before the first find().
  void finish() {
    uint32_t Sum = 0;
    for (size_t I = 0; I < Bits.size(); ++I) {
      Ranks[I] = Sum;
      Sum += countBits(Bits[I]);
    }
  }

  /// The number of positions added below \p Position, or NotAdded.
  uint32_t find(uint32_t Position) const {
    return view().find(Position, countBits);
  }

  /// For many look-ups in a row, which compilers keep in registers. Nothing may
  /// be added meanwhile.
  class View {
    const uint64_t *Bits;
    const uint32_t *Ranks;
    size_t NumWords;

  public:
    explicit View(const RankedBits &Of)
        : Bits(Of.Bits.data()), Ranks(Of.Ranks.data()),
          NumWords(Of.Bits.size()) {}
    /// As RankedBits::find(), with another way to count the bits of a word.
    template <typename Fn> uint32_t find(uint32_t Position, Fn Count) const {
      const size_t Word = Position / 64;
      if (Word >= NumWords) [[unlikely]]
        return NotAdded;
      const uint64_t Bit = uint64_t(1) << (Position % 64);
      if (!(Bits[Word] & Bit)) [[unlikely]]
        return NotAdded;
      return Ranks[Word] + Count(Bits[Word] & (Bit - 1));
    }
  };
  View view() const { return View(*this); }
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_RANKEDBITS_H
