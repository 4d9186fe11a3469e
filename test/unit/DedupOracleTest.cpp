//===- DedupOracleTest.cpp - Deduplication against libbpf's ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Small kernels and modules by chance: what we make of them is compared with
/// what libbpf's deduplication makes of the same types.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Record.h"
#include "Libbpf.h"
#include "RandomUnits.h"
#include "UnitComparison.h"

using namespace llvm;
using namespace btfgen;

namespace {

// --- What libbpf is given --------------------------------------------------

/// Adds type \p T of \p U, whose types are numbered from \p Start. \p Index is
/// what arrays are indexed by.
void addRecord(BtfBuilder &B, Names &N, const UnitTypes &U, const LocalType &T,
               uint32_t Start, uint32_t Index) {
  auto Id = [&](uint32_t Ref) { return Ref == VoidRef ? 0 : Start + Ref; };
  const std::string Name = T.Name ? N.str(T.Name) : "";
  std::vector<uint32_t> Words;
  for (uint32_t I = T.First; I < T.First + T.Count; ++I) {
    const Item &M = U.Items[I];
    Words.push_back(B.string(N.str(M.Name)));
    if (T.Kind != TypeKind::Enum)
      Words.push_back(Id(M.Ref));
    if (T.Kind != TypeKind::FuncProto)
      Words.push_back(M.A);
  }
  TypeRecord Kind;
  Kind.Kind = T.Kind;
  Kind.Flags = T.Flags;
  switch (T.Kind) {
  case TypeKind::Int:
    B.integer(Name, T.Size, 0x01000000 | T.Size * 8);
    break;
  case TypeKind::Array:
    B.add(BTF::BTF_KIND_ARRAY, "", 0, {Id(T.Ref), Index, T.Size});
    break;
  case TypeKind::Struct:
  case TypeKind::Union:
    if (T.Flags & TypeDeclaration) {
      B.add(BTF::BTF_KIND_FWD, Name, 0, {}, 0, T.Kind == TypeKind::Union);
      break;
    }
    [[fallthrough]];
  case TypeKind::Enum:
    B.add(kindNumber(Kind), Name, T.Size, Words, T.Count);
    break;
  default:
    B.add(kindNumber(Kind), Name, Id(T.Ref), Words, T.Count);
  }
}

/// These units one after the other, nothing left out.
ByteVector undeduplicated(Names &N, const std::vector<MakeUnit> &Units,
                          const BtfFile *Base) {
  BtfBuilder B;
  uint32_t Start = 1;
  if (Base) {
    B.Strings.clear();
    B.StringStart = Base->stringEnd();
    Start = B.NextId = Base->endId();
  }
  for (const MakeUnit &Make : Units) {
    TestUnit Unit(N);
    Make(Unit);
    uint32_t Index = 0;
    for (uint32_t I = 0; I < Unit.U.Types.size(); ++I)
      if (const LocalType &T = Unit.U.Types[I];
          T.Kind == TypeKind::Int && T.Size == 4)
        Index = Start + I;
    for (const LocalType &T : Unit.U.Types)
      addRecord(B, N, Unit.U, T, Start, Index);
    Start += Unit.U.Types.size();
  }
  return B.build();
}

/// How many own types of each kind and name a BTF has.
using Counts = std::map<std::pair<unsigned, std::string>, int>;
Counts countNamed(const BtfFile &F) {
  Counts C;
  for (uint32_t I = F.startId(); I < F.endId(); ++I)
    if (BtfType T = F.type(BtfId(I)); !T.isAnonymous())
      ++C[{T.kind(), T.name().str()}];
  return C;
}

// --- The comparison --------------------------------------------------------

/// Whether a name has a declaration in \p F, and with \p AndDefinition also a
/// definition.
bool hasDeclarations(const BtfFile &F, bool AndDefinition) {
  for (uint32_t I = 1; I < F.endId(); ++I)
    if (BtfType T = F.type(BtfId(I)); T.is(BTF::BTF_KIND_FWD))
      if (!AndDefinition || F.find(T.name(), BTF::BTF_KIND_STRUCT) ||
          F.find(T.name(), BTF::BTF_KIND_UNION))
        return true;
  return false;
}

class DedupOracle : public testing::Test {
protected:
  std::vector<std::unique_ptr<ByteVector>> Kept;
  std::unique_ptr<Names> N;
  unsigned NumStrict = 0, NumCases = 0, NumUnlike = 0, NumMore = 0,
           NumMerged = 0;

  BtfRef parse(ByteVector Bytes, BtfRef Base = nullptr) {
    Kept.push_back(std::make_unique<ByteVector>(std::move(Bytes)));
    return cantFail(BtfFile::parse(*Kept.back(), "test", std::move(Base)));
  }
  static ByteVector bytesOf(const BtfFile &F) {
    return ByteVector(F.bytes().begin(), F.bytes().end());
  }

