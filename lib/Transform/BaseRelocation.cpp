//===- BaseRelocation.cpp - Move split BTF onto another base --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/BaseRelocation.h"

#include "BTF/RawBtf.h"
#include "BTF/Verify.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace btfgen;

/// The kinds of a base that a distilled type may stand for.
static bool isCandidate(unsigned Kind) {
  return isCompositeKind(Kind) || isEnumKind(Kind) ||
         Kind == BTF::BTF_KIND_INT || Kind == BTF::BTF_KIND_FLOAT ||
         Kind == BTF::BTF_KIND_FWD;
}

namespace {

class Mapper {
public:
  Mapper(const BtfFile &Split, const BtfFile &NewBase)
      : Split(Split), Distilled(*Split.base()), NewBase(NewBase),
        Embedded(Distilled.endId()) {}
  BaseMapping run();

private:
  /// Types of one name.
  struct SameName {
    SmallVector<uint32_t, 1> Distilled;
    SmallVector<uint32_t, 1> Candidates; ///< in the new base
  };

  void markEmbedded();
  void collectCandidates();
  bool isTooMuch();
  bool fits(const BtfType &Type, const BtfType &Candidate) const;
  std::string explainMissing(const BtfType &T) const;

  const BtfFile &Split;
  const BtfFile &Distilled;
  const BtfFile &NewBase;
  /// Types of the distilled base that types of the module contain.
  BitVector Embedded;
  StringMap<SameName> ByName;
  /// Types of the new base, each with those of the distilled base of its name.
  std::vector<std::pair<uint32_t, ArrayRef<uint32_t>>> Candidates;
  /// How many of them are STRUCT or UNION, by name (by its offset, as the
  /// kernel counts).
  DenseMap<uint32_t, uint32_t> Composites;
  BaseMapping Result;
};

} // namespace

static std::string describe(const BtfType &T) {
  std::string Text = formatv("{0}{1} '{2}'",
                             T.intEncoding() & BTF::INT_SIGNED ? "signed " : "",
                             kindName(T.kind()), T.name())
                         .str();
  if (!T.is(BTF::BTF_KIND_FWD))
    Text += formatv(", {0} bytes", T.size()).str();
  return Text;
}

/// Follows members of the module's types by value.
void Mapper::markEmbedded() {
  BitVector Seen(Split.endId());
  for (uint32_t Id = Split.startId(); Id < Split.endId(); ++Id)
    for (BtfMember M : Split.type(BtfId(Id)).members())
      for (BtfId Part = M.Type; !Seen[Part.index()];) {
        Seen.set(Part.index());
        const BtfType T = Split.type(Part);
        if (isCompositeKind(T.kind()) && Part.index() < Distilled.endId())
          Embedded.set(Part.index());
        if (T.is(BTF::BTF_KIND_ARRAY))
          Part = T.arrayElement();
        else if (isModifierKind(T.kind()))
          Part = T.target();
      }
}

void Mapper::collectCandidates() {
  for (uint32_t Id = 1; Id < Distilled.endId(); ++Id)
    ByName[Distilled.type(BtfId(Id)).name()].Distilled.push_back(Id);
  for (uint32_t Id = NewBase.startId(); Id < NewBase.endId(); ++Id) {
    const BtfType C = NewBase.type(BtfId(Id));
    if (!C.nameOffset() || !isCandidate(C.kind()))
      continue;
    auto It = ByName.find(C.name());
    if (It == ByName.end())
      continue;
    It->second.Candidates.push_back(Id);
    Candidates.push_back({Id, It->second.Distilled});
    Composites[C.nameOffset()] += isCompositeKind(C.kind());
  }
}

/// Every type is compared with every candidate of its name. In kernels a name
/// has a few of each; 2^24 comparisons are a file made to take long.
bool Mapper::isTooMuch() {
  uint64_t Comparisons = 0;
  for (const auto &[Id, Types] : Candidates)
    Comparisons += Types.size();
  if (Comparisons <= 1 << 24)
    return false;
  Result.Problems.push_back(
      formatv("{0} comparisons of types that have the same name in {1} are "
              "too many",
              Comparisons, NewBase.name()));
  return true;
}

