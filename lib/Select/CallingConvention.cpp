//===- CallingConvention.cpp - Where a caller puts arguments --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The registers of each machine, and the comparison of parameters with them.
///
//===----------------------------------------------------------------------===//

#include "Select/CallingConvention.h"

#include "llvm/BinaryFormat/ELF.h"

using namespace llvm;
using namespace btfgen;

CallingConvention CallingConvention::of(uint16_t Machine, bool Is64Bit) {
  static constexpr uint8_t S390Order[] = {2, 3, 4, 5, 6};
  static constexpr uint8_t X86Order[] = {5, 4, 1,
                                         2, 8, 9};  // rdi rsi rdx rcx r8
  static constexpr uint8_t I386Order[] = {0, 2, 1}; // eax edx ecx
  static constexpr uint8_t ArmOrder[] = {0, 1, 2, 3, 4, 5, 6, 7};
  static constexpr uint8_t RiscvOrder[] = {10, 11, 12, 13, 14, 15, 16, 17};
  static constexpr uint8_t PowerOrder[] = {3, 4, 5, 6, 7, 8, 9, 10};
  static constexpr uint8_t FromFour[] = {4, 5, 6, 7, 8, 9, 10, 11};
  switch (Machine) {
  case ELF::EM_S390:
    return {.NumRegisters = 5,
            .Order = S390Order,
            .Large = ByAddress,
            .TwoRegisters = false,
            .Overflow = Ends,
            .ResultWords = 0};
  case ELF::EM_X86_64:
    return {.NumRegisters = 6,
            .Order = X86Order,
            .Overflow = Skips,
            .WordByWord = true};
  case ELF::EM_386: // kernels are compiled with -mregparm=3
    return {.NumRegisters = 3,
            .Order = I386Order,
            .Large = InRegisters,
            .Overflow = Ends,
            .Local = OwnRegisters,
            .FewRegisters = true};
  case ELF::EM_SPARC:
  case ELF::EM_SPARCV9:
    return {.NumRegisters = 6};
  case ELF::EM_AARCH64:
    return {.NumRegisters = 8,
            .Order = ArmOrder,
            .Large = ByAddress,
            .Overflow = Ends,
            .ResultWords = UINT32_MAX}; // in a register of its own
  case ELF::EM_ARM:
    return {.NumRegisters = 8,
            .Order = ArmOrder,
            .Large = InRegisters,
            .ResultWords = 1};
  case ELF::EM_RISCV:
    return {.NumRegisters = 8,
            .Order = RiscvOrder,
            .Large = ByAddress,
            .Local = OwnStack};
  case ELF::EM_LOONGARCH:
    return {.NumRegisters = 8, .Order = FromFour, .Large = ByAddress};
  case ELF::EM_ARC:
  case ELF::EM_ARC_COMPACT:
  case ELF::EM_ARC_COMPACT2:
  case ELF::EM_PPC:
    return {.NumRegisters = 8};
  case ELF::EM_MIPS:
    // Of o32, where two words begin in an even register, and of n32, which no
    // kernel is, registers are not compared.
    if (!Is64Bit)
      return {.NumRegisters = 8,
              .Large = InRegisters,
              .Local = OwnPairs,
              .ResultWords = 0};
    return {.NumRegisters = 8,
            .Order = FromFour,
            .Large = InRegisters,
            .WordByWord = true,
            .Local = OwnStack};
  case ELF::EM_PPC64:
    return {.NumRegisters = 8,
            .Order = PowerOrder,
            .Large = InRegisters,
            .Local = OwnStack};
  default:
    return {};
  }
}

bool CallingConvention::takeRegisters(unsigned &Slot, const ParamFacts &P,
                                      unsigned WordSize) const {
  if (P.InMemory && Large == OnStack)
    return false;
  const unsigned Words = slots(P.Size, WordSize);
  if (Slot + Words <= NumRegisters ||
      (Overflow == Split && Slot < NumRegisters)) {
    Slot += Words;
    return true;
  }
  if (Overflow != Skips)
    Slot = NumRegisters;
  return false;
}

