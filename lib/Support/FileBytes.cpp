//===- FileBytes.cpp - All bytes of a file --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All mappings are in one list, which a signal handler can search: its lock
/// spins, and whoever holds it touches no mapped byte, so that the thread that
/// a fault interrupts never has it.
///
//===----------------------------------------------------------------------===//

#include "Support/FileBytes.h"

#include "Support/FileState.h"
#include "Support/OwnedDescriptor.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

using namespace llvm;
using namespace btfgen;

namespace {
class SpinLock {
public:
  explicit SpinLock(std::atomic_flag &Flag) : Flag(Flag) {
    while (Flag.test_and_set(std::memory_order_acquire))
      ::sched_yield();
  }
  ~SpinLock() { Flag.clear(std::memory_order_release); }
  SpinLock(const SpinLock &) = delete;
  SpinLock &operator=(const SpinLock &) = delete;

private:
  std::atomic_flag &Flag;
};
} // namespace

struct FileBytes::Mapping {
  Mapping(uint8_t *Begin, size_t Size, StringRef Path)
      : Begin(Begin), Size(Size), Path(Path) {
    const SpinLock L(Lock);
    Next = std::exchange(First, this);
    if (Next)
      Next->Previous = this;
  }
  ~Mapping() {
    {
      const SpinLock L(Lock);
      (Previous ? Previous->Next : First) = Next;
      if (Next)
        Next->Previous = Previous;
    }
    ::munmap(Begin, Size);
  }
  Mapping(const Mapping &) = delete;
  Mapping &operator=(const Mapping &) = delete;

  uint8_t *Begin;
  size_t Size;
  std::string Path;
  Mapping *Previous = nullptr, *Next = nullptr;

  static std::atomic_flag Lock;
  static Mapping *First;
};

std::atomic_flag FileBytes::Mapping::Lock;
FileBytes::Mapping *FileBytes::Mapping::First = nullptr;

const char *FileBytes::pathOfMapped(const void *Address) {
  const SpinLock L(Mapping::Lock);
  for (const Mapping *M = Mapping::First; M; M = M->Next) {
    const auto Offset = reinterpret_cast<uintptr_t>(Address) -
                        reinterpret_cast<uintptr_t>(M->Begin);
    if (Offset < M->Size)
      return M->Path.c_str(); // the thread that looks at it keeps it
  }
  return nullptr;
}

FileBytes::FileBytes() : Copy(nullptr, std::free) {}
FileBytes::FileBytes(FileBytes &&) = default;
FileBytes &FileBytes::operator=(FileBytes &&) = default;
FileBytes::~FileBytes() = default;

Expected<FileBytes> FileBytes::map(int FD, StringRef Path) {
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  const size_t Size = State->size();
  void *P = ::mmap(nullptr, Size, PROT_READ, MAP_PRIVATE, FD, 0);
  if (P == MAP_FAILED)
    return systemError(Path, "cannot map");
  FileBytes F;
  auto *Begin = static_cast<uint8_t *>(P);
  F.Mapped = std::make_unique<Mapping>(Begin, Size, Path);
  F.Bytes = ArrayRef(Begin, Size);
  return F;
}

/// Reads at most 1 GiB: Linux moves no more than 0x7ffff000 bytes at a time.
static ssize_t readSome(int FD, MutableArrayRef<uint8_t> Into, off_t At,
                        bool HasPlaces) {
  const size_t Most = std::min(Into.size(), size_t(1) << 30);
  ssize_t N;
  do
    N = HasPlaces ? ::pread(FD, Into.data(), Most, At)
                  : ::read(FD, Into.data(), Most);
  while (N < 0 && errno == EINTR);
  return N;
}

Expected<FileBytes> FileBytes::read(int FD, StringRef Path) {
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  // Files of /proc have bytes, although their size is 0.
  const bool KnowsSize = State->size() != 0;
  FileBytes F;
  size_t Size = 0, Capacity = KnowsSize ? State->size() : 16 << 10;
  for (;;) {
    void *P = std::realloc(F.Copy.get(), Capacity);
    if (!P)
      return createStringError(Path + ": no memory for its " + Twine(Capacity) +
                               " bytes: " + sys::StrError(ENOMEM));
    (void)F.Copy.release();
    F.Copy.reset(static_cast<uint8_t *>(P));
    while (Size < Capacity) {
      const ssize_t N =
          readSome(FD, MutableArrayRef(F.Copy.get() + Size, Capacity - Size),
                   Size, State->isRegular());
      if (N < 0)
        return systemError(Path, "cannot read");
      if (N == 0 && KnowsSize)
        return changedWhileRead(Path);
      if (N == 0)
        break;
      Size += N;
    }
    if (KnowsSize || Size < Capacity)
      break;
    Capacity *= 2;
  }
  F.Bytes = ArrayRef(F.Copy.get(), Size);
  return F;
}

Expected<FileBytes> FileBytes::mapOrRead(int FD, StringRef Path) {
  constexpr uint64_t Small = 16 << 10; // what reading costs, mapping does too
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  if (State->size() >= Small) {
    Expected<FileBytes> F = map(FD, Path);
    if (F)
      return F;
    consumeError(F.takeError()); // files of /sys, in most kernels
  }
  return read(FD, Path);
}

Expected<FileBytes> FileBytes::copyOf(StringRef Path) {
  if (Path == "-")
    return read(STDIN_FILENO, "<stdin>");
  const OwnedDescriptor File(::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC));
  const int FD = File.get();
  if (FD < 0)
    return systemError(Path, "cannot open");
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  Expected<FileBytes> Bytes = read(FD, Path);
  if (Bytes)
    if (Error E = State->checkUnchanged(FD, Path))
      return E;
  return Bytes;
}
