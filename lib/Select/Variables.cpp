//===- Variables.cpp - Which variables become VAR and DATASEC -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps variables by address while units are read. When all are known, decides
/// which are described: those with a name that the kernel accepts and a type of
/// known size, which do not overlap another.
///
//===----------------------------------------------------------------------===//

#include "Select/Variables.h"

#include "BTF/Identifier.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"

#include <algorithm>
#include <set>

using namespace llvm;
using namespace btfgen;

/// Names that the kernel's build and macros generate, and that nobody looks
/// for: counters, strings of tracepoints, lists of exit functions.
static bool isInternalName(StringRef Name) {
  static constexpr StringLiteral Prefixes[] = {
      "__UNIQUE_ID", "__tpstrtab_", "__exitcall_", "__gendwarfksyms_ptr_",
      "__func_stack_frame_non_standard_"};
  return any_of(Prefixes, [&](StringRef P) { return Name.starts_with(P); });
}

VariableCollector::VariableCollector(const ObjectImage &Image,
                                     VariableScope Scope, unsigned Workers)
    : Image(Image), ByWorker(Workers) {
  for (const SectionInfo &S : Image.sections()) {
    bool HoldsData =
        (S.Type == ELF::SHT_PROGBITS || S.Type == ELF::SHT_NOBITS) &&
        (S.Flags & ELF::SHF_ALLOC) && !(S.Flags & ELF::SHF_TLS) && S.Size;
    bool Wanted = Scope == VariableScope::All ||
                  (Scope == VariableScope::PerCpu && S.Name == ".data..percpu");
    if (HoldsData && Wanted)
      Sections.push_back(&S);
  }
  indexSections();
}

/// Says for each address in which section it is: the first one that holds it.
/// Per-CPU sections are linked at 0 on x86-64, below everything else.
void VariableCollector::indexSections() {
  struct Edge {
    uint64_t Address;
    uint32_t Section;
    bool IsEnd;
  };
  std::vector<Edge> Edges;
  for (uint32_t I = 0; I < Sections.size(); ++I) {
    const SectionInfo &S = *Sections[I];
    Edges.push_back({S.Address, I, false});
    if (S.Size <= UINT64_MAX - S.Address)
      Edges.push_back({S.Address + S.Size, I, true});
  }
  llvm::sort(Edges, [](const Edge &A, const Edge &B) {
    return A.Address < B.Address;
  });
  std::set<uint32_t> Open;
  for (size_t I = 0; I < Edges.size(); ++I) {
    if (Edges[I].IsEnd)
      Open.erase(Edges[I].Section);
    else
      Open.insert(Edges[I].Section);
    if (I + 1 < Edges.size() && Edges[I + 1].Address == Edges[I].Address)
      continue;
    const SectionInfo *First = Open.empty() ? nullptr : Sections[*Open.begin()];
    Ranges.push_back({Edges[I].Address, First});
  }
}

const SectionInfo *VariableCollector::sectionOf(uint64_t Address) const {
  auto It = partition_point(
      Ranges, [&](const auto &Range) { return Range.first <= Address; });
  return It == Ranges.begin() ? nullptr : std::prev(It)->second;
}

