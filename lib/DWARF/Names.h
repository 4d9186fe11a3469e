//===- Names.h - What identifies a name -------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names are compared twelve million times and read a few hundred thousand
/// times, so they travel as 32-bit NameRefs, equal exactly if the names are.
///
/// In a linked image the linker has merged .debug_str, so an offset identifies
/// a string and its text need not be read. GCC writes strings of up to three
/// characters in line, where LLVM refers to all of them in .debug_str, so a
/// short string of other compilers is read: it is the same name as GCC's. `ld
/// -r` and lld's -O0 do not merge, so this is an assumption, which StringTable
/// checks: if two offsets turn out to hold the same text, the units are read
/// again with names identified by content. Relocatable files are read by
/// content at once; if they have a base, most of their names are strings of
/// that.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_NAMES_H
#define BTFGEN_DWARF_NAMES_H

#include "ELF/ObjectImage.h"
#include "Support/ChunkedVector.h"
#include "Support/RankedBits.h"
#include "Support/ShardedTable.h"
#include "Support/StringIndex.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/Endian.h"

#include <optional>

namespace btfgen {

/// 0 is no name. Otherwise one of
///   0x00000001 + offset in .debug_str          (by offset only; in units of
///                                              GCC also if it is short)
///   offset in the base's strings               (by content only)
///   0x80000000 | up to three characters        (their bytes, first lowest)
///   0xa0000000 | index of a symbol's name
///   0xc0000000 | index of an interned string
using NameRef = uint32_t;

class Names {
public:
  enum class Identity { ByOffset, ByContent };

  /// Longer names are truncated to this. Strings may be suffixes of one
  /// another, so without a limit the names of a file could be quadratic in its
  /// size. Identifiers are truncated further, to MaxIdentifierLength.
  static constexpr size_t MaxLength = 4096;

  /// \p Str and \p LineStr are .debug_str and .debug_line_str (or empty), which
  /// must outlive this object, as must \p Prefix and \p Known. If \p Prefix is
  /// not empty, names that start with it are truncated to it. \p Known, which
  /// may be null, are the base's strings: with ByContent, names are identified
  /// by their offsets there. \p Threads is how many threads will use this
  /// object. Error: a section that does not end with NUL.
  static llvm::Expected<std::unique_ptr<Names>>
  create(SectionBytes Str, SectionBytes LineStr, Identity By,
         llvm::StringRef Prefix = {}, const StringIndex *Known = nullptr,
         unsigned Threads = 1);

  /// Finds the names of all strings in .debug_str, if there is a base, on up to
  /// \p Threads threads. A module uses nearly all of them, and finding them
  /// together is faster.
  void findAll(unsigned Threads);

  Identity identity() const { return By; }

  /// The name at an offset of .debug_str; an offset outside is no name.
  NameRef fromStr(uint64_t Offset) {
    if (By == Identity::ByOffset) {
      if (Offset >= Str.size()) [[unlikely]]
        return 0;
      if (Str.size() - Offset < 4) [[unlikely]]
        return pack(textAt(Str, Offset));
      const uint32_t Four =
          llvm::support::endian::read32le(Str.data() + Offset);
      const uint32_t Zeros = (Four - 0x01010101) & ~Four & 0x80808080;
      if (!Zeros) [[likely]]
        return static_cast<uint32_t>(Offset + 1);
      // What is below the lowest bit, the mark of the first byte that is 0.
      const uint32_t Packed = Four & ((Zeros & -Zeros) - 1);
      return Packed ? ShortBit | Packed : 0;
    }
    const NameRef Name = found(Offset);
    return Name ? Name : internAt(Str, Offset);
  }
  /// The name that findAll() found for an offset of .debug_str; 0 if none.
  NameRef found(uint64_t Offset) const {
    const uint64_t Part = Offset / PartSize;
    return Part < Parts.size() ? Parts[Part].find(Offset % PartSize) : 0;
  }
  /// For offsets of .debug_str below this, fromStr() returns the offset plus 1
  /// if the string has more than three characters.
  uint64_t plainOffsets() const {
    return By == Identity::ByOffset ? Str.size() : 0;
  }
  NameRef fromLineStr(uint64_t Offset) { return internAt(LineStr, Offset); }
  /// The offset of \p Name in the base's strings; none if that has to be looked
  /// up by the text.
  std::optional<uint32_t> knownOffset(NameRef Name) const {
    if (By == Identity::ByContent && !(Name & ShortBit))
      return Name;
    return std::nullopt;
  }
  /// The name \p Text, which is copied if it must be kept.
  NameRef fromText(llvm::StringRef Text) {
    return Text.size() <= 3 && Prefix.empty() ? pack(Text)
                                              : intern(Text, false);
  }

