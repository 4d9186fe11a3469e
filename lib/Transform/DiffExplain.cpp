//===- DiffExplain.cpp - How same-named types differ -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says in phrases how two types of one kind and name differ. Only what one can
/// see in the declaration is compared: named types that it refers to by name,
/// anonymous ones by what they contain.
///
//===----------------------------------------------------------------------===//

#include "BTF/CDecl.h"
#include "Transform/Diff.h"

#include "llvm/ADT/StringMap.h"

#include <map>

using namespace llvm;

namespace btfgen {

namespace {

constexpr StringLiteral Arrow = " → ";

/// One member, enumerator or section variable.
struct Item {
  std::string Name; ///< "" if anonymous
  uint64_t Place;   ///< bit offset, byte offset
};

/// A member seen from the outermost named aggregate.
struct FlatMember {
  BtfMember Member;
  uint64_t BitOffset;
};

/// Collects the differences of one pair.
class Explainer {
public:
  Explainer(const BtfFile &FileA, const BtfFile &FileB)
      : FileA(FileA), FileB(FileB) {}
  void explain(const std::string &Prefix, const BtfType &A, const BtfType &B);
  std::vector<std::string> take() { return std::move(Phrases); }

private:
  void say(const std::string &Prefix, const Twine &Phrase) {
    Phrases.push_back(Prefix + Phrase.str());
  }
  void sayNumbers(const std::string &Prefix, const char *What, uint64_t A,
                  uint64_t B) {
    if (A != B)
      say(Prefix, Twine(What) + " " + Twine(A) + Arrow + Twine(B));
  }
  bool same(BtfId A, BtfId B) {
    Budget = 10000;
    return sameByName(FileA.type(A), FileB.type(B));
  }
  bool sameByName(const BtfType &A, const BtfType &B);
  bool sameContent(const BtfType &A, const BtfType &B);
  void explainReference(const std::string &Prefix, BtfId A, BtfId B);
  void explainAggregate(const std::string &Prefix, const BtfType &A,
                        const BtfType &B);
  void explainMember(const std::string &Prefix, const BtfMember &A,
                     const BtfMember &B);
  void explainEnum(const std::string &Prefix, const BtfType &A,
                   const BtfType &B);
  void explainInt(const std::string &Prefix, const BtfType &A,
                  const BtfType &B);
  void explainFunction(const std::string &Prefix, const BtfType &A,
                       const BtfType &B);
  void explainSites(const std::string &Prefix, const BtfType &A,
                    const BtfType &B);
  void explainSection(const std::string &Prefix, const BtfType &A,
                      const BtfType &B);
  void sayMoves(const std::string &Prefix, const char *What, ArrayRef<Item> A,
                ArrayRef<Item> B, ArrayRef<int> Partner, unsigned UnitBits);

