//===- ContentKeys.cpp - What a type says, as 128 bits --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A type says what it refers to, and that says what it refers to in turn. In C
/// this goes in circles:
///
///     struct dev;
///     typedef struct { struct dev *owner; } ops_t;
///     struct dev {
///       ops_t ops;
///       struct dev *next;
///     };
///
/// dev has an ops_t, which is a struct without a name, which has a pointer to
/// dev. A hash of everything that can be reached would not end.
///
/// But each circle passes through a struct or union that has a name. A type can
/// be used only behind its declaration, so the last reference of a circle, the
/// one that leads back, must be to a type that is declared and not yet
/// complete. In C only `struct dev`, by its name, can be that. A typedef
/// cannot: its name exists when its type is complete.
///
///     typedef struct { node *next; } node; // error: unknown type name 'node'
///
/// So each type has two keys. The key of a reference to a named struct, union
/// or enum is a hash of kind and name. The content key of a type is a hash of
/// what the type says itself and of the keys of the references in it. For all
/// types without such a name the two are one. Each line is a hash of what
/// stands to the right, where [x] is the key of a reference to x:
///
///     [struct dev]    STRUCT "dev"
///     [struct dev *]  PTR, [struct dev]
///     [struct {...}]  STRUCT, 8 bytes, "owner" at bit 0 [struct dev *]
///     [ops_t]         TYPEDEF "ops_t", [struct {...}]
///     content of dev  STRUCT "dev", 16 bytes, "ops" at bit 0 [ops_t],
///                     "next" at bit 64 [struct dev *]
///
/// What equal content keys mean: two units that agree about the words of dev
/// agree about everything that dev reaches, provided that each name on the way
/// means the same in both. Most names have one definition in the whole kernel,
/// so they do. The others are what TypeGraph.cpp and Refine.cpp are about.
///
/// The cases:
///
/// - A declaration, `struct dev;`, and the definition differ in content, but a
///   reference to one has the key of a reference to the other: a pointer to dev
///   is one type whether its unit sees the definition or not.
/// - One unit may define a name twice, in two functions. Then kind and name do
///   not say which one is meant, not even within the unit. References to these
///   get keys made of name and content, and what is built on them is computed
///   once more (tellSameNamedApart()). A reference to a declaration in that
///   unit keeps the key of the name.
/// - A base's types get keys by the same rule (BaseTypes.h), so a module's type
///   and the base's type can be compared without looking at either.
///
/// Input that no C compiler writes can have circles without a name: a pointer
/// to itself, two typedefs of each other (test/errors/cycles.s). The walk goes
/// depth first. A reference to a type that is still open closes such a circle:
/// it becomes void and is counted. So the walk ends: each step opens a type,
/// which happens once per type, meets one that is done, or cuts. A struct that
/// contains itself is no circle here, as it has a name; Legalize.cpp deals with
/// that.
///
/// The cost is linear in the number of references, and a multiple of that for
/// the few units with two types of one name. Content keys take the place of
/// comparisons: 45,000 different types have 2^30 pairs, so two of them get the
/// same 128 bits by chance once in 2^98 kernels.
///
/// libbpf's dedup starts from finished BTF, where a struct's hash covers names,
/// sizes and offsets but not types. Equal hashes are candidates, whose graphs
/// are then compared. We compare graphs only where names have several meanings.
///
//===----------------------------------------------------------------------===//

#include "Dedup/ContentKeys.h"

#include "Support/Probe.h"
#include "llvm/ADT/STLExtras.h"

#include <bit>
#include <utility>

using namespace llvm;
using namespace btfgen;

namespace {
/// What happened to a type so far while keys are computed.
enum : uint8_t { New, Open, Done };
/// Seeds beyond the kinds of types.
enum : uint64_t { SeedName = 0x100, SeedAlternative, SeedSameNamed };
} // namespace

Key128 ContentKeys::voidKey() { return {1, 1}; }

inline Key128 ContentKeys::refKey(uint32_t Ref) const {
  return Ref == VoidRef ? voidKey() : RefKeys[Ref];
}

/// The key of a reference by kind and name. These are 40 bits, which two odd
/// factors spread without making two of them equal.
static Key128 nameKey(const LocalType &T) {
  const uint64_t Says =
      (SeedName | static_cast<uint64_t>(T.Kind)) << 32 | T.Name;
  return {Says * 0x9e3779b97f4a7c15, Says * 0xd6e8feb86659fd93};
}

