//===- ReadAt.h - pread until done ------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// pread() with its special cases, and a file that remembers that a read
/// failed. Private to lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_READAT_H
#define BTFGEN_ELF_READAT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <unistd.h>

namespace btfgen {

/// Fills \p Into from offset \p At of the file. The Error lacks the file's
/// name: callers know a better one.
inline llvm::Error readAt(int FD, uint64_t At,
                          llvm::MutableArrayRef<uint8_t> Into) {
  while (!Into.empty()) {
    // Linux transfers at most 0x7ffff000 bytes at a time.
    size_t Most = std::min(Into.size(), size_t(1) << 30);
    ssize_t N = ::pread(FD, Into.data(), Most, At);
    if (N < 0 && errno == EINTR)
      continue;
    if (N < 0)
      return llvm::createStringError("cannot read: " +
                                     llvm::Twine(llvm::sys::StrError(errno)));
    if (N == 0)
      return llvm::createStringError(llvm::Twine("the file became shorter"));
    Into = Into.drop_front(N);
    At += N;
  }
  return llvm::Error::success();
}

/// Takes the pages that lie in \p Bytes as a whole out of resident memory. They
/// are of a private mapping of a file to which nobody has written, and can
/// still be read. Defined in SectionBytes.cpp.
void releaseMapped(llvm::ArrayRef<uint8_t> Bytes);

/// A file with several readers, some of which go on without what they cannot
/// read.
class SharedReader {
public:
  explicit SharedReader(int FD) : FD(FD) {}

  /// readAt(). Thread-safe.
  llvm::Error read(uint64_t At, llvm::MutableArrayRef<uint8_t> Into) const {
    llvm::Error E = readAt(FD, At, Into);
    if (E)
      Failed.store(true, std::memory_order_relaxed);
    return E;
  }
  /// Whether a read() has failed.
  bool failed() const { return Failed.load(std::memory_order_relaxed); }

private:
  int FD;
  mutable std::atomic<bool> Failed{false};
};

} // namespace btfgen

#endif // BTFGEN_ELF_READAT_H
