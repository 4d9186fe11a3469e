//===- BtfMutator.h - BTF that stays plausible ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_BTFMUTATOR_H
#define BTFGEN_TEST_FUZZ_BTFMUTATOR_H

#include "BTF/Reader.h"
#include "Fuzzing.h"

namespace btfgen::fuzz {

/// Changes the BTF \p Bytes, split on \p Base if that is not null, to at most
/// \p MaxSize bytes: mostly one record of it (kind, flag, vlen with its
/// elements, an id, a name, a size), or a record comes, goes or is repeated;
/// header and sections are made anew around them. Sometimes, and where there
/// are no records to be found, any bytes as libFuzzer would.
void mutateBtf(ByteVector &Bytes, size_t MaxSize, const BtfRef &Base,
               Chance &C);

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_BTFMUTATOR_H
