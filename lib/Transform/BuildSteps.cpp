//===- BuildSteps.cpp - What kernel builds do after the encoder -----------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/BuildSteps.h"

#include "Transform/Distill.h"

#include "llvm/ADT/BitVector.h"

using namespace llvm;
using namespace btfgen;

Expected<ParsedParts> btfgen::parseParts(const BtfParts &Parts, StringRef Name,
                                         const BtfRef &Base) {
  ParsedParts P;
  if (Error E = BtfFile::parse(Parts.Bytes, Name, Base).moveInto(P.Main))
    return E;
  if (!Parts.InlineBytes.empty())
    if (Error E =
            BtfFile::parse(Parts.InlineBytes, Name, P.Main).moveInto(P.Sites))
      return E;
  return P;
}

Expected<BtfParts> btfgen::finishParts(const ParsedParts &Old, StringRef Name,
                                       const BtfRef &Base,
                                       const StringMap<KfuncFlags> &Kfuncs,
                                       bool Sorted) {
  Expected<FinishedTypes> Types = finishKernelTypes(*Old.Main, Kfuncs, Sorted);
  if (!Types)
    return Types.takeError();
  BtfParts New;
  New.Bytes = std::move(Types->Bytes);
  if (!Old.Sites)
    return New;
  Expected<BtfRef> Main = BtfFile::parse(New.Bytes, Name, Base);
  if (!Main)
    return Main.takeError();
  New.InlineBytes = rebaseSites(*Old.Sites, **Main, Types->NewIds);
  return New;
}

/// What sites need of the base has to be in the small one, too. So it is
/// distilled for one BTF of both.
Error btfgen::distillParts(BtfParts &Parts, StringRef Name, const BtfRef &Base,
                           bool Sorted) {
  Expected<ParsedParts> Old = parseParts(Parts, Name, Base);
  if (!Old)
    return Old.takeError();
  std::vector<uint8_t> JoinedBytes;
  BtfRef Joined = Old->Main;
  if (Old->Sites) {
    JoinedBytes = joinSites(*Old->Sites);
    if (Error E = BtfFile::parse(JoinedBytes, Name, Base).moveInto(Joined))
      return E;
  }
  Expected<DistilledBtf> D = distillBase(*Joined, Sorted);
  if (!D)
    return D.takeError();
  Parts.BaseBytes = std::move(D->Base);
  if (!Old->Sites) {
    Parts.Bytes = std::move(D->Split);
    return Error::success();
  }
  BtfRef NewBase, Both;
  if (Error E = BtfFile::parse(Parts.BaseBytes, Name).moveInto(NewBase))
    return E;
  if (Error E = BtfFile::parse(D->Split, Name, NewBase).moveInto(Both))
    return E;
  BitVector IsOfMain(Both->endId());
  for (uint32_t Id = Base->endId(); Id < Old->Main->endId(); ++Id)
    IsOfMain.set(D->NewIds[Id]);
  Expected<BtfParts> Apart = separateSites(
      *Both, [&](const BtfType &T) { return IsOfMain[T.id().index()]; });
  if (!Apart)
    return Apart.takeError();
  Parts.Bytes = std::move(Apart->Bytes);
  Parts.InlineBytes = std::move(Apart->InlineBytes);
  return Error::success();
}

Error btfgen::joinParts(BtfParts &Parts, StringRef Name, const BtfRef &Base) {
  if (Parts.InlineBytes.empty())
    return Error::success();
  Expected<ParsedParts> Old = parseParts(Parts, Name, Base);
  if (!Old)
    return Old.takeError();
  std::vector<uint8_t> Joined = joinSites(*Old->Sites);
  Parts.Bytes = std::move(Joined);
  Parts.InlineBytes.clear();
  return Error::success();
}
