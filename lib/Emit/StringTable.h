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
  /// Adds the symbols of the names, which are identifiers: together, since one
  /// by one each would wait for what is not in the cache.
  void addSymbols();
  /// The offset of \p Text, unchanged.
  uint32_t add(llvm::StringRef Text);
  /// Call this some time before addIdentifier(\p Name) to make that faster.
  void prefetch(NameRef Name) const {
    Identifiers.prefetch(Name);
    NameTable.prefetch(Name);
  }

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
  uint32_t lookUp(NameMap &Known, NameRef Name, bool Identifier);
  uint32_t intern(llvm::StringRef Text, NameRef Name) {
    return intern(Text, hashOf(Text), Name);
  }
  static uint32_t hashOf(llvm::StringRef Text);
  uint32_t intern(llvm::StringRef Text, uint32_t Hash, NameRef Name);
  std::string altered(llvm::StringRef Text);
  void grow();

  struct Slot {
    uint32_t Hash = 0;
    uint32_t Offset = 0; ///< 0: empty
    NameRef Name = 0;    ///< the first with this text; 0: it came as text
  };

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
