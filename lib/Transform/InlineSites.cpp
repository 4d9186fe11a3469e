//===- InlineSites.cpp - BTF with inline sites, in one or in two ----------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/InlineSites.h"

#include "BTF/RawBtf.h"
#include "ELF/SymbolTable.h"
#include "Support/SortNames.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"

#include <array>
#include <numeric>

using namespace llvm;
using namespace btfgen;

static bool isSiteKind(unsigned Kind) { return Kind >= BtfKindLocParam; }

bool btfgen::hasSites(const BtfFile &Btf) {
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id)
    if (isSiteKind(Btf.type(BtfId(Id)).kind()))
      return true;
  return false;
}

Expected<StringSet<>> btfgen::functionsOfMain(const ObjectImage &Image) {
  StringSet<> Names;
  if (Error E = forEachSymbol(Image, [&](const Symbol &S) {
        StringRef Name = S.name();
        if (S.Type == ELF::STT_FUNC) // "name.isra.0" is a function, too
          Names.insert(Name.take_until([](char C) { return C == '.'; }));
        // __BTF_ID__func__NAME__NUMBER
        else if (Name.consume_front("__BTF_ID__func__"))
          Names.insert(Name.substr(0, Name.rfind("__")));
      }))
    return E;
  return Names;
}

/// Sorts the entries of \p Record if it is a LOCSEC.
static void sortEntries(MutableArrayRef<uint32_t> Record) {
  if (btfKind(Record[1]) != BtfKindLocSec)
    return;
  using Entry = std::array<uint32_t, 3>; // function, offset, LOC_PROTO
  std::vector<Entry> Entries;
  for (size_t I = BtfCommonWords; I < Record.size(); I += 3)
    Entries.push_back({Record[I], Record[I + 2], Record[I + 1]});
  llvm::sort(Entries);
  for (size_t I = BtfCommonWords; const auto &[Func, Offset, Proto] : Entries) {
    Record[I++] = Func;
    Record[I++] = Proto;
    Record[I++] = Offset;
  }
}

/// The layout section for kinds that no LOC_* is among, if \p Layout is one
/// that has those.
static std::vector<uint8_t> layoutOfMain(ArrayRef<uint8_t> Layout) {
  return Layout.equals(layoutSection(NumBtfKinds))
             ? layoutSection(NumTypeKinds)
             : std::vector<uint8_t>(Layout);
}

namespace {

/// Takes the sites out of a BTF.
class Separator {
public:
  explicit Separator(const BtfFile &Btf)
      : Btf(Btf), Moves(Btf.endId()), NewId(Btf.endId()) {}

  Error choose(function_ref<bool(const BtfType &)> StaysInMain);
  BtfParts write();

private:
  /// The own types that \p T refers to.
  template <typename Fn> void forEachOwn(uint32_t Id, Fn F) const {
    forEachTypeRef(Btf.record(BtfId(Id)).data(), [&](const uint32_t &To) {
      if (To >= Btf.startId())
        F(To);
    });
  }
  void number();
  std::vector<uint8_t> writeMain();
  std::vector<uint8_t> writeSites();
  std::vector<uint32_t> renumbered(uint32_t Id) const;
  void indexStrings();
  void useMainString(uint32_t Offset);

  const BtfFile &Btf;
  BitVector Moves; ///< by id
  std::vector<uint32_t> NewId;
  std::vector<uint32_t> Main, Sites; ///< old ids in order of the new ones
  /// Where own strings begin, ascending; and for each the new offset in the
  /// main BTF, or Unused.
  std::vector<uint32_t> Starts;
  std::vector<uint32_t> NewStart;
  static constexpr uint32_t Unused = UINT32_MAX;
  StringMap<uint32_t> MainOffsets; ///< by text
  uint32_t MainEnd = 0;            ///< the end of its strings
};

} // namespace

