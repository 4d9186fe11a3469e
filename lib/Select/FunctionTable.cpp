//===- FunctionTable.cpp - Functions by base name -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel has 200,000 symbols and 60,000 functions. All threads look at their
// names and hash those of functions; what is left to do in the order of the
// symbol table is to number them.
//
//===----------------------------------------------------------------------===//

#include "Select/FunctionTable.h"

#include "BTF/Set8.h"
#include "ELF/SeparateDebug.h"
#include "ELF/SymbolTable.h"
#include "Support/HashSeed.h"
#include "Support/Parallel.h"
#include "Support/Probe.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <bit>

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
  FunctionTableBuilder(const ObjectImage &Image, bool Kfuncs, BtfRef Base,
                       unsigned Threads, const ObjectImage *Stripped)
      : Image(Image), Stripped(Stripped), Base(std::move(Base)),
        Ids(Kfuncs ? Image.find(".BTF_ids") : nullptr), Parts(Threads) {}

  Expected<std::unique_ptr<FunctionTable>> run();

private:
  using Symbol = FunctionTable::Symbol;
  using Entry = FunctionTable::Entry;
  /// What one thread finds: a run of the symbol table, in order.
  struct alignas(64) Part {
    std::vector<Symbol> Functions;
    std::vector<uint64_t> Hashes; ///< of their base names
    std::vector<FunctionTable::ObjectAtStart> ObjectsAtStart;
    std::vector<std::pair<StringRef, uint64_t>> IdFunctions; ///< name, offset
    std::vector<std::pair<uint64_t, uint64_t>> IdSets;       ///< offset, size
  };

  Expected<std::optional<ArrayRef<uint8_t>>> contents(const SectionInfo &S);
  const ObjectImage &withContents() const {
    return Stripped ? *Stripped : Image;
  }
  Error openDescriptors();
  uint64_t codeAddress(const btfgen::Symbol &S) const;
  void add(const btfgen::Symbol &S, Part &To) const;
  void join();
  void number();
  uint32_t intern(const Symbol &S, uint64_t Hash);
  void gather();
  Error findKfuncs();
  void addKfuncs(const Set8 &Set);
  void markKfuncs();
  void noteUnread() const;

  const ObjectImage &Image;
  const ObjectImage *Stripped; ///< contents that Image lacks
  std::optional<ObjectImage> FoundStripped;
  bool LookedForStripped = false;  ///< or would have, if it was not given
  BtfRef Base;                     ///< of BtfBefore
  std::optional<BtfRef> BtfBefore; ///< that the image has, if it was asked for
  const SectionInfo *Ids;
  const SectionInfo *Opd = nullptr; ///< PowerPC's function descriptors
  ArrayRef<uint8_t> Descriptors;    ///< Opd's bytes
  bool OpdIsUnread = false;
  std::vector<Part> Parts;       ///< in order of the symbol table
  std::vector<uint64_t> Hashes;  ///< by symbol, of the base name
  std::vector<uint32_t> EntryOf; ///< by symbol
  /// Of each name in a set, the flags, if they are known.
  std::vector<std::pair<StringRef, std::optional<uint32_t>>> Kfuncs;
  std::unique_ptr<FunctionTable> T = std::make_unique<FunctionTable>();
};

} // namespace btfgen

/// The bytes of \p S, of the stripped file if a debug file has none; none if
/// that is not there.
Expected<std::optional<ArrayRef<uint8_t>>>
FunctionTableBuilder::contents(const SectionInfo &S) {
  const ObjectImage *From = &Image;
  const SectionInfo *Section = &S;
  if (S.Type == ELF::SHT_NOBITS) {
    if (!LookedForStripped && !Stripped)
      if ((FoundStripped = findStripped(Image)))
        Stripped = &*FoundStripped;
    LookedForStripped = true;
    From = Stripped;
    Section = From ? From->find(S.Name) : nullptr;
    if (!Section || Section->Type == ELF::SHT_NOBITS || Section->Size != S.Size)
      return std::nullopt;
    // In an ET_REL file addresses are ours, and may be after .BTF of one.
    if (!Image.isRelocatable() && Section->Address != S.Address)
      return std::nullopt;
  }
  Expected<SectionBytes> Bytes = From->bytes(*Section);
  if (!Bytes)
    return Bytes.takeError();
  return Bytes->whole();
}

/// In the older ABI of 64-bit PowerPC a function's symbol names a descriptor in
/// .opd, whose first word is the address of the code.
Error FunctionTableBuilder::openDescriptors() {
  if (Image.machine() != ELF::EM_PPC64)
    return Error::success();
  Opd = Image.find(".opd");
  if (!Opd)
    return Error::success();
  Expected<std::optional<ArrayRef<uint8_t>>> Bytes = contents(*Opd);
  if (!Bytes)
    return Bytes.takeError();
  OpdIsUnread = !*Bytes;
  Descriptors = Bytes->value_or(ArrayRef<uint8_t>());
  return Error::success();
}

