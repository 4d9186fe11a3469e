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

static constexpr uint32_t ShortBit = 0x80000000;
static constexpr uint32_t InternedBits = 0xc0000000;

Expected<std::unique_ptr<Names>>
Names::create(SectionBytes Str, SectionBytes LineStr, Identity By) {
  // One check here makes every later read of a string safe.
  for (auto [Section, Name] :
       {std::pair(&Str, ".debug_str"), std::pair(&LineStr, ".debug_line_str")})
    if (!Section->empty() && Section->whole().back() != 0)
      return createStringError(
          "section %s: the last string, at the end of its "
          "0x%llx bytes, is not terminated",
          Name, static_cast<unsigned long long>(Section->size()));
  // NameRef has 31 bits for an offset.
  if (Str.size() >= ShortBit - 1)
    By = Identity::ByContent;
  return std::unique_ptr<Names>(new Names(Str.whole(), LineStr.whole(), By));
}

NameRef Names::fromText(StringRef Text) { return intern(Text, false); }

NameRef Names::internAt(ArrayRef<uint8_t> Section, uint64_t Offset) {
  if (Offset >= Section.size())
    return 0;
  return intern(reinterpret_cast<const char *>(Section.data() + Offset), true);
}

NameRef Names::intern(StringRef Text, bool Stable) {
  if (Text.size() <= 3) {
    uint32_t Packed = 0;
    for (size_t I = 0; I < Text.size(); ++I)
      Packed |= static_cast<uint32_t>(static_cast<uint8_t>(Text[I])) << (8 * I);
    return Text.empty() ? 0 : ShortBit | Packed;
  }
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

StringRef Names::text(NameRef Name, char (&Short)[4]) const {
  if (Name == 0)
    return {};
  if (!(Name & ShortBit))
    return reinterpret_cast<const char *>(Str.data() + Name - 1);
  if ((Name & InternedBits) == InternedBits)
    return Texts[Name & ~InternedBits];
  Short[0] = static_cast<char>(Name);
  Short[1] = static_cast<char>(Name >> 8);
  Short[2] = static_cast<char>(Name >> 16);
  Short[3] = 0;
  return Short;
}
