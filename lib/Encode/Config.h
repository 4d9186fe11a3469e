//===- Config.h - What the command line decides -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All choices of one encoding, as plain values. Tools fill it from their
/// options; nothing below reads options.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_CONFIG_H
#define BTFGEN_ENCODE_CONFIG_H

#include "Dedup/BaseIndex.h"
#include "ELF/SeparateDebug.h"
#include "Select/Variables.h"
#include "Support/InputFile.h"
#include "btfgen/Features.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace btfgen {

struct Config {
  std::string Input;
  /// Where Input is, if it is not the path of a file.
  std::optional<InputSource> Source;
  /// How the debug file of an input without debug information is found; none:
  /// not at all.
  std::optional<DebugFileSearch> DebugFiles;
  unsigned Threads = 1;
  /// The result is split from it; null: it stands alone.
  std::shared_ptr<const BaseIndex> Base;
  VariableScope Variables = VariableScope::PerCpu;
  /// Functions are in. The BTF beside a kernel's that holds all variables
  /// leaves them to the kernel's.
  bool Functions = true;
  EncodeFeatures Enabled;
  std::vector<uint16_t> ExcludedLanguages;
  std::vector<uint16_t> OnlyLanguages; ///< empty: all but the excluded ones
  /// A name that begins with this is this; empty: names are as they are.
  std::string NamePrefix;
  /// A unit that cannot be read is an error.
  bool Strict = false;
  /// Keep words for --explain and --report.
  bool Explain = false;
};

} // namespace btfgen

#endif // BTFGEN_ENCODE_CONFIG_H
