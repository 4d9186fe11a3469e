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

#include <cassert>
#include <optional>

using namespace llvm;
using namespace btfgen;

TypeNames::TypeNames(const Names &N, size_t ExpectedNames,
                     const BaseIndex *Base, bool Sorted)
    : Strings(N, ExpectedNames, Base), Sorted(Sorted) {}

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
  // First names in place of offsets.
  const size_t FirstType = OfTypes.size(), FirstItemName = OfItems.size();
  for (size_t I = 0; I < Types.size(); ++I) {
    const TypeRecord &T = Types[I];
    OfTypes.push_back(IsWritten(I) && needsIdentifier(T) ? T.Name : 0);
  }
  Strings.addIdentifiers(MutableArrayRef(OfTypes).drop_front(FirstType));
  for (size_t I = 0; I < Types.size(); ++I)
    if (IsWritten(I) && !needsIdentifier(Types[I]))
      OfTypes[FirstType + I] = Strings.add(Types[I].Name);
  for (size_t I = 0; I < Types.size(); ++I) {
    const TypeRecord &T = Types[I];
    FirstItem.push_back(OfItems.size());
    if (!IsWritten(I) || T.Kind == TypeKind::DataSec)
      continue;
    for (const Item &M : T.items())
      OfItems.push_back(M.Name);
  }
  Strings.addIdentifiers(MutableArrayRef(OfItems).drop_front(FirstItemName));
  if (Sorted)
    sort(Types, Threads);
}

void TypeNames::findTexts() {
  for (NamedIndex &Other : Others)
    Other.Text = Strings.text(OfTypes[Other.Index]);
}

/// Merges \p Types, the last ones added, into Functions and Others.
void TypeNames::sort(ArrayRef<TypeRecord> Types, unsigned Threads) {
  const uint32_t First = size() - Types.size();
  const size_t Middle = Others.size();
  for (uint32_t I = First; I < size(); ++I) {
    if (!OfTypes[I])
      continue;
    if (Types[I - First].Kind == TypeKind::Func)
      Functions.push_back(I);
    else
      Others.push_back(named(I));
  }
  sortByName(MutableArrayRef(Others).drop_front(Middle), Threads);
  if (!Middle || Middle == Others.size())
    return;
  findTexts();
  mergeByName(Others, Middle);
}

std::vector<uint32_t> TypeNames::byName() {
  findTexts();
  std::vector<uint32_t> All;
  All.reserve(Functions.size() + Others.size());
  auto Other = Others.begin();
  std::optional<NamedIndex> Last;
  for (uint32_t Type : Functions) {
    const NamedIndex Function = named(Type);
    assert(!(Last && isLess(Function, *Last)) && "functions are not sorted");
    for (; Other != Others.end() && isLess(*Other, Function); ++Other)
      All.push_back(Other->Index);
    All.push_back(Type);
    Last = Function;
  }
  for (; Other != Others.end(); ++Other)
    All.push_back(Other->Index);
  return All;
}
