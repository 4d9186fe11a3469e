//===- BtfFuzzer.cpp - Any bytes as BTF -----------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads, verifies, prints and writes. What the verifier accepts can be read,
/// by us and by libbpf, which can also deduplicate it, and does not change by
/// being written and read again in either byte order.
///
/// Input: see BtfInput.
///
//===----------------------------------------------------------------------===//

#include "BTF/RawBtf.h"
#include "BTF/Verify.h"
#include "BtfInput.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

static std::vector<uint32_t> wordsOf(const BtfFile &File) {
  std::vector<uint32_t> Words;
  for (uint32_t Id = File.startId(); Id < File.endId(); ++Id)
    llvm::append_range(Words, File.record(BtfId(Id)));
  return Words;
}

static void writeAgain(const BtfFile &File, const BtfRef &Base) {
  const std::vector<uint32_t> Words = wordsOf(File);
  for (bool Little : {true, false}) {
    // Split BTF has the byte order of its base.
    if (Base && Little != File.isLittleEndian())
      continue;
    const ByteVector Bytes = makeRawBtf(Words, File.strings(), Little);
    const BtfRef Written = readResult(Bytes, "written again", Base);
    if (wordsOf(*Written) != Words || Written->strings() != File.strings())
      fail("differs from what was written of it");
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  if (Size < 1)
    return 0;
  raw_null_ostream OS;
  const BtfInput In(Data, Size);
  const BtfRef Base = In.readBase();
  if (In.IsSplit && !Base)
    return 0;
  // Words take most of the time, and with them nearly all of what is changed
  // makes more of the same.
  const bool InWords = isChosen(ArrayRef(Data, Size), 16);
  VerifyOptions Rules;
  Rules.MaxViolations = InWords ? 100 : 2;
  const VerifyResult Verdict = verifyBtfBytes(In.Bytes, "input", Base, Rules);
  printVerifyResult(OS, "input", Verdict);
  Expected<BtfRef> File = BtfFile::parse(In.Bytes, "input", Base);
  if (!File) {
    std::string Problem = toString(File.takeError());
    if (Verdict.accepted())
      fail("accepted, but cannot be read: " + Problem);
    return 0;
  }
  if (InWords)
    printAll(**File);
  if (!Verdict.accepted() || (In.HasBase && !verifyBtf(*Base).accepted()))
    return 0;
  writeAgain(**File, Base);
  if (!sitesAnywhere(**File) && !In.suitsLibbpf())
    fail("accepted, but libbpf refuses it");
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBtfInput(Data, Size, MaxSize, Seed);
}
