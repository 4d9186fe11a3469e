//===- DedupTest.cpp ------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Units made by hand become a graph in which equal types are one, names that
/// mean different things stay apart, and neither the order of units nor the
/// number of threads shows.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"
#include "Transform/Diff.h"
#include "UnitBuilder.h"

#include <numeric>
#include <random>

using namespace llvm;
using namespace btfgen;

namespace {

class Dedup : public testing::Test {
protected:
  std::unique_ptr<Names> N = cantFail(Names::create(
      SectionBytes(), SectionBytes(), Names::Identity::ByContent));
  DedupCounts Counts;
  std::vector<std::unique_ptr<ByteVector>> Kept;

  /// The BTF of these units.
  ByteVector encode(const std::vector<MakeUnit> &Units, unsigned Threads) {
    EncodedUnits E = encodeUnits(*N, Units, nullptr, Threads);
    Counts = E.Counts;
    return std::move(E.Bytes);
  }
  BtfRef parse(const ByteVector &Bytes) {
    Kept.push_back(std::make_unique<ByteVector>(Bytes));
    return cantFail(BtfFile::parse(*Kept.back(), "test"));
  }

  /// Encodes \p Units in the given order with 1 to 8 threads: the same bytes,
  /// which a kernel accepts.
  BtfRef encodeAll(const std::vector<MakeUnit> &Units) {
    ByteVector Bytes = encode(Units, 1);
    for (unsigned Threads = 2; Threads <= 8; ++Threads)
      EXPECT_EQ(Bytes, encode(Units, Threads)) << Threads << " threads";
    VerifyOptions Rules;
    Rules.MayBeEmpty = true;
    VerifyResult R = verifyBtfBytes(Bytes, "test", nullptr, Rules);
    for (const Violation &V : R.Violations)
      ADD_FAILURE() << V.Message;
    return parse(Bytes);
  }
  /// The same, and in every order of units: types that correspond.
  BtfRef encodeInAllOrders(const std::vector<MakeUnit> &Units) {
    BtfRef First = encodeAll(Units);
    std::vector<size_t> Order(Units.size());
    std::iota(Order.begin(), Order.end(), 0);
    while (std::next_permutation(Order.begin(), Order.end())) {
      std::vector<MakeUnit> Permuted;
      for (size_t I : Order)
        Permuted.push_back(Units[I]);
      BtfRef Other = encodeAll(Permuted);
      EXPECT_TRUE(diffBtf(First, Other).same());
    }
    return First;
  }

