//===- Kinds.cpp - Names of the BTF kinds -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Kind numbers to names and back.
///
//===----------------------------------------------------------------------===//

#include "BTF/Kinds.h"

using namespace llvm;

namespace btfgen {

static constexpr StringLiteral KindNames[NumBtfKinds] = {
    "VOID",     "INT",        "PTR",       "ARRAY",     "STRUCT", "UNION",
    "ENUM",     "FWD",        "TYPEDEF",   "VOLATILE",  "CONST",  "RESTRICT",
    "FUNC",     "FUNC_PROTO", "VAR",       "DATASEC",   "FLOAT",  "DECL_TAG",
    "TYPE_TAG", "ENUM64",     "LOC_PARAM", "LOC_PROTO", "LOCSEC"};

StringRef kindName(unsigned Kind) {
  return Kind < NumBtfKinds ? StringRef(KindNames[Kind]) : "UNKNOWN";
}

unsigned kindFromName(StringRef Name) {
  for (unsigned Kind = 0; Kind != NumBtfKinds; ++Kind)
    if (Name.equals_insensitive(kindName(Kind)))
      return Kind;
  return NumBtfKinds;
}

} // namespace btfgen
