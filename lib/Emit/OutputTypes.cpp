//===- OutputTypes.cpp - Everything that will be written ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Appends prototypes, functions, variables, sections and tags to the types of
/// the graph. A prototype that some pointer to a function has in the graph
/// already is taken from there, and with a base each appended type is looked up
/// there.
///
//===----------------------------------------------------------------------===//

#include "Emit/OutputTypes.h"

using namespace llvm;
using namespace btfgen;

namespace {

/// Entry flags of kfunc sets in .BTF_ids (include/linux/btf.h).
enum : uint32_t {
  KfFastcall = 1 << 12,
  KfArenaReturn = 1 << 13,
  KfArenaArg1 = 1 << 14,
  KfArenaArg2 = 1 << 15,
};

class Assembler {
public:
  Assembler(OutputTypes &P, Names &N, const AssembleOptions &Options,
            Diagnostics &Diags)
      : P(P), NameTable(N), Options(Options), Diags(Diags) {}

  void indexPrototypes();
  void add(ArrayRef<const SelectedFunction *> Functions);
  void add(const SelectedSection &S);
  void addTag(uint32_t Target, int32_t Component, NameRef Value,
              bool Attribute);

private:
  uint32_t append(const TypeRecord &T) {
    P.Types.push_back(T);
    return P.Types.size() - 1;
  }
  static std::pair<uint64_t, uint64_t> keyOf(const TypeRecord &T);
  uint32_t unique(const TypeRecord &T);
  uint32_t prototype(const SelectedFunction &F);
  void add(const SelectedFunction &F, NameRef Name);
  void pointIntoArena(const SelectedFunction &F, uint32_t &Type);

  OutputTypes &P;
  Names &NameTable;
  const AssembleOptions &Options;
  Diagnostics &Diags;
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  std::vector<Item> Params;
};

} // namespace

std::pair<uint64_t, uint64_t> Assembler::keyOf(const TypeRecord &T) {
  Hasher128 H(static_cast<uint64_t>(T.Kind) | T.Flags << 8);
  H.add(static_cast<uint64_t>(T.Name) << 32 | T.Ref,
        static_cast<uint32_t>(T.Extra));
  for (const Item &I : T.items())
    H.add(I.Name, I.Ref);
  Key128 K = H.finish();
  return {K.Lo, K.Hi};
}

/// The target of a pointer to functions may be equal to a function's prototype.
void Assembler::indexPrototypes() {
  for (uint32_t I = 0; I < P.Types.size(); ++I)
    if (P.Types[I].Kind == TypeKind::FuncProto)
      Known.try_emplace(keyOf(P.Types[I]), I);
}

/// The type that is equal to \p T, which is appended if there is none. \p T has
/// no items, or items that this may keep.
uint32_t Assembler::unique(const TypeRecord &T) {
  auto [It, New] = Known.try_emplace(keyOf(T), P.Types.size());
  if (New) {
    TypeRecord Kept = T;
    if (T.Count) {
      Item *Items = P.Storage.Allocate<Item>(T.Count);
      std::copy(T.Items, T.Items + T.Count, Items);
      Kept.Items = Items;
    }
    append(Kept);
  }
  return It->second;
}

/// Appends a pointer like \p Type whose target is in the address space of BPF
/// arenas.
void Assembler::pointIntoArena(const SelectedFunction &F, uint32_t &Type) {
  if (Type == VoidRef || P.Types[Type].Kind != TypeKind::Ptr) {
    Diags.add(Omission::KfuncSignature, F.Name,
              "an arena pointer is declared where the prototype has none");
    return;
  }
  TypeRecord Tag;
  Tag.Kind = TypeKind::TypeTag;
  Tag.Flags = TypeAttribute;
  Tag.Name = NameTable.fromText("address_space(1)");
  Tag.Ref = P.Types[Type].Ref;
  TypeRecord Pointer;
  Pointer.Kind = TypeKind::Ptr;
  Pointer.Ref = unique(Tag);
  Type = unique(Pointer);
}

