//===- FunctionTable.h - Functions by base name -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The functions of the symbol table, by the name before the first '.'
/// (`foo.isra.0` and `foo` are one entry with two symbols).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_FUNCTIONTABLE_H
#define BTFGEN_ELF_FUNCTIONTABLE_H

#include "ELF/ObjectImage.h"

#include <memory>

namespace btfgen {

class FunctionTable {
public:
  struct Symbol {
    llvm::StringRef Name; ///< in the image's string table
    uint64_t Address;
  };
  struct Entry {
    llvm::StringRef BaseName;
    uint32_t FirstSymbol; ///< symbols of one entry lie side by side
    uint32_t NumSymbols;
    bool AmbiguousAddress; ///< symbols at different addresses
    bool IsKfunc = false;
    uint32_t KfuncFlags = 0; ///< of .BTF_ids
  };

  /// Reads .symtab and, if \p Kfuncs, .BTF_ids. Errors as forEachSymbol.
  static llvm::Expected<std::unique_ptr<FunctionTable>>
  read(const ObjectImage &Image, bool Kfuncs);

  /// UINT32_MAX if there is no such function.
  uint32_t find(llvm::StringRef BaseName) const;
  const Entry &operator[](uint32_t Key) const { return Entries[Key]; }
  uint32_t size() const { return Entries.size(); }
  llvm::ArrayRef<Symbol> symbols(const Entry &E) const {
    return llvm::ArrayRef(Symbols).slice(E.FirstSymbol, E.NumSymbols);
  }
  const Symbol &symbol(uint32_t Index) const { return Symbols[Index]; }

private:
  std::vector<Entry> Entries; ///< ascending BaseName
  std::vector<Symbol> Symbols;
  std::vector<uint32_t> Buckets; ///< hash table of Entries
};

} // namespace btfgen

#endif // BTFGEN_ELF_FUNCTIONTABLE_H
