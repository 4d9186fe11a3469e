//===- Inspect.cpp - Look at BTF that exists ------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inspect.h"

#include "BTF/Dump.h"
#include "BTF/Verify.h"
#include "Dedup/BaseIndex.h"
#include "JobServer.h"
#include "ListSites.h"
#include "OpenBase.h"
#include "Places.h"
#include "Support/AtomicFile.h"
#include "Transform/BaseRelocation.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

/// The base that --base names, or null.
static Expected<BtfRef> openBase(const ToolConfig &T) {
  BtfRef Base;
  if (Error E = checkPlaces(T, T.Base == "auto" ? "" : T.Base))
    return E;
  if (T.Base.empty())
    return Base;
  std::string Used;
  if (Error E = openBaseOf(T, [&](StringRef Path) {
        Used = Path.str();
        return BtfFile::open(Path).moveInto(Base);
      }))
    return E;
  if (Error E = checkPlaces(T, Used))
    return E;
  return Base;
}

/// An ELF file brings its distilled base itself; that of raw BTF is in a file
/// beside it.
static Expected<BtfRef> openDistilled(const std::string &Path) {
  BtfRef Base;
  if (sys::fs::exists(distilledPath(Path))) {
    Expected<BtfRef> B = BtfFile::open(distilledPath(Path));
    if (!B)
      return B.takeError();
    Base = std::move(*B);
  }
  return BtfFile::open(Path, std::move(Base));
}

static Expected<ExitStatus> relocate(const ToolConfig &T,
                                     const BtfRef &NewBase) {
  const std::string &Path = T.Inputs.front();
  Expected<BtfRef> File = openDistilled(Path);
  if (!File)
    return File.takeError();
  Expected<std::vector<uint8_t>> Bytes = relocateBtf(**File, NewBase);
  if (!Bytes)
    return Bytes.takeError();
  for (const BtfRef &Read : {*File, NewBase})
    if (Error E = Read->checkRead())
      return E;
  if (T.Output.empty())
    outs() << Path << ": fits " << NewBase->name() << '\n';
  else if (Error E = writeFileAtomically(T.Output, *Bytes))
    return E;
  return ExitOk;
}

static Expected<ExitStatus> verify(const BtfFile &File, VerifyOptions Rules) {
  if (File.hasDistilledBase()) {
    VerifyOptions BaseRules = Rules;
    BaseRules.MayBeEmpty = true;
    VerifyResult R = verifyBtf(*File.base(), BaseRules);
    if (!R.accepted()) {
      printVerifyResult(outs(), File.base()->name(), R);
      return ExitError;
    }
    if (Error E = checkDistilledBase(*File.base()))
      return E;
  }
  VerifyResult R = verifyBtf(File, Rules);
  printVerifyResult(outs(), File.name(), R);
  return R.accepted() ? ExitOk : ExitError;
}

static Expected<ExitStatus> makeIndex(const ToolConfig &T) {
  const StringRef Path = T.Inputs.front();
  if (Error E = checkPlaces(T, /*Base=*/""))
    return E;
  const std::optional<FileIdentity> Settled = BaseIndex::settledFile(Path);
  Expected<BtfRef> File = BtfFile::open(Path);
  if (!File)
    return File.takeError();
  auto Index = BaseIndex::create(std::move(*File), /*Keyed=*/true,
                                 maxThreads(/*Asked=*/0));
  if (!Index)
    return Index.takeError();
  if (Error E = (*Index)->checkRead())
    return E;
  if (Error E = (*Index)->save(BaseIndex::savedPath(Path), Settled))
    return E;
  return ExitOk;
}

Expected<ExitStatus> btfgen::inspect(const ToolConfig &T) {
  if (T.What == ToolConfig::Action::Index)
    return makeIndex(T);
  Expected<BtfRef> Base = openBase(T);
  if (!Base)
    return Base.takeError();
  if (T.What == ToolConfig::Action::Relocate)
    return relocate(T, *Base);
  if (T.What == ToolConfig::Action::Sites) {
    if (Error E = listSites(T, *Base))
      return E;
    return ExitOk;
  }
  // Verify reports what is wrong itself, so it wants to see it.
  const bool Verify = T.What == ToolConfig::Action::Verify;
  Expected<BtfRef> File = BtfFile::open(
      T.Inputs.front(), *Base, Verify ? BtfChecks::Framing : BtfChecks::Full);
  if (!File)
    return File.takeError();
  Expected<ExitStatus> Status = ExitOk;
  if (Verify)
    Status = verify(**File, T.Rules);
  else
    dumpBtf(outs(), **File);
  if (Status)
    if (Error E = (*File)->checkRead())
      return E;
  return Status;
}
