//===- Distill.h - The part of a base that split BTF needs ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Ids and string offsets of split BTF continue those of one vmlinux, so it
/// cannot be used with another build. A distilled base (.BTF.base) names what
/// the split BTF uses of that vmlinux, so that a kernel finds it in its own BTF
/// when it loads the module (BaseRelocation.h). In it are numbers, forward
/// declarations and, without their members, structs, unions and enumerations
/// that have names. Everything else that is used of the base, such as pointers
/// and typedefs, becomes part of the split BTF (docs/format.md, "Distilled
/// base").
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_DISTILL_H
#define BTFGEN_TRANSFORM_DISTILL_H

#include "BTF/Reader.h"

#include <vector>

namespace btfgen {

struct DistilledBtf {
  std::vector<uint8_t> Base;  ///< .BTF.base
  std::vector<uint8_t> Split; ///< .BTF, which continues Base
  /// By old id: the new one, or 0 if the type is not needed.
  std::vector<uint32_t> NewIds;
};

/// Distils the base of \p Split, which was read with BtfChecks::Full. Types of
/// the base are in order of their ids, those that move to the split BTF follow
/// its own; with \p Sorted all of them are then in order of name, anonymous
/// ones first.
///
/// A type that the kernel would not find again even in the base that it comes
/// from (one of two structs of the same name and size) is copied to the split
/// BTF as a whole; a distilled base that names it would be refused.
/// So are a function, which a tag of the module may refer to (libbpf gives up),
/// and a struct whose member such a tag is on.
///
/// Errors: \p Split has no base, or that has a base itself; a type of a kind
/// not known here; a reference to a variable, section or tag of the base; a
/// base of which, round after round, more would have to be copied.
llvm::Expected<DistilledBtf> distillBase(const BtfFile &Split, bool Sorted);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_DISTILL_H
