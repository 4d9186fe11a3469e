//===- Interface.cpp - The public way to encode ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Implements include/btfgen/Encode.h.
///
//===----------------------------------------------------------------------===//

#include "btfgen/Encode.h"

#include "Encode/Encode.h"
#include "Interface/Access.h"

#include <algorithm>

using namespace btfgen;

namespace btfgen {
struct EncodeAccess {
  static EncodeBase make(Btf File, std::shared_ptr<const BaseIndex> Index) {
    EncodeBase Base;
    Base.File = std::move(File);
    Base.Index = std::move(Index);
    return Base;
  }
  static std::shared_ptr<const BaseIndex> index(const EncodeBase &Base) {
    return Base.Index;
  }
};
} // namespace btfgen

Result<EncodeBase> EncodeBase::create(const Btf &Base, unsigned Threads) {
  llvm::Expected<std::unique_ptr<const BaseIndex>> Index = BaseIndex::create(
      TypeAccess::inner(Base), /*Keyed=*/true, std::max(Threads, 1u));
  if (!Index)
    return toPublic(Index.takeError());
  return EncodeAccess::make(Base, std::move(*Index));
}

static Config toConfig(const Input &From, const EncodeSettings &Settings) {
  Config C;
  C.Input = From.name();
  C.Source = sourceOf(From);
  C.Threads = std::max(Settings.Threads, 1u);
  C.Base = EncodeAccess::index(Settings.Base);
  switch (Settings.Which) {
  case EncodeSettings::Variables::None:
    C.Variables = VariableScope::None;
    break;
  case EncodeSettings::Variables::PerCpu:
    C.Variables = VariableScope::PerCpu;
    break;
  case EncodeSettings::Variables::All:
    C.Variables = VariableScope::All;
    break;
  }
  C.Functions = Settings.Functions;
  C.Enabled = Settings.Features;
  C.ExcludedLanguages = Settings.ExcludedLanguages;
  C.Strict = Settings.Strict;
  C.Explain = Settings.Explain;
  return C;
}

static EncodeReport toReport(EncodeResult &&From) {
  EncodeReport Report;
  Report.Bytes = std::move(From.Bytes);
  Report.BaseBytes = std::move(From.BaseBytes);
  Report.InlineBytes = std::move(From.InlineBytes);
  Report.NumUnits = From.Counts.Units;
  Report.NumTypes = From.Counts.TypesWritten;
  Report.NumFunctions = From.Counts.Functions;
  Report.NumVariables = From.Counts.Variables;
  Report.NumLeftOut = From.Omitted.total();
  for (const Diagnostics::Entry &E : From.Omitted.entries())
    Report.Omissions.push_back({keyword(E.What).str(), E.Subject, E.Detail});
  for (const ExplainedFunction &F : From.Functions)
    if (F.Verdict != FunctionVerdict::Included)
      Report.FunctionsLeftOut.push_back(
          {describe(F.Verdict).str(), F.Name, F.Detail});
  return Report;
}

Result<EncodeReport> btfgen::encode(const Input &From,
                                    const EncodeSettings &Settings) {
  if (Settings.Features.DistilledBase && !EncodeAccess::index(Settings.Base))
    return Error(Error::Code::Failed,
                 From.name() + ": a distilled base needs a base");
  if (Settings.Features.DistilledBase && Settings.Features.Inline)
    return Error(Error::Code::Failed,
                 From.name() + ": inline sites cannot refer to a distilled "
                               "base");
  llvm::Expected<EncodeResult> R = encode(toConfig(From, Settings));
  if (R)
    return toReport(std::move(*R));
  llvm::Error E = R.takeError();
  const Error::Code Code = E.isA<NoDebugInfo>()     ? Error::Code::NoDebugInfo
                           : E.isA<RefusedResult>() ? Error::Code::Refused
                                                    : Error::Code::Failed;
  return toPublic(std::move(E), Code);
}
