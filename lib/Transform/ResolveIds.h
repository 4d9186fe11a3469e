//===- ResolveIds.h - Fill .BTF_ids -----------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Kernel code that needs the BTF id of a type at run time leaves a word for it
/// in section .BTF_ids, with a symbol whose name says which type
/// (`__BTF_ID__struct__sock__12`), and groups of them under set symbols, which
/// the kernel searches by bisection. In: the linked or relocatable file and its
/// BTF. Out: the section's bytes with ids filled in and sets sorted, as the
/// kernel's resolve_btfids writes them (docs/format.md, ".BTF_ids").
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_RESOLVEIDS_H
#define BTFGEN_TRANSFORM_RESOLVEIDS_H

#include "BTF/Reader.h"
#include "ELF/ObjectImage.h"

#include "llvm/ADT/StringMap.h"

#include <optional>

namespace btfgen {

struct ResolvedIds {
  std::vector<uint8_t> Bytes;
  bool Changed = false; ///< from what the file has
  /// In words: names that no type has (their ids are 0) or several have (the
  /// first is taken), and that there is no symbol table.
  std::vector<std::string> Warnings;
};

/// True if the file has a section .BTF_ids that is not empty.
bool hasIdsToResolve(const ObjectImage &Image);

/// Whether they are filled in already. Errors as resolveIds().
llvm::Expected<bool> hasResolvedIds(const ObjectImage &Image);

/// The new contents of .BTF_ids; \p Btf is the file's own, with its base.
/// Errors: a symbol or set that does not lie inside the section, or that lies
/// where another one does; an id in a set that is none of its members; a name
/// of unknown kind. Without a symbol table the section stays as it is, with a
/// warning.
///
/// Ids may have been filled in before. The flags of each function are then told
/// by the BTF that is in \p Image, for which those ids were; if that is split
/// BTF without .BTF.base it continues \p BaseBefore. If that BTF is not there,
/// or its types do not have the names that symbols give to ids, and a set has
/// different flags, it is an Error: nothing tells which flags belong to which
/// name. With the same BTF, the bytes are the same again.
llvm::Expected<ResolvedIds> resolveIds(const ObjectImage &Image,
                                       const BtfFile &Btf, BtfRef BaseBefore);

/// The contents of .BTF_ids as they were before ids were filled in: for a
/// program that is going to do that, but does not know of such flags. Errors
/// and \p BaseBefore as resolveIds() has them.
llvm::Expected<ResolvedIds> restoreIds(const ObjectImage &Image,
                                       BtfRef BaseBefore);

/// What sets say of a function.
struct KfuncFlags {
  /// In the first set that has it, in the order of sets' names.
  uint32_t Flags = 0;
  /// In sets of kfuncs (BTF_SET8_KFUNCS), if it is in any.
  std::optional<uint32_t> OfKfunc;
  bool Conflicts = false; ///< sets of kfuncs disagree about that
};

/// The functions in sets with flags, by name. A file without symbol table, or
/// without section .BTF_ids, has none. Errors and \p BaseBefore as
/// resolveIds() has them.
llvm::Expected<llvm::StringMap<KfuncFlags>> kfuncFlags(const ObjectImage &Image,
                                                       BtfRef BaseBefore);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_RESOLVEIDS_H