Error Separator::choose(function_ref<bool(const BtfType &)> StaysInMain) {
  std::vector<uint32_t> Work;
  auto Move = [&](uint32_t Id) {
    if (!Moves[Id])
      Work.push_back(Id);
    Moves.set(Id);
  };
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id) {
    const unsigned Kind = Btf.type(BtfId(Id)).kind();
    if (Kind >= NumBtfKinds)
      return createStringError(Btf.name() + ": type " + Twine(Id) +
                               " has the unknown kind " + Twine(Kind));
    if (isSiteKind(Kind))
      Move(Id);
  }
  while (!Work.empty()) {
    const uint32_t Id = Work.back();
    Work.pop_back();
    forEachOwn(Id, [&](uint32_t To) {
      const BtfType T = Btf.type(BtfId(To));
      if (T.is(BTF::BTF_KIND_FUNC_PROTO) ||
          (T.is(BTF::BTF_KIND_FUNC) && !StaysInMain(T)))
        Move(To);
    });
  }
  // What the rest refers to does not move.
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id)
    if (!Moves[Id])
      Work.push_back(Id);
  while (!Work.empty()) {
    const uint32_t Id = Work.back();
    Work.pop_back();
    forEachOwn(Id, [&](uint32_t To) {
      if (Moves[To])
        Work.push_back(To);
      Moves.reset(To);
    });
  }
  return Error::success();
}

void Separator::number() {
  std::vector<NamedIndex> Named;
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id) {
    const BtfType T = Btf.type(BtfId(Id));
    if (!Moves[Id])
      Main.push_back(Id);
    else if (T.isAnonymous())
      Sites.push_back(Id);
    else
      Named.push_back({T.name(), Id});
  }
  sortByName(Named, 1);
  for (const NamedIndex &N : Named)
    Sites.push_back(N.Index);
  for (uint32_t Id = 0; Id < Btf.startId(); ++Id)
    NewId[Id] = Id;
  uint32_t Next = Btf.startId();
  for (const auto *Order : {&Main, &Sites})
    for (uint32_t Id : *Order)
      NewId[Id] = Next++;
}

/// The record of \p Id with its new ids, and its old strings.
std::vector<uint32_t> Separator::renumbered(uint32_t Id) const {
  std::vector<uint32_t> Record(Btf.record(BtfId(Id)));
  forEachTypeRef(Record.data(), [&](uint32_t &To) { To = NewId[To]; });
  sortEntries(Record);
  return Record;
}

void Separator::indexStrings() {
  const StringRef All = Btf.strings();
  for (size_t At = 0; At < All.size(); At = All.find('\0', At) + 1)
    Starts.push_back(At);
  NewStart.assign(Starts.size(), Unused);
}

/// Marks the whole string, of which \p Offset may be a part.
void Separator::useMainString(uint32_t Offset) {
  if (Offset >= Btf.stringStart())
    NewStart[llvm::upper_bound(Starts, Offset - Btf.stringStart()) -
             Starts.begin() - 1] = 0;
}

std::vector<uint8_t> Separator::writeMain() {
  indexStrings();
  if (!Btf.base())
    useMainString(0); // the empty one comes first
  for (uint32_t Id : Main)
    forEachStringRef(Btf.record(BtfId(Id)).data(),
                     [&](const uint32_t &Offset) { useMainString(Offset); });
  std::string Strings;
  for (size_t I = 0; I < Starts.size(); ++I) {
    if (NewStart[I] == Unused)
      continue;
    const StringRef Text = Btf.string(Btf.stringStart() + Starts[I]);
    NewStart[I] = Btf.stringStart() + Strings.size();
    MainOffsets.try_emplace(Text, NewStart[I]);
    Strings += Text;
    Strings += '\0';
  }
  MainEnd = Btf.stringStart() + Strings.size();
  std::vector<uint32_t> Words;
  for (uint32_t Id : Main) {
    std::vector<uint32_t> Record = renumbered(Id);
    forEachStringRef(Record.data(), [&](uint32_t &Offset) {
      if (Offset < Btf.stringStart())
        return;
      const uint32_t Own = Offset - Btf.stringStart();
      const size_t I = llvm::upper_bound(Starts, Own) - Starts.begin() - 1;
      Offset = NewStart[I] + (Own - Starts[I]);
    });
    append_range(Words, Record);
  }
  return makeRawBtf(Words, Strings, Btf.isLittleEndian(),
                    layoutOfMain(Btf.layout()));
}

std::vector<uint8_t> Separator::writeSites() {
  std::vector<uint32_t> Words;
  std::string Strings;
  for (uint32_t Id : Sites) {
    std::vector<uint32_t> Record = renumbered(Id);
    forEachStringRef(Record.data(), [&](uint32_t &Offset) {
      if (Offset < Btf.stringStart() || !Offset)
        return;
      const StringRef Text = Btf.string(Offset);
      auto [It, New] = MainOffsets.try_emplace(Text, MainEnd + Strings.size());
      Offset = It->second;
      if (!New)
        return;
      Strings += Text;
      Strings += '\0';
    });
    append_range(Words, Record);
  }
  return makeRawBtf(Words, Strings, Btf.isLittleEndian(), Btf.layout());
}

