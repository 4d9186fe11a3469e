//===- TypeReader.cpp - From DIEs to UnitTypes ----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading goes in two steps. The walk (DieWalk.h) appends types, members and
// functions in the order of their DIEs, with references as positions. Then all
// positions are known, and references become type numbers.
//
//===----------------------------------------------------------------------===//

#include "DWARF/TypeReader.h"

#include "DWARF/DieWalk.h"
#include "DWARF/Supplement.h"

using namespace llvm;
using namespace btfgen;

TypeReader::TypeReader(const DebugSections &Sections, ArrayRef<Unit> Units,
                       Names &N, const ReaderOptions &Options,
                       const SharedTypes *Shared)
    : Sections(Sections), Units(Units), NameTable(N),
      HasSupplement(Sections.Sup && Sections.Sup->isUsed()), Options(Options),
      Shared(Shared), CopyOf(Shared ? Shared->types().size() : 0) {}

Error TypeReader::load(const UnitGroup &Group) {
  Members.resize(Group.size());
  BySignature.clear();
  uint64_t Base = 0;
  for (size_t I = 0; I < Group.size(); ++I) {
    const Unit &U = Units[Group[I].index()];
    Loaded &M = Members[I];
    M.Index = Group[I];
    M.Base = static_cast<uint32_t>(Base);
    Base += U.Size;
    if (Base >= ExtraBit)
      return createStringError(
          "section .debug_info: unit at 0x" + Twine::utohexstr(U.Offset) +
          ": units that refer to each other add up to more than 2 GiB");
    Expected<const uint8_t *> Bytes =
        Sections.of(U).read(U.Offset, U.Size, M.Scratch);
    if (!Bytes)
      return Bytes.takeError();
    M.Bytes = *Bytes;
    if (U.isTypeUnit() && U.TypeOffset < U.Size)
      BySignature.try_emplace(U.Signature,
                              M.Base + static_cast<uint32_t>(U.TypeOffset));
  }
  Positions.reset(Base);
  // A unit of a kernel takes up to three times its size.
  constexpr uint64_t FixedLimit = 1 << 28, LimitPerByte = 8;
  MemoryLimit = FixedLimit + LimitPerByte * Base;
  return Error::success();
}

/// How many bytes the group takes, with what its types will take until they
/// have their classes. A DIE can be a single byte, and a record is forty.
uint64_t TypeReader::memoryOfGroup() const {
  constexpr uint64_t KeysOfType = 78; // ContentKeys, ClassWorker
  auto Sum = [](const auto &...Lists) {
    return (... + (Lists.size() * uint64_t(sizeof(Lists[0]))));
  };
  // A dimension becomes a type at the end of its array. What else is pending is
  // copied then.
  const uint64_t NumTypes =
      Out.Types.size() + Extras.size() + PendingDimensions.size();
  return NumTypes * (sizeof(LocalType) + KeysOfType) +
         Sum(Out.Items, Out.Tags, Out.Functions, Out.Params, Out.FunctionTags,
             Out.Variables, Out.VariableTags, Out.Calls, Bitfields, Specified,
             UnreadableNames, AnnotatedDies, GNUNotes, ForeignPlaces, Stack) +
         2 * Sum(PendingItems, PendingParams, PendingTypeTags);
}

void TypeReader::clear() {
  Out.clear();
  Extras.clear();
  Bitfields.clear();
  Specified.clear();
  UnreadableNames.clear();
  AnnotatedDies.clear();
  GNUNotes.clear();
  ForeignPlaces.clear();
  for (uint32_t Type : Copies)
    CopyOf[Type] = 0;
  Copies.clear();
  Problem = {};
}

/// False: the table is malformed. Then only that unit is left out.
bool TypeReader::compileAbbrevs(const Loaded &M) {
  const Unit &U = Units[M.Index.index()];
  StrStart = Sections.isInSupplement(U) ? Sections.Sup->StrStart : 0;
  Error E = Abbrevs.compile(Sections.Abbrev.whole(), U, Table);
  if (!E)
    return true;
  Problem = {"its abbreviation table is malformed", M.Index, U.Offset};
  consumeError(std::move(E));
  return false;
}

