//===- Places.cpp - Where results go --------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Places.h"

#include "Dedup/BaseIndex.h"
#include "Support/FileUses.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <optional>

using namespace llvm;
using namespace btfgen;

bool btfgen::isInPlace(const ToolConfig &T) {
  return T.Output.empty() && T.OutputDir.empty();
}

using PathText = SmallString<256>;

/// What \p Path adds to \p Root, if it begins with it.
static std::optional<std::string> partBelow(StringRef Root, StringRef Path) {
  Root = Root.rtrim('/'); // "/" is above all
  if (Path.consume_front(Root) && Path.consume_front("/"))
    return Path.str();
  return std::nullopt;
}

/// \p Path from \p Root on: by the names as they are written, or else by where
/// links lead. The last name is never looked behind.
static Expected<std::string> pathBelow(StringRef Root, StringRef Path) {
  PathText AbsoluteRoot(Root), Absolute(Path);
  for (PathText *P : {&AbsoluteRoot, &Absolute}) {
    if (std::error_code EC = sys::fs::make_absolute(*P))
      return createStringError(EC, *P + ": " + EC.message());
    sys::path::remove_dots(*P, /*remove_dot_dot=*/true);
  }
  std::optional<std::string> Part = partBelow(AbsoluteRoot, Absolute);
  PathText RealRoot, Real;
  if (!Part && !sys::fs::real_path(Root, RealRoot) &&
      !sys::fs::real_path(sys::path::parent_path(Absolute), Real)) {
    sys::path::append(Real, sys::path::filename(Absolute));
    Part = partBelow(RealRoot, Real);
  }
  if (Part)
    return *Part;
  return createStringError(Path + ": is not below " + Root +
                           ", which --relative-to names");
}

Expected<std::string> btfgen::resultPath(const ToolConfig &T, StringRef Input) {
  if (T.OutputDir.empty())
    return T.Output;
  std::string Name = sys::path::filename(Input).str();
  if (!T.RelativeTo.empty())
    if (Error E = pathBelow(T.RelativeTo, Input).moveInto(Name))
      return E;
  PathText Path(T.OutputDir);
  sys::path::append(Path, Name + ".btf");
  return std::string(Path);
}

std::string btfgen::distilledPath(StringRef Result) {
  return (Result + ".base").str();
}

std::string btfgen::inlinePath(StringRef Result) {
  return (Result + ".inline").str();
}

std::string btfgen::idsPath(StringRef Result) {
  return (Result + ".ids").str();
}

/// Appends the files that \p Result stands for; \p Of is what follows their
/// names in messages. Not in place.
static void addFiles(const ToolConfig &T, StringRef Result, const Twine &Of,
                     std::vector<FileUse> &Written) {
  Written.push_back({Result.str(), ("the result" + Of).str()});
  if (T.Encoding.Enabled.DistilledBase)
    Written.push_back(
        {distilledPath(Result), ("the distilled base" + Of).str()});
  if (T.ResolveIds == ToolConfig::Ids::FillIn)
    Written.push_back({idsPath(Result), ("the ids" + Of).str()});
  if (T.Encoding.Enabled.Inline)
    Written.push_back({inlinePath(Result), ("the inline sites" + Of).str()});
}

static void addReports(const ToolConfig &T, std::vector<FileUse> &Written) {
  if (!T.Report.empty())
    Written.push_back({T.Report, "the report"});
  if (!T.ReportHtml.empty())
    Written.push_back({T.ReportHtml, "the page"});
  if (!T.TimeTrace.empty())
    Written.push_back({T.TimeTrace, "the trace"});
}

static std::vector<FileUse> filesRead(const ToolConfig &T, StringRef Base) {
  std::vector<FileUse> Read;
  for (const std::string &List : T.Lists)
    Read.push_back({List, "a list of words or inputs"});
  if (!Base.empty()) {
    Read.push_back({Base.str(), "the base"});
    Read.push_back({BaseIndex::savedPath(Base), "the index of the base"});
  }
  // In place, inputs are what is written.
  if (T.What == ToolConfig::Action::Encode && isInPlace(T))
    return Read;
  for (const std::string &Input : T.Inputs)
    Read.push_back({Input, "the input"});
  if (T.What != ToolConfig::Action::Encode)
    Read.push_back({distilledPath(T.Inputs.front()), "the distilled base"});
  return Read;
}

/// The results of encoding. Two inputs by one name have one place if they are
/// one file, which is done once, and are an Error else.
static Error addResults(const ToolConfig &T, std::vector<FileUse> &Written) {
  StringMap<StringRef> Inputs; // by the place of the result
  for (StringRef Input : T.Inputs) {
    Expected<std::string> Result =
        isInPlace(T) ? Input.str() : resultPath(T, Input);
    if (!Result)
      return Result.takeError();
    const auto [It, IsFirst] = Inputs.try_emplace(*Result, Input);
    if (!IsFirst && It->second != Input &&
        !sys::fs::equivalent(It->second, Input))
      return createStringError(
          *Result + ": is the place of both the result of " + It->second +
          " and the result of " + Input +
          "; --relative-to=ROOT keeps their folders below ROOT");
    if (!IsFirst)
      continue;
    if (isInPlace(T))
      Written.push_back({*Result, "the result"});
    else
      addFiles(T, *Result, T.OutputDir.empty() ? "" : " of " + Input, Written);
  }
  return Error::success();
}

static Expected<std::vector<FileUse>> filesWritten(const ToolConfig &T) {
  std::vector<FileUse> Written;
  const bool Encode = T.What == ToolConfig::Action::Encode;
  if (T.What == ToolConfig::Action::Index)
    Written.push_back({BaseIndex::savedPath(T.Inputs.front()), "the index"});
  else if (T.Explain || (!Encode && T.Output.empty()))
    Written.push_back({"-", "what is printed"});
  addReports(T, Written);
  if (!Encode && !T.Output.empty())
    Written.push_back({T.Output, "the result"});
  if (Encode)
    if (Error E = addResults(T, Written))
      return E;
  return Written;
}

Error btfgen::checkPlaces(const ToolConfig &T, StringRef Base) {
  Expected<std::vector<FileUse>> Written = filesWritten(T);
  if (!Written)
    return Written.takeError();
  return checkOutputs(filesRead(T, Base), *Written);
}

Error btfgen::checkFilesFound(const ToolConfig &T, StringRef Input,
                              const EncodeResult &R) {
  std::vector<FileUse> Read, Written;
  if (!R.DebugFile.empty())
    Read.push_back({R.DebugFile, ("the debug file of " + Input).str()});
  if (!R.ContentsFrom.empty() && R.ContentsFrom != Input)
    Read.push_back({R.ContentsFrom, ("the stripped file of " + Input).str()});
  if (Read.empty())
    return Error::success();
  if (!isInPlace(T)) {
    Expected<std::string> Result = resultPath(T, Input);
    if (!Result)
      return Result.takeError();
    addFiles(T, *Result, "", Written);
  }
  addReports(T, Written);
  return checkOutputs(Read, Written);
}
