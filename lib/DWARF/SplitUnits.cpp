//===- SplitUnits.cpp - Units whose DIEs are in .dwo files ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A .dwo file has what a linked file would have of one unit, and nothing that
/// a linker changes: addresses are indexes into the linked file's .debug_addr.
///
///     vmlinux                              a.dwo
///     .debug_info: skeleton, id 7 -------> .debug_info.dwo: unit, id 7
///       dwo_name "a.dwo", addr_base 16       low_pc: addrx 3
///     .debug_addr  <------- 3 ------------ .debug_str_offsets.dwo, ...
///
/// Reading DIEs expects one section of each name. So the sections of all .dwo
/// files are put one behind the other, as dwp does it. Numbers that count from
/// the start of such a section then count from the file's part of it: of each
/// unit that is Unit::AbbrevOffset, and SplitBases for the rest. Only the
/// offsets of strings are written anew, since each file has its own copy of
/// most strings, and one of each suffices.
///
/// A .dwp file is taken apart by its index into the .dwo files that it was made
/// of. (Not by LLVM's DWARFUnitIndex, which believes it.) This is the rare way
/// to build a kernel. Memory follows the sum of all .dwo files.
///
//===----------------------------------------------------------------------===//

#include "DWARF/SplitUnits.h"

#include "DWARF/ByteReader.h"
#include "DWARF/Supplement.h"
#include "DWARF/UnitDie.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <utility>

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

namespace {

struct Skeleton {
  std::pair<uint32_t, uint64_t> Place; ///< section and offset
  uint64_t Id = 0;
  std::string Name, Directory;
  SplitBases Bases;
};

using Bytes = ArrayRef<uint8_t>;

/// Of a section: where it begins, and its size.
struct Range {
  uint64_t Start, Size;
};

/// What is kept of the names of .dwo files. They may be suffixes of one string;
/// a kernel's 3,000 have 300 KB.
constexpr size_t MaxNames = 16 << 20;

/// The sections of a .dwo file, or what a .dwp file has of one.
struct Part {
  /// In a .dwo file each type unit may have a section of its own.
  SmallVector<Bytes, 1> Info, Types;
  Bytes Abbrev, Str, StrOffsets, Loc, LocLists, RngLists;
};

/// A .dwo or .dwp file that was opened.
struct SplitFile {
  std::string Problem; ///< if it could not be read
  StringRef Path;
  std::optional<ObjectImage> Package; ///< of a .dwp file, with the Bytes of
  std::map<uint64_t, Part> Parts;     ///< its rows, until they are added
  std::map<uint64_t, Unit> ById;
  /// Where what was copied begins: type units share parts with others.
  std::map<std::pair<const uint8_t *, size_t>, uint64_t> Starts;
  /// Bytes that may still be copied. Rows of an index may overlap, so without
  /// a limit the copies could be many times the file.
  uint64_t Left = 0;
  uint64_t StringsLeft = 0; ///< likewise, of strings, which may overlap
  /// Bytes of abbreviation tables that may still be read for the ids of units
  /// before version 5: of many rows each has few units, and all of the table.
  uint64_t AbbrevLeft = 0;
};

class SplitReader {
public:
  explicit SplitReader(DebugSections &Sections)
      : S(Sections), Out(std::make_shared<SplitUnits>()) {}

  Error run();

private:
  Error listSkeletons();
  Expected<UnitDie> dieOf(const Unit &U);
  Error copyOwnSections();
  std::string find(const Skeleton &From);
  SplitFile &open(const std::string &Path);
  const Unit *unitOf(uint64_t Id, SplitFile &In);
  Error read(ObjectImage Image, SplitFile &To);
  Expected<std::map<uint64_t, Part>> readIndex(const ObjectImage &Image,
                                               const Part &All, StringRef Name);
  Error addPart(const Part &P, SplitFile &To);
  Error addUnits(Bytes Info, StringRef Name, Range Tables,
                 const SplitBases &Bases, SplitFile &To);
  Error findIds(MutableArrayRef<Unit> Units, Range Tables, SplitFile &From);
  Expected<uint64_t> addStrings(const Part &P, unsigned Version,
                                SplitFile &From);
  SectionBytes keep(Bytes Of);
  endianness order() const {
    return S.LittleEndian ? endianness::little : endianness::big;
  }

