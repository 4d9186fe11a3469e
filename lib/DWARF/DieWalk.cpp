//===- DieWalk.cpp - The loop over a unit's DIEs --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Visits each DIE of a unit once, in order: what it is goes to the function of
/// DieKinds.h for its kind, what its children say is moved to its place where
/// they end.
///
//===----------------------------------------------------------------------===//

#include "DWARF/DieWalk.h"

#include "DWARF/DieAttributes.h"
#include "DWARF/DieKinds.h"
#include "DWARF/SplitUnits.h"

using namespace btfgen;

// --- DIEs ------------------------------------------------------------------

template <bool LE> bool TypeReader::Walk<LE>::readUnitDie() {
  using namespace llvm::dwarf;
  if (!D.next())
    return defect(D.problem() ? D.problem() : "the unit has no DIE");
  if (D.program().Kind != DieKind::Unit)
    return defect("the first DIE is not that of a unit");
  Facts.Version = D.header().Version;
  Facts.Dwarf64 = D.header().Dwarf64;
  Facts.AddressSize = D.header().AddressSize;
  // Defaults of units that rely on being the only contribution (DWARF 5,
  // 7.26): right behind the table's header.
  if (D.header().Version >= 5)
    StrOffsetsBase = D.header().Dwarf64 ? 16 : 8;
  Facts.AddrBase = D.header().Version >= 5 ? StrOffsetsBase : 0;
  if (D.has(Attr::StrOffsetsBase))
    StrOffsetsBase = D.value(Attr::StrOffsetsBase);
  if (D.has(Attr::AddrBase))
    Facts.AddrBase = D.value(Attr::AddrBase);
  if (D.has(Attr::LocListsBase))
    Facts.LocListsBase = D.value(Attr::LocListsBase);
  if (D.has(Attr::RngListsBase))
    Facts.RngListsBase = D.value(Attr::RngListsBase);
  if (const SplitBases *Split = D.header().Split) {
    StrOffsetsBase = Split->StrOffsets;
    Facts.AddrBase = Split->Addr;
    Facts.LocListsBase = Split->LocLists;
    Facts.RngListsBase = Split->RngLists;
    Facts.RangesBase = Split->Ranges;
    Facts.LowPc = Split->LowPc;
    Facts.IsSplit = true;
  }
  if (D.has(Attr::LowPc))
    Facts.LowPc = address(Attr::LowPc);
  Facts.Language = D.value(Attr::Language);
  R.PlainOffsets = 0; // until the compiler is known
  Facts.Name = name(Attr::Name);
  if (NameRef Producer = name(Attr::Producer)) {
    char Short[4];
    llvm::StringRef Text = R.NameTable.text(Producer, Short);
    Facts.IsClang = Text.contains("clang"); // rustc says so as well
    // What is short GCC writes in line.
    R.PlainOffsets = Text.starts_with("GNU C") ? R.NameTable.plainOffsets() : 0;
  }
  // A unit of a .dwo file may name that file, too.
  Facts.IsSkeleton = !Facts.IsSplit && (D.header().Type == DW_UT_skeleton ||
                                        D.has(Attr::DwoName));
  Facts.DwoName = name(Attr::DwoName);
  Facts.Skipped =
      llvm::is_contained(R.Options.ExcludedLanguages, Facts.Language) ||
      (!R.Options.OnlyLanguages.empty() &&
       !llvm::is_contained(R.Options.OnlyLanguages, Facts.Language));
  Out.Units.push_back(Facts);
  return true;
}

/// An empty stack but for what counts as a DIE of \p Kind.
template <bool LE> void TypeReader::Walk<LE>::startAt(DieKind Kind) {
  R.Stack.clear();
  R.Stack.reserve(64);
  R.PendingItems.clear();
  R.PendingParams.clear();
  R.PendingDimensions.clear();
  R.PendingTypeTags.clear();
  R.Stack.push_back(frame(Kind, nullptr));
}

/// False: the DIEs are so many and so small that no compiler wrote them.
template <bool LE> bool TypeReader::Walk<LE>::fitsMemory() {
  D.goOn();
  return R.memoryOfGroup() <= R.MemoryLimit ||
         defect("for its size, its DIEs would take too much memory");
}

