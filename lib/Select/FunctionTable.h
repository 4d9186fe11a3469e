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
/// (`foo.isra.0` and `foo` are one entry with two symbols). Parts of functions
/// (`foo.cold`, `foo.part.0`) are none (docs/functions.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONTABLE_H
#define BTFGEN_SELECT_FUNCTIONTABLE_H

#include "ELF/ObjectImage.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace btfgen {

class FunctionTable {
public:
  struct Symbol {
    llvm::StringRef Name; ///< in the image's string table
    /// Of the code: where the ABI lets a function's symbol say more than that
    /// (Thumb's bit 0, descriptors in .opd), without it.
    uint64_t Address;
    uint64_t Size; ///< bytes; 0: unknown

    bool holds(uint64_t Code) const {
      return Code - Address < std::max<uint64_t>(Size, 1);
    }
  };
  struct Entry {
    llvm::StringRef BaseName;
    uint32_t FirstSymbol = 0; ///< symbols of one entry lie side by side
    uint32_t NumSymbols = 0;
    bool AmbiguousAddress = false; ///< defined at different addresses
    bool HasSuffixes = false;      ///< some symbol's name has a '.'
    bool IsKfunc = false;
    uint32_t KfuncFlags = 0; ///< of .BTF_ids
  };

  /// Reads .symtab and, if \p Kfuncs, which of its functions .BTF_ids lists as
  /// kfuncs, on up to \p Threads threads. Errors as forEachSymbol. Sections
  /// that have no contents in a debug file are read from \p Stripped, or if
  /// that is null from the file that findStripped() finds.
  static llvm::Expected<std::unique_ptr<FunctionTable>>
  read(const ObjectImage &Image, bool Kfuncs, unsigned Threads,
       const ObjectImage *Stripped = nullptr);

  /// UINT32_MAX if there is no such function.
  uint32_t find(llvm::StringRef BaseName) const;
  const Entry &operator[](uint32_t Key) const { return Entries[Key]; }
  uint32_t size() const { return Entries.size(); }

  /// Functions of which something is not known because section \p Section has
  /// no contents here, and nobody else has them.
  struct Unread {
    std::string Section;
    std::vector<llvm::StringRef> Names;
  };
  const std::vector<Unread> &unread() const { return UnreadSections; }
  /// The file that sections were read from that have no contents in the image;
  /// empty if none was.
  const std::string &contentsFrom() const { return ContentsFrom; }

  /// By ascending address, in order of the symbol table where that is equal.
  llvm::ArrayRef<Symbol> symbols(const Entry &E) const {
    return llvm::ArrayRef(Symbols).slice(E.FirstSymbol, E.NumSymbols);
  }
  /// Those of the last address up to \p Entry, where a function is entered
  /// by its debugging information, if one of them holds it; in order of the
  /// symbol table. The two differ where instructions that a tracer patches come
  /// first (-fpatchable-function-entry).
  llvm::ArrayRef<Symbol> symbolsAt(const Entry &E, uint64_t Entry) const;
  /// The number by which symbol() knows \p S, one of symbols().
  uint32_t indexOf(const Symbol &S) const { return &S - Symbols.data(); }
  const Symbol &symbol(uint32_t Index) const { return Symbols[Index]; }

private:
  friend class FunctionTableBuilder;
  std::vector<Entry> Entries; ///< in order of first symbol
  std::vector<Symbol> Symbols;
  /// Hash table: the hash's upper half, which settles most misses, and index in
  /// Entries + 1; 0: free.
  std::vector<uint64_t> Buckets;
  std::vector<Unread> UnreadSections;
  std::string ContentsFrom;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONTABLE_H
