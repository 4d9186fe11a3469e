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
/// replaces a file.
///
//===----------------------------------------------------------------------===//

#include "Support/AtomicFile.h"

#include "Support/OwnedDescriptor.h"
#include "Support/SystemError.h"
#include "Support/WholeChange.h"
#include "btfgen/Host.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace llvm;

namespace btfgen {

/// Writes everything or fails. One call writes at most 1 GiB: Linux moves no
/// more than 0x7ffff000 bytes at a time.
static Error writeAll(int FD, StringRef Path, ArrayRef<uint8_t> Bytes) {
  constexpr size_t Most = size_t(1) << 30;
  while (!Bytes.empty()) {
    ssize_t N = ::write(FD, Bytes.data(), std::min(Bytes.size(), Most));
    if (N < 0) {
      if (errno == EINTR)
        continue;
      return systemError(Path, "cannot write");
    }
    Bytes = Bytes.drop_front(static_cast<size_t>(N));
  }
  return Error::success();
}

static Error writeInPlace(StringRef Path, ArrayRef<uint8_t> Bytes) {
  int FD = -1;
  if (std::error_code EC = sys::fs::openFileForWrite(
          Path, FD, sys::fs::CD_OpenExisting, sys::fs::OF_None))
    return createStringError(EC, Path + ": cannot open: " + EC.message());
  Error E = writeAll(FD, Path, Bytes);
  // close() reports what a network file system could not store.
  if (::close(FD) != 0 && !E)
    return systemError(Path, "cannot close");
  return E;
}

/// A file beside \p Path that becomes \p Path, or vanishes.
class Replacement {
public:
  explicit Replacement(StringRef Path) : Target(Path) {}
  ~Replacement() {
    if (FD >= 0)
      ::close(FD);
    if (Temp.empty())
      return;
    ::unlink(Temp.c_str());
    host().temporaryGone(Temp.c_str());
  }

  int descriptor() const { return FD; }

  /// \p Old is the status of an existing file, or null.
  Error create(const struct stat *Old) {
    // A link stays one: what it points to is replaced.
    if (Old) {
      SmallString<256> Real;
      if (std::error_code EC = sys::fs::real_path(Target, Real))
        return createStringError(EC, Target + ": " + EC.message());
      Target = Real;
    }
    // In the same directory, so that the rename stays in one file system.
    SmallString<256> Model(sys::path::parent_path(Target));
    sys::path::append(Model,
                      "." + sys::path::filename(Target) + ".%%%%%%%%.tmp");
    if (std::error_code EC = createFrom(Model))
      return createStringError(
          EC, Target + ": cannot create a file beside it: " + EC.message());
    // Only root can give files away; for others the file becomes theirs, as
    // with every tool that replaces it.
    struct stat New;
    if (Old && ::fstat(FD, &New) != 0)
      return systemError(Temp, "cannot stat");
    if (Old && (New.st_uid != Old->st_uid || New.st_gid != Old->st_gid) &&
        ::fchown(FD, Old->st_uid, Old->st_gid) != 0 && errno != EPERM)
      return systemError(Temp, "cannot set the owner");
    // The mask keeps set-id bits from travelling to new contents.
    if (Old && ::fchmod(FD, Old->st_mode & 0777) != 0)
      return systemError(Temp, "cannot set permissions");
    return Error::success();
  }

  /// Reports what a network file system could not store.
  Error close() {
    if (FD >= 0 && ::close(std::exchange(FD, -1)) != 0)
      return systemError(Temp, "cannot close");
    return Error::success();
  }

