//===- FunctionJudgement.cpp - Whether arguments are where they belong ----===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What compilers have changed of how a function is called, by what they say
/// and by what only shows (docs/functions.md, "The arguments are in place").
///
//===----------------------------------------------------------------------===//

#include "Select/FunctionReaderImpl.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

/// Whether clang says that it changed how the function is called.
bool FunctionReader::Impl::signatureChanged(const Picked &P) const {
  const FuncRecord &F = U->Functions[P.Func];
  if (!U->Units[F.UnitInGroup].IsClang || (F.Flags & FuncInline))
    return false;
  if (F.Origin == VoidRef)
    return F.Flags & FuncNoCall;
  return P.Origin != VoidRef && (U->Functions[P.Origin].Flags & FuncNoCall);
}

/// \p Known: what is known of the function as a whole.
void FunctionReader::Impl::judge(const Picked &P, uint16_t Known) {
  const bool SignatureChanged = Known & CandSignatureChanged;
  const UnitFacts &Unit = U->Units[U->Functions[P.Func].UnitInGroup];
  MutableArrayRef<ParamFacts> F = factsOf(P);
  if (Unit.IsClang && !SignatureChanged)
    Convention.judgeUnchanged(F, Unit.AddressSize);
  else if (Unit.IsClang && TrueSignature)
    Convention.judgeTrueSignature(F, Unit.AddressSize);
  else
    Convention.judge(F, Unit.AddressSize,
                     TrueSignature && (Known & CandOptimizedSymbol));
}

/// Whether \p Type is a struct or a typedef of one.
bool FunctionReader::Impl::isStruct(uint32_t Type) const {
  for (unsigned Depth = 0; Type != VoidRef && Depth < MaxModifiers; ++Depth) {
    const LocalType &T = U->Types[Type];
    if (T.Kind != TypeKind::Typedef && T.Kind != TypeKind::Const &&
        T.Kind != TypeKind::Alias)
      return T.Kind == TypeKind::Struct;
    Type = T.Ref;
  }
  return false;
}

/// Whether \p P is a function that clang may give a calling convention of its
/// own (LLVM's fastcc), because no other unit can call it.
bool FunctionReader::Impl::isLocalToClang(const Picked &P) const {
  const FuncRecord &F = U->Functions[P.Func];
  uint8_t Flags = F.Flags;
  if (P.Origin != VoidRef)
    Flags |= U->Functions[P.Origin].Flags;
  return U->Units[F.UnitInGroup].IsClang && !(Flags & FuncExternal);
}

/// Whether clang may pass values in place of pointers to \p P. It does so only
/// if it knows all callers, and nothing is known of the pointer then. Mostly
/// that means something else: the pointer is not used. But unless a function's
/// address is taken, clang removes what it does not use, and says so
/// (DW_CC_nocall). What is left are functions that are called by name.
bool FunctionReader::Impl::mayPassValues(const Picked &P,
                                         uint64_t Address) const {
  const FuncRecord &F = U->Functions[P.Func];
  const auto Known = ArrayRef(Facts).slice(P.FirstParam, F.NumParams);
  if (!Address || !isLocalToClang(P))
    return false;
  // Behind the registers all aggregates are in memory.
  const bool NeedsStack =
      Convention.needsStack(Known, U->Units[F.UnitInGroup].AddressSize);
  return any_of(Known, [&](const ParamFacts &Param) {
    return !Param.HasLocation &&
           (Param.isByReference() || (Param.IsAggregate && NeedsStack));
  });
}

/// Whether a clone of GCC's may be passed more than is said of it: what a
/// pointer points to, in place of the pointer, or anything that shifts what is
/// on the stack. Where something else follows in the source, its register
/// tells.
bool FunctionReader::Impl::mayPassMore(const Picked &P, uint16_t Flags) const {
  if (!TrueSignature || !(Flags & CandValuesSymbol))
    return false;
  const FuncRecord &F = U->Functions[P.Func];
  const unsigned WordSize = U->Units[F.UnitInGroup].AddressSize;
  const auto Of = ArrayRef(Params).slice(P.FirstParam, F.NumParams);
  const auto Known = ArrayRef(Facts).slice(P.FirstParam, F.NumParams);
  // In the source, behind the last one that is passed, and behind the last one
  // whose register was compared.
  uint32_t EndPassed = 0, EndKnown = 0;
  unsigned Slot = 0;
  for (uint32_t I = 0; I < F.NumParams; ++I) {
    if (isDropped(P, Known[I], Flags))
      continue;
    EndPassed = std::max(EndPassed, Of[I].SourceIndex + 1);
    if (!Convention.takeRegisters(Slot, Known[I], WordSize))
      continue;
    // Of what it keeps on the stack it may have made that itself.
    if (Known[I].Reg == ParamFacts::NoReg && Known[I].mayHideArguments())
      return true;
    if (Known[I].Reg != ParamFacts::NoReg && !Convention.Order.empty())
      EndKnown = std::max(EndKnown, Of[I].SourceIndex + 1);
  }
  for (uint32_t I = 0; I < F.NumParams; ++I)
    if (isDropped(P, Known[I], Flags) && !Known[I].IsConst &&
        Of[I].SourceIndex >= EndKnown &&
        (Known[I].mayHideArguments() || Of[I].SourceIndex < EndPassed))
      return true;
  return false;
}

/// Whether the parameters of the function, which returns \p Type, are behind
/// the address of room for its result, which takes the first register but is no
/// parameter.
bool FunctionReader::Impl::isDisplaced(const Picked &P, uint32_t Type) const {
  const uint32_t Plain = skipModifiers(*U, Type);
  if (Plain == VoidRef || (U->Types[Plain].Kind != TypeKind::Struct &&
                           U->Types[Plain].Kind != TypeKind::Union))
    return false;
  const unsigned WordSize =
      U->Units[U->Functions[P.Func].UnitInGroup].AddressSize;
  return U->Types[Plain].Size > uint64_t(WordSize) * Convention.ResultWords;
}

