//===- EqualTypes.h - Types that have become equal --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Legalizing can make types equal: two pointers to different types that BTF
/// has no kind for are both pointers to void afterwards, and types that are
/// built on them may be equal as well.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_EQUALTYPES_H
#define BTFGEN_DEDUP_EQUALTYPES_H

#include "Dedup/TypeGraph.h"

namespace btfgen {

/// By type of \p Graph: the first type that is equal to it, maybe the type
/// itself, for TypeGraph::redirect(). Two types are equal if they have the same
/// content and refer to equal types. Linear in the number of references.
std::vector<uint32_t> findEqualTypes(const TypeGraph &Graph);

} // namespace btfgen

#endif // BTFGEN_DEDUP_EQUALTYPES_H
