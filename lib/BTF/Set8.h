//===- Set8.h - Flags in sets of ids ----------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A set8 in section .BTF_ids pairs ids with flags (docs/format.md,
/// ".BTF_ids"). A symbol at each pair says which type its id is to be. As the
/// compiler leaves it, the flags of a type are beside its symbol. When ids are
/// filled in, the pairs are sorted by id, and symbols stay where they are: from
/// then on only the BTF that the ids were taken from tells to which type flags
/// belong.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_SET8_H
#define BTFGEN_BTF_SET8_H

#include "BTF/Reader.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Endian.h"

#include <optional>
#include <vector>

namespace btfgen {

class ObjectImage;

/// What the symbol at a pair says.
struct Set8Name {
  unsigned Kind = 0;    ///< BTF_KIND_*
  llvm::StringRef Name; ///< empty: there is no symbol
};

struct Set8 {
  /// Count, flags of the set, and the pairs: 8 bytes each.
  llvm::ArrayRef<uint8_t> Bytes;
  llvm::endianness Order;
  std::vector<Set8Name> Names; ///< one for each pair
};

struct Set8Flags {
  /// By name, none where they are not known.
  std::vector<std::optional<uint32_t>> OfName;
  /// Those that are not in OfName, in the order of their pairs.
  std::vector<uint32_t> Others;
};

/// \p Before is called only if its result is needed: the BTF that the ids in
/// \p Set were taken from, or null if there is none that can be read. If its
/// types do not have the names of the set, no flags are known.
Set8Flags set8Flags(const Set8 &Set,
                    llvm::function_ref<const BtfFile *()> Before);

/// The BTF in \p Image, which is split from \p Base if it is a module's; null
/// if it cannot be read.
BtfRef btfOfIds(const ObjectImage &Image, BtfRef Base);

} // namespace btfgen

#endif // BTFGEN_BTF_SET8_H
