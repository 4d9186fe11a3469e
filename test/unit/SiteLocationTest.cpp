//===- SiteLocationTest.cpp -----------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Every form of a location, by the bytes of its expression: what DWARF 5, 2.5
/// and 2.6, says of it, or why that cannot be said.
///
//===----------------------------------------------------------------------===//

#include "Select/SiteLocation.h"

#include "BTF/Location.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

namespace {

using Bytes = std::vector<uint8_t>;

/// An argument of \p Size bytes in a function of GCC's, whose frame base is the
/// canonical frame address.
SiteContext argument(uint64_t Size, bool IsSigned = false) {
  static constexpr uint8_t Frame[] = {DW_OP_call_frame_cfa};
  SiteContext C;
  C.Size = Size;
  C.IsSigned = IsSigned;
  C.FrameBase = Frame;
  C.LowestAddress = 0x1000;
  return C;
}

std::string show(const SiteLocation &L) {
  std::string Text = std::to_string(L.Size) + "/" + std::to_string(L.Flags);
  for (uint32_t I = 0; I < L.NumValues; ++I)
    Text += " " + std::to_string(L.Values[I]);
  return Text;
}

SiteLocation make(uint32_t Size, uint32_t Flags, std::vector<uint32_t> Values) {
  SiteLocation L;
  L.Size = Size;
  L.Flags = Flags;
  L.NumValues = Values.size();
  llvm::copy(Values, L.Values.begin());
  return L;
}

void is(const Bytes &Expr, const SiteContext &C, uint32_t Flags,
        std::vector<uint32_t> Values) {
  SiteLocation L;
  ASSERT_EQ(ArgumentFate::Known, evaluateLocation(Expr, C, L));
  EXPECT_EQ(show(make(C.Size, Flags, Values)), show(L));
}

void isUnknown(const Bytes &Expr, const SiteContext &C, ArgumentFate Why) {
  SiteLocation L;
  EXPECT_EQ(describe(Why).str(), describe(evaluateLocation(Expr, C, L)).str());
}

TEST(SiteLocation, Registers) {
  is({DW_OP_reg5}, argument(8), LocReg, {5});
  is({DW_OP_reg5}, argument(4), LocReg, {5});
  is({DW_OP_regx, 40}, argument(16), LocReg, {40});
  is({DW_OP_breg3, 0, DW_OP_stack_value}, argument(8), LocReg, {3});
  // What GCC says of a variable that has no value yet. It has a place.
  is({DW_OP_reg5, OpGNUUninit}, argument(8), LocReg, {5});
}

TEST(SiteLocation, RegisterAndOffset) {
  const SiteContext C = argument(8);
  is({DW_OP_breg3, 8, DW_OP_stack_value}, C, LocReg | LocOffset, {3, 8});
  is({DW_OP_breg3, 0x78, DW_OP_stack_value}, C, LocReg | LocOffset | LocSigned,
     {3, uint32_t(-8)});
  is({DW_OP_breg3, 0, DW_OP_lit8, DW_OP_minus, DW_OP_stack_value}, C,
     LocReg | LocOffset | LocSigned, {3, uint32_t(-8)});
  is({DW_OP_lit7, DW_OP_breg3, 1, DW_OP_plus, DW_OP_stack_value}, C,
     LocReg | LocOffset, {3, 8});
  is({DW_OP_bregx, 33, 4, DW_OP_plus_uconst, 4, DW_OP_stack_value}, C,
     LocReg | LocOffset, {33, 8});
  is({DW_OP_breg0, 0, DW_OP_const4u, 0xff, 0xff, 0xff, 0xff, DW_OP_plus,
      DW_OP_stack_value},
     C, LocReg | LocOffset, {0, 0xffffffff});
  is({DW_OP_breg0, 0, DW_OP_const8u, 0, 0, 0, 0, 1, 0, 0, 0, DW_OP_plus,
      DW_OP_stack_value},
     C, LocReg | LocOffset, {0, 0, 1});
  // What a register has is not what it had, and no constant.
  isUnknown({DW_OP_breg0, 0, DW_OP_breg1, 0, DW_OP_plus, DW_OP_stack_value}, C,
            ArgumentFate::Computed);
  isUnknown({DW_OP_breg0, 0, DW_OP_lit2, DW_OP_mul, DW_OP_stack_value}, C,
            ArgumentFate::Computed);
  isUnknown({DW_OP_breg0, 0, DW_OP_neg, DW_OP_stack_value}, C,
            ArgumentFate::Computed);
}

TEST(SiteLocation, Memory) {
  const SiteContext C = argument(8);
  is({DW_OP_breg6, 0}, C, LocReg | LocDeref, {6});
  is({DW_OP_breg6, 16}, C, LocReg | LocDeref | LocOffset, {6, 16});
  is({DW_OP_fbreg, 0x70}, C, LocReg | LocDeref | LocOffset | LocSigned,
     {LocFrameBase, uint32_t(-16)});
  is({DW_OP_fbreg, 16}, argument(16), LocReg | LocDeref | LocOffset,
     {LocFrameBase, 16});
  is({DW_OP_call_frame_cfa}, C, LocReg | LocDeref, {LocFrameBase});
  is({DW_OP_fbreg, 16, DW_OP_stack_value}, C, LocReg | LocOffset,
     {LocFrameBase, 16});
  is({DW_OP_call_frame_cfa, DW_OP_stack_value}, C, LocReg | LocOffset,
     {LocFrameBase, 0});
  // The address is itself in memory.
  isUnknown({DW_OP_breg6, 16, DW_OP_deref}, C, ArgumentFate::Computed);
  isUnknown({DW_OP_breg6, 0, DW_OP_lit8, DW_OP_and}, C, ArgumentFate::Computed);
  // Memory at a fixed address, and of a thread.
  isUnknown({DW_OP_addr, 0, 0x20, 0, 0, 0, 0, 0, 0}, C,
            ArgumentFate::StaticMemory);
  isUnknown({DW_OP_const8u, 0, 0x20, 0, 0, 0, 0, 0, 0}, C,
            ArgumentFate::StaticMemory);
  isUnknown({DW_OP_const8u, 0, 0, 0, 0, 0, 0, 0, 0, DW_OP_form_tls_address}, C,
            ArgumentFate::StaticMemory);
}

/// A value that is loaded is the memory that it is loaded from.
TEST(SiteLocation, Loaded) {
  const Bytes Word = {DW_OP_breg6, 16, DW_OP_deref, DW_OP_stack_value};
  const Bytes Half = {DW_OP_fbreg, 16, DW_OP_deref_size, 4, DW_OP_stack_value};
  is(Word, argument(8), LocReg | LocDeref | LocOffset, {6, 16});
  is(Word, argument(4), LocReg | LocDeref | LocOffset, {6, 16});
  is(Half, argument(4), LocReg | LocDeref | LocOffset, {LocFrameBase, 16});
  // Four bytes with four of zeros are nowhere.
  isUnknown(Half, argument(8), ArgumentFate::Computed);
  SiteContext Big = argument(4);
  Big.LittleEndian = false;
  is(Word, Big, LocReg | LocDeref | LocOffset, {6, 20});
  isUnknown(
      {DW_OP_breg6, 16, DW_OP_deref, DW_OP_lit1, DW_OP_plus, DW_OP_stack_value},
      argument(8), ArgumentFate::Computed);
}

/// clang's frame base is a register.
TEST(SiteLocation, FrameBaseInRegister) {
  static constexpr uint8_t Reg6[] = {DW_OP_reg6};
  static constexpr uint8_t BReg7[] = {DW_OP_breg7, 8};
  SiteContext C = argument(8);
  C.FrameBase = Reg6;
  is({DW_OP_fbreg, 0x70}, C, LocReg | LocDeref | LocOffset | LocSigned,
     {6, uint32_t(-16)});
  C.FrameBase = BReg7;
  is({DW_OP_fbreg, 8}, C, LocReg | LocDeref | LocOffset, {7, 16});
  static constexpr uint8_t Itself[] = {DW_OP_fbreg, 0};
  C.FrameBase = Itself;
  isUnknown({DW_OP_fbreg, 8}, C, ArgumentFate::Malformed);
  C.FrameBase = {};
  isUnknown({DW_OP_fbreg, 8}, C, ArgumentFate::Malformed);
}

TEST(SiteLocation, Constants) {
  is({DW_OP_lit5, DW_OP_stack_value}, argument(4), LocConst, {5});
  is({DW_OP_lit5, DW_OP_stack_value}, argument(8), LocConst, {5, 0});
  is({DW_OP_const1s, 0xff, DW_OP_stack_value}, argument(4, true),
     LocConst | LocSigned, {0xffffffff});
  is({DW_OP_const1s, 0xff, DW_OP_stack_value}, argument(1, false), LocConst,
     {0xff});
  is({DW_OP_const1u, 0xff, DW_OP_stack_value}, argument(1, true),
     LocConst | LocSigned, {0xffffffff});
  is({DW_OP_consts, 0x7f, DW_OP_stack_value}, argument(8, true),
     LocConst | LocSigned, {0xffffffff, 0xffffffff});
  is({DW_OP_constu, 0x80, 0x01, DW_OP_stack_value}, argument(2), LocConst,
     {128});
  is({DW_OP_lit3, DW_OP_lit4, DW_OP_mul, DW_OP_lit2, DW_OP_shl, DW_OP_lit1,
      DW_OP_or, DW_OP_stack_value},
     argument(4), LocConst, {49});
  is({DW_OP_lit1, DW_OP_neg, DW_OP_lit4, DW_OP_shra, DW_OP_stack_value},
     argument(8), LocConst, {0xffffffff, 0xffffffff});
  is({DW_OP_lit1, DW_OP_lit2, DW_OP_swap, DW_OP_over, DW_OP_drop, DW_OP_dup,
      DW_OP_plus, DW_OP_plus, DW_OP_stack_value},
     argument(4), LocConst, {4});
  isUnknown({DW_OP_lit5, DW_OP_stack_value}, argument(16),
            ArgumentFate::Computed);
}

TEST(SiteLocation, ConstantBytes) {
  is({DW_OP_implicit_value, 4, 1, 2, 3, 4}, argument(4), LocConst,
     {0x04030201});
  SiteContext Big = argument(8);
  Big.LittleEndian = false;
  is({DW_OP_implicit_value, 8, 1, 2, 3, 4, 5, 6, 7, 8}, Big, LocConst,
     {0x05060708, 0x01020304});
  isUnknown({DW_OP_implicit_value, 2, 1, 2}, argument(4),
            ArgumentFate::Malformed);
  SiteLocation L;
  EXPECT_EQ(ArgumentFate::Known, evaluateConstant(300, argument(1), L));
  EXPECT_EQ(show(make(1, LocConst, {44})), show(L));
  EXPECT_EQ(ArgumentFate::Size, evaluateConstant(300, argument(16), L));
}

TEST(SiteLocation, Addresses) {
  const Bytes Expr = {DW_OP_addr, 0, 0x30, 0, 0, 1, 0, 0, 0, DW_OP_stack_value};
  is(Expr, argument(8), LocConst | LocAddress, {0x2000, 1});
  is({DW_OP_addr, 0, 0x30, 0, 0, 0, 0, 0, 0, DW_OP_plus_uconst, 8,
      DW_OP_stack_value},
     argument(8), LocConst | LocAddress, {0x2008, 0});
  isUnknown(Expr, argument(4), ArgumentFate::Computed);
  SiteContext Object = argument(8);
  Object.LowestAddress = std::nullopt;
  isUnknown(Expr, Object, ArgumentFate::Relocated);
  static constexpr uint8_t Table[] = {0, 0,    0, 0, 0, 0, 0, 0,
                                      4, 0x10, 0, 0, 0, 0, 0, 0};
  SiteContext C = argument(8);
  C.Addresses = Table;
  is({DW_OP_addrx, 1, DW_OP_stack_value}, C, LocConst | LocAddress, {4, 0});
  isUnknown({DW_OP_addrx, 2, DW_OP_stack_value}, C, ArgumentFate::Malformed);
}

TEST(SiteLocation, EntryValues) {
  const Bytes Expr = {DW_OP_entry_value, 1, DW_OP_reg5, DW_OP_stack_value};
  SiteContext C = argument(8);
  isUnknown(Expr, C, ArgumentFate::EntryValue);
  C.AtEntry = true;
  is(Expr, C, LocReg, {5});
  is({DW_OP_GNU_entry_value, 1, DW_OP_reg5, DW_OP_plus_uconst, 8,
      DW_OP_stack_value},
     C, LocReg | LocOffset, {5, 8});
  // A pointer to the argument.
  is({DW_OP_entry_value, 1, DW_OP_reg5}, C, LocReg | LocDeref, {5});
}

TEST(SiteLocation, Pieces) {
  const SiteContext C = argument(16);
  is({DW_OP_reg0, DW_OP_piece, 8, DW_OP_reg1, DW_OP_piece, 8}, C, LocReg,
     {0, 1});
  is({DW_OP_reg0, DW_OP_piece, 8, DW_OP_reg1, DW_OP_piece, 4}, argument(12),
     LocReg, {0, 1});
  is({DW_OP_breg0, 0, DW_OP_stack_value, DW_OP_piece, 8, DW_OP_reg1,
      DW_OP_piece, 8},
     C, LocReg, {0, 1});
  is({DW_OP_reg0, DW_OP_piece, 8}, argument(8), LocReg, {0});
  is({DW_OP_fbreg, 8, DW_OP_piece, 8}, argument(8),
     LocReg | LocDeref | LocOffset, {LocFrameBase, 8});
  isUnknown({DW_OP_reg0, DW_OP_piece, 4, DW_OP_reg1, DW_OP_piece, 4},
            argument(8), ArgumentFate::Pieces);
  isUnknown({DW_OP_reg0, DW_OP_piece, 8}, C, ArgumentFate::Pieces);
  isUnknown({DW_OP_piece, 8, DW_OP_reg1, DW_OP_piece, 8}, C,
            ArgumentFate::Pieces);
  isUnknown({DW_OP_lit0, DW_OP_stack_value, DW_OP_piece, 8, DW_OP_reg1,
             DW_OP_piece, 8},
            C, ArgumentFate::Pieces);
  isUnknown({DW_OP_piece, 8}, argument(8), ArgumentFate::NotThere);
  isUnknown({DW_OP_reg0, DW_OP_bit_piece, 3, 0}, argument(8),
            ArgumentFate::Pieces);
  isUnknown({DW_OP_reg0, DW_OP_piece, 8, DW_OP_reg1}, C,
            ArgumentFate::Malformed);
}

/// The low bytes of what is extended or cut are those of the sum.
TEST(SiteLocation, Narrowed) {
  const Bytes Extended = {DW_OP_breg3, 1,          DW_OP_const1u,
                          32,          DW_OP_shl,  DW_OP_const1u,
                          32,          DW_OP_shra, DW_OP_stack_value};
  is(Extended, argument(4), LocReg | LocOffset, {3, 1});
  isUnknown(Extended, argument(8), ArgumentFate::Computed);
  const Bytes Masked = {DW_OP_breg3, 0,         DW_OP_const2u,    0xff,
                        0xff,        DW_OP_and, DW_OP_stack_value};
  is(Masked, argument(2), LocReg, {3});
  is(Masked, argument(1), LocReg, {3});
  isUnknown(Masked, argument(4), ArgumentFate::Computed);
  isUnknown({DW_OP_breg3, 0, DW_OP_lit6, DW_OP_and, DW_OP_stack_value},
            argument(1), ArgumentFate::Computed);
  isUnknown({DW_OP_breg3, 0, DW_OP_lit4, DW_OP_shl, DW_OP_stack_value},
            argument(1), ArgumentFate::Computed);
  isUnknown({DW_OP_breg3, 0, DW_OP_lit4, DW_OP_shl, DW_OP_lit5, DW_OP_shr,
             DW_OP_stack_value},
            argument(1), ArgumentFate::Computed);
}

TEST(SiteLocation, Others) {
  const SiteContext C = argument(8);
  isUnknown({}, C, ArgumentFate::NotThere);
  isUnknown({DW_OP_reg0}, argument(0), ArgumentFate::Size);
  isUnknown({DW_OP_fbreg, 0}, argument(24), ArgumentFate::Size);
  isUnknown({DW_OP_implicit_pointer, 0, 0, 0, 0, 0}, C,
            ArgumentFate::ImplicitPointer);
  isUnknown({DW_OP_regval_type, 0, 1, DW_OP_stack_value}, C,
            ArgumentFate::Computed);
  isUnknown({DW_OP_push_object_address}, C, ArgumentFate::Unsupported);
  isUnknown({0x02}, C, ArgumentFate::Unsupported);
  isUnknown({DW_OP_plus}, C, ArgumentFate::Malformed);
  isUnknown({DW_OP_stack_value}, C, ArgumentFate::Malformed);
  isUnknown({DW_OP_reg0, DW_OP_lit0}, C, ArgumentFate::Malformed);
  isUnknown({DW_OP_addr, 1, 2}, C, ArgumentFate::Malformed);
  isUnknown(Bytes(200, DW_OP_lit0), C, ArgumentFate::Malformed);
}

/// 32-bit addresses wrap around.
TEST(SiteLocation, Words32) {
  SiteContext C = argument(4);
  C.Format.WordSize = 4;
  is({DW_OP_breg0, 0, DW_OP_const4u, 0xfc, 0xff, 0xff, 0xff, DW_OP_plus,
      DW_OP_stack_value},
     C, LocReg | LocOffset | LocSigned, {0, uint32_t(-4)});
  C.Size = 8;
  is({DW_OP_reg0, DW_OP_piece, 4, DW_OP_reg1, DW_OP_piece, 4}, C, LocReg,
     {0, 1});
  isUnknown({DW_OP_lit1, DW_OP_stack_value}, C, ArgumentFate::Computed);
}

} // namespace
