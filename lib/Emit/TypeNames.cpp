//===- TypeNames.cpp - Names of types in the string section ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names of types are added before those of members, so that they lie together
/// in the section: sorting reads only these.
///
//===----------------------------------------------------------------------===//

#include "Emit/TypeNames.h"

#include "Support/SortNames.h"

using namespace llvm;
using namespace btfgen;

TypeNames::TypeNames(const Names &N, size_t ExpectedTypes,
                     const BaseIndex *Base, bool Sorted)
    : Strings(N, ExpectedTypes, Base), Sorted(Sorted) {}

/// Whether the kernel requires the name of \p T to be an identifier.
static bool needsIdentifier(const TypeRecord &T) {
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

void TypeNames::add(ArrayRef<TypeRecord> Types, ArrayRef<uint32_t> BaseIds,
                    unsigned Threads) {
  auto IsWritten = [&](size_t I) {
    return Types[I].Kind != TypeKind::Unsupported &&
           (BaseIds.empty() || !BaseIds[I]);
  };
  size_t NumItems = OfItems.size();
  for (size_t I = 0; I < Types.size(); ++I)
    if (IsWritten(I))
      NumItems += Types[I].Count;
  OfItems.reserve(NumItems);
  OfTypes.reserve(OfTypes.size() + Types.size());
  FirstItem.reserve(size() + Types.size());
  constexpr uint32_t Ahead = 8;
  for (size_t I = 0; I < Types.size(); ++I) {
    if (I + Ahead < Types.size())
      Strings.prefetch(Types[I + Ahead].Name);
    const TypeRecord &T = Types[I];
    OfTypes.push_back(!IsWritten(I)        ? 0
                      : needsIdentifier(T) ? Strings.addIdentifier(T.Name)
                                           : Strings.add(T.Name));
  }
  // Names of types lie together, which makes sorting them cheaper.
  for (size_t I = 0; I < Types.size(); ++I) {
    const TypeRecord &T = Types[I];
    FirstItem.push_back(OfItems.size());
    if (!IsWritten(I) || T.Kind == TypeKind::DataSec)
      continue;
    for (uint32_t J = 0; J < T.Count; ++J) {
      if (J + Ahead < T.Count)
        Strings.prefetch(T.Items[J + Ahead].Name);
      OfItems.push_back(Strings.addIdentifier(T.Items[J].Name));
    }
  }
  if (Sorted)
    sort(Types, Threads);
}

/// Merges \p Types, the last ones added, into ByName. Functions are in the
/// order of their names already.
void TypeNames::sort(ArrayRef<TypeRecord> Types, unsigned Threads) {
  const uint32_t First = size() - Types.size();
  auto Named = [&](uint32_t Type) {
    return NamedIndex(Strings.text(OfTypes[Type]), Type);
  };
  std::vector<NamedIndex> Functions, Others;
  for (uint32_t I = First; I < size(); ++I)
    if (OfTypes[I])
      (Types[I - First].Kind == TypeKind::Func ? Functions : Others)
          .push_back(Named(I));
  sortByName(Functions, Threads);
  sortByName(Others, Threads);
  std::vector<NamedIndex> All;
  All.reserve(ByName.size() + Functions.size() + Others.size());
  for (uint32_t I : ByName)
    All.push_back(Named(I));
  for (ArrayRef<NamedIndex> More : {ArrayRef(Functions), ArrayRef(Others)}) {
    const size_t Middle = All.size();
    append_range(All, More);
    mergeByName(All, Middle);
  }
  ByName.resize(All.size());
  for (size_t I = 0; I < All.size(); ++I)
    ByName[I] = All[I].Index;
}
