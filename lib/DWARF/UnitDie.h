//===- UnitDie.h - What a unit says of itself -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the first DIE of a unit without the rest. For split DWARF: which .dwo
/// file a skeleton names, and by which id its unit is known. Before version 5
/// only that DIE tells a skeleton from any other unit. For messages: the name
/// of its source file.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_UNITDIE_H
#define BTFGEN_DWARF_UNITDIE_H

#include "DWARF/AbbrevProgram.h"

#include <optional>
#include <string>

namespace btfgen {

/// What is absent, or in a form that is none of its kind, is empty or 0.
struct UnitDie {
  std::optional<uint64_t> Id;      ///< of a skeleton or its unit
  std::optional<std::string> Name; ///< of the .dwo file
  std::string Directory;           ///< DW_AT_comp_dir
  uint64_t AddrBase = 0, RangesBase = 0, LowPc = 0;
};

/// Reads the DIEs of many units with little memory, whatever they say.
class UnitDieReader {
public:
  /// Longer names are taken for none: no file has them. They may be suffixes of
  /// one string, and each is copied.
  static constexpr size_t MaxName = 4096;

  /// Strings and addresses are looked up in \p Sections.
  explicit UnitDieReader(const DebugSections &Sections) : S(Sections) {}

  /// The DIE of \p U, which is in \p Units, of the tables in \p Abbrev; empty
  /// if there is none. Error: its bytes cannot be read.
  llvm::Expected<UnitDie> read(const SectionBytes &Units,
                               llvm::ArrayRef<uint8_t> Abbrev, const Unit &U);

  /// DW_AT_name of \p U, which is in \p Sections; nothing if it cannot be read
  /// or is in another file.
  std::optional<std::string> sourceName(const Unit &U);

private:
  /// The bytes of the DIE, with what follows; null if its abbreviations are
  /// malformed. \p U becomes as small as these are.
  llvm::Expected<const uint8_t *>
  start(const SectionBytes &Units, llvm::ArrayRef<uint8_t> Abbrev, Unit &U);
  template <bool LE>
  UnitDie readBytes(const uint8_t *Bytes, const Unit &U) const;

  const DebugSections &S;
  AbbrevCompiler Compiler;
  AbbrevTable Table;
  std::vector<uint8_t> Scratch;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_UNITDIE_H
