//===- InlineWriter.cpp - Inline sites as split BTF -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All types that a prototype refers to are in the BTF that this one is split
/// from, since that has the types of every unit. A record is there if one has
/// the same words, because strings and types are there once.
///
/// Records are in the order of their names, as in other BTF: first LOC_PARAM,
/// LOC_PROTO and FUNC_PROTO, which have none, then FUNC and LOCSEC.
///
//===----------------------------------------------------------------------===//

#include "Emit/InlineWriter.h"

#include "BTF/Location.h"
#include "BTF/RawBtf.h"
#include "Support/Hash128.h"

using namespace llvm;
using namespace btfgen;

namespace {

class InlineWriter {
public:
  InlineWriter(const SiteSelection &Sites, const BtfFile &Main,
               OutputLayout &Layout, const BaseIndex *Base)
      : Sites(Sites), Main(Main), Layout(Layout),
        Strings(Layout.Names.strings()), Base(Base), NextId(Main.endId()) {}

  Expected<std::vector<uint8_t>> run(bool LayoutSection);

private:
  using Key = std::pair<uint64_t, uint64_t>;
  static Key keyOf(ArrayRef<uint32_t> Record);
  /// A type that has a name.
  struct Named {
    std::string Name;
    bool IsSection;
    uint32_t Index; ///< of Sites.Functions or Sites.Sections
  };

  void indexMain();
  uint32_t existing(ArrayRef<uint32_t> Record) const;
  uint32_t append(ArrayRef<uint32_t> Record);
  uint32_t unique(ArrayRef<uint32_t> Record);
  void addLocations();
  void addPrototypes();
  void addNamed();
  void addSection(const Named &Section);
  uint32_t idOf(uint32_t Ref) const {
    return Ref == VoidRef ? 0 : Layout.Ids[Ref].index();
  }

  const SiteSelection &Sites;
  const BtfFile &Main;
  OutputLayout &Layout;
  StringTable &Strings;
  const BaseIndex *Base;
  uint32_t NextId;
  std::vector<uint32_t> Words, Record;
  DenseMap<Key, uint32_t> Known; ///< FUNC and FUNC_PROTO of Main, and new ones
  uint32_t FirstLocation = 0, FirstProto = 0;
  std::vector<uint32_t> Prototypes, Functions; ///< ids, by Sites.Functions
};

} // namespace

InlineWriter::Key InlineWriter::keyOf(ArrayRef<uint32_t> Record) {
  Hasher128 H(Record.size());
  for (uint32_t Word : Record)
    H.add(Word, 0);
  const Key128 K = H.finish();
  return {K.Lo, K.Hi};
}

void InlineWriter::indexMain() {
  for (uint32_t Id = Main.startId(); Id < Main.endId(); ++Id) {
    const BtfType T = Main.type(BtfId(Id));
    if (T.is(BTF::BTF_KIND_FUNC) || T.is(BTF::BTF_KIND_FUNC_PROTO))
      Known.try_emplace(keyOf(Main.record(BtfId(Id))), Id);
  }
}

uint32_t InlineWriter::append(ArrayRef<uint32_t> Record) {
  append_range(Words, Record);
  return NextId++;
}

/// The id of \p Record in what this is split from, or 0.
uint32_t InlineWriter::existing(ArrayRef<uint32_t> Record) const {
  if (Base)
    if (uint32_t Id = Base->findRecord(Record))
      return Id;
  return Known.lookup(keyOf(Record));
}

/// The id of \p Record, which is appended if it is not there.
uint32_t InlineWriter::unique(ArrayRef<uint32_t> Record) {
  if (uint32_t Id = existing(Record))
    return Id;
  const uint32_t Id = append(Record);
  Known[keyOf(Record)] = Id;
  return Id;
}

void InlineWriter::addLocations() {
  FirstLocation = NextId;
  for (const SiteLocation &L : Sites.Locations) {
    Record = {0, makeBtfInfo(BtfKindLocParam, L.NumValues, false), L.Size,
              L.Flags};
    append_range(Record, ArrayRef(L.Values).take_front(L.NumValues));
    append(Record);
  }
  FirstProto = NextId;
  for (const std::vector<uint32_t> &Proto : Sites.Protos) {
    Record = {0, makeBtfInfo(BtfKindLocProto, Proto.size(), false), 0};
    for (uint32_t Location : Proto)
      Record.push_back(Location ? FirstLocation + Location - 1 : 0);
    append(Record);
  }
}

