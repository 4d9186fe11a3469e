//===- Classes.cpp - Equal types of all units, once -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Classes.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cstring>

using namespace llvm;
using namespace btfgen;

namespace {
/// What happened to a type so far while keys are computed.
enum : uint8_t { New, Open, Done };
/// Seeds beyond the kinds of types.
enum : uint64_t { SeedName = 0x100, SeedAlternative, SeedTag };
} // namespace

Key128 ClassWorker::voidKey() { return {1, 1}; }

inline Key128 ClassWorker::refKey(uint32_t Ref) const {
  return Ref == VoidRef ? voidKey() : RefKeys[Ref];
}

/// The key of a reference by kind and name.
static Key128 nameKey(const LocalType &T) {
  Hasher128 H(SeedName);
  H.add(static_cast<uint64_t>(T.Kind), T.Name);
  return H.finish();
}

Key128 ClassWorker::contentKey(const UnitTypes &U, const LocalType &T) const {
  Hasher128 H(static_cast<uint64_t>(T.Kind) | T.Flags << 8);
  H.add(static_cast<uint64_t>(T.Size) << 32 | T.Name, refKey(T.Ref));
  if (!T.Count)
    return H.finish();
  ArrayRef<Item> Items(U.Items.data() + T.First, T.Count);
  if (T.Kind == TypeKind::Enum) {
    for (const Item &I : Items)
      H.add(I.Name, static_cast<uint64_t>(I.value()));
    return H.finish();
  }
  for (const Item &I : Items) {
    const uint64_t Place = static_cast<uint64_t>(I.A) << 32 | I.Name;
    // Bitfields are few: their size goes in as a word of its own.
    if (I.B) [[unlikely]]
      H.add(I.B, 0);
    if (I.Ref == VoidRef) [[unlikely]]
      H.add(Place, voidKey());
    else
      H.add(Place, RefKeys[I.Ref]);
  }
  return H.finish();
}

/// Puts the targets of type \p Local that have no key yet on the work list. A
/// target that is itself waiting for this type closes a cycle: it is cut.
bool ClassWorker::pushMissing(UnitTypes &U, uint32_t Local) {
  bool Missing = false;
  auto Need = [&](uint32_t &Ref) {
    if (Ref == VoidRef || State[Ref] == Done)
      return;
    if (State[Ref] == Open) {
      Ref = VoidRef;
      ++NumCycles;
      return;
    }
    Work.push_back(Ref);
    Missing = true;
  };
  LocalType &T = U.Types[Local];
  Need(T.Ref);
  if (T.Kind != TypeKind::Enum)
    for (uint32_t I = T.First, E = T.First + T.Count; I < E; ++I)
      Need(U.Items[I].Ref);
  return Missing;
}

/// Fills RefKeys where State says they are missing. No recursion: the depth of
/// a chain of types is the input's choice.
void ClassWorker::computeReferenceKeys(UnitTypes &U) {
  for (uint32_t Root = 0, E = U.Types.size(); Root < E; ++Root) {
    if (State[Root] == Done)
      continue;
    const LocalType &R = U.Types[Root];
    // Most are a step away from something that has its key.
    if (!R.Count && (R.Ref == VoidRef || State[R.Ref] == Done) &&
        R.Kind != TypeKind::Alias) [[likely]] {
      RefKeys[Root] = contentKey(U, R);
      State[Root] = Done;
      continue;
    }
    Work.push_back(Root);
    while (!Work.empty()) {
      uint32_t Local = Work.back();
      if (State[Local] == New) {
        State[Local] = Open;
        if (pushMissing(U, Local))
          continue;
      }
      Work.pop_back();
      if (State[Local] == Done)
        continue;
      const LocalType &T = U.Types[Local];
      RefKeys[Local] =
          T.Kind == TypeKind::Alias ? refKey(T.Ref) : contentKey(U, T);
      State[Local] = Done;
    }
  }
}

void ClassWorker::NameSet::reset(size_t MaxNames) {
  size_t Capacity = std::bit_ceil(2 * MaxNames + 2);
  Slots.assign(Capacity, 0);
  Mask = Capacity - 1;
}

