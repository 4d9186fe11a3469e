//===- VerifyTypes.cpp - The rules for each record by itself ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the kernel checks while it walks the records once (the check_meta
/// functions of kernel/bpf/btf.c; docs/verify.md). Referred types are looked at
/// only for being there.
///
//===----------------------------------------------------------------------===//

#include "BTF/VerifyState.h"

#include "llvm/ADT/StringExtras.h"

#include <array>
#include <cstring>
#include <utility>

using namespace llvm;

namespace btfgen {

namespace {

class TypeVerifier {
public:
  explicit TypeVerifier(VerifyState &S) : S(S), File(S.File) {}
  void verify(const BtfType &T);

private:
  enum NameRule { Forbidden, Optional, Required, AnyText, Section, Unchecked };

  void verifyInfo(const BtfType &T);
  void verifyName(const BtfType &T);
  void verifyNeed(const BtfType &T);
  void identifier(const BtfType &T, uint32_t Offset, const char *What,
                  uint64_t Index, bool Needed,
                  KernelRange Kernels = AllKernels);
  void sectionName(const BtfType &T, StringRef Name);
  void typeId(const BtfType &T, BtfId Id, bool VoidAllowed, const char *What,
              uint64_t Index = 0, KernelRange Kernels = AllKernels);
  void verifyInt(const BtfType &T);
  void verifyAggregate(const BtfType &T);
  void verifyEnum(const BtfType &T);
  void verifyProto(const BtfType &T);
  void verifySection(const BtfType &T);

  VerifyState &S;
  const BtfFile &File;
  std::array<bool, NumBtfKinds> SeenKind = {};
};

} // namespace

/// Kernels before 5.17 do not follow modifiers when they load a module.
static constexpr KernelRange FollowedModifiers = {
    {0, 0}, {UINT_MAX, 0}, {5, 17}};

// What a name may be is written down here once more, beside Identifier.h,
// which the encoder goes by: this is a witness of the encoder and must not
// share its mistakes, and kernels accept more than the encoder writes.

/// KSYM_NAME_LEN, which the kernel compares with the length without NUL.
static constexpr size_t MaxNameLength = 512;
static constexpr size_t MaxNameLengthBefore61 = 128;

/// By character: 0 cannot be in an identifier, 1 not at its start. The kernel's
/// letters are those of Latin-1.
static constexpr std::array<uint8_t, 256> IdentifierChars = [] {
  std::array<uint8_t, 256> Table = {};
  for (char C = 'a'; C <= 'z'; ++C)
    Table[C] = Table[C - 'a' + 'A'] = 2;
  for (char C = '0'; C <= '9'; ++C)
    Table[C] = 1;
  Table['_'] = Table['.'] = 2;
  for (unsigned C = 0xc0; C <= 0xff; ++C)
    Table[C] = C == 0xd7 || C == 0xf7 ? 0 : 2;
  return Table;
}();

/// What the kernel can print, by its table of Latin-1.
static bool isKernelPrint(char C) { return isPrint(C) || uint8_t(C) >= 0xa0; }

/// Whether the NUL-terminated \p Name is an identifier, and its length. Looks
/// at no more than the longest allowed name, which keeps all of this linear.
static bool isIdentifier(const char *Name, size_t &Length) {
  auto Class = [&](size_t I) { return IdentifierChars[uint8_t(Name[I])]; };
  Length = 0;
  if (Class(0) != 2)
    return false;
  while (Length <= MaxNameLength && Class(Length))
    ++Length;
  return Length > MaxNameLength || Name[Length] == '\0';
}

/// \p What with \p Index names the element ("member {1}"), or is the type.
void TypeVerifier::identifier(const BtfType &T, uint32_t Offset,
                              const char *What, uint64_t Index, bool Needed,
                              KernelRange Kernels) {
  auto Where = [&] { return formatv(What, Index).str(); };
  if (!File.isValidString(Offset) && Offset)
    return S.fail(T, VerifyRule::NameOffset, Kernels,
                  "string offset {0:x} of {1} is outside, expected below {2:x}",
                  Offset, Where(), File.stringEnd());
  const char *Name = File.stringData(Offset);
  if (!*Name) {
    if (Needed)
      S.fail(T, VerifyRule::NameMissing, Kernels, "{0} has no name", Where());
    else if (Offset)
      S.fail(T, VerifyRule::NameSyntax, Kernels,
             "{0} has the empty name at offset {1:x}, expected 0", Where(),
             Offset);
    return;
  }
  size_t Length;
  if (!isIdentifier(Name, Length))
    return S.fail(T, VerifyRule::NameSyntax, Kernels,
                  "name '{0}' of {1} is not an identifier",
                  StringRef(Name).take_front(128), Where());
  if (Length > MaxNameLength)
    S.fail(T, VerifyRule::NameSyntax, Kernels,
           "name of {0} is {1} bytes long, expected at most {2}", Where(),
           std::strlen(Name), MaxNameLength);
  else if (Length > MaxNameLengthBefore61)
    S.fail(T, VerifyRule::NameSyntax, {{0, 0}, {6, 1}, Kernels.LoadFrom},
           "name of {0} is {1} bytes long, expected at most {2}", Where(),
           Length, MaxNameLengthBefore61);
}

/// Printable from 6.12 on, an identifier before.
void TypeVerifier::sectionName(const BtfType &T, StringRef Name) {
  size_t Length;
  if (Name.size() > MaxNameLength || !all_of(Name, isKernelPrint))
    S.fail(T, VerifyRule::NameSyntax,
           "section name is not printable or too long");
  // A name out of the string table ends with NUL.
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage)
  else if (!isIdentifier(Name.data(), Length))
    S.fail(T, VerifyRule::NameSyntax, kernelsBefore(6, 12),
           "section name is not an identifier");
  else if (Length > MaxNameLengthBefore61)
    S.fail(T, VerifyRule::NameSyntax, kernelsBefore(6, 1),
           "section name is {0} bytes long, expected at most {1}", Length,
           MaxNameLengthBefore61);
}

