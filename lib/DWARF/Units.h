//===- Units.h - Unit headers -----------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the units of .debug_info and .debug_types by their headers alone, and
/// which units must be read together because one refers into another.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_UNITS_H
#define BTFGEN_DWARF_UNITS_H

#include "ELF/ObjectImage.h"
#include "Support/Ids.h"
#include "llvm/ADT/STLExtras.h"

#include <memory>
#include <vector>

namespace btfgen {

struct SplitBases; // SplitUnits.h
struct SplitUnits;
struct Supplement; // Supplement.h

/// A unit header (DWARF 5, 7.5.1), versions 2 to 5.
struct Unit {
  uint64_t Offset = 0;       ///< of the header, in its section
  uint64_t Size = 0;         ///< header included
  uint64_t AbbrevOffset = 0; ///< in .debug_abbrev
  /// How many bytes from there on may be read: the table ends in them, or costs
  /// more than it can be worth.
  uint32_t AbbrevLimit = 0;
  uint64_t Signature = 0;  ///< of a type unit
  uint64_t TypeOffset = 0; ///< of a type unit's type, from Offset
  uint16_t Version = 0;
  uint8_t Type = 0; ///< DW_UT_*; compile, type, partial for older versions too
  uint8_t HeaderSize = 0; ///< the first DIE follows
  uint8_t AddressSize = 0;
  bool Dwarf64 = false;
  uint32_t Section = 0; ///< which of DebugSections::Units
  /// Not null: it is of a .dwo file.
  const SplitBases *Split = nullptr;

  bool isTypeUnit() const;
  unsigned offsetSize() const { return Dwarf64 ? 8 : 4; }
};

/// A section of units: .debug_info, or .debug_types of DWARF 4.
struct UnitSection {
  const SectionInfo *Info = nullptr; ///< null: of a .dwo file
  SectionBytes Bytes;
  llvm::StringRef Name;
  llvm::StringRef Path; ///< of the file
};

/// The sections that reading DIEs needs, looked up once.
struct DebugSections {
  const ObjectImage *Image = nullptr;
  /// All .debug_info, then all .debug_types. A linked file has one of each at
  /// most; in an ET_REL file every type unit has its own, in a COMDAT group.
  std::vector<UnitSection> Units;
  SectionBytes Abbrev, Str, LineStr, StrOffsets, Addr;
  SectionBytes Loc, LocLists, Ranges, RngLists;
  bool LittleEndian = true;
  /// Null if the file has no skeletons.
  std::shared_ptr<const SplitUnits> Split;
  /// Null if the file needs no supplementary file.
  std::shared_ptr<Supplement> Sup;

  /// Errors: a section that cannot be decompressed or relocated.
  static llvm::Expected<DebugSections> open(const ObjectImage &Image,
                                            unsigned Threads);
  /// Whether reading units assumes relocations to be in order: so where it is
  /// not known already, until relocateUnits().
  bool assumesOrder() const {
    return llvm::any_of(Units, [](auto &S) { return S.Bytes.assumesOrder(); });
  }
  /// Applies all relocations of the sections of units, in any order. Errors as
  /// of open().
  llvm::Error relocateUnits();
  /// Whether there are no units at all.
  bool empty() const {
    return llvm::all_of(Units, [](auto &S) { return S.Bytes.empty(); });
  }
  const SectionBytes &of(const Unit &U) const { return Units[U.Section].Bytes; }
  /// Whether there is a supplementary file, and \p U is in it.
  bool isInSupplement(const Unit &U) const;
};

/// The bytes of section \p Name; none if there is no such section, or it has no
/// contents. Errors as of ObjectImage::bytes().
llvm::Expected<SectionBytes> contentsOf(const ObjectImage &Image,
                                        llvm::StringRef Name);

/// What is read of one abbreviation table at most. A kernel's have 6 KB.
inline constexpr uint32_t MaxAbbrevTable = 1 << 20;
/// Up to so many units, their tables may overlap. No linker makes that, and
/// more units could read the ends of one another's tables without end.
inline constexpr size_t MaxOverlapping = 16;
/// What is read of all tables where there are more units, beside twice the
/// section and as many bytes as the units have: after dwz there are thousands,
/// of which each has another table than the one before.
inline constexpr uint64_t MaxAbbrevBytes = 1 << 24;

/// Sets AbbrevLimit of \p Units, whose tables are in a .debug_abbrev of
/// \p Size bytes. A table counts again wherever the unit before has another
/// one; the limit becomes 0 for what is then too much.
void limitAbbrevs(llvm::MutableArrayRef<Unit> Units, uint64_t Size);

/// All units in order of section and offset, AbbrevLimit set. A header whose
/// length runs out of the section, or of an unknown version, is an Error naming
/// section and offset: nothing behind it can be found.
/// Skeletons whose units were found are left out, and those units added.
llvm::Expected<std::vector<Unit>> listUnits(const DebugSections &Sections);

/// Where a DIE is.
struct DiePlace {
  uint32_t Section = 0; ///< which of DebugSections::Units
  uint64_t Offset = 0;  ///< in that

  auto operator<=>(const DiePlace &) const = default;
};

/// The one of \p Units, as listUnits() has them, that contains \p Place, or
/// null.
const Unit *unitAt(llvm::ArrayRef<Unit> Units, const DiePlace &Place);

/// The units of one of Sections.Units; AbbrevLimit is not set.
llvm::Expected<std::vector<Unit>> listUnitsOf(const DebugSections &Sections,
                                              uint32_t Section);

} // namespace btfgen

#endif // BTFGEN_DWARF_UNITS_H
