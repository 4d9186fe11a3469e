//===- UnitComparison.h ---------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What deduplication must not do: make a type say what its unit does not.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_UNITCOMPARISON_H
#define BTFGEN_TEST_UNIT_UNITCOMPARISON_H

#include "Dedup/Record.h"
#include "UnitBuilder.h"

#include <set>

namespace btfgen {

/// Compares what a unit says with what BTF says. A declaration agrees with a
/// definition of its name, and a definition with a declaration of the base.
/// Enumerations that some unit only declares agree by name: the declaration is
/// compatible with every definition, so that libbpf, and we, merge over it what
/// else agrees.
class UnitComparison {
public:
  using NameSet = std::set<std::string>;
  UnitComparison(Names &N, const UnitTypes &U, const BtfFile &F,
                 const NameSet &DeclaredEnums)
      : N(N), U(U), F(F), DeclaredEnums(DeclaredEnums) {}

  /// Adds the enumerations that \p U only declares to \p To.
  static void addDeclaredEnums(Names &N, const UnitTypes &U, NameSet &To) {
    for (const LocalType &T : U.Types)
      if (T.Kind == TypeKind::Enum && T.Flags & TypeDeclaration)
        To.insert(N.str(T.Name));
  }

  bool agrees(uint32_t Local, BtfId Id) {
    if (Local == VoidRef || Id.index() == 0)
      return Local == VoidRef && Id.index() == 0;
    if (!Seen.insert({Local, Id.index()}).second)
      return true;
    const LocalType &T = U.Types[Local];
    const BtfType B = F.type(Id);
    if ((T.Name ? N.str(T.Name) : "") != B.name())
      return false;
    if (B.is(llvm::BTF::BTF_KIND_FWD))
      return T.Kind == (B.isFwdUnion() ? TypeKind::Union : TypeKind::Struct) &&
             (T.Flags & TypeDeclaration || Id.index() < F.startId());
    if (B.kind() != kindOf(T.Kind))
      return false;
    if (T.Flags & TypeDeclaration)
      return true;
    if (T.Kind == TypeKind::Enum)
      return T.Count == B.vlen() || DeclaredEnums.count(N.str(T.Name));
    if (T.Kind == TypeKind::Array)
      return T.Size == B.arrayCount() && agrees(T.Ref, B.arrayElement());
    if (T.Kind == TypeKind::FuncProto)
      return agrees(T.Ref, B.target()) && paramsAgree(T, B);
    if (isCompositeKind(B.kind()))
      return T.Size == B.size() && membersAgree(T, B);
    return T.Size == B.size() && agrees(T.Ref, B.target());
  }

private:
  static unsigned kindOf(TypeKind Kind) {
    TypeRecord T;
    T.Kind = Kind;
    return kindNumber(T);
  }
  bool paramsAgree(const LocalType &T, const BtfType &B) {
    bool Same = T.Count == B.vlen();
    for (uint32_t I = 0; Same && I < T.Count; ++I)
      Same = agrees(U.Items[T.First + I].Ref, B.params()[I].Type);
    return Same;
  }
  bool membersAgree(const LocalType &T, const BtfType &B) {
    bool Same = T.Count == B.vlen();
    for (uint32_t I = 0; Same && I < T.Count; ++I) {
      const Item &M = U.Items[T.First + I];
      const BtfMember There = B.members()[I];
      Same = N.str(M.Name) == There.name() && M.A == There.BitOffset &&
             agrees(M.Ref, There.Type);
    }
    return Same;
  }

  Names &N;
  const UnitTypes &U;
  const BtfFile &F;
  const NameSet &DeclaredEnums;
  std::set<std::pair<uint32_t, uint32_t>> Seen;
};

} // namespace btfgen

#endif // BTFGEN_TEST_UNIT_UNITCOMPARISON_H