  DebugSections &S;
  std::shared_ptr<SplitUnits> Out;
  std::vector<Skeleton> Skeletons;
  std::map<std::string, SplitFile> Files; ///< by what identifies them
  UnitDieReader Dies{S};
  StringMap<uint64_t> Pool; ///< strings' offsets in Str
  std::vector<uint8_t> Abbrev, Str, StrOffsets, LocLists, RngLists;
};

} // namespace

static StringRef textOf(Bytes B) { return toStringRef(B); }

static Expected<Bytes> contents(const ObjectImage &Image, StringRef Name) {
  Expected<SectionBytes> B = contentsOf(Image, Name);
  return B ? Expected<Bytes>(B->whole()) : B.takeError();
}

static uint64_t append(std::vector<uint8_t> &To, Bytes What) {
  const uint64_t Start = To.size();
  To.insert(To.end(), What.begin(), What.end());
  return Start;
}

static Error spend(SplitFile &From, size_t Size) {
  if (Size > From.Left)
    return createStringError("its parts overlap");
  From.Left -= Size;
  return Error::success();
}

/// Appends \p What, a part of \p From, unless it was appended before. Returns
/// where it begins.
static Expected<uint64_t> appendOnce(std::vector<uint8_t> &To, Bytes What,
                                     SplitFile &From) {
  auto [It, IsNew] =
      From.Starts.try_emplace({What.data(), What.size()}, To.size());
  if (!IsNew)
    return It->second;
  if (Error E = spend(From, What.size()))
    return E;
  return append(To, What);
}

/// A copy of \p Of with padding, owned by Out. What was appended to takes up to
/// twice its size, the copy no more than it needs.
SectionBytes SplitReader::keep(Bytes Of) {
  std::vector<uint8_t> &Kept = Out->Buffers.emplace_back();
  Kept.reserve(Of.size() + SectionBytes::Padding);
  append(Kept, Of);
  Kept.resize(Of.size() + SectionBytes::Padding);
  return {Kept.data(), Of.size()};
}

/// The DIE of \p U, a unit of the linked file.
Expected<UnitDie> SplitReader::dieOf(const Unit &U) {
  Expected<UnitDie> Die = Dies.read(S.of(U), S.Abbrev.whole(), U);
  if (Die || !S.assumesOrder())
    return Die;
  consumeError(Die.takeError());
  if (Error E = S.relocateUnits())
    return E;
  return Dies.read(S.of(U), S.Abbrev.whole(), U);
}

Error SplitReader::listSkeletons() {
  Expected<std::vector<Unit>> Units = listUnits(S);
  if (!Units)
    return Units.takeError();
  size_t NamesLeft = MaxNames;
  for (const Unit &U : *Units) {
    if (U.isTypeUnit() || (U.Version >= 5 && U.Type != DW_UT_skeleton))
      continue;
    UnitDie Die;
    if (Error E = dieOf(U).moveInto(Die))
      return E;
    if (!Die.Name || !Die.Id)
      continue;
    const std::pair<uint32_t, uint64_t> Place{U.Section, U.Offset};
    const size_t Size = Die.Name->size() + Die.Directory.size();
    if (Size > NamesLeft) {
      Out->Skeletons[Place] = "the names of .dwo files are too many";
      continue;
    }
    NamesLeft -= Size;
    Skeleton &New = Skeletons.emplace_back();
    New.Place = Place;
    New.Id = *Die.Id;
    New.Name = std::move(*Die.Name);
    New.Directory = std::move(Die.Directory);
    New.Bases.Addr = Die.AddrBase;
    New.Bases.Ranges = Die.RangesBase;
    New.Bases.LowPc = Die.LowPc;
  }
  return Error::success();
}

