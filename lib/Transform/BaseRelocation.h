//===- BaseRelocation.h - Move split BTF onto another base ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the kernel does when it loads a module with .BTF.base: it looks for the
/// types of that distilled base in its own BTF, by name and where it must by
/// size, and lets the module's BTF refer to those (docs/format.md, "Distilled
/// base"). If one type is not found, or is found twice, it refuses the module's
/// BTF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_BASERELOCATION_H
#define BTFGEN_TRANSFORM_BASERELOCATION_H

#include "BTF/Reader.h"

#include <string>
#include <vector>

namespace btfgen {

/// Where the types of a distilled base are in another one.
struct BaseMapping {
  /// By id of the distilled base, the id in the other base; 0 for void, and for
  /// types that have no place there or several.
  std::vector<uint32_t> Ids;
  /// A line for each type without a place or with several.
  std::vector<std::string> Problems;
};

/// Looks up the types of the distilled base of \p Split in \p NewBase by the
/// kernel's rules. Neither needs to have passed the checks of relocateBtf().
BaseMapping mapDistilledBase(const BtfFile &Split, const BtfFile &NewBase);

/// Success if \p Base has only what a distilled base may have: INT, FLOAT, FWD,
/// ENUM, STRUCT and UNION, all with names.
llvm::Error checkDistilledBase(const BtfFile &Base);

/// The bytes of \p Split, whose base is a distilled one, as split BTF on \p
/// NewBase. Errors: \p Split has no base, or one of them is not what the kernel
/// accepts, they differ in byte order, or types of the distilled base have no
/// place in \p NewBase.
llvm::Expected<std::vector<uint8_t>> relocateBtf(const BtfFile &Split,
                                                 const BtfRef &NewBase);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_BASERELOCATION_H
