//===- AtomicFile.cpp - Files that are complete or absent -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Temporary file, write, rename. No fsync: a build's output is not a database,
/// and file systems that delay allocation order the data before a rename that
/// replaces a file. A signal that kills the process also removes the temporary.
///
//===----------------------------------------------------------------------===//

#include "Support/AtomicFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace btfgen {

static Error ioError(StringRef Path, StringRef What, int Errno) {
  return createStringError(std::error_code(Errno, std::generic_category()),
                           Path + ": " + What + ": " + sys::StrError(Errno));
}

/// Writes everything or fails. One call writes at most 1 GiB: Linux moves no
/// more than 0x7ffff000 bytes at a time.
static Error writeAll(int FD, StringRef Path, ArrayRef<uint8_t> Bytes) {
  constexpr size_t Most = size_t(1) << 30;
  while (!Bytes.empty()) {
    ssize_t N = ::write(FD, Bytes.data(), std::min(Bytes.size(), Most));
    if (N < 0) {
      if (errno == EINTR)
        continue;
      return ioError(Path, "cannot write", errno);
    }
    Bytes = Bytes.drop_front(static_cast<size_t>(N));
  }
  return Error::success();
}

/// Writes to \p FD and closes it, on every path. close() reports what a
/// network file system could not store.
static Error writeAndClose(int FD, StringRef Path, ArrayRef<uint8_t> Bytes) {
  Error E = writeAll(FD, Path, Bytes);
  if (::close(FD) != 0 && !E)
    return ioError(Path, "cannot close", errno);
  return E;
}

static Error writeInPlace(StringRef Path, ArrayRef<uint8_t> Bytes) {
  int FD = -1;
  if (std::error_code EC = sys::fs::openFileForWrite(
          Path, FD, sys::fs::CD_OpenExisting, sys::fs::OF_None))
    return createStringError(EC, Path + ": cannot open: " + EC.message());
  return writeAndClose(FD, Path, Bytes);
}

/// Writes the temporary file \p Temp, already open as \p FD, and renames it.
static Error fillAndRename(int FD, StringRef Temp, StringRef Path,
                           const struct stat *Old, ArrayRef<uint8_t> Bytes) {
  // The mask keeps set-id bits from travelling to new contents.
  if (Old && ::fchmod(FD, Old->st_mode & 0777) != 0) {
    int Errno = errno;
    ::close(FD);
    return ioError(Temp, "cannot set permissions", Errno);
  }
  if (Error E = writeAndClose(FD, Temp, Bytes))
    return E;
  if (std::error_code EC = sys::fs::rename(Temp, Path))
    return createStringError(EC, Path + ": cannot rename " + Temp +
                                     " into place: " + EC.message());
  return Error::success();
}

Error writeFileAtomically(StringRef Path, ArrayRef<uint8_t> Bytes) {
  if (Path == "-")
    return writeAll(STDOUT_FILENO, "<stdout>", Bytes);

  // A link stays one: what it points to is replaced.
  SmallString<256> Target(Path);
  struct stat Old = {};
  bool Exists = ::stat(Target.c_str(), &Old) == 0;
  if (Exists && !S_ISREG(Old.st_mode))
    return writeInPlace(Path, Bytes);
  if (Exists)
    if (std::error_code EC = sys::fs::real_path(Path, Target))
      return createStringError(EC, Path + ": " + EC.message());

  // In the same directory, so that the rename stays inside one file system.
  SmallString<256> Model(sys::path::parent_path(Target));
  sys::path::append(Model, "." + sys::path::filename(Target) + ".%%%%%%%%.tmp");
  SmallString<256> Temp;
  int FD = -1;
  // The permission argument passes through the umask.
  if (std::error_code EC =
          sys::fs::createUniqueFile(Model, FD, Temp, sys::fs::OF_None, 0666))
    return createStringError(
        EC, Path + ": cannot create a file beside it: " + EC.message());
  sys::RemoveFileOnSignal(Temp);
  Error E = fillAndRename(FD, Temp, Target, Exists ? &Old : nullptr, Bytes);
  if (E)
    ::unlink(Temp.c_str());
  sys::DontRemoveFileOnSignal(Temp);
  return E;
}

} // namespace btfgen
