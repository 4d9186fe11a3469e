//===- Encode.h - From an ELF file to BTF -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The pipeline: from an ELF file with DWARF to the bytes of its BTF, and the
/// reasons for what they lack.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_ENCODE_H
#define BTFGEN_ENCODE_ENCODE_H

#include "BTF/Reader.h"
#include "Dedup/Diagnostics.h"
#include "Dedup/TypeGraph.h"
#include "Encode/OpenInput.h"
#include "Select/FunctionSelection.h"
#include "Select/Sites.h"
#include "Support/Timing.h"
#include "Transform/InlineSites.h"
#include "llvm/Support/Error.h"

namespace btfgen {

/// A kernel would refuse the result.
class RefusedResult : public llvm::ErrorInfo<RefusedResult> {
public:
  static char ID;
  /// \p Why says what is wrong with it.
  explicit RefusedResult(llvm::Error Why) : Why(toString(std::move(Why))) {}
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

private:
  std::string Why;
};

/// How much went in and came out.
struct EncodeCounts {
  uint64_t Units = 0;
  uint64_t Groups = 0;       ///< of units that had to be read together
  uint64_t SkippedUnits = 0; ///< by language
  uint64_t TypesRead = 0;    ///< of all units
  uint64_t Classes = 0;      ///< different ones among them
  DedupCounts Dedup;
  uint64_t TypesWritten = 0;
  uint64_t Functions = 0;
  uint64_t Variables = 0;
  bool NamesByContent = false; ///< names were compared by content
};

/// One line of --explain.
struct ExplainedFunction {
  std::string Name;
  FunctionVerdict Verdict;
  uint32_t NumCandidates;
  std::string Detail;
};

/// The parts are in the input's byte order: BaseBytes are there with
/// EncodeFeatures::DistilledBase, InlineBytes with EncodeFeatures::Inline.
struct EncodeResult : BtfParts {
  SiteCounts Sites;
  /// Whether the input has a section .BTF.base, with which its .BTF is read.
  bool InputHasBase = false;
  /// Whether it has a section .BTF.inline, which continues its .BTF.
  bool InputHasInline = false;
  bool LittleEndian = true;
  /// The stripped file that sections of a debug file were read from, or empty.
  std::string ContentsFrom;
  /// The debug file that the debug information of the input was read from, or
  /// empty; and why others were passed over.
  std::string DebugFile;
  std::vector<std::string> DebugFilesPassedOver;
  BtfRef Base; ///< what Bytes are split from, or null
  Diagnostics Omitted;
  /// Number of functions by verdict: the index is a FunctionVerdict.
  std::vector<uint64_t> FunctionCounts;
  std::vector<ExplainedFunction> Functions; ///< Config::Explain
  std::vector<StageTime> Stages;
  EncodeCounts Counts;
};

/// Encodes Config::Input. Errors: those of OpenInput::open; RefusedResult; with
/// Config::Strict a malformed unit; the input or the base was changed
/// meanwhile.
llvm::Expected<EncodeResult> encode(const Config &C);

} // namespace btfgen

#endif // BTFGEN_ENCODE_ENCODE_H
