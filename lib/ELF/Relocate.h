//===- Relocate.h - Relocations of debug sections ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In a relocatable file a reference from .debug_info to .debug_str is a
/// relocation. This applies those that compilers and assemblers emit for data
/// sections, in one linear pass. Not a linker: what only code needs is an
/// Error. Private to lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_RELOCATE_H
#define BTFGEN_ELF_RELOCATE_H

#include "ELF/ElfType.h"
#include "ELF/ObjectImage.h"

#include <vector>

namespace btfgen {

/// What one relocation does with the bytes at its offset. S is the symbol's
/// address, A the addend, P the address of the place, V the present value.
enum class RelocOp : uint8_t {
  Unknown,
  None,
  Set,     ///< S + A
  SetPC,   ///< S + A - P
  Add,     ///< V + S + A
  Sub,     ///< V - S - A
  Set6,    ///< low 6 bits of a byte: S + A
  Add6,    ///< low 6 bits of a byte: V + S + A
  Sub6,    ///< low 6 bits of a byte: V - S - A
  SetUleb, ///< an ULEB128 of unchanged length: S + A
  AddUleb, ///< likewise V + S + A
  SubUleb  ///< likewise V - S - A
};

struct RelocAction {
  RelocOp Op = RelocOp::Unknown;
  uint8_t Width = 0; ///< bytes of the field; 0 for None and ULEB128
};

/// The actions of a machine by relocation type; types beyond the end and those
/// of a machine that is not known are Unknown.
std::vector<RelocAction> relocActions(uint16_t Machine);

/// A piece of one relocation section and everything that it refers to.
struct RelocationTask {
  ElfKind Kind;
  uint16_t Machine = 0;
  llvm::StringRef Path;
  llvm::ArrayRef<RelocAction> Actions;
  llvm::ArrayRef<SectionInfo> Sections;
  llvm::ArrayRef<uint8_t> Symbols;        ///< contents of the symbol table
  llvm::ArrayRef<uint8_t> SectionIndexes; ///< of SHT_SYMTAB_SHNDX, or empty

  const SectionInfo *Table = nullptr;   ///< the SHT_REL or SHT_RELA section
  llvm::ArrayRef<uint8_t> Entries;      ///< whole entries of it
  uint64_t FirstEntry = 0;              ///< number of the first, for errors
  const SectionInfo *Target = nullptr;  ///< what is relocated
  llvm::MutableArrayRef<uint8_t> Bytes; ///< plain bytes of it
  uint64_t BytesOffset = 0;             ///< where in it they start
};

/// Bytes of one entry of \p Table by class and type.
size_t relocationEntrySize(ElfKind Kind, const SectionInfo &Table);

/// Applies the entries. An Error names file, table, entry, place and type.
llvm::Error applyRelocations(const RelocationTask &Task);

} // namespace btfgen

#endif // BTFGEN_ELF_RELOCATE_H
