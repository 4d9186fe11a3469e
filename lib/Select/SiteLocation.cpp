//===- SiteLocation.cpp - Where an argument is at one address -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns what an expression says into a LOC_PARAM, if that can say it.
///
//===----------------------------------------------------------------------===//

#include "Select/SiteLocation.h"

#include "BTF/Location.h"
#include "Select/ExprEvaluator.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

StringRef btfgen::describe(ArgumentFate F) {
  static constexpr StringLiteral Words[NumArgumentFates] = {
      "known",         "no-location",      "not-there",   "entry-value",
      "computed",      "implicit-pointer", "pieces",      "size",
      "static-memory", "relocated",        "unsupported", "malformed"};
  return Words[static_cast<unsigned>(F)];
}

static void setRegister(SiteLocation &Out, uint32_t Flags, uint32_t Number) {
  Out.Flags = Flags;
  Out.NumValues = 1;
  Out.Values[0] = Number;
}

/// Adds the offset \p Number to a register: one word if it fits.
static void addOffset(SiteLocation &Out, const SiteContext &Context,
                      uint64_t Number) {
  if (Context.Format.WordSize == 4)
    Number = static_cast<uint64_t>(int64_t(int32_t(Number)));
  if (Number == 0)
    return;
  const auto Offset = static_cast<int64_t>(Number);
  Out.Flags |= LocOffset;
  if (Offset < 0)
    Out.Flags |= LocSigned;
  Out.Values[Out.NumValues++] = static_cast<uint32_t>(Number);
  if (Offset < INT32_MIN || Offset > int64_t(UINT32_MAX))
    Out.Values[Out.NumValues++] = static_cast<uint32_t>(Number >> 32);
}

/// The register, or the frame base, and the offset of \p V.
static ArgumentFate setSum(SiteLocation &Out, const SiteContext &Context,
                           const ExprValue &V, uint32_t Flags) {
  setRegister(Out, Flags,
              V.From == ValueBase::Frame ? LocFrameBase : V.Register);
  addOffset(Out, Context, V.Number);
  // The frame base is no register that could be read by itself.
  if (V.From == ValueBase::Frame && !(Out.Flags & (LocOffset | LocDeref))) {
    Out.Flags |= LocOffset;
    Out.Values[Out.NumValues++] = 0;
  }
  return ArgumentFate::Known;
}

ArgumentFate btfgen::evaluateConstant(uint64_t Value,
                                      const SiteContext &Context,
                                      SiteLocation &Out) {
  if (!Context.Size || Context.Size > 8)
    return ArgumentFate::Size;
  const unsigned Unused = 64 - 8 * static_cast<unsigned>(Context.Size);
  Value <<= Unused;
  Value = Context.IsSigned
              ? static_cast<uint64_t>(static_cast<int64_t>(Value) >> Unused)
              : Value >> Unused;
  Out.Size = static_cast<uint32_t>(Context.Size);
  Out.Flags = LocConst;
  if (Context.IsSigned)
    Out.Flags |= LocSigned;
  Out.NumValues = Context.Size > 4 ? 2 : 1;
  Out.Values = {static_cast<uint32_t>(Value),
                Context.Size > 4 ? static_cast<uint32_t>(Value >> 32) : 0, 0};
  return ArgumentFate::Known;
}

ArgumentFate btfgen::evaluateConstant(ArrayRef<uint8_t> Bytes,
                                      const SiteContext &Context,
                                      SiteLocation &Out) {
  if (Bytes.size() < Context.Size)
    return ArgumentFate::Malformed;
  if (Context.Size > 8)
    return ArgumentFate::Size;
  Bytes = Bytes.take_front(Context.Size);
  uint64_t Value = 0;
  for (size_t I = 0; I < Bytes.size(); ++I)
    Value = Value << 8 | Bytes[Context.LittleEndian ? Bytes.size() - 1 - I : I];
  return evaluateConstant(Value, Context, Out);
}

