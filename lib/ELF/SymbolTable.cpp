//===- SymbolTable.cpp - The symbols of an ELF file -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/SymbolTable.h"

#include "ELF/ElfType.h"
#include "Support/Parallel.h"

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

static const SectionInfo *findSymbolTable(const ObjectImage &Image) {
  for (const SectionInfo &S : Image.sections())
    if (S.Type == SHT_SYMTAB)
      return &S;
  return nullptr;
}

namespace {

/// A symbol table with what it refers to, as it lies in the file.
struct TableBytes {
  SectionBytes Section;
  ArrayRef<uint8_t> Entries;        ///< all of Section
  ArrayRef<uint8_t> SectionIndexes; ///< of SHT_SYMTAB_SHNDX, or empty
  StringRef Names;
};

} // namespace

static Error readTable(const ObjectImage &Image, const SectionInfo &Table,
                       TableBytes &Result) {
  auto Read = [&](const SectionInfo &S, ArrayRef<uint8_t> &Bytes) -> Error {
    Expected<SectionBytes> B = Image.bytes(S);
    if (!B)
      return B.takeError();
    Bytes = B->whole();
    return Error::success();
  };
  ArrayRef<SectionInfo> Sections = Image.sections();
  if (Table.Link >= Sections.size() || Sections[Table.Link].Type != SHT_STRTAB)
    return createStringError(Image.path() + ": " + Table.Name + ": section " +
                             Twine(Table.Link) + " is not its string table");
  if (Error E = Image.bytes(Table).moveInto(Result.Section))
    return E;
  Result.Entries = Result.Section.whole();
  ArrayRef<uint8_t> Names;
  if (Error E = Read(Sections[Table.Link], Names))
    return E;
  Result.Names =
      StringRef(reinterpret_cast<const char *>(Names.data()), Names.size());
  for (const SectionInfo &S : Sections)
    if (S.Type == SHT_SYMTAB_SHNDX && S.Link == Table.Index)
      return Read(S, Result.SectionIndexes);
  return Error::success();
}

namespace {

template <class ELFT> class SymbolWalk {
public:
  SymbolWalk(const ObjectImage &Image, const SectionInfo &Info,
             const TableBytes &Table)
      : Image(Image), Info(Info), Table(Table),
        TerminatedSize(Table.Names.rfind('\0') + 1) {}

  Error run(unsigned Parts,
            function_ref<void(const Symbol &, unsigned)> Visit) const {
    if (Table.Entries.size() % sizeof(Sym))
      return createStringError(Image.path() + ": " + Info.Name + ": " +
                               Twine(Table.Entries.size()) +
                               " bytes are not a whole number of symbols");
    ArrayRef<Sym> Entries(reinterpret_cast<const Sym *>(Table.Entries.data()),
                          Table.Entries.size() / sizeof(Sym));
    std::vector<std::pair<size_t, const char *>> Defects(Parts);
    parallelFor(Parts, Parts, [&](size_t Part, unsigned) {
      const size_t End = Entries.size() * (Part + 1) / Parts;
      for (size_t I = Entries.size() * Part / Parts; I < End; ++I) {
        Symbol S;
        if (I % ReleaseEvery == 0 && I >= ReleaseEvery)
          release(I - ReleaseEvery, I);
        if (I == 0)
          continue;
        if (const char *Defect = decode(Entries[I], I, S)) {
          Defects[Part] = {I, Defect};
          return;
        }
        Visit(S, Part);
      }
      release(End - std::min(End, ReleaseEvery), End);
    });
    for (auto [Index, Defect] : Defects)
      if (Defect)
        return createStringError(Image.path() + ": " + Info.Name + "[" +
                                 Twine(Index) + "]: " + Defect);
    return Error::success();
  }

private:
  using Sym = typename ELFT::Sym;

  /// How many entries are visited before their pages are released.
  static constexpr size_t ReleaseEvery = 1 << 16;

  /// The entries in [Begin, End), of a table that is not small.
  void release(size_t Begin, size_t End) const {
    constexpr uint64_t Small = 1 << 20;
    if (Table.Entries.size() > Small)
      Table.Section.release(Begin * sizeof(Sym), (End - Begin) * sizeof(Sym));
  }

  /// Returns what is wrong with the entry, or null.
  const char *decode(const Sym &Entry, size_t Index, Symbol &S) const {
    S.Address = Entry.st_value;
    S.Size = Entry.st_size;
    S.Type = Entry.getType();
    S.Binding = Entry.getBinding();
    S.SectionIndex = Entry.st_shndx;
    if (Entry.st_name >= Table.Names.size() && Entry.st_name != 0)
      return "name outside the string table";
    if (Entry.st_name >= TerminatedSize && !Table.Names.empty())
      return "unterminated name";
    S.NameAndMore = Table.Names.drop_front(Entry.st_name);

    bool IsReserved = S.SectionIndex >= SHN_LORESERVE;
    if (S.SectionIndex == SHN_XINDEX) {
      if (Index >= Table.SectionIndexes.size() / 4)
        return "no extended section index";
      S.SectionIndex = support::endian::read<uint32_t>(
          &Table.SectionIndexes[Index * 4], ELFT::Endianness);
      IsReserved = false;
    }
    if (IsReserved || S.SectionIndex == SHN_UNDEF)
      return nullptr;
    if (S.SectionIndex >= Image.sections().size())
      return "section index out of range";
    if (Image.isRelocatable())
      S.Address += Image.sections()[S.SectionIndex].Address;
    return nullptr;
  }

  const ObjectImage &Image;
  const SectionInfo &Info;
  const TableBytes &Table;
  const size_t TerminatedSize; ///< of the string table, up to the last NUL
};

} // namespace

Error forEachSymbol(const ObjectImage &Image, unsigned Parts,
                    function_ref<void(const Symbol &, unsigned)> Visit) {
  const SectionInfo *Info = findSymbolTable(Image);
  if (!Info)
    return Error::success();
  TableBytes Table;
  if (Error E = readTable(Image, *Info, Table))
    return E;
  return withElfType({Image.is64Bit(), Image.isLittleEndian()}, [&](auto Type) {
    return SymbolWalk<decltype(Type)>(Image, *Info, Table).run(Parts, Visit);
  });
}

Error forEachSymbol(const ObjectImage &Image,
                    function_ref<void(const Symbol &)> Visit) {
  return forEachSymbol(Image, 1, [&](const Symbol &S, unsigned) { Visit(S); });
}

uint64_t countSymbols(const ObjectImage &Image) {
  const SectionInfo *Info = findSymbolTable(Image);
  const size_t EntrySize =
      Image.is64Bit() ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
  return Info ? Info->Size / EntrySize : 0;
}

bool hasSymbolTable(const ObjectImage &Image) {
  return findSymbolTable(Image) != nullptr;
}

} // namespace btfgen
