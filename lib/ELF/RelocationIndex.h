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

#include "ELF/ReadAt.h"
#include "ELF/Relocate.h"

#include <atomic>
#include <memory>

namespace btfgen {

class RelocationIndex {
public:
  /// Bytes around a window that must be read and relocated with it, so that no
  /// field that reaches into it is cut: the longest is an ULEB128 of ten bytes.
  static constexpr uint64_t Margin = 16;

  /// Looks at some places in the table of \p Task (Entries and Bytes are not
  /// used) or, with RelocationOrder::Known, at all. Null if those do not ascend
  /// or leave the section. An Error names no file.
  static llvm::Expected<std::unique_ptr<RelocationIndex>>
  build(const RelocationTask &Task, const SharedReader &File,
        RelocationOrder Order);
  RelocationOrder order() const { return Order; }

  /// Entries, by number, that hold all whose place is in [Begin, End), if
  /// places ascend; a few more at either end. The runs of windows that cover
  /// the section have each pair of neighbours in one of them. An Error names no
  /// file.
  struct Run {
    uint64_t First = 0, Count = 0;
  };
  llvm::Expected<Run> entriesFor(uint64_t Begin, uint64_t End) const;
  uint64_t entrySize() const { return EntrySize; }

  /// Reads \p R into \p Entries (R.Count * entrySize() bytes) and applies those
  /// whose place is in [Begin, End) to \p Window, which starts at \p Begin and
  /// reaches Margin beyond \p End or to the end of the section. Also an Error:
  /// the run's places do not ascend.
  llvm::Error apply(Run R, llvm::MutableArrayRef<uint8_t> Entries,
                    uint64_t Begin, uint64_t End,
                    llvm::MutableArrayRef<uint8_t> Window) const;

private:
  RelocationIndex(const RelocationTask &Task, const SharedReader &File,
                  RelocationOrder Order);
  llvm::Error read(uint64_t First, llvm::MutableArrayRef<uint8_t> Into) const;
  llvm::Expected<uint64_t> placeAt(uint64_t Number) const;
  llvm::Expected<bool> readPlaces();
  llvm::Expected<Run> around(uint64_t Place) const;
  void releaseSymbols(uint64_t NewlyApplied) const;

  /// How many entries a Run may have too many at an end.
  static constexpr uint64_t Fine = 64;

  RelocationTask Task;
  const SharedReader &File;
  RelocationOrder Order;
  uint64_t EntrySize, Count;
  uint64_t BlockSize;                ///< in entries
  std::vector<uint64_t> BlockPlaces; ///< place of each block's first entry
  /// Entries applied since Task.Symbols, if that is large, were released.
  mutable std::atomic<uint64_t> Applied{0};
};

} // namespace btfgen

#endif // BTFGEN_ELF_RELOCATIONINDEX_H