  const BtfFile &FileA, &FileB;
  unsigned Budget = 0;  ///< comparisons left: shared anonymous types multiply
  unsigned Entered = 0; ///< anonymous types explained, limited likewise
  std::vector<std::string> Phrases;
};

} // namespace

/// Bytes, and bits where they do not come out even.
static std::string placeText(uint64_t Place, unsigned UnitBits) {
  uint64_t Bits = Place * UnitBits;
  std::string S = std::to_string(Bits / 8);
  return Bits % 8 ? S + ":" + std::to_string(Bits % 8) : S;
}

static const char *linkageText(uint32_t Linkage) {
  constexpr const char *Names[] = {"static", "global", "extern"};
  return Linkage < 3 ? Names[Linkage] : "unknown";
}

/// For every item of A the index of the item of that name in B, or -1.
/// Anonymous items are paired in order if both sides have equally many.
static std::vector<int> matchItems(ArrayRef<Item> A, ArrayRef<Item> B) {
  StringMap<int> ByName;
  std::vector<int> Unnamed;
  for (size_t I = B.size(); I--;)
    if (!B[I].Name.empty())
      ByName[B[I].Name] = static_cast<int>(I);
  for (size_t I = 0; I != B.size(); ++I)
    if (B[I].Name.empty())
      Unnamed.push_back(static_cast<int>(I));
  size_t UnnamedA = count_if(A, [](const Item &I) { return I.Name.empty(); });
  bool PairUnnamed = UnnamedA == Unnamed.size();
  std::vector<int> Partner(A.size(), -1);
  size_t NextUnnamed = 0;
  for (size_t I = 0; I != A.size(); ++I) {
    if (A[I].Name.empty()) {
      if (PairUnnamed)
        Partner[I] = Unnamed[NextUnnamed++];
      continue;
    }
    auto It = ByName.find(A[I].Name);
    if (It == ByName.end())
      continue;
    Partner[I] = It->second;
    ByName.erase(It); // a second item of that name is a difference
  }
  return Partner;
}

static std::vector<bool> matchedInB(ArrayRef<int> Partner, size_t SizeB) {
  std::vector<bool> Matched(SizeB);
  for (int P : Partner)
    if (P >= 0)
      Matched[P] = true;
  return Matched;
}

bool Explainer::sameByName(const BtfType &A, const BtfType &B) {
  auto Family = [](const BtfType &T) -> unsigned {
    if (T.is(BTF::BTF_KIND_FWD))
      return T.isFwdUnion() ? BTF::BTF_KIND_UNION : BTF::BTF_KIND_STRUCT;
    if (T.is(BTF::BTF_KIND_ENUM64))
      return BTF::BTF_KIND_ENUM;
    return T.kind();
  };
  if (!Budget)
    return true;
  --Budget;
  if (A.name() != B.name() || Family(A) != Family(B))
    return false;
  if (A.isVoid() || (!A.isAnonymous() && !A.is(BTF::BTF_KIND_TYPE_TAG)))
    return true;
  return sameContent(A, B);
}

bool Explainer::sameContent(const BtfType &A, const BtfType &B) {
  if (A.kind() != B.kind() || A.size() != B.size() || A.vlen() != B.vlen() ||
      A.arrayCount() != B.arrayCount() ||
      A.isSignedEnum() != B.isSignedEnum() ||
      A.isAttribute() != B.isAttribute())
    return false;
  auto Same = [&](BtfId L, BtfId R) {
    return sameByName(FileA.type(L), FileB.type(R));
  };
  if (!Same(A.target(), B.target()) ||
      !Same(A.arrayElement(), B.arrayElement()) ||
      !Same(A.arrayIndex(), B.arrayIndex()))
    return false;
  for (uint32_t I = 0; I != A.members().size(); ++I) {
    BtfMember L = A.members()[I], R = B.members()[I];
    if (L.name() != R.name() || L.BitOffset != R.BitOffset ||
        L.BitSize != R.BitSize || !Same(L.Type, R.Type))
      return false;
  }
  for (uint32_t I = 0; I != A.params().size(); ++I) {
    BtfParam L = A.params()[I], R = B.params()[I];
    if (L.name() != R.name() || !Same(L.Type, R.Type))
      return false;
  }
  for (uint32_t I = 0; I != A.enumerators().size(); ++I) {
    BtfEnumerator L = A.enumerators()[I], R = B.enumerators()[I];
    if (L.name() != R.name() || L.Value != R.Value)
      return false;
  }
  return true;
}

void Explainer::explainReference(const std::string &Prefix, BtfId A, BtfId B) {
  if (same(A, B))
    return;
  std::string TextA = declareInC(FileA, A, ""),
              TextB = declareInC(FileB, B, "");
  // Past pointers, arrays and qualifiers that agree, maybe the difference is
  // inside an anonymous aggregate.
  for (unsigned Depth = 0; Depth != 16; ++Depth) {
    BtfType TA = FileA.type(A), TB = FileB.type(B);
    if (TA.kind() != TB.kind() || TA.name() != TB.name())
      break;
    if (isCompositeKind(TA.kind()) || isEnumKind(TA.kind())) {
      if (++Entered > 500)
        break;
      return explain(Prefix, TA, TB);
    }
    if (TA.is(BTF::BTF_KIND_ARRAY)) {
      if (TA.arrayCount() != TB.arrayCount())
        break;
      A = TA.arrayElement(), B = TB.arrayElement();
    } else if (TA.is(BTF::BTF_KIND_PTR) || isModifierKind(TA.kind())) {
      A = TA.target(), B = TB.target();
    } else {
      break;
    }
  }
  say(Prefix, TextA == TextB ? Twine("type ") + TextA + " differs inside"
                             : Twine("type ") + TextA + Arrow + TextB);
}

void Explainer::sayMoves(const std::string &Prefix, const char *What,
                         ArrayRef<Item> A, ArrayRef<Item> B,
                         ArrayRef<int> Partner, unsigned UnitBits) {
  auto Delta = [&](size_t I) {
    return Partner[I] < 0 ? 0 : int64_t(B[Partner[I]].Place - A[I].Place);
  };
  auto Label = [&](size_t I) {
    return A[I].Name.empty() ? std::string("(anonymous)") : A[I].Name;
  };
  for (size_t I = 0; I != A.size();) {
    int64_t D = Delta(I);
    size_t End = I + 1;
    while (End != A.size() && D && Delta(End) == D)
      ++End;
    if (D && End - I == 1) {
      say(Prefix, Twine(What) + " " + Label(I) + " moved from " +
                      placeText(A[I].Place, UnitBits) + " to " +
                      placeText(B[Partner[I]].Place, UnitBits));
    } else if (D) {
      say(Prefix, Twine(End - I) + " " + What + "s " + Label(I) + ".." +
                      Label(End - 1) + " moved by " + (D < 0 ? "-" : "+") +
                      placeText(D < 0 ? -D : D, UnitBits));
    }
    I = End;
  }
}

/// The members of \p T as C sees them: those of an anonymous struct or union
/// member belong to \p T. Offsets are made relative to the outermost. \p Most:
/// no member is entered any more when there are so many.
static void flattenMembers(const BtfType &T, uint64_t Base, unsigned Depth,
                           size_t Most, std::vector<FlatMember> &Flat) {
  constexpr unsigned MaxDepth = 16;
  for (BtfMember M : T.members()) {
    BtfType Type = T.file().type(M.Type);
    if (M.name().empty() && isCompositeKind(Type.kind()) &&
        Type.isAnonymous() && Depth < MaxDepth && Flat.size() < Most)
      flattenMembers(Type, Base + M.BitOffset, Depth + 1, Most, Flat);
    else
      Flat.push_back({M, Base + M.BitOffset});
  }
}

/// Anonymous types that hold others more than once multiply; what C has of them
/// is a few times the members that \p T has itself.
static std::vector<FlatMember> flattenMembers(const BtfType &T) {
  constexpr size_t Always = 256, Factor = 16;
  std::vector<FlatMember> Flat;
  flattenMembers(T, 0, 0, Always + Factor * T.vlen(), Flat);
  return Flat;
}

static std::vector<Item> memberItems(ArrayRef<FlatMember> Members) {
  std::vector<Item> Items;
  for (const FlatMember &M : Members)
    Items.push_back({M.Member.name().str(), M.BitOffset});
  return Items;
}

void Explainer::explainMember(const std::string &Prefix, const BtfMember &A,
                              const BtfMember &B) {
  std::string Inner =
      Prefix + "member " + (A.NameOff ? A.name().str() : "(anonymous)") + ": ";
  explainReference(Inner, A.Type, B.Type);
  sayNumbers(Inner, "bits", A.BitSize, B.BitSize);
}

void Explainer::explainAggregate(const std::string &Prefix, const BtfType &A,
                                 const BtfType &B) {
  size_t Before = Phrases.size();
  sayNumbers(Prefix, "size", A.size(), B.size());
  const std::vector<FlatMember> FlatA = flattenMembers(A);
  const std::vector<FlatMember> FlatB = flattenMembers(B);
  std::vector<Item> ItemsA = memberItems(FlatA), ItemsB = memberItems(FlatB);
  std::vector<int> Partner = matchItems(ItemsA, ItemsB);
  std::vector<bool> Matched = matchedInB(Partner, ItemsB.size());
  auto Alone = [&](char Sign, const FlatMember &F) {
    const BtfMember &M = F.Member;
    std::string Bits = M.BitSize ? ":" + std::to_string(M.BitSize) : "";
    say(Prefix, Twine("member ") + Twine(Sign) + "'" +
                    declareInC(*M.File, M.Type, M.name()) + Bits + "' at " +
                    placeText(F.BitOffset, 1));
  };
  for (size_t I = 0; I != ItemsA.size(); ++I) {
    if (Partner[I] < 0)
      Alone('-', FlatA[I]);
    else
      explainMember(Prefix, FlatA[I].Member, FlatB[Partner[I]].Member);
  }
  for (size_t I = 0; I != ItemsB.size(); ++I)
    if (!Matched[I])
      Alone('+', FlatB[I]);
  sayMoves(Prefix, "member", ItemsA, ItemsB, Partner, 1);
  if (!is_sorted(make_filter_range(Partner, [](int P) { return P >= 0; })))
    say(Prefix, "order of members");
  if (Phrases.size() == Before)
    say(Prefix, "grouping of members in anonymous structs and unions");
}

void Explainer::explainEnum(const std::string &Prefix, const BtfType &A,
                            const BtfType &B) {
  sayNumbers(Prefix, "size", A.size(), B.size());
  if (A.isSignedEnum() != B.isSignedEnum())
    say(Prefix, A.isSignedEnum() ? "signed → unsigned" : "unsigned → signed");
  auto Items = [](const BtfType &T) {
    std::vector<Item> Result;
    for (BtfEnumerator E : T.enumerators())
      Result.push_back({E.name().str(), E.Value});
    return Result;
  };
  auto Text = [](const BtfType &T, uint64_t Value) {
    return T.isSignedEnum() ? std::to_string(int64_t(Value))
                            : std::to_string(Value);
  };
  std::vector<Item> ItemsA = Items(A), ItemsB = Items(B);
  std::vector<int> Partner = matchItems(ItemsA, ItemsB);
  std::vector<bool> Matched = matchedInB(Partner, ItemsB.size());
  for (size_t I = 0; I != ItemsA.size(); ++I) {
    if (Partner[I] < 0)
      say(Prefix, "-" + ItemsA[I].Name + "=" + Text(A, ItemsA[I].Place));
    else if (ItemsB[Partner[I]].Place != ItemsA[I].Place)
      say(Prefix, ItemsA[I].Name + " " + Text(A, ItemsA[I].Place) +
                      Arrow.str() + Text(B, ItemsB[Partner[I]].Place));
  }
  for (size_t I = 0; I != ItemsB.size(); ++I)
    if (!Matched[I])
      say(Prefix, "+" + ItemsB[I].Name + "=" + Text(B, ItemsB[I].Place));
  if (!is_sorted(make_filter_range(Partner, [](int P) { return P >= 0; })))
    say(Prefix, "order of enumerators");
}

void Explainer::explainInt(const std::string &Prefix, const BtfType &A,
                           const BtfType &B) {
  auto Encoding = [](unsigned E) {
    std::string S;
    if (E & BTF::INT_SIGNED)
      S += "signed ";
    if (E & BTF::INT_CHAR)
      S += "char ";
    if (E & BTF::INT_BOOL)
      S += "bool ";
    return S.empty() ? std::string("none ") : S;
  };
  sayNumbers(Prefix, "size", A.size(), B.size());
  sayNumbers(Prefix, "bits", A.intBits(), B.intBits());
  sayNumbers(Prefix, "bit offset", A.intBitOffset(), B.intBitOffset());
  if (A.intEncoding() != B.intEncoding())
    say(Prefix, "encoding " + Encoding(A.intEncoding()) + "→ " +
                    StringRef(Encoding(B.intEncoding())).rtrim());
}

void Explainer::explainFunction(const std::string &Prefix, const BtfType &A,
                                const BtfType &B) {
  if (A.linkage() != B.linkage())
    say(Prefix, Twine("linkage ") + linkageText(A.linkage()) + Arrow +
                    linkageText(B.linkage()));
  if (same(A.target(), B.target()))
    return;
  std::string TextA = declareInC(FileA, A.target(), "");
  std::string TextB = declareInC(FileB, B.target(), "");
  say(Prefix, TextA == TextB ? Twine(TextA) + " differs inside"
                             : Twine(TextA) + Arrow + TextB);
}

void Explainer::explainSection(const std::string &Prefix, const BtfType &A,
                               const BtfType &B) {
  sayNumbers(Prefix, "size", A.size(), B.size());
  auto Items = [](const BtfType &T) {
    std::vector<Item> Result;
    for (BtfSectionVar V : T.sectionVars())
      Result.push_back({T.file().type(V.Type).name().str(), V.Offset});
    return Result;
  };
  std::vector<Item> ItemsA = Items(A), ItemsB = Items(B);
  std::vector<int> Partner = matchItems(ItemsA, ItemsB);
  std::vector<bool> Matched = matchedInB(Partner, ItemsB.size());
  auto Alone = [&](char Sign, const Item &I, uint32_t Size) {
    say(Prefix, Twine(Sign) + I.Name + " at " + Twine(I.Place) + " size " +
                    Twine(Size));
  };
  for (size_t I = 0; I != ItemsA.size(); ++I) {
    if (Partner[I] < 0)
      Alone('-', ItemsA[I], A.sectionVars()[I].Size);
    else
      sayNumbers(Prefix + ItemsA[I].Name + " ", "size", A.sectionVars()[I].Size,
                 B.sectionVars()[Partner[I]].Size);
  }
  for (size_t I = 0; I != ItemsB.size(); ++I)
    if (!Matched[I])
      Alone('+', ItemsB[I], B.sectionVars()[I].Size);
  sayMoves(Prefix, "variable", ItemsA, ItemsB, Partner, 8);
}

/// How often each function was inlined, where that differs.
void Explainer::explainSites(const std::string &Prefix, const BtfType &A,
                             const BtfType &B) {
  sayNumbers(Prefix, "sites", A.vlen(), B.vlen());
  std::map<StringRef, std::pair<uint32_t, uint32_t>> Counts;
  for (BtfSite S : A.sites())
    ++Counts[A.file().type(S.Func).name()].first;
  for (BtfSite S : B.sites())
    ++Counts[B.file().type(S.Func).name()].second;
  for (const auto &[Name, Count] : Counts)
    sayNumbers(Prefix + Name.str() + " ", "sites", Count.first, Count.second);
}

void Explainer::explain(const std::string &Prefix, const BtfType &A,
                        const BtfType &B) {
  switch (A.kind()) {
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    return explainAggregate(Prefix, A, B);
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return explainEnum(Prefix, A, B);
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_FLOAT:
    return explainInt(Prefix, A, B);
  case BTF::BTF_KIND_FUNC:
    return explainFunction(Prefix, A, B);
  case BTF::BTF_KIND_DATASEC:
    return explainSection(Prefix, A, B);
  case BtfKindLocSec:
    return explainSites(Prefix, A, B);
  case BTF::BTF_KIND_FWD:
    if (A.isFwdUnion() != B.isFwdUnion())
      say(Prefix, A.isFwdUnion() ? "union → struct" : "struct → union");
    return;
  case BTF::BTF_KIND_VAR:
    if (A.linkage() != B.linkage())
      say(Prefix, Twine("linkage ") + linkageText(A.linkage()) + Arrow +
                      linkageText(B.linkage()));
    [[fallthrough]];
  default:
    if (A.isAttribute() != B.isAttribute())
      say(Prefix, A.isAttribute() ? "attribute → tag" : "tag → attribute");
    return explainReference(Prefix, A.target(), B.target());
  }
}

std::vector<std::string> explainDifference(const BtfType &A, const BtfType &B) {
  Explainer E(A.file(), B.file());
  E.explain("", A, B);
  return E.take();
}

} // namespace btfgen
