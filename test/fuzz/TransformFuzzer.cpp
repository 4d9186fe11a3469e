//===- TransformFuzzer.cpp - Any bytes as BTF to be changed ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compares, merges, distils and relocates. What the verifier accepts
///
/// - does not differ from itself, and from another file in both directions or
///   in none;
/// - can be merged, to something that the verifier accepts and from which
///   merging again takes nothing away;
/// - can be told that all functions are kfuncs, with its inline sites apart;
/// - can be distilled, if it is split BTF, or an error says why not; the kernel
///   that it was made for finds everything again, and what it then has does not
///   differ.
///
/// Input: see BtfInput. The third bit: what comes out is sorted.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"
#include "BtfInput.h"
#include "Transform/BaseRelocation.h"
#include "Transform/BuildSteps.h"
#include "Transform/Diff.h"
#include "Transform/Distill.h"
#include "Transform/Merge.h"

#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

/// \p InWords: says what differs.
static void compare(const BtfRef &File, bool InWords) {
  raw_null_ostream OS;
  if (!diffBtf(File, File).same())
    fail("differs from itself");
  const BtfRef &Other = knownBase().File;
  DiffResult There = diffBtf(File, Other), Back = diffBtf(Other, File);
  if (There.same() != Back.same())
    fail("differs from another file, but not the other way round");
  if (!InWords)
    return;
  printDiff(OS, There, {.Summary = false, .Verbose = true, .Max = SIZE_MAX});
  printDiffJson(OS, Back, {});
}

/// \p Accepted: the verifier has no objection to the inputs.
static void merge(const BtfRef &Base, ArrayRef<BtfRef> Splits, bool Sorted,
                  bool Accepted) {
  const MergeOptions Options = {Sorted, /*Threads=*/1};
  Expected<MergeResult> Merged = mergeBtf(Base, Splits, Options);
  if (!Merged) {
    std::string Problem = toString(Merged.takeError());
    if (Accepted)
      fail("cannot be merged: " + Problem);
    return;
  }
  if (!Accepted)
    return;
  const BtfRef One = readResult(Merged->Bytes, "merged", nullptr);
  if (!sitesAnywhere(*One) && !libbpfReads(Merged->Bytes, nullptr))
    fail("libbpf does not read what was merged");
  Expected<MergeResult> Again = mergeBtf(One, {}, Options);
  if (!Again)
    fail("cannot be merged again: " + toString(Again.takeError()));
  if (Again->Counts.Types != Merged->Counts.Types)
    fail("merging again takes something away");
}

static void distill(const BtfRef &File, const BtfRef &Base, bool Sorted,
                    bool Accepted) {
  Expected<DistilledBtf> D = distillBase(*File, Sorted);
  if (!D) {
    consumeError(D.takeError());
    return;
  }
  if (!Accepted)
    return;
  const BtfRef Small = readResult(D->Base, "distilled base", nullptr, true);
  if (Error E = checkDistilledBase(*Small))
    fail(toString(std::move(E)));
  const BtfRef Split = readResult(D->Split, "distilled", Small, true);
  Expected<std::vector<uint8_t>> Moved = relocateBtf(*Split, Base);
  if (!Moved)
    fail("is not found again: " + toString(Moved.takeError()));
  const BtfRef Back = readResult(*Moved, "relocated", Base, true);
  if (!diffBtf(File, Back).same())
    fail("differs from itself distilled and relocated");
}

/// As if .BTF_ids listed every function as one with implicit arguments.
static void finish(const BtfFile &File, const BtfRef &Base, bool Sorted,
                   bool Accepted) {
  StringMap<KfuncFlags> Flags;
  for (uint32_t Id = 1; Id < File.endId(); ++Id)
    if (const BtfType T = File.type(BtfId(Id)); T.is(BTF::BTF_KIND_FUNC))
      Flags[T.name()] = {1 << 16,
                         1 << 16 | 1 << 12 | (T.id().index() & 7) << 13};
  Expected<BtfParts> Parts = separateSites(
      File, [](const BtfType &T) { return T.id().index() % 2 == 0; });
  if (!Parts)
    return consumeError(Parts.takeError());
  dropSites(File, [](StringRef Name) { return Name.size() % 2 == 0; });
  Expected<ParsedParts> Old = parseParts(*Parts, "parts", Base);
  if (!Old)
    fail("cannot be read apart: " + toString(Old.takeError()));
  Expected<BtfParts> Finished = finishParts(*Old, "parts", Base, Flags, Sorted);
  if (!Finished)
    return consumeError(Finished.takeError());
  if (!Accepted)
    return;
  const BtfRef Main = readResult(Finished->Bytes, "finished", Base, true);
  if (hasSites(*Main))
    fail("sites stay with other types");
  readResult(Finished->InlineBytes, "sites", Main, true);
  if (Error E = joinParts(*Finished, "parts", Base))
    fail("cannot be joined: " + toString(std::move(E)));
  const BtfRef Joined = readResult(Finished->Bytes, "joined", Base, true);
  Expected<FinishedTypes> Again = finishKernelTypes(*Joined, Flags, Sorted);
  if (!Again)
    fail("cannot be finished again: " + toString(Again.takeError()));
}

/// As if the base were a distilled one.
static void relocate(const BtfRef &File, bool InWords) {
  mapDistilledBase(*File, *knownBase().File);
  Expected<std::vector<uint8_t>> Moved = relocateBtf(*File, knownBase().File);
  if (!Moved)
    return consumeError(Moved.takeError());
  Expected<BtfRef> Read = BtfFile::parse(*Moved, "moved", knownBase().File);
  if (Read && InWords)
    printAll(**Read);
  if (!Read)
    fail("cannot be read when relocated: " + toString(Read.takeError()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  if (Size < 1)
    return 0;
  const BtfInput In(Data, Size);
  const BtfRef Base = In.readBase();
  if (In.IsSplit && !Base)
    return 0;
  Expected<BtfRef> File = BtfFile::parse(In.Bytes, "input", Base);
  if (!File) {
    consumeError(File.takeError());
    return 0;
  }
  const bool Sorted = In.Options & 4;
  // A file that does not tell how large pointers are may be put together with
  // one that does, where too large a pointer is noticed.
  VerifyOptions Rules;
  Rules.PointerSize = 8;
  Rules.MaxViolations = 0; // btf-fuzzer has their words
  const bool Accepted = verifyBtf(**File, Rules).accepted() &&
                        (!In.HasBase || verifyBtf(*Base, Rules).accepted());
  const bool InWords = isChosen(ArrayRef(Data, Size), 16);
  compare(*File, InWords);
  finish(**File, Base, Sorted, Accepted);
  if (Base) {
    merge(Base, *File, Sorted, Accepted);
    distill(*File, Base, Sorted, Accepted);
  } else {
    merge(*File, {}, Sorted, Accepted);
  }
  if (In.HasBase)
    relocate(*File, InWords);
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBtfInput(Data, Size, MaxSize, Seed);
}
