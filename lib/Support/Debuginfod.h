//===- Debuginfod.h - Debug files from servers ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// debuginfod is the protocol by which distributions hand out debug files by
/// build id. libdebuginfod speaks it, keeps what it has fetched and reads its
/// settings from the environment; it is loaded when it is asked for, so that
/// nobody else needs it or what it depends on.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_DEBUGINFOD_H
#define BTFGEN_SUPPORT_DEBUGINFOD_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace btfgen {

/// The path of the debug file with \p BuildId, in hexadecimal, that the servers
/// of DEBUGINFOD_URLS have, in libdebuginfod's cache. Errors: libdebuginfod is
/// not installed, DEBUGINFOD_URLS is not set, no server has it or can be
/// reached.
llvm::Expected<std::string> fetchDebugFile(llvm::StringRef BuildId);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_DEBUGINFOD_H