/// Reads the next DIE, and those of simple shape that follow, or leaves one
/// whose children end. False: R.Problem says what is wrong.
template <bool LE>
LLVM_ATTRIBUTE_ALWAYS_INLINE bool TypeReader::Walk<LE>::step() {
  std::vector<Frame> &Stack = R.Stack;
  if (!D.next()) {
    if (D.problem())
      return defect(D.problem());
    close(Stack.back());
    Stack.pop_back();
    if (!Stack.empty())
      readPlainChildren(Stack.back().Kind);
    return true;
  }
  const AbbrevProgram &Program = D.program();
  Frame &Parent = Stack.back();
  DieKind Kind = Program.Kind;
  if (Parent.Kind == DieKind::Skip) [[unlikely]]
    Kind = DieKind::Skip;
  visit(Kind, Parent);
  if (D.problem()) [[unlikely]]
    return defect(D.problem());
  if (D.isPaused() && !fitsMemory()) [[unlikely]]
    return false;
  if (!Program.HasChildren) {
    readPlainChildren(Parent.Kind);
    return true;
  }
  if (Kind == DieKind::CallSite)
    Kind = DieKind::Skip;
  if (Kind == DieKind::Skip && D.has(Attr::Sibling))
    return D.jump(D.value(Attr::Sibling)) || defect(D.problem());
  if (isMadeOfItems(Kind)) {
    readPlainChildren(readItems(Kind, Parent) ? Stack.back().Kind : Kind);
    return true;
  }
  Stack.push_back(frame(Kind, &Parent));
  readPlainChildren(Kind);
  return true;
}

template <bool LE> bool TypeReader::Walk<LE>::run() {
  if (!readUnitDie())
    return false;
  // A skeleton may repeat functions for the sake of stack traces, untyped.
  if (Facts.Skipped || Facts.IsSkeleton || !D.program().HasChildren)
    return true;
  startAt(DieKind::Unit);
  do {
    if (!step())
      return false;
  } while (!R.Stack.empty());
  return fitsMemory();
}

template <bool LE>
bool TypeReader::Walk<LE>::runAt(llvm::ArrayRef<uint32_t> Positions) {
  if (!readUnitDie())
    return false;
  if (Facts.Skipped || Facts.IsSkeleton)
    return true;
  for (uint32_t Position : Positions) {
    if (Position < D.nextPosition())
      continue;
    if (!D.jump(Position))
      return defect(D.problem());
    // Where what stands beside a type is not read with it.
    startAt(DieKind::Other);
    do {
      if (!step())
        return false;
    } while (R.Stack.size() > 1);
  }
  return fitsMemory();
}

template <bool LE>
TypeReader::Frame TypeReader::Walk<LE>::frame(DieKind Kind,
                                              const Frame *Parent) const {
  Frame F{Kind,
          DieKind::Other,
          /*IsPointer=*/false,
          NewType,
          /*Component=*/0,
          static_cast<uint32_t>(R.PendingItems.size()),
          static_cast<uint32_t>(R.PendingParams.size()),
          static_cast<uint32_t>(R.PendingDimensions.size()),
          static_cast<uint32_t>(R.PendingTypeTags.size())};
  if (Kind == DieKind::Modifier)
    F.IsPointer = Out.Types[NewType].Kind == TypeKind::Ptr;
  if (Kind == DieKind::Function)
    F.Index = Out.Functions.size() - 1;
  if (Kind == DieKind::Variable)
    // Only a variable that was recorded can be annotated.
    F.Index = !Out.Variables.empty() && Out.Variables.back().Position == here()
                  ? Out.Variables.size() - 1
                  : VoidRef;
  // A static member is not part of the object and has no number.
  const bool IsStatic = Kind == DieKind::Member &&
                        (D.flag(Attr::External) || D.flag(Attr::Declaration));
  if ((Kind == DieKind::Member || Kind == DieKind::Parameter) && !IsStatic) {
    F.Index = Parent->Index;
    F.ParentKind = Parent->Kind;
    F.Component =
        (Kind == DieKind::Parameter && Parent->Kind == DieKind::Function)
            ? lastOf(R.PendingParams.size(), Parent->PendingParams)
            : lastOf(R.PendingItems.size(), Parent->PendingItems);
  }
  return F;
}

