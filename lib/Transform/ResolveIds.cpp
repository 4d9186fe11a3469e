//===- ResolveIds.cpp - Fill .BTF_ids -------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Layout of the section, in words of the file's byte order (kernel,
/// include/linux/btf_ids.h):
///
///   an id     id
///   a set     count, then count ids
///   a set8    count, flags, then count pairs of id and flags
///
/// The words of a set's ids have symbols of their own. A word of a set that has
/// no symbol is an id of nothing, 0. It must be set to 0: sorting the set moves
/// another id into it, which is still there when the file is resolved again.
///
//===----------------------------------------------------------------------===//

#include "Transform/ResolveIds.h"

#include "BTF/Set8.h"
#include "ELF/SymbolTable.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"

#include <array>
#include <bitset>

using namespace llvm;

namespace btfgen {

static constexpr StringLiteral SymbolPrefix = "__BTF_ID__";

static const SectionInfo *findIds(const ObjectImage &Image) {
  return Image.find(".BTF_ids");
}

bool hasIdsToResolve(const ObjectImage &Image) {
  const SectionInfo *Section = findIds(Image);
  return Section && Section->Size;
}

namespace {

/// A kind and name, and the words that get the id of that type.
struct WantedId {
  uint32_t Id = 0;
  SmallVector<uint64_t, 1> Places; ///< offsets in the section
};

struct IdSet {
  StringRef Name;
  uint64_t Offset;
  uint64_t Size;
  bool HasFlags; ///< a set8
};

class IdResolver {
public:
  IdResolver(const ObjectImage &Image, BtfRef BaseBefore)
      : Image(Image), Section(*findIds(Image)),
        BaseBefore(std::move(BaseBefore)) {}

  /// Reads the section and what symbols say of it, if there are any.
  Error collect();
  /// Without \p Btf, ids become 0, as they were before they were filled in.
  Expected<ResolvedIds> run(const BtfFile *Btf);
  Expected<bool> isResolved();
  Expected<StringMap<KfuncFlags>> flags();

private:
  Error readSection();
  Error addSymbol(const Symbol &S);
  Error addId(unsigned Kind, StringRef Name, uint64_t Offset);
  Error addSet(const IdSet &Set);
  Error checkPlaces();
  Error checkMember(uint64_t Place, StringRef Name, const IdSet &Set) const;
  void clearSets();
  void findTypes(const BtfFile &Btf);
  void fillIds();
  Error sortSet(const IdSet &Set);
  Error sortSet8(const IdSet &Set);
  Error fill(const BtfFile &Btf);
  Error restoreSet(const IdSet &Set);
  Error restore();
  Error unknownFlags(const IdSet &Set) const;
  Set8Flags flagsOf(const Set8 &Set);
  Set8 contents(const IdSet &Set) const;

  Error error(const Twine &What) const {
    return createStringError(Image.path() + ": section .BTF_ids: " + What);
  }
  uint32_t word(uint64_t Offset) const {
    return support::endian::read32(&Result.Bytes[Offset], Order);
  }
  void setWord(uint64_t Offset, uint32_t Value) {
    support::endian::write32(&Result.Bytes[Offset], Value, Order);
  }

