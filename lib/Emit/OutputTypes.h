//===- OutputTypes.h - Everything that will be written ----------*- C++ -*-===//
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

#ifndef BTFGEN_EMIT_OUTPUTTYPES_H
#define BTFGEN_EMIT_OUTPUTTYPES_H

#include "BTF/Kinds.h"
#include "Dedup/Diagnostics.h"
#include "Dedup/TypeGraph.h"
#include "Select/FunctionSelection.h"
#include "Select/Variables.h"

namespace btfgen {

struct AssembleOptions {
  bool KfuncTags = true;                 ///< decl_tag_kfuncs
  bool DeclTags = true;                  ///< decl_tag
  bool Attributes = false;               ///< arena pointers of kfuncs
  uint32_t MaxItems = BtfClassicMaxVlen; ///< variables of a section
};

struct OutputTypes {
  /// Those of Kind Unsupported are not written, and nothing refers to them.
  std::vector<TypeRecord> Types;
  /// By type: the base's id, or 0 if the base lacks the type. Empty without a
  /// base.
  std::vector<uint32_t> BaseIds;
  /// The type that arrays are indexed by, `int`; VoidRef if there is no array.
  uint32_t IndexType = VoidRef;
  /// Owns the items of Types.
  llvm::BumpPtrAllocator Storage;

  uint32_t baseId(uint32_t Type) const {
    return BaseIds.empty() ? 0 : BaseIds[Type];
  }
};

/// The types of \p Graph, followed by those that \p Functions and \p Variables
/// need. The names of Functions.Selected are \p N's symbols, in their order. No
/// two types of the result are equal, except for those that \p Base (which may
/// be null) has. What had to be left out is added to \p Diags.
OutputTypes assemble(TypeGraph Graph, const FunctionSelection &Functions,
                     const VariableSelection &Variables, Names &N,
                     const BaseLookup *Base, const AssembleOptions &Options,
                     Diagnostics &Diags);

} // namespace btfgen

#endif // BTFGEN_EMIT_OUTPUTTYPES_H
