//===- BaseTypes.cpp - A base's types as those of a unit ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The inverse of Record.h: from records to the types that they were made from.
///
//===----------------------------------------------------------------------===//

#include "Dedup/BaseTypes.h"

using namespace llvm;
using namespace btfgen;

namespace {

/// The inverse of emitRecord() of Record.h.
class BaseTypeReader {
public:
  explicit BaseTypeReader(const BtfFile &Base) : Base(Base) {}

  UnitTypes run() {
    Out.Types.reserve(Base.ownCount());
    for (uint32_t Id = Base.startId(); Id < Base.endId(); ++Id) {
      Out.Types.emplace_back();
      read(Base.type(BtfId(Id)), Out.Types.back());
    }
    return std::move(Out);
  }

private:
  NameRef name(uint32_t Offset) const {
    return Names::fromKnown(Base.stringData(Offset), Offset);
  }
  uint32_t ref(BtfId Id) const {
    return Id.index() ? Id.index() - Base.startId() : VoidRef;
  }
  void read(const BtfType &B, LocalType &T);
  void readItems(const BtfType &B, LocalType &T);

  const BtfFile &Base;
  UnitTypes Out;
};

} // namespace

static TypeKind kindOf(const BtfType &B) {
  switch (B.kind()) {
  case BTF::BTF_KIND_INT:
    return B.intBits() == B.size() * 8 && !B.intBitOffset() &&
                   !(B.intEncoding() & BTF::INT_CHAR)
               ? TypeKind::Int
               : TypeKind::Unsupported;
  case BTF::BTF_KIND_FLOAT:
    return TypeKind::Float;
  case BTF::BTF_KIND_PTR:
    return TypeKind::Ptr;
  case BTF::BTF_KIND_ARRAY:
    return TypeKind::Array;
  case BTF::BTF_KIND_STRUCT:
    return TypeKind::Struct;
  case BTF::BTF_KIND_UNION:
    return TypeKind::Union;
  case BTF::BTF_KIND_FWD:
    return B.isFwdUnion() ? TypeKind::Union : TypeKind::Struct;
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return B.is(BTF::BTF_KIND_ENUM64) == (B.size() > 4) ? TypeKind::Enum
                                                        : TypeKind::Unsupported;
  case BTF::BTF_KIND_TYPEDEF:
    return TypeKind::Typedef;
  case BTF::BTF_KIND_CONST:
    return TypeKind::Const;
  case BTF::BTF_KIND_VOLATILE:
    return TypeKind::Volatile;
  case BTF::BTF_KIND_RESTRICT:
    return TypeKind::Restrict;
  case BTF::BTF_KIND_TYPE_TAG:
    return TypeKind::TypeTag;
  case BTF::BTF_KIND_FUNC_PROTO:
    return TypeKind::FuncProto;
  default:
    return TypeKind::Unsupported;
  }
}

static uint8_t flagsOf(const BtfType &B, TypeKind Kind) {
  constexpr uint8_t NoUnitsType = 0x80;
  uint8_t Flags = Kind == TypeKind::Unsupported ? NoUnitsType : 0;
  if (B.intEncoding() & BTF::INT_SIGNED || B.isSignedEnum())
    Flags |= TypeSigned;
  if (B.intEncoding() & BTF::INT_BOOL)
    Flags |= TypeBool;
  if (B.is(BTF::BTF_KIND_FWD) || (Kind == TypeKind::Enum && B.vlen() == 0))
    Flags |= TypeDeclaration;
  if (B.isAttribute())
    Flags |= TypeAttribute;
  return Flags;
}

void BaseTypeReader::read(const BtfType &B, LocalType &T) {
  T.Name = name(B.nameOffset());
  T.Kind = kindOf(B);
  T.Flags = flagsOf(B, T.Kind);
  const bool IsArray = B.is(BTF::BTF_KIND_ARRAY);
  T.Ref = ref(IsArray ? B.arrayElement() : B.target());
  T.Size = IsArray ? B.arrayCount() : B.size();
  readItems(B, T);
}

void BaseTypeReader::readItems(const BtfType &B, LocalType &T) {
  T.First = Out.Items.size();
  for (const BtfMember &M : B.members())
    Out.Items.push_back({name(M.NameOff), ref(M.Type), M.BitOffset, M.BitSize});
  for (const BtfParam &P : B.params())
    Out.Items.push_back({name(P.NameOff), ref(P.Type), 0, 0});
  for (const BtfEnumerator &E : B.enumerators())
    Out.Items.push_back({name(E.NameOff), VoidRef,
                         static_cast<uint32_t>(E.Value),
                         static_cast<uint32_t>(E.Value >> 32)});
  T.Count = Out.Items.size() - T.First;
}

UnitTypes btfgen::typesOfBase(const BtfFile &Base) {
  return BaseTypeReader(Base).run();
}
