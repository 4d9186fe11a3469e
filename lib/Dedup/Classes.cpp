//===- Classes.cpp - Equal types of all units, once -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two units:
///
///     // one.c                            // two.c
///     struct req { int a; };              struct req;
///     struct job { struct req *r; };      struct job { struct req *r; };
///
/// The first has four types, the second three. By their content keys
/// (ContentKeys.cpp) they are of five classes:
///
///     content                             in one.c          in two.c
///     INT "int", 4 bytes, signed          int
///     STRUCT "req", "a" at bit 0 [int]    struct req
///     STRUCT "req", declared                                struct req
///     PTR, [struct req]                   struct req *      struct req *
///     STRUCT "job", "r" at bit 0 [PTR]    struct job        struct job
///
/// A kernel's units have five million types of some 45,000 classes. A worker
/// reads a unit, computes the keys of its types, and looks each key up in a
/// table that all workers share. A new key makes a class, and the worker keeps
/// a copy of that type. Of a known key it keeps only the number of the class.
/// So there are two parts:
///
/// - for each class one record, whose references are classes;
/// - for each group of units the list of its types' classes, in the order of
///   the types. Units include the same headers in the same order, so most
///   numbers are one higher than the one before, and only the ends of such runs
///   are kept: of a kernel, every eighth type.
///
/// Which worker brings a class first is a matter of timing, and with it the
/// number of the class. So is what the record refers to by name: job's pointer
/// may refer to the class of req's definition or to that of the declaration.
/// For that reason later stages use only kind and name of such a reference,
/// unless the record RefersExactly. What does not depend on timing is the key
/// of a class, and the first group and type that have it (FirstSeen).
/// Everything that needs an order goes by that.
///
/// The cost is one look-up per type, which takes no lock if the class is known
/// (ShardedTable.h). Mostly it is not even a look-up: a worker compares with
/// the key of the next class first (right for seven types in eight), and then
/// with that of the class that came behind the last one before. Memory follows
/// the number of classes, and a byte for two or three types.
///
/// Classes do not say what `struct req` in job means. TypeGraph.cpp decides
/// that.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Classes.h"

#include "llvm/ADT/STLExtras.h"

#include <bit>
#include <cstring>

using namespace llvm;
using namespace btfgen;

/// Beyond the kinds of types and what ContentKeys.cpp uses.
static constexpr uint64_t SeedTag = 0x200;

static Occurrence occurrence(size_t Group, size_t Index) {
  return {static_cast<uint32_t>(Group), static_cast<uint32_t>(Index)};
}

/// Where type \p L of a group counts as seen: a copy of another group's type
/// behind all others, so that its own place is the first.
static Occurrence placeOf(size_t Group, uint32_t L, const UnitTypes &U) {
  Occurrence Seen = occurrence(Group, L);
  if (L - U.FirstCopy < U.NumCopies) [[unlikely]]
    Seen.Group |= 0x80000000;
  return Seen;
}

bool ClassWorker::add(size_t Group, UnitTypes &U) {
  Keys.compute(U);
  if (!internTypes(Group, U))
    return false;
  for (auto [L, Class] : Created)
    store(U, U.Types[L], Class);
  pack(Group);
  internTags(Group, U);
  return true;
}

/// An alias: no class has this id.
static constexpr uint32_t Unresolved = VoidRef - 1;

bool ClassWorker::internTypes(size_t Group, const UnitTypes &U) {
  const uint32_t NumTypes = U.Types.size();
  Classes.resize(NumTypes);
  Created.clear();
  Runs.clear();
  if (!Keys.sawAlias()) [[likely]] {
    const uint32_t FirstCopy = std::min(U.FirstCopy, NumTypes);
    const uint32_t EndCopy = std::min(FirstCopy + U.NumCopies, NumTypes);
    return internRange(Group, U, 0, FirstCopy) &&
           internRange(Group, U, FirstCopy, EndCopy) &&
           internRange(Group, U, EndCopy, NumTypes);
  }
  for (uint32_t L = 0; L < NumTypes; ++L)
    if (U.Types[L].Kind == TypeKind::Alias)
      Classes[L] = Unresolved;
    else if (!internRange(Group, U, L, L + 1))
      return false;
  resolveAliases(U);
  return true;
}

/// How many classes there are from \p Class on, up to 64, that this worker was
/// given.
size_t ClassWorker::countGiven(uint32_t Class) const {
  const size_t Word = Class / 64;
  return Word < Given.size() ? std::countr_one(Given[Word] >> Class % 64) : 0;
}

/// Sets Classes of types \p Begin to \p End, of which none is an alias, and all
/// are copies of another group's or none is.
bool ClassWorker::internRange(size_t Group, const UnitTypes &U, uint32_t Begin,
                              uint32_t End) {
  const ArrayRef<Key128> Contents = Keys.contents();
  auto RankOf = [&](uint32_t L) { return placeOf(Group, L, U).rank(); };
  for (uint32_t L = Begin; L < End;) {
    uint32_t *Behind = &First;
    if (L > 0 && Classes[L - 1] < Unresolved) {
      const uint32_t Last = Classes[L - 1];
      const auto Likely =
          Contents.slice(L, std::min<size_t>(countGiven(Last + 1), End - L));
      const size_t Num = Table.Table.countKeys(Last + 1, Likely, RankOf(L));
      for (size_t I = 0; I < Num; ++I)
        Classes[L + I] = Last + 1 + I;
      L += Num;
      if (L == End)
        return true;
      Behind = &Next[Last + Num];
    }
    Table.Table.prefetch(Contents[L]);
    uint32_t Class = *Behind;
    if (Class == NoGuess || !Table.Table.isKey(Class, Contents[L], RankOf(L))) {
      auto [Id, Inserted] = Table.Table.intern(Contents[L], RankOf(L));
      if (Inserted) {
        if (Table.isFull())
          return false;
        Created.push_back({L, Id});
      }
      Class = *Behind = Id;
      if (Id >= Next.size()) {
        Next.resize(Id + 1 + Id / 2, NoGuess);
        Given.resize(Next.size() / 64 + 1);
      }
      Given[Id / 64] |= uint64_t(1) << Id % 64;
    }
    Runs.push_back({L, Class});
    Classes[L++] = Class;
  }
  return true;
}

