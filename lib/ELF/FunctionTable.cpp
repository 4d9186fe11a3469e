//===- FunctionTable.cpp - Functions by base name -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel has 200,000 symbols and 60,000 functions. Names are hashed once,
// when they are found; sorting compares their first 16 bytes as two numbers and
// looks at the rest only where these are equal.
//
//===----------------------------------------------------------------------===//

#include "ELF/FunctionTable.h"

#include "ELF/SymbolTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <cstring>

using namespace llvm;
using namespace btfgen;

static uint64_t bucket(uint64_t Hash, uint32_t Entry) {
  return (Hash >> 32 << 32 | Entry) + 1;
}
static uint32_t entryIn(uint64_t Bucket) {
  return static_cast<uint32_t>(Bucket - 1);
}

namespace btfgen {

class FunctionTableBuilder {
public:
  FunctionTableBuilder(const ObjectImage &Image, bool Kfuncs)
      : Image(Image), Ids(Kfuncs ? Image.find(".BTF_ids") : nullptr) {
    resizeBuckets(1 << 12);
  }

  Expected<std::unique_ptr<FunctionTable>> run();

private:
  struct Found {
    StringRef Name;
    uint64_t Address;
    uint32_t Entry;
    bool Defined;
  };
  struct Known {
    StringRef Base;
    uint64_t Hash;
    uint32_t NumSymbols = 0;
  };

  void add(const btfgen::Symbol &S);
  uint32_t intern(StringRef Base);
  void resizeBuckets(size_t Capacity);
  void place(uint64_t Hash, uint32_t Entry);
  void fill(FunctionTable &T);
  Error markKfuncs(FunctionTable &T) const;

  const ObjectImage &Image;
  const SectionInfo *Ids;
  std::vector<Found> Functions;  ///< in order of the symbol table
  std::vector<Known> Entries;    ///< in order of first symbol
  std::vector<uint64_t> Buckets; ///< as FunctionTable's
  std::vector<std::pair<StringRef, uint64_t>> IdFunctions; ///< name, offset
  std::vector<std::pair<uint64_t, uint64_t>> IdSets;       ///< offset, size
};

} // namespace btfgen

void FunctionTableBuilder::resizeBuckets(size_t Capacity) {
  Buckets.assign(Capacity, 0);
  for (size_t I = 0; I < Entries.size(); ++I)
    place(Entries[I].Hash, I);
}

void FunctionTableBuilder::place(uint64_t Hash, uint32_t Entry) {
  const size_t Mask = Buckets.size() - 1;
  size_t I = Hash & Mask;
  while (Buckets[I])
    I = (I + 1) & Mask;
  Buckets[I] = bucket(Hash, Entry);
}

uint32_t FunctionTableBuilder::intern(StringRef Base) {
  const uint64_t Hash = xxh3_64bits(Base);
  const size_t Mask = Buckets.size() - 1;
  for (size_t I = Hash & Mask; Buckets[I]; I = (I + 1) & Mask)
    if (uint32_t Entry = entryIn(Buckets[I]);
        Buckets[I] == bucket(Hash, Entry) && Entries[Entry].Base == Base)
      return Entry;
  Entries.push_back({Base, Hash});
  if (Entries.size() * 2 > Buckets.size())
    resizeBuckets(Buckets.size() * 2);
  else
    place(Hash, Entries.size() - 1);
  return Entries.size() - 1;
}

void FunctionTableBuilder::add(const btfgen::Symbol &S) {
  if (Ids && S.SectionIndex == Ids->Index) {
    StringRef Name = S.Name;
    if (Name.consume_front("__BTF_ID__func__"))
      IdFunctions.push_back({Name, S.Address - Ids->Address});
    else if (Name.starts_with("__BTF_ID__set8__"))
      IdSets.push_back({S.Address - Ids->Address, S.Size});
    return;
  }
  if (S.Type != ELF::STT_FUNC)
    return;
  StringRef Base = S.Name;
  size_t Dot = Base.find('.');
  if (Dot != StringRef::npos) {
    StringRef Suffix = Base.substr(Dot);
    if (Suffix.contains(".cold") || Suffix.contains(".part"))
      return;
    Base = Base.substr(0, Dot);
  }
  uint32_t Entry = intern(Base);
  ++Entries[Entry].NumSymbols;
  Functions.push_back(
      {S.Name, S.Address, Entry, S.SectionIndex != ELF::SHN_UNDEF});
}

