//===- Identifier.cpp - Names that every kernel accepts -------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Identifier.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <array>

using namespace llvm;

static constexpr auto Allowed = [] {
  std::array<bool, 256> A{};
  for (unsigned I = 0; I < A.size(); ++I)
    A[I] = (I >= '0' && I <= '9') || (I >= 'A' && I <= 'Z') ||
           (I >= 'a' && I <= 'z') || I == '_' || I == '.';
  return A;
}();

bool btfgen::isIdentifierCharacter(char C) {
  return Allowed[static_cast<uint8_t>(C)];
}

bool btfgen::isIdentifier(StringRef Name) {
  return !Name.empty() && Name.size() <= MaxIdentifierLength &&
         !isDigit(Name[0]) &&
         all_of(Name, [](char C) { return Allowed[static_cast<uint8_t>(C)]; });
}

bool btfgen::isSectionName(StringRef Name) {
  return !Name.empty() && Name.size() <= MaxIdentifierLength &&
         all_of(Name, isPrint);
}
