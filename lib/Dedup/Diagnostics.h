//===- Diagnostics.h - What was left out, and why ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A type or variable that BTF cannot express is left out or altered, and the
/// rest is written. What happened is counted by category and can be listed.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_DIAGNOSTICS_H
#define BTFGEN_DEDUP_DIAGNOSTICS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

#include <array>
#include <string>
#include <vector>

namespace btfgen {

enum class Omission : uint8_t {
  MalformedUnit,     ///< a unit whose DIEs cannot be read
  SplitUnit,         ///< a unit whose DIEs are in another file (split DWARF)
  NoContents,        ///< a function, for a section without contents
  NoSupplement,      ///< what dwz moved into a file that cannot be used
  DanglingReference, ///< to no type, or to what is not in the file
  TypeCycle,         ///< a cycle through no name: cut
  UnsupportedType,   ///< complex, pointer to member, odd sizes
  UnsupportedMember, ///< a member of such a type, or that BTF cannot place
  TooManyItems,      ///< more members than BTF counts
  RenamedInvalid,    ///< a name that the kernel refuses, altered
  VariableInvalidName,
  VariableNoType,
  VariableOverlap,  ///< two variables share bytes: the kernel refuses that
  VariableNoSymbol, ///< at offset 0 and not in the symbol table
  KfuncSignature,   ///< flags of .BTF_ids do not fit the prototype
  KfuncFlags,       ///< flags of .BTF_ids are sorted by unknown ids
  NumOmissions,
};
inline constexpr unsigned NumOmissions =
    static_cast<unsigned>(Omission::NumOmissions);

/// A sentence to follow a number: "units left out: their DIEs cannot be read".
llvm::StringRef describe(Omission O);
/// Whether something was left out only because it is in a file that was not
/// read, and not because BTF or the kernel cannot take it.
inline bool isIncomplete(Omission O) {
  return O == Omission::SplitUnit || O == Omission::NoContents ||
         O == Omission::NoSupplement;
}
/// A word for --report: "malformed-unit".
llvm::StringRef keyword(Omission O);

/// Not thread-safe: one per worker, merged in a fixed order.
class Diagnostics {
public:
  /// \p Subject names the item, \p Detail says what is wrong with it.
  void add(Omission O, const llvm::Twine &Subject, const llvm::Twine &Detail) {
    count(O);
    if (Entries.size() < MaxEntries)
      keep(O, Subject, Detail);
  }
  /// Counts without words.
  void count(Omission O, uint64_t N = 1) {
    Counts[static_cast<unsigned>(O)] += N;
  }
  uint64_t counted(Omission O) const {
    return Counts[static_cast<unsigned>(O)];
  }
  uint64_t total() const;
  /// Whether there is one of which isIncomplete() is true.
  bool incomplete() const;
  void merge(const Diagnostics &Other);

  struct Entry {
    Omission What;
    std::string Subject;
    std::string Detail;
  };
  const std::vector<Entry> &entries() const { return Entries; }

private:
  void keep(Omission O, const llvm::Twine &Subject, const llvm::Twine &Detail);

  // So that hostile input cannot fill the memory with messages.
  static constexpr size_t MaxEntries = 10000;
  static constexpr size_t MaxText = 1024;
  std::array<uint64_t, NumOmissions> Counts{};
  std::vector<Entry> Entries;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_DIAGNOSTICS_H
