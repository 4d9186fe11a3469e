//===- Expression.cpp - The operations of a DWARF expression --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The operands of each operation.
///
//===----------------------------------------------------------------------===//

#include "DWARF/Expression.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

/// \p Value of \p Size bytes with its sign.
static uint64_t extended(uint64_t Value, unsigned Size) {
  const unsigned Unused = 64 - 8 * Size;
  return static_cast<uint64_t>(static_cast<int64_t>(Value << Unused) >> Unused);
}

/// Operations whose operands are of fixed size, or none.
static bool readFixed(ByteReader &R, const LocationFormat &Format, ExprOp &O) {
  switch (O.Code) {
  case DW_OP_addr:
    O.A = R.fixed(Format.WordSize);
    return true;
  case DW_OP_const1u:
  case DW_OP_pick:
  case DW_OP_deref_size:
  case DW_OP_xderef_size:
    O.A = R.fixed(1);
    return true;
  case DW_OP_const1s:
    O.A = extended(R.fixed(1), 1);
    return true;
  case DW_OP_const2u:
  case DW_OP_call2:
    O.A = R.fixed(2);
    return true;
  case DW_OP_const2s:
  case DW_OP_bra:
  case DW_OP_skip:
    O.A = extended(R.fixed(2), 2);
    return true;
  case DW_OP_const4u:
  case DW_OP_call4:
  case OpGNUParameterRef:
    O.A = R.fixed(4);
    return true;
  case DW_OP_const4s:
    O.A = extended(R.fixed(4), 4);
    return true;
  case DW_OP_const8u:
  case DW_OP_const8s:
    O.A = R.fixed(8);
    return true;
  case DW_OP_call_ref:
  case OpGNUVariableValue:
    O.A = R.fixed(Format.Dwarf64 ? 8 : 4);
    return true;
  default:
    return (O.Code >= DW_OP_dup && O.Code <= DW_OP_reg31) ||
           O.Code == DW_OP_deref || O.Code == DW_OP_nop ||
           O.Code == DW_OP_push_object_address ||
           O.Code == DW_OP_form_tls_address || O.Code == DW_OP_call_frame_cfa ||
           O.Code == DW_OP_stack_value ||
           O.Code == DW_OP_GNU_push_tls_address || O.Code == OpGNUUninit;
  }
}

/// Operations with numbers of variable size.
static bool readNumbers(ByteReader &R, ExprOp &O) {
  switch (O.Code) {
  case DW_OP_consts:
  case DW_OP_fbreg:
    O.A = static_cast<uint64_t>(R.sleb());
    return true;
  case DW_OP_constu:
  case DW_OP_plus_uconst:
  case DW_OP_regx:
  case DW_OP_piece:
  case DW_OP_addrx:
  case DW_OP_constx:
  case DW_OP_convert:
  case DW_OP_reinterpret:
  case OpGNUConvert:
  case OpGNUReinterpret:
  case DW_OP_GNU_addr_index:
  case DW_OP_GNU_const_index:
    O.A = R.uleb();
    return true;
  case DW_OP_bregx:
    O.A = R.uleb();
    O.B = static_cast<uint64_t>(R.sleb());
    return true;
  case DW_OP_bit_piece:
  case DW_OP_regval_type:
  case OpGNURegvalType:
    O.A = R.uleb();
    O.B = R.uleb();
    return true;
  default:
    if (!isBaseRegisterOp(O.Code))
      return false;
    O.A = static_cast<uint64_t>(R.sleb());
    return true;
  }
}

/// Operations with a block, or operands of both sorts.
static bool readOthers(ByteReader &R, const LocationFormat &Format, ExprOp &O) {
  switch (O.Code) {
  case DW_OP_entry_value:
  case DW_OP_GNU_entry_value:
  case DW_OP_implicit_value:
    O.Block = R.block(R.uleb());
    return true;
  case DW_OP_implicit_pointer:
  case OpGNUImplicitPointer:
    O.A = R.fixed(Format.Version <= 2 ? Format.WordSize
                  : Format.Dwarf64    ? 8
                                      : 4);
    O.B = static_cast<uint64_t>(R.sleb());
    return true;
  case DW_OP_const_type:
  case OpGNUConstType:
    O.A = R.uleb();
    O.Block = R.block(R.fixed(1));
    return true;
  case DW_OP_deref_type:
  case DW_OP_xderef_type:
  case OpGNUDerefType:
    O.A = R.fixed(1);
    O.B = R.uleb();
    return true;
  default:
    return false;
  }
}

bool btfgen::readExprOp(ByteReader &R, const LocationFormat &Format,
                        ExprOp &O) {
  O = {};
  O.Code = static_cast<uint8_t>(R.fixed(1));
  return (readNumbers(R, O) || readFixed(R, Format, O) ||
          readOthers(R, Format, O)) &&
         !R.Overrun;
}
