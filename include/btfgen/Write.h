//===- Write.h - Files that are complete or as before -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writing results: as files of their own, or as sections of ELF files. After
/// an error a file is as it was.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_WRITE_H
#define BTFGEN_WRITE_H

#include "btfgen/Result.h"

#include <cstdint>
#include <span>
#include <string>

namespace btfgen {

/// Replaces the file \p Path by \p Bytes: who opens it finds the old contents
/// or the new. What is no regular file (a pipe, /dev/null) is written in place;
/// "-" is standard output. An existing file keeps its permissions.
Result<void> writeFile(const std::string &Path, std::span<const uint8_t> Bytes);

struct Section {
  std::string Name; ///< ".BTF"
  std::span<const uint8_t> Bytes;
};

struct AddSettings {
  /// Write a new file without bytes that nothing refers to, instead of
  /// appending to the one that there is.
  bool Compact = false;
  /// Drop a module's signature, which otherwise is an error: it would not match
  /// any more.
  bool StripSignature = false;
};

/// Adds sections to the ELF file \p Path, or replaces those of the same name.
/// Takes milliseconds, however large the file is. A section that a linked file
/// loads can only be replaced by one of the same size.
Result<void> addSections(const std::string &Path,
                         std::span<const Section> Sections,
                         AddSettings Settings = {});

} // namespace btfgen

#endif // BTFGEN_WRITE_H
