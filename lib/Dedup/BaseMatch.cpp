//===- BaseMatch.cpp - Which types of a module its base has ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A kernel, which is the base, and a module:
///
///     // kernel                         // module
///     struct bus;                       struct bus { long n; };
///     struct irq { int line; };         struct irq;
///     struct dev {                      struct dev {
///       struct dev *next;                 struct dev *next;
///       struct bus *bus; };               struct bus *bus; };
///     typedef struct bus *bus_t;        typedef struct bus *bus_t;
///                                       struct mine { struct dev *dev;
///                                         bus_t b; struct bus *bus;
///                                         struct irq *irq; };
///
/// The base has struct dev, the typedef and irq; bus is a FWD there. The
/// module's split BTF gets
///
///     struct bus, long     the base does not define bus
///     struct bus *         the base's pointer leads to its FWD
///     struct irq *         the base has irq, but no pointer to it
///     struct mine          nobody else has it
///
/// and refers to the base for struct dev, struct dev * and bus_t.
///
/// So there are two rules:
///
/// - Named structs, unions and enums, typedefs, and structs and unions without
///   a name are compared by name (isSameByName()): kinds, names and numbers are
///   the same, and so are references, where one to a named struct, union or
///   enum is by kind and name, whether that is defined or declared. Therefore
///   the dev of the kernel is the dev of the module, although only one of them
///   knows what a bus is.
/// - Everything else (pointers, arrays, qualifiers, prototypes) is the base's
///   if the base has its very record, with the ids that its references have in
///   the base. A reference to something that the base lacks has none, so
///   neither has what refers to it: the pointer to the module's bus is new.
///
/// The cases of a name, in a module and in its base:
///
///     module                 base                is in the module's BTF
///     defined                defined alike       nothing
///     declared               defined             nothing
///     declared               declared            nothing
///     defined                declared            the definition
///     either                 nothing             what the module has
///     defined                otherwise defined   ambiguous: RefineBase.cpp
///
/// For the first rule to be equality, each name that is reached must have one
/// meaning in module and base together. TypeGraph asks here only about types
/// for which that holds, and goes upwards: first the names, which close every
/// cycle (ContentKeys.cpp), then what is built on them, each once. A comparison
/// by name goes no deeper than names; only prototypes and structs without names
/// nest further, and MaxNesting ends that. It may end it too early, and the
/// module then repeats a type of the base, which does no harm.
///
/// Most comparisons are not made: where the index has content keys, a type of
/// the base with the key of the module's type is the same by name, and one
/// look-up per class finds all of these.
///
/// libbpf's dedup compares the graph of a module's struct with the graph of
/// each struct of the base with its hash. It comes to the same results, but for
/// the declaration that is a definition in the module: there it takes the
/// definition on the first path for the meaning, and repeats the first struct
/// that leads there (test/split/declared-in-base.c).
///
//===----------------------------------------------------------------------===//

#include "Dedup/BaseMatch.h"

#include "Dedup/Record.h"

#include <bit>

using namespace llvm;
using namespace btfgen;

uint32_t btfgen::baseTarget(const BtfFile &Base, uint32_t Id) {
  const BtfType T = Base.type(BtfId(Id));
  return T.is(BTF::BTF_KIND_ARRAY) ? T.arrayElement().index()
                                   : T.target().index();
}

BaseItemTypes::BaseItemTypes(const BtfFile &Base, uint32_t Id) {
  const BtfType T = Base.type(BtfId(Id));
  if (!T.is(BTF::BTF_KIND_FUNC_PROTO) && !isCompositeKind(T.kind()))
    return;
  const KindShape &S = KindShapes[T.kind()];
  First = T.words() + BtfCommonWords + S.FixedWords +
          std::countr_zero(S.ElementTypes);
  Stride = S.ElementWords;
  Count = T.vlen();
}

uint64_t btfgen::flattenBaseArray(const BtfFile &Base, uint32_t &Id) {
  uint64_t Count = 1;
  for (unsigned Depth = 0; Depth < 32; ++Depth) {
    const BtfType T = Base.type(BtfId(Id));
    if (!T.is(BTF::BTF_KIND_ARRAY))
      break;
    Count *= T.arrayCount();
    Id = T.arrayElement().index();
  }
  return Count;
}

