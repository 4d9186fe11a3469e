//===- Writer.h - BTF as bytes ----------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Copies the output's types into the form that docs/format.md describes, in
/// either byte order.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_WRITER_H
#define BTFGEN_EMIT_WRITER_H

#include "Emit/Layout.h"

namespace btfgen {

struct WriterOptions {
  bool LittleEndian = true;
  /// Describe the sizes of kinds in a section of its own. The header then has
  /// 32 bytes, which kernels before 7.1 and libraries before that refuse.
  bool LayoutSection = false;
  unsigned Threads = 1;
};

/// The BTF of \p Types, \p L being their layout.
std::vector<uint8_t> writeBTF(const OutputTypes &Types, const OutputLayout &L,
                              const WriterOptions &Options);

} // namespace btfgen

#endif // BTFGEN_EMIT_WRITER_H
