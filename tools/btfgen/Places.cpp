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
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace btfgen;

bool btfgen::isInPlace(const ToolConfig &T) {
  return T.Output.empty() && T.OutputDir.empty();
}

std::string btfgen::resultPath(const ToolConfig &T, StringRef Input) {
  if (T.OutputDir.empty())
    return T.Output;
  SmallString<128> Path(T.OutputDir);
  sys::path::append(Path, sys::path::filename(Input) + ".btf");
  return std::string(Path);
}

std::string btfgen::distilledPath(StringRef Result) {
  return (Result + ".base").str();
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

static std::vector<FileUse> filesWritten(const ToolConfig &T) {
  std::vector<FileUse> Written;
  const bool Encode = T.What == ToolConfig::Action::Encode;
  if (T.What == ToolConfig::Action::Index)
    Written.push_back({BaseIndex::savedPath(T.Inputs.front()), "the index"});
  else if (T.Explain || (!Encode && T.Output.empty()))
    Written.push_back({"-", "what is printed"});
  if (!T.Report.empty())
    Written.push_back({T.Report, "the report"});
  if (!Encode) {
    if (!T.Output.empty())
      Written.push_back({T.Output, "the result"});
    return Written;
  }
  for (const std::string &Input : T.Inputs) {
    const std::string Result = isInPlace(T) ? Input : resultPath(T, Input);
    const std::string Of = T.OutputDir.empty() ? "" : " of " + Input;
    Written.push_back({Result, "the result" + Of});
    if (!isInPlace(T) && T.Encoding.Enabled.DistilledBase)
      Written.push_back({distilledPath(Result), "the distilled base" + Of});
  }
  return Written;
}

Error btfgen::checkPlaces(const ToolConfig &T, StringRef Base) {
  return checkOutputs(filesRead(T, Base), filesWritten(T));
}
