//===- FunctionReaderImpl.h - The state of FunctionReader -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to FunctionReader.cpp, which reads the candidates of a group, and
/// FunctionJudgement.cpp, which judges how they are called.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONREADERIMPL_H
#define BTFGEN_SELECT_FUNCTIONREADERIMPL_H

#include "DWARF/NameMap.h"
#include "Select/CallingConvention.h"
#include "Select/EntryAddress.h"
#include "Select/FunctionReader.h"
#include "Select/Origins.h"
#include "Select/PackedTypes.h"

namespace btfgen {

/// A subprogram that is in the symbol table.
struct Picked {
  uint32_t Func;       ///< index of its FuncRecord
  uint32_t Origin;     ///< likewise of its abstract instance, or VoidRef
  uint32_t Key;        ///< in the FunctionTable; UINT32_MAX: not known yet
  NameRef Name;        ///< maybe its origin's
  uint32_t FirstParam; ///< in Params and Facts
  bool Reordered = false;
  bool Nameless = false;   ///< a parameter has no name
  bool Unreadable = false; ///< a parameter's type, or its origin
};

/// A parameter with what its origin says.
struct PickedParam {
  NameRef Name = 0;
  uint32_t Type = VoidRef; ///< a local number
  uint32_t OriginFacts = VoidRef;
  uint32_t SourceIndex = 0; ///< in the order of the source
};

struct FunctionReader::Impl {
  const FunctionTable &Table;
  SharedNameMap &Keys;
  Names &NameTable;
  const bool TrueSignature;
  const CallingConvention Convention;
  LocationReader Locations;
  EntryReader Entries;
  Origins Links;
  PackedTypes Packed;
  bool PackedReady = false;

  // The group that is being read.
  const TypeReader *Reader = nullptr;
  const UnitTypes *U = nullptr;
  std::vector<Picked> Functions; ///< ascending Func
  std::vector<PickedParam> Params;
  std::vector<ParamFacts> Facts; ///< parallel to Params

  /// A function whose name is not in Keys.
  struct NewName {
    Picked *Of;
    char Short[4] = {}; ///< the text, if it has so few characters
  };
  std::vector<NewName> NewNames;
  std::vector<llvm::StringRef> NewTexts; ///< parallel to NewNames
  std::vector<uint32_t> NewKeys;         ///< likewise

  Impl(const DebugSections &Sections, const FunctionTable &Table,
       SharedNameMap &Keys, Names &N, bool TrueSignature)
      : Table(Table), Keys(Keys), NameTable(N), TrueSignature(TrueSignature),
        Convention(CallingConvention::of(Sections.Image->machine(),
                                         Sections.Image->is64Bit())),
        Locations(Sections), Entries(Sections) {}

  void read(const TypeReader &R, CandidateList &Out);

  void pick();
  void findKeys();
  uint32_t factsOf(ParamPlace Place) const;
  void readParams(Picked &P, const LocationContext &Context);
  void readParam(Picked &P, uint32_t Index, const LocationContext &Context);
  void findMember(const PickedParam &P, unsigned WordSize, ParamFacts &F) const;
  bool isStruct(uint32_t Type) const;
  void mergeIntoOrigins();
  bool signatureChanged(const Picked &P) const;
  void judge(const Picked &P, uint16_t Known);
  uint16_t flags(const Picked &P, uint16_t Known, uint32_t Return);
  bool isForgiven(const Picked &P, uint16_t Known, uint32_t Return) const;
  bool isLocalToClang(const Picked &P) const;
  bool mayPassValues(const Picked &P, uint64_t Address) const;
  bool mayPassMore(const Picked &P, uint16_t Flags) const;
  bool isDisplaced(const Picked &P, uint32_t Type) const;
  bool onlyResultChanged(const Picked &P, uint16_t Flags) const;
  void judgeResult(const Picked &P, FunctionCandidate &C) const;
  bool isUncertain(const Picked &P);
  void matchSymbols(FunctionCandidate &C) const;
  void emit(const Picked &P, CandidateList &Out);
  void emitParam(const Picked &P, uint32_t Index, const FunctionCandidate &C,
                 CandidateList &Out);
  void emitTags(const Picked &P, FunctionCandidate &C, CandidateList &Out);
  void copyTags(uint32_t Func, const Picked &P, const FunctionCandidate &C,
                CandidateList &Out) const;

  llvm::MutableArrayRef<ParamFacts> factsOf(const Picked &P) {
    return llvm::MutableArrayRef(Facts).slice(P.FirstParam,
                                              U->Functions[P.Func].NumParams);
  }
  /// Whether a parameter is not passed: what GCC removed stands behind the
  /// others and has no place any more.
  bool isDropped(const Picked &P, const ParamFacts &F, uint16_t Flags) const {
    const bool IsClone =
        P.Reordered || (TrueSignature && (Flags & CandOptimizedSymbol));
    return (IsClone && (!F.HasLocation || F.Optimized)) ||
           (TrueSignature && (Flags & CandSignatureChanged) && F.Optimized);
  }
  LocationContext context(const UnitFacts &Unit) const;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONREADERIMPL_H