/// Starts the sections with what the linked file has of them.
Error SplitReader::copyOwnSections() {
  append(Abbrev, S.Abbrev.whole());
  append(Str, S.Str.whole());
  append(StrOffsets, S.StrOffsets.whole());
  for (auto [Name, To] : {std::pair(".debug_loclists", &LocLists),
                          std::pair(".debug_rnglists", &RngLists)}) {
    Expected<Bytes> B = contents(*S.Image, Name);
    if (!B)
      return B.takeError();
    append(*To, *B);
  }
  return Error::success();
}

/// Copies the offsets of the strings of \p P, as those in Str. Returns where
/// they start in StrOffsets.
Expected<uint64_t> SplitReader::addStrings(const Part &P, unsigned Version,
                                           SplitFile &From) {
  auto Known = From.Starts.find({P.StrOffsets.data(), P.StrOffsets.size()});
  if (Known != From.Starts.end())
    return Known->second;
  if (Error E = spend(From, P.StrOffsets.size()))
    return E;
  const endianness Order = order();
  ByteReader In{P.StrOffsets.begin(), P.StrOffsets.end(), Order};
  unsigned Width = 4;
  if (Version >= 5 && !P.StrOffsets.empty()) { // a header (DWARF 5, 7.26)
    Width = In.fixed(4) == DW_LENGTH_DWARF64 ? 8 : 4;
    (void)In.block(Width == 8 ? 12 : 4);
  }
  const uint64_t Start = StrOffsets.size();
  From.Starts[{P.StrOffsets.data(), P.StrOffsets.size()}] = Start;
  while (!In.Overrun && In.End - In.P >= Width) {
    const uint64_t Offset = In.fixed(Width);
    if (Offset >= P.Str.size())
      return createStringError("section .debug_str_offsets.dwo: no string is "
                               "at 0x" +
                               Twine::utohexstr(Offset));
    const StringRef Text = textOf(P.Str.drop_front(Offset)).split('\0').first;
    const auto [It, IsNew] = Pool.try_emplace(Text, Str.size());
    if (IsNew) {
      if (From.StringsLeft <= Text.size())
        return createStringError("section .debug_str.dwo: its strings overlap");
      From.StringsLeft -= Text.size() + 1;
      append(Str, arrayRefFromStringRef(Text));
      Str.push_back(0);
    }
    StrOffsets.resize(StrOffsets.size() + Width);
    uint8_t *To = StrOffsets.data() + StrOffsets.size() - Width;
    if (Width == 8)
      support::endian::write<uint64_t>(To, It->second, Order);
    else
      support::endian::write<uint32_t>(To, It->second, Order);
  }
  return Start;
}

/// Sets the signatures of \p Units before version 5, which have \p Tables of
/// Abbrev.
Error SplitReader::findIds(MutableArrayRef<Unit> Units, Range Tables,
                           SplitFile &From) {
  const uint64_t End = Tables.Start + Tables.Size;
  uint64_t Last = UINT64_MAX;
  for (Unit &U : Units) {
    if (U.Version >= 5 || U.isTypeUnit() || U.AbbrevOffset >= End)
      continue;
    U.AbbrevLimit = static_cast<uint32_t>(
        std::min<uint64_t>(End - U.AbbrevOffset, MaxAbbrevTable));
    if (U.AbbrevOffset != Last && U.AbbrevLimit > From.AbbrevLeft)
      return createStringError("its units share too many abbreviation tables");
    if (U.AbbrevOffset != Last)
      From.AbbrevLeft -= U.AbbrevLimit;
    Last = U.AbbrevOffset;
    Expected<UnitDie> Die = Dies.read(S.of(U), Abbrev, U);
    if (!Die)
      return Die.takeError();
    U.Signature = Die->Id.value_or(0);
  }
  return Error::success();
}

