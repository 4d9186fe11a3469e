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
  char First[8] = {};
  memcpy(First, Text, std::min(sizeof(First), Name.size()));
  Prefix = support::endian::read64be(First);
}

static bool isLess(const NamedIndex &A, const NamedIndex &B) {
  if (A.Prefix != B.Prefix)
    return A.Prefix < B.Prefix;
  // Names of up to seven characters end in the prefix.
  if (A.Prefix & 0xff)
    if (int Order = StringRef(A.Text + 8, A.Length - 8)
                        .compare({B.Text + 8, B.Length - size_t(8)}))
      return Order < 0;
  return A.Index < B.Index;
}

void btfgen::sortByName(MutableArrayRef<NamedIndex> Names, unsigned Threads) {
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
