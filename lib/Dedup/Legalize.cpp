//===- Legalize.cpp - Only what BTF can say -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What BTF has no kind for is left out, and with it whatever needs to know its
/// size:
///
///     typedef _Complex double cplx; // no kind: left out with its typedef
///     struct sample {
///       cplx z;                     // left out: its type was
///       int n;                      // stays, at its offset of 16 bytes
///     };
///     struct pair {
///       struct sample s;            // stays
///       cplx *p;                    // becomes a pointer to void
///       cplx row[2];                // left out: the array was
///     };
///     typedef cplx (*fn)(int);      // becomes a pointer to void, as the
///                                   // prototype returns what was left out
///
/// A struct keeps its size and the offsets of the members that stay, so what
/// BTF says remains true. A pointer says nothing about the size of its target,
/// so nothing is lost beyond one.
///
/// What is left out or changed, in the order of the code:
///
///     kinds       what BTF or the target kernel lacks: complex numbers,
///                 pointers to members, odd sizes. FLOAT becomes INT and
///                 ENUM64 becomes ENUM where these features are off
///     modifiers   more than 32 in a row, which the kernel does not follow
///     arrays      elements without a size; more than 4 GiB
///     prototypes  parameters and results without a size
///     structs     without name and definition; members that the kernel refuses
///                 (whyNot()). Members out of order are sorted
///     bitfields   see widenEnums() and whyNoBitfield()
///     enums       enumerators without a name, or whose value does not fit
///     all         more items than vlen can count
///     tags        on something that was left out, and on a type that is no
///                 typedef, struct or union
///
/// docs/verify.md says which of these rules are kernels' rules.
///
/// To decide about a type one has to know everything that it holds by value.
/// The walk follows such references only, depth first, and decides about a type
/// when it has decided about all that it holds. C has no cycles there. Where
/// the input has one, what closes it is left out: a member of a struct, or a
/// type of another kind. So each type is entered once and each reference is
/// followed once. A type that the base has is legal as it is; it is visited
/// only where something else holds it, for its size.
///
/// Afterwards two types may have become equal, such as pointers that both lead
/// to void now. EqualTypes.cpp finds these.
///
/// libbpf's dedup has no such step, because it starts from BTF. The types of a
/// kernel in C pass through unchanged.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Legalize.h"

#include "Dedup/EqualTypes.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

namespace {

/// Walks from each type to what it holds by value, and decides about a type
/// when all of that is decided: one visit per type whatever the nesting, and no
/// recursion, since the nesting is the input's choice.
class Legalizer {
public:
  Legalizer(TypeGraph &Graph, const Names &N, const LegalizeOptions &Options,
            Diagnostics &Diags)
      : Graph(Graph), NameTable(N), Options(Options), Diags(Diags),
        Sizes(Graph.Types.size(), NoSize), Chains(Graph.Types.size(), 0),
        States(Graph.Types.size(), New) {}

  void run() {
    for (TypeRecord &T : Graph.Types)
      prepare(T);
    // What the base has is legal, and of interest where something else holds
    // it.
    for (uint32_t I = 0; I < Graph.Types.size(); ++I)
      if (States[I] == New && (Graph.BaseIds.empty() || !Graph.BaseIds[I]))
        walk(I);
    for (TypeRecord &T : Graph.Types)
      if (T.Kind == TypeKind::Ptr && isUnsupported(T.Ref)) {
        T.Ref = VoidRef;
        Changed = true;
      }
    llvm::erase_if(Graph.Tags, [&](GraphTag &Tag) { return !retarget(Tag); });
    if (Changed)
      Graph.redirect(findEqualTypes(Graph));
  }

private:
  enum State : uint8_t { New, Open, Done };
  /// A type that waits for what it holds, and the next of these.
  struct Frame {
    uint32_t Type;
    uint32_t Next = 0;
  };