/// Whether a BTF type stands for a name of \p Kind, as definition or
/// declaration.
static bool isOfKind(const BtfType &T, TypeKind Kind) {
  switch (Kind) {
  case TypeKind::Struct:
    return T.is(BTF::BTF_KIND_STRUCT) ||
           (T.is(BTF::BTF_KIND_FWD) && !T.isFwdUnion());
  case TypeKind::Union:
    return T.is(BTF::BTF_KIND_UNION) || T.isFwdUnion();
  case TypeKind::Enum:
    return isEnumKind(T.kind());
  default:
    return false;
  }
}

static bool isDeclaration(const BtfType &T) {
  return T.is(BTF::BTF_KIND_FWD) || (isEnumKind(T.kind()) && T.vlen() == 0);
}

BaseName BaseLookup::find(TypeKind Kind, NameRef Name) const {
  BaseName Result;
  for (uint32_t Id = Index.firstNamed(nameOffset(Name)); Id;
       Id = Index.nextNamed(Id)) {
    const BtfType T = Index.file().type(BtfId(Id));
    if (!isOfKind(T, Kind)) {
      Result.HasOtherKind |= isCompositeKind(T.kind());
      continue;
    }
    if (!isDeclaration(T))
      Result.Definitions.push_back(Id);
    else if (!Result.Declaration)
      Result.Declaration = Id;
  }
  return Result;
}

bool BaseMatcher::isOfAnotherKernel() const {
  const uint32_t Name = Base.index().strings().find("module");
  bool Differs = false;
  for (uint32_t C = 0; Name && C < Classes.size(); ++C) {
    const TypeRecord &T = Classes[ClassId(C)];
    if (T.Kind != TypeKind::Struct || T.isDeclaration() ||
        Base.nameOffset(T.Name) != Name)
      continue;
    const BaseName InBase = Base.find(T.Kind, T.Name);
    if (InBase.Definitions.empty() ||
        any_of(InBase.Definitions,
               [&](uint32_t Id) { return isSameByName(C, Id); }))
      return false;
    Differs = true;
  }
  return Differs;
}

bool BaseLookup::isSameShallow(const TypeRecord &T, uint32_t Id) const {
  const BtfType B = Index.file().type(BtfId(Id));
  if (T.Kind == TypeKind::Unsupported || T.Kind == TypeKind::Alias ||
      B.kind() != kindNumber(T) || !isName(T.Name, B.nameOffset()))
    return false;
  const ArrayRef<uint32_t> Record = Index.file().record(BtfId(Id));
  if (KindShapes[B.kind()].ElementWords && B.vlen() != T.Count)
    return false;
  // The words of T are compared with the record's as they come. For a type T is
  // given what the record has there, and likewise for a name that is the same.
  size_t At = 0;
  bool IsSame = true;
  auto Here = [&] { return At < Record.size() ? Record[At] : 0; };
  emitRecord(
      T, Record[0], B.arrayIndex().index(),
      // The common words' type is asked for before the first of them.
      [&](uint32_t) { return At ? Here() : Record[2]; },
      [&](uint32_t I) {
        return isName(T.Items[I].Name, Here()) ? Here() : ~Here();
      },
      [&](uint32_t W) {
        IsSame &= At < Record.size() && Record[At] == W;
        ++At;
      });
  return IsSame && At == Record.size();
}

bool BaseMatcher::sameContent(const TypeRecord &T, uint32_t Id,
                              unsigned Nesting) const {
  if (Nesting == 0 || !Base.isSameShallow(T, Id))
    return false;
  const BtfFile &File = Base.index().file();
  if (T.Kind == TypeKind::Enum || T.isDeclaration())
    return true;
  if (!sameReference(T.Ref, baseTarget(File, Id), Nesting - 1))
    return false;
  const BaseItemTypes Items(File, Id);
  for (uint32_t I = 0; I < T.Count; ++I)
    if (!sameReference(T.Items[I].Ref, Items[I], Nesting - 1))
      return false;
  return true;
}

bool BaseMatcher::sameReference(uint32_t Class, uint32_t Id,
                                unsigned Nesting) const {
  if (Class == VoidRef || Id == 0)
    return Class == VoidRef && Id == 0;
  const TypeRecord &T = Classes[ClassId(Class)];
  if (T.Kind == TypeKind::Array && Base.index().flattensArrays()) {
    uint64_t Count = 1;
    for (unsigned Depth = 0;
         Class != VoidRef && Classes[ClassId(Class)].Kind == TypeKind::Array &&
         Depth < 32;
         ++Depth, Class = Classes[ClassId(Class)].Ref)
      Count *= Classes[ClassId(Class)].Size;
    return Nesting &&
           Base.index().file().type(BtfId(Id)).is(BTF::BTF_KIND_ARRAY) &&
           Count == flattenBaseArray(Base.index().file(), Id) &&
           sameReference(Class, Id, Nesting - 1);
  }
  if (!T.isByName())
    return sameContent(T, Id, Nesting);
  const BtfType B = Base.index().file().type(BtfId(Id));
  return isOfKind(B, T.Kind) && Base.isName(T.Name, B.nameOffset());
}

