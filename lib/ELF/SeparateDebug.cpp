//===- SeparateDebug.cpp - Files that were split in two -------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/SeparateDebug.h"

#include "Support/Debuginfod.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <zlib.h>

using namespace llvm;
using namespace btfgen;

static constexpr StringLiteral DebugRoot = "/usr/lib/debug";
/// Modules, and sometimes debug files, are installed compressed.
static constexpr StringLiteral FileEnds[] = {"", ".xz", ".zst", ".gz"};

//===----------------------------------------------------------------------===//
// What tells that two files belong together
//===----------------------------------------------------------------------===//

static endianness orderOf(const ObjectImage &Image) {
  return Image.isLittleEndian() ? endianness::little : endianness::big;
}

/// The build id among the notes in \p Bytes (gABI, "Note Section"); empty if
/// there is none.
static ArrayRef<uint8_t> findBuildId(ArrayRef<uint8_t> Bytes,
                                     uint64_t Alignment, endianness Order) {
  constexpr size_t HeaderSize = 12;
  Alignment = Alignment == 8 ? 8 : 4;
  while (Bytes.size() >= HeaderSize) {
    const uint64_t NameSize = support::endian::read32(&Bytes[0], Order);
    const uint64_t IdSize = support::endian::read32(&Bytes[4], Order);
    const uint32_t Type = support::endian::read32(&Bytes[8], Order);
    const uint64_t Id = alignTo(HeaderSize + NameSize, Alignment);
    if (Id > Bytes.size() || IdSize > Bytes.size() - Id)
      break;
    if (Type == ELF::NT_GNU_BUILD_ID &&
        toStringRef(Bytes.slice(HeaderSize, NameSize)) == StringRef("GNU\0", 4))
      return Bytes.slice(Id, IdSize);
    const uint64_t Next = alignTo(Id + IdSize, Alignment);
    Bytes = Bytes.drop_front(std::min<uint64_t>(Next, Bytes.size()));
  }
  return {};
}

/// The bytes of \p Section; none if they cannot be read.
static ArrayRef<uint8_t> bytesOf(const ObjectImage &Image,
                                 const SectionInfo &Section) {
  Expected<SectionBytes> Bytes = Image.bytes(Section);
  if (Bytes)
    return Bytes->whole();
  consumeError(Bytes.takeError());
  return {};
}

std::string btfgen::buildId(const ObjectImage &Image) {
  for (const SectionInfo &S : Image.sections()) {
    if (S.Type != ELF::SHT_NOTE)
      continue;
    ArrayRef<uint8_t> Id =
        findBuildId(bytesOf(Image, S), S.Alignment, orderOf(Image));
    if (!Id.empty())
      return toHex(Id, /*LowerCase=*/true);
  }
  return {};
}

namespace {

/// What .gnu_debuglink says: a name, and the CRC-32 of the file.
struct DebugLink {
  std::string Name;
  uint32_t Checksum;
};

} // namespace

static std::optional<DebugLink> debugLink(const ObjectImage &Image) {
  const SectionInfo *Section = Image.find(".gnu_debuglink");
  if (!Section)
    return std::nullopt;
  const ArrayRef<uint8_t> Bytes = bytesOf(Image, *Section);
  const StringRef Name =
      toStringRef(Bytes).take_until([](char C) { return C == '\0'; });
  const size_t Checksum = alignTo(Name.size() + 1, 4);
  if (Name.empty() || Name.contains('/') || Bytes.size() < Checksum + 4)
    return std::nullopt;
  return DebugLink{Name.str(), support::endian::read32(Bytes.data() + Checksum,
                                                       orderOf(Image))};
}

static Expected<uint32_t> checksum(const InputFile &File) {
  auto Buffer = MemoryBuffer::getOpenFile(File.descriptor(), File.path(),
                                          /*FileSize=*/-1,
                                          /*RequiresNullTerminator=*/false);
  if (std::error_code EC = Buffer.getError())
    return createStringError(EC, EC.message());
  const ArrayRef<uint8_t> Bytes = arrayRefFromStringRef((*Buffer)->getBuffer());
  return static_cast<uint32_t>(crc32_z(0, Bytes.data(), Bytes.size()));
}

/// The sections that are loaded, but for BTF, which either of two files may
/// have been given alone.
static std::vector<const SectionInfo *> loadedSections(const ObjectImage &I) {
  std::vector<const SectionInfo *> Loaded;
  for (const SectionInfo &S : I.sections())
    if (S.Flags & ELF::SHF_ALLOC && S.Name != ".BTF" && S.Name != ".BTF.base")
      Loaded.push_back(&S);
  return Loaded;
}

