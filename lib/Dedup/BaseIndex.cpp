//===- BaseIndex.cpp - Finding types of a base by what they say -----------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Four tables over a base, made side by side: its strings, its types by name,
/// its records by the hash of their words, and its types by content key. They
/// use open addressing with at least twice as many slots as entries, so that a
/// search ends at a free slot. They hold numbers and no pointers, and can be
/// written to a file as they are (SavedBaseIndex.cpp).
///
//===----------------------------------------------------------------------===//

#include "Dedup/BaseIndex.h"

#include "Dedup/BaseTypes.h"
#include "Dedup/ContentKeys.h"
#include "Support/Delay.h"
#include "Support/Parallel.h"
#include "Support/Probe.h"

#include <bit>
#include <utility>

using namespace llvm;
using namespace btfgen;

/// Offsets and ids: the product spreads them.
static size_t spread(uint32_t V) {
  return (V * UINT64_C(0x9e3779b97f4a7c15)) >> 32;
}

/// Of all words, but an array's index type and what members refer to. Two words
/// go in at once.
static uint64_t hashOf(ArrayRef<uint32_t> Words) {
  uint64_t H = 0;
  auto Add = [&H](uint32_t Low, uint32_t High) {
    H = (H ^ (Low | static_cast<uint64_t>(High) << 32)) *
        UINT64_C(0x9e3779b97f4a7c15);
    H ^= H >> 32;
  };
  const unsigned Kind = btfKind(Words[1]);
  Add(Words[0], Words[1]);
  Add(Words[2], 0);
  size_t I = BtfCommonWords;
  if (Kind == BTF::BTF_KIND_ARRAY) {
    Add(Words[I], Words[I + 2]);
  } else if (isCompositeKind(Kind)) {
    for (; I + 2 < Words.size(); I += 3)
      Add(Words[I], Words[I + 2]);
  } else {
    for (; I + 1 < Words.size(); I += 2)
      Add(Words[I], Words[I + 1]);
    if (I < Words.size())
      Add(Words[I], 0);
  }
  return H;
}

static bool isEqual(ArrayRef<uint32_t> A, ArrayRef<uint32_t> B) {
  if (btfKind(A[1]) != BTF::BTF_KIND_ARRAY)
    return A == B;
  return A[1] == B[1] && A[3] == B[3] && A[5] == B[5];
}

static bool isLookedUpByName(unsigned Kind) {
  return isCompositeKind(Kind) || isEnumKind(Kind) ||
         Kind == BTF::BTF_KIND_FWD || Kind == BTF::BTF_KIND_TYPEDEF;
}

void BaseIndex::indexNames() {
  Own.NextNamed.assign(endId(), 0);
  size_t Count = 0;
  for (uint32_t Id = 1; Id < endId(); ++Id)
    Count += isLookedUpByName(File->type(BtfId(Id)).kind());
  Own.Names.resize(std::bit_ceil(std::max<size_t>(2 * Count, 1 << 8)));
  std::vector<NameSlot> &Names = Own.Names;
  const size_t Mask = Names.size() - 1;
  auto Later = delay<NameSlot>([&](const NameSlot &S) {
    NameSlot &Place = probe(Names, spread(S.Offset), [&](const NameSlot &N) {
      return !N.Offset || N.Offset == S.Offset;
    });
    Own.NextNamed[S.First] = Place.First;
    Place = S;
  });
  // Downwards, so that chains ascend.
  for (uint32_t Id = endId(); Id-- > 1;) {
    const BtfType T = File->type(BtfId(Id));
    if (!T.nameOffset() || !isLookedUpByName(T.kind()))
      continue;
    Later.push({T.nameOffset(), Id}, &Names[spread(T.nameOffset()) & Mask]);
  }
}

void BaseIndex::markOwnNames() {
  for (const NameSlot &S : Own.Names)
    if (S.Offset && !Own.NextNamed[S.First])
      Own.NextNamed[S.First] = S.First;
}

uint32_t BaseIndex::firstNamed(uint32_t NameOffset) const {
  const NameSlot &Found =
      probe(Names, spread(NameOffset), [&](const NameSlot &N) {
        return !N.Offset || N.Offset == NameOffset;
      });
  return Found.Offset ? existing(Found.First) : 0;
}

void BaseIndex::prefetchNamed(uint32_t NameOffset) const {
  __builtin_prefetch(&Names[spread(NameOffset) & (Names.size() - 1)]);
}

static bool hasIndexedRecord(const uint32_t *Words) {
  const unsigned Kind = btfKind(Words[1]);
  return Kind < NumBtfKinds && Kind != BTF::BTF_KIND_VAR &&
         Kind != BTF::BTF_KIND_DATASEC &&
         (Words[0] == 0 || !isCompositeKind(Kind));
}