inline bool ClassWorker::NameSet::insert(uint64_t Name) {
  Name |= 1; // 0 is an empty slot
  size_t I = (Name >> 8) & Mask;
  for (; Slots[I]; I = (I + 1) & Mask)
    if (Slots[I] == Name)
      return false;
  Slots[I] = Name;
  return true;
}

void ClassWorker::add(size_t Group, UnitTypes &U) {
  const uint32_t NumTypes = U.Types.size();
  RefKeys.resize(NumTypes);
  Contents.resize(NumTypes);
  State.assign(NumTypes, New);
  // All names first: content keys build on them.
  bool Homonyms = false;
  NamesSeen.reset(NumTypes);
  for (uint32_t L = 0; L < NumTypes; ++L) {
    const LocalType &T = U.Types[L];
    if (!isByName(T.Kind, T.Name))
      continue;
    RefKeys[L] = nameKey(T);
    State[L] = Done;
    if (!(T.Flags & TypeDeclaration))
      Homonyms |= !NamesSeen.insert(RefKeys[L].Lo);
  }
  computeReferenceKeys(U);
  computeContents(U);
  if (Homonyms) [[unlikely]]
    tellHomonymsApart(U);
  intern(Group, U);
}

void ClassWorker::computeContents(const UnitTypes &U) {
  for (uint32_t L = 0, E = U.Types.size(); L < E; ++L) {
    const LocalType &T = U.Types[L];
    Contents[L] = isByName(T.Kind, T.Name) ? contentKey(U, T) : RefKeys[L];
  }
}

/// A unit can define one name twice (in two functions, say). Then the name
/// alone does not say which is meant: references to these types get keys of
/// their own, and everything is computed again on top of them.
void ClassWorker::tellHomonymsApart(UnitTypes &U) {
  std::vector<std::pair<Key128, uint32_t>> Definitions;
  for (uint32_t L = 0, E = U.Types.size(); L < E; ++L) {
    const LocalType &T = U.Types[L];
    if (isByName(T.Kind, T.Name) && !(T.Flags & TypeDeclaration))
      Definitions.push_back({RefKeys[L], L});
  }
  llvm::sort(Definitions);
  bool Any = false;
  for (size_t I = 0, J; I < Definitions.size(); I = J) {
    for (J = I + 1; J < Definitions.size() &&
                    Definitions[J].first == Definitions[I].first;)
      ++J;
    auto Same = ArrayRef(Definitions).slice(I, J - I);
    if (all_of(Same, [&](auto &D) {
          return Contents[D.second] == Contents[Same[0].second];
        }))
      continue; // the compiler wrote the same type twice
    Any = true;
    for (auto &[Name, L] : Same) {
      Hasher128 H(SeedAlternative);
      H.add(Contents[L].Lo ^ Contents[L].Hi, Name);
      RefKeys[L] = H.finish();
    }
  }
  if (!Any)
    return;
  for (uint32_t L = 0, E = U.Types.size(); L < E; ++L)
    State[L] = isByName(U.Types[L].Kind, U.Types[L].Name) ? Done : New;
  computeReferenceKeys(U);
  computeContents(U);
}

