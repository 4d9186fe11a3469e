//===- AtomicFile.h - Files that are complete or absent ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes a whole file beside its destination and renames it into place, so
/// that a reader sees the old contents or the new, and an error (full disk)
/// leaves the old. The program's Host (btfgen/Host.h) learns of that file, and
/// removes it if a signal ends the process.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_ATOMICFILE_H
#define BTFGEN_SUPPORT_ATOMICFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace btfgen {

/// Replaces \p Path by \p Bytes. "-" writes to standard output. A destination
/// that is no regular file (/dev/null, a pipe) is written in place. An existing
/// file keeps its permissions and, where the system lets us, its owner; a new
/// one gets 0666 less the umask. Other hard links to it keep the old contents.
llvm::Error writeFileAtomically(llvm::StringRef Path,
                                llvm::ArrayRef<uint8_t> Bytes);

/// The same in two steps, so that all that can fail is done for several files
/// before the first of them is there.
class PendingFile {
public:
  /// Writes \p Bytes beside \p Path; where that cannot be, as on standard
  /// output, where they belong.
  static llvm::Expected<PendingFile> write(llvm::StringRef Path,
                                           llvm::ArrayRef<uint8_t> Bytes);
  PendingFile(PendingFile &&);
  ~PendingFile(); ///< without commit(): nothing was done
  /// Renames it into place.
  llvm::Error commit();
  /// Renames several files into place, in order, up to the first Error. A
  /// signal or lack of memory ends the process before the first or after the
  /// last.
  static llvm::Error commit(llvm::MutableArrayRef<PendingFile> Files);

private:
  PendingFile();
  std::unique_ptr<class Replacement> New; ///< null: written already
};

/// Lets \p Write fill an empty file (a descriptor open for reading and writing)
/// and replaces the regular file \p Path by it.
llvm::Error replaceFileAtomically(llvm::StringRef Path,
                                  llvm::function_ref<llvm::Error(int)> Write);

/// Copies the regular file \p Path, lets \p Change write to the copy (a
/// descriptor open for reading and writing) and replaces \p Path by it. For
/// changes that cannot be made by appending; costs a copy.
llvm::Error changeFileAtomically(llvm::StringRef Path,
                                 llvm::function_ref<llvm::Error(int)> Change);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_ATOMICFILE_H
