//===- ObjectImage.cpp - An ELF file as plain section bytes ---------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Headers are read through a mapping and checked once, at open; everything
/// that is large goes through pread, so that resident memory follows what is
/// asked for. Not llvm::object::ObjectFile: it reads more than is asked for and
/// its errors name neither file nor section.
///
//===----------------------------------------------------------------------===//

#include "ELF/ObjectImage.h"

#include "ELF/Decompress.h"
#include "ELF/ElfType.h"
#include "ELF/ReadAt.h"
#include "ELF/Relocate.h"
#include "ELF/RelocationIndex.h"
#include "Support/FileBytes.h"
#include "Support/Parallel.h"

#include "llvm/Support/Errno.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unordered_map>

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

namespace {

/// malloc, not new: the size comes from the file and failing must be an Error.
struct FreeDeleter {
  void operator()(void *P) const { std::free(P); }
};
using Buffer = std::unique_ptr<uint8_t[], FreeDeleter>;

/// A section after its first use.
struct Slot {
  bool Ready = false;
  Buffer Plain;                           ///< null: plain in the file
  std::unique_ptr<RelocationIndex> Index; ///< of windows()
};

} // namespace

struct ObjectImage::Impl {
  explicit Impl(InputFile F)
      : Input(std::move(F)), Path(Input.path()), File(Input.descriptor()) {}

  InputFile Input;
  std::string Path;
  SharedReader File;
  FileBytes Mapped;
  const uint8_t *Map = nullptr; ///< of Mapped, or what was in memory
  size_t MapSize = 0;
  ElfKind Kind;
  uint16_t Machine = 0, FileType = 0;
  std::vector<SectionInfo> Sections;
  std::vector<Slot> Slots; ///< by section index
  /// Relocation sections as (relocated section, relocation section), sorted.
  /// Empty unless ET_REL: in a linked file the relocations that
  /// --emit-relocs keeps are already applied.
  std::vector<std::pair<uint32_t, uint32_t>> Relocations;
  std::vector<RelocAction> Actions;
  /// By section of a symbol table: its SHT_SYMTAB_SHNDX.
  std::unordered_map<uint32_t, uint32_t> SectionIndexTables;

  ArrayRef<uint8_t> file() const { return {Map, MapSize}; }
  ArrayRef<uint8_t> stored(const SectionInfo &S) const {
    return {Map + S.FileOffset, S.FileSize};
  }
  Error error(const Twine &What) const {
    return createStringError(Path + ": " + What);
  }
  Error error(const SectionInfo &S, const Twine &What) const {
    return error("section " + Twine(S.Index) + " (" + S.Name + "): " + What);
  }

  Error mapFile();
  template <class ELFT> Error readHeaders();
  template <class ELFT> Error addSection(const typename ELFT::Shdr &Header);
  Error nameSections(uint32_t NameTable, ArrayRef<uint32_t> NameOffsets);
  Error placeSections();
  Error listRelocations();

  bool compression(const SectionInfo &S, CompressionHeader &Header) const;
  Error pread(const SectionInfo &S, uint64_t Offset,
              MutableArrayRef<uint8_t> Into) const;
  Expected<Buffer> allocate(const SectionInfo &S, uint64_t Size) const;
  /// The relocation sections of \p S.
  ArrayRef<std::pair<uint32_t, uint32_t>>
  relocationsOf(const SectionInfo &S) const;
  Error makePlain(const SectionInfo &S);
  Expected<const RelocationIndex *> index(const SectionInfo &S,
                                          RelocationOrder Order);
  Error relocate(const SectionInfo &S, MutableArrayRef<uint8_t> Bytes) const;
  Error fillTask(RelocationTask &Task) const;
};

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

Error ObjectImage::Impl::mapFile() {
  const int FD = Input.descriptor();
  Expected<FileState> State = FileState::of(FD, Path);
  if (!State)
    return State.takeError();
  if (!State->isRegular())
    return error("not a regular file");
  if (State->size() == 0)
    return error("not an ELF file (empty)");
  if (Error E = FileBytes::map(FD, Path).moveInto(Mapped))
    return E;
  Map = Mapped.bytes().data();
  MapSize = Mapped.bytes().size();
  return Error::success();
}

