//===- EntryAddress.cpp - Where a function is entered ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the first entry of range lists, .debug_ranges of DWARF 4 and
/// .debug_rnglists of DWARF 5, and later ones only where a symbol decides.
///
//===----------------------------------------------------------------------===//

#include "Select/EntryAddress.h"

#include "DWARF/IndexedAddress.h"
#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

/// Entries of a list that are looked at. A function of a kernel has two ranges,
/// or as many as basic blocks; lists that overlap must not cost their sum.
static constexpr unsigned MaxEntries = 1024;
/// The longest entry: a kind and two numbers of ten bytes.
static constexpr uint64_t MaxEntrySize = 21;

EntryReader::EntryReader(const DebugSections &Sections)
    : Sections(Sections), Ranges(Sections.Ranges, 4 << 10),
      RngLists(Sections.RngLists, 4 << 10) {}

uint64_t EntryReader::read(const FuncRecord &F, const UnitFacts &Unit,
                           function_ref<bool(uint64_t Address)> IsEntry) {
  const uint64_t Start =
      F.Flags & FuncHasRanges ? entryRange(F, Unit, IsEntry) : F.LowPc;
  return Start ? Start + F.EntryOffset : 0;
}

uint64_t EntryReader::entryRange(const FuncRecord &F, const UnitFacts &Unit,
                                 function_ref<bool(uint64_t Address)> IsEntry) {
  const bool IsRngLists = Unit.Version >= 5;
  uint64_t Offset = F.LowPc + (IsRngLists ? 0 : Unit.RangesBase);
  if (F.Flags & FuncRangesIndex)
    Offset = listOffset(Offset, Unit);
  SectionWindow &Window = IsRngLists ? RngLists : Ranges;
  Base = Unit.LowPc;
  uint64_t First = 0;
  for (unsigned Entry = 0; Entry < MaxEntries && Budget; ++Entry) {
    --Budget;
    ArrayRef<uint8_t> Bytes = Window.at(Offset, MaxEntrySize);
    ByteReader R{Bytes.begin(), Bytes.end(),
                 Sections.LittleEndian ? endianness::little : endianness::big};
    Begin = End = 0;
    if (!(IsRngLists ? readRngListsEntry(R, Unit) : readRangesEntry(R, Unit)) ||
        R.Overrun)
      break;
    if (Begin != End && IsEntry(Begin))
      return Begin;
    if (Begin != End && !First)
      First = Begin;
    Offset += R.P - Bytes.begin();
  }
  return First;
}

/// DWARF 4, 2.17.3. False at the list's end.
bool EntryReader::readRangesEntry(ByteReader &R, const UnitFacts &Unit) {
  const unsigned WordSize = Unit.AddressSize;
  const uint64_t First = R.fixed(WordSize), Second = R.fixed(WordSize);
  if (First == 0 && Second == 0)
    return false;
  if (First == (WordSize == 8 ? UINT64_MAX : UINT32_MAX)) {
    Base = Second;
  } else {
    Begin = Base + First;
    End = Base + Second;
  }
  return true;
}

/// DWARF 5, 2.17.3 and 7.25. False at the list's end, and for an unknown kind.
bool EntryReader::readRngListsEntry(ByteReader &R, const UnitFacts &Unit) {
  const unsigned WordSize = Unit.AddressSize;
  switch (R.fixed(1)) {
  case DW_RLE_base_addressx:
    Base = indexedAddress(Sections, Unit, R.uleb());
    return true;
  case DW_RLE_base_address:
    Base = R.fixed(WordSize);
    return true;
  case DW_RLE_startx_endx:
    Begin = indexedAddress(Sections, Unit, R.uleb());
    End = indexedAddress(Sections, Unit, R.uleb());
    return true;
  case DW_RLE_startx_length:
    Begin = indexedAddress(Sections, Unit, R.uleb());
    End = Begin + R.uleb();
    return true;
  case DW_RLE_offset_pair:
    Begin = Base + R.uleb();
    End = Base + R.uleb();
    return true;
  case DW_RLE_start_end:
    Begin = R.fixed(WordSize);
    End = R.fixed(WordSize);
    return true;
  case DW_RLE_start_length:
    Begin = R.fixed(WordSize);
    End = Begin + R.uleb();
    return true;
  default:
    return false;
  }
}

/// Where the list of an index (DW_FORM_rnglistx) is, through the table of
/// offsets before the lists.
uint64_t EntryReader::listOffset(uint64_t Index, const UnitFacts &Unit) {
  const unsigned OffsetSize = Unit.Dwarf64 ? 8 : 4;
  // Without DW_AT_rnglists_base: right behind the section's only header.
  const uint64_t Table =
      Unit.RngListsBase ? Unit.RngListsBase : (Unit.Dwarf64 ? 20 : 12);
  if (Index > Sections.RngLists.size() / OffsetSize ||
      Table > Sections.RngLists.size())
    return UINT64_MAX;
  ArrayRef<uint8_t> Bytes = RngLists.at(Table + Index * OffsetSize, OffsetSize);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  const uint64_t Offset = R.fixed(OffsetSize);
  return R.Overrun || Offset > Sections.RngLists.size() ? UINT64_MAX
                                                        : Table + Offset;
}
