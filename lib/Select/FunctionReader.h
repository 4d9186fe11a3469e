//===- FunctionReader.h - Functions as the calling convention sees them -*- C++
//-*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns a unit's subprograms into candidates for FUNC: those that the symbol
/// table has, with names and types from their abstract origins, and with the
/// answer whether each parameter is where the calling convention puts it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONREADER_H
#define BTFGEN_SELECT_FUNCTIONREADER_H

#include "DWARF/NameMap.h"
#include "DWARF/TypeReader.h"
#include "Select/FunctionTable.h"

namespace btfgen {

enum : uint16_t {
  CandOptimized = 1,         ///< a parameter was optimised out
  CandUnexpectedReg = 2,     ///< a parameter is not in its register
  CandUncertain = 4,         ///< where an argument is, or whether it is
  CandReordered = 8,         ///< parameters are not in the declared order
  CandSignatureChanged = 16, ///< clang says so (DW_CC_nocall)
  CandOptimizedSymbol = 32,  ///< its symbol is .isra or .constprop
  CandUnnamed = 64,          ///< a parameter has no name
  CandUnreadable = 128,      ///< a type of its prototype cannot be read
  CandValuesSymbol = 256,    ///< its symbol is .isra
  CandOptimizedResult = 512, ///< it returns nothing, or not all
};

/// One subprogram that may become a FUNC. Types are local numbers or
/// VoidRef.
struct FunctionCandidate {
  uint64_t Address = 0; ///< 0: abstract, or no low_pc
  uint32_t Key = 0;     ///< index in the FunctionTable
  NameRef Unit = 0;     ///< name of the unit, for messages
  uint32_t Return = VoidRef;
  uint32_t FirstParam = 0; ///< in CandidateList::Params
  uint32_t NumParams = 0;
  uint32_t FirstTag = 0; ///< in CandidateList::Tags
  uint32_t NumTags = 0;
  uint32_t DotSymbol = UINT32_MAX; ///< symbol index in the FunctionTable whose
                                   ///< full name true_signature would use
  /// Index in CandidateList::Doubts, or NoDoubt.
  uint32_t Doubt = NoDoubt;
  static constexpr uint32_t NoDoubt = UINT32_MAX;
  uint16_t Flags = 0;
};

struct CandidateParam {
  NameRef Name = 0;
  uint32_t Type = VoidRef; ///< no name and VoidRef as last: "..."
};

/// A function of which clang may have changed how it is called without saying
/// so, if it is called by name somewhere: where it and its abstract instance
/// are described, which is the same place if there is none.
struct CallDoubt {
  DiePlace Function, Origin;
};

/// The candidates of one group, in the order in which their DIEs end.
struct CandidateList {
  std::vector<FunctionCandidate> Functions;
  std::vector<CandidateParam> Params;
  std::vector<LocalTag> Tags; ///< Target unused
  std::vector<CallDoubt> Doubts;
  void clear() {
    Functions.clear();
    Params.clear();
    Tags.clear();
    Doubts.clear();
  }
};

/// Reads the candidates of one group after the other. One per worker; what it
/// is constructed from must outlive it. Workers share \p Keys, what Table has
/// answered about names.
class FunctionReader {
public:
  FunctionReader(const DebugSections &Sections, const FunctionTable &Table,
                 SharedNameMap &Keys, Names &N, bool TrueSignature);
  ~FunctionReader();

  /// Fills \p Out from the group that \p Reader has just read.
  void read(const TypeReader &Reader, CandidateList &Out);

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONREADER_H
