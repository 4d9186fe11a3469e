//===- LockedFile.cpp - A file that one process changes -------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/LockedFile.h"

#include "Support/FileState.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/sysmacros.h>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

using Clock = std::chrono::steady_clock;

/// A file of /proc, whose size is unknown before it is read.
static std::string readProc(const Twine &Path) {
  auto Buffer = MemoryBuffer::getFileAsStream(Path);
  return Buffer ? (*Buffer)->getBuffer().rtrim().str() : "";
}

/// Who has the lock, as far as the system tells: proc_locks(5). Process numbers
/// of other containers are 0, and some file systems have devices of their own.
static std::string holderOf(const struct stat &File) {
  std::string Place;
  raw_string_ostream(Place)
      << format("%02x:%02x:%llu", major(File.st_dev), minor(File.st_dev),
                (unsigned long long)File.st_ino);
  const std::string Locks = readProc("/proc/locks");
  SmallVector<StringRef, 16> Lines;
  StringRef(Locks).split(Lines, '\n');
  for (StringRef Line : Lines) {
    SmallVector<StringRef, 8> Words;
    Line.split(Words, ' ', -1, /*KeepEmpty=*/false);
    unsigned Process;
    if (Words.size() < 6 || Words[1] != "FLOCK" || Words[5] != Place ||
        Words[4].getAsInteger(10, Process) || !Process)
      continue;
    const std::string Name = readProc("/proc/" + Twine(Process) + "/comm");
    return ("process " + Words[4] + (Name.empty() ? "" : " (" + Name + ")"))
        .str();
  }
  return "another process";
}

LockedFile::~LockedFile() {
  if (FD >= 0)
    ::close(FD);
}

Error LockedFile::openFile() {
  // Opening something else for writing may do something.
  struct stat Status;
  if (::stat(Path.c_str(), &Status) == 0 && !S_ISREG(Status.st_mode))
    return createStringError(Path + ": not a regular file");
  FD = ::open(Path.c_str(), O_RDWR | O_CLOEXEC);
  if (FD < 0)
    return systemError(Path, "cannot open for writing");
  if (::fstat(FD, &AsLocked) != 0)
    return systemError(Path, "cannot stat");
  if (!S_ISREG(AsLocked.st_mode))
    return createStringError(Path + ": not a regular file");
  return Error::success();
}

Error LockedFile::lock(function_ref<void(StringRef)> Say,
                       Clock::time_point Until) const {
  constexpr std::chrono::milliseconds TryAgain{20};
  while (::flock(FD, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR)
      continue;
    // NFS without its lock manager, and others: we go without.
    if (errno != EWOULDBLOCK)
      return Error::success();
    if (Clock::now() >= Until)
      return createStringError(Path + ": is still locked by " +
                               holderOf(AsLocked) +
                               ", which changes it; try again");
    if (Say)
      Say(Path + ": waiting for " + holderOf(AsLocked) + ", which changes it");
    Say = nullptr;
    std::this_thread::sleep_for(TryAgain);
  }
  return Error::success();
}

/// Error: the system does not tell, which says nothing about the file.
Expected<bool> LockedFile::isAtPath() const {
  struct stat Named;
  if (::stat(Path.c_str(), &Named) == 0)
    return Named.st_dev == AsLocked.st_dev && Named.st_ino == AsLocked.st_ino;
  if (errno == ENOENT || errno == ENOTDIR)
    return false;
  return systemError(Path, "cannot stat");
}

/// Makes the copy of a file that is not plain. What is read then is of the file
/// that is locked, and checkUnchanged() is about the same one: nobody need look
/// at the compressed bytes again.
Error LockedFile::decompress() {
  InputSource Source;
  Source.In = InputSource::Place::Descriptor;
  Source.Name = Path;
  Source.FD = FD;
  Expected<InputFile> Input = InputFile::open(Source);
  if (!Input)
    return Input.takeError();
  if (Input->format() != Compression::None || Input->isFromBootImage())
    Plain.emplace(std::move(*Input));
  return Error::success();
}

InputSource LockedFile::source() const {
  InputSource Source;
  Source.Name = Path;
  if (!Plain)
    return Source;
  Source.In = InputSource::Place::Descriptor;
  Source.FD = Plain->descriptor();
  Source.IsPlain = true;
  return Source;
}

Expected<LockedFile> LockedFile::open(StringRef Path,
                                      function_ref<void(StringRef)> Say,
                                      std::chrono::milliseconds AtMost) {
  const Clock::time_point Until = Clock::now() + AtMost;
  for (;;) {
    LockedFile File(Path);
    if (Error E = File.openFile())
      return E;
    if (Error E = File.lock(Say, Until))
      return E;
    // Who had the lock may have put a new file in place of this one.
    Expected<bool> AtPath = File.isAtPath();
    if (!AtPath)
      return AtPath.takeError();
    if (!*AtPath) {
      Say = nullptr;
      continue;
    }
    if (::fstat(File.FD, &File.AsLocked) != 0)
      return systemError(Path, "cannot stat");
    if (Error E = File.decompress())
      return E;
    return File;
  }
}

Error LockedFile::checkPath() const {
  Expected<bool> AtPath = isAtPath();
  if (!AtPath)
    return AtPath.takeError();
  if (*AtPath)
    return Error::success();
  return createStringError(Path + ": was replaced by another program while it "
                                  "was read; try again");
}

Expected<uint64_t> LockedFile::sizeNow() const {
  struct stat Now;
  if (::fstat(FD, &Now) != 0)
    return systemError(Path, "cannot stat");
  return uint64_t(Now.st_size);
}

Error LockedFile::checkUnchanged() const {
  if (Error E = checkPath())
    return E;
  struct stat Now;
  if (::fstat(FD, &Now) != 0)
    return systemError(Path, "cannot stat");
  return haveSameContents(Now, AsLocked) ? Error::success()
                                         : changedWhileRead(Path);
}
