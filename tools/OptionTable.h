//===- OptionTable.h - A tool's options, from its Options.td ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What LLVM's option library wants around the Options.inc that it generates:
/// OPT_* and ToolOptTable. To be included in the one file of a tool that parses
/// its command line; Options.inc is found in that tool's build folder. A tool
/// with two command lines has two such files and defines OPTIONS_INC in the
/// second.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_OPTIONTABLE_H
#define BTFGEN_TOOLS_OPTIONTABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Option/Option.h"

#ifndef OPTIONS_INC
#define OPTIONS_INC "Options.inc"
#endif

namespace {

using llvm::ArrayRef;      // the generated table uses them
using llvm::StringLiteral; // without llvm::
using namespace llvm::opt;

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include OPTIONS_INC
#undef OPTION
};

#define PREFIX(NAME, VALUE)                                                    \
  constexpr StringLiteral NAME##_init[] = VALUE;                               \
  constexpr ArrayRef<StringLiteral> NAME(NAME##_init,                          \
                                         std::size(NAME##_init) - 1);
#include OPTIONS_INC
#undef PREFIX

constexpr OptTable::Info InfoTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include OPTIONS_INC
#undef OPTION
};

class ToolOptTable : public GenericOptTable {
public:
  ToolOptTable() : GenericOptTable(InfoTable) {}
};

} // namespace

#endif // BTFGEN_TOOLS_OPTIONTABLE_H