/// The kernel's rule for a type of the same name, repeated with its oddities:
/// it does not look at the kind of what a STRUCT stands for, nor at the size of
/// a second one. And it compares the kind_flag of a FWD, which tells struct
/// from union, with that of a STRUCT or UNION, which tells whether there are
/// bit-fields.
bool Mapper::fits(const BtfType &Type, const BtfType &Candidate) const {
  const unsigned Kind = Candidate.kind();
  const bool SizeCounts = isCompositeKind(Kind)
                              ? Composites.lookup(Candidate.nameOffset()) > 1
                              : Kind != BTF::BTF_KIND_FWD;
  const bool SameSize = Type.size() == Candidate.size();
  if (SizeCounts && !SameSize)
    return false;
  switch (Type.kind()) {
  case BTF::BTF_KIND_FWD:
    if (Kind == BTF::BTF_KIND_FWD)
      return Type.kindFlag() == Candidate.kindFlag();
    return isCompositeKind(Kind) &&
           Candidate.kindFlag() == (Kind == BTF::BTF_KIND_UNION);
  case BTF::BTF_KIND_INT:
    return Kind == BTF::BTF_KIND_INT &&
           Type.intEncoding() == Candidate.intEncoding();
  case BTF::BTF_KIND_FLOAT:
    return Kind == BTF::BTF_KIND_FLOAT;
  case BTF::BTF_KIND_ENUM:
    return isEnumKind(Kind);
  default:
    return SameSize || !Embedded[Type.id().index()] ||
           Result.Ids[Type.id().index()];
  }
}

std::string Mapper::explainMissing(const BtfType &T) const {
  constexpr size_t MaxNamed = 4;
  const ArrayRef<uint32_t> Ids = ByName.find(T.name())->second.Candidates;
  if (Ids.empty())
    return "there is no type of this name";
  std::string Namesakes;
  for (uint32_t Id : Ids.take_front(MaxNamed))
    Namesakes +=
        (Namesakes.empty() ? "" : " and ") + describe(NewBase.type(BtfId(Id)));
  if (Ids.size() > MaxNamed)
    Namesakes += formatv(" and {0} more", Ids.size() - MaxNamed);
  if (Embedded[T.id().index()])
    Namesakes += "; types of the module contain it, so its size counts";
  if (T.is(BTF::BTF_KIND_FWD))
    Namesakes += "; a declaration only matches a declaration, a struct without "
                 "bit-fields or a union with bit-fields";
  return "there is " + Namesakes;
}

BaseMapping Mapper::run() {
  markEmbedded();
  collectCandidates();
  Result.Ids.resize(Distilled.endId());
  if (isTooMuch())
    return std::move(Result);
  std::vector<uint32_t> Second(Distilled.endId());
  for (auto [Id, Types] : Candidates)
    for (uint32_t Type : Types)
      if (fits(Distilled.type(BtfId(Type)), NewBase.type(BtfId(Id))))
        (Result.Ids[Type] ? Second : Result.Ids)[Type] = Id;
  for (uint32_t Id = 1; Id < Distilled.endId(); ++Id) {
    if (Result.Ids[Id] && !Second[Id])
      continue;
    const BtfType T = Distilled.type(BtfId(Id));
    std::string Text =
        formatv("type {0} ({1}): in {2} ", Id, describe(T), NewBase.name());
    if (Second[Id])
      Text +=
          formatv("both type {0} ({1}) and type {2} ({3}) match",
                  Result.Ids[Id], describe(NewBase.type(BtfId(Result.Ids[Id]))),
                  Second[Id], describe(NewBase.type(BtfId(Second[Id]))))
              .str();
    else
      Text += explainMissing(T);
    Result.Problems.push_back(std::move(Text));
    Result.Ids[Id] = 0;
  }
  return std::move(Result);
}

BaseMapping btfgen::mapDistilledBase(const BtfFile &Split,
                                     const BtfFile &NewBase) {
  return Mapper(Split, NewBase).run();
}

