//===- DieAttributes.h - What attributes say, in any form -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of TypeReader::Walk that turns attributes into names, references
/// and addresses. Private to it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_DIEATTRIBUTES_H
#define BTFGEN_DWARF_DIEATTRIBUTES_H

#include "DWARF/DieWalk.h"

namespace btfgen {

template <bool LE>
uint64_t TypeReader::Walk<LE>::indexed(const SectionBytes &Section,
                                       uint64_t Base, uint64_t Index,
                                       unsigned Size) {
  llvm::ArrayRef<uint8_t> Bytes = Section.whole();
  if (Base > Bytes.size() || Index >= (Bytes.size() - Base) / Size)
    return UINT64_MAX;
  const uint8_t *P = Bytes.data() + Base + Index * Size;
  constexpr auto Order = LE ? llvm::endianness::little : llvm::endianness::big;
  return Size == 8 ? llvm::support::endian::read<uint64_t>(P, Order)
                   : llvm::support::endian::read<uint32_t>(P, Order);
}

template <bool LE> NameRef TypeReader::Walk<LE>::indexedName(uint64_t Index) {
  uint64_t Offset = indexed(R.Sections.StrOffsets, StrOffsetsBase, Index,
                            D.header().offsetSize());
  return Offset == UINT64_MAX ? 0 : R.strName(Offset);
}

template <bool LE>
uint64_t TypeReader::Walk<LE>::indexedAddress(uint64_t Index) {
  return indexed(R.Sections.Addr, Facts.AddrBase, Index,
                 D.header().AddressSize == 8 ? 8 : 4);
}

template <bool LE> NameRef TypeReader::Walk<LE>::name(Attr A) {
  using namespace llvm::dwarf;
  switch (D.form(A)) {
  case 0:
    return 0;
  case DW_FORM_strp:
    return R.strName(D.value(A));
  case DW_FORM_string: {
    llvm::StringRef Text = D.inlineText(A);
    return R.NameTable.fromText(Text);
  }
  case DW_FORM_line_strp:
    return R.NameTable.fromLineStr(D.value(A));
  case DW_FORM_strp_sup:
  case DW_FORM_GNU_strp_alt:
    return R.supplementName(D.value(A));
  case DW_FORM_strx:
  case DW_FORM_strx1:
  case DW_FORM_strx2:
  case DW_FORM_strx3:
  case DW_FORM_strx4:
  case DW_FORM_GNU_str_index:
    return indexedName(D.value(A));
  default:
    return 0;
  }
}

/// Whether the DIE has a name that is in the supplementary file, and that
/// cannot be used.
template <bool LE> bool TypeReader::Walk<LE>::nameIsElsewhere() const {
  const unsigned Form = D.form(Attr::Name);
  return (Form == llvm::dwarf::DW_FORM_strp_sup ||
          Form == llvm::dwarf::DW_FORM_GNU_strp_alt) &&
         !R.HasSupplement;
}

/// The position that a reference attribute names; VoidRef if it is absent.
template <bool LE> uint32_t TypeReader::Walk<LE>::reference(Attr A) {
  using namespace llvm::dwarf;
  switch (D.has(A) ? D.form(A) : 0) {
  case 0:
    return VoidRef;
  case DW_FORM_ref4:
  case DW_FORM_ref1:
  case DW_FORM_ref2:
  case DW_FORM_ref8:
  case DW_FORM_ref_udata: {
    uint64_t Offset = D.value(A);
    // A position behind the unit would be one of the next in the group.
    return Offset < D.header().Size
               ? Member.Base + static_cast<uint32_t>(Offset)
               : Nowhere;
  }
  default:
    return foreignReference(A);
  }
}

template <bool LE> uint32_t TypeReader::Walk<LE>::foreignReference(Attr A) {
  using namespace llvm::dwarf;
  if (D.form(A) == DW_FORM_ref_addr)
    return R.referenceTo(D.value(A), D.header().Section);
  uint32_t Position = VoidRef;
  if (refersToSupplement(D.form(A)))
    Position = R.positionInSupplement(D.value(A));
  else if (D.form(A) == DW_FORM_ref_sig8)
    Position = R.positionOfSignature(D.value(A));
  // A position that no type has: it is counted as dangling, not taken for void.
  return Position == VoidRef ? Nowhere : Position;
}

/// Whether a value of \p Form is an address, rather than an offset from one.
template <bool LE> bool TypeReader::Walk<LE>::isAddressForm(unsigned Form) {
  using namespace llvm::dwarf;
  switch (Form) {
  case DW_FORM_addr:
  case DW_FORM_addrx:
  case DW_FORM_addrx1:
  case DW_FORM_addrx2:
  case DW_FORM_addrx3:
  case DW_FORM_addrx4:
  case DW_FORM_GNU_addr_index:
    return true;
  default:
    return false;
  }
}

template <bool LE> uint64_t TypeReader::Walk<LE>::address(Attr A) {
  using namespace llvm::dwarf;
  const unsigned Form = D.form(A);
  if (Form == DW_FORM_addr || !isAddressForm(Form))
    return D.value(A);
  uint64_t Address = indexedAddress(D.value(A));
  return Address == UINT64_MAX ? 0 : Address;
}

/// Whether the location is one fixed address: DW_OP_addr or DW_OP_addrx,
/// perhaps with an offset.
template <bool LE> bool TypeReader::Walk<LE>::staticAddress(uint64_t &Address) {
  using namespace llvm;
  using namespace llvm::dwarf;
  if (!D.has(Attr::Location) || !Cursor::isBlockForm(D.form(Attr::Location)))
    return false;
  Block B = D.block(Attr::Location);
  const uint8_t *P = D.bytesAt(B.Position), *End = P + B.Length;
  if (P == End)
    return false;
  const uint8_t Op = *P++;
  unsigned Length = 0;
  const char *Bad = nullptr;
  if (Op == DW_OP_addr) {
    const unsigned Size = D.header().AddressSize;
    if (End - P < Size || (Size != 4 && Size != 8))
      return false;
    constexpr auto Order = LE ? endianness::little : endianness::big;
    Address = Size == 8 ? support::endian::read<uint64_t>(P, Order)
                        : support::endian::read<uint32_t>(P, Order);
    P += Size;
  } else if (Op == DW_OP_addrx || Op == DW_OP_GNU_addr_index) {
    Address = indexedAddress(readULEB128(P, &Length, End, &Bad));
    P += Length;
    if (Bad || Address == UINT64_MAX)
      return false;
  } else {
    return false;
  }
  if (P == End)
    return true;
  // Anything but a constant that is added makes it another place, or a value:
  // DW_OP_form_tls_address, the pieces and values of LLVM's optimiser.
  if (*P != DW_OP_plus_uconst)
    return false;
  Address += readULEB128(P + 1, &Length, End, &Bad);
  return !Bad && P + 1 + Length == End;
}

} // namespace btfgen

#endif // BTFGEN_DWARF_DIEATTRIBUTES_H
