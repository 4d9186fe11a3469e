//===- Expression.h - The operations of a DWARF expression ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Splits an expression (DWARF 5, 2.5 and 7.7.1, and GNU's extensions) into
/// operations. What these mean, readers decide.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_EXPRESSION_H
#define BTFGEN_DWARF_EXPRESSION_H

#include "DWARF/ByteReader.h"
#include "llvm/BinaryFormat/Dwarf.h"

namespace btfgen {

/// What the encoding of expressions and location lists depends on in a unit.
struct LocationFormat {
  unsigned WordSize = 8; ///< bytes of an address
  uint16_t Version = 5;
  bool Dwarf64 = false;
  uint64_t LocListsBase = 0;
  bool IsSplit = false; ///< the unit is in a .dwo file
};

/// One operation.
struct ExprOp {
  uint8_t Code = 0; ///< DW_OP_*
  /// Its operands as numbers, signed ones sign-extended; 0 if absent.
  uint64_t A = 0, B = 0;
  /// DW_OP_entry_value: an expression. DW_OP_implicit_value, DW_OP_const_type:
  /// the value's bytes.
  llvm::ArrayRef<uint8_t> Block;
};

/// GNU's operations that LLVM 19 has no names for.
enum : uint8_t {
  OpGNUUninit = 0xf0,
  OpGNUImplicitPointer = 0xf2,
  OpGNUConstType = 0xf4,
  OpGNURegvalType = 0xf5,
  OpGNUDerefType = 0xf6,
  OpGNUConvert = 0xf7,
  OpGNUReinterpret = 0xf9,
  OpGNUParameterRef = 0xfa,
  OpGNUVariableValue = 0xfd,
};

inline bool isRegisterOp(uint8_t Code) {
  return Code >= llvm::dwarf::DW_OP_reg0 && Code <= llvm::dwarf::DW_OP_reg31;
}
inline bool isBaseRegisterOp(uint8_t Code) {
  return Code >= llvm::dwarf::DW_OP_breg0 && Code <= llvm::dwarf::DW_OP_breg31;
}
inline bool isEntryValueOp(uint8_t Code) {
  return Code == llvm::dwarf::DW_OP_entry_value ||
         Code == llvm::dwarf::DW_OP_GNU_entry_value;
}

/// Reads the operation at \p R, which is not at its end. False if it is
/// unknown, so that what follows cannot be read either, or cut off.
bool readExprOp(ByteReader &R, const LocationFormat &Format, ExprOp &O);

} // namespace btfgen

#endif // BTFGEN_DWARF_EXPRESSION_H
