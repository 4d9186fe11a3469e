//===- OpenInput.h - The file that is encoded -------------------*- C++ -*-===//
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

#ifndef BTFGEN_ENCODE_OPENINPUT_H
#define BTFGEN_ENCODE_OPENINPUT_H

#include "DWARF/Names.h"
#include "DWARF/Units.h"
#include "Encode/Config.h"
#include "Select/FunctionTable.h"

namespace btfgen {

/// The input has no debug information, or only skeleton units, whose .dwo files
/// were not found (exit status 3).
class NoDebugInfo : public llvm::ErrorInfo<NoDebugInfo> {
public:
  static char ID;
  /// \p Search says where a debug file, or the first .dwo file, was looked for.
  NoDebugInfo(llvm::StringRef Path, bool IsSplit, llvm::StringRef Search = {})
      : Path(Path.str()), IsSplit(IsSplit), Search(Search.str()) {}
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

  bool isSplit() const { return IsSplit; }

private:
  std::string Path;
  bool IsSplit;
  std::string Search;
};

/// The opened input. Each member may refer to those before it, so objects of
/// this type are not moved.
struct OpenInput {
  const ObjectImage File; ///< Config::Input
  /// Its debug file, if File has no debug information itself and
  /// Config::DebugFiles says how to find one.
  DebugFile Debug;
  DebugSections Sections;
  std::unique_ptr<FunctionTable> Functions;
  std::unique_ptr<Names> NameTable;

  /// Opens Config::Input, and its debug file if that is needed. Names are
  /// compared
  /// \p By offset or content; in a relocatable file always by content, since no
  /// linker has merged its strings. Errors: not an ELF file, sections that
  /// cannot be read, NoDebugInfo, a byte order other than that of Config::Base.
  static llvm::Expected<std::unique_ptr<OpenInput>> open(const Config &C,
                                                         Names::Identity By);

  /// The file with the debug information and the symbols.
  const ObjectImage &image() const { return Debug.Image ? *Debug.Image : File; }
  /// The file with the contents that image() lacks, if that is a debug file.
  const ObjectImage *stripped() const { return Debug.Image ? &File : nullptr; }
  /// Error if another program has changed a file since it was opened, or a read
  /// has failed (ObjectImage::checkRead).
  llvm::Error checkRead() const;
  /// Bytes of a pointer.
  unsigned pointerSize() const { return image().is64Bit() ? 8 : 4; }

private:
  explicit OpenInput(ObjectImage File) : File(std::move(File)) {}
};

} // namespace btfgen

#endif // BTFGEN_ENCODE_OPENINPUT_H
