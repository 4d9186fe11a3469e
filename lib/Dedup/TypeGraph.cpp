//===- TypeGraph.cpp - All types, each once, and what they refer to -------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From classes (Classes.cpp), in which a named struct is referred to by its
/// name, to a graph in which it is referred to as the type that it is. Three
/// units:
///
///     // one.c                // two.c                // three.c
///     struct req { int a; };  struct req;             struct irq { long b; };
///     struct job {            struct job {            struct job {
///       struct req *r; };       struct req *r; };       struct irq *i; };
///
/// 1. collectNames(): which classes define each name of a kind, and which one
///    declares it. Here req is defined once and declared once, irq is defined
///    once, job is defined twice.
/// 2. findAffected(): a name is ambiguous if it has several definitions, in the
///    units and the base together, or if a declaration of it may mean a struct
///    as well as a union. A class from which such a name can be reached is
///    affected: it depends on the unit what a type of that class is. Here these
///    are the two classes of job, and nothing else, since nothing refers to
///    job.
/// 3. chooseRepresentatives(): a name that is not ambiguous has one definition
///    at most, and its declarations stand for that. The class of `struct req;`
///    gets the other class of req as its representative. The pointers to req of
///    one.c and two.c were one class before.
/// 4. findInBase(): which classes that are not affected the base has
///    (BaseMatch.cpp).
/// 5. refineAmbiguous(): decides about the affected classes, unit by unit
///    (Refine.cpp). One class may become several types, and several classes
///    one.
/// 6. number(): representatives and refined types get numbers in the order in
///    which they first occur in the input, which does not depend on threads.
/// 7. fill(): references to classes become references to these numbers.
/// 8. attachTags(): a declaration tag on a class goes to each type that the
///    class became.
///
/// What a name that is not ambiguous means:
///
///     units                   base                  meaning
///     defined, declared       -                     the definition
///     only declared           -                     one declaration
///     defined, declared       defined alike         the base's definition
///     only declared           defined               the base's definition
///     only declared           declared              the base's FWD
///     defined                 declared              the units' definition
///
/// and, for comparison, two that are:
///
///     defined in two ways     -                     depends on the unit
///     defined                 defined differently   depends on the unit
///
/// Why this is right: if each name that two types reach has one meaning, equal
/// content keys say that the graphs of the two are equal. If a name has several
/// meanings, keys decide nothing, and Refine.cpp compares graphs.
///
/// Each step is one pass over the classes and their references, and the names
/// are sorted once. Work lists take the place of recursion, since the depth of
/// a chain of types is the input's choice. Only Refine.cpp repeats anything.
///
/// libbpf's dedup has other passes: strings, primitive types, structs, forward
/// declarations, reference types, over the types of all units. It compares the
/// graph of every struct with those of all candidates of equal hash, and so
/// pays for each copy of each struct. Where no name is ambiguous that finds
/// what the keys say. From libbpf comes the rule that a declaration means
/// nothing if both a struct and a union have its name.
///
//===----------------------------------------------------------------------===//

#include "Dedup/TypeGraph.h"

#include "Support/Referrers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace btfgen;

uint32_t TypeGraph::canonOf(size_t Group, uint32_t Class) const {
  if (Class == VoidRef)
    return VoidRef;
  uint32_t Canon = OfClass[Class];
  if (Canon != DependsOnGroup)
    return Canon;
  return OfClassInGroup.find(Group, Class);
}

void TypeGraph::redirect(ArrayRef<uint32_t> First) {
  auto Follow = [&](uint32_t &Ref) {
    if (Ref < First.size())
      Ref = First[Ref];
  };
  for (uint32_t I = 0; I < Types.size(); ++I) {
    TypeRecord &T = Types[I];
    if (First[I] != I)
      T.Kind = TypeKind::Unsupported;
    forEachRef(T, Follow);
  }
  for (GraphTag &Tag : Tags)
    Tag.Target = CanonId(First[Tag.Target.index()]);
  for (uint32_t &Canon : OfClass)
    Follow(Canon);
  OfClassInGroup.forEach([&](uint32_t, uint32_t &Canon) { Follow(Canon); });
}