void TypeVerifier::verifyName(const BtfType &T) {
  static constexpr NameRule Rules[NumBtfKinds] = {
      /* void, INT, PTR, ARRAY */ Unchecked,
      Unchecked,
      Forbidden,
      Forbidden,
      /* STRUCT, UNION, ENUM, FWD */ Optional,
      Optional,
      Optional,
      Required,
      /* TYPEDEF, VOLATILE, CONST, RESTRICT */ Required,
      Forbidden,
      Forbidden,
      Forbidden,
      /* FUNC, FUNC_PROTO, VAR, DATASEC */ Required,
      Forbidden,
      Required,
      Section,
      /* FLOAT, DECL_TAG, TYPE_TAG, ENUM64 */ Unchecked,
      AnyText,
      AnyText,
      Optional,
      /* LOC_PARAM, LOC_PROTO, LOCSEC */ Forbidden,
      Forbidden,
      Section};
  uint32_t Offset = T.nameOffset();
  if (Offset && !File.isValidString(Offset))
    return S.fail(T, VerifyRule::NameOffset,
                  "string offset {0:x} of the name is outside, expected below "
                  "{1:x}",
                  Offset, File.stringEnd());
  NameRule Rule = Rules[T.kind()];
  switch (Rule) {
  case Forbidden:
    if (Offset)
      S.fail(T, VerifyRule::NameForbidden, "must have no name");
    return;
  case Optional:
  case Required:
    return identifier(T, Offset, "the type", 0, Rule == Required);
  case AnyText:
  case Section:
    if (T.name().empty())
      return S.fail(T, VerifyRule::NameMissing, "has no name");
    if (Rule == Section)
      sectionName(T, T.name());
    return;
  case Unchecked:
    return;
  }
}

/// The kernel that introduced the kind, or what the record uses of it.
void TypeVerifier::verifyNeed(const BtfType &T) {
  bool Seen = std::exchange(SeenKind[T.kind()], true);
  auto Need = [&](unsigned Major, unsigned Minor) {
    if (Seen && !S.applies(kernelsBefore(Major, Minor)))
      return; // counts once for the verdict on old kernels
    S.fail(T, VerifyRule::UnknownKind, kernelsBefore(Major, Minor),
           "is unknown before kernel {0}.{1}", Major, Minor);
  };
  auto NeedFlag = [&](unsigned Major, unsigned Minor) {
    if (T.kindFlag())
      S.fail(T, VerifyRule::Info, kernelsBefore(Major, Minor),
             "kind_flag is set, which is unknown before kernel {0}.{1}", Major,
             Minor);
  };
  switch (T.kind()) {
  case BTF::BTF_KIND_FUNC:
    if (T.linkage())
      S.fail(T, VerifyRule::Info, kernelsBefore(5, 6),
             "linkage {0}: before kernel 5.6 it must be 0", T.linkage());
    [[fallthrough]];
  case BTF::BTF_KIND_FUNC_PROTO:
    return Need(4, 20);
  case BTF::BTF_KIND_VAR:
  case BTF::BTF_KIND_DATASEC:
    return Need(5, 2);
  case BTF::BTF_KIND_FLOAT:
    return Need(5, 13);
  case BTF::BTF_KIND_DECL_TAG:
    Need(5, 16);
    return NeedFlag(6, 15);
  case BTF::BTF_KIND_TYPE_TAG:
    Need(5, 17);
    return NeedFlag(6, 15);
  case BTF::BTF_KIND_ENUM:
    return NeedFlag(6, 0);
  case BTF::BTF_KIND_ENUM64:
    return Need(6, 0);
  case BtfKindLocParam:
  case BtfKindLocProto:
  case BtfKindLocSec:
    return Need(7, 4);
  default:
    return;
  }
}