  bool isUnsupported(uint32_t Ref) const {
    return Ref != VoidRef && Graph.Types[Ref].Kind == TypeKind::Unsupported;
  }
  bool hasSize(uint32_t Ref) const {
    return Ref != VoidRef && Sizes[Ref] != NoSize;
  }
  std::string nameOf(const TypeRecord &T) {
    return T.Name ? NameTable.str(T.Name) : "(anonymous)";
  }

  void prepare(TypeRecord &T);
  void walk(uint32_t Root);
  void closeCycle(TypeRecord &T, uint32_t Edge);
  void settle(uint32_t Index);
  void leaveOut(TypeRecord &T, const char *Why);
  void settleModifier(uint32_t Index);
  void settleArray(uint32_t Index);
  void settlePrototype(TypeRecord &T);
  void settleAggregate(uint32_t Index);
  const TypeRecord *behindModifiers(uint32_t Ref) const;
  const char *whyNot(const TypeRecord &T, const Item &M,
                     bool HasBitfields) const;
  void dropMembers(uint32_t Index, bool HasBitfields);
  void widenEnums(TypeRecord &T);
  void checkEnumerators(TypeRecord &T);
  void narrow(TypeRecord &T);
  void limitItems(TypeRecord &T);
  bool retarget(GraphTag &Tag) const;

  static constexpr uint64_t NoSize = UINT64_MAX;
  /// How many modifiers the kernel follows (MAX_RESOLVE_DEPTH).
  static constexpr uint8_t MaxChain = 32;

  TypeGraph &Graph;
  const Names &NameTable;
  const LegalizeOptions &Options;
  Diagnostics &Diags;
  std::vector<uint64_t> Sizes;   ///< of values of each type
  std::vector<uint8_t> Chains;   ///< modifiers in a row, this one included
  std::vector<State> States;     ///< by type
  std::vector<Frame> Stack;      ///< the types that are Open
  DenseSet<const Item *> Cyclic; ///< members that hold what they are part of
  /// By type that lost or moved members: their new numbers, -1 for none.
  DenseMap<uint32_t, std::vector<int32_t>> NewNumbers;
  /// Some type says less than it did.
  bool Changed = false;
};

} // namespace

/// What kernels take every enumeration for in a struct with bitfields, and how
/// many bits they read at most, from the first byte on.
static constexpr uint32_t KernelEnumBits = 32, KernelIntBits = 128;

static const char *reasonText(uint32_t Reason) {
  switch (Reason) {
  case ReasonComplex:
    return "a complex number";
  case ReasonPointerToMember:
    return "a pointer to a member";
  case ReasonSize:
    return "a size that BTF cannot represent";
  case ReasonUnnamed:
    return "it has no name";
  case ReasonUnreadable:
    return "the type that it refers to cannot be read";
  default:
    return "a type that C does not have";
  }
}

void Legalizer::prepare(TypeRecord &T) {
  // What refers to the unreadable is not worth a line each, unless it has a
  // name.
  if (T.Kind == TypeKind::Unsupported && (T.Size != ReasonUnreadable || T.Name))
    Diags.add(Omission::UnsupportedType, nameOf(T), reasonText(T.Size));
  if (T.Kind == TypeKind::Float && !Options.Floats)
    T.Kind = TypeKind::Int;
  if (T.Kind == TypeKind::Enum && !Options.Enum64)
    narrow(T);
}

/// Kernels that do not know ENUM64 do not know signed enumerations either, and
/// refuse all BTF that has one. What no longer differs becomes one.
void Legalizer::narrow(TypeRecord &T) {
  Changed |= (T.Flags & TypeSigned) != 0;
  T.Flags = (T.Flags & ~TypeSigned) | TypeNarrow;
  if (all_of(T.items(), [](const Item &E) { return E.B == 0; }))
    return;
  for (Item &E : T.items())
    E.B = 0;
  Changed = true;
}