BtfParts Separator::write() {
  number();
  BtfParts Result;
  Result.Bytes = writeMain();
  Result.InlineBytes = writeSites();
  return Result;
}

Expected<BtfParts>
btfgen::separateSites(const BtfFile &Btf,
                      function_ref<bool(const BtfType &)> StaysInMain) {
  Separator S(Btf);
  if (Error E = S.choose(StaysInMain))
    return E;
  return S.write();
}

/// The LOCSEC \p Record without the entries of functions that are dropped.
static std::vector<uint32_t>
withoutEntries(ArrayRef<uint32_t> Record,
               function_ref<bool(uint32_t)> IsDropped) {
  std::vector<uint32_t> Out(Record.take_front(BtfCommonWords));
  for (size_t I = BtfCommonWords; I < Record.size(); I += 3)
    if (!IsDropped(Record[I]))
      append_range(Out, Record.slice(I, 3));
  Out[1] = makeBtfInfo(BtfKindLocSec, (Out.size() - BtfCommonWords) / 3, false);
  return Out;
}

/// Raw BTF of those \p Records, by own type of \p Old, that are not empty, and
/// of their strings.
static std::vector<uint8_t>
writePart(const BtfFile &Old, MutableArrayRef<std::vector<uint32_t>> Records) {
  std::vector<uint32_t> NewId(Old.endId()), Words;
  uint32_t Next = Old.startId();
  std::iota(NewId.begin(), NewId.begin() + Next, 0);
  for (uint32_t I = 0; I < Records.size(); ++I)
    if (!Records[I].empty())
      NewId[Old.startId() + I] = Next++;
  std::string Strings;
  DenseMap<uint32_t, uint32_t> NewOffsets;
  for (std::vector<uint32_t> &Record : Records) {
    if (Record.empty())
      continue;
    forEachTypeRef(Record.data(), [&](uint32_t &To) { To = NewId[To]; });
    sortEntries(Record);
    forEachStringRef(Record.data(), [&](uint32_t &Offset) {
      if (Offset < Old.stringStart())
        return;
      auto [It, New] = NewOffsets.try_emplace(
          Offset, Old.stringStart() + uint32_t(Strings.size()));
      if (New)
        Strings.append(Old.string(Offset)).push_back('\0');
      Offset = It->second;
    });
    append_range(Words, Record);
  }
  return makeRawBtf(Words, Strings, Old.isLittleEndian(), Old.layout());
}

RemainingSites btfgen::dropSites(const BtfFile &Sites,
                                 function_ref<bool(StringRef)> StaysInMain) {
  RemainingSites Result;
  auto IsDropped = [&](uint32_t Func) {
    return Func >= Sites.startId() &&
           StaysInMain(Sites.type(BtfId(Func)).name());
  };
  std::vector<std::vector<uint32_t>> Records(Sites.ownCount());
  std::vector<uint32_t> Work;
  // Adds what a record refers to.
  auto Keep = [&](uint32_t Id, std::vector<uint32_t> Record) {
    forEachTypeRef(std::as_const(Record).data(), [&](const uint32_t &To) {
      if (To >= Sites.startId() && Records[To - Sites.startId()].empty())
        Work.push_back(To);
    });
    Records[Id - Sites.startId()] = std::move(Record);
  };
  for (uint32_t Id = Sites.startId(); Id < Sites.endId(); ++Id) {
    const BtfType T = Sites.type(BtfId(Id));
    if (!T.is(BtfKindLocSec))
      continue;
    std::vector<uint32_t> Record =
        withoutEntries(Sites.record(BtfId(Id)), IsDropped);
    const uint32_t Num = btfVlen(Record[1]);
    Result.NumDropped += T.vlen() - Num;
    if (Num)
      Keep(Id, std::move(Record));
  }
  while (!Work.empty()) {
    const uint32_t Id = Work.back();
    Work.pop_back();
    if (Records[Id - Sites.startId()].empty())
      Keep(Id, std::vector<uint32_t>(Sites.record(BtfId(Id))));
  }
  Result.Bytes = writePart(Sites, Records);
  return Result;
}

