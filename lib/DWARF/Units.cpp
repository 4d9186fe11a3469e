//===- Units.cpp - Unit headers -------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Units.h"

#include "DWARF/SplitUnits.h"
#include "DWARF/Supplement.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace btfgen;

namespace {

/// Reads fixed-size integers off a short byte range, remembering overruns.
class HeaderReader {
  const uint8_t *P;
  const uint8_t *End;
  endianness Order;

public:
  bool Overrun = false;

  HeaderReader(const uint8_t *P, size_t Size, bool LittleEndian)
      : P(P), End(P + Size),
        Order(LittleEndian ? endianness::little : endianness::big) {}

  template <typename T> T get() {
    if (static_cast<size_t>(End - P) < sizeof(T)) {
      Overrun = true;
      return 0;
    }
    T V = support::endian::read<T>(P, Order);
    P += sizeof(T);
    return V;
  }
  uint64_t getOffset(bool Dwarf64) {
    return Dwarf64 ? get<uint64_t>() : get<uint32_t>();
  }
};

} // namespace

bool Unit::isTypeUnit() const {
  return Type == dwarf::DW_UT_type || Type == dwarf::DW_UT_split_type;
}

/// The section \p Name if the file holds its bytes.
static const SectionInfo *present(const ObjectImage &Image, StringRef Name) {
  const SectionInfo *Section = Image.find(Name);
  return Section && Section->Type != ELF::SHT_NOBITS ? Section : nullptr;
}

Expected<SectionBytes> btfgen::contentsOf(const ObjectImage &Image,
                                          StringRef Name) {
  const SectionInfo *Section = present(Image, Name);
  return Section ? Image.bytes(*Section) : SectionBytes();
}

Expected<DebugSections> DebugSections::open(const ObjectImage &Image,
                                            unsigned Threads) {
  DebugSections S;
  S.Image = &Image;
  S.LittleEndian = Image.isLittleEndian();
  // These are read unit by unit, or here and there: windows keep them out of
  // memory. All units are read, so that their relocations need no extra pass.
  for (StringRef Name : {".debug_info", ".debug_types"})
    for (const SectionInfo *Section : Image.findAll(Name)) {
      if (Section->Type == ELF::SHT_NOBITS)
        continue;
      Expected<SectionBytes> B =
          Image.windows(*Section, RelocationOrder::Assumed);
      if (!B)
        return B.takeError();
      S.Units.push_back({Section, *B, Name, Image.path()});
    }
  const std::pair<StringRef, SectionBytes *> Windows[] = {
      {".debug_loc", &S.Loc},
      {".debug_loclists", &S.LocLists},
      {".debug_ranges", &S.Ranges},
      {".debug_rnglists", &S.RngLists},
  };
  for (auto &[Name, Bytes] : Windows)
    if (const SectionInfo *Section = present(Image, Name)) {
      Expected<SectionBytes> B =
          Image.windows(*Section, RelocationOrder::Known);
      if (!B)
        return B.takeError();
      *Bytes = *B;
    }
  const std::pair<StringRef, SectionBytes *> Wanted[] = {
      {".debug_abbrev", &S.Abbrev},    {".debug_str", &S.Str},
      {".debug_line_str", &S.LineStr}, {".debug_str_offsets", &S.StrOffsets},
      {".debug_addr", &S.Addr},
  };
  SmallVector<StringRef, 8> Names;
  for (auto &[Name, Bytes] : Wanted)
    Names.push_back(Name);
  if (Error E = Image.prepare(Names, Threads))
    return E;
  for (auto &[Name, Bytes] : Wanted)
    if (Error E = contentsOf(Image, Name).moveInto(*Bytes))
      return E;
  return S;
}

bool DebugSections::isInSupplement(const Unit &U) const {
  return Sup && Sup->isUsed() && U.Section == Sup->Section;
}

Error DebugSections::relocateUnits() {
  for (UnitSection &S : Units) {
    if (!S.Info || S.Path != Image->path())
      continue;
    Expected<SectionBytes> B = Image->bytes(*S.Info);
    if (!B)
      return B.takeError();
    S.Bytes = *B;
  }
  return Error::success();
}

