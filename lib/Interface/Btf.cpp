//===- Btf.cpp - Reading BTF ----------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "btfgen/Btf.h"

#include "BTF/CDecl.h"
#include "Interface/Access.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"

#include <mutex>

using namespace btfgen;

//===----------------------------------------------------------------------===//
// Between public and internal types
//===----------------------------------------------------------------------===//

/// An open BTF and, once somebody asked for a name, which types have it.
struct Btf::Impl {
  explicit Impl(BtfRef File) : File(std::move(File)) {}

  BtfRef File;
  /// The base as it was given, so that its index of names is shared; none if
  /// the file brought its own or there is none.
  Btf Base;

  /// The first own type of that name, and by own position the next one of the
  /// same name; 0: no more.
  struct Names {
    llvm::DenseMap<llvm::CachedHashStringRef, uint32_t> First;
    std::vector<uint32_t> Next;
  };
  const Names &names() const {
    std::call_once(Made, [this] { makeNames(); });
    return ByName;
  }
  uint32_t first(llvm::StringRef Name) const {
    return names().First.lookup(llvm::CachedHashStringRef(Name));
  }
  uint32_t next(uint32_t Id) const {
    return names().Next[Id - File->startId()];
  }

private:
  void makeNames() const {
    ByName.Next.resize(File->ownCount());
    // From the end, so that the first one is found first.
    for (uint32_t Id = File->endId(); Id-- > File->startId();) {
      const llvm::StringRef Name = File->type(BtfId(Id)).name();
      if (Name.empty())
        continue;
      uint32_t &First = ByName.First[llvm::CachedHashStringRef(Name)];
      ByName.Next[Id - File->startId()] = First;
      First = Id;
    }
  }
  mutable std::once_flag Made;
  mutable Names ByName;
};

BtfRef TypeAccess::inner(const Btf &B) { return B ? B.I->File : nullptr; }
Btf TypeAccess::outer(BtfRef File) {
  return Btf(std::make_shared<Btf::Impl>(std::move(File)));
}

InputSource btfgen::sourceOf(const Input &From) {
  InputSource Source;
  Source.Name = From.name();
  if (From.isMemory()) {
    Source.In = InputSource::Place::Memory;
    Source.Bytes = toRef(From.bytes());
  } else if (From.descriptor() >= 0) {
    Source.In = InputSource::Place::Descriptor;
    Source.FD = From.descriptor();
  }
  return Source;
}

Error btfgen::toPublic(llvm::Error E, Error::Code Code) {
  std::string Text;
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    Text += (Text.empty() ? "" : "\n") + Info.message();
    if (Info.convertToErrorCode() == std::errc::no_message_available)
      Code = Error::Code::NoBtf;
  });
  return {Code, std::move(Text)};
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

std::string_view btfgen::kindName(Kind K) {
  return toView(kindName(unsigned(K)));
}

Kind Type::kind() const { return Kind(TypeAccess::inner(*this).kind()); }
std::string_view Type::name() const {
  return toView(TypeAccess::inner(*this).name());
}
uint32_t Type::size() const { return TypeAccess::inner(*this).size(); }
Type Type::target() const {
  return TypeAccess::outer(File->type(TypeAccess::inner(*this).target()));
}

Type Type::stripped() const {
  BtfType T = TypeAccess::inner(*this);
  // A file can be made so that modifiers go round in circles.
  for (uint32_t Left = File->endId(); Left && isModifierKind(T.kind()); --Left)
    T = File->type(T.target());
  return TypeAccess::outer(T);
}

