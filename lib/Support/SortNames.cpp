//===- SortNames.cpp - Sort by name, in parallel --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/SortNames.h"

#include "Support/Parallel.h"
#include "llvm/Support/Endian.h"

#include <algorithm>
#include <bit>
#include <cstring>

using namespace llvm;
using namespace btfgen;

NamedIndex::NamedIndex(StringRef Name, uint32_t Index)
    : Text(Name.data()), Length(Name.size()), Index(Index) {
  char First[sizeof(Prefix)] = {};
  memcpy(First, Text, std::min(sizeof(First), Name.size()));
  Prefix[0] = support::endian::read64be(First);
  Prefix[1] = support::endian::read64be(First + 8);
}

bool btfgen::isLess(const NamedIndex &A, const NamedIndex &B) {
  if (A.Prefix[0] != B.Prefix[0])
    return A.Prefix[0] < B.Prefix[0];
  if (A.Prefix[1] != B.Prefix[1])
    return A.Prefix[1] < B.Prefix[1];
  // Names of up to fifteen characters end in the prefix.
  constexpr uint32_t Known = sizeof(A.Prefix);
  if (A.Prefix[1] & 0xff)
    if (int Order = StringRef(A.Text + Known, A.Length - Known)
                        .compare({B.Text + Known, B.Length - Known}))
      return Order < 0;
  return A.Index < B.Index;
}

void btfgen::sortByName(MutableArrayRef<NamedIndex> Names, unsigned Threads) {
  if (std::is_sorted(Names.begin(), Names.end(), isLess))
    return;
  // Parts are sorted at the same time, then merged in pairs.
  const size_t Parts = Names.size() < 4096 ? 1 : std::bit_ceil(Threads);
  auto Bound = [&](size_t I) {
    return Names.begin() + Names.size() * I / Parts;
  };
  parallelFor(Parts, Threads, [&](size_t I, unsigned) {
    std::sort(Bound(I), Bound(I + 1), isLess);
  });
  for (size_t Width = 1; Width < Parts; Width *= 2)
    parallelFor(Parts / (2 * Width), Threads, [&](size_t I, unsigned) {
      size_t At = I * 2 * Width;
      std::inplace_merge(Bound(At), Bound(At + Width), Bound(At + 2 * Width),
                         isLess);
    });
}

void btfgen::mergeByName(MutableArrayRef<NamedIndex> Names, size_t Middle) {
  std::inplace_merge(Names.begin(), Names.begin() + Middle, Names.end(),
                     isLess);
}
