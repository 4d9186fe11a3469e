//===- Names.cpp - What identifies a name ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"

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
      new Names(Str, LineStr.whole(), By, Prefix,
                By == Identity::ByContent ? Known : nullptr));
}

static Key128 keyOf(StringRef Text) {
  const XXH128_hash_t H = xxh3_128bits(arrayRefFromStringRef(Text));
  return {H.low64, H.high64};
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
  return internUnknown(Text, keyOf(Text), Stable);
}

/// Not one of Known, nor short. \p Key is its keyOf().
NameRef Names::internUnknown(StringRef Text, const Key128 &Key, bool Stable) {
  auto Keep = [&](uint32_t Id) {
    if (!Stable) {
      std::lock_guard<std::mutex> Lock(CopyMutex);
      Text = Text.copy(Copies);
    }
    Texts[Id] = Text;
  };
  uint32_t Id = Table.intern(Key, 0, Keep).Id;
  return InternedBits | Id;
}

void Names::findAll(unsigned Threads) {
  // With a prefix, a name is not what is written there.
  if (!Known || !Prefix.empty())
    return;
  Parts.resize((Str.size() + PartSize - 1) / PartSize);
  parallelFor(Parts.size(), Threads, [&](size_t I, unsigned) {
    findIn(Parts[I], I * PartSize);
    // Modules repeat their strings unit by unit, up to a hundred megabytes of
    // them. Few are read again.
    StrBytes.release(I * PartSize, PartSize);
  });
}

/// Likewise in \p Part, which starts at offset \p Begin.
void Names::findIn(StrPart &Part, uint64_t Begin) {
  // Looked up many at a time: while the memory brings one, others are asked
  // for.
  struct Wanted {
    StringRef Text;
    uint32_t Hash, Index;
  };
  constexpr size_t BatchSize = 32;
  Wanted Batch[BatchSize];
  Key128 Keys[BatchSize];
  size_t NumWanted = 0;
  auto FindBatch = [&] {
    for (size_t I = 0; I < NumWanted; ++I)
      Known->prefetchText(Batch[I].Hash);
    size_t NumUnknown = 0;
    for (size_t I = 0; I < NumWanted; ++I) {
      const Wanted &W = Batch[I];
      const uint32_t At = Known->find(W.Text, W.Hash);
      if (At && !(At & ShortBit)) {
        Part.Names[W.Index] = At;
        continue;
      }
      Keys[NumUnknown] = keyOf(W.Text);
      Table.prefetch(Keys[NumUnknown]);
      Batch[NumUnknown++] = W;
    }
    // What is not released would keep pages around it: so it is copied.
    for (size_t I = 0; I < NumUnknown; ++I)
      Part.Names[Batch[I].Index] =
          internUnknown(Batch[I].Text, Keys[I], /*Stable=*/false);
    NumWanted = 0;
  };
  const uint64_t Size = std::min<uint64_t>(PartSize, Str.size() - Begin);
  Part.Starts.resize((Size + 63) / 64);
  Part.Before.resize(Part.Starts.size());
  const auto *Text = reinterpret_cast<const char *>(Str.data());
  uint64_t Offset = Begin;
  if (Begin)
    while (Offset < Begin + Size && Text[Offset - 1])
      ++Offset;
  while (Offset < Begin + Size) {
    const StringRef S(Text + Offset);
    if (S.empty()) {
      ++Offset;
      continue;
    }
    const uint64_t Place = Offset - Begin;
    Part.Starts[Place / 64] |= uint64_t(1) << Place % 64;
    if (S.size() <= 3) {
      Part.Names.push_back(pack(S));
    } else {
      const uint32_t Hash = StringIndex::hashOf(S);
      Known->prefetchSlot(Hash);
      Batch[NumWanted++] = {S, Hash, static_cast<uint32_t>(Part.Names.size())};
      Part.Names.push_back(0);
      if (NumWanted == BatchSize)
        FindBatch();
    }
    Offset += S.size() + 1;
  }
  FindBatch();
  uint32_t Sum = 0;
  for (size_t I = 0; I < Part.Starts.size(); ++I) {
    Part.Before[I] = Sum;
    Sum += std::popcount(Part.Starts[I]);
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
