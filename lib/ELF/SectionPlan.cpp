//===- SectionPlan.cpp - What changing sections will write ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads and checks the headers, finds a place for each section, then lays the
/// file out in one of two ways. Appending leaves all old bytes where they are.
/// Compacting moves what is used to the front: the ELF header, the program
/// headers and all that segments load stay, since addresses and offsets of a
/// loaded image belong together; each other section moves towards the front by
/// a multiple of its alignment. Overlapping ranges (hostile files, and some
/// that are merely odd) move as one.
///
//===----------------------------------------------------------------------===//

#include "ELF/SectionPlan.h"

#include "ELF/ElfType.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

namespace {

/// A range of the old file that the compacted one keeps.
struct Extent {
  uint64_t From, Size;
  uint64_t Alignment; ///< it moves by a multiple of that
  bool Fixed;         ///< or not at all
  uint32_t Section;   ///< 0: none
};

template <class ELFT> class Planner {
public:
  Planner(const PatchedFile &F, SectionPlan &P) : F(F), P(P) {}

  Error run(ArrayRef<NewSection> Sections, ArrayRef<StringRef> Removed,
            bool Compact) {
    if (Error E = readHeaders())
      return E;
    if (Error E = readNames())
      return E;
    if (Error E = checkSections())
      return E;
    for (const NewSection &S : Sections)
      if (Error E = place(S))
        return E;
    for (StringRef Name : Removed)
      if (Error E = remove(Name))
        return E;
    if (Compact)
      pack();
    return Compact || Removals || !Additions.empty() ? finish()
                                                     : Error::success();
  }

private:
  using Ehdr = typename ELFT::Ehdr;
  using Shdr = typename ELFT::Shdr;
  using Phdr = typename ELFT::Phdr;

  Error readHeaders();
  Error readSegments(const Ehdr &H, const Shdr &First);
  Error readNames();
  Error checkSections() const;
  Error findSection(StringRef Name, uint32_t &Index) const;
  Error place(const NewSection &S);
  Error remove(StringRef Name);
  uint32_t addName(StringRef Name);
  Error overwrite(const NewSection &S, const Shdr &Old);
  Error checkMovable(StringRef Name, uint32_t Index) const;
  Error checkSymbols(StringRef Name, uint32_t Index) const;
  void pack();
  std::vector<Extent> usedExtents() const;
  uint64_t append(ArrayRef<uint8_t> Bytes, uint64_t Alignment);
  Error finish();

  Error checkInside(const Twine &What, uint64_t Offset, uint64_t Size) const {
    if (Offset <= F.size() && Size <= F.size() - Offset)
      return Error::success();
    return F.error(What + " at " + hex(Offset) + " with " + Twine(Size) +
                   " bytes lies outside the file of " + Twine(F.size()) +
                   " bytes");
  }
  Ehdr &header() { return *reinterpret_cast<Ehdr *>(P.NewStart.data()); }
  bool isLinked() { return header().e_type != ET_REL; }
  template <class T>
  static MutableArrayRef<uint8_t> bytesOf(std::vector<T> &V) {
    return {reinterpret_cast<uint8_t *>(V.data()), V.size() * sizeof(T)};
  }

  /// Contents that get a new place, and whose they are.
  struct Addition {
    uint32_t Section;
    uint64_t Alignment;
    ArrayRef<uint8_t> Bytes;
  };

  const PatchedFile &F;
  SectionPlan &P;
  std::vector<Shdr> Table;
  std::vector<Phdr> Segments;
  std::vector<Addition> Additions;
  bool Removals = false;     ///< a section was removed
  uint32_t OldCount = 0;     ///< section headers before
  uint32_t NameTable = 0;    ///< its index
  uint64_t OldNamesSize = 0; ///< bytes of it, before
  uint64_t End = 0;          ///< where the next piece may go
};

} // namespace

//===----------------------------------------------------------------------===//
// Reading and checking
//===----------------------------------------------------------------------===//

