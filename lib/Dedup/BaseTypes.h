//===- BaseTypes.h - A base's types as those of a unit ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads a base as if it were a unit, so that its types get content keys.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_BASETYPES_H
#define BTFGEN_DEDUP_BASETYPES_H

#include "BTF/Reader.h"
#include "DWARF/UnitTypes.h"

namespace btfgen {

/// The types of \p Base, by id - 1, as a unit would have them whose DWARF says
/// the same. Their content keys can be compared with those of units whose Names
/// know the strings of Base. Functions, variables, tags, and types that are
/// never made from DWARF are Unsupported.
UnitTypes typesOfBase(const BtfFile &Base);

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASETYPES_H
