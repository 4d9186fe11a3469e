//===- Record.h - The words of one type's record ----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns a type into the words of its BTF record. BaseTypes.cpp does the
/// reverse.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_RECORD_H
#define BTFGEN_DEDUP_RECORD_H

#include "BTF/Kinds.h"
#include "Dedup/Classes.h"

#include "llvm/ADT/STLExtras.h"

namespace btfgen {

/// The BTF kind of a type that can be written.
inline unsigned kindNumber(const TypeRecord &T) {
  using namespace llvm;
  switch (T.Kind) {
  case TypeKind::Int:
    return BTF::BTF_KIND_INT;
  case TypeKind::Float:
    return BTF::BTF_KIND_FLOAT;
  case TypeKind::Ptr:
    return BTF::BTF_KIND_PTR;
  case TypeKind::Array:
    return BTF::BTF_KIND_ARRAY;
  case TypeKind::Struct:
    return T.isDeclaration() ? BTF::BTF_KIND_FWD : BTF::BTF_KIND_STRUCT;
  case TypeKind::Union:
    return T.isDeclaration() ? BTF::BTF_KIND_FWD : BTF::BTF_KIND_UNION;
  case TypeKind::Enum:
    return isEnum64(T) ? BTF::BTF_KIND_ENUM64 : BTF::BTF_KIND_ENUM;
  case TypeKind::Typedef:
    return BTF::BTF_KIND_TYPEDEF;
  case TypeKind::Const:
    return BTF::BTF_KIND_CONST;
  case TypeKind::Volatile:
    return BTF::BTF_KIND_VOLATILE;
  case TypeKind::Restrict:
    return BTF::BTF_KIND_RESTRICT;
  case TypeKind::FuncProto:
    return BTF::BTF_KIND_FUNC_PROTO;
  case TypeKind::TypeTag:
    return BTF::BTF_KIND_TYPE_TAG;
  case TypeKind::Func:
    return BTF::BTF_KIND_FUNC;
  case TypeKind::Var:
    return BTF::BTF_KIND_VAR;
  case TypeKind::DataSec:
    return BTF::BTF_KIND_DATASEC;
  case TypeKind::DeclTag:
    return BTF::BTF_KIND_DECL_TAG;
  case TypeKind::Alias:
  case TypeKind::Unsupported:
    break;
  }
  llvm_unreachable("not a kind of the output");
}

/// Calls \p Word(uint32_t) for each word of the record of \p T, in order
/// (docs/format.md, "Records"). \p Name is the string offset of T's name,
/// \p ItemName(I) that of an item's name; \p Id(Ref) is the id of what T refers
/// to, and \p IndexType the id of the type that arrays are indexed by.
template <typename IdFn, typename ItemNameFn, typename WordFn>
void emitRecord(const TypeRecord &T, uint32_t Name, uint32_t IndexType, IdFn Id,
                ItemNameFn ItemName, WordFn Word) {
  const unsigned Kind = kindNumber(T);
  auto Common = [&](uint32_t Vlen, bool Flag, uint32_t SizeOrType) {
    Word(Name);
    Word(makeBtfInfo(Kind, Vlen, Flag));
    Word(SizeOrType);
  };
  switch (T.Kind) {
  case TypeKind::Int: {
    Common(0, false, T.Size);
    const uint32_t Encoding =
        (T.Flags & TypeSigned ? llvm::BTF::INT_SIGNED : 0) |
        (T.Flags & TypeBool ? llvm::BTF::INT_BOOL : 0);
    Word(Encoding << 24 | T.Size * 8);
    return;
  }
  case TypeKind::Float:
    return Common(0, false, T.Size);
  case TypeKind::Array:
    Common(0, false, 0);
    Word(Id(T.Ref));
    Word(IndexType);
    Word(T.Size);
    return;
  case TypeKind::Struct:
  case TypeKind::Union: {
    if (T.isDeclaration())
      return Common(0, T.Kind == TypeKind::Union, 0);
    const bool HasBitfields =
        llvm::any_of(T.items(), [](const Item &M) { return M.B != 0; });
    Common(T.Count, HasBitfields, T.Size);
    for (uint32_t I = 0; I < T.Count; ++I) {
      const Item &M = T.Items[I];
      Word(ItemName(I));
      Word(Id(M.Ref));
      Word(HasBitfields ? M.B << 24 | M.A : M.A);
    }
    return;
  }
  case TypeKind::Enum:
    Common(T.Count, T.Flags & TypeSigned, T.Size);
    for (uint32_t I = 0; I < T.Count; ++I) {
      Word(ItemName(I));
      Word(T.Items[I].A);
      if (isEnum64(T))
        Word(T.Items[I].B);
    }
    return;
  case TypeKind::FuncProto:
    Common(T.Count, false, Id(T.Ref));
    for (uint32_t I = 0; I < T.Count; ++I) {
      Word(ItemName(I));
      Word(Id(T.Items[I].Ref));
    }
    return;
  case TypeKind::Func: // its linkage is where others have their length
    return Common(static_cast<uint32_t>(T.Extra), false, Id(T.Ref));
  case TypeKind::Var:
  case TypeKind::DeclTag:
    Common(0, T.Flags & TypeAttribute, Id(T.Ref));
    Word(static_cast<uint32_t>(T.Extra));
    return;
  case TypeKind::DataSec:
    Common(T.Count, false, T.Size);
    for (const Item &V : T.items()) {
      Word(Id(V.Ref));
      Word(V.A);
      Word(V.B);
    }
    return;
  default:
    return Common(0, T.Flags & TypeAttribute, Id(T.Ref));
  }
}

} // namespace btfgen

#endif // BTFGEN_DEDUP_RECORD_H
