//===- StringIndex.h - Finding strings of a string section ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds strings in a string section.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_STRINGINDEX_H
#define BTFGEN_SUPPORT_STRINGINDEX_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace btfgen {

/// A hash table of the strings of a section. Made once, then only read, from
/// any number of threads.
class StringIndex {
public:
  /// A string, in the slot of its hash or in one of the next (open addressing).
  /// Four bytes, since a process for one small module touches nearly all.
  struct Slot {
    uint32_t Offset : 25 = 0;  ///< 0: free
    uint32_t HashBits : 7 = 0; ///< its highest, which settle most misses
  };
  /// Strings that start behind it are not found: BTF cannot refer to them.
  static constexpr uint32_t MaxOffset = (1 << 25) - 1;

  StringIndex() = default;
  /// \p Section is a sequence of strings, each ended by NUL, and outlives this
  /// object. Of equal strings the first is found. Suffixes of strings are not.
  explicit StringIndex(llvm::StringRef Section);
  /// The same with the slots() of an earlier index of equal strings, which
  /// outlive this object.
  StringIndex(llvm::StringRef Section, llvm::ArrayRef<Slot> Slots)
      : Section(Section), Slots(Slots) {}
  StringIndex(StringIndex &&) = default;
  StringIndex &operator=(StringIndex &&) = default;

  llvm::ArrayRef<Slot> slots() const { return Slots; }

  /// The offset of \p Text; 0 if it is not there or empty.
  uint32_t find(llvm::StringRef Text) const { return find(Text, hashOf(Text)); }

  /// The same in three steps, for callers that look for many strings: other
  /// work between the steps hides the latency of memory.
  static uint32_t hashOf(llvm::StringRef Text);
  void prefetchSlot(uint32_t Hash) const {
    __builtin_prefetch(&Slots[Hash & (Slots.size() - 1)]);
  }
  void prefetchText(uint32_t Hash) const {
    const Slot &S = Slots[Hash & (Slots.size() - 1)];
    if (S.HashBits == bitsOf(Hash))
      __builtin_prefetch(Section.data() + S.Offset);
  }
  uint32_t find(llvm::StringRef Text, uint32_t Hash) const;

  /// The string at an offset that find() returned.
  llvm::StringRef text(uint32_t Offset) const {
    return Section.data() + Offset;
  }

private:
  static uint32_t bitsOf(uint32_t Hash) { return Hash >> 25; }

  llvm::StringRef Section;
  std::vector<Slot> Own{1};
  llvm::ArrayRef<Slot> Slots = Own; ///< a power of two, some are free
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_STRINGINDEX_H
