//===- SectionWindow.h - A section that is read here and there --*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps the bytes around the place that was last read, since what is read next
/// mostly lies near it, so that a section needs no memory of its own.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_SECTIONWINDOW_H
#define BTFGEN_DWARF_SECTIONWINDOW_H

#include "ELF/ObjectImage.h"

namespace btfgen {

/// Not thread-safe: one per worker.
class SectionWindow {
public:
  /// Reads \p Length bytes of \p Section at once. \p Section must outlive it.
  SectionWindow(const SectionBytes &Section, uint64_t Length)
      : Section(Section), Length(Length) {}

  /// The bytes from \p Offset on: as many as are at hand, but not less than
  /// \p AtLeast unless the section ends. Empty behind the section's end and on
  /// a read error. Valid until the next call.
  llvm::ArrayRef<uint8_t> at(uint64_t Offset, uint64_t AtLeast);

private:
  const SectionBytes &Section;
  const uint64_t Length;
  uint64_t Begin = 0;
  llvm::ArrayRef<uint8_t> Bytes; ///< [Begin, Begin + Bytes.size())
  std::vector<uint8_t> Scratch;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_SECTIONWINDOW_H
