//===- LocationLists.h - The entries of location lists ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads .debug_loc (DWARF 4, 2.6.2) and .debug_loclists (DWARF 5, 7.7.3), a
/// window at a time. Entries are given as they stand there: what addresses
/// their operands mean, the few readers that need them work out.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_LOCATIONLISTS_H
#define BTFGEN_DWARF_LOCATIONLISTS_H

#include "DWARF/Expression.h"
#include "DWARF/SectionWindow.h"
#include "DWARF/Units.h"

#include <optional>

namespace btfgen {

/// One entry that has an expression, or changes the base address.
struct LocationEntry {
  /// DW_LLE_*. Entries of .debug_loc are DW_LLE_offset_pair or
  /// DW_LLE_base_address.
  uint8_t Kind = 0;
  uint64_t A = 0, B = 0; ///< its operands, 0 if absent
  llvm::ArrayRef<uint8_t> Expr;

  /// Whether it is of a range of addresses.
  bool isBounded() const {
    return hasExpression() && Kind != llvm::dwarf::DW_LLE_default_location;
  }
  bool hasExpression() const {
    return Kind != llvm::dwarf::DW_LLE_base_address &&
           Kind != llvm::dwarf::DW_LLE_base_addressx;
  }
};

/// One per worker: it keeps windows of the sections.
class LocationLists {
public:
  explicit LocationLists(const DebugSections &Sections);

  /// How many bytes of lists may be read from now on, so that lists that
  /// overlap or are shared cannot make the time quadratic.
  void setBudget(uint64_t Bytes) { Budget = Bytes; }
  bool isExhausted() const { return Budget == 0; }

  /// Where the list is that an attribute of \p Form (DW_FORM_sec_offset,
  /// DW_FORM_loclistx, or data4 and data8 before DWARF 4) names by \p Value.
  /// None if it is not in the section.
  std::optional<uint64_t> find(unsigned Form, uint64_t Value,
                               const LocationFormat &Format);

  /// Calls \p Visit for each entry of the list at \p Offset, until that returns
  /// false. False if the list cannot be read to its end or to there.
  template <typename Fn>
  bool forEach(uint64_t Offset, const LocationFormat &Format, Fn Visit) {
    uint64_t AtLeast = FirstRead;
    LocationEntry E;
    while (Budget) {
      const Step S = read(Offset, AtLeast, Format, E);
      if (S == Step::More)
        continue;
      if (S != Step::Entry)
        return S == Step::End;
      if (!Visit(E))
        return true;
    }
    return false;
  }

  /// Where the views of a list begin that DW_AT_GNU_locviews gives as \p Value.
  /// In a .dwo file that is relative to the unit's lists.
  static uint64_t viewsAt(uint64_t Value, const LocationFormat &Format) {
    return Value + (Format.IsSplit ? Format.LocListsBase : 0);
  }
  /// The views in which an entry begins and ends, GNU's numbers of moments at
  /// one address. \p Offset, which is moved to the next entry's, is viewsAt()
  /// at first. False: they cannot be read.
  bool readViews(uint64_t &Offset, const LocationFormat &Format,
                 uint64_t &Begin, uint64_t &End);

private:
  static constexpr uint64_t FirstRead = 64;
  enum class Step { Entry, More, End, Malformed };

  static bool isLocLists(const LocationFormat &Format) {
    return Format.Version >= 5 || Format.IsSplit;
  }
  Step read(uint64_t &Offset, uint64_t &AtLeast, const LocationFormat &Format,
            LocationEntry &E);
  static Step readLocListsEntry(ByteReader &R, const LocationFormat &Format,
                                LocationEntry &E);
  static Step readLocEntry(ByteReader &R, const LocationFormat &Format,
                           LocationEntry &E);

  const DebugSections &Sections;
  uint64_t Budget = 0;
  SectionWindow Loc, LocLists;
  SectionWindow Table; ///< the offsets before the lists
  SectionWindow LocViews, LocListsViews;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_LOCATIONLISTS_H