  /// Units by chance. Those with anchors have a struct each that only they
  /// have, from \p FirstAnchor. With \p Several, some define names again, as
  /// the functions of a unit may.
  static std::vector<MakeUnit> choose(Random &R, const Headers &H,
                                      unsigned NumUnits, int FirstAnchor,
                                      bool Anchors, bool Several = false) {
    std::vector<MakeUnit> Units;
    for (unsigned U = 0; U < NumUnits; ++U) {
      UnitWriter::Choice C(R, Headers::NumVariants);
      if (Anchors)
        C.Anchor = FirstAnchor + U;
      std::optional<UnitWriter::Choice> Again;
      if (Several && R() % 4 == 0)
        Again.emplace(R, Headers::NumVariants);
      Units.push_back([=, &H](TestUnit &T) {
        UnitWriter(H, C, T).write();
        if (Again)
          UnitWriter(H, *Again, T).write();
      });
    }
    return Units;
  }

  BtfRef theirs(const std::vector<MakeUnit> &Units, BtfRef Base,
                const LibbpfBase *OfLibbpf) {
    return parse(libbpfDedup(undeduplicated(*N, Units, Base.get()), OfLibbpf),
                 Base);
  }
  /// Whether libbpf makes the same of these units in other orders.
  bool isStable(std::vector<MakeUnit> Units, const BtfRef &Base,
                const LibbpfBase *OfLibbpf, const Counts &Expected) {
    for (size_t I = 0; I < Units.size(); ++I) {
      std::rotate(Units.begin(), Units.begin() + 1, Units.end());
      const std::vector<MakeUnit> Reversed(Units.rbegin(), Units.rend());
      if (countNamed(*theirs(Units, Base, OfLibbpf)) != Expected ||
          countNamed(*theirs(Reversed, Base, OfLibbpf)) != Expected)
        return false;
    }
    return true;
  }

  /// Of the kernel at hand, and of its module.
  UnitComparison::NameSet DeclaredEnums;

  /// Each type of each unit says in \p F what it says in the unit.
  void expectSound(const std::vector<MakeUnit> &Units, const EncodedUnits &E,
                   const BtfFile &F) {
    if (!F.base())
      DeclaredEnums.clear();
    std::vector<std::unique_ptr<TestUnit>> Made;
    for (const MakeUnit &Make : Units) {
      Make(*Made.emplace_back(std::make_unique<TestUnit>(*N)));
      UnitComparison::addDeclaredEnums(*N, Made.back()->U, DeclaredEnums);
    }
    for (size_t I = 0; I < Units.size(); ++I) {
      const TestUnit &Unit = *Made[I];
      for (uint32_t L = 0; L < Unit.U.Types.size(); ++L)
        EXPECT_TRUE(UnitComparison(*N, Unit.U, F, DeclaredEnums)
                        .agrees(L, BtfId(E.Ids[I][L])))
            << (F.base() ? "module's" : "kernel's") << " unit " << I
            << ", type " << L << ": id " << E.Ids[I][L];
    }
  }
  void expectMinimal(const BtfRef &F, BtfRef Base, const LibbpfBase *OfLibbpf) {
    BtfRef Again = parse(libbpfDedup(bytesOf(*F), OfLibbpf), std::move(Base));
    NumMerged += Again->ownCount() != F->ownCount();
  }
  void countDifferences(Counts Ours, Counts Theirs, bool LessIsFine,
                        bool IsSplit) {
    const bool Repeats = IsSplit && libbpfRepeatsTypedefs();
    bool Less = false, More = false;
    for (const auto &[Name, Num] : Ours)
      More |= Num > Theirs[Name];
    for (const auto &[Name, Num] : Theirs)
      if (!Repeats || Name.first != BTF::BTF_KIND_TYPEDEF)
        Less |= Num > Ours[Name];
    ++NumCases;
    NumMore += More;
    NumUnlike += More || (Less && !LessIsFine);
  }

