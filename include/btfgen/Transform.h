//===- Transform.h - From finished BTF to finished BTF ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Comparing two BTFs, merging a kernel's with its modules', and making a
/// module's independent of one build of its kernel.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_H
#define BTFGEN_TRANSFORM_H

#include "btfgen/Btf.h"

namespace btfgen {

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

/// A type that one BTF has and the other has not, or not so.
struct Difference {
  enum class Change {
    OnlyInA,
    OnlyInB,
    Changed,     ///< same kind and name, different by itself
    ByReference, ///< looks the same, but refers to something that differs
  };
  Change What = Change::Changed;
  Kind Of = Kind::Void;
  uint32_t A = 0; ///< id in A; 0 where it has none
  uint32_t B = 0; ///< id in B; 0 where it has none
  /// What changed, a phrase each; for Changed only.
  std::vector<std::string> Details;
};

/// Types that have names come first, then by kind, name and id. Empty if both
/// say the same.
using Differences = std::vector<Difference>;

/// Compares the own types of \p A and \p B by what they say: order, ids and
/// strings' offsets do not matter. With bases, each is compared together with
/// its base.
Differences diff(const Btf &A, const Btf &B);

//===----------------------------------------------------------------------===//
// Merging
//===----------------------------------------------------------------------===//

struct MergeSettings {
  /// Types in order of name, instead of the base's first with their ids.
  bool Sorted = false;
  unsigned Threads = 1; ///< 0 counts as 1
};

/// One BTF that needs no base and has every type of \p Base and of all \p
/// Splits, which continue it, once. Forward declarations become the definition
/// where there is one. Returns raw BTF in the base's byte order. Errors: a
/// split whose base is not \p Base, a kind that is not known, too many types.
Result<std::vector<uint8_t>> merge(const Btf &Base, std::span<const Btf> Splits,
                                   const MergeSettings &Settings = {});

//===----------------------------------------------------------------------===//
// Distilled bases
//===----------------------------------------------------------------------===//

struct Distilled {
  std::vector<uint8_t> Base;  ///< for section .BTF.base
  std::vector<uint8_t> Split; ///< for section .BTF, which continues Base
};

/// Splits what \p Split uses of its base off, so that a kernel with another
/// base can find it in its own when it loads the module. \p Sorted: types in
/// order of name. Error: there is no base, or it is split BTF itself.
Result<Distilled> distill(const Btf &Split, bool Sorted = true);

/// The reverse, what a kernel does when it loads the module: \p Split, whose
/// base is a distilled one, as split BTF on \p NewBase. Error: types of the
/// distilled base are not in the new one.
Result<std::vector<uint8_t>> relocate(const Btf &Split, const Btf &NewBase);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_H
