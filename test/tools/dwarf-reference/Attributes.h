//===- Attributes.h - What attributes say, plainly --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The values of attributes in all forms that they may have, by DWARF 5.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_ATTRIBUTES_H
#define BTFGEN_TEST_ATTRIBUTES_H

#include "llvm/DebugInfo/DWARF/DWARFContext.h"

namespace reference {

/// An address, in an ET_REL file relative to the section of that index.
using Address = llvm::object::SectionedAddress;

/// \p Supplement, which may be null, has the names that are in another file.
llvm::StringRef text(llvm::DWARFDie Die, llvm::dwarf::Attribute A,
                     const llvm::DWARFContext *Supplement);
bool hasNameElsewhere(llvm::DWARFDie Die);
std::optional<int64_t> constant(llvm::DWARFDie Die, llvm::dwarf::Attribute A);
bool isComputed(llvm::DWARFDie Die, llvm::dwarf::Attribute A);
bool flag(llvm::DWARFDie Die, llvm::dwarf::Attribute A);
std::optional<Address> addressIn(llvm::DWARFDie Die, llvm::dwarf::Attribute A);
std::optional<int64_t> bytesBefore(llvm::DWARFDie Die);
std::optional<Address> entryOf(llvm::DWARFDie Die);
std::optional<Address> fixedAddress(llvm::DWARFDie Die);

} // namespace reference

#endif // BTFGEN_TEST_ATTRIBUTES_H
