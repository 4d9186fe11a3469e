//===- UnitBuilder.h ------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Units made by hand, and the BTF that they become.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_UNITBUILDER_H
#define BTFGEN_TEST_UNIT_UNITBUILDER_H

#include "BtfBuilder.h"
#include "Dedup/Legalize.h"
#include "Dedup/TypeGraph.h"
#include "Emit/Writer.h"
#include "Support/Parallel.h"

#include <functional>

namespace btfgen {

/// The types of one unit, as a reader would have filled them in.
class TestUnit {
public:
  explicit TestUnit(Names &N) : N(N) {}
  UnitTypes U;

  uint32_t add(TypeKind Kind, llvm::StringRef Name, uint32_t Ref = VoidRef,
               uint32_t Size = 0, uint8_t Flags = 0) {
    LocalType T;
    T.Kind = Kind;
    T.Name = N.fromText(Name);
    T.Ref = Ref;
    T.Size = Size;
    T.Flags = Flags;
    U.Types.push_back(T);
    return U.Types.size() - 1;
  }
  uint32_t integer(llvm::StringRef Name = "int", uint32_t Size = 4) {
    return add(TypeKind::Int, Name, VoidRef, Size, TypeSigned);
  }
  uint32_t pointer(uint32_t To) { return add(TypeKind::Ptr, "", To); }
  uint32_t declare(llvm::StringRef Name, TypeKind Kind = TypeKind::Struct) {
    return add(Kind, Name, VoidRef, 0, TypeDeclaration);
  }
  struct Member {
    const char *Name;
    uint32_t Type;
  };
  /// A struct whose members lie eight bytes apart.
  uint32_t structure(llvm::StringRef Name, std::vector<Member> Members,
                     TypeKind Kind = TypeKind::Struct) {
    uint32_t Id = add(Kind, Name, VoidRef,
                      8 * (Kind == TypeKind::Struct ? Members.size() : 1));
    define(Id, Members);
    return Id;
  }
  /// Gives \p Id its members: they may refer to it.
  void define(uint32_t Id, std::vector<Member> Members) {
    LocalType &T = U.Types[Id];
    T.First = U.Items.size();
    T.Count = Members.size();
    if (T.Kind == TypeKind::Struct)
      T.Size = 8 * Members.size();
    uint32_t Offset = 0;
    for (const Member &M : Members) {
      U.Items.push_back({N.fromText(M.Name), M.Type, Offset, 0});
      Offset += T.Kind == TypeKind::Struct ? 64 : 0;
    }
  }

private:
  Names &N;
};

using MakeUnit = std::function<void(TestUnit &)>;

struct EncodedUnits {
  ByteVector Bytes;
  DedupCounts Counts;
  /// By unit and type: the BTF's id, the base's included; 0 for void.
  std::vector<std::vector<uint32_t>> Ids;
};

/// The BTF of these units: split, if there is a base, which \p N must know.
inline EncodedUnits encodeUnits(Names &N, const std::vector<MakeUnit> &Units,
                                const BaseIndex *Base, unsigned Threads) {
  EncodedUnits Result;
  ClassTable Classes(Units.size(), Threads);
  std::vector<std::unique_ptr<ClassWorker>> Workers;
  for (unsigned W = 0; W < Threads; ++W)
    Workers.push_back(std::make_unique<ClassWorker>(Classes, W));
  Result.Ids.resize(Units.size());
  parallelFor(Units.size(), Threads, [&](size_t I, unsigned Worker) {
    TestUnit Unit(N);
    Units[I](Unit);
    EXPECT_TRUE(Workers[Worker]->add(I, Unit.U));
    Result.Ids[I] = Workers[Worker]->classes();
  });
  Classes.finish();
  std::optional<BaseLookup> InBase;
  std::optional<BaseMatcher> Matcher;
  if (Base)
    Matcher.emplace(InBase.emplace(*Base, N), Classes);
  TypeGraph Graph = dedupTypes(Classes, Matcher ? &*Matcher : nullptr, Threads);
  Result.Counts = Graph.Counts;
  Diagnostics Diags;
  Graph = legalize(std::move(Graph), N, {}, Diags);
  for (size_t I = 0; I < Units.size(); ++I)
    for (uint32_t &Type : Result.Ids[I])
      Type = Graph.canonOf(I, Type);
  const OutputTypes P = assemble(std::move(Graph), {}, {}, N,
                                 InBase ? &*InBase : nullptr, {}, Diags);
  TypeNames NameOffsets(N, P.Types.size(), Base, /*Sorted=*/true);
  // As the encoder does: part of them before the others are known.
  const size_t Half = P.Types.size() / 2;
  NameOffsets.add(llvm::ArrayRef(P.Types).take_front(Half),
                  llvm::ArrayRef(P.BaseIds).take_front(Base ? Half : 0),
                  Threads);
  const OutputLayout L =
      cantFail(layOut(P, std::move(NameOffsets), Base, Threads));
  for (std::vector<uint32_t> &OfUnit : Result.Ids)
    for (uint32_t &Type : OfUnit)
      Type = Type == VoidRef ? 0 : L.Ids[Type].index();
  Result.Bytes = writeBTF(P, L, {true, false, Threads});
  return Result;
}

} // namespace btfgen

#endif // BTFGEN_TEST_UNIT_UNITBUILDER_H
