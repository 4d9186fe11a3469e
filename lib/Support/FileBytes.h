//===- FileBytes.h - All bytes of a file ------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file as an array: mapped, so that only the pages that are looked at cost
/// memory, or read into memory. The only place that maps files.
///
/// Whoever looks at a page of a mapping that the file does not have any more,
/// or that cannot be read from its device, gets the signal SIGBUS.
/// catchSignals() (tools/ProcessEnd.h) makes that an error message that names
/// the file. A program that uses this library otherwise has to see to it
/// itself.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_FILEBYTES_H
#define BTFGEN_SUPPORT_FILEBYTES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace btfgen {

class FileBytes {
public:
  /// No bytes.
  FileBytes();
  FileBytes(FileBytes &&);
  FileBytes &operator=(FileBytes &&);
  ~FileBytes();

  /// Maps the regular file that \p FD is open for, which has bytes. It may be
  /// closed then.
  static llvm::Expected<FileBytes> map(int FD, llvm::StringRef Path);
  /// Copies all bytes from the start, or of what has none, such as a pipe, from
  /// where it is. Errors: reading fails; a regular file is cut meanwhile.
  static llvm::Expected<FileBytes> read(int FD, llvm::StringRef Path);
  /// One or the other: small files, and those that cannot be mapped, are read.
  static llvm::Expected<FileBytes> mapOrRead(int FD, llvm::StringRef Path);

  /// A copy of the file at \p Path, or of standard input if that is "-": what
  /// is checked must be what is used later. Errors: it cannot be read; it
  /// changes meanwhile.
  static llvm::Expected<FileBytes> copyOf(llvm::StringRef Path);

  llvm::ArrayRef<uint8_t> bytes() const { return Bytes; }
  bool isMapped() const { return Mapped != nullptr; }

  /// The path of the file of which \p Address is a mapped byte, or null. May be
  /// called from a signal handler, of a thread that was looking at it.
  static const char *pathOfMapped(const void *Address);

private:
  struct Mapping;
  std::unique_ptr<Mapping> Mapped;
  std::unique_ptr<uint8_t[], void (*)(void *)> Copy; ///< by malloc
  llvm::ArrayRef<uint8_t> Bytes;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_FILEBYTES_H
