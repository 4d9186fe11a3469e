//===- Runner.cpp - Expressions on a machine of random numbers ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A stack of plain numbers, unlike that of lib/Select, which has symbols.
///
//===----------------------------------------------------------------------===//

#include "Runner.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/LEB128.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace witness;

std::optional<uint64_t> Runner::frameBase(unsigned Depth) {
  if (!C.Host || Depth > 2)
    return std::nullopt;
  Expected<DWARFLocationExpressionsVector> All =
      C.Host.getLocations(DW_AT_frame_base);
  if (!All) {
    consumeError(All.takeError());
    return std::nullopt;
  }
  for (const DWARFLocationExpression &L : *All) {
    if (L.Range &&
        !(L.Range->LowPC <= C.Address && C.Address < L.Range->HighPC))
      continue;
    Runner R(M, C);
    R.run(L.Expr, M.WordSize, Depth + 1);
    if (R.Register)
      return M.reg(*R.Register);
    if (R.Stack.empty())
      return std::nullopt;
    return R.Stack.back();
  }
  return std::nullopt;
}

/// Operations that put something on the stack.
bool Runner::pushOperand(const DWARFExpression::Operation &Op, unsigned Depth) {
  const uint8_t Code = Op.getCode();
  if (Code >= DW_OP_breg0 && Code <= DW_OP_breg31)
    return push(M.reg(Code - DW_OP_breg0) + Op.getRawOperand(0));
  if (Code >= DW_OP_lit0 && Code <= DW_OP_lit31)
    return push(Code - DW_OP_lit0);
  switch (Code) {
  case DW_OP_bregx:
    return push(M.reg(Op.getRawOperand(0)) + Op.getRawOperand(1));
  case DW_OP_fbreg: {
    std::optional<uint64_t> Base = frameBase(Depth);
    return Base ? push(*Base + Op.getRawOperand(0)) : stop("frame-base");
  }
  case DW_OP_call_frame_cfa:
    return push(M.frame());
  case DW_OP_addr:
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
    return push(Op.getRawOperand(0));
  case DW_OP_addrx:
  case DW_OP_GNU_addr_index: {
    auto Address =
        C.Die.getDwarfUnit()->getAddrOffsetSectionItem(Op.getRawOperand(0));
    return Address ? push(Address->Address) : stop("malformed");
  }
  default:
    return combine(Op);
  }
}

/// Operations on what is on the stack.
bool Runner::combine(const DWARFExpression::Operation &Op) {
  uint64_t A = 0, B = 0;
  switch (Op.getCode()) {
  case DW_OP_dup:
    return take(A) && push(A) && push(A);
  case DW_OP_drop:
    return take(A);
  case DW_OP_swap:
    return take(A) && take(B) && push(A) && push(B);
  case DW_OP_over:
    return take(A) && take(B) && push(B) && push(A) && push(B);
  case DW_OP_plus_uconst:
    return take(A) && push(A + Op.getRawOperand(0));
  case DW_OP_neg:
    return take(A) && push(0 - A);
  case DW_OP_not:
    return take(A) && push(~A);
  case DW_OP_plus:
    return take(B) && take(A) && push(A + B);
  case DW_OP_minus:
    return take(B) && take(A) && push(A - B);
  case DW_OP_mul:
    return take(B) && take(A) && push(A * B);
  case DW_OP_and:
    return take(B) && take(A) && push(A & B);
  case DW_OP_or:
    return take(B) && take(A) && push(A | B);
  case DW_OP_xor:
    return take(B) && take(A) && push(A ^ B);
  case DW_OP_shl:
    return take(B) && take(A) && push(B < 8 * M.WordSize ? A << B : 0);
  case DW_OP_shr:
    return take(B) && take(A) && push(B < 8 * M.WordSize ? A >> B : 0);
  case DW_OP_shra: {
    if (!take(B) || !take(A))
      return false;
    const unsigned Unused = 64 - 8 * M.WordSize;
    return push(
        uint64_t(int64_t(A << Unused) >> Unused >> std::min<uint64_t>(B, 63)));
  }
  case DW_OP_deref:
    return take(A) && push(M.numberOf(M.memory(A, M.WordSize)));
  case DW_OP_deref_size:
    return take(A) && push(M.numberOf(M.memory(A, Op.getRawOperand(0))));
  case DW_OP_nop:
    return true;
  default:
    return stop("operation-" + utohexstr(Op.getCode()));
  }
}

