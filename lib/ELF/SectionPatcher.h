//===- SectionPatcher.h - Add sections to an ELF file in place --*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Adds or replaces sections by appending: the new bytes, a new section name
/// table and a new section header table go behind the end of the file, then the
/// ELF header is switched over in one write of its own. Until that write the
/// old file is whole; after it the new one is. The cost is that of the added
/// bytes, whatever the file's size.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_SECTIONPATCHER_H
#define BTFGEN_ELF_SECTIONPATCHER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Error.h"

namespace btfgen {

struct NewSection {
  llvm::StringRef Name;
  llvm::ArrayRef<uint8_t> Bytes;
  uint32_t Type = llvm::ELF::SHT_PROGBITS;
  uint64_t Flags = 0; ///< not allocated: what a module loader expects of .BTF
  uint64_t Alignment = 8;
};

/// Adds \p Sections to the ELF file \p Path, replacing those of the same name.
/// On any error the file is byte for byte as before (what was appended is cut
/// off again). Errors: not ELF, headers outside the file, a file that may not
/// be written, no space, a module signature behind the ELF (it would no longer
/// match).
llvm::Error addSections(llvm::StringRef Path,
                        llvm::ArrayRef<NewSection> Sections);

} // namespace btfgen

#endif // BTFGEN_ELF_SECTIONPATCHER_H
