//===- Program.h - Everything that will be written --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The types of the graph, and behind them what is made from functions and
/// variables: FUNC_PROTO, FUNC, VAR, DATASEC and tags. One list; a reference is
/// an index of it. Layout decides the order in the file.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_PROGRAM_H
#define BTFGEN_BTF_PROGRAM_H

#include "BTF/FunctionMerge.h"
#include "BTF/TypeGraph.h"
#include "BTF/Variables.h"
#include "Support/Diagnostics.h"

namespace btfgen {

struct ProgramOptions {
  bool KfuncTags = true;      ///< decl_tag_kfuncs
  bool DeclTags = true;       ///< decl_tag
  bool Attributes = false;    ///< arena pointers of kfuncs
  uint32_t MaxItems = 0xffff; ///< variables of a section
};

struct Program {
  /// Kind Unsupported: left out, and nothing refers to it.
  std::vector<GraphType> Types;
  llvm::BumpPtrAllocator Storage;
};

/// Appends what \p Functions and \p Variables need to the types of \p Graph,
/// whose types are moved out of it and whose items stay there. No two types of
/// the result are equal.
Program assemble(TypeGraph &Graph, const FunctionSelection &Functions,
                 const VariableSelection &Variables, Names &N,
                 const ProgramOptions &Options, Diagnostics &Diags);

} // namespace btfgen

#endif // BTFGEN_BTF_PROGRAM_H
