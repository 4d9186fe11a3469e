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
  return intern(Text, hashOf(Text), /*HasName=*/false).Offset;
}

/// \p Hash is the text's. As an identifier, Text may be altered.
uint32_t StringTable::offsetOf(NameRef Name, StringRef Text, uint32_t Hash,
                               bool Identifier) {
  // Identified by offset, a string without characters is taken for a name.
  // It is the same as no name, 0, so that names have duplicates.
  Duplicates |= Text.empty();
  if (Identifier && !isIdentifier(Text))
    return add(altered(Text));
  if (Names::isSymbol(Name))
    return intern(Text, Hash, /*HasName=*/false).Offset;
  const Slot Before = intern(Text, Hash, /*HasName=*/true);
  // That was this name if the other map has it, with this text and not an
  // altered one.
  auto OtherHasIt = [&] {
    return Identifier ? Plain.find(Name).has_value()
                      : isIdentifier(Text) && Identifiers.find(Name);
  };
  if (Before.HasName && !OtherHasIt())
    Duplicates = true;
  return Before.Offset;
}

uint32_t StringTable::lookUp(NameMap &Known, NameRef Name, bool Identifier) {
  auto Find = [&] {
    char Short[4];
    const StringRef Text = NameTable.text(Name, Short);
    return offsetOf(Name, Text, hashOf(Text), Identifier);
  };
  if (!Names::isSymbol(Name))
    return Known.get(Name, Find);
  return OfSymbols.empty() ? Find() : OfSymbols[Names::symbolIndex(Name)];
}

void StringTable::prefetchSlot(uint32_t Hash) const {
  __builtin_prefetch(&Slots[placeOf(Hash) & (Slots.size() - 1)]);
}

/// How many names are added together.
static constexpr size_t AtOnce = 32;

void StringTable::addIdentifiers(MutableArrayRef<uint32_t> Names) {
  struct NewName {
    uint32_t *Place;
    uint32_t Hash;
    char Short[4];
    StringRef Text;
  };
  NewName New[AtOnce];
  for (; !Names.empty();
       Names = Names.drop_front(std::min(AtOnce, Names.size()))) {
    const MutableArrayRef<uint32_t> These = Names.take_front(AtOnce);
    for (NameRef Next : Names.drop_front(These.size()).take_front(AtOnce))
      Identifiers.prefetch(Next);
    size_t NumNew = 0;
    for (uint32_t &Name : These) {
      if (!Name || btfgen::Names::isSymbol(Name)) {
        Name = addIdentifier(Name);
      } else if (const auto Offset = Identifiers.find(Name)) {
        Name = *Offset;
      } else {
        New[NumNew++].Place = &Name;
        NameTable.prefetch(Name);
      }
    }
    const MutableArrayRef<NewName> AllNew(New, NumNew);
    for (NewName &N : AllNew) {
      N.Text = NameTable.text(*N.Place, N.Short);
      N.Hash = hashOf(N.Text);
      prefetchSlot(N.Hash);
    }
    // Some may be the same name.
    for (NewName &N : AllNew)
      *N.Place = Identifiers.get(*N.Place, [&] {
        return offsetOf(*N.Place, N.Text, N.Hash, /*Identifier=*/true);
      });
  }
}

void StringTable::addSymbols() {
  const ArrayRef<StringRef> Symbols = NameTable.symbols();
  OfSymbols.reserve(Symbols.size());
  uint32_t Hashes[AtOnce];
  for (size_t First = 0; First < Symbols.size(); First += AtOnce) {
    const ArrayRef<StringRef> These =
        Symbols.drop_front(First).take_front(AtOnce);
    for (StringRef Next :
         Symbols.drop_front(First + These.size()).take_front(AtOnce))
      __builtin_prefetch(Next.data());
    for (auto [I, Text] : enumerate(These)) {
      Hashes[I] = hashOf(Text);
      prefetchSlot(Hashes[I]);
    }
    for (auto [I, Text] : enumerate(These))
      OfSymbols.push_back(intern(Text, Hashes[I], /*HasName=*/false).Offset);
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

/// The slot of \p Text, as it was before if there was one.
StringTable::Slot StringTable::intern(StringRef Text, uint32_t Hash,
                                      bool HasName) {
  if (Text.empty())
    return {};
  Slot &Place = probe(Slots, placeOf(Hash), [&](const Slot &S) {
    return !S.Offset || (S.HashBits == bitsOf(Hash) && Text == text(S.Offset));
  });
  if (Place.Offset) {
    const Slot Before = Place;
    Place.HasName |= HasName;
    return Before;
  }
  uint32_t Offset = Base ? Base->strings().find(Text) : 0;
  const bool IsNew = !Offset;
  if (IsNew)
    Offset = end();
  // layOut() refuses this much, so the text is not needed.
  if (Offset > BtfMaxNameOffset + 1 || end() > BtfMaxNameOffset + 1)
    return {};
  if (IsNew) {
    Bytes.insert(Bytes.end(), Text.begin(), Text.end());
    Bytes.push_back('\0');
  }
  Place.Offset = Offset;
  Place.HasName = HasName;
  Place.HashBits = bitsOf(Hash);
  const Slot New{Place.Offset, /*HasName=*/0, Place.HashBits};
  if (++NumStrings * 2 > Slots.size())
    grow();
  return New;
}

void StringTable::grow() {
  std::vector<Slot> Old(Slots.size() * 2);
  Old.swap(Slots);
  for (const Slot &S : Old)
    if (S.Offset)
      probe(Slots, placeOf(hashOf(text(S.Offset))),
            [](const Slot &To) { return !To.Offset; }) = S;
}
