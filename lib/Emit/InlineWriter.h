//===- InlineWriter.h - Inline sites as split BTF ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes the sites of a kernel or module as BTF that is split from its own:
/// LOC_PARAM, LOC_PROTO and LOCSEC, and the functions that nothing else needs.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_EMIT_INLINEWRITER_H
#define BTFGEN_EMIT_INLINEWRITER_H

#include "Emit/Layout.h"
#include "Select/Sites.h"

namespace btfgen {

/// The BTF of \p Sites, split from \p Main, which was written from \p Layout;
/// its strings become those of Layout too. \p Base is what Main is split from,
/// or null. A function is one of Main, or of Base, if name and prototype are
/// the same. Errors: DuplicateNames; more types, sites or strings than BTF can
/// number.
llvm::Expected<std::vector<uint8_t>>
writeInlineBtf(const SiteSelection &Sites, const BtfFile &Main,
               OutputLayout &Layout, const BaseIndex *Base, bool LayoutSection);

} // namespace btfgen

#endif // BTFGEN_EMIT_INLINEWRITER_H