/// Fills everything of a section but its name and, in ET_REL, its address.
template <class ELFT>
Error ObjectImage::Impl::addSection(const typename ELFT::Shdr &Header) {
  SectionInfo S;
  S.Index = Sections.size();
  S.Type = Header.sh_type;
  S.Flags = Header.sh_flags;
  if (FileType != ET_REL)
    S.Address = Header.sh_addr;
  S.FileOffset = Header.sh_offset;
  S.Size = Header.sh_size;
  S.Alignment = Header.sh_addralign;
  S.Link = Header.sh_link;
  S.Info = Header.sh_info;
  S.EntrySize = Header.sh_entsize;
  // Section 0 holds counts that did not fit the ELF header, not bytes.
  if (S.Index == 0 || S.Type == SHT_NULL)
    S.FileOffset = S.Size = 0;
  else if (S.Type == SHT_NOBITS)
    S.FileOffset = 0;
  else if (S.FileOffset > MapSize || S.Size > MapSize - S.FileOffset)
    return error("section " + Twine(S.Index) + " at offset " +
                 hex(S.FileOffset) + " with " + Twine(S.Size) +
                 " bytes lies outside the file of " + Twine(MapSize));
  else
    S.FileSize = S.Size;
  Sections.push_back(S);
  return Error::success();
}

template <class ELFT> Error ObjectImage::Impl::readHeaders() {
  using Ehdr = typename ELFT::Ehdr;
  using Shdr = typename ELFT::Shdr;
  if (MapSize < sizeof(Ehdr))
    return error("truncated ELF header");
  const auto &Header = *reinterpret_cast<const Ehdr *>(Map);
  Machine = Header.e_machine;
  FileType = Header.e_type;
  uint64_t TableOffset = Header.e_shoff;
  if (TableOffset == 0)
    return Error::success();
  if (Header.e_shentsize != sizeof(Shdr))
    return error("section headers of " + Twine(Header.e_shentsize) +
                 " bytes, expected " + Twine(sizeof(Shdr)));
  if (TableOffset > MapSize || MapSize - TableOffset < sizeof(Shdr))
    return error("section headers at " + hex(TableOffset) +
                 " lie outside the file of " + Twine(MapSize) + " bytes");

  // gABI: numbers that do not fit are in section header 0.
  const auto *Table = reinterpret_cast<const Shdr *>(Map + TableOffset);
  uint64_t Count =
      Header.e_shnum ? uint64_t(Header.e_shnum) : uint64_t(Table[0].sh_size);
  if (Count > (MapSize - TableOffset) / sizeof(Shdr) || Count > UINT32_MAX)
    return error(Twine(Count) + " section headers at " + hex(TableOffset) +
                 " lie outside the file of " + Twine(MapSize) + " bytes");
  uint32_t NameTable = Header.e_shstrndx == SHN_XINDEX
                           ? uint32_t(Table[0].sh_link)
                           : uint32_t(Header.e_shstrndx);

  Sections.reserve(Count);
  std::vector<uint32_t> NameOffsets;
  NameOffsets.reserve(Count);
  for (const Shdr &S : ArrayRef(Table, Count)) {
    if (Error E = addSection<ELFT>(S))
      return E;
    NameOffsets.push_back(S.sh_name);
  }
  Slots.resize(Count);
  return nameSections(NameTable, NameOffsets);
}

Error ObjectImage::Impl::nameSections(uint32_t NameTable,
                                      ArrayRef<uint32_t> NameOffsets) {
  if (NameTable == SHN_UNDEF) // no names: allowed
    return Error::success();
  if (NameTable >= Sections.size())
    return error("section name table is section " + Twine(NameTable) + " of " +
                 Twine(Sections.size()));
  ArrayRef<uint8_t> Bytes = stored(Sections[NameTable]);
  StringRef Names(reinterpret_cast<const char *>(Bytes.data()), Bytes.size());
  // Names may overlap, so only a limit keeps the total linear.
  constexpr size_t Longest = 1 << 16;
  for (SectionInfo &S : drop_begin(Sections)) {
    uint32_t Offset = NameOffsets[S.Index];
    if (Offset == 0 && Names.empty())
      continue;
    if (Offset >= Names.size())
      return error("section " + Twine(S.Index) + ": name at offset " +
                   hex(Offset) + " of " + Twine(Names.size()) +
                   " bytes of names");
    size_t Length = Names.substr(Offset, Longest).find('\0');
    if (Length == StringRef::npos)
      return error("section " + Twine(S.Index) + ": unterminated name");
    S.Name = Names.substr(Offset, Length);
    CompressionHeader Header;
    if (compression(S, Header))
      S.Size = Header.PlainSize;
    else if (S.Flags & SHF_COMPRESSED && S.Type != SHT_NOBITS)
      return error(S, "too short for a compression header");
  }
  return Error::success();
}

