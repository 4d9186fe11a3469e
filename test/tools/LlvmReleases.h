//===- LlvmReleases.h - Where releases of LLVM differ -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the witnesses use of LLVM's DWARF library, and is not the same in
/// LLVM 19 and 23.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_TOOLS_LLVMRELEASES_H
#define BTFGEN_TEST_TOOLS_LLVMRELEASES_H

#include "llvm/Support/DataExtractor.h"

#if __has_include("llvm/DebugInfo/DWARF/LowLevel/DWARFExpression.h")
#include "llvm/DebugInfo/DWARF/LowLevel/DWARFExpression.h"
#else
#include "llvm/DebugInfo/DWARF/DWARFExpression.h"
#endif

namespace witness {

/// An extractor of \p Bytes. From LLVM 23 on, it does not know the size of
/// addresses.
template <typename Extractor = llvm::DataExtractor, typename Range>
Extractor extractorOf(Range Bytes, bool IsLittleEndian, uint8_t AddressSize) {
  if constexpr (std::is_constructible_v<Extractor, Range, bool>)
    return Extractor(Bytes, IsLittleEndian);
  else
    return Extractor(Bytes, IsLittleEndian, AddressSize);
}

} // namespace witness

#endif // BTFGEN_TEST_TOOLS_LLVMRELEASES_H
