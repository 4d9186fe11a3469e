//===- UnitDie.cpp - What a unit says of itself ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/UnitDie.h"

#include "DWARF/DieCursor.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

/// Number \p Index of the numbers of \p Size bytes at \p Base of \p Section.
template <bool LE>
static std::optional<uint64_t> indexed(const SectionBytes &Section,
                                       uint64_t Base, uint64_t Index,
                                       unsigned Size) {
  const ArrayRef<uint8_t> Bytes = Section.whole();
  if (Base > Bytes.size() || Index >= (Bytes.size() - Base) / Size)
    return std::nullopt;
  const uint8_t *P = Bytes.data() + Base + Index * Size;
  constexpr auto Order = LE ? endianness::little : endianness::big;
  return Size == 8 ? support::endian::read<uint64_t>(P, Order)
                   : support::endian::read<uint32_t>(P, Order);
}

static std::optional<std::string> stringAt(const SectionBytes &Section,
                                           uint64_t Offset) {
  const ArrayRef<uint8_t> Bytes = Section.whole();
  if (Offset >= Bytes.size())
    return std::nullopt;
  const StringRef Text =
      toStringRef(Bytes).substr(Offset, UnitDieReader::MaxName + 1);
  const size_t Length = Text.find('\0');
  if (Length == StringRef::npos)
    return std::nullopt;
  return Text.take_front(Length).str();
}

/// The string \p A; nothing if it is absent or too long.
template <bool LE>
static std::optional<std::string> text(const DieCursor<LE> &D, Attr A,
                                       const Unit &U, const DebugSections &S) {
  switch (D.form(A)) {
  case DW_FORM_string: {
    const StringRef Text = D.inlineText(A);
    if (Text.size() > UnitDieReader::MaxName)
      return std::nullopt;
    return Text.str();
  }
  case DW_FORM_strp:
    return stringAt(S.Str, D.value(A));
  case DW_FORM_line_strp:
    return stringAt(S.LineStr, D.value(A));
  case DW_FORM_strx:
  case DW_FORM_strx1:
  case DW_FORM_strx2:
  case DW_FORM_strx3:
  case DW_FORM_strx4: {
    // Without the attribute: behind the section's only header.
    const uint64_t Base = D.has(Attr::StrOffsetsBase)
                              ? D.value(Attr::StrOffsetsBase)
                              : 2 * U.offsetSize();
    const auto Offset =
        indexed<LE>(S.StrOffsets, Base, D.value(A), U.offsetSize());
    return Offset ? stringAt(S.Str, *Offset) : std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

template <bool LE>
UnitDie UnitDieReader::readBytes(const uint8_t *Bytes, const Unit &U) const {
  DieCursor<LE> D(Bytes, U, Table);
  UnitDie Out;
  if (!D.next() || D.program().Kind != DieKind::Unit)
    return Out;
  if (U.Type == DW_UT_skeleton || U.Type == DW_UT_split_compile)
    Out.Id = U.Signature;
  else if (U.Version < 5 && D.isConstant(Attr::DwoId))
    Out.Id = D.value(Attr::DwoId);
  Out.Name = text(D, Attr::DwoName, U, S);
  Out.Directory = text(D, Attr::CompDir, U, S).value_or("");
  Out.AddrBase = D.value(Attr::AddrBase);
  Out.RangesBase = D.value(Attr::GNURangesBase);
  switch (D.form(Attr::LowPc)) {
  case DW_FORM_addr:
    Out.LowPc = D.value(Attr::LowPc);
    break;
  case DW_FORM_addrx:
  case DW_FORM_addrx1:
  case DW_FORM_addrx2:
  case DW_FORM_addrx3:
  case DW_FORM_addrx4:
  case DW_FORM_GNU_addr_index:
    Out.LowPc = indexed<LE>(S.Addr, Out.AddrBase, D.value(Attr::LowPc),
                            U.AddressSize == 8 ? 8 : 4)
                    .value_or(0);
    break;
  default:
    break;
  }
  return Out;
}

Expected<const uint8_t *> UnitDieReader::start(const SectionBytes &Units,
                                               ArrayRef<uint8_t> Abbrev,
                                               Unit &U) {
  // A unit may be large, and its first DIE is not.
  constexpr uint64_t Longest = 1 << 16;
  if (Error E = Compiler.compile(Abbrev, U, Table)) {
    consumeError(std::move(E)); // said when the unit is read
    return nullptr;
  }
  U.Size = std::min(U.Size, U.HeaderSize + Longest);
  return Units.read(U.Offset, U.Size, Scratch);
}

Expected<UnitDie> UnitDieReader::read(const SectionBytes &Units,
                                      ArrayRef<uint8_t> Abbrev, const Unit &U) {
  Unit Start = U;
  Expected<const uint8_t *> Bytes = start(Units, Abbrev, Start);
  if (!Bytes)
    return Bytes.takeError();
  if (!*Bytes)
    return UnitDie();
  return S.LittleEndian ? readBytes<true>(*Bytes, Start)
                        : readBytes<false>(*Bytes, Start);
}

template <bool LE>
static std::optional<std::string> nameIn(const uint8_t *Bytes, const Unit &U,
                                         const AbbrevTable &Table,
                                         const DebugSections &S) {
  DieCursor<LE> D(Bytes, U, Table);
  if (!D.next() || D.program().Kind != DieKind::Unit)
    return std::nullopt;
  return text(D, Attr::Name, U, S);
}

std::optional<std::string> UnitDieReader::sourceName(const Unit &U) {
  Unit Start = U;
  Expected<const uint8_t *> Bytes = start(S.of(U), S.Abbrev.whole(), Start);
  if (!Bytes)
    consumeError(Bytes.takeError()); // said when the unit is read
  else if (*Bytes)
    return S.LittleEndian ? nameIn<true>(*Bytes, Start, Table, S)
                          : nameIn<false>(*Bytes, Start, Table, S);
  return std::nullopt;
}
