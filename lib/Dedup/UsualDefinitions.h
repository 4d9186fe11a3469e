//===- UsualDefinitions.h - Which definition of a name is usual -*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Of a name's definitions one is usual: the one that most units have, or the
/// first of several such. With a base only those count that the base has, too,
/// if it defines the name. Private to RefineNodes.cpp.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_USUALDEFINITIONS_H
#define BTFGEN_DEDUP_USUALDEFINITIONS_H

#include "Dedup/Refine.h"

namespace btfgen {

struct UsualDefinitions {
  llvm::BitVector Unusual; ///< by class: an affected definition that is another
  /// By group: whether it may have affected classes.
  std::vector<uint8_t> HasAffected;
};

UsualDefinitions findUsual(const RefineInput &In, unsigned Threads);

} // namespace btfgen

#endif // BTFGEN_DEDUP_USUALDEFINITIONS_H