/// Adds the units of \p Info, with \p Tables of Abbrev: type units to Out,
/// others to \p To.
Error SplitReader::addUnits(Bytes Info, StringRef Name, Range Tables,
                            const SplitBases &Bases, SplitFile &To) {
  if (Info.empty())
    return Error::success();
  if (Error E = spend(To, Info.size()))
    return E;
  const auto Section = static_cast<uint32_t>(S.Units.size());
  S.Units.push_back({nullptr, keep(Info), Name, To.Path});
  Expected<std::vector<Unit>> Units = listUnitsOf(S, Section);
  if (!Units)
    return Units.takeError();
  for (Unit &U : *Units)
    U.AbbrevOffset += Tables.Start;
  if (Error E = findIds(*Units, Tables, To))
    return E;
  for (Unit &U : *Units) {
    U.Split = &Out->Bases.emplace_back(Bases);
    if (U.isTypeUnit())
      Out->Units.push_back(U);
    else
      To.ById.try_emplace(U.Signature, U);
  }
  return Error::success();
}

Error SplitReader::addPart(const Part &P, SplitFile &To) {
  Bytes First;
  for (const auto *Sections : {&P.Types, &P.Info})
    for (Bytes Each : *Sections)
      if (!Each.empty())
        First = Each;
  ByteReader Header{First.begin(), First.end(), order()};
  const bool Is64 = Header.fixed(4) == DW_LENGTH_DWARF64;
  (void)Header.block(Is64 ? 8 : 0);
  const uint64_t Version = Header.fixed(2);
  SplitBases Bases;
  Range Tables{0, P.Abbrev.size()};
  if (Error E = addStrings(P, Version, To).moveInto(Bases.StrOffsets))
    return E;
  if (Error E = appendOnce(LocLists, Version < 5 ? P.Loc : P.LocLists, To)
                    .moveInto(Bases.LocLists))
    return E;
  if (Error E = appendOnce(RngLists, P.RngLists, To).moveInto(Bases.RngLists))
    return E;
  if (Error E = appendOnce(Abbrev, P.Abbrev, To).moveInto(Tables.Start))
    return E;
  const unsigned ListsHeader = Version < 5 ? 0 : Is64 ? 20 : 12;
  Bases.LocLists += ListsHeader;
  Bases.RngLists += ListsHeader;
  for (Bytes Info : P.Info)
    if (Error E = addUnits(Info, ".debug_info.dwo", Tables, Bases, To))
      return E;
  for (Bytes Info : P.Types)
    if (Error E = addUnits(Info, ".debug_types.dwo", Tables, Bases, To))
      return E;
  return Error::success();
}

/// Gives \p P the \p Size bytes at \p Offset of a section of \p All, a .dwp
/// file;
/// \p Kind, as its index of version 2 (\p IsOld) or 5 has it, says which.
static void take(uint32_t Kind, bool IsOld, const Part &All, uint64_t Offset,
                 uint64_t Size, Part &P) {
  auto Of = [&](Bytes Section) {
    return Offset <= Section.size() && Size <= Section.size() - Offset
               ? Section.slice(Offset, Size)
               : Bytes();
  };
  switch (Kind) {
  case 1:
    P.Info.assign(1, Of(All.Info.back()));
    break;
  case 2:
    if (!All.Types.empty())
      P.Types.assign(1, Of(All.Types.back()));
    break;
  case 3:
    P.Abbrev = Of(All.Abbrev);
    break;
  case 5:
    (IsOld ? P.Loc : P.LocLists) = Of(IsOld ? All.Loc : All.LocLists);
    break;
  case 6:
    P.StrOffsets = Of(All.StrOffsets);
    break;
  case 8:
    if (!IsOld)
      P.RngLists = Of(All.RngLists);
    break;
  default: // of no interest: lines, macros
    break;
  }
}

