//===- SiteLocation.h - Where an argument is at one address -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Evaluates a DWARF expression as far as that is possible without a running
/// program: to a number, a register, a place in memory, or a register plus a
/// number. That is what a LOC_PARAM can say. Everything else is unknown, and
/// counted by its reason (docs/inline-sites.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_SITELOCATION_H
#define BTFGEN_SELECT_SITELOCATION_H

#include "DWARF/Expression.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <array>
#include <optional>

namespace btfgen {

/// Why the place of an argument is not known.
enum class ArgumentFate : uint8_t {
  Known,
  NoLocation,      ///< DWARF says nothing: it was optimised away
  NotThere,        ///< its list has no entry for the address, or an empty one
  EntryValue,      ///< known only from what a register was at the entry
  Computed,        ///< more than a register plus a number
  ImplicitPointer, ///< a pointer to what has no address any more
  Pieces,          ///< in pieces that are not two whole registers
  Size,            ///< its type has no size, or one that cannot be said
  StaticMemory,    ///< in memory at a fixed or thread's address
  Relocated,       ///< an address in a file that is not linked yet
  Unsupported,     ///< an operation or form that is not known here
  Malformed,
  NumFates,
};
inline constexpr unsigned NumArgumentFates =
    static_cast<unsigned>(ArgumentFate::NumFates);

/// "optimized away" and so on; for --report with dashes.
llvm::StringRef describe(ArgumentFate F);

/// The contents of a LOC_PARAM; Flags 0 where there is none.
struct SiteLocation {
  uint32_t Size = 0;
  uint32_t Flags = 0; ///< LocFlags
  uint32_t NumValues = 0;
  std::array<uint32_t, 3> Values{};

  auto operator<=>(const SiteLocation &) const = default;
};

/// What locations depend on beside their bytes.
struct SiteContext {
  LocationFormat Format;
  bool LittleEndian = true;
  /// The type of the argument.
  uint64_t Size = 0;
  bool IsSigned = false;
  /// DW_AT_frame_base of the function; empty: it has none.
  llvm::ArrayRef<uint8_t> FrameBase;
  /// Whether nothing of the function has run yet: registers are as they were
  /// when it was entered.
  bool AtEntry = false;
  /// Addresses are written relative to this; none: they are not known yet.
  std::optional<uint64_t> LowestAddress;
  /// .debug_addr from the unit's first address on.
  llvm::ArrayRef<uint8_t> Addresses;
};

/// Sets \p Out to what the location \p Expr, a DW_AT_location, says.
ArgumentFate evaluateLocation(llvm::ArrayRef<uint8_t> Expr,
                              const SiteContext &Context, SiteLocation &Out);
/// The same for a DW_AT_const_value: a number, or the bytes of one as they are
/// in memory.
ArgumentFate evaluateConstant(uint64_t Value, const SiteContext &Context,
                              SiteLocation &Out);
ArgumentFate evaluateConstant(llvm::ArrayRef<uint8_t> Bytes,
                              const SiteContext &Context, SiteLocation &Out);

} // namespace btfgen

#endif // BTFGEN_SELECT_SITELOCATION_H