// --- The walk --------------------------------------------------------------

static bool isAggregate(TypeKind Kind) {
  return Kind == TypeKind::Struct || Kind == TypeKind::Union;
}

/// What \p T holds by value: number 0 is its target, then come its items.
static uint32_t numHeld(const TypeRecord &T) {
  if (isModifier(T.Kind) || T.Kind == TypeKind::Array)
    return 1;
  bool HasItems = isAggregate(T.Kind) || T.Kind == TypeKind::FuncProto;
  return HasItems ? 1 + T.Count : 0;
}

static uint32_t held(const TypeRecord &T, uint32_t Number) {
  if (Number)
    return T.Items[Number - 1].Ref;
  return isAggregate(T.Kind) ? VoidRef : T.Ref;
}

void Legalizer::walk(uint32_t Root) {
  States[Root] = Open;
  Stack.push_back({Root});
  while (!Stack.empty()) {
    Frame &Top = Stack.back();
    TypeRecord &T = Graph.Types[Top.Type];
    if (Top.Next >= numHeld(T)) {
      settle(Top.Type);
      States[Top.Type] = Done;
      Stack.pop_back();
      continue;
    }
    const uint32_t Number = Top.Next++, Child = held(T, Number);
    if (Child == VoidRef)
      continue;
    if (States[Child] == Open) {
      closeCycle(T, Number);
    } else if (States[Child] == New) {
      States[Child] = Open;
      Stack.push_back({Child});
    }
  }
}

/// What \p T holds as number \p Number holds \p T.
void Legalizer::closeCycle(TypeRecord &T, uint32_t Number) {
  if (isAggregate(T.Kind))
    Cyclic.insert(&T.Items[Number - 1]);
  else
    leaveOut(T, "it contains itself");
}

void Legalizer::leaveOut(TypeRecord &T, const char *Why) {
  Diags.add(Omission::UnsupportedType, nameOf(T), Why);
  T.Kind = TypeKind::Unsupported;
  T.Size = ReasonOther;
}

// --- Each type, after what it holds ----------------------------------------

void Legalizer::settle(uint32_t Index) {
  TypeRecord &T = Graph.Types[Index];
  switch (T.Kind) {
  case TypeKind::Int:
  case TypeKind::Float:
    Sizes[Index] = T.Size;
    return;
  case TypeKind::Ptr:
    Sizes[Index] = Options.PointerSize;
    return;
  case TypeKind::Enum:
    Sizes[Index] = T.Size;
    checkEnumerators(T);
    return limitItems(T);
  case TypeKind::Struct:
  case TypeKind::Union:
    settleAggregate(Index);
    return limitItems(T);
  case TypeKind::FuncProto:
    settlePrototype(T);
    return limitItems(T);
  case TypeKind::Array:
    return settleArray(Index);
  case TypeKind::Typedef:
  case TypeKind::Const:
  case TypeKind::Volatile:
  case TypeKind::Restrict:
  case TypeKind::TypeTag:
    return settleModifier(Index);
  default:
    return; // left out before, and reported
  }
}

void Legalizer::settleModifier(uint32_t Index) {
  TypeRecord &T = Graph.Types[Index];
  if (isUnsupported(T.Ref))
    return leaveOut(T, "the type that it refers to was left out");
  if (T.Ref == VoidRef) {
    Chains[Index] = 1;
    return;
  }
  if (Chains[T.Ref] == MaxChain)
    return leaveOut(T, "more typedefs and qualifiers in a row than the kernel "
                       "follows");
  Chains[Index] = Chains[T.Ref] + 1;
  Sizes[Index] = Sizes[T.Ref];
}

