//===- RandomUnits.h ------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Units by chance, as compilers would describe them: a few names, each with
/// several definitions, declared here and defined there, that refer to each
/// other.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_RANDOMUNITS_H
#define BTFGEN_TEST_UNIT_RANDOMUNITS_H

#include "UnitBuilder.h"

#include <map>
#include <random>

namespace btfgen {

using Random = std::minstd_rand;

/// A type as a header spells it. Names are numbers.
struct Spelled {
  TypeKind Kind = TypeKind::Int;
  int Name = -1;      ///< of a struct, union, enum or typedef
  unsigned Count = 0; ///< Int: bytes; Array: elements
  std::vector<Spelled> Parts;
};

/// All headers: what each definition of each name consists of.
class Headers {
public:
  static constexpr int NumTags = 5, NumEnums = 2, NumTypedefs = 2;
  static constexpr int NumVariants = 3;
  struct Definition {
    TypeKind Kind = TypeKind::Struct;
    std::vector<Spelled> Members;
  };
  Definition Tags[NumTags][NumVariants];
  unsigned Enumerators[NumEnums][NumVariants];
  Spelled Typedefs[NumTypedefs][NumVariants];

  explicit Headers(Random &R) {
    for (auto &Variants : Enumerators)
      for (unsigned V = 0; V < NumVariants; ++V)
        Variants[V] = V + 1;
    for (auto &Variants : Typedefs)
      for (Spelled &V : Variants)
        V = spell(R, 0, 2);
    for (int Tag = 0; Tag < NumTags; ++Tag) {
      // Definitions differ in one member, or in being a union.
      std::vector<Spelled> Common;
      for (unsigned M = 1 + R() % 3; M; --M)
        Common.push_back(spell(R, Tag, 0));
      for (unsigned V = 0; V < NumVariants; ++V) {
        Definition &D = Tags[Tag][V];
        D.Members = Common;
        D.Members[R() % Common.size()] =
            V && R() % 2 ? spell(R, Tag, 0) : integer(1 << V);
        if (V && R() % 6 == 0)
          D.Kind = TypeKind::Union;
      }
    }
  }

private:
  static Spelled integer(unsigned Size) {
    return {TypeKind::Int, -1, Size, {}};
  }
  static Spelled pointer(Spelled To) {
    return {TypeKind::Ptr, -1, 0, {std::move(To)}};
  }
  static Spelled tag(int Tag) { return {TypeKind::Struct, Tag, 0, {}}; }

  /// A complete type; by value, of tags only those below \p Below.
  static Spelled spell(Random &R, int Below, unsigned Depth) {
    switch (R() % (Depth < 2 ? 11 : 6)) {
    case 0:
      return integer(R() % 2 ? 4 : 8);
    case 1:
    case 2:
    case 3:
      return pointer(tag(R() % NumTags));
    case 4:
      return pointer({TypeKind::Const, -1, 0, {tag(R() % NumTags)}});
    case 5:
      return R() % 2 ? pointer({TypeKind::Enum, int(R() % NumEnums), 0, {}})
                     : Spelled{TypeKind::Enum, int(R() % NumEnums), 0, {}};
    case 6:
      return {TypeKind::Array, -1, 2, {spell(R, Below, Depth + 1)}};
    case 7: // nameless
      return {R() % 3 ? TypeKind::Struct : TypeKind::Union,
              -1,
              0,
              {spell(R, Below, Depth + 1), spell(R, Below, Depth + 1)}};
    case 8:
      return pointer({TypeKind::FuncProto,
                      -1,
                      0,
                      {pointer(tag(R() % NumTags)), integer(4),
                       pointer(tag(R() % NumTags))}});
    case 9:
      return {TypeKind::Typedef, int(R() % NumTypedefs), 0, {}};
    default:
      return Below ? tag(R() % Below) : pointer(pointer(tag(R() % NumTags)));
    }
  }
};

/// Writes one unit: some headers, and all that they need.
class UnitWriter {
public:
  /// \p Tags and others tell the variant, or None: as far as possible, it is
  /// only declared.
  static constexpr int None = -1;
  struct Choice {
    int Tags[Headers::NumTags], Enums[Headers::NumEnums],
        Typedefs[Headers::NumTypedefs];
    int Anchor = None; ///< the number of a struct that points to all