/// Whether a compiler has changed how a function is called, but none of its
/// parameters. Then it has removed the result, or a part of it, because no
/// caller looks at that.
bool FunctionReader::Impl::onlyResultChanged(const Picked &P,
                                             uint16_t Flags) const {
  if (!(Flags & (CandSignatureChanged | CandValuesSymbol)) || P.Reordered)
    return false;
  const FuncRecord &F = U->Functions[P.Func];
  // Of GCC's clones, .constprop has removed what is constant.
  const bool IsClang = U->Units[F.UnitInGroup].IsClang;
  return none_of(ArrayRef(Facts).slice(P.FirstParam, F.NumParams),
                 [&](const ParamFacts &Param) {
                   if (Param.IsConst)
                     return IsClang;
                   return !Param.HasLocation || Param.Optimized ||
                          Param.UnexpectedReg || Param.OnlyMember ||
                          Param.PartsOnly;
                 });
}

/// What is said of the result if that is what was changed. (A clone of GCC's
/// has its full name with true_signature alone. Under the other, nobody can
/// attach to it.)
void FunctionReader::Impl::judgeResult(const Picked &P,
                                       FunctionCandidate &C) const {
  if (C.Return == VoidRef || !onlyResultChanged(P, C.Flags))
    return;
  const uint32_t Plain = skipModifiers(*U, C.Return);
  const bool IsAggregate =
      Plain != VoidRef && (U->Types[Plain].Kind == TypeKind::Struct ||
                           U->Types[Plain].Kind == TypeKind::Union);
  if (TrueSignature && !IsAggregate)
    C.Return = VoidRef;
  else if (TrueSignature || (C.Flags & CandSignatureChanged))
    C.Flags |= CandOptimizedResult;
}

/// A struct behind the registers lies on the stack, and where exactly is not
/// certain if it is packed: a trampoline that calls the function needs to know.
/// Nor is it where clang passes what is behind the registers, or anything, to a
/// function that only it calls.
bool FunctionReader::Impl::isUncertain(const Picked &P) {
  const FuncRecord &F = U->Functions[P.Func];
  if (isLocalToClang(P) && Convention.mayDifferIfLocal(
                               factsOf(P), U->Units[F.UnitInGroup].AddressSize))
    return true;
  for (uint32_t I = Convention.numCertain(); I < F.NumParams; ++I) {
    uint32_t Type = Params[P.FirstParam + I].Type;
    for (unsigned Depth = 0; Type != VoidRef && Depth < MaxModifiers &&
                             U->Types[Type].Kind == TypeKind::Alias;
         ++Depth)
      Type = U->Types[Type].Ref;
    if (Type == VoidRef || U->Types[Type].Kind != TypeKind::Struct ||
        !U->Types[Type].Name)
      continue;
    if (!PackedReady)
      Packed.reset(*U, U->Units[F.UnitInGroup].AddressSize);
    PackedReady = true;
    if (Packed.isPacked(Type))
      return true;
  }
  return false;
}

/// Whether an unexpected register is to be ignored: how many registers a struct
/// takes is not known well enough, unless it is seen in them, or clang follows
/// a simple rule. It is not ignored if the compiler says that it changed how
/// the function is called. (For clang's -O3 it does not always say so.)
bool FunctionReader::Impl::isForgiven(const Picked &P, uint16_t Known,
                                      uint32_t Return) const {
  if (Known & (CandSignatureChanged | CandOptimizedSymbol) ||
      isDisplaced(P, Return))
    return false;
  const FuncRecord &F = U->Functions[P.Func];
  const bool IsClang = U->Units[F.UnitInGroup].IsClang;
  if (IsClang && Convention.Large == CallingConvention::ByAddress)
    return false;
  for (uint32_t I = P.FirstParam; I < P.FirstParam + F.NumParams; ++I)
    if (isStruct(Params[I].Type) &&
        !(IsClang && (Facts[I].LowPieces || Facts[I].HighPieces)))
      return true;
  return false;
}

/// \p Known: what is known of the function as a whole. \p Return: its type.
uint16_t FunctionReader::Impl::flags(const Picked &P, uint16_t Known,
                                     uint32_t Return) {
  uint16_t Flags = Known;
  const UnitFacts &Unit = U->Units[U->Functions[P.Func].UnitInGroup];
  // A clone takes members in place of aggregates. Where what is really passed
  // is described, judgeTrueSignature() has looked at clang's.
  const bool IsClone = Known & (CandSignatureChanged | CandOptimizedSymbol) &&
                       !(TrueSignature && Unit.IsClang);
  bool Unexpected = false;
  for (const ParamFacts &F : factsOf(P)) {
    if (F.Optimized || !F.HasLocation)
      Flags |= CandOptimized;
    Unexpected |= F.UnexpectedReg || (IsClone && F.PartsOnly);
  }
  if (Unexpected && !isForgiven(P, Known, Return))
    Flags |= CandUnexpectedReg;
  if (P.Nameless)
    Flags |= CandUnnamed;
  if (P.Reordered)
    Flags |= CandReordered;
  const bool IsChanged = Known & (CandSignatureChanged | CandOptimizedSymbol);
  if (isUncertain(P) || (!Unit.IsClang && mayPassMore(P, Known)) ||
      (TrueSignature && IsChanged && isDisplaced(P, Return)))
    Flags |= CandUncertain;
  return Flags;
}
