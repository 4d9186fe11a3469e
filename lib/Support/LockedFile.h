//===- LockedFile.h - A file that one process changes -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whoever changes a file in place holds a lock on it (flock) from before its
/// first read to its last write: two at a time would write over each other. The
/// lock binds only programs that ask for it, so what was read is also checked
/// before it is written over. Readers need none: until its last write a changed
/// file is the old one.
///
/// A compressed file is decompressed once, when it is locked: all that is read
/// is read of this copy, and changes are made to it.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_LOCKEDFILE_H
#define BTFGEN_SUPPORT_LOCKEDFILE_H

#include "Support/InputFile.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <chrono>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <utility>

namespace btfgen {

class LockedFile {
public:
  /// How long to wait for another process that changes the file.
  static constexpr std::chrono::seconds Patience{300};

  /// Opens the regular file \p Path for reading and writing and locks it,
  /// waiting at most \p AtMost while another process has the lock; \p Say then
  /// gets a message that names the file and, where the system tells, that
  /// process. Where there are no locks (some network file systems) the file is
  /// opened without. Errors: it cannot be opened for writing, is not a regular
  /// file, is still locked, cannot be decompressed.
  static llvm::Expected<LockedFile>
  open(llvm::StringRef Path,
       llvm::function_ref<void(llvm::StringRef)> Say = nullptr,
       std::chrono::milliseconds AtMost = Patience);

  LockedFile(LockedFile &&Other)
      : Path(std::move(Other.Path)), FD(std::exchange(Other.FD, -1)),
        AsLocked(Other.AsLocked), Plain(std::move(Other.Plain)) {}
  LockedFile &operator=(LockedFile &&) = delete;
  /// Unlocks it.
  ~LockedFile();

  int descriptor() const { return FD; }
  llvm::StringRef path() const { return Path; }
  /// In bytes, when it was locked.
  uint64_t size() const { return AsLocked.st_size; }

  /// The copy of the plain bytes of a file that is compressed or a boot image;
  /// null if the file itself is plain.
  const InputFile *plainCopy() const { return Plain ? &*Plain : nullptr; }
  /// What is to be read before the file is changed.
  InputSource source() const;

  /// Error if the path names another file by now, or cannot be looked at.
  llvm::Error checkPath() const;
  /// In bytes.
  llvm::Expected<uint64_t> sizeNow() const;
  /// Error if the path, the size or the time of the last change are not those
  /// of when the file was locked.
  llvm::Error checkUnchanged() const;

private:
  explicit LockedFile(llvm::StringRef Path) : Path(Path) {}
  llvm::Error openFile();
  llvm::Error lock(llvm::function_ref<void(llvm::StringRef)> Say,
                   std::chrono::steady_clock::time_point Until) const;
  llvm::Expected<bool> isAtPath() const;
  llvm::Error decompress();

  std::string Path;
  int FD = -1;
  struct stat AsLocked = {};
  std::optional<InputFile> Plain;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_LOCKEDFILE_H
