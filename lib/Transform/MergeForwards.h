//===- MergeForwards.h - What forward declarations stand for ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which types of several BTFs are equal, if each forward declaration stands
/// for what it declares. Internal to merging.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_MERGEFORWARDS_H
#define BTFGEN_TRANSFORM_MERGEFORWARDS_H

#include "Transform/TypePool.h"

namespace btfgen {

struct MergeClasses {
  /// By PoolId. A declaration that has become a definition is in its class.
  std::vector<uint32_t> ClassOf;
  uint32_t NumClasses = 0;
  /// By PoolId: a declaration that has become a definition.
  std::vector<bool> IsDefined;

  uint64_t NumDefined = 0;        ///< such declarations, equal ones once
  uint64_t NumAmbiguous = 0;      ///< declarations with several definitions
  uint64_t NumAmbiguousNames = 0; ///< names with several definitions
};

MergeClasses classifyForMerge(const TypePool &Pool);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_MERGEFORWARDS_H
