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

#include "DWARF/ByteReader.h"
#include "DWARF/DieCursor.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

struct LocationReader::Cursor : ByteReader {
  const LocationContext &Context;
};

static bool isReg(uint8_t Code) {
  return Code >= DW_OP_reg0 && Code <= DW_OP_reg31;
}
static bool isBReg(uint8_t Code) {
  return Code >= DW_OP_breg0 && Code <= DW_OP_breg31;
}
static bool isConstant(uint8_t Code) {
  return (Code >= DW_OP_lit0 && Code <= DW_OP_lit31) || Code == DW_OP_constu ||
         Code == DW_OP_consts;
}

// --- Expressions -----------------------------------------------------------

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

/// Skips the operands of \p Code that matter to nobody here. False: the
/// operation is unknown, so what follows cannot be read.
static bool skipOperands(uint8_t Code, ByteReader &R,
                         const LocationContext &Context) {
  const unsigned OffsetSize = Context.Dwarf64 ? 8 : 4;
  switch (Code) {
  case DW_OP_addr:
    R.fixed(Context.WordSize);
    return true;
  case DW_OP_const1u:
  case DW_OP_const1s:
  case DW_OP_pick:
  case DW_OP_deref_size:
  case DW_OP_xderef_size:
    R.fixed(1);
    return true;
  case DW_OP_const2u:
  case DW_OP_const2s:
  case DW_OP_bra:
  case DW_OP_skip:
  case DW_OP_call2:
    R.fixed(2);
    return true;
  case DW_OP_const4u:
  case DW_OP_const4s:
  case DW_OP_call4:
  case OpGNUParameterRef:
    R.fixed(4);
    return true;
  case DW_OP_const8u:
  case DW_OP_const8s:
    R.fixed(8);
    return true;
  case DW_OP_call_ref:
  case OpGNUVariableValue:
    R.fixed(OffsetSize);
    return true;
  case DW_OP_consts:
  case DW_OP_fbreg:
    R.skipSleb();
    return true;
  case DW_OP_constu:
  case DW_OP_plus_uconst:
  case DW_OP_regx:
  case DW_OP_addrx:
  case DW_OP_constx:
  case DW_OP_convert:
  case DW_OP_reinterpret:
  case OpGNUConvert:
  case OpGNUReinterpret:
  case DW_OP_GNU_addr_index:
  case DW_OP_GNU_const_index:
    R.uleb();
    return true;
  case DW_OP_bregx:
    R.uleb();
    R.skipSleb();
    return true;
  case DW_OP_bit_piece:
  case DW_OP_regval_type:
  case OpGNURegvalType:
    R.uleb();
    R.uleb();
    return true;
  case DW_OP_implicit_value:
    (void)R.block(R.uleb());
    return true;
  case DW_OP_implicit_pointer:
  case OpGNUImplicitPointer:
    R.fixed(Context.Version <= 2 ? Context.WordSize : OffsetSize);
    R.skipSleb();
    return true;
  case DW_OP_const_type:
  case OpGNUConstType:
    R.uleb();
    (void)R.block(R.fixed(1));
    return true;
  case DW_OP_deref_type:
  case DW_OP_xderef_type:
  case OpGNUDerefType:
    R.fixed(1);
    R.uleb();
    return true;
  default:
    if (isBReg(Code)) {
      R.skipSleb();
      return true;
    }
    return (Code >= DW_OP_dup && Code <= DW_OP_reg31) || Code == DW_OP_deref ||
           Code == DW_OP_nop || Code == DW_OP_push_object_address ||
           Code == DW_OP_form_tls_address || Code == DW_OP_call_frame_cfa ||
           Code == DW_OP_stack_value || Code == DW_OP_GNU_push_tls_address ||
           Code == OpGNUUninit;
  }
}

