//===- Names.cpp - What identifies a name ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"

#include "Support/Delay.h"
#include "Support/Parallel.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <cstring>

using namespace llvm;
using namespace btfgen;

Expected<std::unique_ptr<Names>> Names::create(SectionBytes Str,
                                               SectionBytes LineStr,
                                               Identity By, StringRef Prefix,
                                               const StringIndex *Known) {
  // One check here makes every later read of a string safe.
  for (auto [Section, Name] :
       {std::pair(&Str, ".debug_str"), std::pair(&LineStr, ".debug_line_str")})
    if (!Section->empty() && Section->whole().back() != 0)
      return createStringError(
          "section %s: the last string, at the end of its "
          "0x%llx bytes, is not terminated",
          Name, static_cast<unsigned long long>(Section->size()));
  // NameRef has 31 bits for an offset; names that are cut to a prefix have
  // many.
  if (Str.size() >= ShortBit - 1 || !Prefix.empty())
    By = Identity::ByContent;
  return std::unique_ptr<Names>(
      new Names(Str.whole(), LineStr.whole(), By, Prefix,
                By == Identity::ByContent ? Known : nullptr));
}

NameRef Names::internAt(ArrayRef<uint8_t> Section, uint64_t Offset) {
  if (Offset >= Section.size())
    return 0;
  return intern(reinterpret_cast<const char *>(Section.data() + Offset), true);
}

NameRef Names::intern(StringRef Text, bool Stable) {
  if (!Prefix.empty() && Text.starts_with(Prefix))
    Text = Prefix;
  if (Text.size() <= 3)
    return pack(Text);
  if (Known)
    if (uint32_t Offset = Known->find(Text); Offset && !(Offset & ShortBit))
      return Offset;
  return internUnknown(Text, Stable);
}

/// Not one of Known, nor short.
NameRef Names::internUnknown(StringRef Text, bool Stable) {
  XXH128_hash_t H = xxh3_128bits(arrayRefFromStringRef(Text));
  auto Keep = [&](uint32_t Id) {
    if (!Stable) {
      std::lock_guard<std::mutex> Lock(CopyMutex);
      Text = Text.copy(Copies);
    }
    Texts[Id] = Text;
  };
  uint32_t Id = Table.intern({H.low64, H.high64}, 0, Keep).Id;
  return InternedBits | Id;
}

void Names::findAll(unsigned Threads) {
  // With a prefix, a name is not what is written there.
  if (!Known || !Prefix.empty())
    return;
  Found.resize((Str.size() + CellSize - 1) / CellSize);
  // Parts begin at cells of their own.
  constexpr uint64_t MinPart = 1 << 16;
  const uint64_t Parts = std::clamp<uint64_t>(Str.size() / MinPart, 1, Threads);
  auto Bound = [&](uint64_t I) {
    return I == Parts ? Str.size() : Str.size() * I / Parts & -CellSize;
  };
  parallelFor(Parts, Threads,
              [&](size_t I, unsigned) { findIn(Bound(I), Bound(I + 1)); });
}

/// Likewise of strings that begin in a part of .debug_str.
void Names::findIn(uint64_t Begin, uint64_t End) {
  struct Wanted {
    StringRef Text;
    uint64_t Offset;
    uint32_t Hash;
  };
  auto Find = delay<Wanted>([&](const Wanted &W) {
    const uint32_t At = Known->find(W.Text, W.Hash);
    NameRef &Cell = Found[W.Offset / CellSize];
    Cell = At && !(At & ShortBit) ? At : internUnknown(W.Text, true);
  });
  auto Look = delay<Wanted>([&](const Wanted &W) {
    Known->prefetchText(W.Hash);
    Find.push(W, W.Text.data());
  });
  const auto *Text = reinterpret_cast<const char *>(Str.data());
  uint64_t Offset = Begin;
  if (Begin)
    while (Offset < End && Text[Offset - 1])
      ++Offset;
  uint64_t LastCell = UINT64_MAX;
  while (Offset < End) {
    const StringRef S(Text + Offset);
    // Two that start in one cell would be mistaken for each other.
    const bool IsAlone = Offset / CellSize != LastCell && S.size() >= CellSize;
    LastCell = Offset / CellSize;
    if (IsAlone) {
      const uint32_t Hash = StringIndex::hashOf(S);
      Known->prefetchSlot(Hash);
      Look.push({S, Offset, Hash}, S.data());
    }
    Offset += S.size() + 1;
  }
}

StringRef Names::text(NameRef Name, char (&Short)[4]) const {
  if (Name == 0)
    return {};
  if (!(Name & ShortBit) && By == Identity::ByContent)
    return Known->text(Name);
  if (!(Name & ShortBit))
    return reinterpret_cast<const char *>(Str.data() + Name - 1);
  if ((Name & InternedBits) == InternedBits)
    return Texts[Name & ~InternedBits];
  if (isSymbol(Name))
    return SymbolNames[Name & ~SymbolBits];
  Short[0] = static_cast<char>(Name);
  Short[1] = static_cast<char>(Name >> 8);
  Short[2] = static_cast<char>(Name >> 16);
  Short[3] = 0;
  return Short;
}