template <bool LE>
void TypeReader::Walk<LE>::visit(DieKind Kind, Frame &Parent) {
  switch (Kind) {
  case DieKind::Member:
    return member(Parent);
  case DieKind::Enumerator:
    return enumerator(Parent);
  case DieKind::Base:
    return base();
  case DieKind::Modifier:
    return modifier();
  case DieKind::Struct:
    return structure();
  case DieKind::Enum:
    return enumeration();
  case DieKind::Array:
    addType(TypeKind::Array).Ref = reference(Attr::Type);
    return;
  case DieKind::FuncType:
    addType(TypeKind::FuncProto).Ref = reference(Attr::Type);
    return;
  case DieKind::UnsupportedType:
    return unsupported();
  case DieKind::Unspecified:
    addType(TypeKind::Alias);
    return;
  case DieKind::Subrange:
    if (Parent.Kind == DieKind::Array)
      return dimension();
    // A range as a type of its own (Ada, Go) is the same as its base type.
    addType(TypeKind::Alias).Ref = reference(Attr::Type);
    return;
  case DieKind::Parameter:
    return parameter(Parent);
  case DieKind::Ellipsis:
    if (Parent.Kind == DieKind::FuncType)
      R.PendingItems.push_back({});
    else if (Parent.Kind == DieKind::Function)
      Out.Functions[Parent.Index].Flags |= FuncVariadic;
    return;
  case DieKind::Function:
    return function();
  case DieKind::Variable:
    if (Parent.Kind == DieKind::Unit)
      variable();
    return;
  case DieKind::CallSite:
    if (Facts.IsClang)
      callSite();
    return;
  case DieKind::Annotation:
    return annotation(Parent);
  case DieKind::GNUAnnotation:
    return gnuAnnotation();
  default:
    return;
  }
}

// --- Tags ------------------------------------------------------------------

/// clang's DW_TAG_LLVM_annotation, a child of what it annotates.
template <bool LE> void TypeReader::Walk<LE>::annotation(const Frame &Parent) {
  char Short[4];
  llvm::StringRef Kind = R.NameTable.text(name(Attr::Name), Short);
  NameRef Value = name(Attr::ConstValue);
  if (!Value)
    return;
  if (Kind == "btf_type_tag") {
    if (Parent.Kind == DieKind::Modifier && Parent.IsPointer &&
        R.Options.TypeTags)
      R.PendingTypeTags.push_back(Value);
    return;
  }
  if (Kind != "btf_decl_tag" || !R.Options.DeclTags)
    return;
  bool OnChild =
      Parent.Kind == DieKind::Member || Parent.Kind == DieKind::Parameter;
  int32_t Component = OnChild ? Parent.Component : -1;
  switch (OnChild ? Parent.ParentKind : Parent.Kind) {
  case DieKind::Modifier:
    if (Out.Types[Parent.Index].Kind != TypeKind::Typedef)
      return;
    [[fallthrough]];
  case DieKind::Struct:
    Out.Tags.push_back({Parent.Index, Component, Value});
    return;
  case DieKind::Function:
    Out.FunctionTags.push_back({Parent.Index, Component, Value});
    return;
  case DieKind::Variable:
    if (Parent.Index != VoidRef)
      Out.VariableTags.push_back({Parent.Index, -1, Value});
    return;
  default:
    return;
  }
}

/// GCC's DW_TAG_GNU_annotation, a DIE of its own that others point to.
template <bool LE> void TypeReader::Walk<LE>::gnuAnnotation() {
  R.GNUNotes.push_back({here(), name(Attr::Name), name(Attr::ConstValue),
                        reference(Attr::GNUAnnotation)});
}

template <bool LE>
void TypeReader::Walk<LE>::annotated(Owner What, uint32_t Target,
                                     int32_t Component) {
  bool Wanted =
      What == Owner::Pointer ? R.Options.TypeTags : R.Options.DeclTags;
  if (Wanted)
    R.AnnotatedDies.push_back(
        {What, Target, Component, reference(Attr::GNUAnnotation)});
}

