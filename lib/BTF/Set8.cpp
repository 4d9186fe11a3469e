//===- Set8.cpp - Flags in sets of ids ------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Set8.h"

#include "ELF/ObjectImage.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace llvm;

namespace btfgen {

namespace {
struct Pair {
  uint32_t Id, Flags;
};
} // namespace

static std::vector<Pair> pairsOf(const Set8 &Set) {
  std::vector<Pair> Pairs(Set.Names.size());
  assert(Set.Bytes.size() == 8 + 8 * Pairs.size());
  const uint8_t *At = Set.Bytes.data() + 8;
  for (Pair &P : Pairs) {
    P = {support::endian::read32(At, Set.Order),
         support::endian::read32(At + 4, Set.Order)};
    At += 8;
  }
  return Pairs;
}

/// Gives flags to the names that \p Before has for ids. False if an id does not
/// fit the symbols.
static bool giveToNames(const Set8 &Set, ArrayRef<Pair> Pairs,
                        const BtfFile &Before, Set8Flags &Flags) {
  std::multimap<std::pair<unsigned, StringRef>, size_t> Places;
  for (auto [I, N] : llvm::enumerate(Set.Names))
    if (!N.Name.empty())
      Places.emplace(std::pair(N.Kind, N.Name), I);
  size_t Nameless = Set.Names.size() - Places.size();
  for (const Pair &P : Pairs) {
    if (P.Id && !Before.isValidId(BtfId(P.Id)))
      return false;
    const BtfType T = Before.type(BtfId(P.Id));
    // A set may name a type twice: in the order of the symbols.
    auto It = Places.lower_bound({T.kind(), T.name()});
    if (P.Id && It != Places.end() &&
        It->first == std::pair(T.kind(), T.name())) {
      Flags.OfName[It->second] = P.Flags;
      Places.erase(It);
      continue;
    }
    // The id of nothing, or of a type that no symbol names.
    if (P.Id && !Nameless--)
      return false;
    Flags.Others.push_back(P.Flags);
  }
  return true;
}

Set8Flags set8Flags(const Set8 &Set, function_ref<const BtfFile *()> Before) {
  const std::vector<Pair> Pairs = pairsOf(Set);
  Set8Flags Flags;
  Flags.OfName.resize(Pairs.size());
  const bool AsCompiled = none_of(Pairs, [](Pair P) { return P.Id; });
  const bool AllEqual =
      all_of(Pairs, [&](Pair P) { return P.Flags == Pairs.front().Flags; });
  if (AsCompiled || AllEqual) {
    for (auto [I, P] : llvm::enumerate(Pairs))
      Flags.OfName[I] = P.Flags;
    return Flags;
  }
  const BtfFile *Btf = Before();
  if (Btf && giveToNames(Set, Pairs, *Btf, Flags)) {
    if (!all_equal(Flags.Others))
      return Flags;
    // Nothing needs to be known to tell these apart.
    for (std::optional<uint32_t> &F : Flags.OfName)
      if (!F)
        F = Flags.Others.front();
    Flags.Others.clear();
    return Flags;
  }
  Flags = {std::vector<std::optional<uint32_t>>(Pairs.size()), {}};
  for (const Pair &P : Pairs)
    Flags.Others.push_back(P.Flags);
  return Flags;
}

BtfRef btfOfIds(const ObjectImage &Image, BtfRef Base) {
  return expectedToOptional(
             BtfFile::fromImage(Image, std::move(Base), BtfChecks::Framing))
      .value_or(nullptr);
}

} // namespace btfgen
