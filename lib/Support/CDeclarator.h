//===- CDeclarator.h - Declarations as C writes them ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The syntax of a C declarator, whatever the types are taken from. It grows
/// from the name outwards while one walks from the outer type (pointer, array,
/// function) to the inner: pointers are put in front, arrays and parameters
/// behind, and parentheses where a pointer meets one of those. What remains at
/// the end is the specifier on the left: a name, `void`, or `struct name`.
///
/// For `void (*const handlers[8])(int)` that is array(8), qualifier("const"),
/// pointer(), function("(int)"), declaration("void").
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_CDECLARATOR_H
#define BTFGEN_SUPPORT_CDECLARATOR_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace btfgen {

class CDeclarator {
public:
  /// \p Name is what is declared; empty if the type itself is to be written.
  explicit CDeclarator(llvm::StringRef Name) : Text(Name) {}

  void pointer() {
    // What was qualified so far is the pointer itself.
    Text = "*" + Qualifiers + Text;
    if (Text.back() == ' ')
      Text.pop_back();
    Qualifiers.clear();
    StartsWithPointer = true;
  }
  /// \p Word qualifies the type that comes next: "const".
  void qualifier(llvm::StringRef Word) { Qualifiers += (Word + " ").str(); }
  void array(uint64_t Count) { append("[" + std::to_string(Count) + "]"); }
  /// \p Params are in parentheses.
  void function(llvm::StringRef Params) { append(Params); }

  /// The whole, now that the type which is reached is written \p Specifier.
  std::string declaration(llvm::StringRef Specifier) const {
    return Qualifiers + (Specifier + (Text.empty() ? "" : " ") + Text).str();
  }

private:
  void append(llvm::StringRef Suffix) {
    if (StartsWithPointer)
      Text = "(" + Text + ")";
    StartsWithPointer = false;
    Text += Suffix;
  }

  std::string Text;
  std::string Qualifiers;         ///< each with a space behind it
  bool StartsWithPointer = false; ///< of the last type
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_CDECLARATOR_H
