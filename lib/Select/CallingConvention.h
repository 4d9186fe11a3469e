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
  /// Where a parameter goes for which too few registers are left.
  enum Overflows : uint8_t {
    Split, ///< its first words into those, the others onto the stack
    Ends,  ///< onto the stack, as all that follow
    Skips, ///< onto the stack; what follows may have those registers
  };

  /// 0: the machine is not known. Of 32-bit MIPS it is more than there are, as
  /// in pahole.
  unsigned NumRegisters = 0;
  /// DWARF numbers in order of use; empty if unknown.
  llvm::ArrayRef<uint8_t> Order = {};
  LargeAggregates Large = OnStack;
  /// An aggregate of two words comes in two registers, rather than by address.
  bool TwoRegisters = true;
  Overflows Overflow = Split;
  /// For clang each word of an aggregate is a parameter of its own, which it
  /// may remove.
  bool WordByWord = false;
  /// To a function that only one unit knows clang passes in its own way (LLVM's
  /// fastcc) ...
  enum LocalCalls : uint8_t {
    AsOthers, ///< nothing
    OwnStack, ///< what does not fit into registers
    /// the same, and what has to begin in an even register elsewhere; there are
    /// half of NumRegisters
    OwnPairs,
    OwnRegisters, ///< anything, never in the first of Order
  };
  LocalCalls Local = AsOthers;
  /// The address of room for a struct of more words than these, which is
  /// returned in memory, is passed in the first register.
  unsigned ResultWords = 2;
  /// With few registers any struct may be on the stack, and if the function's
  /// result is in memory, its address takes one more.
  bool FewRegisters = false;

  /// That of \p Machine, EM_*.
  static CallingConvention of(uint16_t Machine, bool Is64Bit);

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

  /// How many parameters there may be of which none, if it is a struct, is on
  /// the stack, or so it is assumed.
  unsigned numCertain() const { return FewRegisters ? 0 : NumRegisters; }

  /// Moves \p Slot, the number of registers that are taken, behind \p P. False
  /// if all of it is on the stack.
  bool takeRegisters(unsigned &Slot, const ParamFacts &P,
                     unsigned WordSize) const;

  /// Whether some parameter that is passed, or a part of it, does not fit into
  /// registers.
  bool needsStack(llvm::ArrayRef<ParamFacts> Params, unsigned WordSize) const;

  /// Whether clang passes these in another way if only one unit knows the
  /// function.
  bool mayDifferIfLocal(llvm::ArrayRef<ParamFacts> Params,
                        unsigned WordSize) const;

  // These set Optimized and UnexpectedReg of the parameters of one function.

  /// For GCC's functions, and clang's whose signature it changed. \p
  /// OnlyPassed: only what is passed will be described, and nothing else takes
  /// registers.
  void judge(llvm::MutableArrayRef<ParamFacts> Params, unsigned WordSize,
             bool OnlyPassed) const;
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
