//===- BaseTypes.h - A base's types as those of a unit ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_BASETYPES_H
#define BTFGEN_DEDUP_BASETYPES_H

#include "BTF/Reader.h"
#include "DWARF/UnitTypes.h"

namespace btfgen {

/// The types of \p Base as a unit whose DWARF says the same would have them,
/// by id - 1. So they get content keys that are comparable with those of units
/// whose Names know the strings of Base. Unsupported stands for what is no type
/// or what DWARF is never read as.
UnitTypes typesOfBase(const BtfFile &Base);

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASETYPES_H
