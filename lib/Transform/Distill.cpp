//===- Distill.cpp - The part of a base that split BTF needs --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/Distill.h"

#include "BTF/RawBtf.h"
#include "Support/SortNames.h"
#include "Transform/BaseRelocation.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace btfgen;

namespace {

class Distiller {
public:
  Distiller(const BtfFile &Split, bool Sorted)
      : Split(Split), Base(*Split.base()), Sorted(Sorted), Whole(Base.endId()) {
  }
  Expected<DistilledBtf> run();

private:
  enum class Place : uint8_t { Unused, Base, Split };

  void keepTagged();
  Error place();
  Error use(uint32_t Id);
  Error useAll(ArrayRef<uint32_t> Record);
  void number();
  void sortSplit();
  void write(DistilledBtf &Out) const;
  void append(std::vector<uint32_t> &Words, StringCollector &Strings,
              ArrayRef<uint32_t> Record) const;
  Expected<bool> keepWhatIsLost(const DistilledBtf &D);

  const BtfFile &Split;
  const BtfFile &Base;
  const bool Sorted;
  BitVector Whole; ///< by id of the base: does not go to the new base
  std::vector<Place> Places;
  std::vector<uint32_t> Pending; ///< placed, its references not yet
  /// Old ids in order of the new ones: of the new base, of the new split BTF.
  std::vector<uint32_t> BaseOrder, SplitOrder;
  std::vector<uint32_t> NewIds; ///< by old id
};

} // namespace

/// Whether the new base can stand for \p T by its name.
static bool goesToBase(const BtfType &T) {
  switch (T.kind()) {
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_FLOAT:
  case BTF::BTF_KIND_FWD:
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return !T.isAnonymous();
  default:
    return false;
  }
}

/// Notes that the new split BTF refers to \p Id.
Error Distiller::use(uint32_t Id) {
  if (Id == 0 || Id >= Base.endId() || Places[Id] != Place::Unused)
    return Error::success();
  const BtfType T = Base.type(BtfId(Id));
  if (goesToBase(T) && !Whole[Id]) {
    Places[Id] = Place::Base;
    return Error::success();
  }
  // The kernel finds nothing by these, and they cannot be copied.
  if (T.is(BTF::BTF_KIND_VAR) || T.is(BTF::BTF_KIND_DATASEC) ||
      T.is(BtfKindLocSec) || T.is(BTF::BTF_KIND_DECL_TAG) ||
      T.kind() >= NumBtfKinds)
    return createStringError(
        formatv("{0}: cannot be distilled: it refers to type {1} ({2} '{3}') "
                "of its base",
                Split.name(), Id, kindName(T.kind()), T.name()));
  Places[Id] = Place::Split;
  Pending.push_back(Id);
  return Error::success();
}

Error Distiller::useAll(ArrayRef<uint32_t> Record) {
  Error Failure = Error::success();
  forEachTypeRef(Record.data(), [&](uint32_t Id) {
    if (!Failure)
      Failure = use(Id);
  });
  return Failure;
}

/// A tag on a member, or on a parameter, needs that member.
void Distiller::keepTagged() {
  for (uint32_t Id = Split.startId(); Id < Split.endId(); ++Id) {
    const BtfType T = Split.type(BtfId(Id));
    if (T.is(BTF::BTF_KIND_DECL_TAG) && T.componentIndex() != -1 &&
        T.target().index() < Base.endId())
      Whole.set(T.target().index());
  }
}

Error Distiller::place() {
  Places.assign(Base.endId(), Place::Unused);
  for (uint32_t Id = Split.startId(); Id < Split.endId(); ++Id) {
    const unsigned Kind = Split.type(BtfId(Id)).kind();
    if (Kind >= NumBtfKinds)
      return createStringError(
          formatv("{0}: cannot be distilled: type {1} has the unknown kind {2}",
                  Split.name(), Id, Kind));
    if (Error E = useAll(Split.record(BtfId(Id))))
      return E;
  }
  while (!Pending.empty()) {
    const uint32_t Id = Pending.back();
    Pending.pop_back();
    if (Error E = useAll(Base.record(BtfId(Id))))
      return E;
  }
  return Error::success();
}

void Distiller::sortSplit() {
  std::vector<uint32_t> Order;
  std::vector<NamedIndex> Named;
  for (uint32_t I = 0; I < SplitOrder.size(); ++I) {
    const BtfType T = Split.type(BtfId(SplitOrder[I]));
    if (T.isAnonymous())
      Order.push_back(SplitOrder[I]);
    else
      Named.push_back({T.name(), I});
  }
  sortByName(Named, 1);
  for (const NamedIndex &N : Named)
    Order.push_back(SplitOrder[N.Index]);
  SplitOrder = std::move(Order);
}

