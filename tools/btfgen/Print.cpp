//===- Print.cpp - Results for people and programs ------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Print.h"

#include "BTF/Reader.h"
#include "Support/JsonText.h"
#include "report/Page.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

/// Calls \p Visit with the counts of inline sites and of their arguments.
static void forEachSiteCount(
    const SiteCounts &C,
    function_ref<void(StringRef What, StringRef Which, uint64_t)> Visit) {
  for (unsigned I = 0; I < NumSiteVerdicts; ++I)
    Visit("sites", describe(static_cast<SiteVerdict>(I)), C.Sites[I]);
  for (unsigned I = 0; I < NumArgumentFates; ++I)
    Visit("arguments", describe(static_cast<ArgumentFate>(I)), C.Arguments[I]);
  Visit("sites", "unreadable-units", C.UnreadableUnits);
}

void btfgen::printStats(raw_ostream &OS, const EncodeResult &R) {
  OS << "stage            wall ms   cpu ms   peak MB\n";
  StageTime Total;
  for (const StageTime &S : R.Stages) {
    OS << left_justify(S.Name, 14)
       << format("%10.1f %8.1f %9.1f\n", S.WallSeconds * 1e3,
                 S.CpuSeconds * 1e3, double(S.PeakBytes) / 1e6);
    Total.WallSeconds += S.WallSeconds;
    Total.CpuSeconds += S.CpuSeconds;
    Total.PeakBytes = S.PeakBytes;
  }
  OS << left_justify("total", 14)
     << format("%10.1f %8.1f %9.1f\n", Total.WallSeconds * 1e3,
               Total.CpuSeconds * 1e3, double(Total.PeakBytes) / 1e6);
  const EncodeCounts &C = R.Counts;
  OS << C.Units << " units read in " << C.Groups << " groups, "
     << C.SkippedUnits << " skipped by language\n"
     << C.TypesRead << " types read, " << C.Classes << " different; "
     << C.Dedup.AmbiguousNames << " names with several definitions, reached by "
     << C.Dedup.AffectedClasses << " types; " << C.Dedup.UnusualGroups
     << " groups with other than the usual ones\n"
     << C.TypesWritten << " types written, " << C.Functions << " functions and "
     << C.Variables << " variables among them, " << R.Bytes.size() << " bytes";
  if (!R.BaseBytes.empty())
    OS << " and " << R.BaseBytes.size() << " of the base";
  OS << '\n';
  if (R.Sites.any()) {
    OS << R.Sites.Sites[static_cast<unsigned>(SiteVerdict::Included)]
       << " inline sites";
    if (!R.InlineBytes.empty())
      OS << ", " << R.InlineBytes.size() << " bytes";
    OS << '\n';
  }
  if (!R.ContentsFrom.empty())
    OS << "sections without contents were read from " << R.ContentsFrom << '\n';
}

/// Calls \p Visit with every variable of the result, its section and its place.
/// The result has passed the verifier: it can be read.
static void forEachVariable(
    const EncodeResult &R,
    function_ref<void(StringRef Name, StringRef Section, const BtfSectionVar &)>
        Visit) {
  BtfRef File = cantFail(BtfFile::parse(R.Bytes, "the result", R.Base));
  for (uint32_t Id = File->startId(); Id < File->endId(); ++Id) {
    const BtfType T = File->type(BtfId(Id));
    for (const BtfSectionVar &V : T.sectionVars())
      Visit(File->type(V.Type).name(), T.name(), V);
  }
}

bool btfgen::printExplanation(raw_ostream &OS, const EncodeResult &R,
                              StringRef Name) {
  bool Known = Name.empty();
  uint64_t NumOthers = 0;
  for (const ExplainedFunction &F : R.Functions) {
    if (!Name.empty() && F.Name != Name)
      continue;
    Known = true;
    if (Name.empty() && F.Verdict == FunctionVerdict::NotAFunction) {
      ++NumOthers;
      continue;
    }
    OS << "function " << F.Name << ": "
       << (F.Verdict == FunctionVerdict::Included ? "in" : "out: ");
    if (F.Verdict != FunctionVerdict::Included)
      OS << describe(F.Verdict);
    if (!F.Detail.empty())
      OS << ": " << F.Detail;
    OS << '\n';
  }
  if (NumOthers)
    OS << NumOthers
       << " symbols are no functions, but padding in front of them, their "
          "types, or trampolines of static calls\n";
  forEachVariable(
      R, [&](StringRef Variable, StringRef Section, const BtfSectionVar &V) {
        if (!Name.empty() && Variable != Name)
          return;
        Known = true;
        OS << "variable " << Variable << ": in: " << Section << " at "
           << V.Offset << ", size " << V.Size << '\n';
      });
  for (const Diagnostics::Entry &E : R.Omitted.entries()) {
    if (!Name.empty() && E.Subject != Name)
      continue;
    Known = true;
    OS << keyword(E.What) << ' ' << E.Subject << ": " << E.Detail << '\n';
  }
  if (Name.empty() && R.Sites.any())
    forEachSiteCount(R.Sites, [&](StringRef What, StringRef Which, uint64_t N) {
      if (N)
        OS << "inline " << What << ' ' << Which << ": " << N << '\n';
    });
  return Known;
}