void VariableCollector::add(unsigned Worker, size_t Group,
                            const TypeReader &Reader,
                            ArrayRef<uint32_t> Classes) {
  if (Sections.empty())
    return;
  const UnitTypes &U = Reader.types();
  for (uint32_t I = 0; I < U.Variables.size(); ++I) {
    const VarRecord &V = U.Variables[I];
    if (!(V.Flags & VarHasAddress) || (V.Flags & VarArtificial))
      continue;
    const SectionInfo *Section = sectionOf(V.Address);
    if (!Section)
      continue;
    const VarRecord *Described = &V;
    if (V.Specification != VoidRef) {
      // The declaration has name, type and linkage.
      auto It = partition_point(U.Variables, [&](const VarRecord &Other) {
        return Other.Position < V.Specification;
      });
      if (It != U.Variables.end() && It->Position == V.Specification)
        Described = &*It;
    } else if (V.Flags & VarDeclaration) {
      continue;
    }
    // `extern int x[]; int x[3];`: the definition knows the size.
    uint32_t Ref = V.Ref != VoidRef ? V.Ref : Described->Ref;
    NameRef Name = Described->Name ? Described->Name : V.Name;
    const uint32_t Local = Reader.resolve(Ref);
    Found F{{static_cast<uint32_t>(Group), I},
            V.Address,
            static_cast<uint32_t>(Section->Index),
            Name,
            // Like void: no variable has such a type.
            Local >= UnreadableRef ? VoidRef : Classes[Local],
            (Described->Flags & VarExternal) != 0,
            {}};
    for (uint32_t Index :
         {I, static_cast<uint32_t>(Described - U.Variables.data())}) {
      auto Tag = partition_point(
          U.VariableTags, [&](const LocalTag &T) { return T.Target < Index; });
      for (; Tag != U.VariableTags.end() && Tag->Target == Index; ++Tag)
        if (!is_contained(F.Tags, Tag->Value))
          F.Tags.push_back(Tag->Value);
    }
    ByWorker[Worker].push_back(std::move(F));
  }
}

VariableSelection VariableCollector::select(const TypeGraph &Graph,
                                            const FunctionTable &Symbols,
                                            const Names &N,
                                            Diagnostics &Diags) {
  VariableSelection Result;
  std::vector<Found> All;
  for (std::vector<Found> &List : ByWorker)
    std::move(List.begin(), List.end(), std::back_inserter(All));
  if (All.empty())
    return Result;
  llvm::sort(All, [](const Found &A, const Found &B) {
    return std::tuple(A.Section, A.Address, A.FirstSeen) <
           std::tuple(B.Section, B.Address, B.FirstSeen);
  });
  // A variable at offset 0 may be one whose section was discarded.
  DenseSet<std::pair<uint32_t, StringRef>> AtStart;
  for (const FunctionTable::ObjectAtStart &O : Symbols.objectsAtStart())
    AtStart.insert({O.Section, O.Name});
  const unsigned PointerSize = Image.is64Bit() ? 8 : 4;
  char Short[4];
  uint64_t End = 0;
  uint32_t LastSection = UINT32_MAX;
  for (Found &F : All) {
    const SectionInfo &Section = Image.sections()[F.Section];
    const uint64_t Offset = F.Address - Section.Address;
    StringRef Name = N.text(F.Name, Short);
    if (Name.empty() || isInternalName(Name))
      continue;
    if (!isIdentifier(Name)) {
      Diags.add(Omission::VariableInvalidName, Name, "not an identifier");
      continue;
    }
    if (!isSectionName(Section.Name)) {
      Diags.add(Omission::VariableInvalidName, Name,
                "it is in a section whose name kernels refuse");
      continue;
    }
    if (Offset == 0 && !AtStart.contains({F.Section, Name})) {
      Diags.add(Omission::VariableNoSymbol, Name, "in " + Section.Name);
      continue;
    }
    const uint32_t Type = Graph.canonOf(F.FirstSeen.Group, F.Type);
    const uint64_t Size = Graph.sizeOf(Type, PointerSize).value_or(0);
    if (Type == VoidRef || Size == 0 || Size > UINT32_MAX ||
        Offset > UINT32_MAX ||
        Graph.Types[Type].Kind == TypeKind::Unsupported) {
      Diags.add(Omission::VariableNoType, Name, "in " + Section.Name);
      continue;
    }
    if (F.Section != LastSection) {
      Result.Sections.push_back({Section.Name, {}});
      LastSection = F.Section;
      End = 0;
    }
    std::vector<SelectedVariable> &List = Result.Sections.back().Variables;
    if (Offset < End) {
      // The same variable in a second unit is not reported.
      const SelectedVariable &Last = List.back();
      if (Last.Name != F.Name || Last.Offset != Offset)
        Diags.add(Omission::VariableOverlap, Name,
                  "with " + N.str(Last.Name) + " in " + Section.Name);
      continue;
    }
    End = Offset + Size;
    List.push_back({F.Name, Type, static_cast<uint32_t>(Offset),
                    static_cast<uint32_t>(Size), F.Global, std::move(F.Tags)});
  }
  return Result;
}
