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
/// command lines; the library reads none.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_CONFIG_H
#define BTFGEN_ENCODE_CONFIG_H

#include "BTF/Verify.h"
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

/// How kfuncs are described, which the kernel defines and BPF programs call.
enum class KfuncForm : uint8_t {
  AsDefined,
  /// As kernels from 7.0 on expect it: without the arguments that the verifier
  /// adds (docs/format.md, "What kernel builds change").
  AsCalled,
};

struct Config {
  std::string Input; ///< a path, or a name for messages if there is a Source
  /// The bytes of the input, if Input is not the path of a file.
  std::optional<InputSource> Source;
  /// How to find the debug file of an input without debug information. If this
  /// is empty, none is looked for.
  std::optional<DebugFileSearch> DebugFiles;
  unsigned Threads = 1;
  /// The base that the result is split from; null for a result without base.
  std::shared_ptr<const BaseIndex> Base;
  VariableScope Variables = VariableScope::PerCpu;
  /// Whether functions are described. The BTF that holds all variables of a
  /// kernel is split from the kernel's, which has the functions.
  bool Functions = true;
  EncodeFeatures Enabled;
  KfuncForm Kfuncs = KfuncForm::AsDefined;
  /// With EncodeFeatures::Inline: sites are not split from the other BTF. The
  /// kernel's build does that, and tells by the names of symbols what belongs
  /// to which, so sites of functions are left out where that would go wrong.
  bool SitesInMain = false;
  /// With EncodeFeatures::Inline: whether the input, if it is linked, is not
  /// linked again. In the build of a kernel it is: the BTF itself moves data.
  bool AddressesAreFinal = true;
  /// The kernel that is to accept the result; none: every kernel that knows
  /// what it contains.
  std::optional<KernelVersion> Kernel;
  std::vector<uint16_t> ExcludedLanguages;
  std::vector<uint16_t> OnlyLanguages; ///< empty: all but the excluded ones
  /// Names that start with this are truncated to it (--kabi_prefix). Empty:
  /// names are kept.
  std::string NamePrefix;
  /// Whether a unit that cannot be read is an error. Otherwise it is left out.
  bool Strict = false;
  /// Fill EncodeResult::Functions, for --explain and --report.
  bool Explain = false;
};

} // namespace btfgen

#endif // BTFGEN_ENCODE_CONFIG_H
