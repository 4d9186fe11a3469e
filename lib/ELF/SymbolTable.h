//===- SymbolTable.h - The symbols of an ELF file ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks .symtab without copying it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_SYMBOLTABLE_H
#define BTFGEN_ELF_SYMBOLTABLE_H

#include "ELF/ObjectImage.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace btfgen {

struct Symbol {
  /// In the image's string table, whatever follows the name included.
  llvm::StringRef NameAndMore;
  /// In ET_REL files the synthetic address of its section is added, so that it
  /// compares with addresses in relocated debug information.
  uint64_t Address = 0;
  uint64_t Size = 0;
  uint8_t Type = 0;          ///< STT_*
  uint8_t Binding = 0;       ///< STB_*
  uint32_t SectionIndex = 0; ///< SHN_XINDEX resolved; SHN_ABS etc. as they are

  /// Found on demand, since most visitors want few names. Names may overlap, so
  /// only a limit keeps the total linear: one is cut after 4 KiB. The kernel
  /// stops at 512 (KSYM_NAME_LEN).
  static constexpr size_t LongestName = 1 << 12;
  llvm::StringRef name() const {
    llvm::StringRef Rest = NameAndMore.take_front(LongestName);
    return Rest.take_front(Rest.find('\0'));
  }
};

/// Calls \p Visit for every entry of .symtab, in order, the null entry left
/// out. No symbol table: no calls, success. A malformed table or name is an
/// Error that names the entry.
llvm::Error forEachSymbol(const ObjectImage &Image,
                          llvm::function_ref<void(const Symbol &)> Visit);

/// The same for \p Parts runs of about as many entries each at the same time,
/// in order within a run: part 0 are the first.
llvm::Error
forEachSymbol(const ObjectImage &Image, unsigned Parts,
              llvm::function_ref<void(const Symbol &, unsigned Part)> Visit);

/// About how many symbols forEachSymbol() visits, by what the section's header
/// says, which may be wrong.
uint64_t countSymbols(const ObjectImage &Image);

/// Whether the image has a .symtab at all.
bool hasSymbolTable(const ObjectImage &Image);

} // namespace btfgen

#endif // BTFGEN_ELF_SYMBOLTABLE_H
