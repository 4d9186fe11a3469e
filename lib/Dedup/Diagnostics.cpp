//===- Diagnostics.cpp - What was left out, and why -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The words for what was left out, and the lists of it.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Diagnostics.h"

#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace btfgen;

namespace {
struct Words {
  StringRef Keyword;
  StringRef Sentence;
};
} // namespace

static const Words &wordsOf(Omission O) {
  static const Words Table[NumOmissions] = {
      {"malformed-unit", "units left out: their DIEs cannot be read"},
      {"split-unit", "units left out: their debug information is in .dwo or "
                     ".dwp files that cannot be used"},
      {"no-contents",
       "functions that may be kfuncs or have other addresses: section .BTF_ids "
       "or .opd has no contents in this debug file, and the stripped file with "
       "its build id was not found"},
      {"no-supplement",
       "files that cannot be used: what dwz moved there is left out, with "
       "everything that refers to it"},
      {"dangling-reference",
       "references that cannot be followed: members, variables and functions "
       "that contain them are left out"},
      {"type-cycle",
       "cycles without a named struct, union or enumeration, which were cut"},
      {"unsupported-type", "types left out: BTF cannot represent them"},
      {"unsupported-member", "members left out: BTF cannot represent them"},
      {"too-many-items",
       "members or variables left out: there are more than BTF can count"},
      {"renamed-invalid", "names altered: the kernel would refuse them"},
      {"variable-invalid-name",
       "variables left out: the kernel would refuse the name"},
      {"variable-no-type", "variables left out: they have no type or size"},
      {"variable-overlap", "variables left out: they overlap another"},
      {"variable-no-symbol",
       "variables left out: at offset 0 and not in the symbol table"},
      {"kfunc-signature",
       "kfuncs whose flags in .BTF_ids do not match their prototype"},
      {"kfunc-flags",
       "kfuncs whose flags in .BTF_ids are not known: they were sorted by ids "
       "of other BTF than the file has"},
  };
  return Table[static_cast<unsigned>(O)];
}

StringRef btfgen::describe(Omission O) { return wordsOf(O).Sentence; }
StringRef btfgen::keyword(Omission O) { return wordsOf(O).Keyword; }

uint64_t Diagnostics::total() const {
  uint64_t Sum = 0;
  for (uint64_t C : Counts)
    Sum += C;
  return Sum;
}

bool Diagnostics::incomplete() const {
  for (unsigned I = 0; I < NumOmissions; ++I)
    if (Counts[I] && isIncomplete(static_cast<Omission>(I)))
      return true;
  return false;
}

void Diagnostics::keep(Omission O, const Twine &Subject, const Twine &Detail) {
  auto Cut = [](const std::string &Text) {
    return Text.size() > MaxText ? Text.substr(0, MaxText) + "..." : Text;
  };
  Entries.push_back({O, Cut(Subject.str()), Cut(Detail.str())});
}

void Diagnostics::merge(const Diagnostics &Other) {
  for (unsigned I = 0; I < NumOmissions; ++I)
    Counts[I] += Other.Counts[I];
  for (const Entry &E : Other.Entries)
    if (Entries.size() < MaxEntries)
      Entries.push_back(E);
}