  const ObjectImage &Image;
  const SectionInfo &Section;
  endianness Order = endianness::little;
  ArrayRef<uint8_t> Old;
  /// What BTF in the file, as it was until now, is split from.
  BtfRef BaseBefore;
  std::optional<BtfRef> Before; ///< that BTF, once it was asked for
  ResolvedIds Result;
  /// In order of the symbol table, so that warnings are.
  MapVector<std::pair<unsigned, StringRef>, WantedId> Wanted;
  std::vector<IdSet> Sets;
  DenseMap<uint64_t, Set8Name> NameAt; ///< by offset in the section
};

} // namespace

Error IdResolver::readSection() {
  if (Section.Type == ELF::SHT_NOBITS)
    return error("has no contents in this file");
  if (Section.Flags & ELF::SHF_COMPRESSED)
    return error("is compressed");
  Expected<SectionBytes> Bytes = Image.bytes(Section);
  if (!Bytes)
    return Bytes.takeError();
  Old = Bytes->whole();
  Result.Bytes.assign(Old.begin(), Old.end());
  Order = Image.isLittleEndian() ? endianness::little : endianness::big;
  return Error::success();
}

Error IdResolver::addSymbol(const Symbol &S) {
  StringRef Rest = S.name();
  if (S.SectionIndex != Section.Index || !Rest.consume_front(SymbolPrefix))
    return Error::success();
  const uint64_t Offset = S.Address - Section.Address;
  if (Rest.consume_front("set8__"))
    return addSet({Rest, Offset, S.Size, true});
  if (Rest.consume_front("set__"))
    return addSet({Rest, Offset, S.Size, false});
  for (auto [Word, Kind] : {std::pair("struct__", BTF::BTF_KIND_STRUCT),
                            std::pair("union__", BTF::BTF_KIND_UNION),
                            std::pair("typedef__", BTF::BTF_KIND_TYPEDEF),
                            std::pair("func__", BTF::BTF_KIND_FUNC)})
    if (Rest.consume_front(Word))
      return addId(Kind, Rest, Offset);
  return error("symbol " + S.name() + " is of an unknown kind");
}

/// \p Name is NAME__NUMBER, where NAME may contain "__": the number keeps the
/// symbols of one type apart.
Error IdResolver::addId(unsigned Kind, StringRef Name, uint64_t Offset) {
  size_t Cut = Name.rfind("__");
  if (Cut == StringRef::npos || Cut == 0 || Name.substr(Cut + 2).contains('_'))
    return error("symbol for " + Name + " does not end in a number");
  Name = Name.substr(0, Cut);
  if (Offset > Old.size() || Old.size() - Offset < 4)
    return error("the id of " + Name + " at offset 0x" +
                 Twine::utohexstr(Offset) + " lies outside its " +
                 Twine(Old.size()) + " bytes");
  Wanted[{Kind, Name}].Places.push_back(Offset);
  return Error::success();
}

Error IdResolver::addSet(const IdSet &Set) {
  const uint64_t Unit = Set.HasFlags ? 8 : 4;
  if (Set.Offset > Old.size() || Old.size() - Set.Offset < Set.Size)
    return error("set " + Set.Name + " at offset 0x" +
                 Twine::utohexstr(Set.Offset) + " with " + Twine(Set.Size) +
                 " bytes lies outside its " + Twine(Old.size()) + " bytes");
  if (Set.Size < Unit || Set.Size % Unit)
    return error("set " + Set.Name + " with " + Twine(Set.Size) +
                 " bytes is not a whole number of ids");
  Sets.push_back(Set);
  return Error::success();
}

/// \p Set is the last one that starts before the end of the id at \p Place.
Error IdResolver::checkMember(uint64_t Place, StringRef Name,
                              const IdSet &Set) const {
  const uint64_t Unit = Set.HasFlags ? 8 : 4;
  const uint64_t Distance = Place - Set.Offset;
  if (Place >= Set.Offset &&
      (Distance >= Set.Size || (Distance && Distance % Unit == 0)))
    return Error::success();
  return error("the id of " + Name + " at offset 0x" + Twine::utohexstr(Place) +
               " is not one of the ids of set " + Set.Name + " at offset 0x" +
               Twine::utohexstr(Set.Offset));
}

/// What would be written twice, or be sorted with what it does not belong to,
/// is an error. Symbols of one name may share a place.
Error IdResolver::checkPlaces() {
  auto Overlap = [&](const Twine &What, uint64_t A, uint64_t B) {
    return error(What + " at offsets 0x" + Twine::utohexstr(A) + " and 0x" +
                 Twine::utohexstr(B) + " overlap");
  };
  llvm::stable_sort(Sets, [](auto &A, auto &B) { return A.Offset < B.Offset; });
  for (size_t I = 1; I < Sets.size(); ++I)
    if (Sets[I].Offset - Sets[I - 1].Offset < Sets[I - 1].Size)
      return Overlap("sets " + Sets[I - 1].Name + " and " + Sets[I].Name,
                     Sets[I - 1].Offset, Sets[I].Offset);

  struct Place {
    uint64_t Offset;
    StringRef Name;
    const WantedId *Id;
  };
  std::vector<Place> Places;
  for (const auto &[Key, Id] : Wanted)
    for (uint64_t Offset : Id.Places)
      Places.push_back({Offset, Key.second, &Id});
  llvm::stable_sort(Places,
                    [](auto &A, auto &B) { return A.Offset < B.Offset; });
  const IdSet *Set = nullptr;
  size_t NextSet = 0;
  for (size_t I = 0; I < Places.size(); ++I) {
    const Place &P = Places[I];
    if (I && P.Offset - Places[I - 1].Offset < 4 &&
        (P.Offset != Places[I - 1].Offset || P.Id != Places[I - 1].Id))
      return Overlap("the ids of " + Places[I - 1].Name + " and " + P.Name,
                     Places[I - 1].Offset, P.Offset);
    while (NextSet < Sets.size() && Sets[NextSet].Offset < P.Offset + 4)
      Set = &Sets[NextSet++];
    if (Set)
      if (Error E = checkMember(P.Offset, P.Name, *Set))
        return E;
  }
  return Error::success();
}

void IdResolver::clearSets() {
  for (const IdSet &Set : Sets) {
    const uint64_t Unit = Set.HasFlags ? 8 : 4;
    for (uint64_t I = Unit; I < Set.Size; I += Unit)
      setWord(Set.Offset + I, 0);
  }
}

/// Takes the first type of each kind and name. Stops when none is missing,
/// since later types of the same name are not used.
void IdResolver::findTypes(const BtfFile &Btf) {
  size_t Missing = Wanted.size();
  // Few names are wanted and a kernel has a hundred thousand: how a name begins
  // tells it from most of them.
  auto Beginning = [](const char *Name) {
    const auto First = static_cast<uint8_t>(Name[0]);
    return First ? First << 8 | static_cast<uint8_t>(Name[1]) : 0;
  };
  std::bitset<1 << 16> Beginnings;
  for (const auto &[Key, Id] : Wanted)
    Beginnings.set(Beginning(Key.second.str().c_str()));
  for (const BtfFile *File : {Btf.base(), &Btf}) {
    if (!File)
      continue;
    for (uint32_t Id = File->startId(); Id < File->endId() && Missing; ++Id) {
      const BtfType Type = File->type(BtfId(Id));
      if (!Beginnings[Beginning(File->stringData(Type.nameOffset()))] ||
          (!isCompositeKind(Type.kind()) && !Type.is(BTF::BTF_KIND_TYPEDEF) &&
           !Type.is(BTF::BTF_KIND_FUNC)))
        continue;
      auto It = Wanted.find({Type.kind(), Type.name()});
      if (It == Wanted.end())
        continue;
      uint32_t &Found = It->second.Id;
      if (Found) {
        Result.Warnings.push_back(("several types have the name " +
                                   Type.name() + ": " + Twine(Found) + ", " +
                                   Twine(Id) + "; taking " + Twine(Found))
                                      .str());
        continue;
      }
      Found = Id;
      --Missing;
    }
  }
}

void IdResolver::fillIds() {
  for (const auto &[Key, Id] : Wanted) {
    if (!Id.Id)
      Result.Warnings.push_back(
          ("no " + kindName(Key.first).lower() + " is called " + Key.second)
              .str());
    for (uint64_t Place : Id.Places)
      setWord(Place, Id.Id);
  }
}

Error IdResolver::sortSet(const IdSet &Set) {
  const uint32_t Count = Set.Size / 4 - 1;
  std::vector<uint32_t> Ids(Count);
  for (uint32_t I = 0; I < Count; ++I)
    Ids[I] = word(Set.Offset + 4 + 4 * uint64_t(I));
  llvm::sort(Ids);
  setWord(Set.Offset, Count);
  for (uint32_t I = 0; I < Count; ++I)
    setWord(Set.Offset + 4 + 4 * uint64_t(I), Ids[I]);
  return Error::success();
}

Error IdResolver::unknownFlags(const IdSet &Set) const {
  return error("set " + Set.Name +
               " was resolved before, with other BTF than this file has, so "
               "that its flags no longer belong to known names; link the file "
               "again");
}

Set8 IdResolver::contents(const IdSet &Set) const {
  Set8 C{Old.slice(Set.Offset, Set.Size), Order, {}};
  for (uint64_t At = 8; At < Set.Size; At += 8)
    C.Names.push_back(NameAt.lookup(Set.Offset + At));
  return C;
}

Set8Flags IdResolver::flagsOf(const Set8 &Set) {
  return set8Flags(Set, [&] {
    if (!Before)
      Before = btfOfIds(Image, BaseBefore);
    return Before->get();
  });
}

/// Writes the pairs in order of their ids, each id with the flags of its name.
Error IdResolver::sortSet8(const IdSet &Set) {
  const Set8Flags Flags = flagsOf(contents(Set));
  auto Other = Flags.Others.begin();
  std::vector<std::pair<uint32_t, uint32_t>> Pairs;
  for (auto [I, Known] : llvm::enumerate(Flags.OfName)) {
    const uint32_t Id = word(Set.Offset + 8 + 8 * I);
    if (!Known && Id)
      return unknownFlags(Set);
    Pairs.emplace_back(Id, Known ? *Known : *Other++);
  }
  // Names without a type stay in their order.
  llvm::stable_sort(Pairs, llvm::less_first());
  setWord(Set.Offset, Pairs.size());
  for (auto [I, P] : llvm::enumerate(Pairs)) {
    setWord(Set.Offset + 8 + 8 * I, P.first);
    setWord(Set.Offset + 12 + 8 * I, P.second);
  }
  return Error::success();
}

Error IdResolver::collect() {
  if (Error E = readSection())
    return E;
  if (!hasSymbolTable(Image))
    return Error::success();
  Error Bad = Error::success();
  Error Walk = forEachSymbol(Image, [&](const Symbol &S) {
    if (!Bad)
      Bad = addSymbol(S);
  });
  if (Error E = joinErrors(std::move(Walk), std::move(Bad)))
    return E;
  for (const auto &[Key, Id] : Wanted)
    for (uint64_t Place : Id.Places)
      NameAt[Place] = {Key.first, Key.second};
  return checkPlaces();
}

Expected<StringMap<KfuncFlags>> IdResolver::flags() {
  std::vector<const IdSet *> ByName;
  for (const IdSet &Set : Sets)
    if (Set.HasFlags)
      ByName.push_back(&Set);
  llvm::stable_sort(ByName, [](auto *A, auto *B) { return A->Name < B->Name; });
  constexpr uint32_t OfKfuncs = 1; // BTF_SET8_KFUNCS
  StringMap<KfuncFlags> Flags;
  for (const IdSet *Set : ByName) {
    const Set8 C = contents(*Set);
    const Set8Flags Here = flagsOf(C);
    if (!C.Names.empty() && Here.Others.size() == C.Names.size())
      return unknownFlags(*Set);
    for (const auto &[Name, Known] : llvm::zip(C.Names, Here.OfName)) {
      if (Name.Kind != BTF::BTF_KIND_FUNC)
        continue;
      if (!Known) // of several names without a type; nobody asks for these
        continue;
      const uint32_t Value = *Known;
      KfuncFlags &F = Flags.try_emplace(Name.Name, KfuncFlags{Value, {}, false})
                          .first->second;
      if (!(word(Set->Offset + 4) & OfKfuncs))
        continue;
      F.Conflicts |= F.OfKfunc && *F.OfKfunc != Value;
      F.OfKfunc = Value;
    }
  }
  return Flags;
}

/// Writes what the set is when its file has been compiled.
Error IdResolver::restoreSet(const IdSet &Set) {
  setWord(Set.Offset, 0);
  if (!Set.HasFlags)
    return Error::success();
  const Set8Flags Flags = flagsOf(contents(Set));
  auto Other = Flags.Others.begin();
  for (auto [I, Known] : llvm::enumerate(Flags.OfName)) {
    const uint64_t At = Set.Offset + 8 + 8 * I;
    if (!Known && !NameAt.lookup(At).Name.empty())
      return unknownFlags(Set);
    setWord(At + 4, Known ? *Known : *Other++);
  }
  return Error::success();
}

Error IdResolver::fill(const BtfFile &Btf) {
  findTypes(Btf);
  fillIds();
  for (const IdSet &Set : Sets)
    if (Error E = Set.HasFlags ? sortSet8(Set) : sortSet(Set))
      return E;
  return Error::success();
}

Error IdResolver::restore() {
  for (const auto &[Key, Id] : Wanted)
    for (uint64_t Place : Id.Places)
      setWord(Place, 0);
  for (const IdSet &Set : Sets)
    if (Error E = restoreSet(Set))
      return E;
  return Error::success();
}

Expected<ResolvedIds> IdResolver::run(const BtfFile *Btf) {
  if (Error E = collect())
    return E;
  if (!hasSymbolTable(Image)) {
    Result.Warnings.push_back("section .BTF_ids stays as it is: the file has "
                              "no symbol table, which would name its ids");
    return std::move(Result);
  }
  clearSets();
  if (Error E = Btf ? fill(*Btf) : restore())
    return E;
  Result.Changed = ArrayRef<uint8_t>(Result.Bytes) != Old;
  return std::move(Result);
}

/// Whether there is an id that is not 0.
Expected<bool> IdResolver::isResolved() {
  if (Error E = collect())
    return E;
  for (const auto &[Key, Id] : Wanted)
    for (uint64_t Place : Id.Places)
      if (word(Place))
        return true;
  return false;
}

Expected<ResolvedIds> resolveIds(const ObjectImage &Image, const BtfFile &Btf,
                                 BtfRef BaseBefore) {
  assert(hasIdsToResolve(Image));
  return IdResolver(Image, std::move(BaseBefore)).run(&Btf);
}

Expected<ResolvedIds> restoreIds(const ObjectImage &Image, BtfRef BaseBefore) {
  assert(hasIdsToResolve(Image));
  return IdResolver(Image, std::move(BaseBefore)).run(nullptr);
}

Expected<bool> hasResolvedIds(const ObjectImage &Image) {
  return hasIdsToResolve(Image) ? IdResolver(Image, nullptr).isResolved()
                                : false;
}

Expected<StringMap<KfuncFlags>> kfuncFlags(const ObjectImage &Image,
                                           BtfRef BaseBefore) {
  if (!hasIdsToResolve(Image))
    return StringMap<KfuncFlags>();
  IdResolver Ids(Image, std::move(BaseBefore));
  if (Error E = Ids.collect())
    return E;
  return Ids.flags();
}

} // namespace btfgen
