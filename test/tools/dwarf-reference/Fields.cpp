//===- Fields.cpp - What is compared --------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fields.h"

using namespace llvm;
using namespace btfgen;

static constexpr NameRef OtherName = 0x80000000 | '~';
uint32_t PositionSkew = 0;
bool BreakCopies = false;

template <typename Fn>
static void eachType(UnitTypes &U, ArrayRef<TypeKind> Kinds, Fn F) {
  MutableArrayRef<LocalType> Types = U.Types;
  if (BreakCopies)
    Types = Types.slice(U.FirstCopy, U.NumCopies);
  for (LocalType &T : Types)
    if (is_contained(Kinds, T.Kind))
      F(T);
}

template <typename Fn>
static void eachItem(UnitTypes &U, ArrayRef<TypeKind> Kinds, Fn F) {
  eachType(U, Kinds, [&](LocalType &T) {
    for (Item &I : U.items(T))
      F(I);
  });
}

template <typename List, typename Fn> static void each(List &Of, Fn F) {
  for (auto &Element : Of)
    F(Element);
}

static void turn(uint32_t &Ref) { Ref = Ref == VoidRef ? 0 : VoidRef; }

static constexpr TypeKind Structs[] = {TypeKind::Struct, TypeKind::Union};
#define BREAK(...) [](UnitTypes &U) { __VA_ARGS__; }
/// In the order of FieldId: what breaks each.
const FieldInfo Fields[NumFields] = {
    {"unit-header", BREAK(each(U.Units, [](auto &F) { F.AddressSize ^= 12; }))},
    {"unit-name", BREAK(each(U.Units, [](auto &F) { F.Name = OtherName; }))},
    {"unit-language", BREAK(each(U.Units, [](auto &F) { ++F.Language; }))},
    {"unit-compiler", BREAK(each(U.Units, [](auto &F) { F.IsClang ^= 1; }))},
    {"unit-skeleton", BREAK(each(U.Units, [](auto &F) { F.IsSkeleton ^= 1; }))},
    {"unit-low-pc", BREAK(each(U.Units, [](auto &F) { ++F.LowPc; }))},
    {"type-count", BREAK(U.Types.emplace_back())},
    {"type-number", BREAK((void)U; PositionSkew = 1)},
    {"type-kind",
     BREAK(eachType(U, {TypeKind::Const},
                    [](auto &T) { T.Kind = TypeKind::Volatile; }))},
    {"type-name", BREAK(eachType(U, {TypeKind::Typedef},
                                 [](auto &T) { T.Name = OtherName; }))},
    {"type-size",
     BREAK(eachType(U, {TypeKind::Int}, [](auto &T) { T.Size ^= 3; }))},
    {"type-flags", BREAK(eachType(U, {TypeKind::Int},
                                  [](auto &T) { T.Flags ^= TypeSigned; }))},
    {"type-target",
     BREAK(eachType(U, {TypeKind::Ptr}, [](auto &T) { turn(T.Ref); }))},
    {"type-tag", BREAK(eachType(U, {TypeKind::TypeTag},
                                [](auto &T) { T.Name = OtherName; }))},
    {"array-length",
     BREAK(eachType(U, {TypeKind::Array}, [](auto &T) { ++T.Size; }))},
    {"member-count",
     BREAK(eachType(U, Structs, [](auto &T) { T.Count /= 2; }))},
    {"member-name",
     BREAK(eachItem(U, Structs, [](auto &I) { I.Name = OtherName; }))},
    {"member-type", BREAK(eachItem(U, Structs, [](auto &I) { turn(I.Ref); }))},
    {"member-offset", BREAK(eachItem(U, Structs, [](auto &I) { ++I.A; }))},
    {"member-bits", BREAK(eachItem(U, Structs, [](auto &I) { ++I.B; }))},
    {"enumerator-count",
     BREAK(eachType(U, {TypeKind::Enum}, [](auto &T) { T.Count /= 2; }))},
    {"enumerator-name",
     BREAK(eachItem(U, {TypeKind::Enum}, [](auto &I) { I.Name = OtherName; }))},
    {"enumerator-value",
     BREAK(eachItem(U, {TypeKind::Enum}, [](auto &I) { ++I.A; }))},
    {"param-count",
     BREAK(eachType(U, {TypeKind::FuncProto}, [](auto &T) { T.Count /= 2; }))},
    {"param-name", BREAK(eachItem(U, {TypeKind::FuncProto},
                                  [](auto &I) { I.Name = OtherName; }))},
    {"param-type",
     BREAK(eachItem(U, {TypeKind::FuncProto}, [](auto &I) { turn(I.Ref); }))},
    {"decl-tag", BREAK(each(U.Tags, [](auto &T) { ++T.Component; }))},
    {"function-count", BREAK(U.Functions.pop_back())},
    {"function-place", BREAK(each(U.Functions, [](auto &F) { ++F.Position; }))},
    {"function-name",
     BREAK(each(U.Functions, [](auto &F) { F.Name = OtherName; }))},
    {"function-type", BREAK(each(U.Functions, [](auto &F) { turn(F.Ref); }))},
    {"function-origin",
     BREAK(each(U.Functions, [](auto &F) { turn(F.Origin); }))},
    {"function-specification",
     BREAK(each(U.Functions, [](auto &F) { turn(F.Specification); }))},
    {"function-flags",
     BREAK(each(U.Functions, [](auto &F) { F.Flags ^= FuncVariadic; }))},
    {"function-entry", BREAK(each(U.Functions, [](auto &F) { ++F.LowPc; }))},
    {"function-unit",
     BREAK(each(U.Functions, [](auto &F) { ++F.UnitInGroup; }))},
    {"function-params",
     BREAK(each(U.Functions, [](auto &F) { F.NumParams /= 2; }))},
    {"function-param-place",
     BREAK(each(U.Params, [](auto &P) { ++P.Position; }))},
    {"function-param-name",
     BREAK(each(U.Params, [](auto &P) { P.Name = OtherName; }))},
    {"function-param-type",
     BREAK(each(U.Params, [](auto &P) { turn(P.Ref); }))},
    {"function-param-origin",
     BREAK(each(U.Params, [](auto &P) { turn(P.Origin); }))},
    {"function-param-location",
     BREAK(each(U.Params, [](auto &P) { ++P.Location; }))},
    {"function-tag",
     BREAK(each(U.FunctionTags, [](auto &T) { ++T.Component; }))},
    {"variable-count", BREAK(U.Variables.pop_back())},
    {"variable-place", BREAK(each(U.Variables, [](auto &V) { ++V.Position; }))},
    {"variable-name",
     BREAK(each(U.Variables, [](auto &V) { V.Name = OtherName; }))},
    {"variable-type", BREAK(each(U.Variables, [](auto &V) { turn(V.Ref); }))},
    {"variable-specification",
     BREAK(each(U.Variables, [](auto &V) { turn(V.Specification); }))},
    {"variable-flags",
     BREAK(each(U.Variables, [](auto &V) { V.Flags ^= VarExternal; }))},
    {"variable-address",
     BREAK(each(U.Variables, [](auto &V) { ++V.Address; }))},
    {"variable-tag",
     BREAK(each(U.VariableTags, [](auto &T) { T.Value = OtherName; }))},
};
#undef BREAK
