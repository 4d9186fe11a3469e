//===- Layout.h - Order, ids and offsets ------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Fixes what the writer only has to copy: the order of types in the output,
/// their ids, and the offset of every string.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_LAYOUT_H
#define BTFGEN_BTF_LAYOUT_H

#include "BTF/Program.h"
#include "BTF/StringTable.h"

namespace btfgen {

struct LayoutOptions {
  /// By name in the order of strcmp, nameless types first, ties by first
  /// occurrence: kernels from 7.0 bisect vmlinux BTF by name. Otherwise by
  /// first occurrence.
  bool Sorted = true;
  const BaseIndex *Base = nullptr; ///< or null: this is not split BTF
  unsigned Threads = 1;
};

struct Layout {
  /// Types of the program in the order of the output: the first has id 1, or
  /// with a base the id behind its last.
  std::vector<uint32_t> Order;
  /// By type of the program, the base's included; 0 for those that are left
  /// out.
  std::vector<BtfId> Ids;
  /// String offsets of names, in the order of the output.
  std::vector<uint32_t> Names;
  /// Likewise of the items: those of Order[i] start at FirstItemName[i].
  std::vector<uint32_t> ItemNames;
  std::vector<uint32_t> FirstItemName;
  /// Byte offset of each record in the type section; one more at the end.
  std::vector<uint32_t> RecordOffsets;
  std::vector<char> Strings;
  BtfId IndexType; ///< of arrays: int
  /// Names::Identity::ByOffset was wrong for this file: nothing here is of use.
  bool FoundTwins = false;
};

/// Stage 8. Error: more types or longer strings than BTF can number.
llvm::Expected<Layout> layOut(const Program &P, const Names &N,
                              const LayoutOptions &Options, Diagnostics &Diags);

} // namespace btfgen

#endif // BTFGEN_BTF_LAYOUT_H
