//===- SmallBase.h - What split BTF is split from ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_SMALLBASE_H
#define BTFGEN_TEST_FUZZ_SMALLBASE_H

#include "Fuzzing.h"

namespace btfgen::fuzz {

/// Little-endian BTF with a type of most kinds, two of them called `struct s`.
ByteVector smallBase();

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_SMALLBASE_H
