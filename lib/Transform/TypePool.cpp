//===- TypePool.cpp - Which types of several BTFs are the same ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Types of several files as nodes of one graph.
///
//===----------------------------------------------------------------------===//

#include "Transform/TypePool.h"

#include <algorithm>

using namespace llvm;

namespace btfgen {

//===----------------------------------------------------------------------===//
// TypePool
//===----------------------------------------------------------------------===//

void TypePool::add(const BtfFile &File) {
  if (entry(File))
    return;
  if (File.base())
    add(*File.base());
  auto E = std::make_unique<Entry>();
  E->File = &File;
  E->Base = File.base() ? entry(*File.base()) : nullptr;
  E->FirstNode = NumNodes;
  E->TextIds.assign(File.strings().size(), UINT32_MAX);
  NumNodes += File.ownCount();
  EntryOf[&File] = E.get();
  Entries.push_back(std::move(E));
}

const TypePool::Entry *TypePool::entry(const BtfFile &File) const {
  return EntryOf.lookup(&File);
}

PoolId TypePool::node(const BtfFile &File, BtfId Id) const {
  const Entry *E = entry(File);
  while (E && Id.index() < E->File->startId())
    E = E->Base;
  if (!E || Id.index() >= E->File->endId())
    return PoolId(0);
  return PoolId(E->FirstNode + (Id.index() - E->File->startId()));
}

BtfType TypePool::type(PoolId Node) const {
  auto It = std::upper_bound(
      Entries.begin(), Entries.end(), Node.index(),
      [](uint32_t N, const auto &E) { return N < E->FirstNode; });
  if (It == Entries.begin())
    return Entries.front()->File->type(BtfId(0));
  const Entry &E = **std::prev(It);
  return E.File->type(BtfId(E.File->startId() + (Node.index() - E.FirstNode)));
}

uint32_t TypePool::textId(const BtfFile &File, uint32_t Offset) const {
  const Entry *E = entry(File);
  while (E && Offset < E->File->stringStart())
    E = E->Base;
  uint32_t Own = E ? Offset - E->File->stringStart() : 0;
  if (!E || Own >= E->TextIds.size()) // offset 0 over an empty string section
    return Texts.try_emplace(CachedHashStringRef(""), Texts.size())
        .first->second;
  uint32_t &Known = E->TextIds[Own];
  if (Known == UINT32_MAX)
    Known = Texts
                .try_emplace(CachedHashStringRef(E->File->string(Offset)),
                             Texts.size())
                .first->second;
  return Known;
}

//===----------------------------------------------------------------------===//
// Local content
//===----------------------------------------------------------------------===//

namespace {

class GraphBuilder {
public:
  GraphBuilder(const TypePool &Pool, References How) : Pool(Pool), How(How) {}
  ReferenceGraph build();

private:
  void addContent(Hasher128 &S, const BtfType &T) const;
  void addReferences(Hasher128 &S, const BtfType &T);

  const TypePool &Pool;
  References How;
  ReferenceGraph G;
};

} // namespace

/// Everything of a record except what it refers to.
void GraphBuilder::addContent(Hasher128 &S, const BtfType &T) const {
  auto Text = [&](uint32_t Offset) { return Pool.textId(T.file(), Offset); };
  S.add(T.kind(), Text(T.nameOffset()));
  switch (T.kind()) {
  case BTF::BTF_KIND_INT:
    S.add(T.size(), T.words()[3]);
    break;
  case BTF::BTF_KIND_ARRAY:
    S.add(T.arrayCount(), 0);
    break;
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    S.add(T.size(), 0);
    for (BtfMember M : T.members())
      S.add(uint64_t(M.BitSize) << 32 | M.BitOffset, Text(M.NameOff));
    break;
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    S.add(T.size(), T.isSignedEnum());
    for (BtfEnumerator E : T.enumerators())
      S.add(E.Value, Text(E.NameOff));
    break;
  case BTF::BTF_KIND_FUNC_PROTO:
    for (BtfParam P : T.params())
      S.add(Text(P.NameOff), 0);
    break;
  case BTF::BTF_KIND_DATASEC:
    S.add(T.size(), 0);
    for (BtfSectionVar V : T.sectionVars())
      S.add(V.Offset, V.Size);
    break;
  case BtfKindLocParam:
    S.add(T.size(), T.locationFlags());
    for (uint32_t Value : T.locationValues())
      S.add(Value, 0);
    break;
  case BtfKindLocProto: // what it refers to is all
    break;
  case BtfKindLocSec:
    for (BtfSite Site : T.sites())
      S.add(Site.Offset, 0);
    break;
  default:
    if (T.kind() >= NumBtfKinds) { // opaque: the words themselves
      for (uint32_t Word : T.file().record(T.id()).drop_front())
        S.add(Word, 0);
      break;
    }
    S.add(uint64_t(uint32_t(T.componentIndex())) << 32 | T.linkage(),
          uint64_t(T.size()) << 1 | (T.isAttribute() || T.isFwdUnion()));
  }
}

void GraphBuilder::addReferences(Hasher128 &S, const BtfType &T) {
  uint32_t Index = 0;
  auto Add = [&](uint32_t Word) {
    PoolId Target = Pool.node(T.file(), BtfId(Word));
    if (How == References::ByName) {
      BtfType To = Pool.type(Target);
      if (!To.isAnonymous() && !To.is(BTF::BTF_KIND_TYPE_TAG)) {
        unsigned Kind = To.kind();
        if (Kind == BTF::BTF_KIND_FWD)
          Kind = To.isFwdUnion() ? BTF::BTF_KIND_UNION : BTF::BTF_KIND_STRUCT;
        if (Kind == BTF::BTF_KIND_ENUM64)
          Kind = BTF::BTF_KIND_ENUM;
        S.add(uint64_t(Index++) << 32 | Kind, Pool.nameId(To));
        return;
      }
    }
    G.Refs.push_back(Target.index());
    S.add(Index++, UINT32_MAX);
  };
  if (T.kind() < NumBtfKinds)
    forEachTypeRef(T.words(), Add);
  S.add(Index, 0);
}

ReferenceGraph GraphBuilder::build() {
  uint32_t N = Pool.size();
  G.Local.reserve(N);
  G.Local.push_back({}); // void
  G.RefStart.reserve(N + 1);
  G.RefStart.push_back(0);
  for (const auto &E : Pool.entries()) {
    for (uint32_t I = E->File->startId(); I != E->File->endId(); ++I) {
      BtfType T = E->File->type(BtfId(I));
      Hasher128 S(0);
      G.RefStart.push_back(G.Refs.size());
      addContent(S, T);
      addReferences(S, T);
      G.Local.push_back(S.finish());
    }
  }
  G.RefStart.push_back(G.Refs.size());
  return std::move(G);
}

ReferenceGraph referenceGraph(const TypePool &Pool, References How) {
  return GraphBuilder(Pool, How).build();
}

std::vector<uint32_t> partitionTypes(const TypePool &Pool, References How) {
  return partition(referenceGraph(Pool, How));
}

} // namespace btfgen