uint32_t Assembler::prototype(const SelectedFunction &F) {
  TypeRecord Proto;
  Proto.Kind = TypeKind::FuncProto;
  Proto.Ref = F.Return;
  Params.clear();
  for (const CandidateParam &Param : F.Params)
    Params.push_back({Param.Name, Param.Type, 0, 0});
  if (F.IsKfunc && Options.KfuncTags && Options.Attributes) {
    uint32_t None = VoidRef;
    const uint32_t Flags = F.KfuncFlags.value_or(0);
    if (Flags & KfArenaReturn)
      pointIntoArena(F, Proto.Ref);
    if (Flags & KfArenaArg1)
      pointIntoArena(F, Params.empty() ? None : Params[0].Ref);
    if (Flags & KfArenaArg2)
      pointIntoArena(F, Params.size() < 2 ? None : Params[1].Ref);
  }
  Proto.Items = Params.data();
  Proto.Count = Params.size();
  return unique(Proto);
}

void Assembler::add(ArrayRef<const SelectedFunction *> Functions) {
  for (size_t I = 0; I < Functions.size(); ++I) {
    // In the order of their names they are not side by side.
    constexpr size_t Ahead = 8;
    if (I + 2 * Ahead < Functions.size())
      __builtin_prefetch(Functions[I + 2 * Ahead]);
    if (I + Ahead < Functions.size())
      __builtin_prefetch(Functions[I + Ahead]->Params.data());
    add(*Functions[I], Names::symbolName(I));
  }
}

void Assembler::add(const SelectedFunction &F, NameRef Name) {
  TypeRecord Func;
  Func.Kind = TypeKind::Func;
  Func.Name = Name;
  Func.Ref = prototype(F);
  Func.Extra = 0; // BTF_FUNC_STATIC, which is what vmlinux has always said
  uint32_t Index = append(Func);
  if (Options.DeclTags)
    for (const LocalTag &Tag : F.Tags)
      addTag(Index, Tag.Component, Tag.Value, false);
  if (!F.IsKfunc || !Options.KfuncTags || !Options.DeclTags)
    return;
  addTag(Index, -1, NameTable.fromText("bpf_kfunc"), false);
  if (!F.KfuncFlags)
    Diags.add(Omission::KfuncFlags, F.Name,
              "ids in section .BTF_ids are not those of the BTF in the file");
  else if (*F.KfuncFlags & KfFastcall)
    addTag(Index, -1, NameTable.fromText("bpf_fastcall"), false);
}

void Assembler::add(const SelectedSection &S) {
  const size_t Count = std::min<size_t>(S.Variables.size(), Options.MaxItems);
  Diags.count(Omission::TooManyItems, S.Variables.size() - Count);
  ArrayRef<SelectedVariable> Variables =
      ArrayRef(S.Variables).take_front(Count);
  Item *Items = P.Storage.Allocate<Item>(Count);
  Item *Next = Items;
  for (const SelectedVariable &V : Variables) {
    TypeRecord Var;
    Var.Kind = TypeKind::Var;
    Var.Name = V.Name;
    Var.Ref = V.Type;
    Var.Extra = V.Global; // BTF_VAR_STATIC, BTF_VAR_GLOBAL_ALLOCATED
    uint32_t Index = append(Var);
    for (NameRef Tag : V.Tags)
      addTag(Index, -1, Tag, false);
    *Next++ = {0, Index, V.Offset, V.Size};
  }
  TypeRecord Sec;
  Sec.Kind = TypeKind::DataSec;
  Sec.Name = NameTable.fromText(S.Name);
  Sec.Items = Items;
  Sec.Count = Count;
  // The kernel requires all variables to lie inside of the section, and does
  // not look at what follows the last one.
  Sec.Size = Variables.back().Offset + Variables.back().Size;
  append(Sec);
}

void Assembler::addTag(uint32_t Target, int32_t Component, NameRef Value,
                       bool Attribute) {
  TypeRecord Tag;
  Tag.Kind = TypeKind::DeclTag;
  Tag.Name = Value;
  Tag.Ref = Target;
  Tag.Extra = Component;
  Tag.Flags = Attribute ? TypeAttribute : 0;
  unique(Tag);
}