void BaseIndex::indexRecords() {
  std::vector<uint32_t> &Records = Own.Records;
  Records.assign(std::bit_ceil<size_t>(std::max(2 * endId(), 1u << 8)), 0);
  const size_t Mask = Records.size() - 1;
  struct Placed {
    size_t At;
    uint32_t Id;
  };
  auto Later = delay<Placed>([&](const Placed &P) {
    probe(Records, P.At, [](uint32_t Id) { return !Id; }) = P.Id;
  });
  for (uint32_t Id = 1, End = endId(); Id < End; ++Id) {
    const ArrayRef<uint32_t> Words = File->record(BtfId(Id));
    if (!hasIndexedRecord(Words.data()))
      continue;
    if (btfKind(Words[1]) == BTF::BTF_KIND_ARRAY &&
        File->type(BtfId(Words[BtfCommonWords])).is(BTF::BTF_KIND_ARRAY))
      FlattensArrays = false;
    const size_t I = hashOf(Words) & Mask;
    Later.push({I, Id}, &Records[I]);
  }
}

uint32_t BaseIndex::findRecord(ArrayRef<uint32_t> Words) const {
  return probe(Records, hashOf(Words), [&](uint32_t Id) {
    return !Id || (existing(Id) && isEqual(File->record(BtfId(Id)), Words));
  });
}

uint32_t
BaseIndex::findAnonymous(ArrayRef<uint32_t> Words,
                         function_ref<bool(uint32_t Id)> Accept) const {
  return probe(Records, hashOf(Words), [&](uint32_t Id) {
    return !Id || (isCompositeKind(File->type(BtfId(Id)).kind()) && Accept(Id));
  });
}

void BaseIndex::computeKeys() {
  UnitTypes Types = typesOfBase(*File);
  ContentKeys Computed;
  Computed.compute(Types, ContentKeys::SameNamed::Same);
  Own.Keys = Computed.contents();
  // A table as that of records, of each key's lowest id, and chains of ids.
  std::vector<uint32_t> &ByKey = Own.ByKey;
  ByKey.assign(std::bit_ceil<size_t>(std::max(2 * endId(), 1u << 8)), 0);
  Own.NextOfKey.assign(endId(), 0);
  const size_t Mask = ByKey.size() - 1;
  auto Later = delay<uint32_t>([&](uint32_t Id) {
    const Key128 &Key = Own.Keys[Id - 1];
    uint32_t &Lowest = probe(ByKey, Key.Lo, [&](uint32_t Other) {
      return !Other || Own.Keys[Other - 1] == Key;
    });
    Own.NextOfKey[Id] = std::exchange(Lowest, Id);
  });
  // Downwards, so that chains ascend.
  for (uint32_t Id = endId(); Id-- > 1;)
    Later.push(Id, &ByKey[Own.Keys[Id - 1].Lo & Mask]);
}

void BaseIndex::findKeys(ArrayRef<Key128> Of,
                         MutableArrayRef<uint32_t> Found) const {
  const size_t Mask = ByKey.size() - 1;
  // Each step is a place in another table, far from the last one's: while the
  // memory brings it, others are taken.
  auto Touch = delay<uint32_t>(
      [&](uint32_t Id) { __builtin_prefetch(File->type(BtfId(Id)).words()); });
  auto Compare = delay<uint32_t>([&](uint32_t N) {
    Found[N] = probe(ByKey, Of[N].Lo, [&](uint32_t Id) {
      return !Id || (existing(Id) && Keys[Id - 1] == Of[N]);
    });
    if (Found[N])
      Touch.push(Found[N], &File->recordStarts()[Found[N] - 1]);
  });
  auto Look = delay<uint32_t>([&](uint32_t N) {
    const uint32_t Id = ByKey[Of[N].Lo & Mask];
    Compare.push(N, existing(Id) ? &Keys[Id - 1] : nullptr);
  });
  for (uint32_t N = 0; N < Of.size(); ++N)
    Look.push(N, &ByKey[Of[N].Lo & Mask]);
  // The last ones are done when these go, in the order of the steps.
}

Expected<std::unique_ptr<const BaseIndex>>
BaseIndex::create(BtfRef File, bool Keyed, unsigned Threads) {
  if (File->base())
    return createStringError(File->name() +
                             ": this is split BTF, which cannot be a base");
  std::unique_ptr<BaseIndex> Index(new BaseIndex(std::move(File)));
  parallelFor(4, Threads, [&](size_t Part, unsigned) {
    if (Part == 0 && Keyed) // takes longest
      Index->computeKeys();
    else if (Part == 1)
      Index->Strings = StringIndex(Index->File->strings());
    else if (Part == 2)
      Index->indexRecords();
    else if (Part == 3) {
      Index->indexNames();
      Index->markOwnNames();
    }
  });
  Index->Names = Index->Own.Names;
  Index->NextNamed = Index->Own.NextNamed;
  Index->Records = Index->Own.Records;
  Index->Keys = Index->Own.Keys;
  Index->ByKey = Index->Own.ByKey;
  Index->NextOfKey = Index->Own.NextOfKey;
  return Index;
}

Expected<std::unique_ptr<const BaseIndex>>
BaseIndex::open(StringRef Path, bool Keyed, unsigned Threads) {
  if (auto Index = openSaved(Path))
    return Index;
  Expected<BtfRef> File = BtfFile::open(Path);
  if (!File)
    return File.takeError();
  return create(std::move(*File), Keyed, Threads);
}
