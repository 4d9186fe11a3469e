//===- ExprEvaluator.cpp - Expressions without a program ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What each operation does to the stack.
///
//===----------------------------------------------------------------------===//

#include "Select/ExprEvaluator.h"

#include "BTF/Location.h"

#include <bit>

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

/// A register, bytes or a piece: an operation that ends a location.
bool ExprEvaluator::describePlace(const ExprOp &O) {
  if (O.Code == DW_OP_piece) {
    Pieces.push_back(whole());
    Pieces.back().Size = O.A;
    HasCurrent = false;
    Current = {};
    Stack.clear();
    return true;
  }
  Current = {};
  if (O.Code == DW_OP_stack_value) {
    if (!need(1))
      return false;
    Current.What = ExprPlace::IsValue;
    Current.V = Stack.back();
  } else if (O.Code == DW_OP_implicit_value) {
    Current.What = ExprPlace::IsBytes;
    Current.Bytes = O.Block;
  } else {
    const uint64_t Number = O.Code == DW_OP_regx ? O.A : O.Code - DW_OP_reg0;
    if (Number >= LocFrameBase)
      return fail(ArgumentFate::Malformed);
    Current.What = ExprPlace::InRegister;
    Current.Register = static_cast<uint32_t>(Number);
  }
  HasCurrent = true;
  return true;
}

/// What the location says since the last piece. Without a register or value,
/// the stack's top is an address in memory.
ExprPlace ExprEvaluator::whole() {
  if (HasCurrent || Stack.empty())
    return Current;
  ExprPlace P;
  P.What = ExprPlace::InMemory;
  P.V = Stack.back();
  return P;
}

bool ExprEvaluator::pushBase(const ExprOp &O) {
  ExprValue V;
  V.From = ValueBase::Register;
  if (O.Code == DW_OP_bregx) {
    if (O.A >= LocFrameBase)
      return fail(ArgumentFate::Malformed);
    V.Register = static_cast<uint32_t>(O.A);
    V.Number = O.B;
  } else {
    V.Register = O.Code - DW_OP_breg0;
    V.Number = O.A;
  }
  return push(V);
}

/// GCC's frame base is the canonical frame address. clang's is a register,
/// which a reader can do more with.
bool ExprEvaluator::pushFrameBase(uint64_t Offset) {
  if (Depth == MaxDepth || Context.FrameBase.empty())
    return fail(ArgumentFate::Malformed);
  ExprEvaluator Frame(Context, Depth + 1);
  if (!Frame.run(Context.FrameBase))
    return fail(Frame.why());
  const ExprPlace P = Frame.whole();
  ExprValue V = P.V;
  if (P.What == ExprPlace::InRegister) {
    V = {};
    V.From = ValueBase::Register;
    V.Register = P.Register;
  } else if (P.What != ExprPlace::InMemory || !V.isPlainSum()) {
    return fail(ArgumentFate::Computed);
  }
  V.Number += Offset;
  return push(V);
}

bool ExprEvaluator::pushIndexed(uint64_t Index) {
  const unsigned Size = Context.Format.WordSize;
  if (Index >= Context.Addresses.size() / Size)
    return fail(ArgumentFate::Malformed);
  ArrayRef<uint8_t> Bytes = Context.Addresses.slice(Index * Size, Size);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Context.LittleEndian ? endianness::little : endianness::big};
  return pushSum(ValueBase::Address, R.fixed(Size));
}

/// A register's contents when the function was entered: they are still there
/// if nothing of it has run.
bool ExprEvaluator::pushEntryValue(ArrayRef<uint8_t> Expr) {
  if (!Context.AtEntry)
    return fail(ArgumentFate::EntryValue);
  if (Depth == MaxDepth)
    return fail(ArgumentFate::Malformed);
  ExprEvaluator Entry(Context, Depth + 1);
  if (!Entry.run(Expr))
    return fail(Entry.why());
  const ExprPlace P = Entry.whole();
  if (P.What != ExprPlace::InRegister)
    return P.What == ExprPlace::InMemory ? push(P.V)
                                         : fail(ArgumentFate::Malformed);
  ExprValue V;
  V.From = ValueBase::Register;
  V.Register = P.Register;
  return push(V);
}

