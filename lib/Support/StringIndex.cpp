//===- StringIndex.cpp - Finding strings of a string section --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/StringIndex.h"

#include "Support/Delay.h"
#include "Support/Probe.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <bit>
#include <cstring>

using namespace llvm;
using namespace btfgen;

uint32_t StringIndex::hashOf(StringRef Text) {
  return static_cast<uint32_t>(xxh3_64bits(arrayRefFromStringRef(Text)));
}

/// How many bytes of \p Text are NUL.
static size_t countNuls(StringRef Text) {
  // Of each byte the highest bit, if any is set. Sums of eight bytes, which 255
  // words cannot overflow, are taken apart at once.
  constexpr uint64_t Low7 = 0x7f7f7f7f7f7f7f7f;
  size_t NotNul = 0;
  const char *P = Text.data(), *const End = P + Text.size();
  while (End - P >= 8) {
    uint64_t Sums = 0;
    for (unsigned I = 0; I < 255 && End - P >= 8; ++I, P += 8) {
      uint64_t Eight;
      std::memcpy(&Eight, P, 8);
      Sums += (((Eight & Low7) + Low7) | Eight) >> 7 & 0x0101010101010101;
    }
    Sums = (Sums & 0x00ff00ff00ff00ff) + (Sums >> 8 & 0x00ff00ff00ff00ff);
    NotNul += Sums * 0x0001000100010001 >> 48;
  }
  for (; P != End; ++P)
    NotNul += *P != 0;
  return Text.size() - NotNul;
}

StringIndex::StringIndex(StringRef Section) : Section(Section) {
  Own.resize(
      std::bit_ceil(std::max<size_t>(countNuls(Section) * 3 / 2, 1 << 8)));
  Slots = Own;
  const size_t Mask = Own.size() - 1;
  struct Hashed {
    uint32_t Hash, Offset;
  };
  auto Later = delay<Hashed>([&](const Hashed &H) {
    probe(Own, H.Hash, [](const Slot &To) { return !To.Offset; }) = {
        H.Offset, bitsOf(H.Hash)};
  });
  for (size_t Offset = 1; Offset < Section.size() && Offset <= MaxOffset;) {
    StringRef Text(Section.data() + Offset);
    const uint32_t Hash = hashOf(Text);
    Later.push({Hash, static_cast<uint32_t>(Offset)}, &Own[Hash & Mask]);
    Offset += Text.size() + 1;
  }
}

uint32_t StringIndex::find(StringRef Text, uint32_t Hash) const {
  if (Text.empty())
    return 0;
  auto IsText = [&](const Slot &S) {
    const char *Found = Section.data() + S.Offset;
    return S.HashBits == bitsOf(Hash) &&
           S.Offset + Text.size() < Section.size() &&
           std::memcmp(Found, Text.data(), Text.size()) == 0 &&
           !Found[Text.size()];
  };
  return probe(Slots, Hash,
               [&](const Slot &S) { return !S.Offset || IsText(S); })
      .Offset;
}