  /// The name \p Text, which is at \p Offset of the base's strings.
  static NameRef fromKnown(llvm::StringRef Text, uint32_t Offset) {
    return Text.size() <= 3 ? pack(Text) : Offset;
  }
  /// Whether there is a base with strings.
  bool hasKnown() const { return Known; }

  /// Makes symbolName(I) the name \p Texts[I], which must outlive this object,
  /// without a look at whether the same is known: for names that are only
  /// written. Not to be called while other threads use this object.
  void setSymbols(std::vector<llvm::StringRef> Texts) {
    Symbols = std::move(Texts);
  }
  llvm::ArrayRef<llvm::StringRef> symbols() const { return Symbols; }
  static NameRef symbolName(uint32_t Index) { return SymbolBits | Index; }
  static uint32_t symbolIndex(NameRef Name) { return Name & ~SymbolBits; }
  /// Whether \p Name is of setSymbols(), so no other is equal to it.
  static bool isSymbol(NameRef Name) {
    return (Name & InternedBits) == ShortBit &&
           (Name & SymbolBits) == SymbolBits;
  }

  /// The characters of \p Name. Those of a short name are put in \p Short.
  llvm::StringRef text(NameRef Name, char (&Short)[4]) const;
  /// Brings what text() looks at closer, to be called some names ahead.
  void prefetch(NameRef Name) const {
    if (Name && !(Name & ShortBit) && By == Identity::ByOffset)
      __builtin_prefetch(Str.data() + (Name - 1));
  }
  std::string str(NameRef Name) const {
    char Short[4];
    return text(Name, Short).str();
  }

private:
  Names(const SectionBytes &StrBytes, llvm::ArrayRef<uint8_t> LineStr,
        Identity By, llvm::StringRef Prefix, const StringIndex *Known,
        unsigned Threads)
      : StrBytes(StrBytes), Str(StrBytes.whole()), LineStr(LineStr), By(By),
        Prefix(Prefix), Known(Known), Table(Threads) {}
  NameRef internAt(llvm::ArrayRef<uint8_t> Section, uint64_t Offset);
  static llvm::StringRef textAt(llvm::ArrayRef<uint8_t> Section,
                                uint64_t Offset);
  NameRef intern(llvm::StringRef Text, bool Stable);
  NameRef internUnknown(llvm::StringRef Text, const Key128 &Key, bool Stable);
  static Key128 keyOf(llvm::StringRef Text);
  class StrScan;

  static constexpr uint32_t ShortBit = 0x80000000;
  static constexpr uint32_t InternedBits = 0xc0000000;
  static constexpr uint32_t SymbolBits = 0xa0000000;
  /// A name of up to three characters.
  static NameRef pack(llvm::StringRef Text) {
    uint32_t Packed = 0;
    for (size_t I = 0; I < Text.size(); ++I)
      Packed |= static_cast<uint32_t>(static_cast<uint8_t>(Text[I])) << (8 * I);
    return Text.empty() ? 0 : ShortBit | Packed;
  }

  SectionBytes StrBytes;
  llvm::ArrayRef<uint8_t> Str; ///< all of StrBytes
  llvm::ArrayRef<uint8_t> LineStr;
  Identity By;
  llvm::StringRef Prefix;
  const StringIndex *Known;
  /// The names of all strings that start in a piece of .debug_str, in order.
  struct StrPart {
    RankedBits Starts;
    std::vector<NameRef> Names;

    NameRef find(uint32_t Offset) const {
      const uint32_t Index = Starts.find(Offset);
      return Index == RankedBits::NotAdded ? 0 : Names[Index];
    }
  };
  static constexpr uint64_t PartSize = 1 << 18;
  std::vector<StrPart> Parts; ///< by offset / PartSize; none before findAll()
  ShardedTable Table;
  ChunkedVector<llvm::StringRef> Texts;
  std::vector<llvm::StringRef> Symbols;
  std::mutex CopyMutex;
  llvm::BumpPtrAllocator Copies;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_NAMES_H