/// Reads the header at \p Offset of \p Section (DWARF 5, 7.5.1.1 to 7.5.1.3;
/// DWARF 4, 7.5.1).
static Expected<Unit> readHeader(const DebugSections &S, uint32_t Index,
                                 uint64_t Offset,
                                 std::vector<uint8_t> &Scratch) {
  const auto &[Info, Section, Name, Path] = S.Units[Index];
  constexpr uint64_t LongestHeader = 40;
  uint64_t Available = std::min(LongestHeader, Section.size() - Offset);
  Expected<const uint8_t *> P = Section.read(Offset, Available, Scratch);
  if (!P)
    return P.takeError();
  auto Bad = [&](const Twine &What) {
    return createStringError(Path + ": section " + Name + ": unit at 0x" +
                             Twine::utohexstr(Offset) + ": " + What);
  };
  HeaderReader R(*P, Available, S.LittleEndian);
  Unit U;
  U.Offset = Offset;
  U.Section = Index;
  uint64_t Length = R.get<uint32_t>();
  if (Length == dwarf::DW_LENGTH_DWARF64) {
    U.Dwarf64 = true;
    Length = R.get<uint64_t>();
  } else if (Length >= dwarf::DW_LENGTH_lo_reserved) {
    return Bad("length 0x" + Twine::utohexstr(Length) + " is reserved");
  }
  const unsigned LengthSize = U.Dwarf64 ? 12 : 4;
  if (Length > Section.size() - Offset ||
      LengthSize > Section.size() - Offset - Length)
    return Bad("length 0x" + Twine::utohexstr(Length) +
               " runs past the section's end at 0x" +
               Twine::utohexstr(Section.size()));
  U.Size = Length + LengthSize;
  U.Version = R.get<uint16_t>();
  if (U.Version < 2 || U.Version > 5)
    return Bad("version " + Twine(U.Version) + ", expected 2 to 5");
  U.Type = Name.starts_with(".debug_types") ? dwarf::DW_UT_type
                                            : dwarf::DW_UT_compile;
  if (U.Version >= 5) {
    U.Type = R.get<uint8_t>();
    U.AddressSize = R.get<uint8_t>();
    U.AbbrevOffset = R.getOffset(U.Dwarf64);
  } else {
    U.AbbrevOffset = R.getOffset(U.Dwarf64);
    U.AddressSize = R.get<uint8_t>();
  }
  unsigned HeaderSize =
      LengthSize + 2 + (U.Version >= 5 ? 2 : 1) + U.offsetSize();
  if (U.isTypeUnit()) {
    U.Signature = R.get<uint64_t>();
    U.TypeOffset = R.getOffset(U.Dwarf64);
    HeaderSize += 8 + U.offsetSize();
  } else if (U.Type == dwarf::DW_UT_skeleton ||
             U.Type == dwarf::DW_UT_split_compile) {
    U.Signature = R.get<uint64_t>();
    HeaderSize += 8;
  }
  if (R.Overrun || HeaderSize > U.Size)
    return Bad("header is truncated");
  if (U.AddressSize != 4 && U.AddressSize != 8 && U.AddressSize != 2)
    return Bad("address size " + Twine(U.AddressSize) + ", expected 4 or 8");
  U.HeaderSize = HeaderSize;
  return U;
}

void btfgen::limitAbbrevs(MutableArrayRef<Unit> Units, uint64_t Size) {
  std::vector<uint64_t> Starts;
  if (Units.size() > MaxOverlapping) {
    for (const Unit &U : Units)
      Starts.push_back(U.AbbrevOffset);
    llvm::sort(Starts);
  }
  uint64_t Left = MaxAbbrevBytes + 2 * Size, Last = UINT64_MAX;
  for (const Unit &U : Units)
    Left += U.Size;
  for (Unit &U : Units) {
    auto Next = llvm::upper_bound(Starts, U.AbbrevOffset);
    const uint64_t End = Next == Starts.end() ? Size : std::min(*Next, Size);
    const uint64_t Length =
        std::min<uint64_t>(End - std::min(U.AbbrevOffset, End), MaxAbbrevTable);
    if (!Starts.empty() && U.AbbrevOffset != Last && Left < Length) {
      Last = UINT64_MAX; // whatever comes next has to be read again
      continue;
    }
    if (U.AbbrevOffset != Last)
      Left -= std::min(Left, Length);
    U.AbbrevLimit = static_cast<uint32_t>(Length);
    Last = U.AbbrevOffset;
  }
}

const Unit *btfgen::unitAt(ArrayRef<Unit> Units, const DiePlace &Place) {
  const Unit *Behind = partition_point(Units, [&](const Unit &U) {
    return DiePlace{U.Section, U.Offset} <= Place;
  });
  if (Behind == Units.begin())
    return nullptr;
  const Unit *U = Behind - 1;
  return U->Section == Place.Section && Place.Offset - U->Offset < U->Size
             ? U
             : nullptr;
}

Expected<std::vector<Unit>> btfgen::listUnitsOf(const DebugSections &S,
                                                uint32_t Section) {
  std::vector<Unit> Units;
  std::vector<uint8_t> Scratch;
  for (uint64_t Offset = 0; Offset < S.Units[Section].Bytes.size();
       Offset += Units.back().Size) {
    Expected<Unit> U = readHeader(S, Section, Offset, Scratch);
    if (!U)
      return U.takeError();
    Units.push_back(*U);
  }
  return Units;
}

Expected<std::vector<Unit>> btfgen::listUnits(const DebugSections &S) {
  std::vector<Unit> Units;
  for (uint32_t I = 0; I < S.Units.size(); ++I) {
    if (!S.Units[I].Info)
      continue;
    Expected<std::vector<Unit>> Own = listUnitsOf(S, I);
    if (!Own)
      return Own.takeError();
    if (S.Sup && S.Sup->isUsed() && I == S.Sup->Section)
      for (Unit &U : *Own)
        U.AbbrevOffset += S.Sup->AbbrevStart;
    llvm::append_range(Units, *Own);
  }
  if (S.Split) {
    llvm::erase_if(Units, [&](const Unit &U) {
      auto It = S.Split->Skeletons.find({U.Section, U.Offset});
      return It != S.Split->Skeletons.end() && It->second.empty();
    });
    llvm::append_range(Units, S.Split->Units);
  }
  limitAbbrevs(Units, S.Abbrev.size());
  return Units;
}
