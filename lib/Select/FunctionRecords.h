//===- FunctionRecords.h - What is kept of candidates -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What FunctionCollector keeps of the candidates of all units. Private to
/// FunctionCollector.cpp, which fills it, and FunctionSelection.cpp.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONRECORDS_H
#define BTFGEN_SELECT_FUNCTIONRECORDS_H

#include "Select/FunctionSelection.h"
#include "Support/ShardedTable.h"

namespace btfgen {

/// A candidate that was kept. Its types, and those of its parameters, are
/// ClassIds' values.
struct Record : FunctionCandidate {
  Occurrence FirstSeen; ///< in the group's list
  uint32_t Id = 0;      ///< in the table of keys
};

/// What one worker kept.
struct alignas(64) Kept {
  std::vector<Record> Records;
  std::vector<CandidateParam> Params;
  std::vector<LocalTag> Tags;
  std::vector<CallDoubt> Doubts;
  std::vector<DiePlace> Calls; ///< of each group, each once
  std::vector<Key128> Keys;    ///< of the group that is being added
};

/// A record and who kept it.
struct Found {
  const Record *R = nullptr;
  const Kept *In = nullptr;

  llvm::ArrayRef<CandidateParam> params() const {
    return llvm::ArrayRef(In->Params).slice(R->FirstParam, R->NumParams);
  }
  llvm::ArrayRef<LocalTag> tags() const {
    return llvm::ArrayRef(In->Tags).slice(R->FirstTag, R->NumTags);
  }
  bool isDoubted() const { return R->Doubt != FunctionCandidate::NoDoubt; }
};

/// The records that count, by key and in their order.
struct RecordsByKey {
  std::vector<Found> All;
  std::vector<uint32_t> Begin; ///< of each key; one more
};

struct FunctionCollector::Impl {
  const FunctionTable &Table;
  ShardedTable Known;
  std::vector<Kept> Workers;
  // Of sort():
  RecordsByKey Sorted;
  std::vector<DiePlace> Calls; ///< ascending

  /// Of functions, for which there is room at first: those of a kernel.
  static constexpr uint32_t MostAtFirst = 1 << 18;

  Impl(const FunctionTable &Table, unsigned Workers)
      // Half of the names of a kernel have a record, few have several.
      : Table(Table),
        Known(Workers, std::min(Table.size(), MostAtFirst) / 5 * 2),
        Workers(Workers) {}
};

RecordsByKey sortRecords(const ShardedTable &Known,
                         llvm::ArrayRef<Kept> Workers, uint32_t NumKeys);

/// The functions that are called by name, ascending; none if nobody asks.
std::vector<DiePlace> sortCalls(llvm::ArrayRef<Kept> Workers);

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONRECORDS_H