/// Distinct addresses for the allocated sections of an ET_REL file. A gap
/// behind each keeps the end of one from being the start of the next.
Error ObjectImage::Impl::placeSections() {
  const uint64_t Limit = Kind.Is64 ? uint64_t(1) << 62 : UINT32_MAX;
  uint64_t Next = 0x1000;
  for (SectionInfo &S : Sections) {
    if (!(S.Flags & SHF_ALLOC))
      continue;
    uint64_t Alignment = isPowerOf2_64(S.Alignment) ? S.Alignment : 1;
    if (Alignment > Limit || S.Size > Limit)
      return error(S, "size or alignment exceeds the address space");
    S.Address = alignTo(Next, Alignment);
    Next = S.Address + S.Size + 1;
    if (Next > Limit)
      return error(S, "sections exceed the address space");
  }
  return Error::success();
}

Error ObjectImage::Impl::listRelocations() {
  for (const SectionInfo &S : Sections) {
    if (S.Type == SHT_SYMTAB_SHNDX)
      SectionIndexTables[S.Link] = S.Index;
    if (S.Type != SHT_REL && S.Type != SHT_RELA && S.Type != SHT_CREL)
      continue;
    if (S.Info == 0) // none in particular: dynamic ones
      continue;
    if (S.Info >= Sections.size())
      return error(S, "relocates section " + Twine(S.Info) + " of " +
                          Twine(Sections.size()));
    Relocations.push_back({S.Info, S.Index});
  }
  std::sort(Relocations.begin(), Relocations.end());
  if (!Relocations.empty())
    Actions = relocActions(Machine);
  return Error::success();
}

Expected<ObjectImage> ObjectImage::open(StringRef Path) {
  // An input may name others. To open a pipe waits for whoever writes into it,
  // and to open a device may do something.
  struct stat Status;
  if (::stat(Path.str().c_str(), &Status) == 0 && !S_ISREG(Status.st_mode))
    return createStringError(Path + ": not a regular file");
  Expected<InputFile> File = InputFile::open(Path);
  if (!File)
    return File.takeError();
  return open(std::move(*File));
}

Expected<ObjectImage> ObjectImage::open(const InputSource &Source) {
  Expected<InputFile> File = InputFile::open(Source);
  if (!File)
    return File.takeError();
  return open(std::move(*File));
}

Expected<ObjectImage> ObjectImage::open(InputFile File) {
  auto I = std::make_unique<Impl>(std::move(File));
  I->Map = I->Input.memory().data();
  I->MapSize = I->Input.memory().size();
  if (I->Input.descriptor() >= 0)
    if (Error E = I->mapFile())
      return E;
  Expected<ElfKind> Kind = elfKind(I->Path, I->file());
  if (!Kind)
    return Kind.takeError();
  I->Kind = *Kind;
  if (Error E = withElfType(*Kind, [&](auto Type) {
        return I->template readHeaders<decltype(Type)>();
      }))
    return E;
  if (I->FileType == ET_REL) {
    if (Error E = I->placeSections())
      return E;
    if (Error E = I->listRelocations())
      return E;
  }
  return ObjectImage(std::move(I));
}

//===----------------------------------------------------------------------===//
// Plain bytes
//===----------------------------------------------------------------------===//

bool ObjectImage::Impl::compression(const SectionInfo &S,
                                    CompressionHeader &Header) const {
  if (S.Type == SHT_NOBITS)
    return false;
  if (S.Flags & SHF_COMPRESSED)
    return parseChdr(Kind, stored(S), Header);
  return S.Name.starts_with(".zdebug_") && parseZdebugHeader(stored(S), Header);
}

Error ObjectImage::Impl::pread(const SectionInfo &S, uint64_t Offset,
                               MutableArrayRef<uint8_t> Into) const {
  if (Input.descriptor() < 0) {
    llvm::copy(stored(S).slice(Offset, Into.size()), Into.begin());
    return Error::success();
  }
  if (Error E = File.read(S.FileOffset + Offset, Into))
    return error(S, toString(std::move(E)));
  return Error::success();
}

Expected<Buffer> ObjectImage::Impl::allocate(const SectionInfo &S,
                                             uint64_t Size) const {
  Buffer B(
      static_cast<uint8_t *>(Size > SIZE_MAX - SectionBytes::Padding
                                 ? nullptr
                                 : std::malloc(Size + SectionBytes::Padding)));
  if (!B)
    return error(S, "no memory for " + Twine(Size) +
                        " bytes: " + sys::StrError(ENOMEM));
  std::memset(B.get() + Size, 0, SectionBytes::Padding);
  return B;
}

