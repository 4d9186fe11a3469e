//===- IndexedAddress.h - Addresses by number -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Range and location lists name addresses by their number in .debug_addr.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_INDEXEDADDRESS_H
#define BTFGEN_DWARF_INDEXEDADDRESS_H

#include "DWARF/ByteReader.h"
#include "DWARF/UnitTypes.h"
#include "DWARF/Units.h"

namespace btfgen {

/// Number \p Index of the addresses of \p Unit; 0 if there are not so many.
inline uint64_t indexedAddress(const DebugSections &Sections,
                               const UnitFacts &Unit, uint64_t Index) {
  const unsigned WordSize = Unit.AddressSize == 8 ? 8 : 4;
  llvm::ArrayRef<uint8_t> Bytes = Sections.Addr.whole();
  if (Unit.AddrBase > Bytes.size() ||
      Index >= (Bytes.size() - Unit.AddrBase) / WordSize)
    return 0;
  Bytes = Bytes.drop_front(Unit.AddrBase + Index * WordSize);
  return ByteReader{Bytes.begin(), Bytes.end(),
                    Sections.LittleEndian ? llvm::endianness::little
                                          : llvm::endianness::big}
      .fixed(WordSize);
}

} // namespace btfgen

#endif // BTFGEN_DWARF_INDEXEDADDRESS_H
