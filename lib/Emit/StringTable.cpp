//===- StringTable.cpp - The string section -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One hash table of texts, by which equal strings get one offset, and two maps
/// from NameRefs to offsets, by which a name's text is looked at only once.
///
//===----------------------------------------------------------------------===//

#include "Emit/StringTable.h"

#include "BTF/Identifier.h"

#include "Support/HashSeed.h"
#include "Support/Probe.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <bit>

using namespace llvm;
using namespace btfgen;

char DuplicateNames::ID;

void DuplicateNames::log(raw_ostream &OS) const {
  OS << "two references to names mean the same name";
}

std::error_code DuplicateNames::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

StringTable::StringTable(const Names &N, size_t Expected, const BaseIndex *Base)
    : NameTable(N), Base(Base), Start(Base ? Base->stringEnd() : 0),
      Identifiers(Expected),
      Slots(std::bit_ceil(std::max<size_t>(2 * Expected, 1 << 12))),
      Bytes(Base ? 0 : 1, '\0') {
  // More than names of kernels take. What is not used is not there.
  constexpr size_t UsualLength = 32;
  Bytes.reserve(Expected * UsualLength);
}

uint32_t StringTable::add(StringRef Text) {
  return Text.empty() ? 0 : intern(Text, 0);
}

uint32_t StringTable::lookUp(NameMap &Known, NameRef Name, bool Identifier) {
  auto Find = [&] {
    char Short[4];
    StringRef Text = NameTable.text(Name, Short);
    // Identified by offset, a string without characters is taken for a name.
    // It is the same as no name, 0, so that names have duplicates.
    Duplicates |= Text.empty();
    return Identifier && !isIdentifier(Text)
               ? intern(altered(Text), 0)
               : intern(Text, Names::isSymbol(Name) ? 0 : Name);
  };
  if (!Names::isSymbol(Name))
    return Known.get(Name, Find);
  return OfSymbols.empty() ? Find() : OfSymbols[Names::symbolIndex(Name)];
}

void StringTable::addSymbols() {
  const ArrayRef<StringRef> Symbols = NameTable.symbols();
  OfSymbols.reserve(Symbols.size());
  constexpr size_t AtOnce = 32;
  uint32_t Hashes[AtOnce];
  for (size_t First = 0; First < Symbols.size(); First += AtOnce) {
    const ArrayRef<StringRef> These =
        Symbols.slice(First, std::min(AtOnce, Symbols.size() - First));
    for (StringRef Next :
         Symbols.drop_front(First + These.size()).take_front(AtOnce))
      __builtin_prefetch(Next.data());
    for (auto [I, Text] : enumerate(These)) {
      Hashes[I] = hashOf(Text);
      __builtin_prefetch(
          &Slots[seededHash(Hashes[I], hashSeed()) & (Slots.size() - 1)]);
    }
    for (auto [I, Text] : enumerate(These))
      OfSymbols.push_back(intern(Text, Hashes[I], 0));
  }
}

/// A name that the kernel accepts and that still resembles \p Text.
std::string StringTable::altered(StringRef Text) {
  std::string Name = Text.take_front(MaxIdentifierLength - 1).str();
  for (char &C : Name)
    if (!isIdentifierCharacter(C))
      C = '_';
  if (!Name.empty() && isDigit(Name[0]))
    Name.insert(0, 1, '_');
  Diags.add(Omission::RenamedInvalid, Text, "now " + Name);
  return Name;
}

uint32_t StringTable::hashOf(StringRef Text) {
  return static_cast<uint32_t>(xxh3_64bits(arrayRefFromStringRef(Text)));
}

uint32_t StringTable::intern(StringRef Text, uint32_t Hash, NameRef Name) {
  if (Text.empty())
    return 0;
  Slot &Place = probe(Slots, seededHash(Hash, hashSeed()), [&](const Slot &S) {
    return !S.Offset || (S.Hash == Hash && Text == text(S.Offset));
  });
  if (Place.Offset) {
    if (Name && Place.Name && Place.Name != Name)
      Duplicates = true;
    if (Name && !Place.Name)
      Place.Name = Name;
    return Place.Offset;
  }
  uint32_t Offset = Base ? Base->strings().find(Text) : 0;
  if (!Offset) {
    // layOut() refuses this much, so the text is not needed.
    if (end() > BtfMaxNameOffset + 1)
      return 0;
    Offset = Start + Bytes.size();
    Bytes.insert(Bytes.end(), Text.begin(), Text.end());
    Bytes.push_back('\0');
  }
  Place = {Hash, Offset, Name};
  if (++NumStrings * 2 > Slots.size())
    grow();
  return Offset;
}

void StringTable::grow() {
  std::vector<Slot> Old(Slots.size() * 2);
  Old.swap(Slots);
  for (const Slot &S : Old)
    if (S.Offset)
      probe(Slots, seededHash(S.Hash, hashSeed()),
            [](const Slot &To) { return !To.Offset; }) = S;
}
