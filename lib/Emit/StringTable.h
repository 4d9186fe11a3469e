//===- StringTable.h - The string section -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Collects the strings of the output, each once, and gives their offsets.
/// Names that the kernel would refuse are turned into identifiers. It also
/// notices if two NameRefs are one name, which other stages rely on not to
/// happen.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_STRINGTABLE_H
#define BTFGEN_EMIT_STRINGTABLE_H

#include "DWARF/NameMap.h"
#include "Dedup/BaseIndex.h"
#include "Dedup/Diagnostics.h"
#include "Support/HashSeed.h"

namespace btfgen {

/// Two NameRefs are the same name, so Names::Identity::ByOffset does not suit
/// this input: names have to be compared by content.
class DuplicateNames : public llvm::ErrorInfo<DuplicateNames> {
public:
  static char ID;
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;
};

class StringTable {
public:
  /// \p Expected is the approximate number of different names. If \p Base is
  /// not null, the section continues the base's and does not repeat its
  /// strings. \p N and \p Base must outlive this object.
  StringTable(const Names &N, size_t Expected, const BaseIndex *Base);

  /// The offset of \p Name, unchanged; 0 if it is no name.
  uint32_t add(NameRef Name) { return Name ? lookUp(Plain, Name, false) : 0; }
  /// The offset of \p Name, turned into an identifier if it is none.
  uint32_t addIdentifier(NameRef Name) {
    return Name ? lookUp(Identifiers, Name, true) : 0;
  }
  /// Replaces each of \p Names by its offset, as addIdentifier() does. One by
  /// one, each would wait for what is not in the cache.
  void addIdentifiers(llvm::MutableArrayRef<uint32_t> Names);
  /// Likewise adds the symbols of the names, which are identifiers.
  void addSymbols();
  /// The offset of \p Text, unchanged.
  uint32_t add(llvm::StringRef Text);

  /// The section: starts with NUL unless there is a base, every string
  /// terminated.
  llvm::ArrayRef<char> bytes() const { return Bytes; }
  /// The string at an offset that an add function returned, ended by NUL.
  const char *text(uint32_t Offset) const {
    return Offset < Start ? Base->file().stringData(Offset)
                          : Bytes.data() + (Offset - Start);
  }
  /// One past the highest offset.
  uint64_t end() const { return Start + Bytes.size(); }
  /// Whether two NameRefs were the same name (see DuplicateNames).
  bool foundDuplicates() const { return Duplicates; }
  /// The names that were turned into identifiers.
  const Diagnostics &alterations() const { return Diags; }

private:
  /// A kernel has 120,000 strings, hence no more than four bytes.
  struct Slot {
    uint32_t Offset : 25 = 0;  ///< 0: empty
    uint32_t HasName : 1 = 0;  ///< a NameRef has this text
    uint32_t HashBits : 6 = 0; ///< settle most misses
  };
  static_assert(BtfMaxNameOffset + 1 < 1 << 25);
  static uint32_t bitsOf(uint32_t Hash) { return Hash >> 26; }
  static size_t placeOf(uint32_t Hash) { return seededHash(Hash, hashSeed()); }

  uint32_t lookUp(NameMap &Known, NameRef Name, bool Identifier);
  uint32_t offsetOf(NameRef Name, llvm::StringRef Text, uint32_t Hash,
                    bool Identifier);
  static uint32_t hashOf(llvm::StringRef Text);
  void prefetchSlot(uint32_t Hash) const;
  Slot intern(llvm::StringRef Text, uint32_t Hash, bool HasName);
  std::string altered(llvm::StringRef Text);
  void grow();

  const Names &NameTable;
  Diagnostics Diags;
  const BaseIndex *Base;
  uint32_t Start;                  ///< offset of the first byte of Bytes
  NameMap Plain, Identifiers;      ///< offsets
  std::vector<uint32_t> OfSymbols; ///< offsets, by index; empty: not added yet
  std::vector<Slot> Slots;
  size_t NumStrings = 0;
  std::vector<char> Bytes;
  bool Duplicates = false;
};

} // namespace btfgen

#endif // BTFGEN_EMIT_STRINGTABLE_H
