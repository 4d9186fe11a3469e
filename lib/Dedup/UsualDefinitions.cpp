//===- UsualDefinitions.cpp - Which definition of a name is usual ---------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dedup/UsualDefinitions.h"

#include "Support/Parallel.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

/// Of which of a name's definitions one is the usual one.
static ArrayRef<uint32_t> choiceOf(const RefineInput &In,
                                   const NameClasses &N) {
  if (In.Base && !N.InBase.Definitions.empty())
    return N.SameInBase;
  return N.Definitions;
}

/// By affected class: how often groups have it. Sets \p HasAffected.
static std::vector<uint32_t> countClasses(const RefineInput &In,
                                          unsigned Threads,
                                          std::vector<uint8_t> &HasAffected) {
  const uint32_t NumClasses = In.Classes.size();
  std::vector<std::vector<uint32_t>> OfThread(Threads);
  parallelFor(HasAffected.size(), Threads, [&](size_t Group, unsigned Worker) {
    std::vector<uint32_t> &Num = OfThread[Worker];
    Num.resize(NumClasses);
    HasAffected[Group] = false;
    forEachAffectedOf(In, Group, [&](uint32_t, uint32_t Class) {
      ++Num[Class];
      HasAffected[Group] = true;
    });
  });
  std::vector<uint32_t> NumSeen(NumClasses);
  for (const std::vector<uint32_t> &Num : OfThread)
    for (uint32_t C = 0; C < Num.size(); ++C)
      NumSeen[C] += Num[C];
  return NumSeen;
}

UsualDefinitions btfgen::findUsual(const RefineInput &In, unsigned Threads) {
  UsualDefinitions Found;
  Found.HasAffected.assign(In.Classes.numGroups(), true);
  std::vector<uint32_t> NumSeen;
  // In a module there is rarely a choice, and counting takes long.
  if (any_of(In.Names, [&](const NameClasses &N) {
        const ArrayRef<uint32_t> Choice = choiceOf(In, N);
        return Choice.size() > 1 && In.Affected[Choice[0]];
      }))
    NumSeen = countClasses(In, Threads, Found.HasAffected);
  Found.Unusual.resize(In.Classes.size());
  for (const NameClasses &N : In.Names) {
    const ArrayRef<uint32_t> Choice = choiceOf(In, N);
    const auto *Usual = std::max_element(
        Choice.begin(), Choice.end(),
        [&](uint32_t A, uint32_t B) { return NumSeen[A] < NumSeen[B]; });
    for (uint32_t Class : N.Definitions)
      if (In.Affected[Class] && (Choice.empty() || Class != *Usual))
        Found.Unusual.set(Class);
  }
  return Found;
}