void InlineWriter::addPrototypes() {
  for (const SiteFunction &F : Sites.Functions) {
    Record = {0, makeBtfInfo(BTF::BTF_KIND_FUNC_PROTO, F.Params.size(), false),
              idOf(F.Return)};
    for (const Item &P : F.Params) {
      Record.push_back(Strings.addIdentifier(P.Name));
      Record.push_back(idOf(P.Ref));
    }
    Prototypes.push_back(unique(Record));
  }
}

void InlineWriter::addSection(const Named &Section) {
  std::vector<std::array<uint32_t, 3>> Entries;
  for (const Site &S : Sites.Sections[Section.Index].Sites)
    Entries.push_back({Functions[S.Function], S.Offset, FirstProto + S.Proto});
  llvm::sort(Entries);
  Record = {Strings.add(Section.Name),
            makeBtfInfo(BtfKindLocSec, Entries.size(), false), 0};
  for (const auto &[Func, Offset, Proto] : Entries)
    Record.insert(Record.end(), {Func, Proto, Offset});
  append(Record);
}

/// Sections refer to functions, whatever comes first.
void InlineWriter::addNamed() {
  std::vector<Named> All;
  Functions.assign(Sites.Functions.size(), 0);
  for (uint32_t I = 0; I < Sites.Functions.size(); ++I) {
    const uint32_t Name = Strings.addIdentifier(Sites.Functions[I].Name);
    Record = {Name, makeBtfInfo(BTF::BTF_KIND_FUNC, 0, false), Prototypes[I]};
    Functions[I] = existing(Record);
    if (!Functions[I])
      All.push_back({Strings.text(Name), false, I});
  }
  for (uint32_t I = 0; I < Sites.Sections.size(); ++I)
    if (!Sites.Sections[I].Sites.empty())
      All.push_back({locSectionName(Sites.Sections[I].Name), true, I});
  llvm::stable_sort(All, [](const Named &A, const Named &B) {
    return std::strcmp(A.Name.c_str(), B.Name.c_str()) < 0;
  });
  for (uint32_t I = 0; I < All.size(); ++I)
    if (!All[I].IsSection)
      Functions[All[I].Index] = NextId + I;
  for (const Named &N : All) {
    if (N.IsSection) {
      addSection(N);
      continue;
    }
    Record = {Strings.add(N.Name), makeBtfInfo(BTF::BTF_KIND_FUNC, 0, false),
              Prototypes[N.Index]};
    append(Record);
  }
}

Expected<std::vector<uint8_t>> InlineWriter::run(bool LayoutSection) {
  const size_t StringsOfMain = Strings.bytes().size();
  indexMain();
  addLocations();
  addPrototypes();
  addNamed();
  if (Strings.foundDuplicates())
    return make_error<DuplicateNames>();
  for (const SiteSection &S : Sites.Sections)
    if (S.Sites.size() > BtfWideMaxVlen)
      return createStringError(std::to_string(S.Sites.size()) +
                               " inline sites in section " + S.Name +
                               ", the limit is " + Twine(BtfWideMaxVlen));
  if (NextId - 1 > BtfMaxType)
    return createStringError("the result has " + Twine(NextId - 1) +
                             " types with those of inline sites, the limit "
                             "is " +
                             Twine(BtfMaxType));
  if (Strings.end() > BtfMaxNameOffset + 1)
    return createStringError("the result's strings take " +
                             Twine(Strings.end()) +
                             " bytes with those of inline sites, the limit "
                             "is " +
                             Twine(BtfMaxNameOffset + 1));
  const ArrayRef<char> Added = Strings.bytes().drop_front(StringsOfMain);
  return makeRawBtf(
      Words, StringRef(Added.data(), Added.size()), Main.isLittleEndian(),
      LayoutSection ? layoutSection(NumBtfKinds) : std::vector<uint8_t>());
}

Expected<std::vector<uint8_t>>
btfgen::writeInlineBtf(const SiteSelection &Sites, const BtfFile &Main,
                       OutputLayout &Layout, const BaseIndex *Base,
                       bool LayoutSection) {
  return InlineWriter(Sites, Main, Layout, Base).run(LayoutSection);
}