bool Type::isSigned() const {
  const BtfType T = TypeAccess::inner(*this);
  return T.isSignedEnum() || (T.intEncoding() & llvm::BTF::INT_SIGNED);
}
bool Type::isBool() const {
  return TypeAccess::inner(*this).intEncoding() & llvm::BTF::INT_BOOL;
}
bool Type::isChar() const {
  return TypeAccess::inner(*this).intEncoding() & llvm::BTF::INT_CHAR;
}
uint32_t Type::bits() const { return TypeAccess::inner(*this).intBits(); }
Type Type::elementType() const {
  return TypeAccess::outer(File->type(TypeAccess::inner(*this).arrayElement()));
}
uint32_t Type::numElements() const {
  return TypeAccess::inner(*this).arrayCount();
}
Linkage Type::linkage() const {
  return Linkage(TypeAccess::inner(*this).linkage());
}
bool Type::declaresUnion() const {
  return TypeAccess::inner(*this).isFwdUnion();
}
int32_t Type::componentIndex() const {
  return TypeAccess::inner(*this).componentIndex();
}
bool Type::isAttribute() const {
  return TypeAccess::inner(*this).isAttribute();
}
std::string Type::declaration(std::string_view Name) const {
  return declareInC(*File, BtfId(TypeId), toRef(Name));
}
std::string Type::description() const {
  return describeInC(TypeAccess::inner(*this));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

std::string_view Member::name() const {
  return toView(File->string(NameOffset));
}
Type Member::type() const {
  return TypeAccess::outer(File->type(BtfId(TypeId)));
}
std::string_view Enumerator::name() const {
  return toView(File->string(NameOffset));
}
std::string_view Parameter::name() const {
  return toView(File->string(NameOffset));
}
Type Parameter::type() const {
  return TypeAccess::outer(File->type(BtfId(TypeId)));
}
Type SectionVariable::type() const {
  return TypeAccess::outer(File->type(BtfId(TypeId)));
}

template <>
Member TypeAccess::element<Member>(const BtfType &Owner, uint32_t I) {
  const BtfMember From = Owner.members()[I];
  Member M;
  M.File = From.File;
  M.NameOffset = From.NameOff;
  M.TypeId = From.Type.index();
  M.BitOffset = From.BitOffset;
  M.BitSize = From.BitSize;
  return M;
}

template <>
Enumerator TypeAccess::element<Enumerator>(const BtfType &Owner, uint32_t I) {
  const BtfEnumerator From = Owner.enumerators()[I];
  Enumerator E;
  E.File = From.File;
  E.NameOffset = From.NameOff;
  E.Signed = From.IsSigned;
  E.Value = From.Value;
  return E;
}

template <>
Parameter TypeAccess::element<Parameter>(const BtfType &Owner, uint32_t I) {
  const BtfParam From = Owner.params()[I];
  Parameter P;
  P.File = From.File;
  P.NameOffset = From.NameOff;
  P.TypeId = From.Type.index();
  return P;
}

template <>
SectionVariable TypeAccess::element<SectionVariable>(const BtfType &Owner,
                                                     uint32_t I) {
  const BtfSectionVar From = Owner.sectionVars()[I];
  SectionVariable V;
  V.File = &Owner.file();
  V.TypeId = From.Type.index();
  V.Offset = From.Offset;
  V.Size = From.Size;
  return V;
}

template <> Member Elements<Member>::operator[](uint32_t I) const {
  return TypeAccess::element<Member>(TypeAccess::inner(Owner), I);
}
template <> Enumerator Elements<Enumerator>::operator[](uint32_t I) const {
  return TypeAccess::element<Enumerator>(TypeAccess::inner(Owner), I);
}
template <> Parameter Elements<Parameter>::operator[](uint32_t I) const {
  return TypeAccess::element<Parameter>(TypeAccess::inner(Owner), I);
}
template <>
SectionVariable Elements<SectionVariable>::operator[](uint32_t I) const {
  return TypeAccess::element<SectionVariable>(TypeAccess::inner(Owner), I);
}

Elements<Member> Type::members() const {
  return {*this, TypeAccess::inner(*this).members().size()};
}
Elements<Enumerator> Type::enumerators() const {
  return {*this, TypeAccess::inner(*this).enumerators().size()};
}
Elements<Parameter> Type::parameters() const {
  return {*this, TypeAccess::inner(*this).params().size()};
}
Elements<SectionVariable> Type::sectionVariables() const {
  return {*this, TypeAccess::inner(*this).sectionVars().size()};
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

Result<Btf> Btf::open(const Input &From, Btf Base) {
  llvm::Expected<BtfRef> File =
      BtfFile::open(sourceOf(From), TypeAccess::inner(Base));
  if (!File)
    return toPublic(File.takeError());
  const bool BringsBase = (*File)->hasDistilledBase();
  auto I = std::make_shared<Impl>(std::move(*File));
  if (BringsBase)
    I->Base = TypeAccess::outer(BtfRef(I->File, I->File->base()));
  else
    I->Base = std::move(Base);
  return Btf(std::move(I));
}

std::string_view Btf::name() const { return toView(I->File->name()); }
Btf Btf::base() const { return I->Base; }
bool Btf::hasDistilledBase() const { return I->File->hasDistilledBase(); }
bool Btf::isLittleEndian() const { return I->File->isLittleEndian(); }
std::span<const uint8_t> Btf::bytes() const {
  return {I->File->bytes().data(), I->File->bytes().size()};
}
uint32_t Btf::firstId() const { return I->File->startId(); }
uint32_t Btf::endId() const { return I->File->endId(); }
Type Btf::type(uint32_t Id) const {
  return TypeAccess::outer(I->File->type(BtfId(Id)));
}

std::optional<Type> Btf::find(std::string_view Name,
                              std::optional<Kind> K) const {
  for (uint32_t Id = I->first(toRef(Name)); Id; Id = I->next(Id))
    if (Type T = type(Id); !K || T.is(*K))
      return T;
  return I->Base ? I->Base.find(Name, K) : std::nullopt;
}

std::vector<Type> Btf::findAll(std::string_view Name) const {
  std::vector<Type> Found;
  if (I->Base)
    Found = I->Base.findAll(Name);
  for (uint32_t Id = I->first(toRef(Name)); Id; Id = I->next(Id))
    Found.push_back(type(Id));
  return Found;
}
