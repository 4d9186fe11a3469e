//===- StrippedFile.cpp - The other half of a debug file ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/StrippedFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace btfgen;

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

std::string btfgen::buildId(const ObjectImage &Image) {
  const endianness Order =
      Image.isLittleEndian() ? endianness::little : endianness::big;
  for (const SectionInfo &S : Image.sections()) {
    if (S.Type != ELF::SHT_NOTE)
      continue;
    Expected<SectionBytes> Bytes = Image.bytes(S);
    if (!Bytes) {
      consumeError(Bytes.takeError());
      continue;
    }
    ArrayRef<uint8_t> Id = findBuildId(Bytes->whole(), S.Alignment, Order);
    if (!Id.empty())
      return toHex(Id, /*LowerCase=*/true);
  }
  return {};
}

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
  constexpr StringLiteral DebugRoot = "/usr/lib/debug/";
  if (size_t At = Path.rfind(DebugRoot); At != StringRef::npos) {
    const StringRef Root = Path.take_front(At);
    const StringRef Rest = Path.drop_front(At + DebugRoot.size());
    Places.push_back((Root + "/" + Rest).str());
    Places.push_back((Root + "/usr/" + Rest).str());
  }
  return Places;
}

std::optional<ObjectImage> btfgen::findStripped(const ObjectImage &Debug) {
  const std::string Id = buildId(Debug);
  if (Id.empty())
    return std::nullopt;
  // Modules are installed compressed.
  for (const std::string &Place : placesOf(Debug.path()))
    for (const char *End : {"", ".xz", ".zst", ".gz"}) {
      Expected<ObjectImage> Image = ObjectImage::open(Place + End);
      if (!Image) {
        consumeError(Image.takeError());
        continue;
      }
      if (buildId(*Image) == Id)
        return std::move(*Image);
    }
  return std::nullopt;
}
