//===- Layout.cpp - Order, ids and offsets --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Layout.h"

#include "BTF/Record.h"
#include "Support/SortNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

static uint32_t recordSizeOf(const GraphType &T) {
  return recordSize(
      makeBtfInfo(kindNumber(T), T.isDeclaration() ? 0 : T.Count, false));
}

/// Whether a type is written: the base does not have it, and BTF can say it.
static bool isWritten(const Program &P, uint32_t Type) {
  return P.Types[Type].Kind != TypeKind::Unsupported && !P.baseId(Type);
}

/// The types that are written, in their order.
static std::vector<uint32_t> orderTypes(const Program &P, StringTable &Strings,
                                        const LayoutOptions &Options,
                                        ArrayRef<uint32_t> NameOffsets) {
  std::vector<uint32_t> Order;
  std::vector<NamedIndex> Named;
  Order.reserve(P.Types.size());
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    if (!isWritten(P, I))
      continue;
    if (!Options.Sorted || NameOffsets[I] == 0) {
      Order.push_back(I);
      continue;
    }
    Named.push_back({Strings.text(NameOffsets[I]), I});
  }
  sortByName(Named, Options.Threads);
  for (const NamedIndex &T : Named)
    Order.push_back(T.Index);
  return Order;
}

/// Whether the kernel holds the name of \p T to its rule for identifiers.
static bool needsIdentifier(const GraphType &T) {
  switch (T.Kind) {
  case TypeKind::Int:
  case TypeKind::Float:
  case TypeKind::TypeTag:
  case TypeKind::DeclTag:
  case TypeKind::DataSec:
    return false;
  default:
    return true;
  }
}

Expected<Layout> btfgen::layOut(const Program &P, const Names &N,
                                const LayoutOptions &Options,
                                Diagnostics &Diags) {
  Layout L;
  StringTable Strings(N, Diags, P.Types.size(), Options.Base);
  std::vector<uint32_t> NameOffsets(P.Types.size());
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    const GraphType &T = P.Types[I];
    if (isWritten(P, I))
      NameOffsets[I] = needsIdentifier(T) ? Strings.addIdentifier(T.Name)
                                          : Strings.add(T.Name);
  }
  L.Order = orderTypes(P, Strings, Options, NameOffsets);
  constexpr uint32_t MaxTypes = 0xfffff; // BTF_MAX_TYPE
  const uint32_t FirstId = Options.Base ? Options.Base->endId() : 1;
  if (FirstId - 1 + L.Order.size() > MaxTypes)
    return createStringError("the result has " +
                             Twine(FirstId - 1 + L.Order.size()) +
                             " types, BTF can number " + Twine(MaxTypes));
  L.Ids.assign(P.Types.size(), BtfId(0));
  for (uint32_t I = 0; I < P.BaseIds.size(); ++I)
    L.Ids[I] = BtfId(P.BaseIds[I]);
  L.Names.reserve(L.Order.size());
  uint64_t Offset = 0;
  for (uint32_t I : L.Order) {
    const GraphType &T = P.Types[I];
    L.Ids[I] = BtfId(FirstId + L.Names.size());
    L.Names.push_back(NameOffsets[I]);
    L.RecordOffsets.push_back(Offset);
    Offset += recordSizeOf(T);
    L.FirstItemName.push_back(L.ItemNames.size());
    if (T.Kind == TypeKind::DataSec)
      continue;
    constexpr uint32_t Ahead = 8;
    for (uint32_t J = 0; J < T.Count; ++J) {
      if (J + Ahead < T.Count)
        Strings.prefetch(T.Items[J + Ahead].Name);
      L.ItemNames.push_back(Strings.addIdentifier(T.Items[J].Name));
    }
  }
  L.RecordOffsets.push_back(Offset);
  L.IndexType = P.IndexType == VoidRef ? BtfId(0) : L.Ids[P.IndexType];
  L.FoundTwins = Strings.foundTwins();
  constexpr uint64_t MaxOffset = 0xffffff; // BTF_MAX_NAME_OFFSET
  if (Strings.end() > MaxOffset + 1)
    return createStringError("the result's strings take " +
                             Twine(Strings.end()) + " bytes, BTF can address " +
                             Twine(MaxOffset + 1));
  L.Strings.assign(Strings.bytes().begin(), Strings.bytes().end());
  return L;
}
