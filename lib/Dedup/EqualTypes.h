//===- EqualTypes.h - Types that have become equal --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Legalizing takes from types what told them apart: two pointers to different
/// types that BTF has no word for are both pointers to void, and what is built
/// on them may be equal as well.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_EQUALTYPES_H
#define BTFGEN_DEDUP_EQUALTYPES_H

#include "Dedup/TypeGraph.h"

namespace btfgen {

/// For every type of \p Graph the type of the same content that comes first,
/// maybe itself: TypeGraph::forward wants it. Two types are equal if they say
/// the same and refer to equal types. Linear in the number of references.
std::vector<uint32_t> findEqualTypes(const TypeGraph &Graph);

} // namespace btfgen

#endif // BTFGEN_DEDUP_EQUALTYPES_H