/// The position of `int` among the types; it is appended if it is missing and
/// needed.
static uint32_t indexType(OutputTypes &P, Names &N) {
  bool HasArray = false;
  char Short[4];
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    const TypeRecord &T = P.Types[I];
    HasArray |= T.Kind == TypeKind::Array;
    if (T.Kind == TypeKind::Int && T.Size == 4 && (T.Flags & TypeSigned) &&
        N.text(T.Name, Short) == "int")
      return I;
  }
  if (!HasArray)
    return VoidRef;
  TypeRecord Int;
  Int.Kind = TypeKind::Int;
  Int.Name = N.fromText("int");
  Int.Size = 4;
  Int.Flags = TypeSigned;
  P.Types.push_back(Int);
  return P.Types.size() - 1;
}

/// Looks up in the base what was appended. Each of these types refers to
/// earlier ones only, so one pass is enough.
static void findInBase(OutputTypes &P, const BaseLookup &Base) {
  for (uint32_t I = P.BaseIds.size(); I < P.Types.size(); ++I) {
    const TypeKind Kind = P.Types[I].Kind;
    P.BaseIds.push_back(Kind == TypeKind::Var || Kind == TypeKind::DataSec
                            ? 0
                            : Base.findRecord(P.Types[I], [&](uint32_t Ref) {
                                return P.BaseIds[Ref];
                              }));
  }
}

/// Leaves out arrays of arrays to which only types of the base refer, where the
/// base has flattened them (BaseIndex::flattensArrays()).
static void dropFlattened(OutputTypes &P, const BaseLookup &Base) {
  std::vector<uint32_t> Uses(P.Types.size());
  auto IsOurs = [&](uint32_t Ref) {
    return Ref != VoidRef && !P.BaseIds[Ref] &&
           P.Types[Ref].Kind != TypeKind::Unsupported;
  };
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    const TypeRecord &T = P.Types[I];
    if (!IsOurs(I))
      continue;
    forEachRef(T, [&](uint32_t Ref) { Uses[Ref] += IsOurs(Ref); });
  }
  auto IsArray = [&](uint32_t Ref) {
    return Ref != VoidRef && P.Types[Ref].Kind == TypeKind::Array;
  };
  for (uint32_t I = 0; I < P.Types.size(); ++I) {
    if (!IsArray(I) || !IsOurs(I) || Uses[I] || !IsArray(P.Types[I].Ref))
      continue;
    TypeRecord Flat = P.Types[I];
    uint64_t Count = Flat.Size;
    for (; IsArray(Flat.Ref); Flat.Ref = P.Types[Flat.Ref].Ref)
      Count *= P.Types[Flat.Ref].Size;
    Flat.Size = static_cast<uint32_t>(Count);
    if (Count != Flat.Size ||
        !Base.findRecord(Flat, [&](uint32_t Ref) { return P.BaseIds[Ref]; }))
      continue;
    for (uint32_t A = I; IsArray(A) && IsOurs(A) && !Uses[A];) {
      P.Types[A].Kind = TypeKind::Unsupported;
      A = P.Types[A].Ref;
      if (A != VoidRef && Uses[A])
        --Uses[A];
    }
  }
}

OutputTypes btfgen::assemble(TypeGraph Graph,
                             const FunctionSelection &Functions,
                             const VariableSelection &Variables, Names &N,
                             const BaseLookup *Base,
                             const AssembleOptions &Options,
                             Diagnostics &Diags) {
  OutputTypes P;
  P.Types = std::move(Graph.Types);
  // At most: a function may have its own prototype. What is reserved and not
  // used takes no memory.
  P.Types.reserve(P.Types.size() + Graph.Tags.size() +
                  2 * Functions.Selected.size());
  P.BaseIds = std::move(Graph.BaseIds);
  P.Storage = std::move(Graph.Storage);
  Assembler A(P, N, Options, Diags);
  A.indexPrototypes();
  if (Options.DeclTags)
    for (const GraphTag &Tag : Graph.Tags)
      A.addTag(Tag.Target.index(), Tag.Component, Tag.Value, Tag.Attribute);
  A.add(Functions.Selected);
  for (const SelectedSection &S : Variables.Sections)
    A.add(S);
  P.IndexType = indexType(P, N);
  if (Base) {
    findInBase(P, *Base);
    if (Base->index().flattensArrays())
      dropFlattened(P, *Base);
  }
  return P;
}