uint64_t FunctionTableBuilder::codeAddress(const btfgen::Symbol &S) const {
  if (Image.machine() == ELF::EM_ARM)
    return S.Address & ~uint64_t(1); // set: Thumb code
  if (!Opd || S.SectionIndex != Opd->Index)
    return S.Address;
  const uint64_t Offset = S.Address - Opd->Address;
  if (Descriptors.size() < 8 || Offset > Descriptors.size() - 8)
    return S.Address;
  return support::endian::read<uint64_t>(
      Descriptors.data() + Offset,
      Image.isLittleEndian() ? endianness::little : endianness::big);
}

void FunctionTableBuilder::add(const btfgen::Symbol &S, Part &To) const {
  const ArrayRef<SectionInfo> Sections = Image.sections();
  if (S.Type == ELF::STT_OBJECT && S.SectionIndex < Sections.size() &&
      S.Address == Sections[S.SectionIndex].Address)
    To.ObjectsAtStart.push_back({S.SectionIndex, S.name()});
  if (Ids && S.SectionIndex == Ids->Index) {
    StringRef Name = S.name();
    if (Name.consume_front("__BTF_ID__func__"))
      To.IdFunctions.push_back({Name, S.Address - Ids->Address});
    else if (Name.starts_with("__BTF_ID__set8__"))
      To.IdSets.push_back({S.Address - Ids->Address, S.Size});
    return;
  }
  if (S.Type != ELF::STT_FUNC)
    return;
  const StringRef Name = S.name();
  static_assert(btfgen::Symbol::LongestName < 1 << 15);
  StringRef Base = Name;
  size_t Dot = Base.find('.');
  if (Dot != StringRef::npos) {
    StringRef Suffix = Base.substr(Dot);
    if (Suffix.contains(".cold") || Suffix.contains(".part"))
      return;
    Base = Base.substr(0, Dot);
  }
  To.Functions.push_back(
      {Name.data(), codeAddress(S),
       static_cast<uint32_t>(std::min<uint64_t>(S.Size, UINT32_MAX)),
       static_cast<uint16_t>(Name.size()), static_cast<uint16_t>(Base.size()),
       S.SectionIndex != ELF::SHN_UNDEF});
  To.Hashes.push_back(xxh3_64bits(Base));
}

/// One list of the symbols of all threads.
void FunctionTableBuilder::join() {
  T->Symbols = std::move(Parts[0].Functions);
  Hashes = std::move(Parts[0].Hashes);
  for (Part &P : MutableArrayRef(Parts).drop_front()) {
    append_range(T->Symbols, P.Functions);
    append_range(Hashes, P.Hashes);
    P.Functions = {};
    P.Hashes = {};
  }
  for (const Part &P : Parts)
    append_range(T->ObjectsAtStart, P.ObjectsAtStart);
}

uint32_t FunctionTableBuilder::intern(const Symbol &S, uint64_t Hash) {
  std::vector<Entry> &Entries = T->Entries;
  uint64_t &Place =
      probe(T->Buckets, seededHash(Hash, hashSeed()), [&](uint64_t B) {
        return !B || (B == bucket(Hash, entryIn(B)) &&
                      Entries[entryIn(B)].baseName() == S.baseName());
      });
  if (Place)
    return entryIn(Place);
  Place = bucket(Hash, Entries.size());
  Entry &New = Entries.emplace_back();
  New.Text = S.Text;
  New.Length = S.BaseLength;
  New.FirstSymbol = T->indexOf(S);
  return Entries.size() - 1;
}

/// Gives all symbols their entries, in order of the symbol table.
void FunctionTableBuilder::number() {
  const size_t NumSymbols = T->Symbols.size();
  T->Buckets.assign(std::bit_ceil(std::max<size_t>(2 * NumSymbols, 16)), 0);
  T->Entries.reserve(NumSymbols);
  EntryOf.reserve(NumSymbols);
  for (size_t I = 0; I < NumSymbols; ++I) {
    constexpr size_t Ahead = 8;
    if (I + Ahead < NumSymbols)
      __builtin_prefetch(&T->Buckets[seededHash(Hashes[I + Ahead], hashSeed()) &
                                     (T->Buckets.size() - 1)]);
    const Symbol &S = T->Symbols[I];
    EntryOf.push_back(intern(S, Hashes[I]));
    Entry &E = T->Entries[EntryOf.back()];
    ++E.NumSymbols;
    E.HasSuffixes |= S.Length != S.BaseLength;
  }
}

