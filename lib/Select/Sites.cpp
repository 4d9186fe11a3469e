//===- Sites.cpp - Inlined calls with their arguments ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each worker numbers locations, prototypes and functions as it meets them.
/// Here these numbers are replaced by the places among the sorted contents.
///
//===----------------------------------------------------------------------===//

#include "Select/Sites.h"

#include "BTF/Identifier.h"
#include "BTF/Kinds.h"
#include "Select/SiteReader.h"
#include "Support/Hash128.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

StringRef btfgen::describe(SiteVerdict V) {
  static constexpr StringLiteral Words[NumSiteVerdicts] = {
      "included",          "no-code",          "no-section",
      "section-name",      "unknown-function", "unnamed-function",
      "prototype-differs", "unreadable-type",  "unsupported-type",
      "unnamed-parameter", "many-parameters",  "invalid-name",
      "function-of-main"};
  return Words[static_cast<unsigned>(V)];
}

void SiteCounts::add(const SiteCounts &Other) {
  for (unsigned I = 0; I < NumSiteVerdicts; ++I)
    Sites[I] += Other.Sites[I];
  for (unsigned I = 0; I < NumArgumentFates; ++I)
    Arguments[I] += Other.Arguments[I];
  UnreadableUnits += Other.UnreadableUnits;
}

struct SiteCollector::Impl {
  struct Worker {
    SiteReader Reader;
    SiteList List;
    Worker(const DebugSections &Sections, const CodeSections &Code)
        : Reader(Sections, Code) {}
  };
  CodeSections Code;
  std::vector<std::unique_ptr<Worker>> Workers;

  Impl(const DebugSections &Sections, bool Final, unsigned NumWorkers)
      : Code(*Sections.Image, Final) {
    for (unsigned I = 0; I < NumWorkers; ++I)
      Workers.push_back(std::make_unique<Worker>(Sections, Code));
  }
};

SiteCollector::SiteCollector(const DebugSections &Sections,
                             bool AddressesAreFinal, unsigned Workers)
    : I(std::make_unique<Impl>(Sections, AddressesAreFinal, Workers)) {}
SiteCollector::SiteCollector(SiteCollector &&) noexcept = default;
SiteCollector::~SiteCollector() = default;

void SiteCollector::add(unsigned Worker, size_t Group, TypeReader &Reader,
                        const ClassWorker &Types) {
  Impl::Worker &W = *I->Workers[Worker];
  W.Reader.read(Group, Reader, Types, W.List);
}

// --- Putting together ------------------------------------------------------

namespace {

/// Numbers values as they come, and afterwards by their order.
template <typename T> class Sorter {
  std::vector<T> All;

public:
  void add(T Value) { All.push_back(std::move(Value)); }
  void sort() {
    llvm::sort(All);
    All.erase(std::unique(All.begin(), All.end()), All.end());
  }
  uint32_t find(const T &Value) const {
    return llvm::lower_bound(All, Value) - All.begin();
  }
  std::vector<T> take() { return std::move(All); }
};

class Selector {
public:
  Selector(const TypeGraph &Graph, const Names &N, SiteSelection &Out)
      : Graph(Graph), N(N), Out(Out) {}

  void addFunctions(const SiteList &List);
  void sortFunctions();
  /// The place of function \p Index of the list that was added as number
  /// \p Worker, or why it is left out.
  uint32_t place(size_t Worker, uint32_t Index, SiteVerdict &Verdict) const {
    const uint32_t Unique = OfList[Worker][Index];
    Verdict = Verdicts[Unique];
    return Places[Unique];
  }

private:
  SiteVerdict acceptability(const SiteFunction &F) const;
  bool isValue(uint32_t Type) const {
    constexpr unsigned AnyPointerSize = 8;
    return Graph.sizeOf(Type, AnyPointerSize).has_value();
  }

  const TypeGraph &Graph;
  const Names &N;
  SiteSelection &Out;
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  std::vector<SiteFunction> Unique;
  std::vector<SiteVerdict> Verdicts;         ///< of Unique
  std::vector<uint32_t> Places;              ///< of Unique, in Out
  std::vector<std::vector<uint32_t>> OfList; ///< by worker, in Unique
};

} // namespace

/// As for functions with code (FunctionSelection.cpp).
SiteVerdict Selector::acceptability(const SiteFunction &F) const {
  char Short[4];
  if (!isIdentifier(N.text(F.Name, Short)))
    return SiteVerdict::InvalidName;
  bool Bad = F.Params.size() > BtfClassicMaxVlen ||
             !(Graph.skipModifiers(F.Return) == VoidRef || isValue(F.Return));
  for (const Item &P : F.Params) {
    const bool IsEllipsis =
        P.Ref == VoidRef && !P.Name && &P == &F.Params.back();
    Bad |= !IsEllipsis && !isValue(P.Ref);
  }
  return Bad ? SiteVerdict::UnsupportedType : SiteVerdict::Included;
}

void Selector::addFunctions(const SiteList &List) {
  std::vector<uint32_t> &Of = OfList.emplace_back();
  for (const SiteList::Function &F : List.Functions) {
    SiteFunction S;
    S.Name = F.Name;
    S.Return = Graph.canonOf(F.Group, F.Return);
    Hasher128 H(uint64_t(S.Name) << 32 | S.Return);
    for (const Item &P :
         ArrayRef(List.Params).slice(F.FirstParam, F.NumParams)) {
      S.Params.push_back({P.Name, Graph.canonOf(F.Group, P.Ref), 0, 0});
      H.add(P.Name, S.Params.back().Ref);
    }
    const Key128 K = H.finish();
    auto [It, New] =
        Known.try_emplace({K.Lo, K.Hi}, static_cast<uint32_t>(Unique.size()));
    if (New) {
      Verdicts.push_back(acceptability(S));
      Unique.push_back(std::move(S));
    }
    Of.push_back(It->second);
  }
}

