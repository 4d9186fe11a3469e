//===- Diff.h - Semantic difference of two BTFs -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: two BTFs, each possibly split. Out: which own types of one have no equal
/// partner in the other, and for those of the same kind and name, how they
/// differ. Types are compared by kind, name and structure (Partition.h), never
/// by id, and as multisets: a duplicate in one file is a difference.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_DIFF_H
#define BTFGEN_TRANSFORM_DIFF_H

#include "BTF/Reader.h"

#include <array>
#include <bitset>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace btfgen {

enum class DiffChange {
  OnlyInA,
  OnlyInB,
  Changed,     ///< same kind and name, different by itself
  ByReference, ///< looks the same, but something that it refers to differs
};

struct DiffEntry {
  DiffChange Change;
  unsigned Kind;
  /// Whether it was matched by its name. Pointers, prototypes, anonymous
  /// structs and the like are matched by structure alone.
  bool Named;
  /// Whether the other file has an equal type, but fewer times.
  bool Surplus = false;
  BtfId A, B; ///< none() where absent
  /// What changed, one phrase each; filled for Changed.
  std::vector<std::string> Details;
};

struct DiffCounts {
  uint32_t A = 0, B = 0; ///< own types of that kind
  uint32_t Equal = 0, OnlyInA = 0, OnlyInB = 0, Changed = 0, ByReference = 0;
  uint32_t InBase = 0; ///< in one, and in the base of the other
  bool same() const { return A + B == 2 * Equal + InBase; }
};

struct DiffResult {
  BtfRef FileA, FileB;
  std::array<DiffCounts, NumBtfKinds + 1> Counts; ///< the last: unknown kinds
  /// Ordered: named before anonymous, then by kind, name and id.
  std::vector<DiffEntry> Entries;
  DiffCounts total() const;
  bool same() const { return Entries.empty(); }
  /// The type in A where there is one, else in B.
  BtfType subject(const DiffEntry &E) const;
};

/// Kinds to compare, by number.
using KindSet = std::bitset<128>;

/// Compares the own types of \p A and \p B. A type that one file repeats of its
/// base, while the other only refers to its base's, is not a difference. Types
/// of kinds outside \p Kinds are not listed, but count where a compared type
/// refers to them.
DiffResult diffBtf(BtfRef A, BtfRef B, KindSet Kinds = KindSet().set());

struct DiffPrintOptions {
  bool Summary = false;  ///< only the table
  bool Verbose = false;  ///< list by-reference and anonymous differences too
  size_t Max = SIZE_MAX; ///< lines of differences
};

/// Prints a report for people.
void printDiff(llvm::raw_ostream &OS, const DiffResult &D,
               const DiffPrintOptions &Options);
/// Prints a report for programs: one JSON object with all differences, up to
/// Options.Max. \p Indent is that of its lines; 0: all on one.
void printDiffJson(llvm::raw_ostream &OS, const DiffResult &D,
                   const DiffPrintOptions &Options, unsigned Indent = 1);

/// How \p B differs from \p A, a type of the same kind and name: one phrase per
/// difference, empty if they look the same.
std::vector<std::string> explainDifference(const BtfType &A, const BtfType &B);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_DIFF_H
