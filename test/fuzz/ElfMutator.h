//===- ElfMutator.h - ELF files that stay plausible -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_ELFMUTATOR_H
#define BTFGEN_TEST_FUZZ_ELFMUTATOR_H

#include "Fuzzing.h"

namespace btfgen::fuzz {

/// Changes the ELF file \p File, to at most \p MaxSize bytes: mostly within one
/// section, whose header and whatever lies behind it follow; sometimes a field
/// of a header, a relocation or a symbol; and sometimes any bytes at all, so
/// that what this takes for granted is no blind spot. Bytes that are no ELF
/// file are changed as libFuzzer would.
void mutateElf(ByteVector &File, size_t MaxSize, Chance &C);

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_ELFMUTATOR_H
