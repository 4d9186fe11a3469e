//===- Leb128.h - LEB128 numbers of the input -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// LLVM's decoders, for numbers of ten bytes at most: that is what 64 bits
/// need. Of longer ones LLVM 19 shifts the eleventh byte by 70 bits, which is
/// undefined also if it is padding.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_LEB128_H
#define BTFGEN_DWARF_LEB128_H

#include "llvm/Support/LEB128.h"

namespace btfgen {

inline const uint8_t *endOfLEB128(const uint8_t *P, const uint8_t *End) {
  return End - P > 10 ? P + 10 : End;
}

/// The number at \p P, and its bytes in \p Length (or null). Sets \p Error if
/// it does not end before \p End or within ten bytes, or needs more than 64
/// bits.
inline uint64_t readULEB128(const uint8_t *P, unsigned *Length,
                            const uint8_t *End, const char **Error) {
  return llvm::decodeULEB128(P, Length, endOfLEB128(P, End), Error);
}
inline int64_t readSLEB128(const uint8_t *P, unsigned *Length,
                           const uint8_t *End, const char **Error) {
  return llvm::decodeSLEB128(P, Length, endOfLEB128(P, End), Error);
}

} // namespace btfgen

#endif // BTFGEN_DWARF_LEB128_H
