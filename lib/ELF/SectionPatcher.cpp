//===- SectionPatcher.cpp - Add sections to an ELF file in place ----------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three steps: read the headers and check everything; plan every write; write.
/// Nothing is written before the plan is complete, so a refused request does
/// not touch the file.
///
//===----------------------------------------------------------------------===//

#include "ELF/SectionPatcher.h"

#include "ELF/ElfType.h"
#include "ELF/ReadAt.h"
#include "Support/AtomicFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

//===----------------------------------------------------------------------===//
// Input and output
//===----------------------------------------------------------------------===//

namespace {

/// The file as a descriptor, with errors that name it.
class File {
public:
  explicit File(StringRef Path) : Path(Path) {}
  ~File() {
    if (FD >= 0)
      ::close(FD);
  }
  File(const File &) = delete;
  File &operator=(const File &) = delete;

  Error open() {
    FD = ::open(Path.c_str(), O_RDWR | O_CLOEXEC);
    if (FD < 0)
      return systemError("cannot open for writing");
    struct stat Stat;
    if (::fstat(FD, &Stat) != 0)
      return systemError("cannot stat");
    if (!S_ISREG(Stat.st_mode))
      return error("not a regular file");
    Size = Stat.st_size;
    return Error::success();
  }

  int descriptor() const { return FD; }
  uint64_t size() const { return Size; }
  StringRef path() const { return Path; }

  Error error(const Twine &What) const {
    return createStringError(Path + ": " + What);
  }
  Error systemError(const Twine &What) const {
    int Errno = errno;
    return createStringError(std::error_code(Errno, std::generic_category()),
                             Path + ": " + What + ": " + sys::StrError(Errno));
  }

  /// The range must lie inside the file.
  Error read(uint64_t Offset, MutableArrayRef<uint8_t> Into) const {
    if (Error E = readAt(FD, Offset, Into))
      return error(toString(std::move(E)) + " at offset " + hex(Offset));
    return Error::success();
  }

  /// Writes to \p To: this file, or its copy.
  Error write(int To, uint64_t Offset, ArrayRef<uint8_t> Bytes) const {
    while (!Bytes.empty()) {
      ssize_t N = ::pwrite(To, Bytes.data(), Bytes.size(), Offset);
      if (N < 0 && errno == EINTR)
        continue;
      if (N < 0)
        return systemError("cannot write at offset " + hex(Offset));
      Bytes = Bytes.drop_front(N);
      Offset += N;
    }
    return Error::success();
  }

private:
  std::string Path;
  int FD = -1;
  uint64_t Size = 0;
};

/// Everything that will be written, and where.
struct Plan {
  struct Piece {
    uint64_t Offset;
    ArrayRef<uint8_t> Bytes;
  };
  std::vector<Piece> Overwrites; ///< inside the old file
  std::vector<Piece> Appends;    ///< behind it
  std::vector<uint8_t> Names;    ///< the new section name table
  std::vector<uint8_t> Headers;  ///< the new section header table
  std::vector<uint8_t> OldStart; ///< the ELF header as it was
  std::vector<uint8_t> NewStart; ///< the ELF header as it will be
};

} // namespace

//===----------------------------------------------------------------------===//
// Checking and planning
//===----------------------------------------------------------------------===//

