//===- ParamLocation.h - Where a parameter is -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads DW_AT_location of parameters, an expression or a location list, to
/// learn where a parameter is when its function is called. That is taken from
/// the first entry of a list, and from entry values (DW_OP_entry_value) in
/// later ones.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_PARAMLOCATION_H
#define BTFGEN_SELECT_PARAMLOCATION_H

#include "DWARF/LocationLists.h"
#include "DWARF/TypeReader.h"

namespace btfgen {

/// What is known of one parameter.
struct ParamFacts {
  static constexpr int16_t NoReg = -1;

  uint64_t Size = 0;    ///< of its type, in bytes; 0 unknown
  int16_t Reg = NoReg;  ///< DWARF number of the register it comes in
  uint16_t RegWord = 0; ///< which word of it that is, from 0
  bool HasLocation = false;
  bool IsConst = false; ///< its location is a constant
  bool OnStack = false;
  bool InOwnFrame = false; ///< OnStack, but not where a caller puts arguments
  /// InOwnFrame or in a register, but not from the function's beginning on: it
  /// may have put something there that nobody has passed.
  bool IsLate = false;
  bool InMemory = false;    ///< too large for registers
  bool IsPointer = false;   ///< its type is one
  bool IsAggregate = false; ///< its type is a struct or union
  bool IsAddress = false;   ///< Reg holds its address
  /// Its location is pieces that are not all of it, or not as a caller passes
  /// it.
  bool PartsOnly = false;
  /// Bit sets of the bytes at which a piece begins, of the first word and of
  /// the second.
  uint16_t LowPieces = 0;
  uint16_t HighPieces = 0;
  // What the calling convention's rules conclude.
  bool Optimized = false;
  bool UnexpectedReg = false;
  bool OnlyMember = false; ///< only Member is passed
  /// Whether it is an address, or lies where a caller has put it. Compilers may
  /// pass what is there instead (GCC's .isra; LLVM's argument promotion, at -O3
  /// and with full LTO). Of the parameter nothing is known then.
  bool isByReference() const { return IsPointer || InMemory; }
  /// Whether something may be passed in its place although nothing is known of
  /// it: that, or words of an aggregate.
  bool mayHideArguments() const { return isByReference() || IsAggregate; }
  /// A struct's member that alone may be passed: its type (a local number)
  /// and name; 0 and VoidRef if there is none.
  NameRef MemberName = 0;
  uint32_t MemberType = VoidRef;
};

/// Facts of the unit and the machine that locations depend on.
struct LocationContext : LocationFormat {
  bool TwoRegisters = true;    ///< aggregates of two words come in registers
  bool LargeByAddress = false; ///< ... the addresses of larger ones do
  bool WantPieces = false;     ///< LowPieces and HighPieces are of interest
  uint64_t UnitLowPc = 0;      ///< what addresses of lists are relative to
  uint64_t Entry = 0;          ///< where the function begins, 0: not known
};

/// Decodes locations into ParamFacts. One per worker: it keeps windows of the
/// location lists' sections.
class LocationReader {
public:
  explicit LocationReader(const DebugSections &Sections)
      : Sections(Sections), Lists(Sections) {}

  /// To be called before the parameters of a group. A group may read 1 KiB of
  /// location lists per parameter (GCC writes 0.1), and 4 KiB more, so that
  /// lists that overlap or are shared cannot make the time quadratic.
  /// Parameters beyond that count as being in no register.
  void startGroup(size_t NumParams) {
    Lists.setBudget((uint64_t(4) + NumParams) << 10);
  }

  /// Adds to \p F (whose Size is set) what the location of \p P says.
  void read(const TypeReader &Reader, const ParamRecord &P,
            const LocationContext &Context, ParamFacts &F);

private:
  void readList(uint64_t Offset, const LocationContext &Context, ParamFacts &F);
  bool decode(llvm::ArrayRef<uint8_t> Expr, const LocationContext &Context);
  void apply(llvm::ArrayRef<uint8_t> Expr, bool IsFirst,
             const LocationContext &Context, ParamFacts &F);
  void applySingle(const ExprOp &O, bool IsFirst, bool IsValue,
                   const LocationContext &Context, ParamFacts &F);
  void applyPieces(const LocationContext &Context, ParamFacts &F);

  const DebugSections &Sections;
  std::vector<ExprOp> Ops;
  LocationLists Lists;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_PARAMLOCATION_H
