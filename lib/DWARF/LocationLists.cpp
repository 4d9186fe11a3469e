//===- LocationLists.cpp - The entries of location lists ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Both encodings of location lists, and the table by which DWARF 5 numbers
/// them.
///
//===----------------------------------------------------------------------===//

#include "DWARF/LocationLists.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

// Lists of a unit lie side by side, in the order of its functions.
LocationLists::LocationLists(const DebugSections &Sections)
    : Sections(Sections), Loc(Sections.Loc, 64 << 10),
      LocLists(Sections.LocLists, 64 << 10), Table(Sections.LocLists, 4 << 10),
      LocViews(Sections.Loc, 4 << 10),
      LocListsViews(Sections.LocLists, 4 << 10) {}

/// DWARF 5, 7.7.3. GCC's .debug_loc.dwo of DWARF 4 has the same kinds, but
/// lengths of fixed size.
LocationLists::Step
LocationLists::readLocListsEntry(ByteReader &R, const LocationFormat &Format,
                                 LocationEntry &E) {
  const unsigned WordSize = Format.WordSize;
  const bool IsGNU = Format.Version < 5;
  E.Kind = static_cast<uint8_t>(R.fixed(1));
  switch (E.Kind) {
  case DW_LLE_end_of_list:
    return R.Overrun ? Step::Malformed : Step::End;
  case DW_LLE_base_addressx:
    E.A = R.uleb();
    return Step::Entry;
  case DW_LLE_base_address:
    E.A = R.fixed(WordSize);
    return Step::Entry;
  case 9: // DW_LLE_GNU_view_pair
    R.uleb();
    R.uleb();
    return Step::More;
  case DW_LLE_startx_length:
    E.A = R.uleb();
    E.B = IsGNU ? R.fixed(4) : R.uleb();
    break;
  case DW_LLE_startx_endx:
  case DW_LLE_offset_pair:
    E.A = R.uleb();
    E.B = R.uleb();
    break;
  case DW_LLE_default_location:
    break;
  case DW_LLE_start_end:
    E.A = R.fixed(WordSize);
    E.B = R.fixed(WordSize);
    break;
  case DW_LLE_start_length:
    E.A = R.fixed(WordSize);
    E.B = R.uleb();
    break;
  default:
    return Step::Malformed;
  }
  E.Expr = R.block(IsGNU ? R.fixed(2) : R.uleb());
  return Step::Entry;
}

/// DWARF 4, 2.6.2.
LocationLists::Step LocationLists::readLocEntry(ByteReader &R,
                                                const LocationFormat &Format,
                                                LocationEntry &E) {
  const unsigned WordSize = Format.WordSize;
  E.A = R.fixed(WordSize);
  E.B = R.fixed(WordSize);
  if (R.Overrun)
    return Step::Malformed;
  if (E.A == 0 && E.B == 0)
    return Step::End;
  E.Kind = DW_LLE_offset_pair;
  if (E.A == (WordSize == 8 ? UINT64_MAX : UINT32_MAX)) {
    E.Kind = DW_LLE_base_address;
    E.A = E.B;
    return Step::Entry;
  }
  E.Expr = R.block(R.fixed(2));
  return Step::Entry;
}

/// Reads the entry at \p Offset and moves it behind that. More: there was none,
/// or it needs more bytes than \p AtLeast, which is then doubled.
LocationLists::Step LocationLists::read(uint64_t &Offset, uint64_t &AtLeast,
                                        const LocationFormat &Format,
                                        LocationEntry &E) {
  const bool IsLocLists = isLocLists(Format);
  ArrayRef<uint8_t> Bytes = (IsLocLists ? LocLists : Loc).at(Offset, AtLeast);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  E = {};
  const Step S =
      IsLocLists ? readLocListsEntry(R, Format, E) : readLocEntry(R, Format, E);
  if (R.Overrun && Bytes.size() >= AtLeast) {
    AtLeast = 2 * Bytes.size(); // it may only be the window that ends
    Budget -= std::min(Budget, AtLeast);
    return Step::More;
  }
  if (R.Overrun)
    return Step::Malformed;
  const uint64_t Length = R.P - Bytes.begin();
  Budget -= std::min(Budget, Length);
  Offset += Length;
  AtLeast = FirstRead;
  return S;
}

/// The list of an index (DW_FORM_loclistx) through the table of offsets.
std::optional<uint64_t> LocationLists::find(unsigned Form, uint64_t Value,
                                            const LocationFormat &Format) {
  const bool IsSplit4 = Format.IsSplit && Format.Version < 5;
  if (Form != DW_FORM_loclistx)
    return Value + (IsSplit4 ? Format.LocListsBase : 0);
  const unsigned OffsetSize = Format.Dwarf64 ? 8 : 4;
  uint64_t Base = Format.LocListsBase;
  if (!Base)
    Base = Format.Dwarf64 ? 20 : 12; // right behind the section's only header
  if (Value > Sections.LocLists.size() / OffsetSize ||
      Base > Sections.LocLists.size())
    return std::nullopt;
  ArrayRef<uint8_t> Bytes = Table.at(Base + Value * OffsetSize, OffsetSize);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  const uint64_t Relative = R.fixed(OffsetSize);
  if (R.Overrun || Relative >= Sections.LocLists.size())
    return std::nullopt;
  return Base + Relative;
}

bool LocationLists::readViews(uint64_t &Offset, const LocationFormat &Format,
                              uint64_t &Begin, uint64_t &End) {
  constexpr uint64_t TwoNumbers = 20;
  ArrayRef<uint8_t> Bytes =
      (isLocLists(Format) ? LocListsViews : LocViews).at(Offset, TwoNumbers);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  Begin = R.uleb();
  End = R.uleb();
  Offset += R.P - Bytes.begin();
  return !R.Overrun;
}