namespace {

template <class ELFT> class Planner {
public:
  Planner(const File &F, Plan &P) : F(F), P(P) {}

  Error run(ArrayRef<NewSection> Sections) {
    if (Error E = readHeaders())
      return E;
    if (Error E = readNames())
      return E;
    for (const NewSection &S : Sections)
      if (Error E = place(S))
        return E;
    return P.Appends.empty() ? Error::success() : finish();
  }

private:
  using Ehdr = typename ELFT::Ehdr;
  using Shdr = typename ELFT::Shdr;

  Error readHeaders();
  Error readNames();
  Error findSection(StringRef Name, uint32_t &Index) const;
  Error place(const NewSection &S);
  Error overwrite(const NewSection &S, const Shdr &Old);
  Error checkMovable(StringRef Name, uint32_t Index) const;
  uint64_t append(ArrayRef<uint8_t> Bytes, uint64_t Alignment);
  Error finish();

  Ehdr &header() { return *reinterpret_cast<Ehdr *>(P.NewStart.data()); }

  const File &F;
  Plan &P;
  std::vector<Shdr> Table;
  uint32_t OldCount = 0;  ///< section headers before
  uint32_t NameTable = 0; ///< its index
  uint64_t End = 0;       ///< where the next piece may go
};

template <class ELFT> Error Planner<ELFT>::readHeaders() {
  if (F.size() < sizeof(Ehdr))
    return F.error("truncated ELF header");
  P.OldStart.resize(sizeof(Ehdr));
  if (Error E = F.read(0, P.OldStart))
    return E;
  P.NewStart = P.OldStart;
  const Ehdr &H = header();
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
  Shdr First;
  if (Error E =
          F.read(Offset, {reinterpret_cast<uint8_t *>(&First), sizeof(First)}))
    return E;
  uint64_t Count = H.e_shnum ? uint64_t(H.e_shnum) : uint64_t(First.sh_size);
  if (Count > (F.size() - Offset) / sizeof(Shdr) || Count >= UINT32_MAX)
    return Outside(Twine(Count));
  NameTable = H.e_shstrndx == SHN_XINDEX ? uint32_t(First.sh_link)
                                         : uint32_t(H.e_shstrndx);
  if (NameTable == SHN_UNDEF || NameTable >= Count)
    return F.error("section name table is section " + Twine(NameTable) +
                   " of " + Twine(Count));
  OldCount = Count;
  End = F.size();
  Table.resize(Count);
  return F.read(Offset, {reinterpret_cast<uint8_t *>(Table.data()),
                         Count * sizeof(Shdr)});
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
  if (Offset > F.size() || Size > F.size() - Offset)
    return F.error("section name table at " + hex(Offset) + " with " +
                   Twine(Size) + " bytes lies outside the file of " +
                   Twine(F.size()));
  P.Names.resize(Size);
  if (Error E = F.read(Offset, P.Names))
    return E;
  if (P.Names.empty() || P.Names.back() != 0)
    P.Names.push_back(0);
  return Error::success();
}

/// The index of the section called \p Name, or 0.
template <class ELFT>
Error Planner<ELFT>::findSection(StringRef Name, uint32_t &Index) const {
  Index = 0;
  for (uint32_t I = 1; I < Table.size(); ++I) {
    // Compare in place: taking the length of every name is quadratic where
    // hostile names overlap.
    uint64_t At = Table[I].sh_name;
    if (At >= P.Names.size() || P.Names.size() - At <= Name.size() ||
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

template <class ELFT> Error Planner<ELFT>::place(const NewSection &S) {
  assert(!S.Name.empty() && isPowerOf2_64(S.Alignment));
  uint32_t Index;
  if (Error E = findSection(S.Name, Index))
    return E;
  if (Index >= OldCount)
    return F.error("section " + S.Name + " is to be added twice");
  const bool IsLinked = header().e_type != ET_REL;
  if (Index && IsLinked && Table[Index].sh_flags & SHF_ALLOC)
    return overwrite(S, Table[Index]);
  if (IsLinked && S.Flags & SHF_ALLOC)
    return F.error("cannot add the allocated section " + S.Name +
                   " to a linked file: no segment would load it");

  if (!Index) {
    Index = Table.size();
    Shdr New = {};
    New.sh_name = P.Names.size();
    P.Names.insert(P.Names.end(), S.Name.bytes_begin(), S.Name.bytes_end());
    P.Names.push_back(0);
    Table.push_back(New);
  } else if (Error E = checkMovable(S.Name, Index)) {
    return E;
  }
  Shdr &H = Table[Index];
  const uint64_t Flags = S.Flags | (H.sh_flags & SHF_ALLOC);
  const uint32_t NameOffset = H.sh_name;
  H = {};
  H.sh_name = NameOffset;
  H.sh_type = S.Type;
  H.sh_flags = Flags;
  H.sh_addralign = S.Alignment;
  H.sh_size = S.Bytes.size();
  H.sh_offset = append(S.Bytes, S.Alignment);
  return Error::success();
}

/// Replaces what lies in a segment: in its place, or not at all.
template <class ELFT>
Error Planner<ELFT>::overwrite(const NewSection &S, const Shdr &Old) {
  uint64_t Offset = Old.sh_offset, Size = Old.sh_size;
  if (Old.sh_type == SHT_NOBITS)
    return F.error("section " + S.Name +
                   " has no contents in this file (split debug information?)");
  if (Offset > F.size() || Size > F.size() - Offset)
    return F.error("section " + S.Name + " at " + hex(Offset) + " with " +
                   Twine(Size) + " bytes lies outside the file of " +
                   Twine(F.size()));
  if (Size != S.Bytes.size())
    return F.error("section " + S.Name + " is part of the loaded image with " +
                   Twine(Size) + " bytes and cannot become " +
                   Twine(S.Bytes.size()) +
                   "; write to a separate file instead (-o)");
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

template <class ELFT>
uint64_t Planner<ELFT>::append(ArrayRef<uint8_t> Bytes, uint64_t Alignment) {
  uint64_t Offset = alignTo(End, Alignment);
  P.Appends.push_back({Offset, Bytes});
  End = Offset + Bytes.size();
  return Offset;
}

/// The tables and the ELF header, once all sections are placed.
template <class ELFT> Error Planner<ELFT>::finish() {
  // A name that is only replaced needs no new table.
  if (Table.size() != OldCount) {
    Table[NameTable].sh_offset = append(P.Names, 1);
    Table[NameTable].sh_size = P.Names.size();
  }
  if (P.Names.size() > UINT32_MAX)
    return F.error("section name table of " + Twine(P.Names.size()) + " bytes");
  if (Table.size() >= SHN_LORESERVE) {
    header().e_shnum = 0;
    Table[0].sh_size = Table.size();
  } else {
    header().e_shnum = Table.size();
  }
  const auto *Bytes = reinterpret_cast<const uint8_t *>(Table.data());
  P.Headers.assign(Bytes, Bytes + Table.size() * sizeof(Shdr));
  uint64_t Offset = append(P.Headers, 8);
  header().e_shoff = Offset;
  if (!ELFT::Is64Bits && End > UINT32_MAX)
    return F.error("would grow to " + Twine(End) +
                   " bytes, too large for a 32-bit ELF file");
  return Error::success();
}

} // namespace

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// Writes the pieces to \p To, the ELF header last.
static Error writePieces(const File &F, const Plan &P, int To) {
  for (const Plan::Piece &Piece : P.Overwrites)
    if (Error E = F.write(To, Piece.Offset, Piece.Bytes))
      return E;
  for (const Plan::Piece &Piece : P.Appends)
    if (Error E = F.write(To, Piece.Offset, Piece.Bytes))
      return E;
  // Beyond this point the file is the new one.
  return P.Appends.empty() ? Error::success() : F.write(To, 0, P.NewStart);
}

/// Appends in place; on failure undoes it.
static Error appendInPlace(const File &F, const Plan &P) {
  Error E = writePieces(F, P, F.descriptor());
  if (!E)
    return E;
  // The header goes first: the tables that a half-written one might name are
  // about to vanish.
  E = joinErrors(std::move(E), F.write(F.descriptor(), 0, P.OldStart));
  if (::ftruncate(F.descriptor(), F.size()) != 0)
    return joinErrors(std::move(E), F.systemError("cannot restore the size"));
  return E;
}

/// A signed module ends in its signature, which covers everything before:
/// kernel, include/linux/module_signature.h.
static Error checkUnsigned(const File &F) {
  constexpr StringLiteral Magic = "~Module signature appended~\n";
  uint8_t Tail[Magic.size()];
  if (F.size() < sizeof(Tail))
    return Error::success();
  if (Error E = F.read(F.size() - sizeof(Tail), Tail))
    return E;
  if (StringRef(reinterpret_cast<char *>(Tail), sizeof(Tail)) == Magic)
    return F.error("ends in a module signature, which a change would break; "
                   "sign after adding sections");
  return Error::success();
}

Error addSections(StringRef Path, ArrayRef<NewSection> Sections) {
  File F(Path);
  if (Error E = F.open())
    return E;
  std::vector<uint8_t> Start(std::min<uint64_t>(F.size(), EI_NIDENT));
  if (Error E = F.read(0, Start))
    return E;
  Expected<ElfKind> Kind = elfKind(Path, Start);
  if (!Kind)
    return Kind.takeError();
  if (Error E = checkUnsigned(F))
    return E;

  Plan P;
  if (Error E = withElfType(*Kind, [&](auto Type) {
        return Planner<decltype(Type)>(F, P).run(Sections);
      }))
    return E;
  if (P.Overwrites.empty() && P.Appends.empty())
    return Error::success();
  if (P.Overwrites.empty())
    return appendInPlace(F, P);
  return changeFileAtomically(
      Path, [&](int Copy) { return writePieces(F, P, Copy); });
}

} // namespace btfgen