/// \p V is the argument itself.
static ArgumentFate setValue(const ExprValue &V, const SiteContext &Context,
                             SiteLocation &Out) {
  const uint64_t Size = Context.Size;
  // What the stack has is no wider than an address.
  if (Size > Context.Format.WordSize || V.Shift || 8 * Size > V.Bits)
    return ArgumentFate::Computed;
  if (V.isNumber())
    return evaluateConstant(V.Number, Context, Out);
  if (V.From == ValueBase::Address) {
    if (Size != Context.Format.WordSize || V.Bits < 64)
      return ArgumentFate::Computed;
    if (!Context.LowestAddress)
      return ArgumentFate::Relocated;
    const uint64_t Relative = V.Number - *Context.LowestAddress;
    Out.Flags = LocConst | LocAddress;
    Out.NumValues = 2;
    Out.Values = {static_cast<uint32_t>(Relative),
                  static_cast<uint32_t>(Relative >> 32), 0};
    return ArgumentFate::Known;
  }
  if (!V.Loaded)
    return setSum(Out, Context, V, LocReg);
  if (Size > V.Loaded)
    return ArgumentFate::Computed;
  // The low bytes of what was loaded are the argument.
  ExprValue Memory = V;
  Memory.Number += Context.LittleEndian ? 0 : V.Loaded - Size;
  return setSum(Out, Context, Memory, LocReg | LocDeref);
}

static ArgumentFate setPlace(const ExprPlace &P, const SiteContext &Context,
                             SiteLocation &Out) {
  switch (P.What) {
  case ExprPlace::Nowhere:
    return ArgumentFate::NotThere;
  case ExprPlace::InRegister:
    setRegister(Out, LocReg, P.Register);
    return ArgumentFate::Known;
  case ExprPlace::InMemory:
    if (P.V.From == ValueBase::Address || P.V.isNumber())
      return ArgumentFate::StaticMemory;
    if (!P.V.isPlainSum())
      return ArgumentFate::Computed;
    return setSum(Out, Context, P.V, LocReg | LocDeref);
  case ExprPlace::IsValue:
    return setValue(P.V, Context, Out);
  case ExprPlace::IsBytes:
    return evaluateConstant(P.Bytes, Context, Out);
  }
  return ArgumentFate::Malformed;
}

/// A register that holds all of a piece, or its number in \p Register.
static bool isInRegister(const ExprPlace &P, uint32_t &Register) {
  const ExprValue &V = P.V;
  if (P.What == ExprPlace::InRegister)
    Register = P.Register;
  else if (P.What == ExprPlace::IsValue && V.From == ValueBase::Register &&
           V.isPlainSum() && !V.Number)
    Register = V.Register;
  else
    return false;
  return true;
}

/// One piece that is everything, or two registers, of which the first is full.
static ArgumentFate setPieces(ArrayRef<ExprPlace> Pieces,
                              const SiteContext &Context, SiteLocation &Out) {
  if (all_of(Pieces,
             [](const ExprPlace &P) { return P.What == ExprPlace::Nowhere; }))
    return ArgumentFate::NotThere;
  if (Pieces.size() == 1 && Pieces[0].Size == Context.Size)
    return setPlace(Pieces[0], Context, Out);
  uint32_t First = 0, Second = 0;
  const uint64_t Word = Context.Format.WordSize;
  if (Pieces.size() != 2 || !isInRegister(Pieces[0], First) ||
      !isInRegister(Pieces[1], Second) || Pieces[0].Size != Word ||
      Pieces[1].Size > Word || Word + Pieces[1].Size != Context.Size)
    return ArgumentFate::Pieces;
  Out.Flags = LocReg;
  Out.NumValues = 2;
  Out.Values = {First, Second, 0};
  return ArgumentFate::Known;
}

ArgumentFate btfgen::evaluateLocation(ArrayRef<uint8_t> Expr,
                                      const SiteContext &Context,
                                      SiteLocation &Out) {
  static constexpr uint64_t MaxSize = 16;
  Out = {};
  if (Expr.empty())
    return ArgumentFate::NotThere;
  if (!Context.Size || Context.Size > MaxSize)
    return ArgumentFate::Size;
  Out.Size = static_cast<uint32_t>(Context.Size);
  if (Expr.size() == 1 && isRegisterOp(Expr[0])) {
    setRegister(Out, LocReg, Expr[0] - DW_OP_reg0);
    return ArgumentFate::Known;
  }
  ExprEvaluator E(Context, /*Depth=*/0);
  if (!E.run(Expr))
    return E.why();
  if (E.pieces().empty())
    return setPlace(E.whole(), Context, Out);
  // What follows the last piece would have to be one, too.
  return E.whole().What == ExprPlace::Nowhere
             ? setPieces(E.pieces(), Context, Out)
             : ArgumentFate::Malformed;
}
