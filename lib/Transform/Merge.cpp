//===- Merge.cpp - One BTF out of a base and many splits --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three steps after the inputs are open: which types are equal
/// (MergeForwards), which of them are written and under which id (placeTypes),
/// and their records with new ids and string offsets (Output).
///
//===----------------------------------------------------------------------===//

#include "Transform/Merge.h"

#include "BTF/RawBtf.h"
#include "BTF/Verify.h"
#include "Support/Parallel.h"
#include "Support/SortNames.h"
#include "Transform/MergeForwards.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace btfgen;

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

Expected<BtfRef> btfgen::openMergeBase(StringRef Path) {
  Expected<BtfRef> Base = BtfFile::open(Path);
  if (Base && (*Base)->base())
    return createStringError(Path +
                             ": this is split BTF, which cannot be a base");
  return Base;
}

/// Split BTF never reads as BTF without a base: its ids and strings are beyond
/// those of the base.
static bool isSelfContained(const BtfFile &File) {
  if (!File.ownCount() || !File.strings().starts_with(StringRef("\0", 1)))
    return false;
  Expected<BtfRef> Alone = BtfFile::parse(File.bytes(), File.name());
  if (Alone)
    return true;
  consumeError(Alone.takeError());
  return false;
}

static Error wrongBase(StringRef Message, const BtfFile &Base) {
  return createStringError(Message + "; it is damaged or was not made for " +
                           Base.name());
}

static Expected<BtfRef> openSplit(const BtfRef &Base, StringRef Path) {
  Expected<BtfRef> Split = BtfFile::open(Path, Base, BtfChecks::Framing);
  if (!Split)
    return Split;
  const BtfFile &File = **Split;
  if (File.hasDistilledBase())
    return createStringError(Path +
                             ": this BTF is split from its own .BTF.base and "
                             "must be relocated first (btfgen --relocate)");
  if (isSelfContained(File))
    return createStringError(Path +
                             ": this BTF needs no base, expected split BTF");
  VerifyResult Verdict = verifyBtf(File);
  if (!Verdict.accepted())
    return wrongBase(toString(toError(Verdict, Path)), *Base);
  return Split;
}

Expected<std::vector<BtfRef>>
btfgen::openMergeSplits(const BtfRef &Base, ArrayRef<std::string> Paths,
                        unsigned Threads) {
  std::vector<BtfRef> Splits(Paths.size());
  std::vector<std::string> Errors(Paths.size());
  parallelFor(Paths.size(), Threads, [&](size_t I, unsigned) {
    Expected<BtfRef> Split = openSplit(Base, Paths[I]);
    if (Split)
      Splits[I] = std::move(*Split);
    else
      Errors[I] = toString(Split.takeError());
  });
  for (const std::string &E : Errors)
    if (!E.empty())
      return createStringError(E);
  return Splits;
}