void Distiller::number() {
  BaseOrder.clear();
  SplitOrder.clear();
  for (uint32_t Id = Split.startId(); Id < Split.endId(); ++Id)
    SplitOrder.push_back(Id);
  for (uint32_t Id = 1; Id < Base.endId(); ++Id) {
    if (Places[Id] == Place::Base)
      BaseOrder.push_back(Id);
    else if (Places[Id] == Place::Split)
      SplitOrder.push_back(Id);
  }
  if (Sorted)
    sortSplit();
  NewIds.assign(Split.endId(), 0);
  uint32_t Next = 1;
  for (const auto *Order : {&BaseOrder, &SplitOrder})
    for (uint32_t Id : *Order)
      NewIds[Id] = Next++;
}

void Distiller::append(std::vector<uint32_t> &Words, StringCollector &Strings,
                       ArrayRef<uint32_t> Record) const {
  const size_t First = Words.size();
  Words.insert(Words.end(), Record.begin(), Record.end());
  forEachTypeRef(&Words[First], [&](uint32_t &W) { W = NewIds[W]; });
  forEachStringRef(&Words[First],
                   [&](uint32_t &W) { W = Strings.add(Split.string(W)); });
}

void Distiller::write(DistilledBtf &Out) const {
  std::vector<uint32_t> Words;
  StringCollector BaseStrings;
  for (uint32_t Id : BaseOrder) {
    const BtfType T = Base.type(BtfId(Id));
    if (!isCompositeKind(T.kind()) && !isEnumKind(T.kind())) {
      append(Words, BaseStrings, Base.record(BtfId(Id)));
      continue;
    }
    // Without elements, and an ENUM stands for an ENUM64 as well.
    const unsigned Kind =
        isEnumKind(T.kind()) ? unsigned(BTF::BTF_KIND_ENUM) : T.kind();
    const uint32_t Record[BtfCommonWords] = {
        T.nameOffset(), makeBtfInfo(Kind, 0, false), T.size()};
    append(Words, BaseStrings, Record);
  }
  Out.Base = makeRawBtf(Words, BaseStrings.bytes(), Split.isLittleEndian(),
                        Split.layout());

  Words.clear();
  StringCollector Strings(&BaseStrings);
  for (uint32_t Id : SplitOrder)
    append(Words, Strings,
           Id < Base.endId() ? Base.record(BtfId(Id))
                             : Split.record(BtfId(Id)));
  Out.Split = makeRawBtf(Words, Strings.bytes(), Split.isLittleEndian(),
                         Split.layout());
}

/// Marks the types of \p D that the kernel would not find in the very base that
/// they come from. True if there are any.
Expected<bool> Distiller::keepWhatIsLost(const DistilledBtf &D) {
  Expected<BtfRef> NewBase = BtfFile::parse(D.Base, Split.name());
  if (!NewBase)
    return NewBase.takeError();
  Expected<BtfRef> NewSplit = BtfFile::parse(D.Split, Split.name(), *NewBase);
  if (!NewSplit)
    return NewSplit.takeError();
  const BaseMapping Mapping = mapDistilledBase(**NewSplit, Base);
  bool Any = false;
  for (uint32_t I = 0; I < BaseOrder.size(); ++I)
    if (Mapping.Ids[I + 1] != BaseOrder[I]) {
      Whole.set(BaseOrder[I]);
      Any = true;
    }
  return Any;
}

Expected<DistilledBtf> Distiller::run() {
  // Each round copies what the one before it could not find again; that may
  // refer to more of its kind. One is the rule; a kernel whose BTF has most
  // structs twice (with Rust's view of them) takes 13.
  keepTagged();
  for (unsigned Round = 0; Round < 100; ++Round) {
    if (Error E = place())
      return E;
    number();
    DistilledBtf Result;
    write(Result);
    Expected<bool> Again = keepWhatIsLost(Result);
    if (!Again)
      return Again.takeError();
    if (!*Again) {
      Result.NewIds = std::move(NewIds);
      return Result;
    }
  }
  return createStringError(
      Split.name() +
      ": cannot be distilled: too many types of its base share their names");
}

Expected<DistilledBtf> btfgen::distillBase(const BtfFile &Split, bool Sorted) {
  if (!Split.base())
    return createStringError(Split.name() +
                             ": cannot be distilled: it has no base");
  if (Split.base()->base())
    return createStringError(Split.base()->name() +
                             ": is split BTF, which cannot be a base");
  return Distiller(Split, Sorted).run();
}
