//===- Merge.h - One BTF out of a base and many splits ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: a base (a kernel's BTF) and splits of it (its modules'). Out: one BTF
/// that needs no base and has every type of all of them once.
///
/// Two types are equal if their records are and their references lead to equal
/// types. Different types of one name stay apart, whichever modules they come
/// from. A forward declaration (FWD, or an ENUM without enumerators) becomes
/// the definition of its name if all definitions in the base and the splits are
/// one type; otherwise it remains a declaration. The set of types does not
/// depend on the order of the splits.
///
/// Variables and their sections (VAR, DATASEC, and the DECL_TAGs of VARs) are
/// places in one module: each module keeps its own, as libbpf's dedup does.
///
/// Types of the base keep their ids and come first; a FWD of the base that only
/// a split defines becomes the definition, under the FWD's id.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_MERGE_H
#define BTFGEN_TRANSFORM_MERGE_H

#include "BTF/Reader.h"
#include "Support/Timing.h"

#include <string>
#include <vector>

namespace btfgen {

struct MergeOptions {
  /// Sort all types by name in the order of strcmp, anonymous ones first. The
  /// base's types then get new ids.
  bool Sorted = false;
  unsigned Threads = 1;
};

struct MergeCounts {
  uint64_t BaseTypes = 0;
  uint64_t SplitTypes = 0; ///< read, of all splits
  uint64_t Types = 0;      ///< written
  uint64_t Variables = 0;  ///< of the splits
  uint64_t Sections = 0;   ///< of the splits
  /// Forward declarations, those that are equal counted once.
  uint64_t ForwardsDefined = 0;
  uint64_t ForwardsAmbiguous = 0; ///< there are several definitions
  uint64_t ForwardsOfBase = 0;    ///< of ForwardsDefined, those of the base
  uint64_t AmbiguousNames = 0;    ///< of structs, unions, enums
  /// Rules of the kernel that the base breaks, and the result with it.
  uint64_t BaseViolations = 0;
};

struct MergeResult {
  std::vector<uint8_t> Bytes; ///< raw BTF in the base's byte order
  MergeCounts Counts;
  std::vector<StageTime> Stages;
};

/// Opens a base, raw or in an ELF file. Error: it is itself split.
llvm::Expected<BtfRef> openMergeBase(llvm::StringRef Path);

/// Opens splits of \p Base. Error, that of the first by position: unreadable,
/// no split BTF, or what a kernel would refuse, as is the case for most that
/// were made for another base.
llvm::Expected<std::vector<BtfRef>>
openMergeSplits(const BtfRef &Base, llvm::ArrayRef<std::string> Paths,
                unsigned Threads);

/// Error: a kind of type that is not known here, more types or longer strings
/// than BTF can number.
llvm::Expected<MergeResult> mergeBtf(const BtfRef &Base,
                                     llvm::ArrayRef<BtfRef> Splits,
                                     const MergeOptions &Options);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_MERGE_H