static Error checkKinds(const BtfFile &File) {
  for (uint32_t Id = File.startId(); Id != File.endId(); ++Id)
    if (unsigned Kind = File.type(BtfId(Id)).kind(); Kind >= NumBtfKinds)
      return createStringError(
          formatv("{0}: type {1} at offset {2:x}: kind {3} is unknown, its "
                  "references cannot be renumbered",
                  File.name(), Id, File.recordOffset(BtfId(Id)), Kind)
              .str());
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

namespace {

/// Which types are written, and what references become.
struct Places {
  std::vector<PoolId> Order; ///< the first is written with id 1
  std::vector<BtfId> Ids;    ///< by PoolId
};

} // namespace

/// A place in one module rather than a type: never equal to another's.
static bool isPlace(const TypePool &Pool, const BtfType &T) {
  return T.is(BTF::BTF_KIND_VAR) || T.is(BTF::BTF_KIND_DATASEC) ||
         T.is(BtfKindLocSec) ||
         (T.is(BTF::BTF_KIND_DECL_TAG) &&
          Pool.type(Pool.node(T.file(), T.target())).is(BTF::BTF_KIND_VAR));
}

/// The base's types, then what the splits add. With \p KeepIds each of the
/// base's stays where it is, even if it equals another.
static Places placeTypes(const TypePool &Pool, uint32_t BaseEnd,
                         const MergeClasses &Classes, bool KeepIds) {
  std::vector<PoolId> First(Classes.NumClasses);
  for (uint32_t Node = Pool.size(); --Node;)
    if (!Classes.IsDefined[Node])
      First[Classes.ClassOf[Node]] = PoolId(Node);
  Places P;
  P.Ids.assign(Pool.size(), BtfId(0));
  std::vector<BtfId> IdOfClass(Classes.NumClasses, BtfId(0));
  auto Append = [&](PoolId Node) {
    P.Order.push_back(Node);
    return BtfId(P.Order.size());
  };
  for (uint32_t Node = 1; Node != Pool.size(); ++Node) {
    const bool InBase = Node < BaseEnd; // added first: ids are those of Pool
    const uint32_t Class = Classes.ClassOf[Node];
    BtfId &Id = IdOfClass[Class];
    if (isPlace(Pool, Pool.type(PoolId(Node))))
      P.Ids[Node] = Append(PoolId(Node));
    else if (Id == BtfId(0) && !Classes.IsDefined[Node])
      Id = Append(PoolId(Node));
    else if (InBase && Id == BtfId(0) && First[Class].index() >= BaseEnd)
      Id = Append(First[Class]);
    else if (InBase && KeepIds)
      Append(PoolId(Node));
  }
  for (uint32_t Node = 1; Node != Pool.size(); ++Node)
    if (P.Ids[Node] == BtfId(0))
      P.Ids[Node] = IdOfClass[Classes.ClassOf[Node]];
  return P;
}

/// Orders anonymous types first, then by name; ties by the ids so far.
static void sortTypes(const TypePool &Pool, Places &P, unsigned Threads) {
  std::vector<NamedIndex> Named;
  std::vector<uint32_t> NewOrder;
  for (uint32_t I = 0; I != P.Order.size(); ++I) {
    const BtfType T = Pool.type(P.Order[I]);
    if (T.isAnonymous())
      NewOrder.push_back(I);
    else
      Named.push_back({T.name(), I});
  }
  sortByName(Named, Threads);
  for (const NamedIndex &T : Named)
    NewOrder.push_back(T.Index);
  std::vector<BtfId> NewIds(P.Order.size() + 1, BtfId(0));
  std::vector<PoolId> Order;
  for (uint32_t I : NewOrder) {
    Order.push_back(P.Order[I]);
    NewIds[I + 1] = BtfId(Order.size());
  }
  for (BtfId &Id : P.Ids)
    Id = NewIds[Id.index()];
  P.Order = std::move(Order);
}

//===----------------------------------------------------------------------===//
// Output
//===----------------------------------------------------------------------===//

namespace {

class Output {
public:
  Output(const TypePool &Pool, const BtfFile &Base, const Places &P)
      : Pool(Pool), Base(Base), P(P), Strings(Base.strings().str()) {}
  void addTypes();
  Error checkLimits() const;
  std::vector<uint8_t> bytes() const {
    return makeRawBtf(Words, Strings, Base.isLittleEndian(), Base.layout());
  }

private:
  uint32_t stringOffset(const BtfFile &File, uint32_t Offset);

  const TypePool &Pool;
  const BtfFile &Base;
  const Places &P;
  std::string Strings; ///< the base's in front, at the same offsets
  std::vector<uint32_t> OffsetOfText; ///< by text id; 0: not there yet
  std::vector<uint32_t> Words;
};

} // namespace

/// A string of a split is taken from the base, or from another split, if that
/// has it.
uint32_t Output::stringOffset(const BtfFile &File, uint32_t Offset) {
  if (Offset < Base.stringEnd())
    return Offset;
  const uint32_t Text = Pool.textId(File, Offset);
  if (Text >= OffsetOfText.size())
    OffsetOfText.resize(Text + 1);
  uint32_t &Known = OffsetOfText[Text];
  StringRef Own = File.string(Offset);
  if (!Known && !Own.empty()) {
    Known = Strings.size();
    Strings.append(Own.data(), Own.size() + 1); // and its NUL
  }
  return Known;
}

void Output::addTypes() {
  for (uint32_t At = 1; At < Base.strings().size();) {
    const uint32_t Text = Pool.textId(Base, At);
    if (Text >= OffsetOfText.size())
      OffsetOfText.resize(Text + 1);
    if (!OffsetOfText[Text])
      OffsetOfText[Text] = At;
    At += Base.string(At).size() + 1;
  }
  for (PoolId Node : P.Order) {
    const BtfType T = Pool.type(Node);
    const BtfFile &File = T.file();
    const size_t Start = Words.size();
    ArrayRef<uint32_t> Record = File.record(T.id());
    Words.insert(Words.end(), Record.begin(), Record.end());
    uint32_t *New = Words.data() + Start;
    forEachTypeRef(New, [&](uint32_t &Word) {
      Word = P.Ids[Pool.node(File, BtfId(Word)).index()].index();
    });
    forEachStringRef(New,
                     [&](uint32_t &Word) { Word = stringOffset(File, Word); });
  }
}

Error Output::checkLimits() const {
  if (P.Order.size() > BtfMaxType)
    return createStringError("the result has " + Twine(P.Order.size()) +
                             " types, the limit is " + Twine(BtfMaxType));
  if (Strings.size() > BtfMaxNameOffset + 1)
    return createStringError("the result's strings take " +
                             Twine(Strings.size()) + " bytes, the limit is " +
                             Twine(BtfMaxNameOffset + 1));
  if (Words.size() > UINT32_MAX / 4)
    return createStringError("the result's types take " +
                             Twine(4 * uint64_t(Words.size())) +
                             " bytes, the limit is " + Twine(UINT32_MAX));
  return Error::success();
}

//===----------------------------------------------------------------------===//
// The pipeline
//===----------------------------------------------------------------------===//

static MergeCounts count(const TypePool &Pool, const BtfFile &Base,
                         const MergeClasses &Classes, const Places &P) {
  MergeCounts C;
  C.BaseTypes = Base.ownCount();
  C.SplitTypes = Pool.size() - Base.endId();
  C.Types = P.Order.size();
  for (uint32_t Node = Base.endId(); Node != Pool.size(); ++Node) {
    const BtfType T = Pool.type(PoolId(Node));
    C.Variables += T.is(BTF::BTF_KIND_VAR);
    C.Sections += T.is(BTF::BTF_KIND_DATASEC);
  }
  C.ForwardsDefined = Classes.NumDefined;
  C.ForwardsAmbiguous = Classes.NumAmbiguous;
  C.AmbiguousNames = Classes.NumAmbiguousNames;
  for (uint32_t Node = 1; Node != Base.endId(); ++Node)
    C.ForwardsOfBase += Classes.IsDefined[Node];
  return C;
}

/// Error if a kernel would refuse the result for anything that is not already
/// in the base.
static Error verifyResult(MergeResult &Result, const BtfFile &Base) {
  VerifyOptions WithoutWords;
  WithoutWords.MaxViolations = 0;
  Result.Counts.BaseViolations = verifyBtf(Base, WithoutWords).NumViolations;
  if (Result.Counts.BaseViolations)
    return Error::success();
  return toError(verifyBtfBytes(Result.Bytes, "the result"), "the result");
}

Expected<MergeResult> btfgen::mergeBtf(const BtfRef &Base,
                                       ArrayRef<BtfRef> Splits,
                                       const MergeOptions &Options) {
  StageTimer Timer;
  Timer.begin("equal types");
  TypePool Pool;
  Pool.add(*Base);
  for (const BtfRef &Split : Splits)
    Pool.add(*Split);
  for (const auto &E : Pool.entries())
    if (Error Unknown = checkKinds(*E->File))
      return Unknown;
  const MergeClasses Classes = classifyForMerge(Pool);
  Timer.begin("order");
  Places P = placeTypes(Pool, Base->endId(), Classes, !Options.Sorted);
  MergeResult Result;
  Result.Counts = count(Pool, *Base, Classes, P);
  if (Options.Sorted)
    sortTypes(Pool, P, Options.Threads);
  Timer.begin("write");
  Output Out(Pool, *Base, P);
  Out.addTypes();
  if (Error E = Out.checkLimits())
    return E;
  Result.Bytes = Out.bytes();
  Timer.begin("verify");
  if (Error E = verifyResult(Result, *Base))
    return E;
  Timer.end();
  Result.Stages = Timer.stages();
  return Result;
}