void Legalizer::settleArray(uint32_t Index) {
  TypeRecord &T = Graph.Types[Index];
  if (isUnsupported(T.Ref))
    return leaveOut(T, "its elements are of a type that was left out");
  if (!hasSize(T.Ref))
    return leaveOut(T, "its elements have no size");
  const uint64_t Size = Sizes[T.Ref] * T.Size; // both below 2^32
  if (Size > UINT32_MAX)
    return leaveOut(T, "it is larger than 4 GiB");
  Sizes[Index] = Size;
}

/// C allows parameters of types that are only declared here; the kernel does
/// not.
void Legalizer::settlePrototype(TypeRecord &T) {
  if (behindModifiers(T.Ref) && !hasSize(T.Ref))
    return leaveOut(T, "the type that it returns was left out or has no size");
  for (const Item &P : T.items()) {
    bool IsEllipsis = P.Ref == VoidRef && !P.Name && &P == &T.items().back();
    if (!IsEllipsis && !hasSize(P.Ref))
      return leaveOut(T, "the type of a parameter was left out or has no size");
  }
}

/// The highest offset in bits in a struct with bitfields (kind_flag).
static constexpr uint32_t MaxBitfieldOffset = 0xffffff;

void Legalizer::settleAggregate(uint32_t Index) {
  TypeRecord &T = Graph.Types[Index];
  if (T.isDeclaration()) {
    if (!T.Name)
      leaveOut(T, "it has neither a name nor a definition");
    return;
  }
  Sizes[Index] = T.Size;
  bool HasBitfields = false, Ascending = true, Sound = true;
  uint32_t Last = 0;
  for (const Item &M : T.items()) {
    // One that is too far is left out, and then is no reason for others to be.
    HasBitfields |= M.B != 0 && M.A <= MaxBitfieldOffset;
    Ascending &= M.A >= Last;
    Last = M.A;
  }
  if (HasBitfields)
    widenEnums(T);
  for (const Item &M : T.items())
    Sound &= !whyNot(T, M, HasBitfields);
  if (!Sound || !Ascending) [[unlikely]]
    dropMembers(Index, HasBitfields);
}

/// Null for void.
const TypeRecord *Legalizer::behindModifiers(uint32_t Ref) const {
  Ref = Graph.skipModifiers(Ref);
  return Ref == VoidRef ? nullptr : &Graph.Types[Ref];
}

/// In a struct with bitfields kernels take every enumeration for KernelEnumBits
/// wide, unless it is a bitfield: one that ends the struct and is smaller
/// becomes a bitfield of all its bits.
void Legalizer::widenEnums(TypeRecord &T) {
  for (Item &M : T.items()) {
    const TypeRecord *Type = behindModifiers(M.Ref);
    if (M.B || !Type || Type->Kind != TypeKind::Enum || M.A % 8 ||
        uint64_t(M.A) + KernelEnumBits <= 8 * uint64_t(T.Size) ||
        8 * uint64_t(Type->Size) >= KernelEnumBits)
      continue;
    M.B = 8 * Type->Size;
    Changed = true;
  }
}

/// Null if the kernel accepts a bitfield of \p Bits at bit \p At in \p Type.
static const char *whyNoBitfield(const TypeRecord *Type, uint32_t At,
                                 uint32_t Bits) {
  const bool IsEnum = Type && Type->Kind == TypeKind::Enum;
  if (!Type || (Type->Kind != TypeKind::Int && !IsEnum))
    return "it is a bitfield of a type that is no integer";
  if (IsEnum && Bits > KernelEnumBits)
    return "it is a bitfield of more than 32 bits of an enumeration, which "
           "kernels refuse";
  if (At % 8 + Bits > KernelIntBits)
    return "it is a bitfield that reaches into 17 bytes, which kernels refuse";
  return nullptr;
}