void TypeVerifier::verifyInfo(const BtfType &T) {
  if (T.words()[1] & BtfClassicReservedInfo)
    S.fail(T, VerifyRule::Info, kernelsBefore(7, 1),
           "info word {0:x}: reserved bits are set, or more than {1} elements",
           T.words()[1], BtfClassicMaxVlen);
  const KindShape &Shape = KindShapes[T.kind()];
  if (!Shape.ElementWords && !T.is(BTF::BTF_KIND_FUNC) && T.vlen())
    S.fail(T, VerifyRule::Info, "vlen: found {0}, expected 0", T.vlen());
  switch (T.kind()) {
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
  case BTF::BTF_KIND_FWD:
  case BTF::BTF_KIND_DECL_TAG:
  case BTF::BTF_KIND_TYPE_TAG:
    return; // it means something there
  default:
    if (T.kindFlag())
      S.fail(T, VerifyRule::Info, "kind_flag must not be set");
  }
}

void TypeVerifier::typeId(const BtfType &T, BtfId Id, bool VoidAllowed,
                          const char *What, uint64_t Index,
                          KernelRange Kernels) {
  if (Id.index() > BtfMaxType)
    S.fail(T, VerifyRule::TypeId, Kernels,
           "{0} is type {1}, expected below {2}", formatv(What, Index).str(),
           Id.index(), File.endId());
  else if (!File.isValidId(Id))
    S.fail(T, VerifyRule::TypeId,
           isModifierKind(T.kind()) ? FollowedModifiers : UserBtf,
           "{0} is type {1}, expected below {2}", formatv(What, Index).str(),
           Id.index(), File.endId());
  else if (!VoidAllowed && Id == BtfId(0))
    S.fail(T, VerifyRule::TypeId, Kernels, "{0} is void",
           formatv(What, Index).str());
}

void TypeVerifier::verifyInt(const BtfType &T) {
  uint32_t Word = T.words()[BtfCommonWords];
  unsigned Bits = T.intBits() + T.intBitOffset(), Encoding = T.intEncoding();
  if (Word & ~0x0fffffffu)
    S.fail(T, VerifyRule::IntEncoding, "unknown bits in {0:x}", Word);
  if (Bits > 128)
    S.fail(T, VerifyRule::IntEncoding,
           "bit offset + bits: found {0}, expected at most 128", Bits);
  if ((Bits + 7) / 8 > T.size())
    S.fail(T, VerifyRule::IntEncoding, "{0} bits do not fit in {1} bytes", Bits,
           T.size());
  if (Encoding & (Encoding - 1) || Encoding > BTF::INT_BOOL)
    S.fail(T, VerifyRule::IntEncoding,
           "encoding {0:x} is not one of signed, char and bool", Encoding);
}

void TypeVerifier::verifyAggregate(const BtfType &T) {
  uint32_t Last = 0, Index = 0;
  bool IsUnion = T.is(BTF::BTF_KIND_UNION);
  for (BtfMember M : T.members()) {
    identifier(T, M.NameOff, "member {0}", Index, false);
    typeId(T, M.Type, false, "member {0}", Index);
    if (IsUnion && M.BitOffset)
      S.fail(T, VerifyRule::MemberOffset,
             "member {0} of a union is at bit {1}, expected 0", Index,
             M.BitOffset);
    if (M.BitOffset < Last)
      S.fail(T, VerifyRule::MemberOffset,
             "member {0} at bit {1} lies before the one before it, at bit {2}",
             Index, M.BitOffset, Last);
    if ((uint64_t(M.BitOffset) + 7) / 8 > T.size())
      S.fail(T, VerifyRule::MemberOffset,
             "member {0} at bit {1} is outside the size of {2} bytes", Index,
             M.BitOffset, T.size());
    Last = M.BitOffset;
    ++Index;
  }
}

void TypeVerifier::verifyEnum(const BtfType &T) {
  if (T.size() > 8 || T.size() == 0 || (T.size() & (T.size() - 1)))
    S.fail(T, VerifyRule::Size, "size: found {0}, expected 1, 2, 4 or 8",
           T.size());
  uint32_t Index = 0;
  for (BtfEnumerator E : T.enumerators())
    identifier(T, E.NameOff, "enumerator {0}", Index++, true);
}

