//===- EncodeCheck.h - What must hold of encoding a file --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_ENCODECHECK_H
#define BTFGEN_TEST_FUZZ_ENCODECHECK_H

#include <cstdint>
#include <string>

namespace btfgen::fuzz {

/// Encodes the file \p Path as \p Features and \p Others choose, bit by bit. It
/// must give an error with words or BTF that a consumer can load (libbpf is
/// asked too). What the pipeline's own verifier refuses is a failure too: a
/// defect of one DIE must cost that DIE, not the file.
///
/// \p Repeat: encodes again, where Others says so: on three threads, and
/// without inline sites. Types are the same.
void checkEncoding(const std::string &Path, uint8_t Features, uint8_t Others,
                   bool Repeat);

/// checkEncoding() repeats of one input in so many: threads that are started
/// for each stage of a small file take several times as long as its encoding.
constexpr uint32_t RepeatOneIn = 16;

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_ENCODECHECK_H
