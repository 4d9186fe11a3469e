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

StringIndex::StringIndex(StringRef Section) : Section(Section) {
  Own.resize(
      std::bit_ceil(std::max<size_t>(Section.count('\0') * 3 / 2, 1 << 8)));
  Slots = Own;
  const size_t Mask = Own.size() - 1;
  auto Later = delay<Slot>([&](const Slot &S) {
    probe(Own, S.Hash, [](const Slot &To) { return !To.Offset; }) = S;
  });
  for (size_t Offset = 1; Offset < Section.size();) {
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
    return S.Hash == Hash && S.Offset + Text.size() < Section.size() &&
           std::memcmp(Found, Text.data(), Text.size()) == 0 &&
           !Found[Text.size()];
  };
  return probe(Slots, Hash,
               [&](const Slot &S) { return !S.Offset || IsText(S); })
      .Offset;
}