void Selector::sortFunctions() {
  auto Text = [&](NameRef Name, char(&Short)[4]) {
    return N.text(Name, Short);
  };
  auto Less = [&](const SiteFunction &A, const SiteFunction &B) {
    char ShortA[4], ShortB[4];
    if (A.Name != B.Name)
      return Text(A.Name, ShortA) < Text(B.Name, ShortB);
    if (A.Return != B.Return)
      return A.Return < B.Return;
    return std::lexicographical_compare(
        A.Params.begin(), A.Params.end(), B.Params.begin(), B.Params.end(),
        [&](const Item &P, const Item &Q) {
          if (P.Ref != Q.Ref)
            return P.Ref < Q.Ref;
          return P.Name != Q.Name &&
                 Text(P.Name, ShortA) < Text(Q.Name, ShortB);
        });
  };
  std::vector<uint32_t> Order;
  for (uint32_t I = 0; I < Unique.size(); ++I)
    if (Verdicts[I] == SiteVerdict::Included)
      Order.push_back(I);
  llvm::sort(Order, [&](uint32_t A, uint32_t B) {
    return Less(Unique[A], Unique[B]);
  });
  Places.assign(Unique.size(), 0);
  for (uint32_t I : Order) {
    Places[I] = Out.Functions.size();
    Out.Functions.push_back(std::move(Unique[I]));
  }
}

/// Removes the sites of functions that are left out, and counts them as such.
static void keepIncluded(SiteList &List, const Selector &Functions,
                         size_t Worker, SiteCounts &Counts) {
  auto Count = [&](SiteVerdict V) -> uint64_t & {
    return Counts.Sites[static_cast<unsigned>(V)];
  };
  llvm::erase_if(List.Sites, [&](SiteList::FoundSite &S) {
    SiteVerdict Verdict;
    S.Function = Functions.place(Worker, S.Function, Verdict);
    --Count(SiteVerdict::Included);
    ++Count(Verdict);
    return Verdict != SiteVerdict::Included;
  });
}

namespace {

/// The prototypes of all workers' sites, and the locations in them.
class Prototypes {
public:
  explicit Prototypes(size_t NumWorkers) : OfList(NumWorkers) {}
  void addLocations(const SiteList &List);
  void addProtos(size_t Worker, const SiteList &List);

  Sorter<SiteLocation> Locations;
  Sorter<std::vector<uint32_t>> Protos;
  /// By worker, of each prototype what it is in terms of sorted locations;
  /// empty for one that no site has.
  std::vector<std::vector<std::vector<uint32_t>>> OfList;
};

} // namespace

/// Which of the prototypes some site has.
static std::vector<bool> usedProtos(const SiteList &List) {
  std::vector<bool> Used(List.ProtoEnds.size());
  for (const SiteList::FoundSite &S : List.Sites)
    Used[S.Proto] = true;
  return Used;
}

void Prototypes::addLocations(const SiteList &List) {
  const std::vector<bool> Used = usedProtos(List);
  std::vector<bool> Added(List.Locations.size());
  for (uint32_t P = 0; P < Used.size(); ++P)
    for (uint32_t Word : Used[P] ? List.proto(P) : ArrayRef<uint32_t>())
      if (Word && !Added[Word - 1]) {
        Added[Word - 1] = true;
        Locations.add(List.Locations[Word - 1]);
      }
}

/// After the locations were sorted.
void Prototypes::addProtos(size_t Worker, const SiteList &List) {
  const std::vector<bool> Used = usedProtos(List);
  OfList[Worker].resize(Used.size());
  for (uint32_t P = 0; P < Used.size(); ++P) {
    if (!Used[P])
      continue;
    std::vector<uint32_t> &Words = OfList[Worker][P];
    for (uint32_t Word : List.proto(P))
      Words.push_back(Word ? Locations.find(List.Locations[Word - 1]) + 1 : 0);
    Protos.add(Words);
  }
}

SiteSelection SiteCollector::select(const TypeGraph &Graph, const Names &N) {
  SiteSelection Out;
  Selector Functions(Graph, N, Out);
  for (const auto &W : I->Workers) {
    Out.Counts.add(W->List.Counts);
    Functions.addFunctions(W->List);
  }
  Functions.sortFunctions();
  Prototypes P(I->Workers.size());
  for (size_t Worker = 0; Worker < I->Workers.size(); ++Worker) {
    SiteList &List = I->Workers[Worker]->List;
    keepIncluded(List, Functions, Worker, Out.Counts);
    P.addLocations(List);
  }
  P.Locations.sort();
  for (size_t Worker = 0; Worker < I->Workers.size(); ++Worker)
    P.addProtos(Worker, I->Workers[Worker]->List);
  P.Protos.sort();
  for (const CodeSections::Section &S : I->Code.all())
    Out.Sections.push_back({S.Name, {}});
  for (size_t Worker = 0; Worker < I->Workers.size(); ++Worker) {
    SiteList &List = I->Workers[Worker]->List;
    std::vector<uint32_t> Places;
    for (const std::vector<uint32_t> &Words : P.OfList[Worker])
      Places.push_back(P.Protos.find(Words));
    for (const SiteList::FoundSite &S : List.Sites)
      Out.Sections[S.Section].Sites.push_back(
          {S.Function, Places[S.Proto],
           static_cast<uint32_t>(S.Address - I->Code.all()[S.Section].Begin)});
    List = {};
  }
  Out.Locations = P.Locations.take();
  Out.Protos = P.Protos.take();
  return Out;
}