void btfgen::printOmissions(raw_ostream &OS, StringRef Input,
                            const EncodeResult &R, bool OnlyIncomplete) {
  for (unsigned I = 0; I < NumOmissions; ++I) {
    auto O = static_cast<Omission>(I);
    uint64_t N = R.Omitted.counted(O);
    if (N && (isIncomplete(O) || !OnlyIncomplete))
      OS << "btfgen: " << Input << ": " << N << ' ' << describe(O) << '\n';
  }
  if (!R.Counts.TypesWritten && !R.Base && !OnlyIncomplete)
    OS << "btfgen: " << Input
       << ": the result is empty: no type, function or variable was found\n";
}

static void printCounts(json::OStream &J, const EncodeResult &R) {
  J.attributeObject("counts", [&] {
    const EncodeCounts &C = R.Counts;
    J.attribute("units", C.Units);
    J.attribute("groups", C.Groups);
    J.attribute("skipped_units", C.SkippedUnits);
    J.attribute("types_read", C.TypesRead);
    J.attribute("classes", C.Classes);
    J.attribute("ambiguous_names", C.Dedup.AmbiguousNames);
    J.attribute("types_written", C.TypesWritten);
    J.attribute("functions", C.Functions);
    J.attribute("variables", C.Variables);
    J.attribute("bytes", static_cast<uint64_t>(R.Bytes.size()));
    J.attribute("base_bytes", static_cast<uint64_t>(R.BaseBytes.size()));
    J.attribute("inline_bytes", static_cast<uint64_t>(R.InlineBytes.size()));
  });
  if (R.Sites.any())
    J.attributeObject("inline", [&] {
      forEachSiteCount(R.Sites,
                       [&](StringRef What, StringRef Which, uint64_t N) {
                         J.attribute((What + "_" + Which).str(), N);
                       });
    });
  J.attributeArray("stages", [&] {
    for (const StageTime &S : R.Stages)
      J.object([&] {
        J.attribute("name", S.Name);
        J.attribute("wall_seconds", S.WallSeconds);
        J.attribute("cpu_seconds", S.CpuSeconds);
        J.attribute("peak_bytes", S.PeakBytes);
      });
  });
  J.attributeObject("functions_by_verdict", [&] {
    for (size_t I = 0; I < R.FunctionCounts.size(); ++I)
      if (R.FunctionCounts[I])
        J.attribute(describe(static_cast<FunctionVerdict>(I)),
                    R.FunctionCounts[I]);
  });
}

static void printFunctions(json::OStream &J, const EncodeResult &R) {
  J.attributeArray("functions", [&] {
    for (const ExplainedFunction &F : R.Functions)
      J.object([&] {
        J.attribute("name", jsonText(F.Name));
        J.attribute("verdict", describe(F.Verdict));
        J.attribute("candidates", F.NumCandidates);
        if (!F.Detail.empty())
          J.attribute("detail", jsonText(F.Detail));
      });
  });
}

/// The same in a third of the bytes: an array per function. As in --explain,
/// symbols that are no functions are only counted.
static void printFunctionRows(json::OStream &J, const EncodeResult &R) {
  J.attributeArray("functions", [&] {
    for (const ExplainedFunction &F : R.Functions)
      if (F.Verdict != FunctionVerdict::NotAFunction)
        J.array([&] {
          J.value(jsonText(F.Name));
          J.value(describe(F.Verdict));
          J.value(F.NumCandidates);
          J.value(jsonText(F.Detail));
        });
  });
}

static void printVariablesAndOmissions(json::OStream &J,
                                       const EncodeResult &R) {
  J.attributeArray("variables", [&] {
    forEachVariable(
        R, [&](StringRef Variable, StringRef Section, const BtfSectionVar &V) {
          J.object([&] {
            J.attribute("name", jsonText(Variable));
            J.attribute("section", jsonText(Section));
            J.attribute("offset", V.Offset);
            J.attribute("size", V.Size);
          });
        });
  });
  J.attributeObject("omissions", [&] {
    for (unsigned I = 0; I < NumOmissions; ++I) {
      auto O = static_cast<Omission>(I);
      J.attribute(keyword(O), R.Omitted.counted(O));
    }
  });
  J.attributeArray("omitted", [&] {
    for (const Diagnostics::Entry &E : R.Omitted.entries())
      J.object([&] {
        J.attribute("category", keyword(E.What));
        J.attribute("subject", jsonText(E.Subject));
        J.attribute("detail", jsonText(E.Detail));
      });
  });
}

void btfgen::printReport(raw_ostream &OS, StringRef Input,
                         const EncodeResult &R) {
  json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("input", jsonText(Input));
    printCounts(J, R);
    printFunctions(J, R);
    printVariablesAndOmissions(J, R);
  });
  OS << '\n';
}

void btfgen::printReportHtml(raw_ostream &OS, StringRef Input,
                             const EncodeResult &R) {
  std::string Json;
  raw_string_ostream JsonOS(Json);
  json::OStream J(JsonOS);
  J.object([&] {
    J.attribute("input", jsonText(Input));
    printCounts(J, R);
    // What the words of "omissions" stand for.
    J.attributeObject("meanings", [&] {
      for (unsigned I = 0; I < NumOmissions; ++I) {
        auto O = static_cast<Omission>(I);
        J.attribute(keyword(O), describe(O));
      }
    });
    printFunctionRows(J, R);
    printVariablesAndOmissions(J, R);
  });
  // It has passed the verifier: it can be read.
  const BtfRef Btf = cantFail(BtfFile::parse(R.Bytes, Input, R.Base));
  Page P("btfgen " BTFGEN_VERSION, Input);
  P.add(*Btf, Input);
  P.write(OS, "report", JsonOS.str());
}
