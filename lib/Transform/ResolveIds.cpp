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

#include "ELF/SymbolTable.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"

#include <algorithm>
#include <array>

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
  explicit IdResolver(const ObjectImage &Image)
      : Image(Image), Section(*findIds(Image)) {}

  /// Reads the section and what symbols say of it, if there are any.
  Error collect();
  Expected<ResolvedIds> run(const BtfFile &Btf);
  StringMap<KfuncFlags> flags() const;

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
  ResolvedIds Result;
  /// In order of the symbol table, so that warnings are.
  MapVector<std::pair<unsigned, StringRef>, WantedId> Wanted;
  std::vector<IdSet> Sets;
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
  for (uint32_t Id = 1; Id < Btf.endId() && Missing; ++Id) {
    const BtfType Type = Btf.type(BtfId(Id));
    if (!isCompositeKind(Type.kind()) && !Type.is(BTF::BTF_KIND_TYPEDEF) &&
        !Type.is(BTF::BTF_KIND_FUNC))
      continue;
    auto It = Wanted.find({Type.kind(), Type.name()});
    if (It == Wanted.end())
      continue;
    uint32_t &Found = It->second.Id;
    if (Found) {
      Result.Warnings.push_back(("several types have the name " + Type.name() +
                                 ": " + Twine(Found) + ", " + Twine(Id) +
                                 "; taking " + Twine(Found))
                                    .str());
      continue;
    }
    Found = Id;
    --Missing;
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

Error IdResolver::sortSet8(const IdSet &Set) {
  struct Pair {
    uint32_t Id, Flags;
  };
  auto ById = [](Pair A, Pair B) { return A.Id < B.Id; };
  auto SameId = [](Pair A, Pair B) { return A.Id == B.Id; };
  const uint32_t Count = Set.Size / 8 - 1;
  std::vector<Pair> Before(Count), After(Count);
  for (uint32_t I = 0; I < Count; ++I) {
    const uint64_t At = Set.Offset + 8 + 8 * uint64_t(I);
    Before[I] = {support::endian::read32(&Old[At], Order), word(At + 4)};
    After[I] = {word(At), Before[I].Flags};
  }
  // Unresolved names are equal, and keep their order.
  llvm::stable_sort(After, ById);

  // A section that is resolved already is sorted: its flags are no longer where
  // the symbols of their names are, but beside their ids.
  const bool WasResolved = any_of(Before, [](Pair P) { return P.Id != 0; });
  if (WasResolved &&
      any_of(Before, [&](Pair P) { return P.Flags != Before.front().Flags; })) {
    llvm::stable_sort(Before, ById);
    if (!std::equal(Before.begin(), Before.end(), After.begin(), SameId))
      return error("set " + Set.Name +
                   " was resolved before, with other ids, so that its flags no "
                   "longer belong to known names; link the file again");
    After = std::move(Before);
  }
  setWord(Set.Offset, Count);
  for (uint32_t I = 0; I < Count; ++I) {
    const uint64_t At = Set.Offset + 8 + 8 * uint64_t(I);
    setWord(At, After[I].Id);
    setWord(At + 4, After[I].Flags);
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
  return checkPlaces();
}

StringMap<KfuncFlags> IdResolver::flags() const {
  std::vector<const IdSet *> ByName;
  for (const IdSet &Set : Sets)
    if (Set.HasFlags)
      ByName.push_back(&Set);
  llvm::stable_sort(ByName, [](auto *A, auto *B) { return A->Name < B->Name; });
  DenseMap<uint64_t, StringRef> NameAt;
  for (const auto &[Key, Id] : Wanted)
    if (Key.first == BTF::BTF_KIND_FUNC)
      for (uint64_t Place : Id.Places)
        NameAt[Place] = Key.second;
  constexpr uint32_t OfKfuncs = 1; // BTF_SET8_KFUNCS
  StringMap<KfuncFlags> Flags;
  for (const IdSet *Set : ByName)
    for (uint64_t At = Set->Offset + 8; At < Set->Offset + Set->Size; At += 8) {
      auto It = NameAt.find(At);
      if (It == NameAt.end())
        continue;
      const uint32_t Here = word(At + 4);
      KfuncFlags &F = Flags.try_emplace(It->second, KfuncFlags{Here, {}, false})
                          .first->second;
      if (!(word(Set->Offset + 4) & OfKfuncs))
        continue;
      F.Conflicts |= F.OfKfunc && *F.OfKfunc != Here;
      F.OfKfunc = Here;
    }
  return Flags;
}

Expected<ResolvedIds> IdResolver::run(const BtfFile &Btf) {
  if (Error E = collect())
    return E;
  if (!hasSymbolTable(Image)) {
    Result.Warnings.push_back("section .BTF_ids stays as it is: the file has "
                              "no symbol table, which would name its ids");
    return std::move(Result);
  }
  clearSets();
  findTypes(Btf);
  fillIds();
  for (const IdSet &Set : Sets)
    if (Error E = Set.HasFlags ? sortSet8(Set) : sortSet(Set))
      return E;
  Result.Changed = ArrayRef<uint8_t>(Result.Bytes) != Old;
  return std::move(Result);
}

Expected<ResolvedIds> resolveIds(const ObjectImage &Image, const BtfFile &Btf) {
  assert(hasIdsToResolve(Image));
  return IdResolver(Image).run(Btf);
}

Expected<StringMap<KfuncFlags>> kfuncFlags(const ObjectImage &Image) {
  if (!hasIdsToResolve(Image))
    return StringMap<KfuncFlags>();
  IdResolver Ids(Image);
  if (Error E = Ids.collect())
    return E;
  return Ids.flags();
}

} // namespace btfgen