/// Empties \p V. Its memory is kept for the next unit, unless it is so much
/// that only a hostile unit takes it.
template <typename T> static void emptyAndRelease(std::vector<T> &V) {
  constexpr size_t KeptBytes = 1 << 24;
  V.clear();
  if (V.capacity() * sizeof(T) > KeptBytes)
    std::vector<T>().swap(V); // shrink_to_fit() needs exceptions
}

Expected<TypeReader::Result> TypeReader::read(const UnitGroup &Group,
                                              bool IsGrouped) {
  clear();
  Grouped = IsGrouped;
  OnlyDies = false;
  if (Error E = load(Group))
    return E;
  for (size_t I = 0; I < Members.size(); ++I) {
    const bool Ok = compileAbbrevs(Members[I]);
    if (Ok && !Grouped &&
        (Table.LeavesUnit || Units[Members[I].Index.index()].isTypeUnit()))
      return Result::LeavesUnit;
    if (!Ok || !(Sections.LittleEndian ? Walk<true>(*this, I).run()
                                       : Walk<false>(*this, I).run())) {
      Out.clear();
      return Result::Defect;
    }
  }
  if (Shared && !sharesOnlyTypes())
    return Result::SharedNoType;
  emptyAndRelease(PendingDimensions);
  resolveAll();
  return Result::Read;
}

Expected<TypeReader::Result> TypeReader::readDies(UnitIdx U,
                                                  ArrayRef<uint32_t> Wanted) {
  clear();
  OnlyDies = true;
  if (Error E = load({U}))
    return E;
  if (!compileAbbrevs(Members[0]) ||
      !(Sections.LittleEndian ? Walk<true>(*this, 0).runAt(Wanted)
                              : Walk<false>(*this, 0).runAt(Wanted)))
    return Result::Defect;
  return Result::Read;
}

/// Whether DIEs begin where Shared has types of the group.
bool TypeReader::sharesOnlyTypes() const {
  for (size_t I = 0; I < Members.size(); ++I) {
    if (Out.Units[I].Skipped || Out.Units[I].IsSkeleton)
      continue;
    const Unit &U = Units[Members[I].Index.index()];
    for (const auto &[Place, Type] :
         Shared->placesIn({U.Section, U.Offset}, U.Size)) {
      const uint32_t Position =
          Members[I].Base + static_cast<uint32_t>(Place.Offset - U.Offset);
      if (Shared->types()[Type].Ref != SharedTypes::Unreadable &&
          Positions.find(Position) == RankedBits::NotAdded)
        return false;
    }
  }
  return true;
}

uint32_t TypeReader::resolve(uint32_t Position) const {
  if (Position == VoidRef)
    return VoidRef;
  if (Position & ExtraBit)
    return numberOf(Position);
  const uint32_t Local = Positions.find(Position);
  return Local == UINT32_MAX ? UnreadableRef : Local;
}

// Twelve million references in a kernel: where the processor has an instruction
// to count bits, it is used. The sanitizers' start is too late for that choice.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) &&                   \
    !defined(__SANITIZE_THREAD__) && defined(__GNUC__) && !defined(__clang__)
#define BTFGEN_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define BTFGEN_COUNTS_BITS
#endif