  static unsigned count(const BtfFile &F, unsigned Kind, StringRef Name) {
    unsigned Found = 0;
    for (uint32_t I = 1; I < F.endId(); ++I) {
      BtfType T = F.type(BtfId(I));
      Found += T.is(Kind) && T.name() == Name;
    }
    return Found;
  }
  /// What member \p Index of the struct \p Name points to.
  static BtfType pointee(const BtfFile &F, StringRef Name, unsigned Index = 0) {
    BtfType S = *F.find(Name, BTF::BTF_KIND_STRUCT);
    return F.type(F.type(S.members()[Index].Type).target());
  }
};

constexpr unsigned Struct = BTF::BTF_KIND_STRUCT, Union = BTF::BTF_KIND_UNION,
                   Fwd = BTF::BTF_KIND_FWD, Ptr = BTF::BTF_KIND_PTR,
                   Enum = BTF::BTF_KIND_ENUM;

TEST_F(Dedup, Nothing) {
  EXPECT_EQ(0u, encodeAll({})->ownCount());
  EXPECT_EQ(0u, encodeAll({[](TestUnit &) {}})->ownCount());
}

TEST_F(Dedup, EqualTypesMerge) {
  // In the second unit everything comes in another order.
  BtfRef F = encodeInAllOrders({[](TestUnit &U) {
                                  uint32_t Int = U.integer();
                                  uint32_t P = U.pointer(Int);
                                  uint32_t A = U.add(TypeKind::Array, "", P, 3);
                                  U.structure("s", {{"a", A}, {"b", Int}});
                                },
                                [](TestUnit &U) {
                                  uint32_t S = U.structure("s", {});
                                  uint32_t A = U.add(TypeKind::Array, "", 2, 3);
                                  uint32_t P = U.pointer(3);
                                  uint32_t Int = U.integer();
                                  EXPECT_EQ(2u, P);
                                  EXPECT_EQ(3u, Int);
                                  U.define(S, {{"a", A}, {"b", Int}});
                                },
                                [](TestUnit &U) {
                                  U.integer();
                                  U.integer(); // twice in one unit
                                }});
  // int, PTR, ARRAY, STRUCT: the members overlap, but that is no matter here.
  EXPECT_EQ(1u, count(*F, BTF::BTF_KIND_INT, "int"));
  EXPECT_EQ(1u, count(*F, Ptr, ""));
  EXPECT_EQ(1u, count(*F, Struct, "s"));
  EXPECT_EQ(0u, Counts.AmbiguousNames);
}

TEST_F(Dedup, WhatDiffersStaysApart) {
  BtfRef F = encodeInAllOrders({[](TestUnit &U) { U.integer("int", 4); },
                                [](TestUnit &U) { U.integer("int", 8); },
                                [](TestUnit &U) {
                                  U.add(TypeKind::Int, "int", VoidRef, 4);
                                  U.add(TypeKind::Float, "int", VoidRef, 4);
                                },
                                [](TestUnit &U) {
                                  uint32_t Int = U.integer();
                                  U.add(TypeKind::Const, "", Int);
                                  U.add(TypeKind::Volatile, "", Int);
                                  U.add(TypeKind::Typedef, "t", Int);
                                  U.add(TypeKind::Typedef, "u", Int);
                                  U.add(TypeKind::Array, "", Int, 2);
                                  U.add(TypeKind::Array, "", Int, 3);
                                }});
  EXPECT_EQ(3u, count(*F, BTF::BTF_KIND_INT, "int"));
  EXPECT_EQ(3u + 1u + 6u, F->ownCount());
}

TEST_F(Dedup, Cycles) {
  // struct list { struct list *next; struct owner *owner; }, and the other way.
  auto List = [](TestUnit &U) {
    uint32_t L = U.structure("list", {}), O = U.structure("owner", {});
    U.define(L, {{"next", U.pointer(L)}, {"owner", U.pointer(O)}});
    U.define(O, {{"list", U.pointer(L)}});
  };
  auto Reversed = [](TestUnit &U) {
    uint32_t O = U.structure("owner", {}), L = U.structure("list", {});
    uint32_t P = U.pointer(L);
    U.define(O, {{"list", P}});
    U.define(L, {{"next", P}, {"owner", U.pointer(O)}});
  };
  BtfRef F = encodeInAllOrders({List, Reversed, List});
  EXPECT_EQ(4u, F->ownCount()); // two structs, two pointers
  EXPECT_EQ("list", pointee(*F, "list", 0).name());
  EXPECT_EQ("owner", pointee(*F, "list", 1).name());
}

TEST_F(Dedup, AmbiguousNamesStayApart) {
  auto With = [](const char *Type, const char *User) {
    return [=](TestUnit &U) {
      uint32_t S = U.structure("s", {{"x", U.integer(Type)}});
      U.structure("user", {{"s", U.pointer(S)}}); // in every unit
      U.structure(User, {{"s", U.pointer(S)}});
    };
  };
  BtfRef F = encodeInAllOrders(
      {With("int", "one"), With("long", "two"), With("int", "three")});
  EXPECT_EQ(1u, Counts.AmbiguousNames);
  EXPECT_EQ(2u, count(*F, Struct, "s"));
  EXPECT_EQ(2u, count(*F, Struct, "user"));
  EXPECT_EQ(2u, count(*F, Ptr, ""));
  auto Inside = [&](StringRef User) {
    return F->type(pointee(*F, User).members()[0].Type).name();
  };
  EXPECT_EQ("int", Inside("one"));
  EXPECT_EQ("long", Inside("two"));
  EXPECT_EQ("int", Inside("three"));
}

/// The units of RefineNodes.cpp: only where a unit has an unusual definition
/// something is special to it, however many others there are.
TEST_F(Dedup, UsualUnitsHaveNothingSpecial) {
  auto With = [](const char *Type, const char *Own = nullptr) {
    return [=](TestUnit &U) {
      uint32_t Req = U.structure("req", {{"a", U.integer(Type)}});
      uint32_t Arg = U.structure("arg", {{"r", U.pointer(Req)}});
      uint32_t Job = U.structure("job", {{"x", U.pointer(Arg)}});
      if (Own)
        U.structure(Own, {{"j", U.pointer(Job)}});
    };
  };
  auto Declares = [](const char *Own) {
    return [=](TestUnit &U) {
      U.structure("req", {{"a", U.integer("int")}});
      uint32_t Arg = U.declare("arg");
      uint32_t Job = U.structure("job", {{"x", U.pointer(Arg)}});
      U.structure(Own, {{"j", U.pointer(Job)}});
    };
  };
  std::vector<MakeUnit> Units = {With("int"), Declares("own"), With("long")};
  for (const char *Own : {"more", "other", "third", "fourth"}) {
    Units.push_back(With("int", Own));
    Units.push_back(Declares(Own));
  }
  BtfRef F = encodeAll(Units);
  EXPECT_EQ(1u, Counts.AmbiguousNames);
  EXPECT_EQ(1u, Counts.UnusualGroups);
  for (const char *Twice : {"req", "arg", "job"})
    EXPECT_EQ(2u, count(*F, Struct, Twice)) << Twice;
  // Whoever only declares arg means the first one.
  for (const char *Own : {"own", "more", "fourth"}) {
    EXPECT_EQ(1u, count(*F, Struct, Own));
    const BtfType Job = pointee(*F, Own);
    const BtfType Arg = F->type(F->type(Job.members()[0].Type).target());
    const BtfType Req = F->type(F->type(Arg.members()[0].Type).target());
    EXPECT_EQ("int", F->type(Req.members()[0].Type).name()) << Own;
  }
}

/// What a unit says does not depend on the order in which it says it, nor on
/// how often.
TEST_F(Dedup, UnitsHaveNoOrder) {
  auto Req = [](TestUnit &U, const char *Type) {
    return U.structure("req", {{"a", U.integer(Type)}});
  };
  auto Arg = [](TestUnit &U, uint32_t Req) {
    U.structure("arg", {{"r", U.pointer(Req)}});
  };
  encodeAll({[&](TestUnit &U) { Arg(U, Req(U, "int")); },
             [&](TestUnit &U) {
               const uint32_t P = U.pointer(2);
               Arg(U, Req(U, "int"));
               U.structure("arg", {{"r", P}});
             },
             [&](TestUnit &U) { Arg(U, Req(U, "long")); }});
  EXPECT_EQ(1u, Counts.AmbiguousNames);
  EXPECT_EQ(1u, Counts.UnusualGroups);
}

/// Structs without a name, each in the next: what the outermost mentions grows
/// with the square. Beyond a limit (Mentions.cpp) all types are compared in
/// every unit, with the same result.
TEST_F(Dedup, TooManyMentions) {
  auto With = [](unsigned Depth, const char *Type) {
    return [=](TestUnit &U) {
      const uint32_t Value = U.integer(Type);
      uint32_t Inner = Value;
      for (unsigned I = 0; I < Depth; ++I) {
        const std::string Name = "s" + std::to_string(I);
        const uint32_t S = U.structure(Name, {{"x", Value}});
        Inner = U.structure("", {{"s", U.pointer(S)}, {"n", U.pointer(Inner)}});
      }
      U.structure("top", {{"n", U.pointer(Inner)}});
    };
  };
  // A name counts only if it is declared, too.
  auto Declares = [](unsigned Depth) {
    return [=](TestUnit &U) {
      for (unsigned I = 0; I < Depth; ++I)
        U.declare("s" + std::to_string(I));
    };
  };
  for (unsigned Depth : {60, 6000}) {
    const std::vector<MakeUnit> Units = {With(Depth, "int"),
                                         With(Depth, "long"), Declares(Depth)};
    const ByteVector Bytes = encode(Units, 1);
    EXPECT_EQ(Bytes, encode(Units, 2));
    EXPECT_EQ(Depth > 60 ? 2u : 1u, Counts.UnusualGroups);
    BtfRef F = parse(Bytes);
    EXPECT_EQ(2u, count(*F, Struct, "top"));
    EXPECT_EQ(2u, count(*F, Struct, "s0"));
    // The integers, and twice: at each depth a struct with a name and one
    // without, pointers to it and to what is inside; top and its pointer. Once:
    // the declarations, which mean neither.
    EXPECT_EQ(2 + 2 * (4 * Depth + 2) + Depth, F->ownCount());
  }
}

/// The same name as a struct and as a union are two names.
TEST_F(Dedup, StructAndUnion) {
  auto AsStruct = [](TestUnit &U) {
    U.pointer(U.structure("s", {{"x", U.integer()}}));
  };
  auto AsUnion = [](TestUnit &U) {
    U.pointer(U.structure("s", {{"x", U.integer()}}, TypeKind::Union));
  };
  auto Declaration = [](TestUnit &U) {
    U.pointer(U.declare("s", TypeKind::Union));
  };
  BtfRef F = encodeInAllOrders({AsStruct, AsUnion, Declaration});
  EXPECT_EQ(1u, count(*F, Struct, "s"));
  EXPECT_EQ(1u, count(*F, Union, "s"));
}

TEST_F(Dedup, DeclarationsResolve) {
  auto Uses = [](TestUnit &U) {
    U.structure("user", {{"p", U.pointer(U.declare("later"))}});
  };
  auto Defines = [](const char *Type) {
    return [=](TestUnit &U) { U.structure("later", {{"x", U.integer(Type)}}); };
  };
  // One definition: it is meant.
  BtfRef F = encodeInAllOrders({Uses, Defines("int"), Uses});
  EXPECT_EQ(0u, count(*F, Fwd, "later"));
  EXPECT_TRUE(pointee(*F, "user").is(Struct));
  // None, or two: it stays a declaration.
  F = encodeInAllOrders({Uses, Uses});
  EXPECT_EQ(1u, count(*F, Fwd, "later"));
  F = encodeInAllOrders({Uses, Defines("int"), Defines("long")});
  EXPECT_EQ(1u, count(*F, Fwd, "later"));
  EXPECT_EQ(2u, count(*F, Struct, "later"));
  EXPECT_TRUE(pointee(*F, "user").is(Fwd));
  // Of the other kind: not that one.
  auto DefinesUnion = [](TestUnit &U) {
    U.structure("later", {{"x", U.integer()}}, TypeKind::Union);
  };
  F = encodeInAllOrders({Uses, DefinesUnion});
  EXPECT_EQ(1u, count(*F, Fwd, "later"));
}

/// struct user { struct later *p; } in a unit that has no definition of later
/// is the user of a unit that has one, where everything else agrees.
TEST_F(Dedup, DeclarationsMatchDefinitions) {
  auto User = [](const char *Type) {
    return [=](TestUnit &U) {
      uint32_t Later = Type ? U.structure("later", {{"x", U.integer(Type)}})
                            : U.declare("later");
      U.structure("user", {{"p", U.pointer(Later)}});
    };
  };
  BtfRef F = encodeInAllOrders({User(nullptr), User("int")});
  EXPECT_EQ(1u, count(*F, Struct, "user"));
  EXPECT_EQ(0u, count(*F, Fwd, "later"));
  // With two definitions there are two users, and the declared one is either.
  F = encodeInAllOrders({User(nullptr), User("int"), User("long")});
  EXPECT_EQ(2u, count(*F, Struct, "later"));
  EXPECT_EQ(2u, count(*F, Struct, "user"));
}

TEST_F(Dedup, EnumsDeclaredAndDefined) {
  BtfRef F = encodeInAllOrders(
      {[](TestUnit &U) {
         U.structure("user",
                     {{"p", U.pointer(U.declare("e", TypeKind::Enum))}});
       },
       [](TestUnit &U) {
         uint32_t E = U.add(TypeKind::Enum, "e", VoidRef, 4);
         U.define(E, {{"VALUE", VoidRef}});
       }});
  EXPECT_EQ(1u, count(*F, Enum, "e"));
  EXPECT_EQ(1u, pointee(*F, "user").vlen());
}

/// Two structs of one name in one unit, as in two of its functions.
TEST_F(Dedup, TwoDefinitionsInOneUnit) {
  auto Two = [](bool Swapped) {
    return [=](TestUnit &U) {
      uint32_t Int = U.integer(), Long = U.integer("long", 8);
      uint32_t A = U.structure("s", {{"x", Swapped ? Long : Int}});
      uint32_t B = U.structure("s", {{"x", Swapped ? Int : Long}});
      U.structure(Swapped ? "of long" : "of int", {{"p", U.pointer(A)}});
      U.structure(Swapped ? "of int" : "of long", {{"p", U.pointer(B)}});
    };
  };
  BtfRef F = encodeInAllOrders({Two(false), Two(true)});
  EXPECT_EQ(2u, count(*F, Struct, "s"));
  EXPECT_EQ(1u, count(*F, Struct, "of_int"));
  EXPECT_EQ("int", F->type(pointee(*F, "of_int").members()[0].Type).name());
  EXPECT_EQ("long", F->type(pointee(*F, "of_long").members()[0].Type).name());
}

/// Two structs of one name in one unit, of which the first is that of another
/// unit and the second has a member whose type depends on the unit where the
/// first has int. However many types come before int: its number is not that of
/// the other type.
TEST_F(Dedup, NumbersOfTwoKinds) {
  auto First = [](unsigned Before) {
    return [=](TestUnit &U) {
      for (unsigned I = 0; I < Before; ++I)
        U.integer("before" + std::to_string(I));
      const uint32_t P = U.pointer(U.structure("s", {{"x", U.integer()}}));
      U.structure("t", {{"a", P}, {"b", P}});
    };
  };
  auto Two = [](TestUnit &U) {
    const uint32_t Req = U.structure("req", {{"a", U.integer("long", 8)}});
    const uint32_t A = U.structure("s", {{"x", U.integer()}});
    const uint32_t B = U.structure("s", {{"x", U.pointer(Req)}});
    U.structure("t", {{"a", U.pointer(A)}, {"b", U.pointer(B)}});
  };
  auto Other = [](TestUnit &U) { U.structure("req", {{"a", U.integer()}}); };
  for (unsigned Before = 0; Before < 32; ++Before) {
    const ByteVector Bytes = encode({First(Before), Two, Other}, 1);
    const BtfRef F = parse(Bytes);
    EXPECT_EQ(2u, count(*F, Struct, "s")) << Before;
    EXPECT_EQ(2u, count(*F, Struct, "t")) << Before;
  }
}

/// Nameless structs are equal by content, however deep.
TEST_F(Dedup, Anonymous) {
  auto Nested = [](const char *Deepest) {
    return [=](TestUnit &U) {
      uint32_t Inner = U.structure("", {{Deepest, U.integer()}});
      uint32_t Middle = U.structure("", {{"", Inner}}, TypeKind::Union);
      U.structure("", {{"m", Middle}, {"p", U.pointer(Middle)}});
    };
  };
  BtfRef F = encodeInAllOrders({Nested("a"), Nested("a"), Nested("b")});
  EXPECT_EQ(4u, count(*F, Struct, ""));
  EXPECT_EQ(2u, count(*F, Union, ""));
  EXPECT_EQ(2u, count(*F, Ptr, ""));
}

/// A cycle through no name cannot be written: it is cut, in the same place
/// whatever the number of threads.
TEST_F(Dedup, CyclesWithoutNames) {
  auto Loop = [](TestUnit &U) {
    U.add(TypeKind::Typedef, "a", 1);
    U.add(TypeKind::Typedef, "b", 0);
    uint32_t P = U.pointer(VoidRef);
    U.U.Types[P].Ref = P;
    uint32_t Alias = U.add(TypeKind::Alias, "");
    U.U.Types[Alias].Ref = Alias;
    U.pointer(Alias);
  };
  BtfRef F = encodeAll({Loop, Loop, Loop});
  EXPECT_EQ(1u, count(*F, BTF::BTF_KIND_TYPEDEF, "a"));
  EXPECT_EQ(1u, count(*F, BTF::BTF_KIND_TYPEDEF, "b"));
}

/// What could not be told apart after types were left out is one type.
TEST_F(Dedup, EqualAfterLegalizing) {
  auto Holder = [](const char *Complex, const char *Name) {
    return [=](TestUnit &U) {
      uint32_t C =
          U.add(TypeKind::Unsupported, Complex, VoidRef, ReasonComplex);
      uint32_t P = U.pointer(C);
      uint32_t PP = U.pointer(U.add(TypeKind::Const, "", P));
      U.structure("", {{"p", PP}});
      U.structure(Name, {{"p", PP}, {"v", U.pointer(VoidRef)}});
    };
  };
  BtfRef F = encodeInAllOrders(
      {Holder("complex float", "one"), Holder("complex double", "two")});
  // PTR to void, CONST, PTR to that; the anonymous struct and the named ones.
  EXPECT_EQ(2u, count(*F, Ptr, ""));
  EXPECT_EQ(1u, count(*F, BTF::BTF_KIND_CONST, ""));
  EXPECT_EQ(1u, count(*F, Struct, ""));
  EXPECT_EQ(6u, F->ownCount());
}

/// Headers under different macros, by chance: structs of a few names that refer
/// to each other, declared here and defined there, in two variants.
TEST_F(Dedup, RandomUnits) {
  static constexpr const char *StructNames[] = {"a", "b", "c", "d", "e", "f"};
  for (unsigned Seed = 0; Seed < 60; ++Seed) {
    std::vector<MakeUnit> Units;
    for (unsigned I = 0; I < 6; ++I)
      Units.push_back([=](TestUnit &U) {
        std::mt19937 Random(Seed * 100 + I);
        uint32_t Int = U.integer(), Long = U.integer("long", 8);
        std::vector<uint32_t> Ids;
        for (const char *Name : StructNames)
          Ids.push_back(Random() % 3 ? U.structure(Name, {}) : U.declare(Name));
        for (size_t S = 0; S < Ids.size(); ++S) {
          if (U.U.Types[Ids[S]].Flags & TypeDeclaration)
            continue;
          // The variant is the first member, what it points to is its name's.
          uint32_t To = U.pointer(Ids[(S * 5 + 1) % Ids.size()]);
          uint32_t Too = U.pointer(Ids[(S + 2) % Ids.size()]);
          U.define(Ids[S], {{"x", Random() % 4 ? Int : Long},
                            {"p", To},
                            {"q", U.pointer(U.add(TypeKind::Const, "", Too))}});
        }
      });
    SCOPED_TRACE(Seed);
    encodeAll(Units);
  }
}

/// Depth is the input's choice. The two units differ at the far end only.
TEST_F(Dedup, DeepAmbiguity) {
  auto Deep = [](const char *Type) {
    return [=](TestUnit &U) {
      uint32_t At = U.structure("s", {{"x", U.integer(Type)}});
      for (unsigned I = 0; I < 100000; ++I)
        At = U.pointer(At);
      U.structure("user", {{"p", At}});
    };
  };
  BtfRef F = parse(encode({Deep("int"), Deep("long")}, 2));
  EXPECT_EQ(200000u, count(*F, Ptr, ""));
  EXPECT_EQ(2u, count(*F, Struct, "user"));
}

/// Hostile input may have more different types than BTF can number. Memory for
/// them is not to be had without end.
TEST_F(Dedup, MoreClassesThanTheirLimit) {
  auto Add = [&](ClassTable &Classes, unsigned NumPointers) {
    TestUnit Unit(*N);
    uint32_t At = Unit.integer();
    for (unsigned I = 0; I < NumPointers; ++I)
      At = Unit.pointer(At);
    return ClassWorker(Classes, 0).add(0, Unit.U);
  };
  for (uint32_t Max : {1, 2, 50, 1000}) {
    ClassTable Enough(1, 1, 0, Max), TooFew(1, 1, 0, Max);
    EXPECT_TRUE(Add(Enough, Max - 1));
    EXPECT_FALSE(Enough.isFull());
    EXPECT_FALSE(Add(TooFew, Max + 1000));
    EXPECT_TRUE(TooFew.isFull());
    EXPECT_EQ(Max + 1, TooFew.size());
  }
}

/// Two units define s and t twice. What tells the two s of a unit apart is the
/// same in both, but which t the first one refers to is not.
TEST_F(Dedup, SeveralDefinitionsThatReferToSeveral) {
  auto Unit = [](bool Swap) {
    return [=](TestUnit &U) {
      uint32_t T[] = {U.structure("t", {{"a", U.integer()}}),
                      U.structure("t", {{"b", U.integer("long", 8)}})};
      uint32_t S = U.structure("s", {{"t", U.pointer(T[Swap])}});
      U.structure("s", {{"n", U.integer()}});
      U.structure(Swap ? "anchor1" : "anchor0", {{"t", U.pointer(T[!Swap])}});
      U.structure("job", {{"s", U.pointer(S)}});
    };
  };
  BtfRef F = encodeInAllOrders({Unit(false), Unit(true)});
  EXPECT_EQ(2u, count(*F, Struct, "t"));
  EXPECT_EQ(3u, count(*F, Struct, "s"));
  EXPECT_EQ(2u, count(*F, Struct, "job"));
}

/// What refers to one of several definitions in one unit is the same as what
/// refers to the only one in another.
TEST_F(Dedup, OneOfSeveralIsTheOnlyOneElsewhere) {
  auto Job = [](TestUnit &U) {
    uint32_t S = U.structure("s", {{"a", U.integer()}});
    U.structure("job", {{"s", U.pointer(S)}});
  };
  BtfRef F =
      encodeInAllOrders({[&](TestUnit &U) {
                           Job(U);
                           U.structure("s", {{"b", U.integer("long", 8)}});
                         },
                         Job});
  EXPECT_EQ(2u, count(*F, Struct, "s"));
  EXPECT_EQ(1u, count(*F, Struct, "job"));
}

} // namespace
