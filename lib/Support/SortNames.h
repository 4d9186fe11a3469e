//===- SortNames.h - Sort by name, in parallel ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Sorts many names on several threads.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_SORTNAMES_H
#define BTFGEN_SUPPORT_SORTNAMES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace btfgen {

/// A name to sort and the index of what has it. The first sixteen characters
/// are kept here, so that most comparisons need not read the text.
struct NamedIndex {
  uint64_t Prefix[2]; ///< the first characters, the first in the highest byte
  const char *Text;   ///< of Length characters; must outlive the sorting
  uint32_t Length;
  uint32_t Index;

  NamedIndex() = default;
  NamedIndex(llvm::StringRef Name, uint32_t Index);
};

/// Whether \p A comes first: by name, then by index.
bool isLess(const NamedIndex &A, const NamedIndex &B);

/// Sorts by name (bytes unsigned, a prefix first), then by Index. Names hold no
/// NUL. The result does not depend on \p Threads.
void sortByName(llvm::MutableArrayRef<NamedIndex> Names, unsigned Threads);

/// Sorts in the same way \p Names that are sorted up to \p Middle and from it
/// on.
void mergeByName(llvm::MutableArrayRef<NamedIndex> Names, size_t Middle);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_SORTNAMES_H
