//===- Compare.cpp - btfgen's reader of DWARF beside another --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// dwarf-reference [--quiet] [--break=FIELD] [--copies] ELF...
// dwarf-reference --prove [--copies] ELF...
//
// Reads each unit of ELF twice, with lib/DWARF and with Reference.cpp, which is
// built on LLVM's reader and knows nothing of the other, and compares what the
// two say of types, members, enumerators, dimensions, parameters, functions and
// variables, field by field. References are compared as the DIEs that they lead
// to, names as text.
//
// A line for each difference, of 20 at most, and a summary for each file;
// --quiet: that only if there are differences. --break changes FIELD in what
// btfgen's reader says before it is compared; --prove does so with each of all
// fields, and says which of these changes nothing has found. With --copies they
// change types only where a unit has a copy of another unit's. Exit status: 0
// no difference, 1 differences or an error, 2 usage, 3 no debug information.
//
//===----------------------------------------------------------------------===//

#include "Comparison.h"
#include "DWARF/Supplement.h"
#include "DWARF/UnitGroups.h"
#include "llvm/DebugInfo/DWARF/DWARFTypeUnit.h"
#include "llvm/Support/raw_ostream.h"

#include <deque>
#include <map>

using namespace llvm;
using namespace btfgen;

/// What tells units apart that may come in another order: the file, whether it
/// is a type unit, and the signature, or the number that its skeleton has, too.
using UnitKey = std::tuple<std::string, bool, uint64_t>;

static UnitKey keyOf(const Unit &U, const DebugSections &S) {
  return {S.Units[U.Section].Path.str(), U.isTypeUnit(),
          U.isTypeUnit() || U.Split ? U.Signature : 0};
}

static UnitKey keyOf(DWARFUnit &U) {
  const uint64_t Id = U.isTypeUnit()
                          ? static_cast<DWARFTypeUnit &>(U).getTypeHash()
                      : U.isDWOUnit() ? U.getDWOId().value_or(0)
                                      : 0;
  return {U.getContext().getDWARFObj().getFileName().str(), U.isTypeUnit(), Id};
}

/// Has \p Theirs number the units as \p Ours. Error: both do not list the same.
static Error numberUnits(ArrayRef<Unit> Ours, const DebugSections &S,
                         reference::Reader &Theirs) {
  if (Ours.size() != Theirs.units().size())
    return createStringError(Twine(Ours.size()) + " units, by the reference " +
                             Twine(Theirs.units().size()));
  std::map<UnitKey, std::deque<DWARFUnit *>> ByKey;
  for (DWARFUnit *U : Theirs.units())
    ByKey[keyOf(*U)].push_back(U);
  std::vector<DWARFUnit *> InOrder;
  for (const Unit &O : Ours) {
    std::deque<DWARFUnit *> &Equal = ByKey[keyOf(O, S)];
    DWARFUnit *T = Equal.empty() ? nullptr : Equal.front();
    // Offsets of a .dwp file's parts, and of joined tables, are btfgen's own.
    if (!T || O.Size != T->getNextUnitOffset() - T->getOffset() ||
        O.Version != T->getVersion() ||
        O.AddressSize != T->getAddressByteSize() ||
        (S.Units[O.Section].Path == S.Image->path() &&
         (O.Offset != T->getOffset() ||
          O.AbbrevOffset != T->getAbbreviationsOffset())))
      return createStringError("the headers of the unit at 0x" +
                               Twine::utohexstr(O.Offset) + " differ");
    Equal.pop_front();
    InOrder.push_back(T);
  }
  Theirs.number(std::move(InOrder));
  return Error::success();
}

/// Reads and compares all units, as btfgen does: with \p Share, types that many
/// units refer to are read beforehand, if that is possible. Error: relocations
/// may be out of order, or something cannot be read.
static Error compareAll(const OpenInput &In, bool Share,
                        reference::Reader &Theirs, const FieldInfo *Broken,
                        Counts &C) {
  Expected<std::vector<Unit>> Units = listUnits(In.Sections);
  if (!Units)
    return Units.takeError();
  if (Error E = numberUnits(*Units, In.Sections, Theirs))
    return E;
  const ReaderOptions Options;
  Expected<GroupedUnits> Grouped =
      groupUnits(In.Sections, *Units, *In.NameTable, Options, 1, Share);
  if (!Grouped)
    return Grouped.takeError();
  const bool WithOthers = Grouped->Shared != nullptr;
  TypeReader Ours(In.Sections, *Units, *In.NameTable, Options,
                  Grouped->Shared.get());
  if (WithOthers)
    for (const UnitGroup &Group : Grouped->Groups) {
      Expected<TypeReader::Result> Result = Ours.read(Group, /*Grouped=*/true);
      if (!Result)
        return Result.takeError();
      if (*Result == TypeReader::Result::SharedNoType)
        return compareAll(In, /*Share=*/false, Theirs, Broken, C);
    }
  EntryReader Entries(In.Sections);
  for (const UnitGroup &Group : Grouped->Groups) {
    Expected<TypeReader::Result> Result = Ours.read(Group, /*Grouped=*/true);
    if (!Result)
      return Result.takeError();
    if (*Result != TypeReader::Result::Read) {
      C.Refused += Group.size();
      outs() << In.image().path() << ": unit at 0x"
             << utohexstr((*Units)[Ours.defect().Unit.index()].Offset)
             << " is not read: " << Ours.defect().What << '\n';
      continue;
    }
    std::vector<size_t> Numbers;
    for (UnitIdx Index : Group)
      Numbers.push_back(Index.index());
    const reference::Contents Contents = Theirs.read(Numbers, WithOthers);
    if (Broken)
      Broken->Break(Ours.types());
    Comparison(In, *Units, Group, Ours, Entries, Contents,
               Theirs.sectionStarts(), C)
        .run();
  }
  return Error::success();
}

