//===- InputFile.h - A file that is read ------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Opens files that may be compressed. A plain file is mapped or read as it is.
/// A compressed one is decompressed into memory, and has a descriptor like a
/// plain one. A boot image is taken for the kernel in it. Bytes that are in
/// memory already are used where they are, unless they have to be decompressed.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_INPUTFILE_H
#define BTFGEN_SUPPORT_INPUTFILE_H

#include "Support/Compression.h"
#include "Support/FileState.h"

#include <string>

namespace btfgen {

/// Where an input is.
struct InputSource {
  enum class Place { Path, Descriptor, Memory };
  Place In = Place::Path;
  std::string Name;              ///< the path; otherwise what messages call it
  int FD = -1;                   ///< Descriptor: stays open, and the caller's
  llvm::ArrayRef<uint8_t> Bytes; ///< Memory: stay as they are
  /// Descriptor: what it has is plain, whatever it begins with.
  bool IsPlain = false;
};

class InputFile {
public:
  /// Errors name \p Path: it cannot be opened, or not be decompressed (see
  /// decompress()), or is changed meanwhile. What is no regular file is opened
  /// as it is.
  static llvm::Expected<InputFile> open(llvm::StringRef Path);
  /// The same for what is open or in memory; errors name \p Source.Name.
  static llvm::Expected<InputFile> open(const InputSource &Source);
  InputFile(InputFile &&Other);
  InputFile &operator=(InputFile &&) = delete;
  ~InputFile();

  llvm::StringRef path() const { return Path; }
  /// Of the plain bytes; read only unless they are a copy. -1: in memory().
  int descriptor() const { return FD; }
  /// The plain bytes, if there is no descriptor.
  llvm::ArrayRef<uint8_t> memory() const { return Memory; }
  /// Error if the plain bytes are not those of when it was opened. A copy, and
  /// what is in memory, never changes.
  llvm::Error checkUnchanged() const { return State.checkUnchanged(FD, Path); }
  /// As it was opened; of a copy, and of what is in memory, that of nothing.
  const FileState &state() const { return State; }
  /// Of the file.
  Compression format() const { return Format; }
  /// Whether the bytes are the kernel that was in a boot image.
  bool isFromBootImage() const { return FromBootImage; }

private:
  InputFile(llvm::StringRef Path, int FD) : Path(Path), FD(FD) {}
  static llvm::Expected<InputFile> openPlain(InputFile F);
  llvm::Error makePlain(llvm::ArrayRef<uint8_t> Bytes);
  llvm::Error replaceBy(llvm::ArrayRef<uint8_t> Bytes, AfterStream After);

  std::string Path;
  int FD;
  llvm::ArrayRef<uint8_t> Memory;
  FileState State; ///< of a copy and of what is in memory: none
  Compression Format = Compression::None;
  bool FromBootImage = false;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_INPUTFILE_H