std::vector<uint8_t> btfgen::joinSites(const BtfFile &Sites) {
  const BtfFile &Main = *Sites.base();
  if (!Sites.ownCount())
    return std::vector<uint8_t>(Main.bytes());
  std::vector<uint32_t> Words;
  for (const BtfFile *File : {&Main, &Sites})
    for (uint32_t Id = File->startId(); Id < File->endId(); ++Id)
      append_range(Words, File->record(BtfId(Id)));
  return makeRawBtf(Words, (Main.strings() + Sites.strings()).str(),
                    Main.isLittleEndian(), Sites.layout());
}

namespace {

/// Writes sites whose base has changed.
class Rebaser {
public:
  Rebaser(const BtfFile &Sites, const BtfFile &Main, ArrayRef<uint32_t> NewIds)
      : Sites(Sites), Main(Main), NewIds(NewIds),
        StringShift(Main.stringEnd() - Sites.stringStart()) {}

  std::vector<uint8_t> run();

private:
  /// A LOC_PROTO, by its old id, and how many of its parameters remain.
  using Part = std::pair<uint32_t, uint32_t>;

  std::optional<Part> lostParameters(uint32_t Func, uint32_t Proto) const;
  void findShortened();
  void addShortened();
  uint32_t idOf(uint32_t Old) const {
    return Old < NewIds.size()
               ? NewIds[Old]
               : Old - Sites.startId() + Main.endId() + Shortened.size();
  }
  void renumberSection(MutableArrayRef<uint32_t> Section) const;

  const BtfFile &Sites, &Main;
  ArrayRef<uint32_t> NewIds; ///< by id of the old base
  const uint32_t StringShift;
  /// Which become types of their own, before all others.
  MapVector<Part, uint32_t> Shortened;
  std::vector<uint32_t> Words;
};

} // namespace

/// What remains of \p Proto if \p Func, both old ids, has fewer parameters now.
std::optional<Rebaser::Part> Rebaser::lostParameters(uint32_t Func,
                                                     uint32_t Proto) const {
  if (Func >= NewIds.size())
    return std::nullopt;
  const uint32_t Num =
      Main.type(Main.type(BtfId(NewIds[Func])).target()).vlen();
  if (Num >= Sites.type(BtfId(Proto)).paramLocations().size())
    return std::nullopt;
  return Part(Proto, Num);
}

void Rebaser::findShortened() {
  for (uint32_t Id = Sites.startId(); Id < Sites.endId(); ++Id)
    for (const BtfSite &S : Sites.type(BtfId(Id)).sites())
      if (auto Part = lostParameters(S.Func.index(), S.Proto.index()))
        Shortened.try_emplace(*Part, Main.endId() + Shortened.size());
}

void Rebaser::addShortened() {
  for (const auto &[Part, Id] : Shortened) {
    const auto &[Proto, Num] = Part;
    append_range(Words, std::array<uint32_t, 3>{
                            0, makeBtfInfo(BtfKindLocProto, Num, false), 0});
    for (uint32_t Location :
         Sites.type(BtfId(Proto)).paramLocations().take_front(Num))
      Words.push_back(Location ? idOf(Location) : 0);
  }
}

void Rebaser::renumberSection(MutableArrayRef<uint32_t> Section) const {
  for (size_t I = BtfCommonWords; I < Section.size(); I += 3) {
    const auto Part = lostParameters(Section[I], Section[I + 1]);
    Section[I] = idOf(Section[I]);
    Section[I + 1] = Part ? Shortened.lookup(*Part) : idOf(Section[I + 1]);
  }
  sortEntries(Section);
}

std::vector<uint8_t> Rebaser::run() {
  findShortened();
  addShortened();
  for (uint32_t Id = Sites.startId(); Id < Sites.endId(); ++Id) {
    std::vector<uint32_t> Record(Sites.record(BtfId(Id)));
    if (btfKind(Record[1]) == BtfKindLocSec)
      renumberSection(Record);
    else
      forEachTypeRef(Record.data(), [&](uint32_t &To) { To = idOf(To); });
    forEachStringRef(Record.data(), [&](uint32_t &Offset) {
      if (Offset >= Sites.stringStart())
        Offset += StringShift;
    });
    append_range(Words, Record);
  }
  return makeRawBtf(Words, Sites.strings(), Sites.isLittleEndian(),
                    Sites.layout());
}

std::vector<uint8_t> btfgen::rebaseSites(const BtfFile &Sites,
                                         const BtfFile &Main,
                                         ArrayRef<uint32_t> NewIds) {
  return Rebaser(Sites, Main, NewIds).run();
}
