//===- VerifyReferences.cpp - The rules for what types refer to -*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the kernel finds when it resolves types (the resolve and check_member
/// functions of kernel/bpf/btf.c), and the check of modifier chains, which it
/// makes of its own BTF too. Two graphs can have cycles that are errors:
/// containment (modifiers, arrays, members), which gives every type a size, and
/// chains of pointers and modifiers.
///
//===----------------------------------------------------------------------===//

#include "BTF/VerifyState.h"

#include "llvm/ADT/STLExtras.h"

#include <vector>

using namespace llvm;

namespace btfgen {

namespace {

class ReferenceVerifier {
public:
  explicit ReferenceVerifier(VerifyState &S)
      : S(S), File(S.File), PointerSize(S.pointerSize()),
        Sizes(S.File.ownCount(), Unvisited), Chains(S.File.ownCount()),
        Protos(S.File.ownCount()) {}
  void run();

private:
  // Values of Sizes that are none.
  static constexpr uint64_t Unvisited = UINT64_MAX;
  static constexpr uint64_t Visiting = UINT64_MAX - 1;
  static constexpr uint64_t NoSize = UINT64_MAX - 2;
  static constexpr unsigned MaxChain = 32; // MAX_RESOLVE_DEPTH

  bool isOwn(BtfId Id) const { return Id.index() >= File.startId(); }
  size_t ownIndex(BtfId Id) const { return Id.index() - File.startId(); }
  BtfType stripped(BtfId Id) const;
  uint64_t sizeOf(BtfId Id);
  uint64_t sizeInBase(BtfId Id) const;
  /// The size of a type that sizeOf() has visited.
  uint64_t knownSize(BtfId Id) const {
    return isOwn(Id) ? Sizes[ownIndex(Id)] : sizeInBase(Id);
  }
  static uint32_t containedCount(const BtfType &T);
  static BtfId contained(const BtfType &T, uint32_t Index);
  uint64_t finishSize(const BtfType &T) const;
  bool isSized(uint64_t Size) const { return Size < NoSize; }
  bool needSized(const BtfType &T, BtfId Id, const char *What, uint64_t Index);

  void checkPointerChain(BtfId Start);
  void checkModifiers(const BtfType &T);
  void checkTarget(const BtfType &T);
  void checkArray(const BtfType &T);
  void checkMembers(const BtfType &T);
  void checkBitField(const BtfType &T, const BtfMember &M, uint32_t Index);
  void checkProto(const BtfType &T);
  void checkFunction(const BtfType &T);
  void checkSection(const BtfType &T);
  void checkTag(const BtfType &T);