/// Why \p Debug is not what was split from \p Stripped; empty if it is.
static std::string whatDiffers(const ObjectImage &Stripped,
                               const ObjectImage &Debug) {
  if (Stripped.machine() != Debug.machine() ||
      Stripped.fileType() != Debug.fileType() ||
      Stripped.is64Bit() != Debug.is64Bit() ||
      Stripped.isLittleEndian() != Debug.isLittleEndian())
    return "it is for another machine, or another type of file";
  const std::string Id = buildId(Debug), Wanted = buildId(Stripped);
  if (Id != Wanted && !Id.empty() && !Wanted.empty())
    return "its build id is " + Id + ", not " + Wanted;
  const auto Ours = loadedSections(Stripped), Theirs = loadedSections(Debug);
  for (size_t I = 0; I < std::max(Ours.size(), Theirs.size()); ++I) {
    if (I >= Ours.size() || I >= Theirs.size())
      return "it has " + std::to_string(Theirs.size()) +
             " sections that are loaded, not " + std::to_string(Ours.size());
    const SectionInfo &A = *Ours[I], &B = *Theirs[I];
    // The addresses of an ET_REL file are ours.
    if (A.Name != B.Name || A.Size != B.Size ||
        (!Stripped.isRelocatable() && A.Address != B.Address))
      return "its section " + B.Name.str() +
             " differs from the one at its place";
  }
  const SectionInfo *Info = Debug.find(".debug_info");
  if (!Info || Info->Type == ELF::SHT_NOBITS || !Info->FileSize)
    return "it has no debug information";
  return {};
}

//===----------------------------------------------------------------------===//
// From the debug file to the stripped one
//===----------------------------------------------------------------------===//

/// Where the file may be that \p Debug was split from.
static std::vector<std::string> placesOf(StringRef Debug) {
  SmallString<256> Real;
  if (sys::fs::real_path(Debug, Real))
    return {};
  StringRef Path = Real;
  Path.consume_back(".debug");
  std::vector<std::string> Places;
  if (Path != Real)
    Places.push_back(Path.str());
  const StringRef Folder = sys::path::parent_path(Path);
  if (sys::path::filename(Folder) == ".debug") {
    SmallString<256> Above = sys::path::parent_path(Folder);
    sys::path::append(Above, sys::path::filename(Path));
    Places.push_back(Above.str().str());
  }
  if (size_t At = Path.rfind((DebugRoot + "/").str()); At != StringRef::npos) {
    const StringRef Root = Path.take_front(At);
    const StringRef Rest = Path.drop_front(At + DebugRoot.size());
    Places.push_back((Root + Rest).str());
    Places.push_back((Root + "/usr" + Rest).str());
  }
  return Places;
}

