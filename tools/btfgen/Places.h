//===- Places.h - Where results go ------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_PLACES_H
#define BTFGEN_TOOLS_BTFGEN_PLACES_H

#include "Encode/Encode.h"
#include "Options.h"

namespace btfgen {

/// Whether results become sections of the inputs.
bool isInPlace(const ToolConfig &T);

/// The file for the result of \p Input; "-" is standard output. Not in place.
/// Error: the input is not below --relative-to.
llvm::Expected<std::string> resultPath(const ToolConfig &T,
                                       llvm::StringRef Input);

/// The file for the distilled base of the result in \p Result.
std::string distilledPath(llvm::StringRef Result);
/// The file for its inline sites.
std::string inlinePath(llvm::StringRef Result);

/// The file for the contents of .BTF_ids that belong to \p Result.
std::string idsPath(llvm::StringRef Result);

/// Error if something that \p T reads would be overwritten, or two results
/// would go to one place. \p Base is the file that --base stands for, or empty.
llvm::Error checkPlaces(const ToolConfig &T, llvm::StringRef Base);

/// The same for the files that were found while \p Input was encoded: its debug
/// file, or the stripped file that it belongs to.
llvm::Error checkFilesFound(const ToolConfig &T, llvm::StringRef Input,
                            const EncodeResult &R);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_PLACES_H