/// Splits \p Expr into Ops. False if it is malformed.
bool LocationReader::decode(ArrayRef<uint8_t> Expr,
                            const LocationContext &Context) {
  Ops.clear();
  ByteReader R{Expr.begin(), Expr.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  while (R.P < R.End) {
    Op &O = Ops.emplace_back();
    O.Code = *R.P++;
    O.Operand = 0;
    O.Block = {};
    if (O.Code == DW_OP_piece)
      O.Operand = R.uleb();
    else if (O.Code == DW_OP_entry_value || O.Code == DW_OP_GNU_entry_value)
      O.Block = R.block(R.uleb());
    else if (!skipOperands(O.Code, R, Context))
      return false;
    if (R.Overrun)
      return false;
  }
  return true;
}

static void setReg(ParamFacts &F, int Number) {
  if (F.Reg == ParamFacts::NoReg)
    F.Reg = static_cast<int16_t>(Number);
}

/// An expression of one operation, \p IsValue: with DW_OP_stack_value behind.
void LocationReader::applySingle(const Op &O, bool IsFirst, bool IsValue,
                                 ParamFacts &F) {
  if (O.Code == DW_OP_entry_value || O.Code == DW_OP_GNU_entry_value) {
    // The register's contents when the function was entered: wherever that is
    // said, it is where the parameter came in.
    if (O.Block.size() == 1 && isReg(O.Block[0]))
      setReg(F, O.Block[0] - DW_OP_reg0);
    return;
  }
  if (!IsFirst)
    return;
  if (isReg(O.Code))
    setReg(F, O.Code - DW_OP_reg0);
  else if (isBReg(O.Code) && IsValue)
    setReg(F, O.Code - DW_OP_breg0);
  else if (O.Code == DW_OP_fbreg || isBReg(O.Code))
    F.OnStack = true;
  else if (isConstant(O.Code))
    F.IsConst = true;
}

/// The pieces of an aggregate of two words: a register for each, or for what is
/// left of it.
void LocationReader::applyPieces(const LocationContext &Context,
                                 ParamFacts &F) {
  uint64_t Offset = 0;
  for (size_t I = 0; I < Ops.size(); ++I) {
    if (isReg(Ops[I].Code))
      setReg(F, Ops[I].Code - DW_OP_reg0);
    if (Ops[I].Code != DW_OP_piece)
      continue;
    if (I != 0 && Offset < 2 * Context.WordSize) {
      if (Offset < Context.WordSize)
        F.LowPieces |= 1u << Offset;
      else
        F.HighPieces |= 1u << (Offset - Context.WordSize);
    }
    Offset = std::min<uint64_t>(Offset + Ops[I].Operand, UINT32_MAX);
  }
}

void LocationReader::apply(ArrayRef<uint8_t> Expr, bool IsFirst,
                           const LocationContext &Context, ParamFacts &F) {
  if (Expr.size() == 1 && isReg(Expr[0])) [[likely]] {
    if (IsFirst)
      setReg(F, Expr[0] - DW_OP_reg0);
    return;
  }
  if (Expr.empty() || !decode(Expr, Context))
    return;
  const bool IsValue = Ops.back().Code == DW_OP_stack_value;
  if (Ops.size() == 1 || (Ops.size() == 2 && IsValue))
    return applySingle(Ops[0], IsFirst, IsValue, F);
  if (isConstant(Ops[0].Code)) {
    F.IsConst |= IsFirst;
    return;
  }
  if (F.Size > Context.WordSize && Context.TwoRegisters)
    return applyPieces(Context, F);
  if (!IsFirst)
    return;
  if (isReg(Ops[0].Code))
    setReg(F, Ops[0].Code - DW_OP_reg0);
  else if (isBReg(Ops[0].Code) &&
           any_of(ArrayRef(Ops).drop_front(),
                  [](const Op &O) { return O.Code == DW_OP_stack_value; }))
    setReg(F, Ops[0].Code - DW_OP_breg0);
}

// --- Location lists --------------------------------------------------------

// Lists of a unit lie side by side, in the order of its functions.
LocationReader::LocationReader(const DebugSections &Sections)
    : Sections(Sections), Loc(Sections.Loc, 64 << 10),
      LocLists(Sections.LocLists, 64 << 10),
      LocListsTable(Sections.LocLists, 4 << 10) {}

/// DWARF 5, 7.7.3. GCC's .debug_loc.dwo of DWARF 4 has the same kinds, but
/// lengths of fixed size.
LocationReader::Step
LocationReader::readLocListsEntry(Cursor &C, ArrayRef<uint8_t> &Expr) const {
  const unsigned WordSize = C.Context.WordSize;
  const bool IsGNU = C.Context.Version < 5;
  switch (C.fixed(1)) {
  case DW_LLE_end_of_list:
    return C.Overrun ? Step::Malformed : Step::End;
  case DW_LLE_base_addressx:
    C.uleb();
    return Step::Other;
  case DW_LLE_base_address:
    C.fixed(WordSize);
    return Step::Other;
  case 9: // DW_LLE_GNU_view_pair
    C.uleb();
    C.uleb();
    return Step::Other;
  case DW_LLE_startx_length:
    C.uleb();
    IsGNU ? C.fixed(4) : C.uleb();
    break;
  case DW_LLE_startx_endx:
  case DW_LLE_offset_pair:
    C.uleb();
    C.uleb();
    break;
  case DW_LLE_default_location:
    break;
  case DW_LLE_start_end:
    C.fixed(WordSize);
    C.fixed(WordSize);
    break;
  case DW_LLE_start_length:
    C.fixed(WordSize);
    C.uleb();
    break;
  default:
    return Step::Malformed;
  }
  Expr = C.block(IsGNU ? C.fixed(2) : C.uleb());
  return Step::Entry;
}

/// DWARF 4, 2.6.2.
LocationReader::Step
LocationReader::readLocEntry(Cursor &C, ArrayRef<uint8_t> &Expr) const {
  const unsigned WordSize = C.Context.WordSize;
  const uint64_t Begin = C.fixed(WordSize), End = C.fixed(WordSize);
  if (C.Overrun)
    return Step::Malformed;
  if (Begin == 0 && End == 0)
    return Step::End;
  if (Begin == (WordSize == 8 ? UINT64_MAX : UINT32_MAX))
    return Step::Other; // another base address
  Expr = C.block(C.fixed(2));
  return Step::Entry;
}

void LocationReader::readList(uint64_t Offset, const LocationContext &Context,
                              ParamFacts &F) {
  const bool IsLocLists = Context.Version >= 5 || Context.IsSplit;
  SectionWindow &Window = IsLocLists ? LocLists : Loc;
  uint64_t AtLeast = 64;
  const bool AllEntries =
      F.Size > Context.WordSize && Context.TwoRegisters && Context.WantPieces;
  for (bool IsFirst = true; Budget;) {
    ArrayRef<uint8_t> Bytes = Window.at(Offset, AtLeast);
    Cursor C{{Bytes.begin(), Bytes.end(),
              Sections.LittleEndian ? endianness::little : endianness::big},
             Context};
    ArrayRef<uint8_t> Expr;
    Step S = IsLocLists ? readLocListsEntry(C, Expr) : readLocEntry(C, Expr);
    if (C.Overrun && Bytes.size() >= AtLeast) {
      AtLeast = 2 * Bytes.size(); // it may only be the window that ends
      Budget -= std::min(Budget, AtLeast);
      continue;
    }
    if (C.Overrun || S == Step::End || S == Step::Malformed)
      return;
    const uint64_t Length = C.P - Bytes.begin();
    Budget -= std::min(Budget, Length);
    Offset += Length;
    AtLeast = 64;
    if (S == Step::Other)
      continue;
    apply(Expr, IsFirst, Context, F);
    IsFirst = false;
    // What later entries can add is the register.
    if (F.Reg != ParamFacts::NoReg && !AllEntries)
      return;
  }
}

/// The list of an index (DW_FORM_loclistx) through the table of offsets.
bool LocationReader::listOffset(const ParamRecord &P,
                                const LocationContext &Context,
                                uint64_t &Offset) {
  const unsigned OffsetSize = Context.Dwarf64 ? 8 : 4;
  uint64_t Base = Context.LocListsBase;
  if (!Base)
    Base = Context.Dwarf64 ? 20 : 12; // right behind the section's only header
  if (P.Location > Sections.LocLists.size() / OffsetSize ||
      Base > Sections.LocLists.size())
    return false;
  ArrayRef<uint8_t> Bytes =
      LocListsTable.at(Base + P.Location * OffsetSize, OffsetSize);
  ByteReader R{Bytes.begin(), Bytes.end(),
               Sections.LittleEndian ? endianness::little : endianness::big};
  uint64_t Relative = R.fixed(OffsetSize);
  Offset = Base + Relative;
  return !R.Overrun && Relative < Sections.LocLists.size();
}

void LocationReader::read(const TypeReader &Reader, const ParamRecord &P,
                          const LocationContext &Context, ParamFacts &F) {
  uint64_t Offset = P.Location;
  switch (P.LocationForm) {
  case 0:
    return;
  case DW_FORM_exprloc:
  case DW_FORM_block:
  case DW_FORM_block1:
  case DW_FORM_block2:
  case DW_FORM_block4:
    F.HasLocation = true;
    return apply(Reader.blockAt(P.Location, P.LocationLength), true, Context,
                 F);
  case DW_FORM_data4:
  case DW_FORM_data8:
    F.HasLocation = true;
    if (Context.Version >= 4)
      return; // a constant: no location
    break;
  case DW_FORM_loclistx:
    F.HasLocation = true;
    if (!listOffset(P, Context, Offset))
      return;
    break;
  case DW_FORM_sec_offset:
    F.HasLocation = true;
    if (Context.IsSplit && Context.Version < 5)
      Offset += Context.LocListsBase;
    break;
  default:
    F.HasLocation = true;
    return;
  }
  readList(Offset, Context, F);
}