template <class ELFT> Error Planner<ELFT>::readHeaders() {
  if (F.size() < sizeof(Ehdr))
    return F.error("truncated ELF header");
  P.OldStart.resize(sizeof(Ehdr));
  if (Error E = F.read(0, P.OldStart))
    return E;
  P.NewStart = P.OldStart;
  const Ehdr &H = header();
  if (H.e_ident[EI_VERSION] != EV_CURRENT || H.e_version != EV_CURRENT)
    return F.error("ELF version " + Twine(unsigned(H.e_ident[EI_VERSION])) +
                   " and " + Twine(H.e_version) + ", expected 1");
  uint64_t Offset = H.e_shoff;
  if (Offset == 0)
    return F.error("has no section headers");
  if (H.e_shentsize != sizeof(Shdr))
    return F.error("section headers of " + Twine(H.e_shentsize) +
                   " bytes, expected " + Twine(sizeof(Shdr)));
  auto Outside = [&](const Twine &Count) {
    return F.error(Count + " section headers at " + hex(Offset) +
                   " lie outside the file of " + Twine(F.size()) + " bytes");
  };
  if (Offset > F.size() || F.size() - Offset < sizeof(Shdr))
    return Outside("the");

  // gABI: numbers that do not fit are in section header 0.
  Table.resize(1);
  if (Error E = F.read(Offset, bytesOf(Table)))
    return E;
  const Shdr First = Table[0];
  uint64_t Count = H.e_shnum ? uint64_t(H.e_shnum) : uint64_t(First.sh_size);
  if (Count == 0 || Count > (F.size() - Offset) / sizeof(Shdr) ||
      Count >= UINT32_MAX)
    return Outside(Twine(Count));
  NameTable = H.e_shstrndx == SHN_XINDEX ? uint32_t(First.sh_link)
                                         : uint32_t(H.e_shstrndx);
  if (NameTable == SHN_UNDEF || NameTable >= Count)
    return F.error("section name table is section " + Twine(NameTable) +
                   " of " + Twine(Count));
  OldCount = Count;
  End = F.size();
  Table.resize(Count);
  if (Error E = F.read(Offset, bytesOf(Table)))
    return E;
  return readSegments(H, First);
}

template <class ELFT>
Error Planner<ELFT>::readSegments(const Ehdr &H, const Shdr &First) {
  // PN_XNUM of the gABI
  const uint64_t Count =
      H.e_phnum == 0xffff ? uint64_t(First.sh_info) : uint64_t(H.e_phnum);
  if (Count == 0)
    return Error::success();
  if (H.e_phentsize != sizeof(Phdr))
    return F.error("program headers of " + Twine(H.e_phentsize) +
                   " bytes, expected " + Twine(sizeof(Phdr)));
  if (Error E =
          checkInside("program header table", H.e_phoff, Count * sizeof(Phdr)))
    return E;
  Segments.resize(Count);
  if (Error E = F.read(H.e_phoff, bytesOf(Segments)))
    return E;
  for (const auto &[Index, S] : enumerate(Segments))
    if (S.p_filesz)
      if (Error E =
              checkInside("segment " + Twine(Index), S.p_offset, S.p_filesz))
        return E;
  return Error::success();
}

/// Reads the section name table, to which new names are appended: whatever else
/// points into it (LLVM shares it with the symbols) stays valid.
template <class ELFT> Error Planner<ELFT>::readNames() {
  const Shdr &Names = Table[NameTable];
  uint64_t Offset = Names.sh_offset, Size = Names.sh_size;
  if (Names.sh_type != SHT_STRTAB ||
      Names.sh_flags & (SHF_ALLOC | SHF_COMPRESSED))
    return F.error("section name table " + Twine(NameTable) +
                   " is not a plain string table");
  if (Error E = checkInside("section name table", Offset, Size))
    return E;
  if (Size == 0)
    return F.error("section name table " + Twine(NameTable) + " is empty");
  OldNamesSize = Size;
  P.Names.resize(Size);
  if (Error E = F.read(Offset, P.Names))
    return E;
  if (P.Names.back() != 0)
    P.Names.push_back(0);
  return Error::success();
}