void ClassWorker::intern(size_t Group, const UnitTypes &U) {
  const uint32_t NumTypes = U.Types.size();
  Classes.resize(NumTypes);
  Created.clear();
  constexpr uint32_t Ahead = 8; // hides the latency of the second-level cache
  for (uint32_t L = 0; L < NumTypes; ++L) {
    if (L + Ahead < NumTypes)
      Table.Table.prefetch(Contents[L + Ahead]);
    if (U.Types[L].Kind == TypeKind::Alias) {
      Classes[L] = VoidRef;
      continue;
    }
    auto [Id, Inserted] =
        Table.Table.intern(Contents[L], static_cast<uint64_t>(Group) << 32 | L);
    Classes[L] = Id;
    if (Inserted)
      Created.push_back({L, Id});
  }
  for (uint32_t L = 0; L < NumTypes; ++L) {
    if (U.Types[L].Kind != TypeKind::Alias)
      continue;
    // Cycles of aliases were cut when their keys were computed.
    uint32_t Target = L;
    while (Target != VoidRef && U.Types[Target].Kind == TypeKind::Alias)
      Target = U.Types[Target].Ref;
    Classes[L] = Target == VoidRef ? VoidRef : Classes[Target];
  }
  for (auto [L, Class] : Created)
    store(U, U.Types[L], Class);
  pack(Group);
  for (size_t I = 0; I < U.Tags.size(); ++I) {
    const LocalTag &Tag = U.Tags[I];
    Hasher128 H(SeedTag);
    H.add(static_cast<uint64_t>(Tag.Value) << 32 |
              static_cast<uint32_t>(Tag.Component),
          Contents[Tag.Target]);
    auto [Id, Inserted] = Table.TagTable.intern(
        H.finish(), static_cast<uint64_t>(Group) << 32 | I);
    if (Inserted && Classes[Tag.Target] != VoidRef)
      Table.AllTags[Id] = {ClassId(Classes[Tag.Target]), Tag.Component,
                           Tag.Value, 0};
  }
}

void ClassWorker::pack(size_t Group) {
  constexpr size_t MaxLength = 5;
  Packed.resize(Classes.size() * MaxLength);
  uint8_t *P = Packed.data();
  uint32_t Last = 0;
  for (uint32_t Class : Classes) {
    const uint32_t Coded = Class + 1; // VoidRef: 0
    const auto Delta = static_cast<int32_t>(Coded - Last);
    Last = Coded;
    auto Zigzag =
        static_cast<uint32_t>(Delta) << 1 ^ static_cast<uint32_t>(Delta >> 31);
    for (; Zigzag >= 0x80; Zigzag >>= 7)
      *P++ = Zigzag | 0x80;
    *P++ = Zigzag;
  }
  Table.OfGroup[Group].assign(Packed.data(), P);
  Table.NumTypes[Group] = Classes.size();
}

void ClassWorker::store(const UnitTypes &U, const LocalType &T,
                        uint32_t Class) {
  auto ClassOf = [&](uint32_t Ref) {
    return Ref == VoidRef ? VoidRef : Classes[Ref];
  };
  TypeClass &C = Table.All[Class];
  C.Name = T.Name;
  C.Size = T.Size;
  C.Kind = T.Kind;
  C.Flags = T.Flags;
  C.Ref = ClassOf(T.Ref);
  C.Count = T.Count;
  if (!T.Count)
    return;
  Item *Items = Storage->Allocate<Item>(T.Count);
  std::memcpy(Items, U.Items.data() + T.First, T.Count * sizeof(Item));
  if (T.Kind != TypeKind::Enum)
    for (uint32_t I = 0; I < T.Count; ++I)
      Items[I].Ref = ClassOf(Items[I].Ref);
  C.Items = Items;
}

std::vector<uint64_t> ClassTable::firstSeen() const {
  std::vector<uint64_t> Seen(size());
  Table.forEach(
      [&](const Key128 &, uint32_t Id, uint64_t First) { Seen[Id] = First; });
  return Seen;
}

bool ClassTable::hasEmptyNames(const Names &N) const {
  char Short[4];
  for (uint32_t C = 0, E = size(); C < E; ++C)
    if (All[C].Name && N.text(All[C].Name, Short).empty())
      return true;
  return false;
}

std::vector<ClassTag> ClassTable::tags() const {
  std::vector<ClassTag> Tags;
  TagTable.forEach([&](const Key128 &, uint32_t Id, uint64_t First) {
    ClassTag Tag = AllTags[Id];
    Tag.Occurrence = First;
    if (!Tag.Target.isNone())
      Tags.push_back(Tag);
  });
  llvm::sort(Tags, [](const ClassTag &A, const ClassTag &B) {
    return A.Occurrence < B.Occurrence;
  });
  return Tags;
}