/// What the rows of index \p Name of a .dwp file say are parts of its sections,
/// \p All, by the units' ids or signatures (DWARF 5, 7.3.5.3; version 2 is
/// GNU's). The index is a hash table of rows, of which each slot is looked at.
Expected<std::map<uint64_t, Part>>
SplitReader::readIndex(const ObjectImage &Image, const Part &All,
                       StringRef Name) {
  Expected<Bytes> B = contents(Image, Name);
  if (!B)
    return B.takeError();
  std::map<uint64_t, Part> Parts;
  if (B->empty())
    return Parts;
  auto Number = [&](uint64_t Offset, unsigned Size) -> uint64_t {
    if (Offset > B->size())
      return 0;
    return ByteReader{B->begin() + Offset, B->end(), order()}.fixed(Size);
  };
  auto At = [&](uint64_t Offset) { return Number(Offset, 4); };
  const bool IsOld = At(0) == 2;
  const uint64_t Columns = At(4), Rows = At(8), Slots = At(12);
  const uint64_t Ids = 16, Numbers = Ids + 8 * Slots;
  const uint64_t Kinds = Numbers + 4 * Slots, Offsets = Kinds + 4 * Columns;
  const uint64_t Cells = Columns * Rows, Sizes = Offsets + 4 * Cells;
  if (Columns > 16 || Sizes + 4 * Cells > B->size())
    return createStringError("section " + Name + " is malformed");
  for (uint64_t Slot = 0; Slot < Slots; ++Slot) {
    const uint64_t Row = At(Numbers + 4 * Slot);
    if (Row == 0)
      continue;
    Part P;
    P.Str = All.Str;
    for (uint64_t Column = 0; Column < Columns && Row <= Rows; ++Column) {
      const uint64_t Cell = 4 * ((Row - 1) * Columns + Column);
      const uint64_t Offset = At(Offsets + Cell), Size = At(Sizes + Cell);
      take(At(Kinds + 4 * Column), IsOld, All, Offset, Size, P);
    }
    Parts.try_emplace(Number(Ids + 8 * Slot, 8), std::move(P));
  }
  return Parts;
}

Error SplitReader::read(ObjectImage Image, SplitFile &To) {
  if (Image.isLittleEndian() != S.LittleEndian)
    return createStringError("its byte order is another");
  Part All;
  for (auto [Name, Into] : {std::pair(".debug_info.dwo", &All.Info),
                            std::pair(".debug_types.dwo", &All.Types)})
    for (const SectionInfo *Section : Image.findAll(Name)) {
      Expected<SectionBytes> B = Image.bytes(*Section);
      if (!B)
        return B.takeError();
      if (!B->empty())
        Into->push_back(B->whole());
    }
  for (auto [Name, Into] :
       {std::pair(".debug_abbrev.dwo", &All.Abbrev),
        std::pair(".debug_str.dwo", &All.Str),
        std::pair(".debug_str_offsets.dwo", &All.StrOffsets),
        std::pair(".debug_loc.dwo", &All.Loc),
        std::pair(".debug_loclists.dwo", &All.LocLists),
        std::pair(".debug_rnglists.dwo", &All.RngLists)})
    if (Error E = contents(Image, Name).moveInto(*Into))
      return E;
  To.StringsLeft = 2 * All.Str.size();
  To.AbbrevLeft = MaxAbbrevBytes + 2 * All.Abbrev.size();
  To.Left = 2 * (All.Abbrev.size() + All.StrOffsets.size() + All.Loc.size() +
                 All.LocLists.size() + All.RngLists.size());
  for (const auto *Sections : {&All.Info, &All.Types})
    for (Bytes Section : *Sections)
      To.Left += 2 * Section.size();
  if (All.Info.empty())
    return createStringError("section .debug_info.dwo is missing or empty");
  if (!All.Str.empty() && All.Str.back() != 0)
    return createStringError("section .debug_str.dwo does not end with NUL");
  if (!Image.find(".debug_cu_index")) {
    if (Error E = addPart(All, To))
      return E;
    return Image.checkRead();
  }
  if (Error E = readIndex(Image, All, ".debug_cu_index").moveInto(To.Parts))
    return E;
  auto Types = readIndex(Image, All, ".debug_tu_index");
  if (!Types)
    return Types.takeError();
  for (const auto &[Signature, P] : *Types)
    if (Error E = addPart(P, To))
      return E;
  To.Package.emplace(std::move(Image));
  return Error::success();
}

