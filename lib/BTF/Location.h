//===- Location.h - Where an inlined function's argument is -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the words of a LOC_PARAM mean (docs/inline-sites.md), and as text.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_LOCATION_H
#define BTFGEN_BTF_LOCATION_H

#include "BTF/Reader.h"

#include <string>

namespace btfgen {

/// The flags of a LOC_PARAM. Kernels accept these combinations:
///
///   LocConst [LocSigned]             a number: its low word, its high word
///   LocConst LocAddress              an address relative to the lowest one of
///                                    all allocated sections: low, high word
///   LocReg                           in a register, or in two
///   LocReg LocDeref                  in memory where a register points
///   LocReg LocDeref LocOffset [LocSigned]   in memory at register + offset
///   LocReg LocOffset [LocSigned]     register + offset is the value
///
/// Offsets follow the register as a low word and, unless that is enough, a high
/// word; LocSigned says that the low word alone is signed.
enum LocFlags : uint32_t {
  LocSigned = 1,
  LocConst = 2,
  LocAddress = 4,
  LocReg = 8,
  LocDeref = 0x10,
  LocOffset = 0x20,
};

/// In place of the number of a register: the frame base, which is the canonical
/// frame address.
inline constexpr uint32_t LocFrameBase = UINT32_MAX;

/// The name of the LOCSEC for an ELF section.
std::string locSectionName(llvm::StringRef Section);

/// A LOC_PARAM in bpftool's words, such as "reg5", "*(reg2 + 0x10)" or
/// "fbreg - 0x10"; "?" if it is none, or of flags that have no meaning.
std::string locationText(const BtfType &T);

} // namespace btfgen

#endif // BTFGEN_BTF_LOCATION_H
