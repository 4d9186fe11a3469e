//===- Supplement.h - What dwz moved into another file ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `dwz -m COMMON` moves units and strings that several files have in common
/// into COMMON. Each file names it, in .gnu_debugaltlink or, by DWARF 5, in
/// .debug_sup (7.3.6), and refers to it by forms of its own.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_SUPPLEMENT_H
#define BTFGEN_DWARF_SUPPLEMENT_H

#include "DWARF/Units.h"
#include "llvm/ADT/SmallString.h"

#include <optional>

namespace btfgen {

struct Supplement {
  /// Why it cannot be used, or empty; then the rest is set.
  std::string Problem;
  std::optional<ObjectImage> Image;
  uint32_t Section = 0;     ///< of DebugSections::Units: its .debug_info
  uint64_t StrStart = 0;    ///< of its strings, in DebugSections::Str
  uint64_t AbbrevStart = 0; ///< of its tables, in DebugSections::Abbrev
  std::vector<uint8_t> Abbrev, Str; ///< of both files, with padding

  bool isUsed() const { return Problem.empty(); }
};

/// Looks for the supplementary file that \p Sections need: by the name that is
/// relative to their file, and by the build id below /usr/lib/debug/.build-id.
/// It must have the id that they expect. Its sections are added to \p Sections,
/// as a linker would; otherwise Supplement::Problem says why not. Nothing is
/// done for a file that needs none. Error: the file's own sections cannot be
/// read.
llvm::Error addSupplement(DebugSections &Sections);

/// The file that DWARF in \p Folder calls \p Name, which may be absolute.
llvm::SmallString<128> pathFrom(llvm::StringRef Folder, llvm::StringRef Name);

} // namespace btfgen

#endif // BTFGEN_DWARF_SUPPLEMENT_H