bool CallingConvention::needsStack(ArrayRef<ParamFacts> Params,
                                   unsigned WordSize) const {
  uint64_t Slots = 0;
  for (const ParamFacts &P : Params)
    if (!P.Optimized)
      Slots += slots(P.Size, WordSize);
  return Slots > NumRegisters;
}

bool CallingConvention::mayDifferIfLocal(ArrayRef<ParamFacts> Params,
                                         unsigned WordSize) const {
  if (Local == AsOthers || Params.empty())
    return false;
  if (Local == OwnRegisters)
    return none_of(Params,
                   [&](const ParamFacts &P) { return P.Reg == Order[0]; });
  if (Local == OwnStack)
    return needsStack(Params, WordSize);
  unsigned Slot = 0;
  for (const ParamFacts &P : Params) {
    if (P.Optimized)
      continue;
    if (Slot % 2 && P.Size > WordSize)
      return true;
    Slot += slots(P.Size, WordSize);
  }
  return Slot > NumRegisters / 2;
}

void CallingConvention::judge(MutableArrayRef<ParamFacts> Params,
                              unsigned WordSize, bool OnlyPassed) const {
  unsigned Slot = 0;
  for (ParamFacts &P : Params) {
    // What does not fit into registers, or what the function stores at once.
    if (OnlyPassed && P.OnStack && P.Reg == ParamFacts::NoReg) {
      P.UnexpectedReg = P.IsLate;
      takeRegisters(Slot, P, WordSize);
      continue;
    }
    if (OnlyPassed && P.IsLate) {
      P.UnexpectedReg = true;
      continue;
    }
    const unsigned Use = P.InMemory ? 1 : slots(P.Size, WordSize);
    if (Overflow == Ends && Slot + Use > NumRegisters)
      Slot = NumRegisters;
    const bool Available = Slot < NumRegisters;
    if (P.HasLocation) {
      if (!Available) { // what is passed lies on the stack
        P.Optimized = P.Reg == ParamFacts::NoReg && !P.OnStack;
        continue;
      }
      const int Want = expected(Slot);
      // Of a struct in two registers, one may be all that is passed.
      if (P.Reg == ParamFacts::NoReg || !P.LowPieces != !P.HighPieces)
        P.Optimized = true;
      else if ((Want != Unknown && Want != P.Reg) || isMembers(P))
        P.UnexpectedReg = true;
    }
    if (!OnlyPassed || (P.HasLocation && !P.Optimized))
      Slot += Use;
  }
}

void CallingConvention::judgeUnchanged(MutableArrayRef<ParamFacts> Params,
                                       unsigned WordSize) const {
  // Nothing to compare with. (pahole compares with -1 here and loses every
  // function of clang's on RISC-V and PowerPC that has a parameter in a
  // register.)
  if (Order.empty())
    return;
  unsigned Slot = 0;
  for (ParamFacts &P : Params) {
    if (P.InMemory && Large != ByAddress)
      continue;
    if (Slot >= NumRegisters ||
        (Overflow == Ends && Slot + slots(P.Size, WordSize) > NumRegisters))
      return;
    const unsigned End = std::min(Slot + slots(P.Size, WordSize), NumRegisters);
    // If nothing is known of the first word, the register is the second's.
    const unsigned First = std::min(Slot + (P.HighPieces && !P.LowPieces), End);
    if (P.Reg != ParamFacts::NoReg &&
        (isMembers(P) || !is_contained(Order.slice(First, End - First), P.Reg)))
      P.UnexpectedReg = true;
    Slot += slots(P.Size, WordSize);
  }
}