ArrayRef<std::pair<uint32_t, uint32_t>>
ObjectImage::Impl::relocationsOf(const SectionInfo &S) const {
  auto First = std::lower_bound(Relocations.begin(), Relocations.end(),
                                std::pair(S.Index, uint32_t(0)));
  auto Last = std::find_if(First, Relocations.end(),
                           [&](auto &R) { return R.first != S.Index; });
  return ArrayRef(Relocations).slice(First - Relocations.begin(), Last - First);
}

/// What all pieces of one relocation table share.
Error ObjectImage::Impl::fillTask(RelocationTask &Task) const {
  const SectionInfo &Table = *Task.Table;
  Task.Kind = Kind;
  Task.Machine = Machine;
  Task.Path = Path;
  Task.Actions = Actions;
  Task.Sections = Sections;
  if (Table.Type == SHT_CREL || Table.Flags & SHF_COMPRESSED)
    return error(Table, "relocations in a format that is not supported");
  if (Table.FileSize % relocationEntrySize(Kind, Table))
    return error(Table, Twine(Table.FileSize) +
                            " bytes are not a whole number of relocations");
  if (Table.Link == 0) // then only symbol 0 may be used
    return Error::success();
  if (Table.Link >= Sections.size() || Sections[Table.Link].Type != SHT_SYMTAB)
    return error(Table,
                 "section " + Twine(Table.Link) + " is not its symbol table");
  Task.Symbols = stored(Sections[Table.Link]);
  if (auto It = SectionIndexTables.find(Table.Link);
      It != SectionIndexTables.end())
    Task.SectionIndexes = stored(Sections[It->second]);
  return Error::success();
}

Error ObjectImage::Impl::relocate(const SectionInfo &S,
                                  MutableArrayRef<uint8_t> Bytes) const {
  std::vector<uint8_t> Window;
  for (auto [Target, Table] : relocationsOf(S)) {
    RelocationTask Task;
    Task.Table = &Sections[Table];
    Task.Target = &S;
    Task.Bytes = Bytes;
    if (Error E = fillTask(Task))
      return E;
    // The table of a large module is larger than the section: in pieces.
    const uint64_t EntrySize = relocationEntrySize(Kind, *Task.Table);
    const uint64_t Piece = EntrySize << 14, Total = Task.Table->FileSize;
    Window.resize(std::min(Piece, Total));
    for (uint64_t At = 0; At < Total; At += Piece) {
      MutableArrayRef<uint8_t> Part(Window.data(), std::min(Piece, Total - At));
      if (Error E = pread(*Task.Table, At, Part))
        return E;
      Task.Entries = Part;
      Task.FirstEntry = At / EntrySize;
      if (Error E = applyRelocations(Task))
        return E;
    }
  }
  return Error::success();
}

/// Fills the section's slot. Called once per section.
Error ObjectImage::Impl::makePlain(const SectionInfo &S) {
  CompressionHeader Header;
  bool IsCompressed = compression(S, Header);
  if (S.FileSize == 0 || (!IsCompressed && relocationsOf(S).empty()))
    return Error::success();

  if (IsCompressed)
    if (Error E = checkCompression(Header, S.FileSize - Header.HeaderSize))
      return error(S, toString(std::move(E)));
  Expected<Buffer> Plain = allocate(S, S.Size);
  if (!Plain)
    return Plain.takeError();
  if (IsCompressed) {
    if (Error E = decompress(Header, stored(S).drop_front(Header.HeaderSize),
                             Plain->get()))
      return error(S, toString(std::move(E)));
  } else if (Error E = pread(S, 0, {Plain->get(), S.Size})) {
    return E;
  }
  // The gABI has relocations of a compressed section apply to its plain bytes.
  if (Error E = relocate(S, {Plain->get(), S.Size}))
    return E;
  Slots[S.Index].Plain = std::move(*Plain);
  return Error::success();
}

const FileState &ObjectImage::state() const { return I->Input.state(); }

void ObjectImage::release(const SectionInfo &Section) const {
  if (auto Bytes = expectedToOptional(bytes(Section)))
    Bytes->release(0, Bytes->size());
}

Expected<SectionBytes> ObjectImage::bytes(const SectionInfo &Section) const {
  SectionBytes Bytes;
  Bytes.Name = Section.Name;
  Bytes.Path = I->Path;
  if (Section.FileSize == 0)
    return Bytes;
  Slot &Slot = I->Slots[Section.Index];
  if (!Slot.Ready) {
    if (Error E = I->makePlain(Section))
      return E;
    Slot.Ready = true;
  }
  if (Slot.Plain) {
    Bytes.Data = Slot.Plain.get();
    Bytes.Size = Section.Size;
    return Bytes;
  }
  Bytes.Data = I->Map + Section.FileOffset;
  Bytes.Size = Section.FileSize;
  Bytes.File = I->Input.descriptor() < 0 ? nullptr : &I->File;
  Bytes.Padded = false;
  Bytes.FileOffset = Section.FileOffset;
  return Bytes;
}

