//===- btf-verdicts.cpp - What --verify says of many BTFs -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// usage: btf-verdicts VERSION FILE [BASE [distilled]]
///
/// A line for each BTF in FILE (as btf-mutants writes it): "-" if the verifier
/// accepts it for kernel VERSION, else the rules that it breaks and the first
/// message. One process for all: there are tens of thousands.
///
/// With a BASE they are split BTF on it, and the question is whether the kernel
/// loads it as a module's; "- " and the rules if it does, although the verifier
/// does not accept it. With "distilled" each is a pair, the length of the first
/// in front: split BTF and its .BTF.base, which is to fit BASE.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"
#include "Transform/BaseRelocation.h"

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

static void printText(StringRef Text) {
  for (char C : Text)
    outs() << (C >= ' ' && C < 127 ? C : '?');
  outs() << '\n';
}

/// \p OfModule: that it is loaded is enough for "-".
static void print(const VerifyResult &R, KernelVersion Kernel, bool OfModule) {
  const bool Loads = OfModule && R.loads();
  if (R.accepted() || Loads)
    outs() << '-' << (R.accepted() ? "\n" : " ");
  if (R.accepted())
    return;
  std::set<StringRef> Rules;
  const Violation *First = nullptr;
  for (const Violation &V : R.Violations) {
    if (OfModule && !Loads && !V.Kernels.containsLoading(Kernel))
      continue;
    Rules.insert(ruleName(V.Rule));
    First = First ? First : &V;
  }
  outs() << join(Rules, ",") << ' ';
  printText(First ? First->Message : "more than are kept");
}

/// Of a pair of split BTF and distilled base.
static void printPair(ArrayRef<uint8_t> Bytes, const BtfRef &NewBase,
                      const VerifyOptions &Options) {
  const uint32_t Size = support::endian::read32le(Bytes.data());
  const ArrayRef<uint8_t> SplitBytes = Bytes.slice(4, Size);
  VerifyOptions BaseOptions = Options;
  BaseOptions.MayBeEmpty = true;
  auto Base = BtfFile::parse(Bytes.drop_front(4 + Size), "base", nullptr,
                             BtfChecks::Framing);
  if (!Base)
    return printText("base " + toString(Base.takeError()));
  const VerifyResult OfBase = verifyBtf(**Base, BaseOptions);
  if (!OfBase.loads())
    return print(OfBase, *Options.Kernel, true);
  const VerifyResult OfSplit =
      verifyBtfBytes(SplitBytes, "split", *Base, Options);
  if (!OfSplit.loads())
    return print(OfSplit, *Options.Kernel, true);
  auto Split = BtfFile::parse(SplitBytes, "split", *Base, BtfChecks::Framing);
  if (!Split)
    return printText("split " + toString(Split.takeError()));
  // Without the rules for other kernels and BTF from user space that
  // relocateBtf adds.
  BaseOptions.Kernel.reset();
  if (!verifyBtf(**Base, BaseOptions).accepted() ||
      !verifyBtfBytes(SplitBytes, "split", *Base, BaseOptions).accepted()) {
    if (Error E = checkDistilledBase(**Base))
      return printText("relocate " + toString(std::move(E)));
    const BaseMapping Mapping = mapDistilledBase(**Split, *NewBase);
    if (!Mapping.Problems.empty())
      return printText("relocate " + Mapping.Problems.front());
    return print(OfBase.accepted() ? OfSplit : OfBase, *Options.Kernel, true);
  }
  auto Relocated = relocateBtf(**Split, NewBase);
  printText(Relocated ? "-" : "relocate " + toString(Relocated.takeError()));
}

int main(int Argc, char **Argv) {
  VerifyOptions Options;
  const bool Distilled = Argc == 5 && StringRef(Argv[4]) == "distilled";
  if (Argc < 3 || (Argc > 4 && !Distilled))
    return fail("usage: btf-verdicts VERSION FILE [BASE [distilled]]");
  Options.Kernel = parseKernelVersion(Argv[1]);
  if (!Options.Kernel)
    return fail("no version: " + Twine(Argv[1]));
  Options.PointerSize = 8;
  BtfRef Base;
  if (Argc >= 4) {
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
    if (Distilled)
      printPair(Rest.take_front(Size), Base, Options);
    else
      print(verifyBtfBytes(Rest.take_front(Size), "btf", Base, Options),
            *Options.Kernel, Base != nullptr);
    Rest = Rest.drop_front(Size);
  }
  return 0;
}
