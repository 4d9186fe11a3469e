//===- Dump.h - BTF as text -------------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: a BTF file. Out: a line per record and per element, the same as those of
/// `bpftool btf dump file FILE format raw`, since scripts read them.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_DUMP_H
#define BTFGEN_BTF_DUMP_H

#include "BTF/Reader.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace btfgen {

/// Writes the own types of \p File, of split BTF those behind the base's.
void dumpBtf(llvm::raw_ostream &OS, const BtfFile &File);

/// Writes one type with its elements.
void dumpType(llvm::raw_ostream &OS, const BtfType &T);

} // namespace btfgen

#endif // BTFGEN_BTF_DUMP_H
