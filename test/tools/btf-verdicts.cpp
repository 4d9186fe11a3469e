//===- btf-verdicts.cpp - What --verify says of many BTFs -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// usage: btf-verdicts VERSION FILE [BASE]
///
/// A line for each BTF in FILE (as btf-mutants writes it): "-" if the verifier
/// accepts it for kernel VERSION, else the rules that it breaks and the first
/// message. One process for all: there are tens of thousands.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace llvm;
using namespace btfgen;

static int fail(const Twine &Message) {
  errs() << "btf-verdicts: " << Message << '\n';
  return 1;
}

static void print(const VerifyResult &R) {
  if (R.accepted()) {
    outs() << "-\n";
    return;
  }
  std::set<StringRef> Rules;
  for (const Violation &V : R.Violations)
    Rules.insert(ruleName(V.Rule));
  outs() << join(Rules, ",") << ' ';
  for (char C : R.Violations[0].Message)
    outs() << (C >= ' ' && C < 127 ? C : '?');
  outs() << '\n';
}

int main(int Argc, char **Argv) {
  VerifyOptions Options;
  if (Argc < 3 || Argc > 4)
    return fail("usage: btf-verdicts VERSION FILE [BASE]");
  Options.Kernel = parseKernelVersion(Argv[1]);
  if (!Options.Kernel)
    return fail("no version: " + Twine(Argv[1]));
  Options.PointerSize = 8;
  BtfRef Base;
  if (Argc == 4) {
    Expected<BtfRef> File = BtfFile::open(Argv[3]);
    if (!File)
      return fail(toString(File.takeError()));
    Base = *File;
  }
  auto File = MemoryBuffer::getFile(Argv[2], false, false);
  if (!File)
    return fail(Twine(Argv[2]) + ": " + File.getError().message());
  ArrayRef<uint8_t> Rest = arrayRefFromStringRef((*File)->getBuffer());
  while (Rest.size() >= 4) {
    const uint32_t Size = support::endian::read32le(Rest.data());
    Rest = Rest.drop_front(4);
    if (Size > Rest.size())
      return fail("truncated");
    print(verifyBtfBytes(Rest.take_front(Size), "btf", Base, Options));
    Rest = Rest.drop_front(Size);
  }
  return 0;
}