std::optional<uint64_t> TypeGraph::sizeOf(uint32_t Type,
                                          unsigned PointerSize) const {
  uint64_t Count = 1;
  // Chains are short; cycles were cut, but a hostile chain may be long.
  for (unsigned Depth = 0; Type != VoidRef && Depth < 256; ++Depth) {
    const TypeRecord &T = Types[Type];
    switch (T.Kind) {
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Struct:
    case TypeKind::Union:
    case TypeKind::Enum:
      if (T.isDeclaration() && T.Kind != TypeKind::Enum)
        return std::nullopt;
      return Count * T.Size;
    case TypeKind::Ptr:
      return Count * PointerSize;
    case TypeKind::Array:
      Count *= T.Size;
      if (Count > UINT32_MAX)
        return std::nullopt;
      [[fallthrough]];
    case TypeKind::Typedef:
    case TypeKind::Const:
    case TypeKind::Volatile:
    case TypeKind::Restrict:
    case TypeKind::TypeTag:
      Type = T.Ref;
      continue;
    default:
      return std::nullopt;
    }
  }
  return std::nullopt;
}

namespace btfgen {

class GraphBuilder {
public:
  GraphBuilder(const ClassTable &Classes, const BaseMatcher *Base,
               unsigned Threads)
      : Classes(Classes), Base(Base), Threads(Threads) {}

  TypeGraph build() {
    FirstSeen = Classes.firstSeen();
    collectNames();
    findAffected();
    chooseRepresentatives();
    if (Base)
      findInBase();
    RefineResult Refined;
    if (Affected.any())
      Refined = refineAmbiguous({Classes, FirstSeen, NameOf, Names, Affected,
                                 Representative, Base, BaseOf, Threads});
    number(Refined);
    fill(Refined);
    attachTags();
    return std::move(Graph);
  }

private:
  const TypeRecord &at(uint32_t Class) const { return Classes[ClassId(Class)]; }

  void collectNames();
  void findNamesInBase();
  bool isAmbiguous(uint32_t Name) const;
  void findAffected();
  void chooseRepresentatives();
  void findInBase();
  void number(const RefineResult &Refined);
  void fill(RefineResult &Refined);
  void attachTags();

  const ClassTable &Classes;
  const BaseMatcher *Base;
  unsigned Threads;
  TypeGraph Graph;
  ArrayRef<Occurrence> FirstSeen;
  std::vector<uint32_t> NameOf;
  std::vector<NameClasses> Names;
  /// Of a struct's name the union of the same name, and the other way round.
  std::vector<uint32_t> OtherKind;
  BitVector Affected;
  std::vector<uint32_t> Representative;
  std::vector<uint32_t> BaseOf; ///< by class that is not affected
  std::vector<uint32_t> CanonOfRefined;
};

} // namespace btfgen

void GraphBuilder::collectNames() {
  const uint32_t N = Classes.size();
  NameOf.assign(N, VoidRef);
  struct Entry {
    NameRef Name;
    TypeKind Kind;
    uint32_t Class;
  };
  std::vector<Entry> Entries;
  for (uint32_t C = 0; C < N; ++C)
    if (at(C).isByName())
      Entries.push_back({at(C).Name, at(C).Kind, C});
  llvm::sort(Entries, [&](const Entry &A, const Entry &B) {
    return std::tuple(A.Name, A.Kind, FirstSeen[A.Class]) <
           std::tuple(B.Name, B.Kind, FirstSeen[B.Class]);
  });
  Names.reserve(Entries.size());
  for (size_t I = 0; I < Entries.size(); ++I) {
    const Entry &E = Entries[I];
    bool SameName = I && Entries[I - 1].Name == E.Name;
    if (!SameName || Entries[I - 1].Kind != E.Kind) {
      // Kinds ascend: a union's name follows the struct's.
      bool Pair = SameName && E.Kind == TypeKind::Union &&
                  Names.back().Kind == TypeKind::Struct;
      Names.push_back({{}, VoidRef, E.Kind, E.Name, {}, {}});
      OtherKind.push_back(Pair ? Names.size() - 2 : VoidRef);
      if (Pair)
        OtherKind[Names.size() - 2] = Names.size() - 1;
    }
    NameOf[E.Class] = Names.size() - 1;
    if (!at(E.Class).isDeclaration())
      Names.back().Definitions.push_back(E.Class);
    else if (Names.back().Declaration == VoidRef)
      Names.back().Declaration = E.Class;
  }
  if (Base)
    findNamesInBase();
}

