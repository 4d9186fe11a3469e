//===- FileUses.h - No output that is an input ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Checks that a command does not write to a file that it reads, whatever names
/// and links lead there. All tools do this before anything else.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_FILEUSES_H
#define BTFGEN_SUPPORT_FILEUSES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace btfgen {

/// A file and what a command reads from it or writes to it: "the base", "the
/// report".
struct FileUse {
  std::string Path; ///< "-" is standard input or output
  std::string Role;
};

/// Error if one of \p Outputs is a file that is among \p Inputs too, or among
/// the outputs in another role. Only regular files are looked at, as no others
/// can be lost; inputs that do not exist are ignored.
llvm::Error checkOutputs(llvm::ArrayRef<FileUse> Inputs,
                         llvm::ArrayRef<FileUse> Outputs);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_FILEUSES_H