/// Whether \p P is where it belongs if it begins at \p Slot.
bool CallingConvention::isInPlace(const ParamFacts &P, unsigned Slot) const {
  // A later word may be all that is passed if nothing is known of the first.
  const bool HasFirst = !WordByWord || P.LowPieces;
  return P.Reg != ParamFacts::NoReg &&
         P.Reg == expected(Slot + (HasFirst ? P.RegWord : 0));
}

/// Whether the parameter behind \p I is where it belongs if \p I takes the
/// registers before \p Slot.
bool CallingConvention::nextIsInPlace(ArrayRef<ParamFacts> Params, size_t I,
                                      unsigned Slot) const {
  return I + 1 < Params.size() && Slot < NumRegisters &&
         isInPlace(Params[I + 1], Slot);
}

/// Whether nothing is passed for \p I: what is known to be passed next has the
/// registers from \p Slot. A second word alone does not tell: it may have been
/// loaded from the stack.
bool CallingConvention::isGone(ArrayRef<ParamFacts> Params, size_t I,
                               unsigned Slot) const {
  const ArrayRef<ParamFacts> Behind = Params.drop_front(I + 1);
  const ParamFacts *Next = find_if(
      Behind, [](const ParamFacts &P) { return P.HasLocation && !P.IsConst; });
  return Next != Behind.end() && Slot < NumRegisters &&
         (WordByWord || !Next->RegWord) && isInPlace(*Next, Slot);
}

void CallingConvention::judgeTrueSignature(MutableArrayRef<ParamFacts> Params,
                                           unsigned WordSize) const {
  // What is left cannot be compared with anything.
  if (Order.empty()) {
    for (ParamFacts &P : Params)
      (P.IsConst ? P.Optimized : P.UnexpectedReg) = true;
    return;
  }
  const bool AnyInRegister = any_of(Params, [](const ParamFacts &P) {
    return P.HasLocation && P.Reg != ParamFacts::NoReg && !P.OnStack;
  });
  unsigned Slot = 0;
  for (size_t I = 0; I < Params.size(); ++I) {
    ParamFacts &P = Params[I];
    const bool Available = Slot < NumRegisters;
    const unsigned Slots = slots(P.Size, WordSize);
    const unsigned Use = P.InMemory ? 1 : Slots;
    if (!P.HasLocation) {
      // On the stack nothing tells whether it is passed.
      if (unsigned Behind = Slot; !takeRegisters(Behind, P, WordSize)) {
        P.Optimized = P.UnexpectedReg = true;
        continue;
      }
      // Instead of an address it may be what is there, or a member of that.
      if (!nextIsInPlace(Params, I, Slot + Slots)) {
        P.Optimized = true;
        // So may anything if no parameter is known to be in a register.
        P.UnexpectedReg = (P.mayHideArguments() || !AnyInRegister) &&
                          !isGone(Params, I, Slot);
        continue;
      }
      P.UnexpectedReg = P.isByReference(); // unused, but still passed
      Slot += Slots;
      continue;
    }
    if (P.IsConst) {
      P.Optimized = true;
      continue;
    }
    if (!Available || (P.OnStack && P.InMemory && Large != ByAddress))
      continue;
    // Of larger aggregates it is not known which words are passed.
    if (WordByWord && !P.InMemory && Slots > 2) {
      P.UnexpectedReg = true;
      Slot += Slots;
      continue;
    }
    if (P.OnStack || !isInPlace(P, Slot)) {
      P.UnexpectedReg = true;
      Slot += Use;
      continue;
    }
    const bool Low = P.LowPieces, High = P.HighPieces;
    const bool Members = isMembers(P);
    if (!Members &&
        (!WordByWord ||
         (Low && (High || nextIsInPlace(Params, I, Slot + Slots))))) {
      Slot += Slots;
    } else if ((Low || High) && P.MemberName) {
      P.OnlyMember = true;
      Slot += 1;
    } else if (Members || High || (Low && nextIsInPlace(Params, I, Slot + 1))) {
      P.UnexpectedReg = true; // several members in place of all
      Slot += 1;
    } else {
      Slot += Use;
    }
  }
}
