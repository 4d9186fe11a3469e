//===- Encode.h - From DWARF to BTF -----------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: an ELF file with DWARF debugging information. Out: its BTF, and what is
/// not in it, with reasons. The result does not depend on the number of
/// threads.
///
/// This header needs the target btfgen::Encode; all others do with btfgen::BTF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_H
#define BTFGEN_ENCODE_H

#include "btfgen/Btf.h"
#include "btfgen/Features.h"

namespace btfgen {

class BaseIndex; // internal

/// A base with an index, which is worth keeping if several modules are encoded
/// on it. Copies share it.
class EncodeBase {
public:
  /// None: the result stands alone.
  EncodeBase() = default;
  /// Indexes \p Base, in some 30 ms for a kernel's. Error: it is split BTF.
  static Result<EncodeBase> create(const Btf &Base, unsigned Threads = 1);

private:
  friend struct EncodeAccess;
  Btf File; ///< lives as long as the index
  std::shared_ptr<const BaseIndex> Index;
};

struct EncodeSettings {
  /// How many threads at most (and see Host::limitsThreads); 0 counts as 1.
  unsigned Threads = 1;
  EncodeBase Base;
  enum class Variables : uint8_t { None, PerCpu, All };
  Variables Which = Variables::PerCpu;
  bool Functions = true;
  EncodeFeatures Features;
  /// DW_LANG numbers of DWARF: units in these languages are left out.
  std::vector<uint16_t> ExcludedLanguages;
  /// A unit that cannot be read is an error, not an omission.
  bool Strict = false;
  /// Keep EncodeReport::FunctionsLeftOut.
  bool Explain = false;
};

/// Something that was left out or altered.
struct LeftOut {
  std::string Reason;  ///< a word, such as "malformed-unit"
  std::string Subject; ///< what it happened to
  std::string Detail;  ///< why, in words
};

struct EncodeReport {
  std::vector<uint8_t> Bytes; ///< raw BTF, for section .BTF
  /// For section .BTF.base, if EncodeFeatures::DistilledBase; else empty.
  std::vector<uint8_t> BaseBytes;
  /// For section .BTF.inline, if EncodeFeatures::Inline; else empty. It is
  /// split from Bytes.
  std::vector<uint8_t> InlineBytes;
  uint64_t NumUnits = 0;
  uint64_t NumTypes = 0; ///< written, all kinds
  uint64_t NumFunctions = 0;
  uint64_t NumVariables = 0;
  /// How often something was left out of the types and variables, or altered.
  uint64_t NumLeftOut = 0;
  /// The first ten thousand of these.
  std::vector<LeftOut> Omissions;
  /// Functions that have no FUNC, by name; Reason is words such as
  /// "inconsistent prototype".
  std::vector<LeftOut> FunctionsLeftOut;
};

/// Encodes \p From. Errors: NoDebugInfo; Refused, which tells of a defect of
/// the input or of this library; not an ELF file, or a malformed one.
Result<EncodeReport> encode(const Input &From,
                            const EncodeSettings &Settings = {});

} // namespace btfgen

#endif // BTFGEN_ENCODE_H
