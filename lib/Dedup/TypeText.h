//===- TypeText.h - Types as C writes them ----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints types of a graph for messages: `struct foo *`, `int (*)(void *)`. The
/// types of a file are printed by BTF/CDecl.h, as complete C.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_TYPETEXT_H
#define BTFGEN_DEDUP_TYPETEXT_H

#include "Dedup/TypeGraph.h"

#include <string>

namespace btfgen {

/// \p Type is a CanonId's value or VoidRef. What is nested too deeply becomes
/// "...".
std::string typeText(const TypeGraph &Graph, const Names &N, uint32_t Type);

} // namespace btfgen

#endif // BTFGEN_DEDUP_TYPETEXT_H