/// Puts the symbols of each entry side by side. Nearly all have one.
void FunctionTableBuilder::gather() {
  const size_t NumSymbols = T->Symbols.size();
  uint32_t End = NumSymbols;
  for (Entry &E : T->Entries)
    if (E.NumSymbols > 1) {
      E.FirstSymbol = End;
      End += E.NumSymbols;
    }
  T->Symbols.resize(End);
  for (size_t I = 0; I < NumSymbols; ++I)
    if (Entry &E = T->Entries[EntryOf[I]]; E.NumSymbols > 1)
      T->Symbols[E.FirstSymbol++] = T->Symbols[I];
  for (Entry &E : T->Entries) {
    if (E.NumSymbols == 1)
      continue;
    E.FirstSymbol -= E.NumSymbols;
    const auto Own =
        MutableArrayRef(T->Symbols).slice(E.FirstSymbol, E.NumSymbols);
    llvm::stable_sort(Own, [](const Symbol &X, const Symbol &Y) {
      return X.Address < Y.Address;
    });
    // What is undefined here has no address that could contradict another.
    Symbol *First = find_if(Own, [](const Symbol &S) { return S.IsDefined; });
    E.AmbiguousAddress =
        std::any_of(First, Own.end(), [First](const Symbol &S) {
          return S.IsDefined && S.Address != First->Address;
        });
  }
}

/// A set8 lists kfuncs if its flags say so (BTF_SET8_KFUNCS, 1 << 0).
Error FunctionTableBuilder::findKfuncs() {
  std::vector<std::pair<StringRef, uint64_t>> IdFunctions;
  std::vector<std::pair<uint64_t, uint64_t>> IdSets;
  for (const Part &P : Parts) {
    append_range(IdFunctions, P.IdFunctions);
    append_range(IdSets, P.IdSets);
  }
  if (!Ids || IdFunctions.empty() || IdSets.empty())
    return Error::success();
  auto Section = contents(*Ids);
  if (!Section)
    return Section.takeError();
  const auto Contents = *Section;
  if (!Contents) {
    FunctionTable::Unread &U = T->UnreadSections.emplace_back();
    U.Section = Ids->Name.str();
    for (auto [Name, Offset] : IdFunctions)
      for (auto [Begin, Size] : IdSets)
        if (Offset >= Begin && Offset - Begin < Size)
          U.Names.push_back(Name);
    return Error::success();
  }
  llvm::sort(IdSets);
  llvm::stable_sort(IdFunctions, llvm::less_second());
  auto Next = IdFunctions.begin();
  for (auto [Offset, Size] : IdSets) {
    if (Size < 8 || Size % 8 || Contents->size() < Offset ||
        Contents->size() - Offset < Size)
      continue;
    Set8 Set{Contents->slice(Offset, Size),
             Image.isLittleEndian() ? endianness::little : endianness::big,
             std::vector<Set8Name>(Size / 8 - 1)};
    for (Next = std::find_if(
             Next, IdFunctions.end(),
             [At = Offset + 8](auto &F) { return F.second >= At; });
         Next != IdFunctions.end() && Next->second - Offset < Size; ++Next)
      // NAME__NUMBER, where NAME may contain "__".
      if (const size_t Cut = Next->first.rfind("__");
          Cut != StringRef::npos && (Next->second - Offset) % 8 == 0)
        Set.Names[(Next->second - Offset) / 8 - 1] = {
            BTF::BTF_KIND_FUNC, Next->first.take_front(Cut)};
    if (support::endian::read32(&Set.Bytes[4], Set.Order) & 1)
      addKfuncs(Set);
  }
  return Error::success();
}

/// Adds those in \p Set, a set of kfuncs.
void FunctionTableBuilder::addKfuncs(const Set8 &Set) {
  const Set8Flags Flags = set8Flags(Set, [&] {
    if (!BtfBefore)
      BtfBefore = btfOfIds(withContents(), Base);
    return BtfBefore->get();
  });
  for (const auto &[Name, Value] : llvm::zip(Set.Names, Flags.OfName))
    if (!Name.Name.empty())
      Kfuncs.push_back({Name.Name, Value});
}

void FunctionTableBuilder::markKfuncs() {
  for (const auto &[Name, Flags] : Kfuncs) {
    const uint32_t Key = T->find(Name);
    if (Key == UINT32_MAX)
      continue;
    T->Entries[Key].IsKfunc = true;
    T->KfuncFlags[Key] = Flags;
  }
}