/// The index of a section that can be relocated by windows, or null.
Expected<const RelocationIndex *>
ObjectImage::Impl::index(const SectionInfo &S, RelocationOrder Order) {
  CompressionHeader Header;
  auto Tables = relocationsOf(S);
  // What is in memory needs no windows.
  if (Input.descriptor() < 0 || Tables.size() != 1 || S.FileSize == 0 ||
      compression(S, Header))
    return nullptr;
  RelocationTask Task;
  Task.Table = &Sections[Tables[0].second];
  Task.Target = &S;
  if (Error E = fillTask(Task))
    return E;
  auto Index = RelocationIndex::build(Task, File, Order);
  if (!Index)
    return error(*Task.Table, toString(Index.takeError()));
  Slots[S.Index].Index = std::move(*Index);
  return Slots[S.Index].Index.get();
}

Expected<SectionBytes> ObjectImage::windows(const SectionInfo &Section,
                                            RelocationOrder Order) const {
  Slot &Slot = I->Slots[Section.Index];
  const RelocationIndex *Index = Slot.Index.get();
  if (!Index && !Slot.Ready) {
    Expected<const RelocationIndex *> New = I->index(Section, Order);
    if (!New)
      return New.takeError();
    Index = *New;
  }
  if (!Index)
    return bytes(Section);
  SectionBytes Bytes;
  Bytes.Name = Section.Name;
  Bytes.Path = I->Path;
  Bytes.Size = Section.FileSize;
  Bytes.File = &I->File;
  Bytes.FileOffset = Section.FileOffset;
  Bytes.Relocations = Index;
  return Bytes;
}

Error ObjectImage::prepare(ArrayRef<StringRef> Names, unsigned Threads) const {
  // A section belongs to one thread, also where two names find the same one.
  std::vector<const SectionInfo *> Wanted;
  for (StringRef Name : Names)
    if (const SectionInfo *Section = find(Name); !is_contained(Wanted, Section))
      Wanted.push_back(Section);
  llvm::erase(Wanted, nullptr);

  std::vector<Error> Errors;
  for (size_t N = 0; N < Wanted.size(); ++N)
    Errors.push_back(Error::success());
  parallelFor(Wanted.size(), Threads, [&](size_t N, unsigned) {
    ErrorAsOutParameter Check(&Errors[N]);
    Expected<SectionBytes> Bytes = bytes(*Wanted[N]);
    if (!Bytes)
      Errors[N] = Bytes.takeError();
  });
  Error First = Error::success();
  for (Error &E : Errors) {
    if (First)
      consumeError(std::move(E));
    else
      First = std::move(E);
  }
  return First;
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

ObjectImage::ObjectImage(std::unique_ptr<Impl> I) : I(std::move(I)) {}
ObjectImage::ObjectImage(ObjectImage &&) = default;
ObjectImage &ObjectImage::operator=(ObjectImage &&) = default;
ObjectImage::~ObjectImage() = default;

StringRef ObjectImage::path() const { return I->Path; }
Error ObjectImage::checkRead() const {
  if (Error E = I->Input.checkUnchanged())
    return E;
  return I->File.failed() ? I->error("cannot be read completely")
                          : Error::success();
}
bool ObjectImage::isLittleEndian() const { return I->Kind.IsLittleEndian; }
bool ObjectImage::is64Bit() const { return I->Kind.Is64; }
uint16_t ObjectImage::machine() const { return I->Machine; }
uint16_t ObjectImage::fileType() const { return I->FileType; }
bool ObjectImage::isRelocatable() const { return I->FileType == ET_REL; }
ArrayRef<SectionInfo> ObjectImage::sections() const { return I->Sections; }

SmallVector<const SectionInfo *, 1> ObjectImage::findAll(StringRef Name) const {
  SmallVector<const SectionInfo *, 1> Found, Old;
  StringRef Rest = Name;
  bool IsDebug = Rest.consume_front(".debug_");
  for (const SectionInfo &S : I->Sections) { // the null section has no name
    StringRef Text = S.Name;
    if (S.Name == Name)
      Found.push_back(&S);
    else if (IsDebug && Text.consume_front(".zdebug_") && Text == Rest)
      Old.push_back(&S);
  }
  return Found.empty() ? Old : Found;
}

const SectionInfo *ObjectImage::find(StringRef Name) const {
  SmallVector<const SectionInfo *, 1> Found = findAll(Name);
  return Found.empty() ? nullptr : Found.back();
}

} // namespace btfgen