Error btfgen::checkDistilledBase(const BtfFile &Base) {
  for (uint32_t Id = 1; Id < Base.endId(); ++Id) {
    const BtfType T = Base.type(BtfId(Id));
    if (!isCandidate(T.kind()) || T.is(BTF::BTF_KIND_ENUM64))
      return createStringError(
          formatv("{0}: type {1} ({2} '{3}'): not a kind that a distilled base "
                  "may have",
                  Base.name(), Id, kindName(T.kind()), T.name()));
    if (T.isAnonymous())
      return createStringError(
          formatv("{0}: type {1} ({2}): a type of a distilled base must have a "
                  "name",
                  Base.name(), Id, kindName(T.kind())));
  }
  return Error::success();
}

/// The first problems, one a line.
static Error problemsToError(ArrayRef<std::string> Problems, StringRef Name) {
  constexpr size_t Max = 20;
  std::string Text;
  for (const std::string &P : Problems.take_front(Max))
    Text +=
        formatv("{0}{1}: .BTF.base: {2}", Text.empty() ? "" : "\n", Name, P);
  if (Problems.size() > Max)
    Text += formatv("\n{0}: and {1} more", Name, Problems.size() - Max);
  return createStringError(Text);
}

Expected<std::vector<uint8_t>> btfgen::relocateBtf(const BtfFile &Split,
                                                   const BtfRef &NewBase) {
  if (!Split.base())
    return createStringError(Split.name() +
                             ": has no distilled base (.BTF.base)");
  const BtfFile &Distilled = *Split.base();
  if (NewBase->base())
    return createStringError(NewBase->name() +
                             ": is split BTF, which cannot be a base");
  if (NewBase->isLittleEndian() != Split.isLittleEndian())
    return createStringError(
        Split.name() + ": byte order differs from that of " + NewBase->name());
  if (Error E = checkDistilledBase(Distilled))
    return E;
  VerifyOptions Rules;
  Rules.MayBeEmpty = true;
  if (Error E = toError(verifyBtf(Distilled, Rules), Distilled.name()))
    return E;
  if (Error E = toError(verifyBtf(Split), Split.name()))
    return E;
  BaseMapping Mapping = mapDistilledBase(Split, *NewBase);
  if (!Mapping.Problems.empty())
    return problemsToError(Mapping.Problems, Split.name());

  // Own ids and offsets move with the end of the base; the others become those
  // of what was found.
  const uint32_t AddId = NewBase->endId() - Split.startId();
  const uint32_t AddOffset = NewBase->stringEnd() - Split.stringStart();
  DenseMap<uint32_t, uint32_t> Strings = {{0, 0}};
  for (uint32_t Id = 1; Id < Distilled.endId(); ++Id)
    Strings[Distilled.type(BtfId(Id)).nameOffset()] =
        NewBase->type(BtfId(Mapping.Ids[Id])).nameOffset();
  std::vector<uint32_t> Words;
  uint32_t Unknown = 0;
  for (uint32_t Id = Split.startId(); Id < Split.endId(); ++Id) {
    ArrayRef<uint32_t> Old = Split.record(BtfId(Id));
    const size_t First = Words.size();
    Words.insert(Words.end(), Old.begin(), Old.end());
    forEachTypeRef(&Words[First], [&](uint32_t &W) {
      W = W < Split.startId() ? Mapping.Ids[W] : W + AddId;
    });
    forEachStringRef(&Words[First], [&](uint32_t &W) {
      if (W >= Split.stringStart()) {
        W += AddOffset;
        return;
      }
      auto It = Strings.find(W);
      if (It == Strings.end())
        Unknown = W;
      else
        W = It->second;
    });
    if (Unknown)
      return createStringError(formatv(
          "{0}: type {1}: its string '{2}' of the distilled base is not "
          "the name of a type there",
          Split.name(), Id, Split.string(Unknown)));
  }
  std::vector<uint8_t> Bytes = makeRawBtf(
      Words, Split.strings(), Split.isLittleEndian(), Split.layout());
  if (Error E =
          toError(verifyBtfBytes(Bytes, Split.name(), NewBase), Split.name()))
    return E;
  return Bytes;
}