void FunctionTableBuilder::noteUnread() const {
  if (Stripped && LookedForStripped)
    T->ContentsFrom = Stripped->path().str();
  if (!OpdIsUnread)
    return;
  FunctionTable::Unread &U = T->UnreadSections.emplace_back();
  U.Section = Opd->Name.str();
  for (const FunctionTable::Entry &E : T->Entries)
    U.Names.push_back(E.baseName());
}

Expected<std::unique_ptr<FunctionTable>> FunctionTableBuilder::run() {
  if (Error E = openDescriptors())
    return E;
  // Room for those of a kernel, without copying; what is not used is not there.
  constexpr uint64_t MostAtFirst = 1 << 18;
  for (Part &P : Parts) {
    P.Functions.reserve(std::min(countSymbols(Image), MostAtFirst) /
                        Parts.size());
    P.Hashes.reserve(P.Functions.capacity());
  }
  if (Error E = forEachSymbol(
          Image, Parts.size(),
          [&](const btfgen::Symbol &S, unsigned Part) { add(S, Parts[Part]); }))
    return E;
  Error Failure = Error::success();
  parallelInvoke(
      Parts.size(),
      [&] {
        join();
        number();
        gather();
      },
      [&] {
        ErrorAsOutParameter Set(&Failure);
        Failure = findKfuncs();
      });
  if (Failure)
    return Failure;
  markKfuncs();
  noteUnread();
  if (const SectionInfo *Btf = withContents().find(".BTF"); BtfBefore && Btf)
    withContents().release(*Btf);
  if (Stripped)
    if (Error E = Stripped->checkRead())
      return E;
  return std::move(T);
}

Expected<std::unique_ptr<FunctionTable>>
FunctionTable::read(const ObjectImage &Image, bool Kfuncs, BtfRef Base,
                    unsigned Threads, const ObjectImage *Stripped) {
  return FunctionTableBuilder(Image, Kfuncs, std::move(Base), Threads, Stripped)
      .run();
}

uint64_t FunctionTable::hash(StringRef BaseName) {
  return xxh3_64bits(BaseName);
}

uint32_t FunctionTable::find(StringRef BaseName, uint64_t Hash) const {
  const uint64_t Found =
      probe(Buckets, seededHash(Hash, hashSeed()), [&](uint64_t B) {
        return !B || (B == bucket(Hash, entryIn(B)) &&
                      Entries[entryIn(B)].baseName() == BaseName);
      });
  return Found ? entryIn(Found) : UINT32_MAX;
}

/// The first entry whose hash starts as \p Hash; UINT32_MAX if there is none.
uint32_t FunctionTable::likely(uint64_t Hash) const {
  const uint64_t Found =
      probe(Buckets, seededHash(Hash, hashSeed()),
            [&](uint64_t B) { return !B || B == bucket(Hash, entryIn(B)); });
  return Found ? entryIn(Found) : UINT32_MAX;
}

void FunctionTable::findAll(ArrayRef<StringRef> BaseNames,
                            MutableArrayRef<uint32_t> Keys) const {
  constexpr size_t AtOnce = 32;
  while (!BaseNames.empty()) {
    const size_t Num = std::min(AtOnce, BaseNames.size());
    uint64_t Hashes[AtOnce];
    for (size_t I = 0; I < Num; ++I) {
      Hashes[I] = hash(BaseNames[I]);
      __builtin_prefetch(
          &Buckets[seededHash(Hashes[I], hashSeed()) & (Buckets.size() - 1)]);
    }
    for (size_t I = 0; I < Num; ++I) {
      Keys[I] = likely(Hashes[I]);
      if (Keys[I] != UINT32_MAX)
        __builtin_prefetch(&Entries[Keys[I]]);
    }
    for (size_t I = 0; I < Num; ++I)
      if (Keys[I] != UINT32_MAX)
        __builtin_prefetch(Entries[Keys[I]].Text);
    for (size_t I = 0; I < Num; ++I)
      if (Keys[I] != UINT32_MAX && Entries[Keys[I]].baseName() != BaseNames[I])
        Keys[I] = find(BaseNames[I], Hashes[I]);
    BaseNames = BaseNames.drop_front(Num);
    Keys = Keys.drop_front(Num);
  }
}

ArrayRef<FunctionTable::Symbol> FunctionTable::symbolsAt(const Entry &E,
                                                         uint64_t Entry) const {
  ArrayRef<Symbol> All = symbols(E);
  const Symbol *Last =
      partition_point(All, [&](const Symbol &S) { return S.Address <= Entry; });
  const Symbol *First = Last;
  bool Held = false;
  while (First != All.begin() && First[-1].Address == Last[-1].Address)
    Held |= (--First)->holds(Entry);
  return Held ? ArrayRef(First, Last) : ArrayRef<Symbol>();
}
