//===- InlineSites.h - BTF with inline sites, in one or in two --*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An encoder may write inline sites into the BTF of a kernel or module itself.
/// The kernel's build then moves them, with the functions that nothing else
/// needs, to BTF of their own, which is split from the rest
/// (docs/inline-sites.md, "What is in the file"). Here are the steps between
/// the two forms. In all of them the entries of a LOCSEC are in order of
/// function, offset and LOC_PROTO.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_INLINESITES_H
#define BTFGEN_TRANSFORM_INLINESITES_H

#include "BTF/Reader.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"

#include <vector>

namespace btfgen {

class ObjectImage;

/// What is made of one ELF file, as raw BTF.
struct BtfParts {
  std::vector<uint8_t> Bytes; ///< for section .BTF
  /// What Bytes are split from in place of their first base; or empty.
  std::vector<uint8_t> BaseBytes;
  /// Inline sites, split from Bytes; or empty.
  std::vector<uint8_t> InlineBytes;
};

/// Whether \p Btf itself, not its base, has types of the kinds for inline
/// sites.
bool hasSites(const BtfFile &Btf);

/// The functions that must be described with the kernel or module itself if
/// they are described at all: those of which \p Image has a symbol, a
/// compiler's suffix aside, and those whose ids its section .BTF_ids asks for.
/// Error: the symbol table is malformed.
llvm::Expected<llvm::StringSet<>> functionsOfMain(const ObjectImage &Image);

/// Takes the sites out of \p Btf: the types of their kinds, and what only these
/// refer to and is a FUNC_PROTO, or a FUNC that does not belong to the rest
/// (\p StaysInMain). Types that stay keep their order, and strings that only
/// sites need go with them. Sites are in order of their names. Error: a type of
/// a kind not known here. Bytes and InlineBytes are set.
llvm::Expected<BtfParts>
separateSites(const BtfFile &Btf,
              llvm::function_ref<bool(const BtfType &)> StaysInMain);

struct RemainingSites {
  std::vector<uint8_t> Bytes;
  uint64_t NumDropped = 0; ///< sites
};

/// \p Sites without those of functions that are described there although
/// \p StaysInMain names them, and without what nothing else needs. After
/// joinSites(), separateSites() would leave such a function in the main BTF:
/// there it was left out for a reason.
RemainingSites dropSites(const BtfFile &Sites,
                         llvm::function_ref<bool(llvm::StringRef)> StaysInMain);

/// One BTF of \p Sites and its base: that alone, byte for byte, if there are no
/// sites.
std::vector<uint8_t> joinSites(const BtfFile &Sites);

/// \p Sites, whose base was changed to \p Main: by id of the old one,
/// \p NewIds says which type of Main it has become, and the old strings are
/// the first of Main's. Where a function has lost parameters at its end, so do
/// its sites.
std::vector<uint8_t> rebaseSites(const BtfFile &Sites, const BtfFile &Main,
                                 llvm::ArrayRef<uint32_t> NewIds);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_INLINESITES_H
