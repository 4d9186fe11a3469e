//===- Layout.cpp - Order, ids and offsets --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Layout.h"

#include "Support/SortNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

/// Every kind has a first part of 12 bytes; what follows depends on the kind
/// (SPEC 1.3).
static uint32_t recordSize(const GraphType &T) {
  constexpr uint32_t Common = 12;
  switch (T.Kind) {
  case TypeKind::Int:
  case TypeKind::Var:
  case TypeKind::DeclTag:
    return Common + 4;
  case TypeKind::Array:
    return Common + 12;
  case TypeKind::Struct:
  case TypeKind::Union:
    return Common + (T.isDeclaration() ? 0 : T.Count * 12);
  case TypeKind::DataSec:
    return Common + T.Count * 12;
  case TypeKind::Enum:
    return Common + T.Count * (isEnum64(T) ? 12 : 8);
  case TypeKind::FuncProto:
    return Common + T.Count * 8;
  default:
    return Common;
  }
}

/// The position of `int` among the types; it is appended if it is missing and
/// needed.
static uint32_t indexType(Program &P, Names &N) {
  bool HasArray = false;
  char Short[4];
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    const GraphType &T = P.Types[I];
    HasArray |= T.Kind == TypeKind::Array;
    if (T.Kind == TypeKind::Int && T.Size == 4 && (T.Flags & TypeSigned) &&
        N.text(T.Name, Short) == "int")
      return I;
  }
  if (!HasArray)
    return VoidRef;
  GraphType Int;
  Int.Kind = TypeKind::Int;
  Int.Name = N.fromText("int");
  Int.Size = 4;
  Int.Flags = TypeSigned;
  P.Types.push_back(Int);
  return P.Types.size() - 1;
}

/// The types that are written, in their order.
static std::vector<uint32_t> orderTypes(const Program &P, StringTable &Strings,
                                        const LayoutOptions &Options,
                                        ArrayRef<uint32_t> NameOffsets) {
  std::vector<uint32_t> Order;
  std::vector<NamedIndex> Named;
  Order.reserve(P.Types.size());
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    if (P.Types[I].Kind == TypeKind::Unsupported)
      continue;
    if (!Options.Sorted || NameOffsets[I] == 0) {
      Order.push_back(I);
      continue;
    }
    Named.push_back({Strings.bytes().data() + NameOffsets[I], I});
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

Expected<Layout> btfgen::layOut(Program &P, Names &N,
                                const LayoutOptions &Options,
                                Diagnostics &Diags) {
  Layout L;
  const uint32_t Index = indexType(P, N);
  StringTable Strings(N, Diags, P.Types.size());
  std::vector<uint32_t> NameOffsets(P.Types.size());
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    const GraphType &T = P.Types[I];
    if (T.Kind != TypeKind::Unsupported)
      NameOffsets[I] = needsIdentifier(T) ? Strings.addIdentifier(T.Name)
                                          : Strings.add(T.Name);
  }
  L.Order = orderTypes(P, Strings, Options, NameOffsets);
  constexpr uint32_t MaxTypes = 0xfffff; // BTF_MAX_TYPE
  if (L.Order.size() > MaxTypes)
    return createStringError("the result has " + Twine(L.Order.size()) +
                             " types, BTF can number " + Twine(MaxTypes));
  L.Ids.assign(P.Types.size(), BtfId(0));
  L.Names.reserve(L.Order.size());
  uint64_t Offset = 0;
  for (uint32_t I : L.Order) {
    const GraphType &T = P.Types[I];
    L.Ids[I] = BtfId(L.Names.size() + 1);
    L.Names.push_back(NameOffsets[I]);
    L.RecordOffsets.push_back(Offset);
    Offset += recordSize(T);
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
  L.IndexType = Index == VoidRef ? BtfId(0) : L.Ids[Index];
  L.FoundTwins = Strings.foundTwins();
  constexpr uint64_t MaxOffset = 0xffffff; // BTF_MAX_NAME_OFFSET
  if (Strings.bytes().size() > MaxOffset + 1)
    return createStringError("the result's strings take " +
                             Twine(Strings.bytes().size()) +
                             " bytes, BTF can address " + Twine(MaxOffset + 1));
  L.Strings.assign(Strings.bytes().begin(), Strings.bytes().end());
  return L;
}
