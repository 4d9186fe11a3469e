//===- BtfFuzzer.cpp - Any bytes as BTF -----------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads, verifies, prints and compares. What the verifier accepts a consumer
/// can load; a file does not differ from itself, and from another one in both
/// directions or in none.
///
/// Input: one byte, then raw BTF. If the byte is odd, the input is split BTF on
/// a small base.
///
//===----------------------------------------------------------------------===//

#include "BTF/Dump.h"
#include "BTF/Verify.h"
#include "Transform/Diff.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <cstdlib>

using namespace llvm;
using namespace btfgen;

static void fail(const Twine &What) {
  errs() << "btf-fuzzer: " << What << '\n';
  abort();
}

/// int; struct s { int a; }; of little-endian BTF, and its strings.
static const BtfRef &base() {
  static const uint8_t Bytes[] = {
      0x9f, 0xeb, 1,   0,   24, 0,   0, 0,   0, 0, 0, 0, 40, 0, 0, 0, // header
      40,   0,    0,   0,   9,  0,   0, 0,                            //
      1,    0,    0,   0,   0,  0,   0, 1,   4, 0, 0, 0, 32, 0, 0, 1, // int
      5,    0,    0,   0,   1,  0,   0, 4,   4, 0, 0, 0, // struct s
      7,    0,    0,   0,   1,  0,   0, 0,   0, 0, 0, 0, //   int a
      0,    'i',  'n', 't', 0,  's', 0, 'a', 0};
  static const BtfRef Base = cantFail(BtfFile::parse(Bytes, "base"));
  return Base;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  if (Size < 1)
    return 0;
  // Exactly as large as the input: reading behind it is seen.
  std::vector<uint8_t> Bytes(Data + 1, Data + Size);
  BtfRef Base = Data[0] & 1 ? base() : nullptr;
  raw_null_ostream OS;

  VerifyResult Verdict = verifyBtfBytes(Bytes, "input", Base);
  printVerifyResult(OS, "input", Verdict);
  Expected<BtfRef> File = BtfFile::parse(Bytes, "input", Base);
  if (!File) {
    std::string Problem = toString(File.takeError());
    if (Verdict.accepted())
      fail("accepted, but cannot be read: " + Problem);
    return 0;
  }
  dumpBtf(OS, **File);
  if (!diffBtf(*File, *File).same())
    fail("differs from itself");
  DiffResult There = diffBtf(*File, base()), Back = diffBtf(base(), *File);
  if (There.same() != Back.same())
    fail("differs from another file, but not the other way round");
  printDiff(OS, There, {.Summary = false, .Verbose = true, .Max = SIZE_MAX});
  printDiffJson(OS, Back, {});
  return 0;
}