void GraphBuilder::findNamesInBase() {
  std::vector<uint32_t> Others;
  for (uint32_t I = 0; I < Names.size(); ++I) {
    NameClasses &N = Names[I];
    if (N.Definitions.size() == 1) {
      if (uint32_t Id = Base->onlyOfItsName(N.Definitions[0])) {
        N.InBase.Definitions.push_back(Id);
        N.SameInBase.push_back(N.Definitions[0]);
        continue;
      }
    }
    Others.push_back(I);
  }
  constexpr size_t Ahead = 16;
  for (size_t I = 0; I < Others.size(); ++I) {
    if (I + Ahead < Others.size())
      Base->base().prefetch(Names[Others[I + Ahead]].Name);
    NameClasses &N = Names[Others[I]];
    N.InBase = Base->base().find(N.Kind, N.Name);
    for (uint32_t Class : N.Definitions)
      if (any_of(N.InBase.Definitions,
                 [&](uint32_t Id) { return Base->isSameByName(Class, Id); }))
        N.SameInBase.push_back(Class);
  }
}

/// Whether it depends on the unit what the name means. A name that the base
/// only declares may be defined here: what the base builds on its declaration
/// is the same as what we build on the definition.
bool GraphBuilder::isAmbiguous(uint32_t Name) const {
  const NameClasses &N = Names[Name];
  const size_t Own = N.Definitions.size() - N.SameInBase.size();
  const size_t Meanings = Own + N.InBase.Definitions.size();
  if (Meanings > 1)
    return true;
  // One struct and one union of a name: no question unless a declaration asks
  // (libbpf looks for declarations' definitions among both).
  if (!Meanings)
    return false;
  bool IsDeclared = N.Declaration != VoidRef;
  bool HasOther = N.InBase.HasOtherKind && N.Kind != TypeKind::Enum;
  if (uint32_t Other = OtherKind[Name]; Other != VoidRef) {
    const NameClasses &O = Names[Other];
    IsDeclared |= O.Declaration != VoidRef;
    HasOther |= !O.Definitions.empty() || !O.InBase.Definitions.empty();
  }
  return IsDeclared && HasOther;
}

/// Marks every class from which an ambiguous name can be reached, going against
/// the direction of references.
void GraphBuilder::findAffected() {
  const uint32_t N = Classes.size();
  Affected.resize(N);
  std::vector<uint32_t> Ambiguous;
  for (uint32_t I = 0; I < Names.size(); ++I)
    if (isAmbiguous(I))
      Ambiguous.push_back(I);
  Graph.Counts.AmbiguousNames = Ambiguous.size();
  if (Ambiguous.empty())
    return;
  std::vector<uint32_t> Work;
  std::vector<SmallVector<uint32_t, 1>> OfName(Names.size());
  for (uint32_t C = 0; C < N; ++C)
    if (NameOf[C] != VoidRef)
      OfName[NameOf[C]].push_back(C);
  auto Mark = [&](uint32_t Class) {
    if (Affected[Class])
      return;
    if (NameOf[Class] == VoidRef) {
      Affected.set(Class);
      Work.push_back(Class);
      return;
    }
    // A name is referred to as a whole.
    for (uint32_t C : OfName[NameOf[Class]]) {
      Affected.set(C);
      Work.push_back(C);
    }
  };
  for (uint32_t I : Ambiguous)
    Mark(OfName[I].front());
  const Referrers<> ReferTo(N, [&](auto Visit) {
    for (uint32_t C = 0; C < N; ++C)
      forEachRef(at(C), [&](uint32_t To) { Visit(To, C); });
  });
  while (!Work.empty()) {
    uint32_t C = Work.back();
    Work.pop_back();
    for (uint32_t From : ReferTo.of(C))
      Mark(From);
  }
  Graph.Counts.AffectedClasses = Affected.count();
}