BTFGEN_COUNTS_BITS void TypeReader::resolveAll() {
  auto Count = [](uint64_t V) -> uint32_t { return __builtin_popcountll(V); };
  NumDieTypes = Out.Types.size();
  // Room for the unreadable one, too: for it alone all would be copied.
  Out.Types.reserve(Out.Types.size() + Extras.size() + 1);
  Out.Types.insert(Out.Types.end(), Extras.begin(), Extras.end());
  emptyAndRelease(Extras);
  addCopies();
  Unreadable = Out.Types.size();
  Out.Types.emplace_back().Size = ReasonUnreadable;
  // What resolve() says, but for a reference that leads nowhere: that is
  // counted and leads to Unreadable.
  uint32_t NumDangling = 0;
  auto Resolve = [&, View = Positions.view()](uint32_t Position) {
    if (Position == VoidRef)
      return VoidRef;
    if (Position & ExtraBit)
      return numberOf(Position);
    const uint32_t Local = View.find(Position, Count);
    if (Local != RankedBits::NotAdded) [[likely]]
      return Local;
    ++NumDangling;
    return Unreadable;
  };
  std::vector<uint32_t> WideEnums;
  for (LocalType &T : Out.Types) {
    T.Ref = Resolve(T.Ref);
    if (T.Kind != TypeKind::Enum)
      continue;
    if (T.Size > 4 && T.Ref != VoidRef)
      WideEnums.push_back(&T - Out.Types.data());
    else
      T.Ref = VoidRef;
  }
  // Of all types in one go: how many each has cannot be foreseen. All belong to
  // a type, and enumerators refer to nothing.
  for (Item &I : Out.Items)
    I.Ref = Resolve(I.Ref);
  Out.NumDangling += NumDangling;
  for (uint32_t Enum : WideEnums)
    takeSign(Out.Types[Enum]);
  placeBitfields();
  takeNamesFromSpecifications();
  for (uint32_t Type : UnreadableNames)
    reject(Out.Types[Type], ReasonUnreadable);
  Out.NumDangling += UnreadableNames.size();
  if (Out.NumDangling)
    spreadUnreadable();
  else
    Out.Types.pop_back();
  attachGNUAnnotations();
}

/// ENUM64's sign is that of the type that \p Enum is declared to have. An
/// ENUM's only depends on its values, and so does that of an ENUM64 without
/// such a type (DWARF 2).
void TypeReader::takeSign(LocalType &Enum) {
  if (uint32_t Of = skipModifiers(Out, Enum.Ref);
      Of != VoidRef && Out.Types[Of].Kind == TypeKind::Int)
    Enum.Flags =
        (Enum.Flags & ~TypeSigned) | (Out.Types[Of].Flags & TypeSigned);
  Enum.Ref = VoidRef;
}

/// A type that refers to one that cannot be read is not known either: void
/// would be a guess. Structs and unions stay, without such members.
void TypeReader::spreadUnreadable() {
  auto IsUnreadable = [&](uint32_t Type) {
    return Out.Types[Type].Kind == TypeKind::Unsupported &&
           Out.Types[Type].Size == ReasonUnreadable;
  };
  std::vector<std::pair<uint32_t, uint32_t>> Referrers; // target, who refers
  std::vector<uint32_t> Work;
  for (uint32_t I = 0, E = Out.Types.size(); I < E; ++I) {
    const LocalType &T = Out.Types[I];
    if (IsUnreadable(I))
      Work.push_back(I);
    if (T.Kind == TypeKind::Struct || T.Kind == TypeKind::Union)
      continue;
    if (T.Ref != VoidRef)
      Referrers.push_back({T.Ref, I});
    if (T.Kind == TypeKind::FuncProto)
      for (const Item &P : Out.items(T))
        if (P.Ref != VoidRef)
          Referrers.push_back({P.Ref, I});
  }
  llvm::sort(Referrers);
  while (!Work.empty()) {
    const uint32_t Target = Work.back();
    Work.pop_back();
    for (auto It = llvm::lower_bound(Referrers, std::pair(Target, 0u));
         It != Referrers.end() && It->first == Target; ++It) {
      if (IsUnreadable(It->second))
        continue;
      reject(Out.Types[It->second], ReasonUnreadable);
      Work.push_back(It->second);
    }
  }
}