std::optional<ObjectImage> btfgen::findStripped(const ObjectImage &Debug) {
  const std::string Id = buildId(Debug);
  if (Id.empty())
    return std::nullopt;
  for (const std::string &Place : placesOf(Debug.path()))
    for (StringRef End : FileEnds) {
      Expected<ObjectImage> Image = ObjectImage::open(Place + End.str());
      if (!Image) {
        consumeError(Image.takeError());
        continue;
      }
      if (buildId(*Image) == Id)
        return std::move(*Image);
    }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// From the stripped file to the debug file
//===----------------------------------------------------------------------===//

namespace {

class DebugFileFinder {
public:
  DebugFileFinder(const ObjectImage &Stripped, const DebugFileSearch &Where)
      : Stripped(Stripped), Where(Where), BuildId(buildId(Stripped)),
        Link(debugLink(Stripped)) {}

  DebugFile run();

private:
  void setPaths();
  void addRoot(StringRef Root);
  bool findByBuildId();
  bool findByLink();
  bool findByName();
  bool askServers();
  bool tryPlace(const std::string &Place,
                std::optional<uint32_t> Checksum = std::nullopt);
  Error tryFile(StringRef Path, std::optional<uint32_t> Checksum);

  const ObjectImage &Stripped;
  const DebugFileSearch &Where;
  const std::string BuildId;
  const std::optional<DebugLink> Link;
  std::string Folder; ///< of the stripped file, all links followed
  std::string Name;   ///< of the same, without what says that it is compressed
  std::vector<std::string> Roots; ///< like /usr/lib/debug
  /// Its folder as debug files are laid out below a root.
  std::vector<std::string> Below;
  std::vector<sys::fs::UniqueID> Seen;
  DebugFile Found;
};

} // namespace

void DebugFileFinder::addRoot(StringRef Root) {
  if (!is_contained(Roots, Root))
    Roots.push_back(Root.str());
}

void DebugFileFinder::setPaths() {
  SmallString<256> Real;
  if (sys::fs::real_path(Stripped.path(), Real))
    Real = Stripped.path();
  StringRef Path = Real;
  for (StringRef End : FileEnds)
    if (!End.empty() && Path.consume_back(End))
      break;
  Folder = sys::path::parent_path(Path).str();
  Name = sys::path::filename(Path).str();
  Below.push_back(Folder);
  for (const std::string &Root : Where.Folders)
    addRoot(Root);
  // The modules of a system that is not the one that runs, such as a package
  // that was unpacked, have their debug files there too.
  StringRef Top = Folder;
  if (size_t At = Top.find("/lib/modules/"); At != StringRef::npos) {
    Below.push_back(Top.drop_front(At).str());
    Top = Top.take_front(At);
    Top.consume_back("/usr");
    addRoot((Top + DebugRoot).str());
  } else if (Top.consume_front("/usr/")) {
    Below.push_back("/" + Top.str());
  }
  addRoot(DebugRoot);
}

/// An error says why the file does not serve.
Error DebugFileFinder::tryFile(StringRef Path,
                               std::optional<uint32_t> Checksum) {
  if (!sys::fs::is_regular_file(Path))
    return createStringError(Path + ": not a regular file");
  Expected<InputFile> File = InputFile::open(Path);
  if (!File)
    return File.takeError();
  if (Checksum) {
    Expected<uint32_t> Sum = checksum(*File);
    if (!Sum)
      return createStringError(Path + ": " + toString(Sum.takeError()));
    if (*Sum != *Checksum)
      return createStringError(Path +
                               ": its CRC-32 is not the one in .gnu_debuglink");
  }
  Expected<ObjectImage> Image = ObjectImage::open(std::move(*File));
  if (!Image)
    return Image.takeError();
  if (const std::string Why = whatDiffers(Stripped, *Image); !Why.empty())
    return createStringError(Path + ": " + Why);
  Found.Image.emplace(std::move(*Image));
  return Error::success();
}

/// Whether there is the debug file. A file that was seen under another name is
/// not looked at again.
bool DebugFileFinder::tryPlace(const std::string &Place,
                               std::optional<uint32_t> Checksum) {
  bool IsThere = false;
  for (StringRef End : FileEnds) {
    const std::string Path = Place + End.str();
    sys::fs::UniqueID Id;
    if (sys::fs::getUniqueID(Path, Id))
      continue;
    IsThere = true;
    if (is_contained(Seen, Id))
      continue;
    Seen.push_back(Id);
    Error E = tryFile(Path, Checksum);
    if (!E)
      return true;
    Found.PassedOver.push_back(toString(std::move(E)));
  }
  if (!IsThere)
    Found.NotThere.push_back(Place);
  return false;
}

bool DebugFileFinder::findByBuildId() {
  constexpr size_t FolderDigits = 2;
  if (BuildId.size() <= FolderDigits)
    return false;
  return any_of(Roots, [&](const std::string &Root) {
    return tryPlace(Root + "/.build-id/" + BuildId.substr(0, FolderDigits) +
                    "/" + BuildId.substr(FolderDigits) + ".debug");
  });
}

bool DebugFileFinder::findByLink() {
  if (!Link)
    return false;
  for (const char *In : {"/", "/.debug/"})
    if (tryPlace(Folder + In + Link->Name, Link->Checksum))
      return true;
  for (const std::string &Root : Roots)
    for (const std::string &Path : Below)
      if (tryPlace(Root + Path + "/" + Link->Name, Link->Checksum))
        return true;
  return false;
}

bool DebugFileFinder::findByName() {
  if (BuildId.empty())
    return false;
  for (const char *End : {".debug", ""}) {
    if (*End && tryPlace(Folder + "/" + Name + End))
      return true;
    if (tryPlace(Folder + "/.debug/" + Name + End))
      return true;
    for (const std::string &Root : Roots)
      for (const std::string &Path : Below)
        if (tryPlace(Root + Path + "/" + Name + End))
          return true;
  }
  return false;
}

bool DebugFileFinder::askServers() {
  if (!Where.AskServers || BuildId.empty())
    return false;
  Expected<std::string> Path = fetchDebugFile(BuildId);
  if (Path)
    return tryPlace(*Path);
  Found.PassedOver.push_back(toString(Path.takeError()));
  return false;
}

DebugFile DebugFileFinder::run() {
  if (!Where.File.empty()) {
    tryPlace(Where.File);
    return std::move(Found);
  }
  setPaths();
  // The file itself is none of them.
  if (sys::fs::UniqueID Id; !sys::fs::getUniqueID(Stripped.path(), Id))
    Seen.push_back(Id);
  if (!findByBuildId() && !findByLink() && !findByName())
    askServers();
  return std::move(Found);
}

DebugFile btfgen::findDebugFile(const ObjectImage &Stripped,
                                const DebugFileSearch &Where) {
  return DebugFileFinder(Stripped, Where).run();
}
