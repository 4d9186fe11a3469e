//===- FunctionTable.h - Functions by base name -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The functions of the symbol table, by the part of the name before the first
/// '.': `foo.isra.0` and `foo` are one entry with two symbols. Symbols of parts
/// of functions (`foo.cold`, `foo.part.0`) are left out (docs/functions.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_FUNCTIONTABLE_H
#define BTFGEN_SELECT_FUNCTIONTABLE_H

#include "BTF/Reader.h"
#include "ELF/ObjectImage.h"
#include "llvm/ADT/DenseMap.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace btfgen {

class FunctionTable {
public:
  /// A kernel has more than 100,000 of these, which is why they are small.
  struct Symbol {
    const char *Text; ///< in the image's string table
    /// Address of the code, without what some ABIs put into the symbol: Thumb's
    /// bit 0, or a descriptor in .opd in place of the code.
    uint64_t Address;
    uint32_t Size;   ///< bytes, UINT32_MAX: that many or more; 0: unknown
    uint16_t Length; ///< of the name: see btfgen::Symbol::name()
    uint16_t BaseLength : 15; ///< the base name is how the name starts
    uint16_t IsDefined : 1;   ///< not only referred to

    llvm::StringRef name() const { return {Text, Length}; }
    llvm::StringRef baseName() const { return {Text, BaseLength}; }
    bool holds(uint64_t Code) const {
      return Code - Address < std::max<uint32_t>(Size, 1);
    }
  };
  struct Entry {
    const char *Text;     ///< of the base name, in the image's string table
    uint32_t FirstSymbol; ///< symbols of one entry lie side by side
    uint32_t NumSymbols = 0;
    uint16_t Length;               ///< of the base name
    bool AmbiguousAddress = false; ///< defined at different addresses
    bool HasSuffixes = false;      ///< some symbol's name has a '.'
    bool IsKfunc = false;

    llvm::StringRef baseName() const { return {Text, Length}; }
  };

  /// Reads .symtab and, if \p Kfuncs, which of its functions .BTF_ids lists as
  /// kfuncs, on up to \p Threads threads. BTF that is in the file already may
  /// be needed for that; it is split from \p Base. Errors as forEachSymbol.
  /// Sections that have no contents in a debug file are read from \p Stripped,
  /// or if that is null from the file that findStripped() finds.
  static llvm::Expected<std::unique_ptr<FunctionTable>>
  read(const ObjectImage &Image, bool Kfuncs, BtfRef Base, unsigned Threads,
       const ObjectImage *Stripped = nullptr);

  /// The key of a function; UINT32_MAX if there is none of that name.
  uint32_t find(llvm::StringRef BaseName) const {
    return find(BaseName, hash(BaseName));
  }
  /// Sets \p Keys, as many, to the keys of \p BaseNames. One after the other,
  /// each would wait for what is not in the cache.
  void findAll(llvm::ArrayRef<llvm::StringRef> BaseNames,
               llvm::MutableArrayRef<uint32_t> Keys) const;
  const Entry &operator[](uint32_t Key) const { return Entries[Key]; }
  uint32_t size() const { return Entries.size(); }
  /// Of a kfunc, the flags that .BTF_ids has; none if they are not known,
  /// because the ids were filled in for other BTF than the file has.
  std::optional<uint32_t> kfuncFlags(uint32_t Key) const {
    return KfuncFlags.lookup(Key);
  }

  /// A symbol of a variable at the start of its section.
  struct ObjectAtStart {
    uint32_t Section; ///< index of its header
    llvm::StringRef Name;
  };
  /// Found here since the symbol table is read here; VariableCollector wants
  /// them.
  llvm::ArrayRef<ObjectAtStart> objectsAtStart() const {
    return ObjectsAtStart;
  }

  /// Functions about which something is not known, because Section has no
  /// contents in the image and no other file with them was found.
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
  /// The symbols at the last address that is not above \p Entry, the entry
  /// point by debugging information, in order of the symbol table; empty if
  /// none of them holds Entry. A symbol is lower than the entry point if
  /// instructions that a tracer patches come first
  /// (-fpatchable-function-entry).
  llvm::ArrayRef<Symbol> symbolsAt(const Entry &E, uint64_t Entry) const;
  /// The index for symbol() of \p S, one of symbols().
  uint32_t indexOf(const Symbol &S) const { return &S - Symbols.data(); }
  const Symbol &symbol(uint32_t Index) const { return Symbols[Index]; }

private:
  friend class FunctionTableBuilder;
  static uint64_t hash(llvm::StringRef BaseName);
  uint32_t find(llvm::StringRef BaseName, uint64_t Hash) const;
  uint32_t likely(uint64_t Hash) const;

  std::vector<Entry> Entries; ///< in order of first symbol
  /// In order of the symbol table; behind these once more those of entries that
  /// have several.
  std::vector<Symbol> Symbols;
  llvm::DenseMap<uint32_t, std::optional<uint32_t>> KfuncFlags; ///< by key
  /// Hash table: the hash's upper half, which settles most misses, and index in
  /// Entries + 1; 0: free.
  std::vector<uint64_t> Buckets;
  std::vector<ObjectAtStart> ObjectsAtStart;
  std::vector<Unread> UnreadSections;
  std::string ContentsFrom;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_FUNCTIONTABLE_H
