//===- Layout.cpp - Order, ids and offsets --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Orders the types that are written and adds up the sizes of their records.
/// Ids and offsets follow from the order, so this is one pass.
///
//===----------------------------------------------------------------------===//

#include "Emit/Layout.h"

#include "Dedup/Record.h"

using namespace llvm;
using namespace btfgen;

static uint32_t recordSizeOf(const TypeRecord &T) {
  return recordSize(
      makeBtfInfo(kindNumber(T), T.isDeclaration() ? 0 : T.Count, false));
}

/// The types that are written, in their order: all but those that the base has
/// and those that were left out.
static std::vector<uint32_t> orderTypes(const OutputTypes &P,
                                        TypeNames &Names) {
  std::vector<uint32_t> Order;
  Order.reserve(P.Types.size());
  for (uint32_t I = 0; I < P.Types.size(); ++I)
    if (P.Types[I].Kind != TypeKind::Unsupported && !P.baseId(I) &&
        !(Names.isSorted() && Names.ofType(I)))
      Order.push_back(I);
  append_range(Order, Names.byName());
  return Order;
}

Expected<OutputLayout> btfgen::layOut(const OutputTypes &P, TypeNames Names,
                                      const BaseIndex *Base, unsigned Threads) {
  Names.add(ArrayRef(P.Types).drop_front(Names.size()),
            ArrayRef(P.BaseIds).drop_front(Base ? Names.size() : 0), Threads);
  if (Names.strings().foundDuplicates())
    return make_error<DuplicateNames>();
  OutputLayout L{std::move(Names), {}, {}, {}, {}};
  L.Order = orderTypes(P, L.Names);
  const uint32_t FirstId = Base ? Base->endId() : 1;
  if (FirstId - 1 + L.Order.size() > BtfMaxType)
    return createStringError("the result has " +
                             Twine(FirstId - 1 + L.Order.size()) +
                             " types, the limit is " + Twine(BtfMaxType));
  if (L.Names.strings().end() > BtfMaxNameOffset + 1)
    return createStringError(
        "the result's strings take " + Twine(L.Names.strings().end()) +
        " bytes or more, the limit is " + Twine(BtfMaxNameOffset + 1));
  L.Ids.assign(P.Types.size(), BtfId(0));
  for (uint32_t I = 0; I < P.BaseIds.size(); ++I)
    L.Ids[I] = BtfId(P.BaseIds[I]);
  L.RecordOffsets.reserve(L.Order.size() + 1);
  uint64_t Offset = 0;
  for (uint32_t I : L.Order) {
    L.Ids[I] = BtfId(FirstId + L.RecordOffsets.size());
    L.RecordOffsets.push_back(Offset);
    Offset += recordSizeOf(P.Types[I]);
  }
  L.RecordOffsets.push_back(Offset);
  L.IndexType = P.IndexType == VoidRef ? BtfId(0) : L.Ids[P.IndexType];
  return L;
}
