//===- FileState.h - Is a file what it was? ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Notices that another program changed a file while it was read, so that parts
/// of the result would be of different contents: the state of a file is kept
/// when it is opened, and compared when all is read.
///
/// Only the size and the time of the last change of the contents (mtime) count.
/// A new name, permissions and a file that takes the place of the open one do
/// not change what is read. A change goes unnoticed if the file system's clock
/// has not advanced since the file was opened, or if the time is set back.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_FILESTATE_H
#define BTFGEN_SUPPORT_FILESTATE_H

#include "Support/SystemError.h"

#include <sys/stat.h>

namespace btfgen {

/// Whether two states of one file are those of the same contents.
inline bool haveSameContents(const struct stat &A, const struct stat &B) {
  return A.st_size == B.st_size && A.st_mtim.tv_sec == B.st_mtim.tv_sec &&
         A.st_mtim.tv_nsec == B.st_mtim.tv_nsec;
}

inline llvm::Error changedWhileRead(llvm::StringRef Path) {
  return llvm::createStringError(Path + ": was changed by another program "
                                        "while it was read; try again");
}

/// What tells a file with its contents from all others of this machine: where
/// it is on which file system, and when it was changed. The time of the last
/// change of the inode (ctime) cannot be set back.
struct FileIdentity {
  uint64_t Device = 0, Inode = 0, Size = 0;
  int64_t Modified[2] = {}, Changed[2] = {}; ///< seconds, nanoseconds
  bool operator==(const FileIdentity &) const = default;
};

class FileState {
public:
  /// Of nothing, which never changes.
  FileState() = default;
  explicit FileState(const struct stat &Status) : Status(Status) {}

  static llvm::Expected<FileState> of(int FD, llvm::StringRef Path) {
    FileState S;
    if (::fstat(FD, &S.Status) != 0)
      return systemError(Path, "cannot stat");
    return S;
  }

  bool isRegular() const { return S_ISREG(Status.st_mode); }
  /// In bytes; 0 for what has none, such as pipes.
  uint64_t size() const { return isRegular() ? Status.st_size : 0; }

  FileIdentity identity() const {
    return {Status.st_dev,
            Status.st_ino,
            static_cast<uint64_t>(Status.st_size),
            {Status.st_mtim.tv_sec, Status.st_mtim.tv_nsec},
            {Status.st_ctim.tv_sec, Status.st_ctim.tv_nsec}};
  }
  /// User who owns it.
  uid_t owner() const { return Status.st_uid; }

  /// Error if the same open file has other contents by now. What is no regular
  /// file is read once, and never changed.
  llvm::Error checkUnchanged(int FD, llvm::StringRef Path) const {
    if (!isRegular())
      return llvm::Error::success();
    llvm::Expected<FileState> Now = of(FD, Path);
    if (!Now)
      return Now.takeError();
    return haveSameContents(Status, Now->Status) ? llvm::Error::success()
                                                 : changedWhileRead(Path);
  }

private:
  struct stat Status = {};
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_FILESTATE_H