/// A file has many names ("x", "./x"), and is to be read once.
static std::string identify(const std::string &Path) {
  sys::fs::UniqueID Id;
  return sys::fs::getUniqueID(Path, Id)
             ? Path
             : (Twine(Id.getDevice()) + ":" + Twine(Id.getFile())).str();
}

/// Opens \p Path, unless that was tried before.
SplitFile &SplitReader::open(const std::string &Path) {
  auto [It, IsNew] = Files.try_emplace(identify(Path));
  SplitFile &File = It->second;
  if (!IsNew)
    return File;
  const size_t NumUnits = Out->Units.size();
  Out->Paths.push_back(Path);
  File.Path = Out->Paths.back();
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  Error E = Image ? read(std::move(*Image), File) : Image.takeError();
  if (!E)
    return File;
  File.ById.clear();
  Out->Units.resize(NumUnits);
  File.Problem = toString(std::move(E));
  if (!StringRef(File.Problem).starts_with(Path))
    File.Problem = Path + ": " + File.Problem;
  return File;
}

/// The compile unit \p Id of \p In, or null.
const Unit *SplitReader::unitOf(uint64_t Id, SplitFile &In) {
  if (auto Row = In.Parts.find(Id); Row != In.Parts.end()) {
    const Part P = Row->second;
    In.Parts.erase(Row);
    if (Error E = addPart(P, In))
      In.Problem = (In.Path + ": " + toString(std::move(E))).str();
  }
  auto Found = In.ById.find(Id);
  return Found == In.ById.end() ? nullptr : &Found->second;
}

/// Adds the unit of \p From, or says why there is none.
std::string SplitReader::find(const Skeleton &From) {
  const std::string Own = S.Image->path().str();
  const SmallString<128> Named = pathFrom(From.Directory, From.Name);
  SmallString<128> Beside(sys::path::parent_path(Own));
  sys::path::append(Beside, sys::path::filename(From.Name));
  std::string Why;
  for (const std::string &Path :
       {Own + ".dwp", Named.str().str(), Beside.str().str()}) {
    if (Path != Named && !sys::fs::exists(Path))
      continue;
    SplitFile &File = open(Path);
    const Unit *Found = unitOf(From.Id, File);
    if (!Found) {
      Why += (Why.empty() ? "" : "; ") +
             (File.Problem.empty()
                  ? Path + ": has no unit with the id 0x" + utohexstr(From.Id)
                  : File.Problem);
      continue;
    }
    SplitBases Bases = *Found->Split;
    Bases.Addr = From.Bases.Addr;
    Bases.Ranges = From.Bases.Ranges;
    Bases.LowPc = From.Bases.LowPc;
    Out->Units.push_back(*Found);
    Out->Units.back().Split = &Out->Bases.emplace_back(Bases);
    return "";
  }
  return Why;
}

Error SplitReader::run() {
  if (Error E = listSkeletons())
    return E;
  if (Skeletons.empty())
    return Error::success();
  if (Error E = copyOwnSections())
    return E;
  for (const Skeleton &From : Skeletons)
    Out->Skeletons[From.Place] = find(From);
  for (const auto &[Path, File] : Files)
    if (File.Package)
      if (Error E = File.Package->checkRead())
        return E;
  llvm::sort(Out->Units, [](const Unit &A, const Unit &B) {
    return std::pair(A.Section, A.Offset) < std::pair(B.Section, B.Offset);
  });
  S.Abbrev = keep(std::exchange(Abbrev, {}));
  S.Str = keep(std::exchange(Str, {}));
  S.StrOffsets = keep(std::exchange(StrOffsets, {}));
  S.LocLists = keep(std::exchange(LocLists, {}));
  S.RngLists = keep(std::exchange(RngLists, {}));
  S.Split = std::move(Out);
  return Error::success();
}

Error btfgen::addSplitUnits(DebugSections &Sections) {
  return SplitReader(Sections).run();
}