/// Where a name has one definition, its declarations are that definition.
void GraphBuilder::chooseRepresentatives() {
  Representative.resize(Classes.size());
  for (uint32_t C = 0; C < Classes.size(); ++C) {
    Representative[C] = C;
    if (at(C).isByName() && at(C).isDeclaration()) {
      const NameClasses &N = Names[NameOf[C]];
      if (N.Definitions.size() == 1)
        Representative[C] = N.Definitions[0];
      else if (N.Definitions.empty())
        Representative[C] = N.Declaration; // enums declared in two sizes
    }
  }
}

/// Finds the base's ids of what does not depend on the unit: first names, which
/// close every cycle, then what is built from them.
void GraphBuilder::findInBase() {
  const uint32_t N = Classes.size();
  constexpr uint32_t Unknown = UINT32_MAX;
  BaseOf.assign(N, Unknown);
  for (uint32_t C = 0; C < N; ++C) {
    if (Affected[C]) {
      BaseOf[C] = 0;
    } else if (at(C).isByName()) {
      const NameClasses &Name = Names[NameOf[C]];
      // Not ambiguous: at most one definition in all.
      if (!Name.InBase.Definitions.empty())
        BaseOf[C] = Name.InBase.Definitions[0];
      else
        BaseOf[C] = Name.Definitions.empty() ? Name.InBase.Declaration : 0;
    }
  }
  // No recursion: the depth of a chain of types is the input's choice.
  std::vector<uint32_t> Work;
  for (uint32_t Root = 0; Root < N; ++Root) {
    Work.push_back(Root);
    while (!Work.empty()) {
      const uint32_t C = Work.back();
      const size_t Before = Work.size();
      if (BaseOf[C] == Unknown)
        forEachRef(at(C), [&](uint32_t Ref) {
          if (BaseOf[Ref] == Unknown)
            Work.push_back(Ref);
        });
      if (Work.size() != Before)
        continue;
      Work.pop_back();
      if (BaseOf[C] == Unknown)
        BaseOf[C] = Base->find(C, [&](uint32_t Ref) { return BaseOf[Ref]; });
    }
  }
}

/// Numbers all types by first occurrence.
void GraphBuilder::number(const RefineResult &Refined) {
  struct Place {
    Occurrence Seen;
    uint32_t Class; ///< or RefinedBit | refined type
  };
  std::vector<Place> Order;
  for (uint32_t C = 0; C < Classes.size(); ++C)
    if (!Affected[C] && Representative[C] == C)
      Order.push_back({FirstSeen[C], C});
  const auto NumClasses = static_cast<std::ptrdiff_t>(Order.size());
  for (uint32_t I = 0; I < Refined.Types.size(); ++I)
    Order.push_back({Refined.Types[I].FirstSeen, RefineResult::RefinedBit | I});
  // One thread has found classes in this order.
  auto Earlier = [](const Place &A, const Place &B) { return A.Seen < B.Seen; };
  const auto Begin = Order.begin(), Middle = Begin + NumClasses;
  for (auto Part : {make_range(Begin, Middle), make_range(Middle, Order.end())})
    if (!llvm::is_sorted(Part, Earlier))
      llvm::sort(Part, Earlier);
  std::inplace_merge(Begin, Middle, Order.end(), Earlier);
  Graph.OfClass.assign(Classes.size(), TypeGraph::DependsOnGroup);
  CanonOfRefined.resize(Refined.Types.size());
  Graph.Types.resize(Order.size());
  Graph.BaseIds.resize(Base ? Order.size() : 0);
  for (uint32_t I = 0; I < Order.size(); ++I) {
    uint32_t Class = Order[I].Class;
    if (Class & RefineResult::RefinedBit) {
      const uint32_t Index = Class & ~RefineResult::RefinedBit;
      CanonOfRefined[Index] = I;
      Class = Refined.Types[Index].Class;
      if (Base)
        Graph.BaseIds[I] = Refined.Types[Index].BaseId;
    } else {
      Graph.OfClass[Class] = I;
      if (Base)
        Graph.BaseIds[I] = BaseOf[Class];
    }
    Graph.Types[I] = at(Class);
  }
  for (uint32_t C = 0; C < Classes.size(); ++C)
    if (!Affected[C])
      Graph.OfClass[C] = Graph.OfClass[Representative[C]];
}

