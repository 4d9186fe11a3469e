//===- CallingConvention.h - Where a caller puts arguments ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A BPF program that is attached to a function reads the arguments where the
/// machine's calling convention puts them. An optimiser may have moved or
/// removed them, so this compares the convention with the locations in DWARF.
/// The rules, and what each compiler is trusted to say, are pahole's
/// (docs/functions.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_CALLINGCONVENTION_H
#define BTFGEN_SELECT_CALLINGCONVENTION_H

#include "Select/ParamLocation.h"
#include "llvm/Support/MathExtras.h"

namespace btfgen {

/// A machine's registers for arguments.
struct CallingConvention {
  /// How an aggregate of more than two words is passed.
  enum LargeAggregates : uint8_t { OnStack, ByAddress, InRegisters };

  unsigned NumRegisters = 0; ///< 0: the machine is not known
  /// DWARF numbers in order of use; empty if unknown.
  llvm::ArrayRef<uint8_t> Order = {};
  LargeAggregates Large = OnStack;
  /// An aggregate of two words comes in two registers, rather than by address.
  bool TwoRegisters = true;
  /// For clang each word of an aggregate is a parameter of its own, which it
  /// may remove.
  bool WordByWord = false;
  /// What does not fit into registers clang passes in its own way to a function
  /// that only one unit knows.
  bool LocalStack = false;

  static CallingConvention of(uint16_t Machine); ///< EM_*

  /// Registers that a parameter of \p Size bytes takes.
  unsigned slots(uint64_t Size, unsigned WordSize) const {
    if (Size <= WordSize || (Large == ByAddress && inMemory(Size, WordSize)))
      return 1;
    return static_cast<unsigned>(
        std::min<uint64_t>((Size + WordSize - 1) / WordSize, UINT16_MAX));
  }
  bool inMemory(uint64_t Size, unsigned WordSize) const {
    if (TwoRegisters)
      return Large != InRegisters && Size > 2 * uint64_t(WordSize);
    return Size > WordSize || (Size && !llvm::isPowerOf2_64(Size));
  }

  /// Whether some parameter that is passed, or a part of it, does not fit into
  /// registers.
  bool needsStack(llvm::ArrayRef<ParamFacts> Params, unsigned WordSize) const;

  // These set Optimized and UnexpectedReg of the parameters of one function.

  /// For GCC's functions, and clang's whose signature it changed.
  void judge(llvm::MutableArrayRef<ParamFacts> Params, unsigned WordSize) const;
  /// For clang's other functions.
  void judgeUnchanged(llvm::MutableArrayRef<ParamFacts> Params,
                      unsigned WordSize) const;
  /// For clang's functions whose signature it changed, if what is left of the
  /// signature is to be described (true_signature).
  void judgeTrueSignature(llvm::MutableArrayRef<ParamFacts> Params,
                          unsigned WordSize) const;

private:
  static constexpr int Unknown = -1;
  /// Whether \p P is a large aggregate of which members are in registers where
  /// its address is expected.
  bool isMembers(const ParamFacts &P) const {
    return Large == ByAddress && P.InMemory && P.Reg != ParamFacts::NoReg &&
           !P.IsAddress;
  }
  int expected(unsigned Slot) const {
    return Slot < Order.size() ? Order[Slot] : Unknown;
  }
  bool isInPlace(const ParamFacts &P, unsigned Slot) const;
  bool isGone(llvm::ArrayRef<ParamFacts> Params, size_t I, unsigned Slot) const;
  bool nextIsInPlace(llvm::ArrayRef<ParamFacts> Params, size_t I,
                     unsigned Slot) const;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_CALLINGCONVENTION_H