/// A file that is cut off is not worth adding to; one whose sections lie in
/// what is about to change cannot be.
template <class ELFT> Error Planner<ELFT>::checkSections() const {
  for (uint32_t I = 1; I < Table.size(); ++I) {
    const Shdr &H = Table[I];
    if (H.sh_name >= P.Names.size())
      return F.error("section " + Twine(I) + ": name at offset " +
                     hex(H.sh_name) + " of " + Twine(P.Names.size()) +
                     " bytes of names");
    if (H.sh_type == SHT_NULL || H.sh_type == SHT_NOBITS)
      continue;
    if (Error E = checkInside("section " + Twine(I), H.sh_offset, H.sh_size))
      return E;
    if (H.sh_size && H.sh_offset < sizeof(Ehdr))
      return F.error("section " + Twine(I) + " at " + hex(H.sh_offset) +
                     " overlaps the ELF header");
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Placing sections
//===----------------------------------------------------------------------===//

/// The index of the section called \p Name, or 0.
template <class ELFT>
Error Planner<ELFT>::findSection(StringRef Name, uint32_t &Index) const {
  Index = 0;
  for (uint32_t I = 1; I < Table.size(); ++I) {
    // Compare in place: taking the length of every name is quadratic where
    // hostile names overlap.
    uint64_t At = Table[I].sh_name;
    if (P.Names.size() - At <= Name.size() ||
        memcmp(&P.Names[At], Name.data(), Name.size()) != 0 ||
        P.Names[At + Name.size()] != 0)
      continue;
    if (Index)
      return F.error("more than one section " + Name + " (" + Twine(Index) +
                     " and " + Twine(I) + ")");
    Index = I;
  }
  return Error::success();
}

/// The offset of \p Name, which may be the end of another one.
template <class ELFT> uint32_t Planner<ELFT>::addName(StringRef Name) {
  const std::string Wanted = Name.str() + '\0';
  size_t At = toStringRef(P.Names).find(Wanted);
  if (At != StringRef::npos)
    return At;
  At = P.Names.size();
  P.Names.insert(P.Names.end(), Wanted.begin(), Wanted.end());
  return At;
}

template <class ELFT> Error Planner<ELFT>::place(const NewSection &S) {
  assert(!S.Name.empty() && isPowerOf2_64(S.Alignment));
  uint32_t Index;
  if (Error E = findSection(S.Name, Index))
    return E;
  if (Index &&
      is_contained(
          map_range(Additions, [](const Addition &A) { return A.Section; }),
          Index))
    return F.error("section " + S.Name + " is to be added twice");
  if (Index && isLinked() && Table[Index].sh_flags & SHF_ALLOC)
    return overwrite(S, Table[Index]);
  if (isLinked() && S.Flags & SHF_ALLOC)
    return F.error("cannot add the allocated section " + S.Name +
                   " to a linked file: no segment would load it");

  Addition New = {Index, S.Alignment, S.Bytes};
  if (!Index) {
    New.Section = Table.size();
    Table.emplace_back();
    memset(static_cast<void *>(&Table.back()), 0, sizeof(Shdr));
    Table.back().sh_name = addName(S.Name);
  } else {
    if (Error E = checkMovable(S.Name, Index))
      return E;
    if (Table[Index].sh_size != S.Bytes.size())
      if (Error E = checkSymbols(S.Name, Index))
        return E;
  }
  Shdr &H = Table[New.Section];
  if (S.KeepAttributes && Index) {
    // The place in the file of a section that is not linked yet means nothing
    // at run time.
    uint64_t Old = H.sh_addralign;
    New.Alignment = isPowerOf2_64(Old) && Old <= 4096 ? Old : S.Alignment;
    // What says that the contents are elsewhere, or packed, is no longer so.
    if (H.sh_type == SHT_NOBITS || H.sh_type == SHT_NULL)
      H.sh_type = S.Type;
    H.sh_flags = H.sh_flags & ~uint64_t(SHF_COMPRESSED);
  } else {
    const uint64_t Flags = S.Flags | (H.sh_flags & SHF_ALLOC);
    const uint32_t Name = H.sh_name;
    H = {};
    H.sh_name = Name;
    H.sh_type = S.Type;
    H.sh_flags = Flags;
    H.sh_addralign = S.Alignment;
  }
  H.sh_size = S.Bytes.size();
  Additions.push_back(New);
  return Error::success();
}

/// Leaves an empty header: sections behind it keep their indexes, by which
/// symbols and other sections know them.
template <class ELFT> Error Planner<ELFT>::remove(StringRef Name) {
  uint32_t Index;
  if (Error E = findSection(Name, Index))
    return E;
  if (!Index)
    return Error::success();
  if (isLinked() && Table[Index].sh_flags & SHF_ALLOC)
    return F.error("section " + Name +
                   " is part of the loaded image and cannot be removed");
  if (Error E = checkMovable(Name, Index))
    return E;
  if (Error E = checkSymbols(Name, Index))
    return E;
  memset(static_cast<void *>(&Table[Index]), 0, sizeof(Shdr));
  // Names need not begin with the empty one, but each ends with it.
  Table[Index].sh_name = toStringRef(P.Names).find('\0');
  Removals = true;
  return Error::success();
}

/// Replaces what lies in a segment: in its place, or not at all.
template <class ELFT>
Error Planner<ELFT>::overwrite(const NewSection &S, const Shdr &Old) {
  uint64_t Offset = Old.sh_offset, Size = Old.sh_size;
  if (Old.sh_type == SHT_NOBITS)
    return F.error("section " + S.Name +
                   " has no contents in this file (split debug information?)");
  if (Size != S.Bytes.size())
    return F.error("section " + S.Name + " is part of the loaded image with " +
                   Twine(Size) + " bytes and cannot become " +
                   Twine(S.Bytes.size()) +
                   "; write it to a file of its own instead");
  std::vector<uint8_t> Present(Size);
  if (Error E = F.read(Offset, Present))
    return E;
  if (ArrayRef<uint8_t>(Present) != S.Bytes)
    P.Overwrites.push_back({Offset, S.Bytes});
  return Error::success();
}

/// An existing section may get other contents only if nothing else in the file
/// describes the old ones.
template <class ELFT>
Error Planner<ELFT>::checkMovable(StringRef Name, uint32_t Index) const {
  if (Index == NameTable)
    return F.error("section " + Name + " is the section name table");
  if (Table[Index].sh_flags & SHF_GROUP)
    return F.error("section " + Name + " is a member of a section group");
  for (uint32_t I = 1; I < Table.size(); ++I) {
    const Shdr &H = Table[I];
    bool IsRelocation =
        H.sh_type == SHT_REL || H.sh_type == SHT_RELA || H.sh_type == SHT_CREL;
    if (IsRelocation && H.sh_info == Index)
      return F.error("section " + Name + " has relocations (section " +
                     Twine(I) + ")");
    if (H.sh_link == Index)
      return F.error("section " + Name + " is used by section " + Twine(I));
  }
  return Error::success();
}

/// Symbols that others link against, such as those of an object with BTF, mark
/// places in the old contents: the end, most of all.
template <class ELFT>
Error Planner<ELFT>::checkSymbols(StringRef Name, uint32_t Index) const {
  using Sym = typename ELFT::Sym;
  for (const Shdr &H : Table) {
    if (H.sh_type != SHT_SYMTAB)
      continue;
    std::vector<Sym> Symbols(std::min<uint64_t>(H.sh_size / sizeof(Sym), 4096));
    for (uint64_t At = 0, End = H.sh_size / sizeof(Sym); At < End;) {
      Symbols.resize(std::min<uint64_t>(Symbols.size(), End - At));
      if (Error E = F.read(H.sh_offset + At * sizeof(Sym), bytesOf(Symbols)))
        return E;
      for (const Sym &S : Symbols)
        if (S.st_shndx == Index && S.getBinding() != STB_LOCAL)
          return F.error("section " + Name +
                         " has symbols, which would not fit contents of "
                         "another size; write the object again");
      At += Symbols.size();
    }
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Laying out
//===----------------------------------------------------------------------===//

/// What the compacted file takes from the old one: everything but the section
/// headers and what is written anew.
template <class ELFT> std::vector<Extent> Planner<ELFT>::usedExtents() const {
  const Ehdr &H = *reinterpret_cast<const Ehdr *>(P.OldStart.data());
  std::vector<Extent> Used = {{0, sizeof(Ehdr), 1, true, 0}};
  if (!Segments.empty())
    Used.push_back({H.e_phoff, Segments.size() * sizeof(Phdr), 1, true, 0});
  for (const Phdr &S : Segments)
    if (S.p_filesz)
      Used.push_back({S.p_offset, S.p_filesz, 1, true, 0});

  std::vector<bool> IsNew(OldCount);
  for (const Addition &A : Additions)
    if (A.Section < OldCount)
      IsNew[A.Section] = true;
  IsNew[NameTable] = P.Names.size() != OldNamesSize;
  for (uint32_t I = 1; I < OldCount; ++I) {
    const Shdr &S = Table[I];
    if (IsNew[I] || S.sh_type == SHT_NULL || S.sh_type == SHT_NOBITS)
      continue;
    const bool Fixed = H.e_type != ET_REL && S.sh_flags & SHF_ALLOC;
    Used.push_back({S.sh_offset, S.sh_size,
                    std::max<uint64_t>(S.sh_addralign, 1), Fixed, I});
  }
  llvm::sort(Used, [](const Extent &A, const Extent &B) {
    return std::pair(A.From, A.Size) < std::pair(B.From, B.Size);
  });
  return Used;
}

template <class ELFT> void Planner<ELFT>::pack() {
  const std::vector<Extent> Used = usedExtents();
  End = 0;
  for (size_t First = 0, Last; First < Used.size(); First = Last) {
    const uint64_t From = Used[First].From;
    uint64_t OldEnd = From, Alignment = 1;
    bool Fixed = false;
    for (Last = First;
         Last < Used.size() && (Last == First || Used[Last].From < OldEnd);
         ++Last) {
      OldEnd = std::max(OldEnd, Used[Last].From + Used[Last].Size);
      Alignment = std::max(Alignment, Used[Last].Alignment);
      Fixed |= Used[Last].Fixed;
    }
    // What lies in front ended at or before From, and has not moved back.
    assert(End <= From);
    const uint64_t To = Fixed ? From : From - alignDown(From - End, Alignment);
    for (const Extent &E : ArrayRef(Used).slice(First, Last - First))
      if (E.Section)
        Table[E.Section].sh_offset = To + (E.From - From);
    if (OldEnd != From)
      P.Copies.push_back({From, To, OldEnd - From});
    End = To + (OldEnd - From);
  }
  // Nothing lies in the file for these, but an offset behind its end looks
  // wrong. Those of a loaded image go with their addresses.
  for (Shdr &S : Table)
    if (S.sh_type == SHT_NOBITS && !(isLinked() && S.sh_flags & SHF_ALLOC))
      S.sh_offset = std::min<uint64_t>(S.sh_offset, End);
}

template <class ELFT>
uint64_t Planner<ELFT>::append(ArrayRef<uint8_t> Bytes, uint64_t Alignment) {
  uint64_t Offset = alignTo(End, Alignment);
  P.Appends.push_back({Offset, Bytes});
  End = Offset + Bytes.size();
  return Offset;
}

/// The new contents, the tables and the ELF header.
template <class ELFT> Error Planner<ELFT>::finish() {
  for (const Addition &A : Additions)
    Table[A.Section].sh_offset = append(A.Bytes, A.Alignment);
  if (P.Names.size() > UINT32_MAX)
    return F.error("section name table of " + Twine(P.Names.size()) + " bytes");
  if (P.Names.size() != OldNamesSize) {
    Table[NameTable].sh_offset = append(P.Names, 1);
    Table[NameTable].sh_size = P.Names.size();
  }
  if (Table.size() >= SHN_LORESERVE) {
    header().e_shnum = 0;
    Table[0].sh_size = Table.size();
  } else {
    header().e_shnum = Table.size();
  }
  ArrayRef<uint8_t> Bytes = bytesOf(Table);
  P.Headers.assign(Bytes.begin(), Bytes.end());
  header().e_shoff = append(P.Headers, 8);
  if (!ELFT::Is64Bits && End > UINT32_MAX)
    return F.error("would grow to " + Twine(End) +
                   " bytes, too large for a 32-bit ELF file");
  return Error::success();
}

Error planSections(const PatchedFile &F, ArrayRef<NewSection> Sections,
                   ArrayRef<StringRef> Removed, bool Compact, SectionPlan &P) {
  std::vector<uint8_t> Start(std::min<uint64_t>(F.size(), EI_NIDENT));
  if (Error E = F.read(0, Start))
    return E;
  Expected<ElfKind> Kind = elfKind(F.path(), Start);
  if (!Kind)
    return Kind.takeError();
  return withElfType(*Kind, [&](auto Type) {
    return Planner<decltype(Type)>(F, P).run(Sections, Removed, Compact);
  });
}

} // namespace btfgen
