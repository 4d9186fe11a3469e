//===- FunctionSelection.h - Which functions become FUNC --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Collects the candidates of all units and decides for each name whether the
/// function can be described: its prototypes must agree, its parameters must be
/// where a caller puts them, and it must have one address. The reason of every
/// decision is kept.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONSELECTION_H
#define BTFGEN_SELECT_FUNCTIONSELECTION_H

#include "Dedup/TypeGraph.h"
#include "Select/FunctionReader.h"

namespace btfgen {

enum class FunctionVerdict : uint8_t {
  Included,
  UnexpectedRegister,
  InconsistentPrototype,
  UncertainLocation,
  ReorderedParameters,
  OptimizedParameters,
  OptimizedResult,
  AmbiguousAddress,
  NoDebugInfo,      ///< in the symbol table, but no unit describes it
  NotAFunction,     ///< such a symbol that the kernel's build makes itself
  InvalidName,      ///< the kernel would refuse the name
  UnsupportedType,  ///< its prototype has a value of a type that BTF lacks
  UnnamedParameter, ///< the kernel requires a name for each parameter
  UnreadableType,   ///< a type of its prototype cannot be read
};

/// For messages: "inconsistent prototype".
llvm::StringRef describe(FunctionVerdict V);

/// Why one function is described or not.
struct FunctionDecision {
  FunctionVerdict Verdict = FunctionVerdict::Included;
  uint32_t NumCandidates = 0; ///< how many different records were compared
};

/// A function that is described. Types are CanonIds' values or VoidRef. Arrays
/// are owned by the FunctionSelection.
struct SelectedFunction {
  llvm::StringRef Name; ///< in the image's string table
  uint32_t Return = VoidRef;
  llvm::ArrayRef<CandidateParam> Params; ///< Type: CanonId's value
  llvm::ArrayRef<LocalTag> Tags;         ///< Target unused
  bool IsKfunc = false;
  std::optional<uint32_t> KfuncFlags; ///< as FunctionTable has them
};

struct FunctionOptions {
  bool ConsistentOnly = true; ///< consistent_func
  bool TrueSignature = false;
  bool Explain = false; ///< fill FunctionSelection::Details
  /// How many units were not read (excluded, malformed, split off): a function
  /// without debug information may be in one of them. For messages.
  uint64_t UnitsLeftOut = 0;
};

struct FunctionSelection {
  std::vector<const SelectedFunction *> Selected; ///< in Chunks, ascending name
  std::vector<FunctionDecision> Decisions; ///< by key in the FunctionTable
  /// By key, with FunctionOptions::Explain: what exactly differed, for verdicts
  /// that come from a comparison.
  std::vector<std::string> Details;
  std::vector<std::vector<SelectedFunction>> Chunks; ///< by range of keys
  /// Owns parameters and tags.
  std::vector<std::unique_ptr<llvm::BumpPtrAllocator>> Storage;
};

/// Keeps the candidates of all units. Of equal ones, such as those of a
/// header's inline function in hundreds of units, it keeps the first in order
/// of units.
class FunctionCollector {
public:
  FunctionCollector(const FunctionTable &Table, unsigned Workers);
  FunctionCollector(FunctionCollector &&) noexcept;
  ~FunctionCollector();

  /// Adds the candidates of a group whose types are \p U, \p Types being the
  /// worker that added these. Different workers may add at the same time.
  void add(unsigned Worker, size_t Group, const CandidateList &List,
           const UnitTypes &U, const ClassWorker &Types);

  /// Sorts what was added, after the last add().
  void sort();

  /// Decides over ranges of names on \p Threads threads, after sort(). The
  /// result does not depend on threads.
  FunctionSelection select(const TypeGraph &Graph, const Names &N,
                           const FunctionOptions &Options, unsigned Threads);

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONSELECTION_H
