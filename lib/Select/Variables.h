//===- Variables.h - Which variables become VAR and DATASEC -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Collects the variables of all units whose address is in a section of
/// interest, decides which are described, and groups these by section.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_VARIABLES_H
#define BTFGEN_SELECT_VARIABLES_H

#include "DWARF/TypeReader.h"
#include "Dedup/Diagnostics.h"
#include "Dedup/TypeGraph.h"
#include "ELF/ObjectImage.h"
#include "Select/FunctionTable.h"

namespace btfgen {

enum class VariableScope : uint8_t { None, PerCpu, All };

/// A variable that is described. Type is a CanonId's value.
struct SelectedVariable {
  NameRef Name = 0;
  uint32_t Type = VoidRef;
  uint32_t Offset = 0; ///< bytes from the section's start
  uint32_t Size = 0;   ///< bytes
  bool Global = false;
  std::vector<NameRef> Tags;
};

struct SelectedSection {
  llvm::StringRef Name;
  std::vector<SelectedVariable> Variables; ///< ascending Offset, no overlap
};

struct VariableSelection {
  std::vector<SelectedSection> Sections; ///< in the order of section headers
};

class VariableCollector {
public:
  /// \p Image must outlive this object. \p Workers may add at the same time.
  VariableCollector(const ObjectImage &Image, VariableScope Scope,
                    unsigned Workers);

  /// Keeps the variables in question of the group that \p Reader has just read;
  /// \p Classes are its types' classes, by local number.
  void add(unsigned Worker, size_t Group, const TypeReader &Reader,
           llvm::ArrayRef<uint32_t> Classes);

  /// The variables that are described. What is left out is added to \p Diags.
  /// \p Symbols are of the same image.
  VariableSelection select(const TypeGraph &Graph, const FunctionTable &Symbols,
                           const Names &N, Diagnostics &Diags);

private:
  struct Found {
    Occurrence FirstSeen;
    uint64_t Address;
    uint32_t Section; ///< index in Sections
    NameRef Name;
    uint32_t Type; ///< ClassId's value
    bool Global;
    std::vector<NameRef> Tags;
  };
  void indexSections();
  const SectionInfo *sectionOf(uint64_t Address) const;

  const ObjectImage &Image;
  /// Sections whose variables are wanted, by address.
  std::vector<const SectionInfo *> Sections;
  /// Ascending: from that address on, the section that holds it, or null.
  std::vector<std::pair<uint64_t, const SectionInfo *>> Ranges;
  std::vector<std::vector<Found>> ByWorker;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_VARIABLES_H
