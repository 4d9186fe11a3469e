//===- ProcessEnd.h - Ends that leave nothing half done ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A process may end in the middle of its work: by a signal, for lack of
/// memory, or because a file that it has mapped was truncated. This finishes
/// changes of files and removes temporary files before that.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_PROCESSEND_H
#define BTFGEN_TOOLS_PROCESSEND_H

namespace btfgen {

/// For main(), before there are threads and files:
///
/// - A signal that ends the process (SIGINT, SIGTERM, SIGPIPE, ...) does so
///   after files that are being changed are whole and those that are temporary
///   are removed. One that the process was started to ignore (nohup) stays
///   ignored: LLVM's handlers, which come with the first temporary file, would
///   catch it.
/// - SIGXFSZ is ignored: writing beyond the limit for files is an Error.
/// - SIGBUS from a mapped file (Support/FileBytes.h) is a message of \p Tool
///   that names the file, and an end with \p Status, that of an error.
void catchSignals(const char *Tool, int Status);

/// Between these two, the end of the process by a signal or by another thread
/// is delayed until this thread has finished or undone its changes. Keep the
/// time short, since signals are delayed too. May be nested.
/// (Host::changeBegins)
void beginChange();
void endChange();

/// Waits for changes to files and removes temporary ones; from then on, no
/// other thread begins a change. May be called from a signal handler.
void finishFiles();

/// finishFiles(), and the end; what this thread was changing stays as it is.
[[noreturn]] void endProcess(int Status);

} // namespace btfgen

#endif // BTFGEN_TOOLS_PROCESSEND_H