/// Opens what \p In has with LLVM's reader, and compares. Error as above.
static Error compareWith(const OpenInput &In, const FieldInfo *Broken,
                         Counts &C) {
  // LLVM warns of relocations, in sections that nobody reads, too.
  const auto Note = [&](Error E) { C.Warnings.insert(toString(std::move(E))); };
  const auto Open = [&](const object::ObjectFile &Object) {
    return DWARFContext::create(Object,
                                DWARFContext::ProcessDebugRelocations::Process,
                                nullptr, "", Note, Note);
  };
  auto Object = object::ObjectFile::createObjectFile(In.image().path());
  if (!Object)
    return Object.takeError();
  const auto Context = Open(*Object->getBinary());
  const Supplement *Sup = In.Sections.Sup.get();
  if (!Sup || !Sup->isUsed() || !Sup->Image) {
    reference::Reader Theirs(*Context, nullptr);
    return compareAll(In, /*Share=*/true, Theirs, Broken, C);
  }
  auto Other = object::ObjectFile::createObjectFile(Sup->Image->path());
  if (!Other)
    return Other.takeError();
  const auto Supplement = Open(*Other->getBinary());
  reference::Reader Theirs(*Context, Supplement.get());
  return compareAll(In, /*Share=*/true, Theirs, Broken, C);
}

static Error compareFile(StringRef Path, const FieldInfo *Broken, Counts &C) {
  Config Options;
  Options.Input = Path.str();
  auto In = OpenInput::open(Options, Names::Identity::ByOffset);
  if (!In)
    return In.takeError();
  DebugSections &Sections = (*In)->Sections;
  Error E = compareWith(**In, Broken, C);
  if (!E || !Sections.assumesOrder())
    return E;
  consumeError(std::move(E));
  Counts Fresh;
  Fresh.MostPrinted = C.MostPrinted;
  C = Fresh;
  if (Error Failed = Sections.relocateUnits())
    return Failed;
  return compareWith(**In, Broken, C);
}

/// The exit status for an error.
static int fail(StringRef Path, Error E) {
  const bool IsEmpty = E.isA<NoDebugInfo>();
  errs() << "dwarf-reference: " << Path << ": " << toString(std::move(E))
         << '\n';
  return IsEmpty ? 3 : 1;
}

static int report(StringRef Path, const FieldInfo *Broken, bool Quiet) {
  Counts C;
  if (Error E = compareFile(Path, Broken, C))
    return fail(Path, std::move(E));
  if (Quiet && !C.Differences)
    return 0;
  outs() << Path << ": " << C.Units << " units, " << C.Types << " types, ";
  if (C.Copies)
    outs() << C.Copies << " copies of types, ";
  outs() << C.Items << " members, enumerators and parameters, " << C.Functions
         << " functions with " << C.Parameters << " parameters, " << C.Variables
         << " variables";
  if (C.Refused)
    outs() << "; " << C.Refused << " units not read";
  if (!C.Differences) {
    outs() << ": no difference\n";
    return 0;
  }
  outs() << ": " << C.Differences << " differences\n";
  for (const std::string &Warning : C.Warnings)
    outs() << Path << ": LLVM: " << Warning << '\n';
  return 1;
}

/// Breaks each field of \p Files: is that seen?
static int prove(ArrayRef<StringRef> Files) {
  int Status = 0;
  for (unsigned F = 0; F < NumFields; ++F) {
    bool Found = false;
    for (StringRef Path : Files) {
      Counts C;
      C.MostPrinted = 0;
      if (Error E = compareFile(Path, &Fields[F], C))
        return fail(Path, std::move(E));
      Found |= C.Differing.count(FieldId(F)) != 0;
    }
    PositionSkew = 0;
    outs() << Fields[F].Name << (Found ? ": found\n" : ": NOT FOUND\n");
    Status |= !Found;
  }
  return Status;
}

static int usage() {
  errs()
      << "usage: dwarf-reference [--quiet] [--break=FIELD] [--copies] ELF...\n"
         "       dwarf-reference --prove [--copies] ELF...\n";
  return 2;
}

int main(int Argc, char **Argv) {
  const FieldInfo *Broken = nullptr;
  bool Quiet = false, Prove = false;
  std::vector<StringRef> Files;
  for (StringRef Arg : ArrayRef(Argv + 1, Argc - 1)) {
    if (Arg.consume_front("--break=")) {
      Broken = find_if(Fields, [&](auto &F) { return Arg == F.Name; });
      if (Broken == std::end(Fields))
        return usage();
    } else if (Arg == "--quiet") {
      Quiet = true;
    } else if (Arg == "--prove") {
      Prove = true;
    } else if (Arg == "--copies") {
      BreakCopies = true;
    } else if (Arg.starts_with("-")) {
      return usage();
    } else {
      Files.push_back(Arg);
    }
  }
  if (Files.empty())
    return usage();
  if (Prove)
    return prove(Files);
  int Status = 0;
  for (StringRef Path : Files)
    Status = std::max(Status, report(Path, Broken, Quiet));
  return Status;
}
