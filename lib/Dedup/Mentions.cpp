//===- Mentions.cpp - Names that types refer to ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dedup/Mentions.h"

using namespace llvm;
using namespace btfgen;

std::optional<Mentions> btfgen::findMentions(const RefineInput &In) {
  const uint32_t NumClasses = In.Classes.size();
  std::vector<uint32_t> Mentioned;
  auto NameOf = [&](uint32_t Class) { return In.NameOf[Class]; };
  constexpr size_t MaxMentioned = 1 << 24; // a kernel needs some 100,000
  std::vector<std::pair<size_t, size_t>> Range(NumClasses, {SIZE_MAX, 0});
  std::vector<uint32_t> LastBy(In.Names.size(), VoidRef); // class
  std::vector<uint32_t> Work;
  BitVector Open(NumClasses);
  auto ForEachRef = [&](uint32_t C, auto Visit) {
    const TypeRecord &T = In.Classes[ClassId(C)];
    if (!T.isDeclaration())
      forEachRef(T, [&](uint32_t Ref) {
        if (In.Affected[Ref])
          Visit(Ref);
      });
  };
  auto List = [&](uint32_t C) {
    Range[C].first = Mentioned.size();
    auto Add = [&](uint32_t Name) {
      const NameClasses &N = In.Names[Name];
      if (N.Declaration == VoidRef || N.Definitions.empty())
        return;
      if (std::exchange(LastBy[Name], C) != C)
        Mentioned.push_back(Name);
    };
    ForEachRef(C, [&](uint32_t Ref) {
      if (NameOf(Ref) != VoidRef)
        return Add(NameOf(Ref));
      for (size_t I = Range[Ref].first; I < Range[Ref].second; ++I)
        Add(Mentioned[I]);
    });
    Range[C].second = Mentioned.size();
  };
  // No recursion: the depth of a chain of types is the input's choice.
  for (unsigned Root : In.Affected.set_bits()) {
    if (Range[Root].first != SIZE_MAX)
      continue;
    Work.push_back(Root);
    while (!Work.empty()) {
      const uint32_t C = Work.back();
      const size_t Before = Work.size();
      if (Range[C].first != SIZE_MAX) {
        Work.pop_back();
        continue;
      }
      bool IsCycle = false;
      ForEachRef(C, [&](uint32_t Ref) {
        if (NameOf(Ref) != VoidRef || Range[Ref].first != SIZE_MAX)
          return;
        IsCycle |= Open[Ref];
        Work.push_back(Ref);
      });
      if (IsCycle)
        return std::nullopt;
      if (Work.size() != Before) {
        Open.set(C);
        continue;
      }
      Work.pop_back();
      List(C);
      if (Mentioned.size() > MaxMentioned)
        return std::nullopt;
    }
  }
  for (auto &[First, End] : Range)
    if (First == SIZE_MAX)
      First = End = 0;
  return Mentions{std::move(Mentioned), std::move(Range)};
}