/// Sets the Classes of aliases, and Runs.
void ClassWorker::resolveAliases(const UnitTypes &U) {
  for (uint32_t L = 0, E = U.Types.size(); L < E; ++L) {
    if (Classes[L] != Unresolved)
      continue;
    // Cycles of aliases were cut when their keys were computed. What is passed
    // on the way is not walked again: the length of a chain is the input's
    // choice.
    uint32_t Target = L;
    while (Target != VoidRef && Classes[Target] == Unresolved)
      Target = U.Types[Target].Ref;
    const uint32_t Class = Target == VoidRef ? VoidRef : Classes[Target];
    for (uint32_t Passed = L; Passed != Target; Passed = U.Types[Passed].Ref)
      Classes[Passed] = Class;
  }
  Runs.clear();
  for (uint32_t L = 0, E = Classes.size(); L < E; ++L)
    if (!L || Classes[L] != Classes[L - 1] + 1 || Classes[L - 1] == VoidRef)
      Runs.push_back({L, Classes[L]});
}

void ClassWorker::internTags(size_t Group, const UnitTypes &U) {
  const ArrayRef<Key128> Contents = Keys.contents();
  for (size_t I = 0; I < U.Tags.size(); ++I) {
    const LocalTag &Tag = U.Tags[I];
    Hasher128 H(SeedTag);
    H.add(static_cast<uint64_t>(Tag.Value) << 32 |
              static_cast<uint32_t>(Tag.Component),
          Contents[Tag.Target]);
    auto [Id, Inserted] =
        Table.TagTable.intern(H.finish(), occurrence(Group, I).rank());
    if (Inserted && Classes[Tag.Target] != VoidRef)
      Table.AllTags[Id] = {
          ClassId(Classes[Tag.Target]), Tag.Component, Tag.Value, {}};
  }
}

void ClassWorker::pack(size_t Group) {
  constexpr size_t MaxLength = 3 * 5;
  Packed.resize(Runs.size() * MaxLength);
  uint8_t *P = Packed.data();
  auto Add = [&P](uint32_t Value) {
    for (; Value >= 0x80; Value >>= 7)
      *P++ = Value | 0x80;
    *P++ = Value;
  };
  uint32_t Expected = 0; // class
  uint32_t Skipped = 0;
  for (size_t I = 0; I < Runs.size(); ++I) {
    const auto [Local, Class] = Runs[I];
    const uint32_t Count =
        (I + 1 < Runs.size() ? Runs[I + 1].first : Classes.size()) - Local;
    if (Class == VoidRef) {
      Skipped += Count;
      continue;
    }
    const auto Delta = static_cast<int32_t>(Class - Expected);
    Add(Skipped);
    Add(static_cast<uint32_t>(Delta) << 1 ^ static_cast<uint32_t>(Delta >> 31));
    Add(Count);
    Expected = Class + Count;
    Skipped = 0;
  }
  Table.OfGroup[Group].assign(Packed.data(), P);
}

void ClassWorker::store(const UnitTypes &U, const LocalType &T,
                        uint32_t Class) {
  auto ClassOf = [&](uint32_t Ref) {
    return Ref == VoidRef ? VoidRef : Classes[Ref];
  };
  TypeRecord &C = Table.All[Class];
  C.Name = T.Name;
  C.Size = T.Size;
  C.Kind = T.Kind;
  C.Flags = T.Flags;
  C.Ref = ClassOf(T.Ref);
  C.Count = T.Count;
  C.HasPlainKey = !Keys.isAnyToldApart();
  forEachRef(T, U.items(T), [&](uint32_t Ref) {
    if (Keys.isToldApart(U, Ref))
      C.RefersExactly = true;
  });
  if (!T.Count)
    return;
  Item *Items = Storage.Allocate<Item>(T.Count);
  std::memcpy(Items, U.Items.data() + T.First, T.Count * sizeof(Item));
  if (T.Kind != TypeKind::Enum)
    for (uint32_t I = 0; I < T.Count; ++I)
      Items[I].Ref = ClassOf(Items[I].Ref);
  C.Items = Items;
}

void ClassTable::finish() {
  FirstSeen.resize(size());
  Keys.resize(size());
  Table.forEach([&](const Key128 &Key, uint32_t Id, uint64_t Rank) {
    FirstSeen[Id] = Occurrence::ofRank(Rank);
    Keys[Id] = Key;
  });
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
  TagTable.forEach([&](const Key128 &, uint32_t Id, uint64_t Rank) {
    ClassTag Tag = AllTags[Id];
    Tag.FirstSeen = Occurrence::ofRank(Rank);
    if (!Tag.Target.isNone())
      Tags.push_back(Tag);
  });
  llvm::sort(Tags, [](const ClassTag &A, const ClassTag &B) {
    return A.FirstSeen < B.FirstSeen;
  });
  return Tags;
}
