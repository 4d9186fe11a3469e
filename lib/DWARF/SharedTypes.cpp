//===- SharedTypes.cpp - Types that other units refer to ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two units of a program that was optimised when it was linked:
///
///     // one.c                            // two.c
///     typedef unsigned int u32;           typedef unsigned int u32;
///     struct job { u32 id; };             struct req { u32 *ids; };
///
/// The DIEs of `unsigned int` and u32 are in one.c's unit. two.c's has a
/// pointer, whose target is u32 in the other unit. So u32 is a shared type, and
/// `unsigned int`, which it refers to, becomes one.
///
/// The reading goes from unit to unit. In each, those DIEs are read that are
/// wanted; what they refer to is wanted next, in this unit or another. It ends
/// since a DIE is wanted once.
///
/// Each step reads DIEs of one unit in ascending order, which costs as much as
/// loading the unit. A hostile file could have a chain of types that leads to
/// and fro between two large units, or a tree of DIEs whose every node is
/// wanted after its children. Hence there is a limit to the bytes that are
/// loaded, beyond which units are read in groups (UnitGroups.h). There is
/// another to the number of copies: many units may refer to the head of a long
/// chain.
///
/// What a reference leads to is taken for a DIE. That it is one is known when
/// its unit is read from the beginning: TypeReader::read() compares.
///
//===----------------------------------------------------------------------===//

#include "DWARF/SharedTypes.h"

#include "DWARF/TypeReader.h"
#include "Support/HashSeed.h"
#include "Support/Probe.h"

#include <map>
#include <optional>
#include <set>

using namespace llvm;
using namespace btfgen;

namespace btfgen {

class SharedTypeReader {
public:
  SharedTypeReader(const DebugSections &Sections, ArrayRef<Unit> Units,
                   Names &N, const ReaderOptions &Options)
      : Units(Units), Reader(Sections, Units, N, Options, /*Shared=*/nullptr) {
    for (const Unit &U : Units)
      BytesLeft += 8 * U.Size;
  }

  /// The number of the type at \p Place, to be read if that was not yet done.
  uint32_t want(const DiePlace &Place);
  /// Reads all that is wanted. False: it cannot be read, or takes too long.
  Expected<bool> readWanted();
  SharedTypes takeTypes();

private:
  using Position = uint32_t;
  Expected<bool> readUnit(uint32_t Index, const std::set<Position> &Wanted);
  void add(uint32_t Number, const LocalType &T, const Unit &U,
           uint32_t FirstExtra);
  uint32_t translate(uint32_t Ref, const Unit &U, uint32_t FirstExtra);

  ArrayRef<Unit> Units;
  TypeReader Reader;
  uint64_t BytesLeft = uint64_t(1) << 20; ///< that may be loaded
  std::map<DiePlace, uint32_t> Numbers;
  std::map<uint32_t, std::set<Position>> Wanted; ///< by unit
  SharedTypes Out;
};

} // namespace btfgen

uint32_t SharedTypeReader::want(const DiePlace &Place) {
  auto [It, IsNew] = Numbers.try_emplace(Place, Out.Types.size());
  if (!IsNew)
    return It->second;
  // Until something else is known, and for good if there is no type.
  LocalType &T = Out.Types.emplace_back();
  T.Size = ReasonUnreadable;
  T.Ref = SharedTypes::Unreadable;
  if (const Unit *U = unitAt(Units, Place))
    Wanted[U - Units.data()].insert(Place.Offset - U->Offset);
  return It->second;
}

Expected<bool> SharedTypeReader::readWanted() {
  while (!Wanted.empty()) {
    auto Next = Wanted.extract(Wanted.begin());
    Expected<bool> Ok = readUnit(Next.key(), Next.mapped());
    if (!Ok || !*Ok)
      return Ok;
  }
  return true;
}

Expected<bool> SharedTypeReader::readUnit(uint32_t Index,
                                          const std::set<Position> &Now) {
  const Unit &U = Units[Index];
  if (U.Size > BytesLeft)
    return false;
  BytesLeft -= U.Size;
  Expected<TypeReader::Result> R = Reader.readDies(
      UnitIdx(Index), SmallVector<Position>(Now.begin(), Now.end()));
  if (!R)
    return R.takeError();
  // Some kinds of DIEs need more of their unit than was read.
  if (*R != TypeReader::Result::Read || Reader.needsWholeUnit())
    return false;
  const UnitTypes &Read = Reader.types();
  const uint32_t FirstExtra = Out.Types.size();
  for (size_t I = 0; I < Reader.extras().size(); ++I)
    Out.Types.emplace_back();
  for (size_t I = 0; I < Reader.extras().size(); ++I)
    add(FirstExtra + I, Reader.extras()[I], U, FirstExtra);
  size_t Local = 0;
  Reader.forEachPosition([&](Position P) {
    add(want({U.Section, U.Offset + P}), Read.Types[Local++], U, FirstExtra);
    // It may be below a DIE that was wanted.
    if (auto It = Wanted.find(Index); It != Wanted.end()) {
      It->second.erase(P);
      if (It->second.empty())
        Wanted.erase(It);
    }
  });
  return true;
}