void FunctionTableBuilder::fill(FunctionTable &T) {
  T.Entries.resize(Entries.size());
  for (size_t I = 0; I < Entries.size(); ++I) {
    FunctionTable::Entry &E = T.Entries[I];
    E.BaseName = Entries[I].Base;
    E.NumSymbols = Entries[I].NumSymbols;
  }
  uint32_t Sum = 0;
  for (FunctionTable::Entry &E : T.Entries) {
    E.FirstSymbol = Sum;
    Sum += E.NumSymbols;
    E.NumSymbols = 0;
  }
  // What is undefined here has no address that could contradict another.
  constexpr uint64_t NoAddress = UINT64_MAX;
  std::vector<uint64_t> Defined(Entries.size(), NoAddress);
  T.Symbols.resize(Functions.size());
  for (const Found &F : Functions) {
    FunctionTable::Entry &E = T.Entries[F.Entry];
    T.Symbols[E.FirstSymbol + E.NumSymbols++] = {F.Name, F.Address};
    E.HasSuffixes |= F.Name.size() != E.BaseName.size();
    if (!F.Defined)
      continue;
    uint64_t &Address = Defined[F.Entry];
    E.AmbiguousAddress |= Address != NoAddress && Address != F.Address;
    Address = F.Address;
  }
  for (const FunctionTable::Entry &E : T.Entries)
    if (E.NumSymbols > 1)
      std::stable_sort(
          T.Symbols.begin() + E.FirstSymbol,
          T.Symbols.begin() + E.FirstSymbol + E.NumSymbols,
          [](const FunctionTable::Symbol &X, const FunctionTable::Symbol &Y) {
            return X.Address < Y.Address;
          });
  T.Buckets = std::move(Buckets);
}

/// A set8 is a count, flags and pairs of id and flags (SPEC 1.7); it lists
/// kfuncs if its flags say so (BTF_SET8_KFUNCS, 1 << 0).
Error FunctionTableBuilder::markKfuncs(FunctionTable &T) const {
  if (!Ids || IdFunctions.empty() || IdSets.empty())
    return Error::success();
  Expected<SectionBytes> Section = Image.bytes(*Ids);
  if (!Section)
    return Section.takeError();
  ArrayRef<uint8_t> Bytes = Section->whole();
  auto SecondWord = [&](uint64_t Offset) -> uint32_t {
    if (Bytes.size() < 8 || Offset > Bytes.size() - 8)
      return 0;
    return support::endian::read<uint32_t>(
        Bytes.data() + Offset + 4,
        Image.isLittleEndian() ? endianness::little : endianness::big);
  };
  std::vector<std::pair<uint64_t, uint64_t>> Sets;
  for (auto [Offset, Size] : IdSets)
    if (SecondWord(Offset) & 1)
      Sets.push_back({Offset, Size});
  llvm::sort(Sets);
  for (auto [Name, Offset] : IdFunctions) {
    auto It = partition_point(Sets, [Offset = Offset](const auto &Set) {
      return Set.first <= Offset;
    });
    if (It == Sets.begin() ||
        Offset - std::prev(It)->first >= std::prev(It)->second)
      continue;
    // NAME__NUMBER, where NAME may contain "__".
    size_t Cut = Name.rfind('_');
    if (Cut == StringRef::npos || Cut == 0 || Name[Cut - 1] != '_')
      continue;
    uint32_t Key = T.find(Name.substr(0, Cut - 1));
    if (Key == UINT32_MAX)
      continue;
    T.Entries[Key].IsKfunc = true;
    T.Entries[Key].KfuncFlags = SecondWord(Offset);
  }
  return Error::success();
}

Expected<std::unique_ptr<FunctionTable>> FunctionTableBuilder::run() {
  if (Error E = forEachSymbol(Image, [&](const btfgen::Symbol &S) { add(S); }))
    return E;
  auto T = std::make_unique<FunctionTable>();
  fill(*T);
  if (Error E = markKfuncs(*T))
    return E;
  return T;
}

Expected<std::unique_ptr<FunctionTable>>
FunctionTable::read(const ObjectImage &Image, bool Kfuncs) {
  return FunctionTableBuilder(Image, Kfuncs).run();
}

uint32_t FunctionTable::find(StringRef BaseName) const {
  const size_t Mask = Buckets.size() - 1;
  const uint64_t Hash = xxh3_64bits(BaseName);
  for (size_t I = Hash & Mask; Buckets[I]; I = (I + 1) & Mask)
    if (uint32_t Entry = entryIn(Buckets[I]);
        Buckets[I] == bucket(Hash, Entry) &&
        Entries[Entry].BaseName == BaseName)
      return Entry;
  return UINT32_MAX;
}

ArrayRef<FunctionTable::Symbol>
FunctionTable::symbolsAt(const Entry &E, uint64_t Address) const {
  ArrayRef<Symbol> All = symbols(E);
  const Symbol *First = partition_point(
      All, [&](const Symbol &S) { return S.Address < Address; });
  const Symbol *Last = First;
  while (Last != All.end() && Last->Address == Address)
    ++Last;
  return {First, Last};
}