  Error commit() {
    if (Error E = close())
      return E;
    if (std::error_code EC = sys::fs::rename(Temp, Target))
      return createStringError(EC, Target + ": cannot rename " + Temp +
                                       " into place: " + EC.message());
    host().temporaryGone(Temp.c_str());
    Temp.clear();
    return Error::success();
  }

private:
  /// The host knows of it before it is there: a process that is ended leaves
  /// nothing behind.
  std::error_code createFrom(const Twine &Model) {
    const WholeChange KnownAndThere;
    constexpr unsigned Attempts = 100;
    std::error_code EC;
    for (unsigned I = 0; I < Attempts; ++I) {
      sys::fs::createUniquePath(Model, Temp, /*MakeAbsolute=*/false);
      host().temporaryComes(Temp.c_str());
      // The permission argument passes through the umask.
      EC = sys::fs::openFileForWrite(Temp, FD, sys::fs::CD_CreateNew,
                                     sys::fs::OF_None, 0666);
      if (!EC)
        return EC;
      host().temporaryGone(Temp.c_str());
      Temp.clear();
      if (EC != std::errc::file_exists)
        break;
    }
    return EC;
  }

  SmallString<256> Target, Temp;
  int FD = -1;
};

PendingFile::PendingFile() = default;
PendingFile::PendingFile(PendingFile &&) = default;
PendingFile::~PendingFile() = default;

Expected<PendingFile> PendingFile::write(StringRef Path,
                                         ArrayRef<uint8_t> Bytes) {
  PendingFile File;
  if (Path == "-") {
    if (Error E = writeAll(STDOUT_FILENO, "<stdout>", Bytes))
      return E;
    return File;
  }
  struct stat Old;
  const bool Exists = ::stat(Path.str().c_str(), &Old) == 0;
  // A link or a device whose nature is unknown must not be replaced.
  if (!Exists && errno != ENOENT)
    return systemError(Path, "cannot stat");
  if (Exists && !S_ISREG(Old.st_mode)) {
    if (Error E = writeInPlace(Path, Bytes))
      return E;
    return File;
  }
  File.New = std::make_unique<Replacement>(Path);
  if (Error E = File.New->create(Exists ? &Old : nullptr))
    return E;
  if (Error E = writeAll(File.New->descriptor(), Path, Bytes))
    return E;
  if (Error E = File.New->close())
    return E;
  return File;
}

Error PendingFile::commit() { return New ? New->commit() : Error::success(); }

Error PendingFile::commit(MutableArrayRef<PendingFile> Files) {
  const WholeChange All;
  for (PendingFile &File : Files)
    if (Error E = File.commit())
      return E;
  return Error::success();
}

Error writeFileAtomically(StringRef Path, ArrayRef<uint8_t> Bytes) {
  Expected<PendingFile> File = PendingFile::write(Path, Bytes);
  return File ? File->commit() : File.takeError();
}

Error replaceFileAtomically(StringRef Path, function_ref<Error(int)> Write) {
  struct stat Old;
  if (::stat(Path.str().c_str(), &Old) != 0)
    return systemError(Path, "cannot stat");
  if (!S_ISREG(Old.st_mode))
    return createStringError(Path + ": not a regular file");
  Replacement New(Path);
  if (Error E = New.create(&Old))
    return E;
  if (Error E = Write(New.descriptor()))
    return E;
  return New.commit();
}

/// Writes all bytes of \p Path. LLVM's copy_file() begins again at the start of
/// its buffer after a write that was not complete.
static Error copyTo(int To, StringRef Path) {
  const OwnedDescriptor From(::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC));
  if (From.get() < 0)
    return systemError(Path, "cannot open");
  std::vector<uint8_t> Buffer(1 << 20);
  for (;;) {
    const ssize_t N = ::read(From.get(), Buffer.data(), Buffer.size());
    if (N < 0 && errno == EINTR)
      continue;
    if (N < 0)
      return systemError(Path, "cannot read");
    if (N == 0)
      return Error::success();
    if (Error E = writeAll(To, Path, ArrayRef(Buffer).take_front(N)))
      return E;
  }
}

Error changeFileAtomically(StringRef Path, function_ref<Error(int)> Change) {
  return replaceFileAtomically(Path, [&](int FD) -> Error {
    if (Error E = copyTo(FD, Path))
      return E;
    return Change(FD);
  });
}

} // namespace btfgen
