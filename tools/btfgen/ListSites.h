//===- ListSites.h - Where functions were inlined ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_LISTSITES_H
#define BTFGEN_TOOLS_BTFGEN_LISTSITES_H

#include "Options.h"

namespace btfgen {

/// Prints the inline sites of the file of --sites: those of its .BTF.inline, of
/// raw BTF, or if it has neither, what encoding it finds. \p Base is what
/// --base names, or null. Errors: files that cannot be read; no site of the
/// function that was asked for.
llvm::Error listSites(const ToolConfig &T, const BtfRef &Base);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_LISTSITES_H