bool ExprEvaluator::rearrange(const ExprOp &O) {
  const size_t Size = Stack.size();
  switch (O.Code) {
  case DW_OP_dup:
    return need(1) && push(ExprValue(Stack.back()));
  case DW_OP_drop:
    if (!need(1))
      return false;
    Stack.pop_back();
    return true;
  case DW_OP_over:
    return need(2) && push(ExprValue(Stack[Size - 2]));
  case DW_OP_pick:
    return need(O.A + 1) && push(ExprValue(Stack[Size - 1 - O.A]));
  case DW_OP_swap:
    if (!need(2))
      return false;
    std::swap(Stack[Size - 1], Stack[Size - 2]);
    return true;
  default: // DW_OP_rot: the top becomes the third
    if (!need(3))
      return false;
    std::rotate(Stack.end() - 3, Stack.end() - 1, Stack.end());
    return true;
  }
}

bool ExprEvaluator::load(uint64_t Size) {
  if (!need(1) || Size == 0 || 8 * Size > WordBits)
    return fail(ArgumentFate::Malformed);
  ExprValue &V = Stack.back();
  if (V.From == ValueBase::None || V.From == ValueBase::Address)
    return fail(ArgumentFate::StaticMemory);
  if (!V.isPlainSum())
    return fail(ArgumentFate::Computed);
  V.Loaded = static_cast<unsigned>(Size);
  return true;
}

bool ExprEvaluator::unary(uint8_t Code) {
  if (!need(1))
    return false;
  ExprValue &V = Stack.back();
  if (!V.isNumber())
    return fail(ArgumentFate::Computed);
  const int64_t Number = asSigned(V.Number);
  switch (Code) {
  case DW_OP_neg:
    V.Number = cut(0 - V.Number);
    return true;
  case DW_OP_not:
    V.Number = cut(~V.Number);
    return true;
  default: // DW_OP_abs
    V.Number = cut(Number < 0 ? 0 - V.Number : V.Number);
    return true;
  }
}

/// \p V & \p Bits: the low bits stay if these are all that it leaves.
bool ExprEvaluator::mask(ExprValue &V, uint64_t Bits) {
  const unsigned Kept = std::countr_one(cut(Bits));
  if (!std::has_single_bit(cut(Bits) + 1) && Kept < WordBits)
    return fail(ArgumentFate::Computed);
  if (V.Loaded || V.Shift)
    return fail(ArgumentFate::Computed);
  V.Bits = std::min(V.Bits, Kept);
  return true;
}

/// To the left, and by as much back again.
bool ExprEvaluator::shift(ExprValue &V, uint8_t Code, uint64_t By) {
  if (V.Loaded || By >= WordBits)
    return fail(ArgumentFate::Computed);
  if (Code == DW_OP_shl && !V.Shift) {
    V.Shift = static_cast<unsigned>(By);
    return true;
  }
  if (Code == DW_OP_shl || V.Shift != By)
    return fail(ArgumentFate::Computed);
  V.Bits = std::min<unsigned>(V.Bits, WordBits - V.Shift);
  V.Shift = 0;
  return true;
}

/// \p A and \p By, both numbers.
bool ExprEvaluator::combineNumbers(uint64_t &A, uint8_t Code, uint64_t By) {
  switch (Code) {
  case DW_OP_plus:
    A = cut(A + By);
    return true;
  case DW_OP_minus:
    A = cut(A - By);
    return true;
  case DW_OP_mul:
    A = cut(A * By);
    return true;
  case DW_OP_and:
    A &= By;
    return true;
  case DW_OP_or:
    A |= By;
    return true;
  case DW_OP_xor:
    A ^= By;
    return true;
  case DW_OP_shl:
    A = By < WordBits ? cut(A << By) : 0;
    return true;
  case DW_OP_shr:
    A = By < WordBits ? cut(A) >> By : 0;
    return true;
  case DW_OP_shra:
    A = cut(static_cast<uint64_t>(asSigned(A) >>
                                  std::min<uint64_t>(By, WordBits - 1)));
    return true;
  default:
    return fail(ArgumentFate::Computed);
  }
}

bool ExprEvaluator::binary(uint8_t Code) {
  if (!need(2))
    return false;
  ExprValue B = Stack.pop_back_val();
  ExprValue &A = Stack.back();
  if (A.isNumber() && B.isNumber())
    return combineNumbers(A.Number, Code, B.Number);
  if (A.isNumber() && (Code == DW_OP_plus || Code == DW_OP_and))
    std::swap(A, B);
  if (!B.isNumber())
    return fail(ArgumentFate::Computed);
  switch (Code) {
  case DW_OP_plus:
  case DW_OP_minus:
    if (A.Loaded || A.Shift)
      return fail(ArgumentFate::Computed);
    A.Number += Code == DW_OP_plus ? B.Number : 0 - B.Number;
    return true;
  case DW_OP_and:
    return mask(A, B.Number);
  case DW_OP_shl:
  case DW_OP_shr:
  case DW_OP_shra:
    return shift(A, Code, B.Number);
  default:
    return fail(ArgumentFate::Computed);
  }
}

