//===- EncodeFuzzer.cpp - From any bytes to BTF ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Any file gives an error with words or BTF that a consumer can load, the same
/// on one thread and on three. What the pipeline's own verifier refuses is a
/// failure too: a defect of one DIE must cost that DIE, not the file.
///
/// Input: one byte that chooses options, then the file.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"
#include "Encode/Encode.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

static void fail(const Twine &What) {
  errs() << "encode-fuzzer: " << What << '\n';
  abort();
}

/// The error's words, or empty.
static std::string encodeTo(const Config &C, std::vector<uint8_t> &Bytes) {
  Expected<EncodeResult> R = encode(C);
  if (!R)
    return toString(R.takeError());
  Bytes = std::move(R->Bytes);
  return "";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const int FD = memfd_create("input", 0);
  static const std::string Path = "/proc/self/fd/" + std::to_string(FD);
  if (Size < 1)
    return 0;
  if (ftruncate(FD, 0) != 0 ||
      pwrite(FD, Data + 1, Size - 1, 0) != static_cast<ssize_t>(Size - 1))
    fail("cannot write the input");
  Config C;
  C.Input = Path;
  C.Variables = Data[0] & 1 ? VariableScope::All : VariableScope::PerCpu;
  C.Enabled.TrueSignature = Data[0] & 2;
  C.Enabled.Attributes = Data[0] & 4;
  C.Enabled.Layout = Data[0] & 8;
  C.Enabled.Sorted = !(Data[0] & 16);
  C.Enabled.Enum64 = !(Data[0] & 32);
  C.Enabled.Float = !(Data[0] & 64);
  C.Explain = Data[0] & 128;

  std::vector<uint8_t> Bytes, Again;
  std::string Problem = encodeTo(C, Bytes);
  C.Threads = 3;
  if (encodeTo(C, Again) != Problem || Again != Bytes)
    fail("the result depends on threads");
  if (!Problem.empty()) {
    if (StringRef(Problem).contains("kernel would reject"))
      fail(Problem);
    return 0;
  }
  Expected<BtfRef> File = BtfFile::parse(Bytes, "result");
  if (!File)
    fail(toString(File.takeError()));
  return 0;
}
