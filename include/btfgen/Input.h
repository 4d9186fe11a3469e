//===- Input.h - Where bytes are read from ----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file, an open descriptor, or memory.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_INPUT_H
#define BTFGEN_INPUT_H

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace btfgen {

/// Says where to read. Nothing is opened before it is handed to a function that
/// reads. What is compressed (gzip, xz, zstd), and a Linux boot image, stands
/// for its plain contents wherever it comes from.
class Input {
public:
  /// The file \p Path.
  static Input path(std::string Path) {
    return Input(std::move(Path), -1, {}, false);
  }

  /// The regular file that is open as \p Descriptor. It is read from its start
  /// on, by position, and stays open; the caller may close it once the function
  /// that reads has returned. \p Name is for messages. If the file has a path
  /// it should be that: the stripped file that belongs to a debug file is
  /// looked for beside it.
  static Input descriptor(int Descriptor, std::string Name) {
    return Input(std::move(Name), Descriptor, {}, false);
  }

  /// \p Bytes, which are not copied unless they have to be decompressed: they
  /// must stay, unchanged, as long as any object made from them. \p Name as
  /// above.
  static Input memory(std::span<const uint8_t> Bytes, std::string Name) {
    return Input(std::move(Name), -1, Bytes, true);
  }

  const std::string &name() const { return Name; }
  /// The descriptor, or -1.
  int descriptor() const { return FD; }
  bool isMemory() const { return Memory; }
  std::span<const uint8_t> bytes() const { return Bytes; }

private:
  Input(std::string Name, int FD, std::span<const uint8_t> Bytes, bool Memory)
      : Name(std::move(Name)), FD(FD), Bytes(Bytes), Memory(Memory) {}

  std::string Name;
  int FD;
  std::span<const uint8_t> Bytes;
  bool Memory;
};

} // namespace btfgen

#endif // BTFGEN_INPUT_H