    /// Variants below \p Variants; the first of them mostly.
    Choice(Random &R, unsigned Variants) {
      auto Choose = [&](int &Variant, unsigned Absent) {
        Variant = R() % 10 < Absent ? None
                  : R() % 3         ? 0
                                    : static_cast<int>(R() % Variants);
      };
      for (int &V : Tags)
        Choose(V, 4);
      for (int &V : Enums)
        Choose(V, 5);
      for (int &V : Typedefs)
        Choose(V, 0);
    }
  };

  UnitWriter(const Headers &H, const Choice &C, TestUnit &U)
      : H(H), C(C), U(U) {
    for (int T = Headers::NumTags - 1; T >= 0; --T)
      if (this->C.Tags[T] != None)
        for (const Spelled &M : H.Tags[T][this->C.Tags[T]].Members)
          complete(M);
  }

  void write() {
    for (int T = 0; T < Headers::NumTags; ++T)
      if (C.Tags[T] != None)
        tag(T);
    for (int T = 0; T < Headers::NumTags; ++T)
      if (C.Tags[T] != None)
        define(Tags[T], C.Tags[T] == None ? std::vector<Spelled>()
                                          : H.Tags[T][C.Tags[T]].Members);
    if (C.Anchor == None)
      return;
    std::vector<uint32_t> All;
    for (int T = 0; T < Headers::NumTags; ++T)
      if (Tags.count(T))
        All.push_back(pointer(Tags[T]));
    for (int T = 0; T < Headers::NumTypedefs; ++T)
      if (Typedefs.count(T))
        All.push_back(pointer(Typedefs[T]));
    const uint32_t Id =
        U.add(TypeKind::Struct, "unit" + std::to_string(C.Anchor));
    place(Id, All);
  }

private:
  /// What is held by value has a definition.
  void complete(const Spelled &S) {
    if (S.Kind == TypeKind::Ptr)
      return;
    if (S.Kind == TypeKind::Enum && C.Enums[S.Name] == None)
      C.Enums[S.Name] = 0;
    if (S.Kind == TypeKind::Typedef)
      complete(H.Typedefs[S.Name][C.Typedefs[S.Name]]);
    if (S.Kind == TypeKind::Struct && S.Name >= 0 && C.Tags[S.Name] == None)
      C.Tags[S.Name] = 0;
    for (const Spelled &P : S.Parts)
      complete(P);
  }
  uint32_t sizeOf(uint32_t Id) const {
    const LocalType &T = U.U.Types[Id];
    switch (T.Kind) {
    case TypeKind::Ptr:
      return 8;
    case TypeKind::Array:
      return T.Size * sizeOf(T.Ref);
    case TypeKind::Typedef:
      return sizeOf(T.Ref);
    default:
      return T.Size;
    }
  }
  /// Gives \p Id members of these types.
  void place(uint32_t Id, llvm::ArrayRef<uint32_t> Types) {
    static constexpr const char *Members[] = {"m0", "m1", "m2", "m3",
                                              "m4", "m5", "m6", "m7"};
    std::vector<TestUnit::Member> List;
    for (uint32_t T : Types)
      List.push_back({Members[List.size()], T});
    U.define(Id, List);
    uint32_t Offset = 0, Size = 0;
    LocalType &S = U.U.Types[Id];
    for (uint32_t I = 0; I < S.Count; ++I) {
      Item &M = U.U.Items[S.First + I];
      const bool IsStruct = S.Kind == TypeKind::Struct;
      M.A = IsStruct ? Offset * 8 : 0;
      const uint32_t Held = (sizeOf(M.Ref) + 7) / 8 * 8;
      Offset += Held;
      Size = IsStruct ? Offset : std::max(Size, Held);
    }
    S.Size = Size;
  }
  void define(uint32_t Id, const std::vector<Spelled> &Members) {
    std::vector<uint32_t> Types;
    for (const Spelled &M : Members)
      Types.push_back(build(M));
    place(Id, Types);
  }
  uint32_t once(TypeKind Kind, uint32_t Ref) {
    auto [It, New] = Known.try_emplace({Kind, Ref}, 0);
    if (New)
      It->second = U.add(Kind, "", Ref);
    return It->second;
  }
  uint32_t pointer(uint32_t To) { return once(TypeKind::Ptr, To); }
  uint32_t tag(int T) {
    static constexpr const char *Names[] = {"a", "b", "c", "d", "e"};
    auto [It, New] = Tags.try_emplace(T, 0);
    if (New) {
      const TypeKind Kind = H.Tags[T][std::max(C.Tags[T], 0)].Kind;
      It->second =
          C.Tags[T] == None ? U.declare(Names[T], Kind) : U.add(Kind, Names[T]);
    }
    return It->second;
  }
  uint32_t enumeration(int E) {
    static constexpr const char *Names[] = {"e0", "e1"};
    auto [It, New] = Enums.try_emplace(E, 0);
    if (New && C.Enums[E] == None) {
      It->second = U.declare(Names[E], TypeKind::Enum);
      U.U.Types[It->second].Size = 4;
    } else if (New) {
      It->second = U.add(TypeKind::Enum, Names[E], VoidRef, 4);
      std::vector<TestUnit::Member> List(H.Enumerators[E][C.Enums[E]],
                                         {"VALUE", VoidRef});
      U.define(It->second, List);
    }
    return It->second;
  }
  uint32_t typedefOf(int T) {
    static constexpr const char *Names[] = {"t0", "t1"};
    if (auto It = Typedefs.find(T); It != Typedefs.end())
      return It->second;
    const uint32_t To = build(H.Typedefs[T][C.Typedefs[T]]);
    return Typedefs[T] = U.add(TypeKind::Typedef, Names[T], To);
  }
  uint32_t integer(unsigned Size) {
    auto [It, New] = Integers.try_emplace(Size, 0);
    if (New)
      It->second =
          U.integer(Size == 4 ? "int" : "int" + std::to_string(Size * 8), Size);
    return It->second;
  }
  uint32_t build(const Spelled &S) {
    switch (S.Kind) {
    case TypeKind::Int:
      return integer(S.Count);
    case TypeKind::Enum:
      return enumeration(S.Name);
    case TypeKind::Typedef:
      return typedefOf(S.Name);
    case TypeKind::Ptr:
    case TypeKind::Const:
      return once(S.Kind, build(S.Parts[0]));
    case TypeKind::Array:
      integer(4); // what arrays are indexed by
      return U.add(S.Kind, "", build(S.Parts[0]), S.Count);
    case TypeKind::FuncProto: {
      const uint32_t Return = build(S.Parts[0]);
      const uint32_t First = build(S.Parts[1]), Second = build(S.Parts[2]);
      const uint32_t Id = U.add(S.Kind, "", Return);
      U.define(Id, {{"x", First}, {"y", Second}});
      for (uint32_t I = 0; I < 2; ++I)
        U.U.Items[U.U.Types[Id].First + I].A = 0;
      return Id;
    }
    default:
      break;
    }
    if (S.Name >= 0)
      return tag(S.Name);
    std::vector<uint32_t> Types;
    for (const Spelled &P : S.Parts)
      Types.push_back(build(P));
    const uint32_t Id = U.add(S.Kind, "");
    place(Id, Types);
    return Id;
  }

  const Headers &H;
  Choice C;
  TestUnit &U;
  std::map<int, uint32_t> Tags, Enums, Typedefs;
  std::map<unsigned, uint32_t> Integers;
  std::map<std::pair<TypeKind, uint32_t>, uint32_t> Known;
};

} // namespace btfgen

#endif // BTFGEN_TEST_UNIT_RANDOMUNITS_H