/// Null if the kernel accepts member \p M of \p T.
const char *Legalizer::whyNot(const TypeRecord &T, const Item &M,
                              bool HasBitfields) const {
  if (M.Ref == VoidRef)
    return "it has no type, or its place is not constant";
  if (isUnsupported(M.Ref))
    return "its type was left out";
  if (Cyclic.contains(&M))
    return "it contains the type that it is a member of";
  if (T.Kind == TypeKind::Union && M.A)
    return "it is not at the start of the union";
  if ((HasBitfields || M.B) && M.A > MaxBitfieldOffset)
    return "it lies beyond 2 MiB in a struct that has bitfields";
  const uint64_t Size = Sizes[M.Ref];
  if (Size == NoSize)
    return "its type has no size";
  if (M.B)
    if (const char *Why = whyNoBitfield(behindModifiers(M.Ref), M.A, M.B))
      return Why;
  if (M.B > Size * 8)
    return "it is a bitfield wider than its type";
  if (!M.B && M.A % 8)
    return "it does not start at a byte";
  const uint64_t Bits = M.B ? M.B : Size * 8;
  if ((M.A + Bits + 7) / 8 > T.Size)
    return "it ends beyond the end of the struct or union";
  return nullptr;
}

void Legalizer::dropMembers(uint32_t Index, bool HasBitfields) {
  TypeRecord &T = Graph.Types[Index];
  std::vector<std::pair<Item, uint32_t>> Kept; // and the old number
  for (uint32_t I = 0; I < T.Count; ++I) {
    const Item &M = T.Items[I];
    if (const char *Why = whyNot(T, M, HasBitfields))
      Diags.add(Omission::UnsupportedMember,
                nameOf(T) + "." +
                    (M.Name ? NameTable.str(M.Name) : "(anonymous)"),
                Why);
    else
      Kept.push_back({M, I});
  }
  // Rust lays members out in its own order.
  llvm::stable_sort(
      Kept, [](const auto &A, const auto &B) { return A.first.A < B.first.A; });
  std::vector<int32_t> &Numbers = NewNumbers[Index];
  Numbers.assign(T.Count, -1);
  for (uint32_t I = 0; I < Kept.size(); ++I) {
    T.Items[I] = Kept[I].first;
    Numbers[Kept[I].second] = static_cast<int32_t>(I);
  }
  T.Count = Kept.size();
  Changed = true;
}

void Legalizer::checkEnumerators(TypeRecord &T) {
  if (all_of(T.items(), [](const Item &E) { return E.Name != 0; })) [[likely]]
    return;
  Diags.add(Omission::UnsupportedMember, nameOf(T),
            "an enumerator has no name, or a value that BTF cannot represent");
  T.Count = std::remove_if(T.items().begin(), T.items().end(),
                           [](const Item &E) { return !E.Name; }) -
            T.items().begin();
  Changed = true;
}

void Legalizer::limitItems(TypeRecord &T) {
  if (T.Count <= Options.MaxItems) [[likely]]
    return;
  Diags.count(Omission::TooManyItems, T.Count - Options.MaxItems);
  T.Count = Options.MaxItems;
  Changed = true;
}

/// Lets \p Tag follow the member it is on; false if there is nothing left that
/// the kernel allows a tag on.
bool Legalizer::retarget(GraphTag &Tag) const {
  const TypeRecord &T = Graph.Types[Tag.Target.index()];
  if (Tag.Component < 0)
    return T.Kind == TypeKind::Typedef ||
           (isAggregate(T.Kind) && !T.isDeclaration());
  auto Moved = NewNumbers.find(Tag.Target.index());
  if (Moved != NewNumbers.end()) {
    if (static_cast<size_t>(Tag.Component) >= Moved->second.size())
      return false;
    Tag.Component = Moved->second[Tag.Component];
  }
  return isAggregate(T.Kind) && Tag.Component >= 0 &&
         static_cast<uint32_t>(Tag.Component) < T.Count;
}

TypeGraph btfgen::legalize(TypeGraph Graph, const Names &N,
                           const LegalizeOptions &Options, Diagnostics &Diags) {
  Legalizer(Graph, N, Options, Diags).run();
  return Graph;
}
