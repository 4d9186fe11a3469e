//===- JsonText.h - Any bytes as a JSON string ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names of types and files are bytes, while JSON is UTF-8. LLVM's JSON writer
/// accepts only that: otherwise it asserts, or replaces characters by U+FFFD.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_JSONTEXT_H
#define BTFGEN_SUPPORT_JSONTEXT_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace btfgen {

/// \p Bytes as UTF-8, without loss: a byte that belongs to no character becomes
/// \xNN, and a backslash becomes two.
inline std::string jsonText(llvm::StringRef Bytes) {
  std::string Text;
  while (!Bytes.empty()) {
    size_t Bad = Bytes.size();
    llvm::json::isUTF8(Bytes, &Bad);
    for (char C : Bytes.take_front(Bad))
      Text.append(C == '\\' ? 2 : 1, C);
    Bytes = Bytes.drop_front(Bad);
    if (Bytes.empty())
      break;
    Text += "\\x" + llvm::utohexstr(uint8_t(Bytes[0]), true, 2);
    Bytes = Bytes.drop_front();
  }
  return Text;
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_JSONTEXT_H