/// Sets Words.
void BaseLookup::putRecord(const TypeRecord &T,
                           function_ref<uint32_t(uint32_t Ref)> IdOf) const {
  auto Id = [&](uint32_t Ref) {
    const uint32_t Found = Ref == VoidRef ? 0 : IdOf(Ref);
    IsMissing |= Ref != VoidRef && !Found;
    return Found;
  };
  auto Offset = [&](NameRef Name) {
    const uint32_t Found = nameOffset(Name);
    IsMissing |= Name && !Found;
    return Found;
  };
  Words.clear();
  IsMissing = false;
  emitRecord(
      T, Offset(T.Name), 0, Id,
      [&](uint32_t I) { return Offset(T.Items[I].Name); },
      [&](uint32_t W) { Words.push_back(W); });
}

uint32_t
BaseLookup::findRecord(const TypeRecord &T,
                       function_ref<uint32_t(uint32_t Ref)> IdOf) const {
  if (T.Kind == TypeKind::Unsupported || T.Kind == TypeKind::Alias)
    return 0;
  putRecord(T, IdOf);
  return IsMissing ? 0 : Index.findRecord(Words);
}

uint32_t BaseLookup::findSimilar(const TypeRecord &T,
                                 function_ref<bool(uint32_t Id)> Accept) const {
  if (T.Name) {
    uint32_t Id = Index.firstNamed(nameOffset(T.Name));
    while (Id && !Accept(Id))
      Id = Index.nextNamed(Id);
    return Id;
  }
  constexpr uint32_t SomeType = 1;
  putRecord(T, [](uint32_t) { return SomeType; });
  const std::vector<uint32_t> Record = Words; // Accept may use it
  return IsMissing ? 0 : Index.findAnonymous(Record, Accept);
}

/// Whether all references of \p Id are those of \p T, which has its shape.
bool BaseMatcher::refersTo(const TypeRecord &T, uint32_t Id,
                           function_ref<uint32_t(uint32_t Ref)> IdOf) const {
  const BtfFile &File = Base.index().file();
  auto Is = [&](uint32_t Ref, uint32_t There) {
    return Ref == VoidRef ? There == 0 : There && IdOf(Ref) == There;
  };
  if (T.Kind == TypeKind::Enum)
    return true;
  if (!Is(T.Ref, baseTarget(File, Id)))
    return false;
  const BaseItemTypes Items(File, Id);
  for (uint32_t I = 0; I < T.Count; ++I)
    if (!Is(T.Items[I].Ref, Items[I]))
      return false;
  return true;
}

SmallVector<uint32_t, 2> BaseMatcher::findSameByName(uint32_t Class) const {
  SmallVector<uint32_t, 2> Found;
  if (isKnownByKey(Class)) {
    for (uint32_t Id = SameKey[Class]; Id; Id = Base.index().nextOfKey(Id))
      Found.push_back(Id);
    return Found;
  }
  Base.findSimilar(Classes[ClassId(Class)], [&](uint32_t Id) {
    if (isSameByName(Class, Id))
      Found.push_back(Id);
    return false;
  });
  return Found;
}

uint32_t BaseMatcher::find(uint32_t Class,
                           function_ref<uint32_t(uint32_t Ref)> IdOf) const {
  const TypeRecord &T = Classes[ClassId(Class)];
  switch (T.Kind) {
  case TypeKind::Struct:
  case TypeKind::Union:
  case TypeKind::Typedef:
    if (!SameKey.empty() && (SameKey[Class] || isKnownByKey(Class)))
      return SameKey[Class];
    return Base.findSimilar(
        T, [&](uint32_t Id) { return isSameByName(Class, Id); });
  default:
    return findRecord(Class, T, IdOf);
  }
}

uint32_t
BaseMatcher::findRecord(uint32_t Class, const TypeRecord &T,
                        function_ref<uint32_t(uint32_t Ref)> IdOf) const {
  // Pointers to a declaration and to its definition have one key.
  const uint32_t Same = SameKey.empty() ? 0 : SameKey[Class];
  if (Same && refersTo(T, Same, IdOf))
    return Same;
  return Base.findRecord(T, IdOf);
}
