//===- Names.cpp - What identifies a name ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <cstring>

using namespace llvm;
using namespace btfgen;

Expected<std::unique_ptr<Names>>
Names::create(SectionBytes Str, SectionBytes LineStr, Identity By,
              StringRef Prefix, const StringIndex *Known, unsigned Threads) {
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
                By == Identity::ByContent ? Known : nullptr, Threads));
}

Key128 Names::keyOf(StringRef Text) {
  const XXH128_hash_t H = xxh3_128bits(arrayRefFromStringRef(Text));
  return {H.low64, H.high64};
}

StringRef Names::textAt(ArrayRef<uint8_t> Section, uint64_t Offset) {
  const auto *Text = reinterpret_cast<const char *>(Section.data() + Offset);
  return {Text, strnlen(Text, std::min<uint64_t>(MaxLength,
                                                 Section.size() - Offset))};
}

NameRef Names::internAt(ArrayRef<uint8_t> Section, uint64_t Offset) {
  if (Offset >= Section.size())
    return 0;
  return intern(textAt(Section, Offset), true);
}

NameRef Names::intern(StringRef Text, bool Stable) {
  Text = Text.take_front(MaxLength);
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

StringRef Names::text(NameRef Name, char (&Short)[4]) const {
  if (Name == 0)
    return {};
  if (!(Name & ShortBit) && By == Identity::ByContent)
    return Known->text(Name);
  if (!(Name & ShortBit))
    return textAt(Str, Name - 1);
  if ((Name & InternedBits) == InternedBits)
    return Texts[Name & ~InternedBits];
  if (isSymbol(Name))
    return Symbols[symbolIndex(Name)];
  Short[0] = static_cast<char>(Name);
  Short[1] = static_cast<char>(Name >> 8);
  Short[2] = static_cast<char>(Name >> 16);
  Short[3] = 0;
  return Short;
}