/// Adds what the items of \p T say.
Hasher128 ContentKeys::withItems(const UnitTypes &U, const LocalType &T,
                                 Hasher128 H) const {
  const ArrayRef<Item> Items = U.items(T);
  if (T.Kind == TypeKind::Enum) {
    for (const Item &I : Items)
      H.add(I.Name, static_cast<uint64_t>(I.value()));
    return H;
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
  return H;
}

inline Key128 ContentKeys::contentKey(const UnitTypes &U,
                                      const LocalType &T) const {
  Hasher128 H(static_cast<uint64_t>(T.Kind) | T.Flags << 8);
  H.add(static_cast<uint64_t>(T.Size) << 32 | T.Name, refKey(T.Ref));
  if (T.Count)
    H = withItems(U, T, H);
  return H.finish();
}

/// Puts the targets of type \p Local that have no key yet on the work list. A
/// target that is itself waiting for this type closes a cycle: it is cut.
bool ContentKeys::pushMissing(UnitTypes &U, uint32_t Local) {
  bool Missing = false;
  LocalType &T = U.Types[Local];
  forEachRef(T, U.items(T), [&](uint32_t &Ref) {
    if (State[Ref] == Done)
      return;
    if (State[Ref] == Open) {
      Ref = VoidRef;
      ++NumCycles;
      return;
    }
    Work.push_back(Ref);
    Missing = true;
  });
  return Missing;
}

/// Whether all that \p T refers to has its key.
inline bool ContentKeys::hasAllKeys(const UnitTypes &U,
                                    const LocalType &T) const {
  auto HasKey = [&](uint32_t Ref) {
    return Ref == VoidRef || State[Ref] == Done;
  };
  if (!HasKey(T.Ref))
    return false;
  return !T.Count || T.Kind == TypeKind::Enum ||
         llvm::all_of(U.items(T), [&](const Item &I) { return HasKey(I.Ref); });
}

/// Fills RefKeys where State says they are missing. No recursion: the depth of
/// a chain of types is the input's choice.
void ContentKeys::computeReferenceKeys(UnitTypes &U) {
  for (uint32_t Root : Others) {
    if (State[Root] == Done)
      continue;
    const LocalType &R = U.Types[Root];
    // Most are a step away from something that has its key.
    if (R.Kind != TypeKind::Alias && hasAllKeys(U, R)) [[likely]] {
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

void ContentKeys::NameSet::reset(size_t MaxNames) {
  size_t Capacity = std::bit_ceil(2 * MaxNames + 2);
  Slots.assign(Capacity, 0);
}

inline bool ContentKeys::NameSet::insert(uint64_t Name) {
  const uint32_t Kept = static_cast<uint32_t>(Name) | 1; // 0 is an empty slot
  uint32_t &Place = probe(Slots, seededHash(Name, Seed),
                          [&](uint32_t S) { return !S || S == Kept; });
  return !std::exchange(Place, Kept);
}

/// Fills Named and Others, without a branch.
void ContentKeys::sortOut(const UnitTypes &U) {
  const uint32_t NumTypes = U.Types.size();
  Named.resize(NumTypes);
  Others.resize(NumTypes);
  uint32_t NumNamed = 0;
  unsigned Kinds = 0; // a bit for each
  for (uint32_t L = 0; L < NumTypes; ++L) {
    const LocalType &T = U.Types[L];
    const unsigned Is = isByName(T.Kind, T.Name);
    Named[NumNamed] = L;
    Others[L - NumNamed] = L;
    NumNamed += Is;
    Kinds |= 1u << static_cast<unsigned>(T.Kind);
  }
  Named.resize(NumNamed);
  Others.resize(NumTypes - NumNamed);
  SawAlias = Kinds >> static_cast<unsigned>(TypeKind::Alias) & 1;
}

void ContentKeys::compute(UnitTypes &U, SameNamed As) {
  const uint32_t NumTypes = U.Types.size();
  RefKeys.resize(NumTypes);
  Contents.resize(NumTypes);
  State.assign(NumTypes, New);
  sortOut(U);
  // All names first: content keys build on them.
  bool SawSameNamed = false;
  AnyToldApart = SawWideEnum = false;
  NamesSeen.reset(Named.size());
  for (uint32_t L : Named) {
    const LocalType &T = U.Types[L];
    RefKeys[L] = nameKey(T);
    State[L] = Done;
    SawWideEnum |= T.Kind == TypeKind::Enum && T.Size > 4;
    if (!(T.Flags & TypeDeclaration))
      SawSameNamed |= !NamesSeen.insert(RefKeys[L].Lo);
  }
  computeReferenceKeys(U);
  computeContents(U);
  if (SawSameNamed && As == SameNamed::Apart) [[unlikely]]
    tellSameNamedApart(U);
}

void ContentKeys::computeContents(const UnitTypes &U) {
  for (uint32_t L : Others)
    Contents[L] = RefKeys[L];
  for (uint32_t L : Named)
    Contents[L] = contentKey(U, U.Types[L]);
}

/// The definitions that a unit has of one name.
struct ContentKeys::SameNamedGroup {
  Key128 Name;
  SmallVector<uint32_t, 4> Locals;
  size_t NumContents = 1; ///< how many of them differ, as far as is known
};

std::vector<ContentKeys::SameNamedGroup>
ContentKeys::findSameNamed(const UnitTypes &U) const {
  std::vector<std::pair<Key128, uint32_t>> Definitions;
  for (uint32_t L : Named)
    if (!(U.Types[L].Flags & TypeDeclaration))
      Definitions.push_back({RefKeys[L], L});
  llvm::sort(Definitions);
  std::vector<SameNamedGroup> Groups;
  for (size_t I = 0, J; I < Definitions.size(); I = J) {
    for (J = I + 1; J < Definitions.size() &&
                    Definitions[J].first == Definitions[I].first;)
      ++J;
    if (J == I + 1)
      continue;
    Groups.push_back({Definitions[I].first, {}});
    for (; I < J; ++I)
      Groups.back().Locals.push_back(Definitions[I].second);
  }
  return Groups;
}

/// Gives the types of \p Group keys of their own if more of them differ than
/// did so far. They do not if the compiler wrote the same type twice.
bool ContentKeys::tellApart(SameNamedGroup &Group) {
  SmallVector<Key128, 4> Different;
  for (uint32_t L : Group.Locals)
    Different.push_back(Contents[L]);
  llvm::sort(Different);
  const size_t Num = llvm::unique(Different) - Different.begin();
  if (Num == Group.NumContents)
    return false;
  Group.NumContents = Num;
  for (uint32_t L : Group.Locals) {
    Hasher128 H(SeedAlternative);
    H.add(Contents[L].Lo ^ Contents[L].Hi, Group.Name);
    RefKeys[L] = H.finish();
  }
  return true;
}

/// A unit can define one name twice (in two functions, say). Then the name
/// alone does not say which is meant: references to these types get keys of
/// their own, and everything is computed again on top of them. That may show
/// more types of one name to differ, namely by what they refer to.
void ContentKeys::tellSameNamedApart(UnitTypes &U) {
  // So far from each other no compiler puts two differences.
  constexpr unsigned MaxRounds = 16;
  std::vector<SameNamedGroup> Groups = findSameNamed(U);
  const std::vector<Key128> ByName = Contents;
  bool Any = true;
  for (unsigned Round = 0; Any && Round < MaxRounds; ++Round) {
    Any = false;
    for (SameNamedGroup &G : Groups)
      Any |= tellApart(G);
    if (!Any)
      break;
    AnyToldApart = true;
    for (uint32_t L : Others)
      State[L] = New;
    computeReferenceKeys(U);
    computeContents(U);
  }
  if (AnyToldApart)
    addSameNamed(Groups, ByName, /*IsComplete=*/!Any);
}

/// The key of a reference to one of several definitions says only as much of
/// that as told it from the others: units that agree about this may differ
/// otherwise. So what depends on such references gets keys that say all
/// definitions of \p Groups, and units share it only if they have the same.
void ContentKeys::addSameNamed(ArrayRef<SameNamedGroup> Groups,
                               ArrayRef<Key128> ByName, bool IsComplete) {
  std::vector<std::pair<Key128, Key128>> All; // reference, content
  for (const SameNamedGroup &G : Groups)
    if (G.NumContents > 1)
      for (uint32_t L : G.Locals)
        All.push_back({RefKeys[L], Contents[L]});
  llvm::sort(All);
  All.erase(llvm::unique(All), All.end());
  if (!IsComplete) // then it takes the same unit
    for (size_t L = 0; L < Contents.size(); ++L)
      All.push_back({RefKeys[L], Contents[L]});
  Hasher128 Definitions(SeedSameNamed);
  for (auto &[Reference, Content] : All) {
    Definitions.add(Reference.Lo, Reference);
    Definitions.add(Content.Lo, Content);
  }
  const Key128 Key = Definitions.finish();
  for (size_t L = 0; L < Contents.size(); ++L)
    if (Contents[L] != ByName[L]) {
      Hasher128 H(SeedSameNamed);
      H.add(Key.Lo, Key);
      H.add(Contents[L].Lo, Contents[L]);
      Contents[L] = H.finish();
    }
}

bool ContentKeys::isToldApart(const UnitTypes &U, uint32_t Local) const {
  const LocalType &T = U.Types[Local];
  return AnyToldApart && isByName(T.Kind, T.Name) &&
         RefKeys[Local] != nameKey(T);
}
