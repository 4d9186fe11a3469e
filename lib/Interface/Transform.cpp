//===- Transform.cpp - Judging, changing and writing BTF ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "btfgen/Transform.h"
#include "btfgen/Verify.h"
#include "btfgen/Write.h"

#include "BTF/Verify.h"
#include "ELF/SectionPatcher.h"
#include "Interface/Access.h"
#include "Support/AtomicFile.h"
#include "Transform/BaseRelocation.h"
#include "Transform/Diff.h"
#include "Transform/Distill.h"
#include "Transform/Merge.h"

#include <algorithm>

using namespace btfgen;

static Result<void> toPublicStatus(llvm::Error E) {
  if (E)
    return toPublic(std::move(E));
  return {};
}

//===----------------------------------------------------------------------===//
// Verify.h
//===----------------------------------------------------------------------===//

static Result<VerifyOptions> toOptions(const VerifySettings &Settings) {
  VerifyOptions Options;
  if (!Settings.Kernel.empty()) {
    Options.Kernel = parseKernelVersion(Settings.Kernel);
    if (!Options.Kernel)
      return Error(Error::Code::Failed,
                   "'" + Settings.Kernel + "' is not a version of a kernel");
  }
  Options.MayBeEmpty = Settings.MayBeEmpty;
  Options.PointerSize = Settings.PointerSize;
  Options.Threads = std::max(Settings.Threads, 1u);
  Options.MaxViolations = Settings.MaxProblems;
  return Options;
}

static VerifyReport toReport(const VerifyResult &From) {
  VerifyReport Report;
  for (const Violation &V : From.Violations)
    Report.Problems.push_back({V.Type.isNone() ? 0 : V.Type.index(),
                               ruleName(V.Rule).str(), V.Message});
  Report.NumProblems = From.NumViolations;
  Report.NumLoadProblems = From.NumLoadViolations;
  if (From.OldestKernel)
    Report.OldestKernel = std::to_string(From.OldestKernel->Major) + "." +
                          std::to_string(From.OldestKernel->Minor);
  return Report;
}

Result<VerifyReport> btfgen::verify(const Btf &File,
                                    const VerifySettings &Settings) {
  Result<VerifyOptions> Options = toOptions(Settings);
  if (!Options)
    return Options.error();
  return toReport(verifyBtf(*TypeAccess::inner(File), *Options));
}

Result<VerifyReport> btfgen::verify(std::span<const uint8_t> Bytes,
                                    std::string_view Name, const Btf &Base,
                                    const VerifySettings &Settings) {
  Result<VerifyOptions> Options = toOptions(Settings);
  if (!Options)
    return Options.error();
  return toReport(verifyBtfBytes(toRef(Bytes), toRef(Name),
                                 TypeAccess::inner(Base), *Options));
}

//===----------------------------------------------------------------------===//
// Transform.h
//===----------------------------------------------------------------------===//

static Difference toDifference(const DiffEntry &From) {
  Difference D;
  switch (From.Change) {
  case DiffChange::OnlyInA:
    D.What = Difference::Change::OnlyInA;
    break;
  case DiffChange::OnlyInB:
    D.What = Difference::Change::OnlyInB;
    break;
  case DiffChange::Changed:
    D.What = Difference::Change::Changed;
    break;
  case DiffChange::ByReference:
    D.What = Difference::Change::ByReference;
    break;
  }
  D.Of = Kind(From.Kind);
  D.A = From.A.isNone() ? 0 : From.A.index();
  D.B = From.B.isNone() ? 0 : From.B.index();
  D.Details = From.Details;
  return D;
}

Differences btfgen::diff(const Btf &A, const Btf &B) {
  Differences All;
  const DiffResult Found = diffBtf(TypeAccess::inner(A), TypeAccess::inner(B));
  for (const DiffEntry &E : Found.Entries)
    All.push_back(toDifference(E));
  return All;
}

Result<std::vector<uint8_t>> btfgen::merge(const Btf &Base,
                                           std::span<const Btf> Splits,
                                           const MergeSettings &Settings) {
  const BtfRef Inner = TypeAccess::inner(Base);
  if (Inner->base())
    return Error(Error::Code::Failed,
                 std::string(Base.name()) +
                     ": is split BTF, which cannot be a base");
  std::vector<BtfRef> Others;
  for (const Btf &Split : Splits) {
    Others.push_back(TypeAccess::inner(Split));
    if (Others.back()->base() != Inner.get())
      return Error(Error::Code::Failed, std::string(Split.name()) +
                                            ": was not opened with the base " +
                                            std::string(Base.name()));
  }
  MergeOptions Options;
  Options.Sorted = Settings.Sorted;
  Options.Threads = std::max(Settings.Threads, 1u);
  llvm::Expected<MergeResult> Merged = mergeBtf(Inner, Others, Options);
  if (!Merged)
    return toPublic(Merged.takeError());
  return std::move(Merged->Bytes);
}

Result<Distilled> btfgen::distill(const Btf &Split, bool Sorted) {
  llvm::Expected<DistilledBtf> D =
      distillBase(*TypeAccess::inner(Split), Sorted);
  if (!D)
    return toPublic(D.takeError());
  return Distilled{std::move(D->Base), std::move(D->Split)};
}

Result<std::vector<uint8_t>> btfgen::relocate(const Btf &Split,
                                              const Btf &NewBase) {
  llvm::Expected<std::vector<uint8_t>> Bytes =
      relocateBtf(*TypeAccess::inner(Split), TypeAccess::inner(NewBase));
  if (!Bytes)
    return toPublic(Bytes.takeError());
  return std::move(*Bytes);
}

//===----------------------------------------------------------------------===//
// Write.h
//===----------------------------------------------------------------------===//

Result<void> btfgen::writeFile(const std::string &Path,
                               std::span<const uint8_t> Bytes) {
  return toPublicStatus(writeFileAtomically(Path, toRef(Bytes)));
}

Result<void> btfgen::addSections(const std::string &Path,
                                 std::span<const Section> Sections,
                                 AddSettings Settings) {
  std::vector<NewSection> Inner;
  for (const Section &S : Sections) {
    Inner.emplace_back();
    Inner.back().Name = S.Name;
    Inner.back().Bytes = toRef(S.Bytes);
  }
  PatchOptions Options;
  Options.Compact = Settings.Compact;
  Options.StripSignature = Settings.StripSignature;
  return toPublicStatus(addSections(Path, Inner, Options));
}