bool Runner::step(const DWARFExpression::Operation &Op, unsigned Depth) {
  const uint8_t Code = Op.getCode();
  if (Code >= DW_OP_reg0 && Code <= DW_OP_reg31)
    return Register = Code - DW_OP_reg0, true;
  if (Code == DW_OP_regx)
    return Register = Op.getRawOperand(0), true;
  if (Code == DW_OP_stack_value)
    return IsValue = true;
  return pushOperand(Op, Depth);
}

/// The bytes of \p Size that the operations since the last piece say.
std::optional<Bytes> Runner::whole(uint64_t Size) const {
  if (Implicit)
    return Implicit->size() >= Size
               ? std::optional(
                     Bytes(Implicit->begin(), Implicit->begin() + Size))
               : std::nullopt;
  if (Register)
    return Size <= 8 ? std::optional(M.number(M.reg(*Register), Size))
                     : std::nullopt;
  if (Stack.empty())
    return std::nullopt;
  if (!IsValue)
    return M.memory(Stack.back(), Size);
  return Size <= M.WordSize ? std::optional(M.number(Stack.back(), Size))
                            : std::nullopt;
}

/// The bytes of an argument of \p Size by \p Expr.
Truth Runner::run(ArrayRef<uint8_t> Expr, uint64_t Size, unsigned Depth) {
  const DWARFUnit &U = *C.Die.getDwarfUnit();
  const DataExtractor Data =
      extractorOf(Expr, M.LittleEndian, U.getAddressByteSize());
  DWARFExpression E(Data, U.getAddressByteSize(), U.getFormParams().Format);
  std::optional<Bytes> Pieces;
  uint64_t Offset = 0;
  // LLVM also gives the operations of an entry value, after it.
  uint64_t InnerEnd = 0;
  for (const DWARFExpression::Operation &Op : E) {
    // GCC's DW_OP_GNU_uninit, which LLVM does not know: the variable is there,
    // whether or not it has a value.
    if (Op.isError() && Offset + 1 == Expr.size() && Expr[Offset] == 0xf0)
      break;
    if (Op.isError())
      return Truth::none("not decoded by LLVM");
    const uint64_t End = Op.getEndOffset();
    if (Offset < InnerEnd) {
      Offset = End;
      continue;
    }
    const uint8_t Code = Op.getCode();
    if (Code == DW_OP_piece) {
      std::optional<Bytes> Piece = whole(Op.getRawOperand(0));
      if (!Piece)
        return Truth::none("missing-piece");
      if (!Pieces)
        Pieces.emplace();
      Pieces->append(Piece->begin(), Piece->end());
      Stack.clear();
      Register.reset();
      Implicit.reset();
      IsValue = false;
    } else if (Code == DW_OP_implicit_value) {
      const uint64_t Length = Op.getRawOperand(0);
      ArrayRef<uint8_t> Block = Expr.slice(End - Length, Length);
      Implicit.emplace(Block.begin(), Block.end());
    } else if (Code == DW_OP_entry_value || Code == DW_OP_GNU_entry_value) {
      if (!C.AtEntry)
        return Truth::none("entry-value");
      const uint64_t Length = Op.getRawOperand(0);
      const uint64_t Begin = Offset + 1 + getULEB128Size(Length);
      InnerEnd = Begin + Length;
      Runner Inner(M, C);
      Inner.run(Expr.slice(Begin, Length), 0, Depth + 1);
      if (!Inner.Register)
        return Truth::none("entry-value");
      Stack.push_back(M.reg(*Inner.Register));
    } else if (!step(Op, Depth)) {
      return Truth::none(Why);
    }
    Offset = End;
  }
  if (Pieces)
    return Pieces->size() == Size ? Truth{Pieces, ""}
                                  : Truth::none("missing-piece");
  std::optional<Bytes> B = whole(Size);
  return B ? Truth{B, ""} : Truth::none(Expr.empty() ? "not-there" : "size");
}
