//===- ByteReader.h - Numbers out of bytes ----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the numbers that tables beside the DIEs are made of: location lists,
/// range lists, expressions.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_BYTEREADER_H
#define BTFGEN_DWARF_BYTEREADER_H

#include "DWARF/Leb128.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Endian.h"

namespace btfgen {

/// Reads numbers from a range of bytes. What runs over the end is 0 and sets
/// Overrun, which stays set.
struct ByteReader {
  const uint8_t *P;
  const uint8_t *End;
  llvm::endianness Order;
  bool Overrun = false;

  uint64_t fixed(unsigned Size) {
    if (static_cast<size_t>(End - P) < Size) {
      Overrun = true;
      return 0;
    }
    const uint8_t *From = P;
    P += Size;
    switch (Size) {
    case 1:
      return *From;
    case 2:
      return llvm::support::endian::read<uint16_t>(From, Order);
    case 4:
      return llvm::support::endian::read<uint32_t>(From, Order);
    case 8:
      return llvm::support::endian::read<uint64_t>(From, Order);
    default:
      Overrun = true;
      return 0;
    }
  }
  uint64_t uleb() {
    if (P < End && *P < 0x80) [[likely]]
      return *P++;
    unsigned Length = 0;
    const char *Bad = nullptr;
    uint64_t V = readULEB128(P, &Length, End, &Bad);
    P += Length;
    Overrun |= Bad != nullptr;
    return V;
  }
  int64_t sleb() {
    unsigned Length = 0;
    const char *Bad = nullptr;
    const int64_t V = readSLEB128(P, &Length, End, &Bad);
    P += Length;
    Overrun |= Bad != nullptr;
    return V;
  }
  llvm::ArrayRef<uint8_t> block(uint64_t Length) {
    if (Overrun || Length > static_cast<uint64_t>(End - P)) {
      Overrun = true;
      return {};
    }
    llvm::ArrayRef<uint8_t> B(P, Length);
    P += Length;
    return B;
  }
};

} // namespace btfgen

#endif // BTFGEN_DWARF_BYTEREADER_H