// --- The end of a DIE with children ----------------------------------------

template <bool LE> void TypeReader::Walk<LE>::closeEnum(LocalType &T) {
  if (T.Flags & TypeDeclaration) {
    // It has no enumerators, whatever is below it.
    T.Count = 0;
    T.Flags &= ~TypeSigned;
    return;
  }
  if (T.Size > 4)
    return;
  const llvm::MutableArrayRef<Item> Items = Out.items(T);
  uint32_t High = 0;
  for (const Item &E : Items)
    High |= E.B;
  if (!High) [[likely]]
    return; // none is negative or has more than 32 bits
  const bool Negative =
      llvm::any_of(Items, [](const Item &E) { return E.value() < 0; });
  if (Negative)
    T.Flags |= TypeSigned;
  // Without its name, an enumerator is left out and counted.
  const int64_t Most = Negative ? INT32_MAX : UINT32_MAX;
  for (Item &E : Items)
    if (E.value() < INT32_MIN || E.value() > Most)
      E.Name = 0;
}

template <bool LE>
void TypeReader::Walk<LE>::setLength(LocalType &Array, uint64_t Length) {
  if (Length > UINT32_MAX)
    reject(Array, ReasonSize);
  else
    Array.Size = static_cast<uint32_t>(Length);
}

/// `int a[2][3]` has two dimensions in DWARF and is an array of arrays in BTF.
template <bool LE> void TypeReader::Walk<LE>::closeArray(const Frame &F) {
  auto &Dims = R.PendingDimensions;
  uint32_t Element = Out.Types[F.Index].Ref;
  while (Dims.size() > F.PendingDimensions + 1) {
    LocalType Inner;
    Inner.Kind = TypeKind::Array;
    Inner.Ref = Element;
    setLength(Inner, Dims.back());
    Dims.pop_back();
    Element = R.addExtra(Inner);
  }
  Out.Types[F.Index].Ref = Element;
  if (Dims.size() > F.PendingDimensions) {
    setLength(Out.Types[F.Index], Dims.back());
    Dims.pop_back();
  }
}

/// clang lists the tags of a pointer's target from the outermost.
template <bool LE> void TypeReader::Walk<LE>::closePointer(const Frame &F) {
  auto &Tags = R.PendingTypeTags;
  for (size_t I = F.PendingTypeTags; I < Tags.size(); ++I) {
    LocalType Tag;
    Tag.Kind = TypeKind::TypeTag;
    Tag.Name = Tags[I];
    Tag.Ref = Out.Types[F.Index].Ref;
    Out.Types[F.Index].Ref = R.addExtra(Tag);
  }
  Tags.resize(F.PendingTypeTags);
}

template <bool LE> void TypeReader::Walk<LE>::close(const Frame &F) {
  switch (F.Kind) {
  case DieKind::Struct:
  case DieKind::Enum:
  case DieKind::FuncType: {
    LocalType &T = Out.Types[F.Index];
    auto First = R.PendingItems.begin() + F.PendingItems;
    if (T.Kind != TypeKind::Unsupported && T.Kind != TypeKind::Alias) {
      T.First = Out.Items.size();
      T.Count = R.PendingItems.end() - First;
      Out.Items.insert(Out.Items.end(), First, R.PendingItems.end());
      if (T.Kind == TypeKind::Enum)
        closeEnum(T);
    }
    R.PendingItems.erase(First, R.PendingItems.end());
    return;
  }
  case DieKind::Array:
    return closeArray(F);
  case DieKind::Modifier:
    if (F.IsPointer && R.PendingTypeTags.size() > F.PendingTypeTags)
      closePointer(F);
    return;
  case DieKind::Function: {
    FuncRecord &Func = Out.Functions[F.Index];
    auto First = R.PendingParams.begin() + F.PendingParams;
    Func.FirstParam = Out.Params.size();
    Func.NumParams = R.PendingParams.end() - First;
    Out.Params.insert(Out.Params.end(), First, R.PendingParams.end());
    R.PendingParams.erase(First, R.PendingParams.end());
    return;
  }
  default:
    return;
  }
}

template class TypeReader::Walk<true>;
template class TypeReader::Walk<false>;
