//===- ReferenceUnits.cpp - Units, and what leads to them -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reference.h"

#include "llvm/DebugInfo/DWARF/DWARFTypeUnit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace reference;

/// What \p Skeleton leads to (DWARF 5, 3.1.3); null if nothing is found, or it
/// is no skeleton.
DWARFUnit *Reader::splitUnitOf(DWARFUnit &Skeleton) {
  const DWARFDie Die = Skeleton.getUnitDIE();
  const StringRef Name =
      toStringRef(Die.find({DW_AT_dwo_name, DW_AT_GNU_dwo_name}));
  if (Name.empty())
    return nullptr;
  DWARFContext &Context = Skeleton.getContext();
  // Below the folder of the compilation, or beside the file.
  SmallString<128> Path,
      Beside(sys::path::parent_path(Context.getDWARFObj().getFileName()));
  if (!sys::path::is_absolute(Name))
    Path = toStringRef(Die.find(DW_AT_comp_dir));
  sys::path::append(Path, Name);
  sys::path::append(Beside, sys::path::filename(Name));
  if (!sys::fs::exists(Path))
    Path = Beside;
  // LLVM looks for a .dwp file before. Of that it lists only those units that
  // were asked for, unless all are asked for first.
  std::shared_ptr<DWARFContext> File = Context.getDWOContext(Path);
  if (!File)
    return nullptr;
  if (!is_contained(SplitFiles, File))
    SplitFiles.push_back(File);
  File->getNumDWOCompileUnits();
  DWARFUnit *Found = Skeleton.getNonSkeletonUnitDIE(true, Path).getDwarfUnit();
  return Found == &Skeleton ? nullptr : Found;
}

Reader::Reader(DWARFContext &Context, DWARFContext *Supplement)
    : Supplement(Supplement) {
  for (const object::SectionRef &S :
       Context.getDWARFObj().getFile()->sections()) {
    SectionStarts.resize(S.getIndex() + 1);
    SectionStarts.back() = S.getAddress();
  }
  for (auto Range :
       {Context.info_section_units(), Context.types_section_units()})
    for (const std::unique_ptr<DWARFUnit> &U : Range) {
      DWARFUnit *Split = splitUnitOf(*U);
      Units.push_back(Split ? Split : U.get());
    }
  for (const std::shared_ptr<DWARFContext> &File : SplitFiles)
    for (const std::unique_ptr<DWARFUnit> &U : File->dwo_units())
      if (U->isTypeUnit())
        Units.push_back(U.get());
  if (Supplement)
    for (const std::unique_ptr<DWARFUnit> &U : Supplement->info_section_units())
      Units.push_back(U.get());
  number(Units);
}

void Reader::number(std::vector<DWARFUnit *> InOrder) {
  Units = std::move(InOrder);
  Numbers.clear();
  TypeUnits.clear();
  for (DWARFUnit *U : Units) {
    Numbers.try_emplace(U, Numbers.size());
    if (!U->isTypeUnit())
      continue;
    auto *Type = static_cast<DWARFTypeUnit *>(U);
    TypeUnits.try_emplace(Type->getTypeHash(), Type);
  }
}

Place Reader::placeOf(DWARFDie Die) const {
  const DWARFUnit *U = Die.getDwarfUnit();
  return uint64_t(Numbers.at(U)) << 32 | (Die.getOffset() - U->getOffset());
}

/// What an attribute refers to (DWARF 5, 7.5.5); an invalid DIE if nothing.
DWARFDie Reader::referenced(DWARFDie Die, Attribute A) const {
  const std::optional<DWARFFormValue> V = Die.find(A);
  if (!V)
    return {};
  if (const std::optional<uint64_t> Signature = V->getAsSignatureReference()) {
    const auto It = TypeUnits.find(*Signature);
    if (It == TypeUnits.end())
      return {};
    DWARFTypeUnit &U = *It->second;
    return U.getDIEForOffset(U.getOffset() + U.getTypeOffset());
  }
  DWARFDie To = Die.getAttributeValueAsReferencedDie(*V);
  if (const std::optional<uint64_t> Offset = V->getAsSupplementaryReference())
    To = Supplement ? Supplement->getDIEForOffset(*Offset) : DWARFDie();
  return To && Numbers.count(To.getDwarfUnit()) ? To : DWARFDie();
}

Place Reader::target(DWARFDie Die, Attribute A) const {
  if (!Die.find(A))
    return Void;
  const DWARFDie Target = referenced(Die, A);
  return Target ? placeOf(Target) : Nowhere;
}

Unit Reader::unitOf(DWARFDie Die) const {
  Unit U;
  U.At = placeOf(Die);
  U.Name = text(Die, DW_AT_name);
  U.Producer = text(Die, DW_AT_producer);
  U.DwoName =
      text(Die, Die.find(DW_AT_dwo_name) ? DW_AT_dwo_name : DW_AT_GNU_dwo_name);
  U.Language = constant(Die, DW_AT_language).value_or(0);
  DWARFUnit &Header = *Die.getDwarfUnit();
  U.IsSplit = Header.isDWOUnit();
  U.IsSkeleton =
      !U.IsSplit && (Header.getUnitType() == DW_UT_skeleton ||
                     Die.find(DW_AT_dwo_name) || Die.find(DW_AT_GNU_dwo_name));
  U.LowPc = addressIn(Die, DW_AT_low_pc);
  // DWARF 5, 3.1.3: what a split unit does not say, its skeleton does.
  DWARFUnit *Skeleton = U.IsSplit ? Header.getLinkedUnit() : nullptr;
  if (Skeleton && !Die.find(DW_AT_low_pc))
    U.LowPc = addressIn(Skeleton->getUnitDIE(), DW_AT_low_pc);
  return U;
}