/// Why operation \p Code, which is none of those below, says nothing here.
static ArgumentFate reasonFor(uint8_t Code) {
  switch (Code) {
  case DW_OP_implicit_pointer:
  case OpGNUImplicitPointer:
    return ArgumentFate::ImplicitPointer;
  case DW_OP_bit_piece:
    return ArgumentFate::Pieces;
  case DW_OP_form_tls_address:
  case DW_OP_GNU_push_tls_address:
    return ArgumentFate::StaticMemory;
  case OpGNUParameterRef:
    return ArgumentFate::EntryValue;
  case DW_OP_div:
  case DW_OP_mod:
  case DW_OP_eq:
  case DW_OP_ge:
  case DW_OP_gt:
  case DW_OP_le:
  case DW_OP_lt:
  case DW_OP_ne:
  case DW_OP_convert:
  case OpGNUConvert:
  case DW_OP_regval_type:
  case OpGNURegvalType:
  case DW_OP_deref_type:
  case OpGNUDerefType:
  case DW_OP_const_type:
  case OpGNUConstType:
    return ArgumentFate::Computed;
  default:
    return ArgumentFate::Unsupported;
  }
}

/// Operations that work on what is on the stack.
bool ExprEvaluator::operate(const ExprOp &O) {
  switch (O.Code) {
  case DW_OP_plus_uconst:
    return pushNumber(O.A) && binary(DW_OP_plus);
  case DW_OP_dup:
  case DW_OP_drop:
  case DW_OP_over:
  case DW_OP_pick:
  case DW_OP_swap:
  case DW_OP_rot:
    return rearrange(O);
  case DW_OP_neg:
  case DW_OP_not:
  case DW_OP_abs:
    return unary(O.Code);
  case DW_OP_plus:
  case DW_OP_minus:
  case DW_OP_mul:
  case DW_OP_and:
  case DW_OP_or:
  case DW_OP_xor:
  case DW_OP_shl:
  case DW_OP_shr:
  case DW_OP_shra:
    return binary(O.Code);
  case DW_OP_deref:
    return load(Context.Format.WordSize);
  case DW_OP_deref_size:
    return load(O.A);
  case DW_OP_nop:
  case OpGNUUninit:
    return true;
  default:
    return fail(reasonFor(O.Code));
  }
}

bool ExprEvaluator::step(const ExprOp &O) {
  if (HasCurrent && O.Code != DW_OP_piece && O.Code != DW_OP_bit_piece &&
      O.Code != DW_OP_nop && O.Code != OpGNUUninit)
    return fail(ArgumentFate::Malformed);
  if (isRegisterOp(O.Code))
    return describePlace(O);
  if (isBaseRegisterOp(O.Code))
    return pushBase(O);
  if (O.Code >= DW_OP_lit0 && O.Code <= DW_OP_lit31)
    return pushNumber(O.Code - DW_OP_lit0);
  switch (O.Code) {
  case DW_OP_const1u:
  case DW_OP_const1s:
  case DW_OP_const2u:
  case DW_OP_const2s:
  case DW_OP_const4u:
  case DW_OP_const4s:
  case DW_OP_const8u:
  case DW_OP_const8s:
  case DW_OP_constu:
  case DW_OP_consts:
    return pushNumber(O.A);
  case DW_OP_addr:
    return pushSum(ValueBase::Address, O.A);
  case DW_OP_addrx:
  case DW_OP_GNU_addr_index:
    return pushIndexed(O.A);
  case DW_OP_bregx:
    return pushBase(O);
  case DW_OP_fbreg:
    return pushFrameBase(O.A);
  case DW_OP_call_frame_cfa:
    return pushSum(ValueBase::Frame, 0);
  case DW_OP_entry_value:
  case DW_OP_GNU_entry_value:
    return pushEntryValue(O.Block);
  case DW_OP_regx:
  case DW_OP_stack_value:
  case DW_OP_implicit_value:
  case DW_OP_piece:
    return describePlace(O);
  default:
    return operate(O);
  }
}

bool ExprEvaluator::run(ArrayRef<uint8_t> Expr) {
  ByteReader R{Expr.begin(), Expr.end(),
               Context.LittleEndian ? endianness::little : endianness::big};
  ExprOp O;
  while (R.P < R.End) {
    if (!readExprOp(R, Context.Format, O))
      return fail(R.Overrun ? ArgumentFate::Malformed
                            : ArgumentFate::Unsupported);
    if (!step(O))
      return false;
  }
  return true;
}