/// Kernels look only at prototypes of BTF from user space.
void TypeVerifier::verifyProto(const BtfType &T) {
  typeId(T, T.target(), true, "return type", 0, UserBtf);
  uint32_t Index = 0, Count = T.vlen();
  for (BtfParam P : T.params()) {
    bool IsLast = ++Index == Count;
    typeId(T, P.Type, IsLast, "parameter {0}", Index - 1, UserBtf);
    if (IsLast && P.Type == BtfId(0) && P.NameOff)
      S.fail(T, VerifyRule::NameForbidden, UserBtf, "'...' must have no name");
    identifier(T, P.NameOff, "parameter {0}", Index - 1, false, UserBtf);
  }
}

void TypeVerifier::verifySection(const BtfType &T) {
  if (!T.size())
    S.fail(T, VerifyRule::Size, "size is 0");
  if (!T.vlen())
    S.fail(T, VerifyRule::SectionVars, kernelsBefore(5, 12),
           "there are no variables");
  uint64_t End = 0, Index = 0;
  for (BtfSectionVar V : T.sectionVars()) {
    typeId(T, V.Type, false, "variable {0}", Index);
    StringRef Name = File.type(V.Type).name();
    if (!V.Size || V.Size > T.size())
      S.fail(T, VerifyRule::SectionVars,
             "variable {0} '{1}' has size {2}, expected 1 to {3}", Index, Name,
             V.Size, T.size());
    if (V.Offset < End)
      S.fail(T, VerifyRule::SectionVars,
             "variable {0} '{1}' at {2} lies before the end of the one before "
             "it, {3}",
             Index, Name, V.Offset, End);
    if (uint64_t(V.Offset) + V.Size > T.size())
      S.fail(T, VerifyRule::SectionVars,
             "variable {0} '{1}' at {2} with size {3} is outside the size of "
             "{4}",
             Index, Name, V.Offset, V.Size, T.size());
    End = uint64_t(V.Offset) + V.Size;
    ++Index;
  }
}

void TypeVerifier::verify(const BtfType &T) {
  if (T.kind() >= NumBtfKinds)
    return S.fail(T, VerifyRule::UnknownKind, "kind {0} is unknown", T.kind());
  verifyNeed(T);
  verifyInfo(T);
  verifyName(T);
  switch (T.kind()) {
  case BTF::BTF_KIND_INT:
    return verifyInt(T);
  case BTF::BTF_KIND_FLOAT:
    if (!is_contained({2u, 4u, 8u, 12u, 16u}, T.size()))
      S.fail(T, VerifyRule::Size, "size: found {0}, expected 2, 4, 8, 12 or 16",
             T.size());
    return;
  case BTF::BTF_KIND_ARRAY:
    if (T.words()[2])
      S.fail(T, VerifyRule::Word, "size word: found {0}, expected 0",
             T.words()[2]);
    typeId(T, T.arrayElement(), false, "element type");
    return typeId(T, T.arrayIndex(), false, "index type");
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    return verifyAggregate(T);
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return verifyEnum(T);
  case BTF::BTF_KIND_FWD:
    if (T.words()[2])
      S.fail(T, VerifyRule::Word, "type word: found {0}, expected 0",
             T.words()[2]);
    return;
  case BTF::BTF_KIND_FUNC:
    if (T.linkage() > BTF::FUNC_GLOBAL)
      S.fail(T, VerifyRule::Info, "linkage: found {0}, expected 0 or 1",
             T.linkage());
    return typeId(T, T.target(), false, "prototype", 0, UserBtf);
  case BTF::BTF_KIND_FUNC_PROTO:
    return verifyProto(T);
  case BTF::BTF_KIND_VAR:
    if (T.linkage() > BTF::VAR_GLOBAL_ALLOCATED)
      S.fail(T, VerifyRule::Word, "linkage: found {0}, expected 0 or 1",
             T.linkage());
    return typeId(T, T.target(), false, "type");
  case BTF::BTF_KIND_DATASEC:
    return verifySection(T);
  case BTF::BTF_KIND_DECL_TAG:
    if (T.componentIndex() < -1)
      S.fail(T, VerifyRule::Word, "component index: found {0}, expected >= -1",
             T.componentIndex());
    return typeId(T, T.target(), false, "target", 0, UserBtf);
  case BtfKindLocParam:
  case BtfKindLocProto:
  case BtfKindLocSec:
    return verifyLocation(S, T);
  default: // pointer, modifiers
    return typeId(T, T.target(), true, "target");
  }
}

void verifyTypes(VerifyState &S) {
  TypeVerifier V(S);
  for (uint32_t I = S.File.startId(); I != S.File.endId(); ++I)
    V.verify(S.File.type(BtfId(I)));
}

} // namespace btfgen