void TypeReader::placeBitfields() {
  for (const BitfieldFix &Fix : Bitfields) {
    const LocalType &T = Out.Types[Fix.Type];
    if (Fix.Member >= T.Count)
      continue; // the struct was rejected, with its members
    Item &M = Out.Items[T.First + Fix.Member];
    // A storage unit whose size is not stated is one of the declared type.
    int64_t Storage = Fix.StorageSize;
    // Those of other kinds have something else for a size, and are left out.
    if (uint32_t Of = skipModifiers(Out, M.Ref);
        !Storage && Of != VoidRef &&
        (Out.Types[Of].Kind == TypeKind::Int ||
         Out.Types[Of].Kind == TypeKind::Enum))
      Storage = Out.Types[Of].Size;
    const int64_t Bits = Storage * 8;
    // On a little-endian machine the struct starts at the other end of the unit
    // than DW_AT_bit_offset counts from (DWARF 3, 5.5.6).
    int64_t Offset = Fix.Place + (Sections.LittleEndian ? Bits : 0);
    // GCC 4 gave storage units that begin behind the field.
    if (Offset < 0)
      Offset += Bits;
    if (Offset < 0 || Offset > UINT32_MAX) {
      M.Ref = VoidRef; // left out, and counted
      continue;
    }
    M.A = static_cast<uint32_t>(Offset);
  }
}

void TypeReader::takeNamesFromSpecifications() {
  for (auto [Local, Position] : Specified) {
    uint32_t Declared = Positions.find(Position);
    if (Declared != VoidRef) {
      Out.Types[Local].Name = Out.Types[Declared].Name;
      continue;
    }
    ++Out.NumDangling;
    reject(Out.Types[Local], ReasonUnreadable);
  }
}

void TypeReader::attachGNUAnnotations() {
  auto Find = [&](uint32_t Position) -> const GNUNote * {
    auto It = partition_point(
        GNUNotes, [&](const GNUNote &N) { return N.Position < Position; });
    return It != GNUNotes.end() && It->Position == Position ? &*It : nullptr;
  };
  const NameRef DeclTag = NameTable.fromText("btf_decl_tag");
  const NameRef TypeTag = NameTable.fromText("btf_type_tag");
  // Chains may be long, endless, and shared by many: no more is read of them
  // than four notes for each DIE that has one, and some for a short unit.
  size_t Budget = 4 * AnnotatedDies.size() + (size_t(1) << 16);
  for (const Annotated &A : AnnotatedDies) {
    std::vector<NameRef> TypeTags;
    uint32_t Position = A.Chain;
    for (size_t Steps = 0; Steps <= GNUNotes.size(); ++Steps) {
      const GNUNote *N = Find(Position);
      if (!N)
        break;
      if (Budget == 0) {
        ++Out.NumDangling;
        break;
      }
      --Budget;
      if (!N->Value) {
        // A tag without text says nothing, and the kernel refuses it.
      } else if (A.What == Owner::Pointer && N->Kind == TypeTag) {
        TypeTags.push_back(N->Value);
      } else if (N->Kind == DeclTag) {
        std::vector<LocalTag> &Tags =
            A.What == Owner::Function   ? Out.FunctionTags
            : A.What == Owner::Variable ? Out.VariableTags
                                        : Out.Tags;
        if (A.What != Owner::Pointer)
          Tags.push_back({A.Target, A.Component, N->Value});
      }
      Position = N->Next;
    }
    // The first note is the nearest to the '*'.
    for (NameRef Tag : reverse(TypeTags)) {
      LocalType T;
      T.Kind = TypeKind::TypeTag;
      T.Name = Tag;
      T.Ref = Out.Types[A.Target].Ref;
      Out.Types[A.Target].Ref = Out.Types.size();
      Out.Types.push_back(T);
    }
  }
  auto ByTarget = [](const LocalTag &X, const LocalTag &Y) {
    return X.Target < Y.Target;
  };
  llvm::stable_sort(Out.FunctionTags, ByTarget);
  llvm::stable_sort(Out.VariableTags, ByTarget);
}

NameRef TypeReader::otherStrName(uint64_t Offset) {
  if (NameTable.identity() == Names::Identity::ByOffset)
    return NameTable.fromStr(Offset);
  if (NameRef Found = NameTable.found(Offset))
    return Found;
  if (Offset >= UINT32_MAX)
    return NameTable.fromStr(Offset);
  return StrNames.get(static_cast<uint32_t>(Offset + 1),
                      [&] { return NameTable.fromStr(Offset); });
}