/// Turns references between classes into references between types. Takes what
/// it keeps of \p Refined.
void GraphBuilder::fill(RefineResult &Refined) {
  auto Canon = [&](uint32_t Ref) {
    if (Ref == VoidRef)
      return VoidRef;
    return Ref & RefineResult::RefinedBit
               ? CanonOfRefined[Ref & ~RefineResult::RefinedBit]
               : Graph.OfClass[Ref];
  };
  for (TypeRecord &T : Graph.Types) {
    // Refined types follow; theirs are references of another kind.
    T.Ref = Canon(T.Ref == VoidRef || !Affected[T.Ref] ? T.Ref : VoidRef);
    const ArrayRef<Item> OfClass = T.items();
    T.Items = Graph.Storage.Allocate<Item>(T.Count);
    llvm::copy(OfClass, T.Items);
    if (T.Kind == TypeKind::Enum)
      continue;
    for (Item &I : T.items())
      I.Ref = I.Ref == VoidRef || Affected[I.Ref] ? VoidRef : Canon(I.Ref);
  }
  for (uint32_t I = 0; I < Refined.Types.size(); ++I) {
    const RefinedType &R = Refined.Types[I];
    TypeRecord &T = Graph.Types[CanonOfRefined[I]];
    T.Ref = Canon(R.Ref);
    for (uint32_t J = 0; J < R.NumItems; ++J)
      T.Items[J].Ref = Canon(Refined.ItemRefs[R.FirstItem + J]);
  }
  Graph.Counts.UnusualGroups = Refined.NumUnusual;
  Graph.OfClassInGroup = std::move(Refined.TypeOf);
  Graph.OfClassInGroup.forEach(
      [&](uint32_t, uint32_t &Type) { Type = Canon(Type); });
}

void GraphBuilder::attachTags() {
  const std::vector<ClassTag> Tags = Classes.tags();
  if (Tags.empty())
    return;
  // A class that became several types brings its tags to each.
  DenseMap<uint32_t, SmallVector<uint32_t, 2>> Several;
  Graph.OfClassInGroup.forEach([&](uint32_t Class, uint32_t Canon) {
    auto &List = Several[Class];
    if (!is_contained(List, Canon))
      List.push_back(Canon);
  });
  for (const ClassTag &Tag : Tags) {
    uint32_t Class = Tag.Target.index();
    if (Graph.OfClass[Class] != TypeGraph::DependsOnGroup) {
      Graph.Tags.push_back(
          {CanonId(Graph.OfClass[Class]), Tag.Component, Tag.Value, false});
      continue;
    }
    auto &List = Several[Class];
    llvm::sort(List);
    for (uint32_t Canon : List)
      Graph.Tags.push_back({CanonId(Canon), Tag.Component, Tag.Value, false});
  }
}

TypeGraph btfgen::dedupTypes(const ClassTable &Classes, const BaseMatcher *Base,
                             unsigned Threads) {
  return GraphBuilder(Classes, Base, Threads).build();
}
