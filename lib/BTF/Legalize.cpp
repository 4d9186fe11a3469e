//===- Legalize.cpp - Only what BTF can say -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Legalize.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

namespace {

class Legalizer {
public:
  Legalizer(TypeGraph &Graph, const Names &N, const LegalizeOptions &Options,
            Diagnostics &Diags)
      : Graph(Graph), NameTable(N), Options(Options), Diags(Diags) {}

  void run() {
    for (GraphType &T : Graph.Types)
      applyOptions(T);
    spreadUnsupported();
    Sizes.resize(Graph.Types.size());
    for (uint32_t I = 0; I < Sizes.size(); ++I)
      Sizes[I] = Graph.sizeOf(I, Options.PointerSize).value_or(NoSize);
    for (GraphType &T : Graph.Types) {
      if (T.Kind == TypeKind::Struct || T.Kind == TypeKind::Union)
        checkMembers(T);
      else if (T.Kind == TypeKind::Enum)
        checkEnumerators(T);
      limitItems(T);
    }
    llvm::erase_if(Graph.Tags, [&](const GraphTag &Tag) {
      return Graph.Types[Tag.Target.index()].Kind == TypeKind::Unsupported;
    });
  }

private:
  bool isUnsupported(uint32_t Ref) const {
    return Ref != VoidRef && Graph.Types[Ref].Kind == TypeKind::Unsupported;
  }
  MutableArrayRef<Item> items(GraphType &T) {
    // The graph owns a copy of the items of everything but enums.
    return {const_cast<Item *>(T.Items), T.Count};
  }
  void applyOptions(GraphType &T);
  void spreadUnsupported();
  bool losesItself(const GraphType &T) const;
  void checkMembers(GraphType &T);
  const char *whyNot(const GraphType &T, const Item &M, bool HasBitfields);
  void checkEnumerators(GraphType &T);
  void limitItems(GraphType &T);
  std::string nameOf(const GraphType &T) {
    return T.Name ? NameTable.str(T.Name) : "(anonymous)";
  }

  static constexpr uint64_t NoSize = UINT64_MAX;

  TypeGraph &Graph;
  std::vector<uint64_t> Sizes; ///< of values of each type
  const Names &NameTable;
  const LegalizeOptions &Options;
  Diagnostics &Diags;
};

} // namespace

void Legalizer::applyOptions(GraphType &T) {
  if (T.Kind == TypeKind::Float && !Options.Floats)
    T.Kind = TypeKind::Int;
  if (T.Kind == TypeKind::Enum && !Options.Enum64)
    T.Flags |= TypeNarrow;
}

/// Whether \p T holds an unsupported type by value.
bool Legalizer::losesItself(const GraphType &T) const {
  switch (T.Kind) {
  case TypeKind::Typedef:
  case TypeKind::Const:
  case TypeKind::Volatile:
  case TypeKind::Restrict:
  case TypeKind::TypeTag:
    return isUnsupported(T.Ref);
  case TypeKind::Array:
    return T.Ref == VoidRef || isUnsupported(T.Ref);
  case TypeKind::FuncProto:
    return isUnsupported(T.Ref) || any_of(T.items(), [&](const Item &P) {
             return isUnsupported(P.Ref);
           });
  default:
    return false;
  }
}

void Legalizer::spreadUnsupported() {
  for (const GraphType &T : Graph.Types)
    if (T.Kind == TypeKind::Unsupported)
      Diags.add(Omission::UnsupportedType, nameOf(T),
                T.Size == ReasonComplex           ? "a complex number"
                : T.Size == ReasonPointerToMember ? "a pointer to a member"
                : T.Size == ReasonSize            ? "a size that BTF refuses"
                : T.Size == ReasonUnnamed         ? "it has no name"
                                          : "a type that C does not have");
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (GraphType &T : Graph.Types)
      if (T.Kind != TypeKind::Unsupported && losesItself(T)) {
        Diags.add(Omission::UnsupportedType, nameOf(T),
                  "it holds a type that was left out");
        T.Kind = TypeKind::Unsupported;
        Changed = true;
      }
  }
  for (GraphType &T : Graph.Types)
    if (T.Kind == TypeKind::Ptr && isUnsupported(T.Ref))
      T.Ref = VoidRef;
}

/// Null if the kernel accepts member \p M of \p T.
const char *Legalizer::whyNot(const GraphType &T, const Item &M,
                              bool HasBitfields) {
  constexpr uint32_t MaxBitOffset = 0xffffff; // with kind_flag
  if (M.Ref == VoidRef)
    return "it has no type or no constant place";
  if (isUnsupported(M.Ref))
    return "its type was left out";
  if (T.Kind == TypeKind::Union && M.A)
    return "it is not at the start of the union";
  if (HasBitfields && M.A > MaxBitOffset)
    return "it lies beyond 2 MiB in a struct that has bitfields";
  const uint64_t Size = Sizes[M.Ref];
  if (Size == NoSize)
    return "its type has no size";
  const uint64_t Bits = M.B ? M.B : Size * 8;
  if (M.B > Size * 8)
    return "it is a bitfield wider than its type";
  if ((M.A + Bits + 7) / 8 > T.Size)
    return "it ends beyond the end";
  return nullptr;
}

void Legalizer::checkMembers(GraphType &T) {
  bool HasBitfields = false, Ascending = true, Sound = true;
  uint32_t Last = 0;
  for (const Item &M : T.items()) {
    HasBitfields |= M.B != 0;
    Ascending &= M.A >= Last;
    Last = M.A;
  }
  for (const Item &M : T.items())
    Sound &= !whyNot(T, M, HasBitfields);
  if (Sound && Ascending) [[likely]]
    return;
  uint32_t Kept = 0;
  MutableArrayRef<Item> Items = items(T);
  for (const Item &M : Items)
    if (const char *Why = whyNot(T, M, HasBitfields))
      Diags.add(Omission::UnsupportedMember,
                nameOf(T) + "." +
                    (M.Name ? NameTable.str(M.Name) : "(anonymous)"),
                Why);
    else
      Items[Kept++] = M;
  T.Count = Kept;
  // Rust lays members out in its own order.
  std::stable_sort(Items.begin(), Items.begin() + Kept,
                   [](const Item &A, const Item &B) { return A.A < B.A; });
}

void Legalizer::checkEnumerators(GraphType &T) {
  if (all_of(T.items(), [](const Item &E) { return E.Name != 0; })) [[likely]]
    return;
  // Enumerators still lie where the class put them: these need a copy.
  Item *Copy = Graph.Storage.Allocate<Item>(T.Count);
  auto *End = std::copy_if(T.Items, T.Items + T.Count, Copy,
                           [](const Item &E) { return E.Name != 0; });
  Diags.add(Omission::UnsupportedMember, nameOf(T),
            "an enumerator has no name");
  T.Items = Copy;
  T.Count = End - Copy;
}

void Legalizer::limitItems(GraphType &T) {
  if (T.Count <= Options.MaxItems) [[likely]]
    return;
  Diags.count(Omission::TooManyItems, T.Count - Options.MaxItems);
  T.Count = Options.MaxItems;
}

void btfgen::legalize(TypeGraph &Graph, const Names &N,
                      const LegalizeOptions &Options, Diagnostics &Diags) {
  Legalizer(Graph, N, Options, Diags).run();
}
