//===- InlinedCalls.h - Where functions were inlined ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What DW_TAG_inlined_subroutine says: which function, at which address, and
/// where its parameters are. This is half of a kernel's debugging information
/// and needed for inline sites alone, so it is not a part of UnitTypes: with
/// them, units are gone through a second time (TypeReader::readInlinedCalls).
/// What that finds cannot change the types.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_INLINEDCALLS_H
#define BTFGEN_DWARF_INLINEDCALLS_H

#include "DWARF/UnitTypes.h"

namespace btfgen {

/// An attribute that is an expression, a location list or a constant.
struct LocationAttr {
  /// Block: its position; otherwise the number: of a list, or the constant.
  uint64_t Value = 0;
  uint32_t Length = 0; ///< of a block
  uint16_t Form = 0;   ///< DW_FORM_*; 0: there is none

  bool isBlock() const;
};

struct InlinedParam {
  uint32_t Origin = VoidRef; ///< position of the abstract instance's
  LocationAttr Location;     ///< DW_AT_location
  LocationAttr Constant;     ///< DW_AT_const_value
  LocationAttr Views;        ///< DW_AT_GNU_locviews
};

/// A function with code, into which others may be inlined.
struct InlineHost {
  /// Where it begins, as EntryReader reads it; other members are not set.
  FuncRecord Entry;
  LocationAttr FrameBase;
};

/// One DW_TAG_inlined_subroutine. Of the function, Origin is set, what
/// EntryReader needs, and FirstParam and NumParams, which are of
/// InlinedCalls::Params.
struct InlinedCall : FuncRecord {
  uint32_t Host = VoidRef; ///< in InlinedCalls::Hosts
  uint64_t EntryView = 0;  ///< DW_AT_GNU_entry_view
};

struct InlinedCalls {
  std::vector<InlinedCall> Calls; ///< in order of their DIEs
  std::vector<InlinedParam> Params;
  std::vector<InlineHost> Hosts;
  /// While a unit is read: parameters of the calls that are open.
  std::vector<InlinedParam> Pending;

  void clear() {
    Calls.clear();
    Params.clear();
    Hosts.clear();
    Pending.clear();
  }
};

} // namespace btfgen

#endif // BTFGEN_DWARF_INLINEDCALLS_H
