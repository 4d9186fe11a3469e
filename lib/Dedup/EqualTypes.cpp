//===- EqualTypes.cpp - Types that have become equal ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All types are put in a table by content. Whenever two turn out to be equal,
// those that refer to the second have new content, and are looked up again.
//
//===----------------------------------------------------------------------===//

#include "Dedup/EqualTypes.h"

#include "Support/Hash128.h"
#include "Support/Referrers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

namespace {

class EqualTypes {
public:
  explicit EqualTypes(const TypeGraph &Graph)
      : Types(Graph.Types), First(Types.size()),
        ReferTo(Types.size(), [&](auto Visit) {
          for (uint32_t I = 0; I < Types.size(); ++I)
            forEachRef(Types[I], [&](uint32_t To) { Visit(To, I); });
        }) {
    std::iota(First.begin(), First.end(), 0);
  }

  std::vector<uint32_t> run() {
    for (uint32_t I = 0; I < Types.size(); ++I)
      lookUp(I);
    while (!Work.empty()) {
      uint32_t Type = Work.back();
      Work.pop_back();
      lookUp(Type);
    }
    for (uint32_t I = 0; I < Types.size(); ++I)
      First[I] = find(I);
    return std::move(First);
  }

private:
  uint32_t find(uint32_t Type) {
    while (First[Type] != Type)
      Type = First[Type] = First[First[Type]];
    return Type;
  }

  std::pair<uint64_t, uint64_t> content(const TypeRecord &T) {
    auto Ref = [&](uint32_t To) { return To == VoidRef ? VoidRef : find(To); };
    Hasher128 H(static_cast<uint64_t>(T.Kind) | T.Flags << 8);
    H.add(static_cast<uint64_t>(T.Size) << 32 | T.Name, Ref(T.Ref));
    for (const Item &I : T.items())
      H.add(static_cast<uint64_t>(I.A) << 32 | I.Name,
            static_cast<uint64_t>(I.B) << 32 |
                (T.Kind == TypeKind::Enum ? 0 : Ref(I.Ref)));
    Key128 Key = H.finish();
    return {Key.Lo, Key.Hi};
  }

  void lookUp(uint32_t Type) {
    if (First[Type] != Type || Types[Type].Kind == TypeKind::Unsupported)
      return;
    auto [It, New] = Known.try_emplace(content(Types[Type]), Type);
    const uint32_t Other = find(It->second);
    if (New || Other == Type)
      return;
    const uint32_t Low = std::min(Type, Other), High = std::max(Type, Other);
    It->second = First[High] = Low;
    llvm::append_range(Work, ReferTo.of(High));
  }

  const std::vector<TypeRecord> &Types;
  std::vector<uint32_t> First; ///< an equal type that comes before, or itself
  const Referrers<> ReferTo;
  std::vector<uint32_t> Work;
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
};

} // namespace

std::vector<uint32_t> btfgen::findEqualTypes(const TypeGraph &Graph) {
  return EqualTypes(Graph).run();
}
