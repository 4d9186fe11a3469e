//===- Layout.h - Order, ids and offsets ------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides the order of types in the output, their ids, and the offset of every
/// string. The writer only copies.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_LAYOUT_H
#define BTFGEN_EMIT_LAYOUT_H

#include "Emit/OutputTypes.h"
#include "Emit/TypeNames.h"

namespace btfgen {

struct OutputLayout {
  /// String offsets of all types' names.
  TypeNames Names;
  /// Types in the order of the output: the first has id 1, or with a base the
  /// id behind its last.
  std::vector<uint32_t> Order;
  /// By type, the base's included; 0 for those that are left out.
  std::vector<BtfId> Ids;
  /// Byte offset of each record in the type section; one more at the end.
  std::vector<uint32_t> RecordOffsets;
  BtfId IndexType; ///< of arrays: int
};

/// Gives all of \p Types their places. \p Names has the names of the first
/// types already; those of the others are added on \p Threads threads. If \p
/// Base is not null, ids and strings continue the base's. If the names are
/// sorted, types are in the order of strcmp, anonymous ones first and types of
/// one name by first occurrence: kernels from 7.0 bisect vmlinux BTF by name.
/// Otherwise they are in the order of first occurrence. Errors: DuplicateNames;
/// more types or longer strings than BTF can number.
llvm::Expected<OutputLayout> layOut(const OutputTypes &Types, TypeNames Names,
                                    const BaseIndex *Base, unsigned Threads);

} // namespace btfgen

#endif // BTFGEN_EMIT_LAYOUT_H