void SharedTypeReader::add(uint32_t Number, const LocalType &T, const Unit &U,
                           uint32_t FirstExtra) {
  LocalType New = T;
  New.Ref = translate(T.Ref, U, FirstExtra);
  New.First = Out.Items.size();
  for (Item I : Reader.types().items(T)) {
    if (T.Kind != TypeKind::Enum)
      I.Ref = translate(I.Ref, U, FirstExtra);
    Out.Items.push_back(I);
  }
  Out.Types[Number] = New;
}

uint32_t SharedTypeReader::translate(uint32_t Ref, const Unit &U,
                                     uint32_t FirstExtra) {
  if (Ref == VoidRef)
    return VoidRef;
  if (std::optional<uint32_t> Extra = TypeReader::extraOf(Ref))
    return FirstExtra + *Extra;
  if (std::optional<DiePlace> Place = Reader.foreignPlace(Ref))
    return want(*Place);
  return Ref < U.Size ? want({U.Section, U.Offset + Ref})
                      : SharedTypes::Unreadable;
}

SharedTypes SharedTypeReader::takeTypes() {
  Out.Places.assign(Numbers.begin(), Numbers.end());
  Out.Slots.assign(std::bit_ceil(std::max<size_t>(2 * Numbers.size(), 1 << 8)),
                   0);
  for (uint32_t I = 0; I < Out.Places.size(); ++I)
    probe(Out.Slots, SharedTypes::hashOf(Out.Places[I].first),
          [](uint32_t Other) { return !Other; }) = I + 1;
  return std::move(Out);
}

Expected<std::unique_ptr<SharedTypes>>
SharedTypes::read(const DebugSections &Sections, ArrayRef<Unit> Units, Names &N,
                  const ReaderOptions &Options, ArrayRef<DiePlace> Places) {
  SharedTypeReader Reader(Sections, Units, N, Options);
  for (const DiePlace &P : Places)
    Reader.want(P);
  Expected<bool> Ok = Reader.readWanted();
  if (!Ok)
    return Ok.takeError();
  if (!*Ok)
    return nullptr;
  return std::make_unique<SharedTypes>(Reader.takeTypes());
}

size_t SharedTypes::hashOf(const DiePlace &Place) {
  // Sections may be many, each with a type at the same offset.
  return seededHash(Place.Offset ^ Place.Section * UINT64_C(0x9e3779b97f4a7c15),
                    hashSeed());
}

uint32_t SharedTypes::find(const DiePlace &Place) const {
  const uint32_t Found = probe(Slots, hashOf(Place), [&](uint32_t I) {
    return !I || Places[I - 1].first == Place;
  });
  return Found ? Places[Found - 1].second : Unreadable;
}

ArrayRef<std::pair<DiePlace, uint32_t>>
SharedTypes::placesIn(DiePlace Begin, uint64_t Size) const {
  auto IsBelow = [](const DiePlace &Limit) {
    return [&Limit](const auto &P) { return P.first < Limit; };
  };
  const DiePlace End{Begin.Section, Begin.Offset + Size};
  auto First = partition_point(Places, IsBelow(Begin));
  auto Last = std::partition_point(First, Places.end(), IsBelow(End));
  return ArrayRef(Places).slice(First - Places.begin(), Last - First);
}

uint64_t SharedTypes::countCopied(ArrayRef<DiePlace> Of,
                                  std::vector<uint32_t> &Seen,
                                  uint32_t Mark) const {
  uint64_t Count = 0;
  std::vector<uint32_t> Work;
  auto Visit = [&](uint32_t Type) {
    if (Type == Unreadable || Seen[Type] == Mark)
      return;
    Seen[Type] = Mark;
    Work.push_back(Type);
  };
  for (const DiePlace &P : Of)
    Visit(find(P));
  while (!Work.empty()) {
    const LocalType &T = Types[Work.back()];
    Work.pop_back();
    Count += 1 + T.Count;
    forEachRef(T, items(T), Visit);
  }
  return Count;
}
