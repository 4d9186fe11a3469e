//===- BtfInput.h - BTF as a fuzzer gets it ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_BTFINPUT_H
#define BTFGEN_TEST_FUZZ_BTFINPUT_H

#include "../unit/Libbpf.h"
#include "BTF/Reader.h"
#include "Fuzzing.h"
#include "SmallBase.h"

namespace btfgen::fuzz {

/// What split BTF is split from, as both libraries know it.
struct KnownBase {
  ByteVector Bytes = smallBase();
  BtfRef File;
  LibbpfBase OfLibbpf{Bytes};
  KnownBase();
};
const KnownBase &knownBase();

/// A byte of options, then raw BTF. The lowest bit: it is split BTF, on a small
/// base. The second: on a base of the input's own, which follows (splitInput).
/// The others are the fuzzer's.
struct BtfInput {
  uint8_t Options;
  ByteVector Bytes, Base; ///< Base may be empty
  bool IsSplit, HasBase;

  /// \p Size is not 0.
  BtfInput(const uint8_t *Data, size_t Size);
  ByteVector join() const;
  /// The base; null if there is none, or it cannot be read.
  BtfRef readBase() const;
  /// Whether libbpf reads it, and can deduplicate it.
  bool suitsLibbpf() const;
};

/// Whether \p File or its base has a kind of inline sites, which no libbpf of
/// Debian knows.
bool sitesAnywhere(const BtfFile &File);

/// The LLVMFuzzerCustomMutator of such input.
size_t mutateBtfInput(uint8_t *Data, size_t Size, size_t MaxSize,
                      unsigned Seed);

/// \p Bytes, which the verifier must accept: they were made of what it has
/// accepted.
BtfRef readResult(llvm::ArrayRef<uint8_t> Bytes, llvm::StringRef What,
                  BtfRef Base, bool MayBeEmpty = false);

/// All that can be said of it.
void printAll(const BtfFile &File);

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_BTFINPUT_H
