//===- RelocationIndex.h - Relocating a window at a time --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A relocated copy of .debug_info costs its size in memory (163 MB for one
/// amdgpu.ko), and clearing those pages takes longer than the relocations.
/// Assemblers and linkers write relocations in the order of their places, so
/// the ones of a window are a run of the table; this finds it. Private to
/// lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_RELOCATIONINDEX_H
#define BTFGEN_ELF_RELOCATIONINDEX_H

#include "ELF/Relocate.h"

#include <memory>

namespace btfgen {

class RelocationIndex {
public:
  /// Bytes around a window that must be read and relocated with it, so that no
  /// field that reaches into it is cut: the longest is an ULEB128 of ten bytes.
  static constexpr uint64_t Margin = 16;

  /// Passes once over the table of \p Task (Entries and Bytes are not used), on
  /// up to \p Threads threads. Null if its places do not ascend or leave the
  /// section. An Error names no file.
  static llvm::Expected<std::unique_ptr<RelocationIndex>>
  build(const RelocationTask &Task, int FD, unsigned Threads);

  /// The entries, by number, that hold all whose place is in [Begin, End); a
  /// few more at either end.
  struct Run {
    uint64_t First = 0, Count = 0;
  };
  Run entriesFor(uint64_t Begin, uint64_t End) const;
  uint64_t entrySize() const { return EntrySize; }

  /// Reads \p R into \p Entries (R.Count * entrySize() bytes) and applies those
  /// whose place is in [Begin, End) to \p Window, which starts at \p Begin and
  /// reaches Margin beyond \p End or to the end of the section.
  llvm::Error apply(Run R, llvm::MutableArrayRef<uint8_t> Entries,
                    uint64_t Begin, uint64_t End,
                    llvm::MutableArrayRef<uint8_t> Window) const;

private:
  RelocationIndex(const RelocationTask &Task, int FD);
  llvm::Error read(uint64_t First, llvm::MutableArrayRef<uint8_t> Into) const;

  /// Entries per block: 6 KiB of ELF64 RELA, little against a unit.
  static constexpr uint64_t BlockSize = 256;

  RelocationTask Task;
  int FD;
  uint64_t EntrySize, Count;
  std::vector<uint64_t> BlockPlaces; ///< place of each block's first entry
};

} // namespace btfgen

#endif // BTFGEN_ELF_RELOCATIONINDEX_H