  VerifyState &S;
  const BtfFile &File;
  unsigned PointerSize; ///< bytes, 0 if the file does not tell
  // By own id: what the base has is taken as it is.
  std::vector<uint64_t> Sizes;  ///< bytes
  std::vector<uint32_t> Chains; ///< 0, or the first id of the walk that came by
  enum ProtoState : uint8_t { Unknown, AllNamed, SomeUnnamed };
  std::vector<ProtoState> Protos; ///< many FUNCs can share a large one
};

} // namespace

/// Kernels know no larger bit-field of an enumeration, take one that is no
/// bit-field in a struct that has some for as large, and copy integers into 128
/// bits.
static constexpr uint32_t KernelEnumBits = 32, KernelIntBits = 128;

/// VAR, DATASEC, DECL_TAG and what inline sites consist of refer to other
/// types, and no type refers to them.
static bool isSourceOnly(unsigned Kind) {
  return Kind == BTF::BTF_KIND_VAR || Kind == BTF::BTF_KIND_DATASEC ||
         Kind == BTF::BTF_KIND_DECL_TAG ||
         (Kind >= NumTypeKinds && Kind < NumBtfKinds);
}

/// An integer of whole bytes, as many as a power of two.
static bool isRegularInt(const BtfType &T) {
  return T.is(BTF::BTF_KIND_INT) && T.intBitOffset() == 0 &&
         is_contained({8u, 16u, 32u, 64u, 128u}, T.intBits());
}

/// As libbpf guesses it: pointers have the size of long.
static unsigned guessPointerSize(const BtfFile &File) {
  for (uint32_t I = 1; I != File.endId(); ++I) {
    BtfType T = File.type(BtfId(I));
    if (T.is(BTF::BTF_KIND_INT) &&
        is_contained({"long", "long int", "unsigned long", "long unsigned int"},
                     T.name()))
      return T.size() == 4 || T.size() == 8 ? T.size() : 0;
  }
  return 0;
}

/// The type behind the modifiers; void if there are too many.
BtfType ReferenceVerifier::stripped(BtfId Id) const {
  for (unsigned I = 0; I <= MaxChain; ++I) {
    BtfType T = File.type(Id);
    if (!isModifierKind(T.kind()))
      return T;
    Id = T.target();
  }
  return File.type(BtfId(0));
}

//===----------------------------------------------------------------------===//
// Containment
//===----------------------------------------------------------------------===//

uint32_t ReferenceVerifier::containedCount(const BtfType &T) {
  if (isCompositeKind(T.kind()))
    return T.vlen();
  return isModifierKind(T.kind()) || T.is(BTF::BTF_KIND_ARRAY);
}

BtfId ReferenceVerifier::contained(const BtfType &T, uint32_t Index) {
  if (isCompositeKind(T.kind()))
    return T.members()[Index].Type;
  return T.is(BTF::BTF_KIND_ARRAY) ? T.arrayElement() : T.target();
}

/// The size of \p T, whose contained types are known.
uint64_t ReferenceVerifier::finishSize(const BtfType &T) const {
  switch (T.kind()) {
  case BTF::BTF_KIND_PTR:
    return PointerSize; // 0: as little as we know
  case BTF::BTF_KIND_ARRAY: {
    if (!File.isValidId(T.arrayElement()))
      return NoSize;
    uint64_t Element = knownSize(T.arrayElement());
    if (!isSized(Element))
      return NoSize;
    uint64_t Size = Element * T.arrayCount(); // both below 2^32
    if (Size <= UINT32_MAX)
      return Size;
    if (isOwn(T.id()))
      S.fail(T, VerifyRule::ArraySize, "{0} elements of {1} bytes are too many",
             T.arrayCount(), Element);
    return NoSize;
  }
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
  case BTF::BTF_KIND_FLOAT:
    return T.size();
  default:
    if (!isModifierKind(T.kind()) || !File.isValidId(T.target()))
      return NoSize;
    return knownSize(T.target());
  }
}

/// A base's structs are as large as they say.
uint64_t ReferenceVerifier::sizeInBase(BtfId Id) const {
  uint64_t Count = 1;
  for (unsigned I = 0; I <= MaxChain; ++I) {
    BtfType T = File.type(Id);
    if (T.is(BTF::BTF_KIND_ARRAY)) {
      Count *= T.arrayCount();
      Id = T.arrayElement();
    } else if (isModifierKind(T.kind())) {
      Id = T.target();
    } else {
      const uint64_t Size = finishSize(T);
      return isSized(Size) && Count <= UINT32_MAX && Count * Size <= UINT32_MAX
                 ? Count * Size
                 : NoSize;
    }
    if (Count > UINT32_MAX)
      return NoSize;
  }
  return NoSize;
}

/// Depth first over what the type contains, without recursion.
uint64_t ReferenceVerifier::sizeOf(BtfId Start) {
  if (!File.isValidId(Start))
    return NoSize;
  if (!isOwn(Start) || Sizes[ownIndex(Start)] < Visiting)
    return knownSize(Start);
  struct Frame {
    BtfId Id;
    uint32_t Next;
  };
  std::vector<Frame> Stack = {{Start, 0}};
  Sizes[ownIndex(Start)] = Visiting;
  while (!Stack.empty()) {
    Frame &Top = Stack.back();
    BtfType T = File.type(Top.Id);
    if (Top.Next == containedCount(T)) {
      Sizes[ownIndex(Top.Id)] = finishSize(T);
      Stack.pop_back();
      continue;
    }
    BtfId Child = contained(T, Top.Next++);
    if (!File.isValidId(Child) || !isOwn(Child))
      continue;
    uint64_t &Size = Sizes[ownIndex(Child)];
    if (Size == Visiting) {
      S.fail(T, VerifyRule::Cycle, "contains itself, through type {0}",
             Child.index());
    } else if (Size == Unvisited) {
      Size = Visiting;
      Stack.push_back({Child, 0});
    }
  }
  return Sizes[ownIndex(Start)];
}

/// False, after a report, if the type has no size.
bool ReferenceVerifier::needSized(const BtfType &T, BtfId Id, const char *What,
                                  uint64_t Index) {
  // Void and dangling ids have been reported with the record.
  if (Id == BtfId(0) || !File.isValidId(Id))
    return false;
  if (isSized(sizeOf(Id)))
    return true;
  BtfType To = stripped(Id);
  S.fail(
      T, VerifyRule::WrongKind, "{0} is type {1} {2} '{3}', which has no size",
      formatv(What, Index).str(), Id.index(), kindName(To.kind()), To.name());
  return false;
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

/// Pointers and modifiers have one target each, so a walk that meets itself has
/// found a cycle, and one that meets an older walk can stop.
void ReferenceVerifier::checkPointerChain(BtfId Start) {
  for (BtfId Id = Start; File.isValidId(Id) && isOwn(Id);) {
    BtfType T = File.type(Id);
    if (!T.is(BTF::BTF_KIND_PTR) && !isModifierKind(T.kind()))
      return;
    uint32_t &Walk = Chains[ownIndex(Id)];
    if (Walk == Start.index())
      return S.fail(T, VerifyRule::Cycle, "leads back to itself");
    if (Walk)
      return;
    Walk = Start.index();
    Id = T.target();
  }
}

/// A chain has at most 32 links (ELOOP), counted only up to a link that leads
/// to a smaller id. Up to 7.1, no TYPE_TAG may follow another modifier.
void ReferenceVerifier::checkModifiers(const BtfType &T) {
  bool BehindOther = false, Misplaced = false;
  BtfType At = T;
  for (unsigned Links = 0; isModifierKind(At.kind()); ++Links) {
    if (Links == MaxChain)
      return S.fail(T, VerifyRule::ModifierChain, KernelRange{{5, 17}},
                    "more than {0} modifiers in a row", MaxChain);
    if (At.is(BTF::BTF_KIND_TYPE_TAG))
      Misplaced |= BehindOther;
    else
      BehindOther = true;
    if (At.id() < T.id())
      break; // the kernel has seen that it is right
    At = File.type(At.target());
  }
  if (Misplaced)
    S.fail(T, VerifyRule::ModifierChain, KernelRange{{5, 17}, {7, 2}},
           "a TYPE_TAG comes after another modifier, which kernels up to 6.18 "
           "refuse");
}

void ReferenceVerifier::checkTarget(const BtfType &T) {
  BtfType To = File.type(T.target());
  if (!isSourceOnly(To.kind())) {
    To = stripped(T.target());
    if (!To.is(BTF::BTF_KIND_FUNC))
      return;
  }
  S.fail(T, VerifyRule::WrongKind, "refers to type {0}, a {1}", To.id().index(),
         kindName(To.kind()));
}

//===----------------------------------------------------------------------===//
// By kind
//===----------------------------------------------------------------------===//

void ReferenceVerifier::checkArray(const BtfType &T) {
  BtfType Index = stripped(T.arrayIndex());
  // Void itself has been reported with the record.
  if (!isRegularInt(Index) && T.arrayIndex() != BtfId(0) &&
      File.isValidId(T.arrayIndex()))
    S.fail(T, VerifyRule::WrongKind,
           "index type {0} is not an integer that fills its bytes",
           T.arrayIndex().index());
  if (needSized(T, T.arrayElement(), "element", 0)) {
    BtfType Element = stripped(T.arrayElement());
    if (Element.is(BTF::BTF_KIND_INT) && !isRegularInt(Element))
      S.fail(T, VerifyRule::WrongKind,
             "element type {0} is an integer of {1} bits, expected whole bytes",
             T.arrayElement().index(), Element.intBits());
  }
  sizeOf(T.id()); // reports one that is too large
}

void ReferenceVerifier::checkBitField(const BtfType &T, const BtfMember &M,
                                      uint32_t Index) {
  BtfType Type = stripped(M.Type);
  if (Type.is(BTF::BTF_KIND_INT) && !isRegularInt(Type))
    return S.fail(T, VerifyRule::WrongKind,
                  "member {0} is a bit-field in an integer of {1} bits, "
                  "expected whole bytes",
                  Index, Type.intBits());
  uint64_t Bits = Type.is(BTF::BTF_KIND_INT) ? Type.intBits()
                  : isEnumKind(Type.kind())  ? 8 * uint64_t(Type.size())
                                             : 0;
  if (M.BitSize > Bits)
    S.fail(T, VerifyRule::MemberSize,
           "member {0} is a bit-field of {1} bits in a type of {2}", Index,
           M.BitSize, Bits);
  else if (isEnumKind(Type.kind()) && M.BitSize > KernelEnumBits)
    S.fail(T, VerifyRule::MemberSize,
           "member {0} is a bit-field of {1} bits of an enumeration, expected "
           "at most {2}",
           Index, M.BitSize, KernelEnumBits);
  else if (M.BitOffset % 8 + M.BitSize > KernelIntBits)
    S.fail(T, VerifyRule::MemberSize,
           "member {0} at bit {1} with {2} bits reaches into 17 bytes", Index,
           M.BitOffset, M.BitSize);
  if (uint64_t(M.BitOffset) + M.BitSize > 8 * uint64_t(T.size()))
    S.fail(T, VerifyRule::MemberSize,
           "member {0} at bit {1} with {2} bits ends outside the {3} bytes",
           Index, M.BitOffset, M.BitSize, T.size());
}

void ReferenceVerifier::checkMembers(const BtfType &T) {
  uint32_t Index = 0;
  for (BtfMember M : T.members()) {
    uint32_t I = Index++;
    if (!needSized(T, M.Type, "member {0}", I))
      continue;
    if (M.BitSize) {
      checkBitField(T, M, I);
      continue;
    }
    BtfType Type = stripped(M.Type);
    bool IsInt = Type.is(BTF::BTF_KIND_INT);
    if (IsInt && T.kindFlag() && !isRegularInt(Type))
      S.fail(T, VerifyRule::WrongKind,
             "member {0} is an integer of {1} bits, expected whole bytes in a "
             "type with bit-fields",
             I, Type.intBits());
    if (M.BitOffset % 8 && (!IsInt || T.kindFlag()))
      S.fail(T, VerifyRule::MemberOffset,
             "member {0} at bit {1} does not start at a byte", I, M.BitOffset);
    // The kernel copies an integer from its first byte on into 128 bits.
    if (IsInt && !T.kindFlag() &&
        (M.BitOffset + Type.intBitOffset()) % 8 + Type.intBits() >
            KernelIntBits)
      S.fail(T, VerifyRule::MemberSize,
             "member {0} at bit {1} with {2} bits reaches into 17 bytes", I,
             M.BitOffset, Type.intBits());
    // The kernel takes it for 32 bits.
    if (T.kindFlag() && isEnumKind(Type.kind()) && Type.size() < 4 &&
        uint64_t(M.BitOffset) + KernelEnumBits > 8 * uint64_t(T.size()))
      S.fail(T, VerifyRule::MemberSize,
             "member {0} at bit {1} is an enumeration of {2} bytes less than "
             "{3} bits before the end, in a type with bit-fields",
             I, M.BitOffset, Type.size(), KernelEnumBits);
    // The offset alone has been checked with the record.
    uint64_t Bits =
        IsInt ? Type.intBits() + Type.intBitOffset() : 8 * knownSize(M.Type);
    if (M.BitOffset <= 8 * uint64_t(T.size()) &&
        M.BitOffset + Bits > 8 * uint64_t(T.size()))
      S.fail(T, VerifyRule::MemberSize,
             "member {0} at bit {1} with {2} bits ends outside the {3} bytes",
             I, M.BitOffset, Bits, T.size());
  }
}

void ReferenceVerifier::checkProto(const BtfType &T) {
  if (T.target() != BtfId(0) && !stripped(T.target()).isVoid())
    needSized(T, T.target(), "return type", 0);
  uint32_t Index = 0;
  for (BtfParam P : T.params())
    needSized(T, P.Type, "parameter {0}", Index++);
}

void ReferenceVerifier::checkFunction(const BtfType &T) {
  BtfType Proto = File.type(T.target());
  if (Proto.isVoid())
    return;
  if (!Proto.is(BTF::BTF_KIND_FUNC_PROTO))
    return S.fail(T, VerifyRule::WrongKind,
                  "prototype is type {0}, a {1}, expected a FUNC_PROTO",
                  Proto.id().index(), kindName(Proto.kind()));
  ProtoState InBase = Unknown;
  ProtoState &State = isOwn(Proto.id()) ? Protos[ownIndex(Proto.id())] : InBase;
  if (State == Unknown)
    State = any_of(Proto.params(),
                   [](const BtfParam &P) {
                     return P.Type != BtfId(0) && P.name().empty();
                   })
                ? SomeUnnamed
                : AllNamed;
  if (State == SomeUnnamed)
    S.fail(T, VerifyRule::NameMissing, "a parameter has no name");
}

void ReferenceVerifier::checkSection(const BtfType &T) {
  uint32_t Index = 0;
  for (BtfSectionVar V : T.sectionVars()) {
    uint32_t I = Index++;
    BtfType Var = File.type(V.Type);
    if (Var.isVoid())
      continue;
    if (!Var.is(BTF::BTF_KIND_VAR)) {
      S.fail(T, VerifyRule::WrongKind,
             "entry {0} is type {1}, a {2}, expected "
             "a VAR",
             I, Var.id().index(), kindName(Var.kind()));
      continue;
    }
    uint64_t Size = sizeOf(Var.target());
    if (isSized(Size) && Size > V.Size)
      S.fail(T, VerifyRule::SectionVars,
             "variable {0} '{1}' has {2} bytes, its type has {3}", I,
             Var.name(), V.Size, Size);
  }
}

void ReferenceVerifier::checkTag(const BtfType &T) {
  BtfType Target = File.type(T.target());
  uint64_t Components = 0;
  switch (Target.kind()) {
  case 0:
    return;
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    Components = Target.vlen();
    break;
  case BTF::BTF_KIND_FUNC:
    Components = File.type(Target.target()).params().size();
    break;
  case BTF::BTF_KIND_VAR:
  case BTF::BTF_KIND_TYPEDEF:
    break;
  default:
    return S.fail(T, VerifyRule::TagTarget,
                  "is attached to type {0}, a {1}, expected STRUCT, UNION, "
                  "FUNC, VAR or TYPEDEF",
                  Target.id().index(), kindName(Target.kind()));
  }
  if (T.componentIndex() >= 0 && uint64_t(T.componentIndex()) >= Components)
    S.fail(T, VerifyRule::TagTarget,
           "component {0} of type {1} {2} '{3}', which has {4}",
           T.componentIndex(), Target.id().index(), kindName(Target.kind()),
           Target.name(), Components);
}

void ReferenceVerifier::run() {
  if (!PointerSize)
    PointerSize = guessPointerSize(File);
  for (uint32_t I = File.startId(); I != File.endId(); ++I) {
    BtfType T = File.type(BtfId(I));
    switch (T.kind()) {
    case BTF::BTF_KIND_ARRAY:
      checkArray(T);
      break;
    case BTF::BTF_KIND_STRUCT:
    case BTF::BTF_KIND_UNION:
      checkMembers(T);
      break;
    case BTF::BTF_KIND_FUNC_PROTO:
      checkProto(T);
      break;
    case BTF::BTF_KIND_FUNC:
      checkFunction(T);
      break;
    case BTF::BTF_KIND_VAR:
      needSized(T, T.target(), "type", 0);
      break;
    case BTF::BTF_KIND_DATASEC:
      checkSection(T);
      break;
    case BTF::BTF_KIND_DECL_TAG:
      checkTag(T);
      break;
    case BtfKindLocProto:
    case BtfKindLocSec:
      verifyLocationReferences(S, T);
      break;
    default:
      if (isModifierKind(T.kind())) {
        checkModifiers(T);
        sizeOf(T.id());
      } else if (!T.is(BTF::BTF_KIND_PTR)) {
        break;
      }
      checkTarget(T);
      checkPointerChain(T.id());
    }
  }
}

void verifyReferences(VerifyState &S) { ReferenceVerifier(S).run(); }

} // namespace btfgen