  void compare(unsigned Seed) {
    SCOPED_TRACE(Seed);
    Kept.clear();
    Random R(Seed);
    R.discard(10);
    const Headers H(R);
    auto Units = choose(R, H, 2 + R() % 3, 0, Seed & 1);
    // An array of an array: this base does not flatten them.
    Units.push_back([](TestUnit &U) {
      U.add(TypeKind::Array, "", U.add(TypeKind::Array, "", U.integer(), 2), 2);
    });
    const auto Module = choose(R, H, 1 + R() % 3, 100, Seed & 2);

    // The kernel.
    N = cantFail(Names::create(SectionBytes(), SectionBytes(),
                               Names::Identity::ByContent));
    EncodedUnits Encoded = encodeUnits(*N, Units, nullptr, 1);
    BtfRef Ours = parse(Encoded.Bytes);
    BtfRef Theirs = theirs(Units, nullptr, nullptr);
    expectMinimal(Ours, nullptr, nullptr);
    expectSound(Units, Encoded, *Ours);
    Counts Expected = countNamed(*Theirs);
    if (countNamed(*Ours) == Expected ||
        isStable(Units, nullptr, nullptr, Expected))
      countDifferences(countNamed(*Ours), Expected, false, false);

    // The module, on the base that either has made, with and without keys.
    BtfRef Base = Seed & 4 ? Ours : Theirs;
    const LibbpfBase OfLibbpf(bytesOf(*Base));
    auto Index = cantFail(BaseIndex::create(Base, Seed & 8, 1));
    N = cantFail(Names::create(SectionBytes(), SectionBytes(),
                               Names::Identity::ByContent, {},
                               &Index->strings()));
    Encoded = encodeUnits(*N, Module, Index.get(), 1);
    Ours = parse(Encoded.Bytes, Base);
    Theirs = theirs(Module, Base, &OfLibbpf);
    // Where the base declares a name and defines it, too, a third definition
    // here may be taken for the declaration, by way of a type of the base that
    // we use; libbpf then follows the declaration to each definition.
    if (!hasDeclarations(*Base, true)) {
      expectMinimal(Ours, Base, &OfLibbpf);
      ++NumStrict;
    }
    expectSound(Module, Encoded, *Ours);
    Expected = countNamed(*Theirs);
    // libbpf repeats the first struct that leads from a declaration of the base
    // to our definition.
    if (countNamed(*Ours) == Expected ||
        isStable(Module, Base, &OfLibbpf, Expected))
      countDifferences(countNamed(*Ours), Expected,
                       hasDeclarations(*Base, false), true);
  }
};

TEST_F(DedupOracle, KernelsAndModules) {
  for (unsigned Seed = 1; Seed <= 3000 && !HasFailure(); ++Seed)
    compare(Seed);
  EXPECT_GT(NumStrict, 2000u);
  // Both of us go from one graph to the next and settle declarations on the
  // way, and older libbpf does not compare typedefs by graph: what
  // comes out depends on the order of these steps in one case of a hundred.
  EXPECT_LE(NumUnlike * 50, NumCases);
  // Types that libbpf merges although a declaration below them means something
  // else by then (Refine.cpp), or before it means that (RefineNodes.cpp).
  EXPECT_LE(NumMore * 250, NumCases);
  // Nothing is left that libbpf would merge, unless it merges what differs.
  EXPECT_LE(NumMerged * 1000, libbpfMergesContradictions() ? NumCases : 0);
}

/// As many units as it takes for declarations to mean one thing after another.
/// For more cases set BTFGEN_RANDOM_UNITS to their number.
TEST_F(DedupOracle, ManyUnits) {
  const char *More = getenv("BTFGEN_RANDOM_UNITS");
  const unsigned NumCases = More ? atoi(More) : 1500;
  for (unsigned Seed = 1; Seed <= NumCases && !HasFailure(); ++Seed) {
    SCOPED_TRACE(Seed);
    Kept.clear();
    Random R(Seed);
    R.discard(10);
    const Headers H(R);
    const auto Units = choose(R, H, 5 + R() % 7, 0, Seed & 1, Seed & 16);
    const auto Module = choose(R, H, 5 + R() % 7, 100, Seed & 2, Seed & 16);
    N = cantFail(Names::create(SectionBytes(), SectionBytes(),
                               Names::Identity::ByContent));
    EncodedUnits Encoded = encodeUnits(*N, Units, nullptr, 1);
    const BtfRef Base = parse(Encoded.Bytes);
    expectSound(Units, Encoded, *Base);
    EXPECT_EQ(Encoded.Bytes, encodeUnits(*N, Units, nullptr, 2).Bytes);
    const auto Index = cantFail(BaseIndex::create(Base, Seed & 8, 1));
    N = cantFail(Names::create(SectionBytes(), SectionBytes(),
                               Names::Identity::ByContent, {},
                               &Index->strings()));
    Encoded = encodeUnits(*N, Module, Index.get(), 1);
    expectSound(Module, Encoded, *parse(Encoded.Bytes, Base));
  }
}

/// Of 60,000 cases those in which types become equal by what a declaration was
/// found to mean after they were compared.
TEST_F(DedupOracle, SettledLate) {
  for (unsigned Seed : {6061, 7103, 9510, 10681, 10775, 17615})
    compare(Seed);
}

} // namespace