uint32_t TypeReader::addExtra(const LocalType &T) {
  Extras.push_back(T);
  return ExtraBit | static_cast<uint32_t>(Extras.size() - 1);
}

uint32_t TypeReader::positionOf(uint64_t Offset, uint32_t Section) const {
  // Members ascend by unit, hence by section and offset.
  auto It = partition_point(Members, [&](const Loaded &M) {
    const Unit &U = Units[M.Index.index()];
    return std::pair(U.Section, U.Offset) <= std::pair(Section, Offset);
  });
  if (It == Members.begin())
    return VoidRef;
  const Loaded &M = *--It;
  const Unit &U = Units[M.Index.index()];
  if (U.Section != Section || Offset - U.Offset >= U.Size)
    return VoidRef;
  return M.Base + static_cast<uint32_t>(Offset - U.Offset);
}

uint32_t TypeReader::referenceTo(uint64_t Offset, uint32_t Section) {
  const uint32_t Position = positionOf(Offset, Section);
  if (Position != VoidRef)
    return Position;
  if (OnlyDies) {
    ForeignPlaces.push_back({Section, Offset});
    return ExtraBit | ForeignBit |
           static_cast<uint32_t>(ForeignPlaces.size() - 1);
  }
  return Shared ? copyOf(Shared->find({Section, Offset})) : Nowhere;
}

/// The reference to a copy of \p Type of Shared.
uint32_t TypeReader::copyOf(uint32_t Type) {
  if (Type == VoidRef)
    return VoidRef;
  if (Type == SharedTypes::Unreadable)
    return Nowhere;
  uint32_t &Copy = CopyOf[Type];
  if (!Copy) {
    Copies.push_back(Type);
    Copy = Copies.size();
  }
  return ExtraBit | ForeignBit | (Copy - 1);
}

/// Appends the copies, and those of all that they refer to, which this finds.
void TypeReader::addCopies() {
  Out.FirstCopy = Out.Types.size();
  for (size_t I = 0; I < Copies.size(); ++I) {
    LocalType T = Shared->types()[Copies[I]];
    const ArrayRef<Item> Items = Shared->items(T);
    T.Ref = copyOf(T.Ref);
    T.First = Out.Items.size();
    for (Item Copy : Items) {
      Copy.Ref = copyOf(Copy.Ref);
      Out.Items.push_back(Copy);
    }
    Out.Types.push_back(T);
  }
  Out.NumCopies = Copies.size();
}

uint32_t TypeReader::positionInSupplement(uint64_t Offset) const {
  return HasSupplement ? positionOf(Offset, Sections.Sup->Section) : VoidRef;
}

NameRef TypeReader::supplementName(uint64_t Offset) const {
  return HasSupplement ? NameTable.fromStr(Offset + Sections.Sup->StrStart) : 0;
}

uint32_t TypeReader::positionOfSignature(uint64_t Signature) const {
  auto It = BySignature.find(Signature);
  return It == BySignature.end() ? VoidRef : It->second;
}

/// Of \p Members, ascending, the one in which \p Position is.
template <typename Loaded>
static const Loaded &memberAt(ArrayRef<Loaded> Members, uint64_t Position) {
  return *std::prev(partition_point(
      Members, [&](const Loaded &M) { return M.Base <= Position; }));
}

DiePlace TypeReader::placeAt(uint32_t Position) const {
  const Loaded &M = memberAt(ArrayRef(Members), Position);
  const Unit &U = Units[M.Index.index()];
  return {U.Section, U.Offset + (Position - M.Base)};
}

ArrayRef<uint8_t> TypeReader::blockAt(uint64_t Position,
                                      uint32_t Length) const {
  const Loaded &M = memberAt(ArrayRef(Members), Position);
  return {M.Bytes + (Position - M.Base), Length};
}
