//===- Mentions.h - Names that types refer to -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The names that a class mentions are those that it reaches through nothing
/// but what has no name: a struct with a member `struct arg *x;` mentions arg,
/// and not what arg refers to. Only names count that some units define and some
/// declare: of all others it is known what they are in a unit that has them.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_MENTIONS_H
#define BTFGEN_DEDUP_MENTIONS_H

#include "Dedup/Refine.h"

#include "llvm/ADT/Sequence.h"

#include <optional>

namespace btfgen {

struct Mentions {
  std::vector<uint32_t> Names; ///< of RefineInput, each once per class
  std::vector<std::pair<size_t, size_t>> Range; ///< by class, in Names

  /// The places in Names of what \p Class mentions.
  auto of(uint32_t Class) const {
    return llvm::seq(Range[Class].first, Range[Class].second);
  }
};

/// The affected names that each affected class mentions and that are both
/// defined and declared. None if there are too many, or if types without names
/// form a cycle.
std::optional<Mentions> findMentions(const RefineInput &In);

} // namespace btfgen

#endif // BTFGEN_DEDUP_MENTIONS_H
