//===- ExprEvaluator.h - Expressions without a program ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A stack machine (DWARF 5, 2.5) whose values are symbolic: a number, or a
/// register, the frame or an address plus a number. Compilers write what
/// extends the sign of a register's lower half as a value that is shifted to
/// and fro; such a value keeps count of how many of its low bits are still
/// those of the sum, since a narrow argument needs no more.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_EXPREVALUATOR_H
#define BTFGEN_SELECT_EXPREVALUATOR_H

#include "Select/SiteLocation.h"

namespace btfgen {

/// What the sum of a value begins with.
enum class ValueBase : uint8_t { None, Register, Frame, Address };

/// A value on the stack: Base plus Number, or what is in memory there.
struct ExprValue {
  ValueBase From = ValueBase::None;
  uint32_t Register = 0;
  uint64_t Number = 0;
  unsigned Bits = 64;  ///< of the sum that are valid, from the lowest on
  unsigned Shift = 0;  ///< how far it is shifted to the left
  unsigned Loaded = 0; ///< bytes that were loaded from there; 0: it was not

  bool isNumber() const { return From == ValueBase::None && !Loaded; }
  bool isPlainSum() const { return Bits == 64 && !Shift && !Loaded; }
};

/// Where a piece, or the whole, is.
struct ExprPlace {
  enum Kind : uint8_t { Nowhere, InRegister, InMemory, IsValue, IsBytes };
  Kind What = Nowhere;
  uint32_t Register = 0;
  ExprValue V;
  llvm::ArrayRef<uint8_t> Bytes;
  uint64_t Size = 0; ///< of a piece
};

/// Runs one expression.
class ExprEvaluator {
public:
  /// \p Depth: how many expressions this one is inside of.
  ExprEvaluator(const SiteContext &Context, unsigned Depth)
      : Context(Context), WordBits(8 * Context.Format.WordSize), Depth(Depth) {}

  /// Runs \p Expr. False: why() says why nothing is known. Otherwise, pieces()
  /// has what DW_OP_piece ends, and whole() what follows the last one.
  bool run(llvm::ArrayRef<uint8_t> Expr);
  ArgumentFate why() const { return Failure; }
  ExprPlace whole();
  llvm::ArrayRef<ExprPlace> pieces() const { return Pieces; }

private:
  bool fail(ArgumentFate F) {
    Failure = F;
    return false;
  }
  bool push(const ExprValue &V) {
    if (Stack.size() == MaxStack)
      return fail(ArgumentFate::Malformed);
    Stack.push_back(V);
    return true;
  }
  bool pushSum(ValueBase From, uint64_t Number) {
    ExprValue V;
    V.From = From;
    V.Number = Number;
    return push(V);
  }
  bool pushNumber(uint64_t Number) { return pushSum(ValueBase::None, Number); }
  bool need(size_t Count) {
    return Stack.size() >= Count || fail(ArgumentFate::Malformed);
  }
  bool step(const ExprOp &O);
  bool describePlace(const ExprOp &O);
  bool pushBase(const ExprOp &O);
  bool pushFrameBase(uint64_t Offset);
  bool pushIndexed(uint64_t Index);
  bool pushEntryValue(llvm::ArrayRef<uint8_t> Expr);
  bool rearrange(const ExprOp &O);
  bool unary(uint8_t Code);
  bool load(uint64_t Size);
  bool combineNumbers(uint64_t &A, uint8_t Code, uint64_t By);
  bool binary(uint8_t Code);
  bool operate(const ExprOp &O);
  bool mask(ExprValue &V, uint64_t Bits);
  bool shift(ExprValue &V, uint8_t Code, uint64_t By);
  uint64_t cut(uint64_t Number) const {
    return WordBits < 64 ? Number & ((uint64_t(1) << WordBits) - 1) : Number;
  }
  int64_t asSigned(uint64_t Number) const {
    return static_cast<int64_t>(Number << (64 - WordBits)) >> (64 - WordBits);
  }

  static constexpr size_t MaxStack = 64;
  static constexpr unsigned MaxDepth = 3;
  const SiteContext &Context;
  const unsigned WordBits;
  const unsigned Depth;
  llvm::SmallVector<ExprValue, 8> Stack;
  llvm::SmallVector<ExprPlace, 2> Pieces;
  /// What the operations since the last piece say, if not the stack's top.
  ExprPlace Current;
  bool HasCurrent = false;
  ArgumentFate Failure = ArgumentFate::Computed;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_EXPREVALUATOR_H
