//===- ParamLocation.cpp - Where a parameter is ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nearly every location is a list whose first expression is one DW_OP_reg, and
// then nothing behind it is read. The rules are pahole's (docs/functions.md).
//
//===----------------------------------------------------------------------===//

#include "Select/ParamLocation.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

static bool isConstant(uint8_t Code) {
  return (Code >= DW_OP_lit0 && Code <= DW_OP_lit31) || Code == DW_OP_constu ||
         Code == DW_OP_consts;
}

// --- Expressions -----------------------------------------------------------

/// Splits \p Expr into Ops. False if it is malformed, or has more than any that
/// a compiler writes: an operation can be a single byte, and takes forty here.
bool LocationReader::decode(ArrayRef<uint8_t> Expr,
                            const LocationContext &Context) {
  Ops.clear();
  ByteReader R{Expr.begin(), Expr.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  constexpr size_t MaxOps = 1 << 12;
  while (R.P < R.End)
    if (Ops.size() == MaxOps || !readExprOp(R, Context, Ops.emplace_back()))
      return false;
  return true;
}

static void setReg(ParamFacts &F, int Number, uint64_t Word = 0) {
  if (F.Reg != ParamFacts::NoReg)
    return;
  F.Reg = static_cast<int16_t>(Number);
  F.RegWord = static_cast<uint16_t>(std::min<uint64_t>(Word, UINT16_MAX));
}

/// An expression of one operation, \p IsValue: with DW_OP_stack_value behind.
void LocationReader::applySingle(const ExprOp &O, bool IsFirst, bool IsValue,
                                 const LocationContext &Context,
                                 ParamFacts &F) {
  // What is passed by address lies where a register points to.
  const bool ByAddress = Context.LargeByAddress && F.InMemory && !IsValue;
  if (isEntryValueOp(O.Code)) {
    // The register's contents when the function was entered: wherever that is
    // said, it is where the parameter came in.
    if (O.Block.size() == 1 && isRegisterOp(O.Block[0])) {
      setReg(F, O.Block[0] - DW_OP_reg0);
      F.IsAddress |= ByAddress;
    }
    return;
  }
  if (!IsFirst)
    return;
  F.IsAddress |= ByAddress && isBaseRegisterOp(O.Code) && !O.A;
  if (isRegisterOp(O.Code)) {
    setReg(F, O.Code - DW_OP_reg0);
  } else if (isBaseRegisterOp(O.Code) && (IsValue || F.IsAddress)) {
    setReg(F, O.Code - DW_OP_breg0);
  } else if (O.Code == DW_OP_fbreg || isBaseRegisterOp(O.Code)) {
    F.OnStack = true;
    // GCC's frame base is where the caller's frame begins.
    F.InOwnFrame = O.Code != DW_OP_fbreg || static_cast<int64_t>(O.A) < 0;
  } else if (isConstant(O.Code)) {
    F.IsConst = true;
  }
}

/// Whether \p Ops are pieces that are not, one after the other, all of a
/// parameter: one is missing or is a constant, or is part of a register with
/// more behind it. A caller puts whole words into registers, so these are
/// members that are passed in place of the aggregate (GCC's clones `.isra`).
static bool hasPartsOnly(ArrayRef<ExprOp> Ops, uint64_t WordSize,
                         uint64_t Size) {
  uint64_t Offset = 0;
  size_t First = 0; // of the piece
  for (size_t I = 0; I < Ops.size(); ++I) {
    if (Ops[I].Code == DW_OP_bit_piece)
      return true;
    if (Ops[I].Code != DW_OP_piece)
      continue;
    const uint64_t Length = std::min<uint64_t>(Ops[I].A, UINT32_MAX);
    const uint8_t Code = Ops[First].Code;
    const bool IsPlace = isRegisterOp(Code) || isBaseRegisterOp(Code) ||
                         Code == DW_OP_fbreg || Code == DW_OP_regx;
    Offset += Length;
    if (I != First + 1 || !IsPlace || (Length % WordSize && Offset < Size))
      return true;
    First = I + 1;
  }
  return Offset && Offset < Size;
}

/// The pieces of an aggregate of two words: a register for each, or for what is
/// left of it.
void LocationReader::applyPieces(const LocationContext &Context,
                                 ParamFacts &F) {
  uint64_t Offset = 0;
  size_t First = 0; // of the piece
  for (size_t I = 0; I < Ops.size(); ++I) {
    if (isRegisterOp(Ops[I].Code))
      setReg(F, Ops[I].Code - DW_OP_reg0, Offset / Context.WordSize);
    if (Ops[I].Code != DW_OP_piece)
      continue;
    // clang takes an int out of a register by shifts and conversions.
    if (Context.WantPieces && isBaseRegisterOp(Ops[First].Code) && I != First &&
        Ops[I - 1].Code == DW_OP_stack_value)
      setReg(F, Ops[First].Code - DW_OP_breg0, Offset / Context.WordSize);
    if (I != First && Offset < 2 * Context.WordSize) {
      if (Offset < Context.WordSize)
        F.LowPieces |= 1u << Offset;
      else
        F.HighPieces |= 1u << (Offset - Context.WordSize);
    }
    First = I + 1;
    Offset = std::min<uint64_t>(Offset + Ops[I].A, UINT32_MAX);
  }
}

void LocationReader::apply(ArrayRef<uint8_t> Expr, bool IsFirst,
                           const LocationContext &Context, ParamFacts &F) {
  if (Expr.size() == 1 && isRegisterOp(Expr[0])) [[likely]] {
    if (IsFirst)
      setReg(F, Expr[0] - DW_OP_reg0);
    return;
  }
  if (Expr.empty() || !decode(Expr, Context))
    return;
  if (IsFirst)
    F.PartsOnly = hasPartsOnly(Ops, Context.WordSize, F.Size);
  const bool IsValue = Ops.back().Code == DW_OP_stack_value;
  if (Ops.size() == 1 || (Ops.size() == 2 && IsValue))
    return applySingle(Ops[0], IsFirst, IsValue, Context, F);
  if (isConstant(Ops[0].Code)) {
    F.IsConst |= IsFirst;
    return;
  }
  // No register was left for the address of what is passed by address.
  if (Ops.size() == 2 && Ops[0].Code == DW_OP_fbreg &&
      Ops[1].Code == DW_OP_deref && Context.LargeByAddress && F.InMemory) {
    F.OnStack |= IsFirst;
    return;
  }
  if (F.Size > Context.WordSize && Context.TwoRegisters)
    return applyPieces(Context, F);
  if (!IsFirst)
    return;
  // clang leaves out what the function does not read.
  const auto Known = find_if(Ops, [&](const ExprOp &O) {
    return O.Code != DW_OP_piece || !Context.WantPieces;
  });
  if (Known == Ops.end())
    return;
  if (isRegisterOp(Known->Code))
    setReg(F, Known->Code - DW_OP_reg0);
  else if (isBaseRegisterOp(Known->Code) &&
           any_of(make_range(std::next(Known), Ops.end()),
                  [](const ExprOp &O) { return O.Code == DW_OP_stack_value; }))
    setReg(F, Known->Code - DW_OP_breg0);
}

// --- Location lists --------------------------------------------------------

/// Whether \p E is known to be of the addresses from \p Address on. (GCC
/// writes no indices of addresses, but into .dwo files.)
static bool beginsAt(const LocationEntry &E, uint64_t Base, uint64_t Address) {
  switch (E.Kind) {
  case DW_LLE_offset_pair:
    return Address && Base + E.A == Address;
  case DW_LLE_start_end:
  case DW_LLE_start_length:
    return Address && E.A == Address;
  default:
    return false;
  }
}

void LocationReader::readList(uint64_t Offset, const LocationContext &Context,
                              ParamFacts &F) {
  const bool AllEntries =
      F.Size > Context.WordSize && Context.TwoRegisters && Context.WantPieces;
  bool IsFirst = true;
  uint64_t Base = Context.UnitLowPc;
  Lists.forEach(Offset, Context, [&](const LocationEntry &E) {
    if (E.Kind == DW_LLE_base_address)
      Base = E.A;
    if (!E.hasExpression())
      return true;
    apply(E.Expr, IsFirst, Context, F);
    if (IsFirst)
      F.IsLate =
          (F.InOwnFrame || (F.Reg != ParamFacts::NoReg && Context.Entry)) &&
          !beginsAt(E, Base, Context.Entry);
    IsFirst = false;
    // What later entries can add is the register.
    return F.Reg == ParamFacts::NoReg || AllEntries;
  });
}

void LocationReader::read(const TypeReader &Reader, const ParamRecord &P,
                          const LocationContext &Context, ParamFacts &F) {
  F.HasLocation |= P.LocationForm != 0;
  switch (P.LocationForm) {
  case DW_FORM_exprloc:
  case DW_FORM_block:
  case DW_FORM_block1:
  case DW_FORM_block2:
  case DW_FORM_block4:
    return apply(Reader.blockAt(P.Location, P.LocationLength), true, Context,
                 F);
  case DW_FORM_data4:
  case DW_FORM_data8:
    if (Context.Version >= 4)
      return; // a constant: no location
    break;
  case DW_FORM_loclistx:
  case DW_FORM_sec_offset:
    break;
  default:
    return;
  }
  if (auto Offset = Lists.find(P.LocationForm, P.Location, Context))
    readList(*Offset, Context, F);
}
