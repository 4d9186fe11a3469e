//===- Input.h - The file that is encoded -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Opens what the stages of the pipeline read: the sections of debug
/// information as plain bytes, the functions that have symbols, and the names.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_INPUT_H
#define BTFGEN_ENCODE_INPUT_H

#include "DWARF/Names.h"
#include "DWARF/Units.h"
#include "Encode/Config.h"
#include "Select/FunctionTable.h"

namespace btfgen {

/// The input has no debug information, or only skeletons of such that is split
/// off (exit status 3).
class NoDebugInfo : public llvm::ErrorInfo<NoDebugInfo> {
public:
  static char ID;
  NoDebugInfo(llvm::StringRef Path, bool IsSplit)
      : Path(Path.str()), IsSplit(IsSplit) {}
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

  bool isSplit() const { return IsSplit; }

private:
  std::string Path;
  bool IsSplit;
};

/// Each part refers to those before it, so an Input is not moved.
struct Input {
  const ObjectImage Image;
  DebugSections Sections;
  std::unique_ptr<FunctionTable> Functions;
  std::unique_ptr<Names> NameTable;

  /// Opens Config::Input. Names are told apart \p By, but in a relocatable file
  /// by content, since no linker has merged its strings. Errors: not an ELF
  /// file, sections that cannot be read, NoDebugInfo, a byte order other than
  /// that of Config::Base.
  static llvm::Expected<std::unique_ptr<Input>> open(const Config &C,
                                                     Names::Identity By);

  /// Bytes of a pointer.
  unsigned pointerSize() const { return Image.is64Bit() ? 8 : 4; }

private:
  explicit Input(ObjectImage Image) : Image(std::move(Image)) {}
};

} // namespace btfgen

#endif // BTFGEN_ENCODE_INPUT_H
