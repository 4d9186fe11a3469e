//===- Supplement.cpp - What dwz moved into another file ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Supplement.h"

#include "DWARF/ByteReader.h"
#include "ELF/SeparateDebug.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace btfgen;

namespace {
/// Of a file that has a supplementary file: its name and id. Of one that is a
/// supplementary file, its own id.
struct Link {
  std::string Name;
  std::string Id; ///< in hexadecimal
  bool IsOwn = false;
};
} // namespace

/// DWARF 5, 7.3.6. Nothing if the section is malformed, too.
static Link readDebugSup(ArrayRef<uint8_t> Bytes, bool LittleEndian) {
  ByteReader In{Bytes.begin(), Bytes.end(),
                LittleEndian ? endianness::little : endianness::big};
  const uint64_t Version = In.fixed(2);
  Link L;
  L.IsOwn = In.fixed(1);
  const StringRef Rest = toStringRef(ArrayRef(In.P, In.End));
  const size_t Length = Rest.find('\0');
  if (In.Overrun || Length == StringRef::npos)
    return Link();
  L.Name = Rest.take_front(Length).str();
  (void)In.block(Length + 1);
  L.Id = toHex(In.block(In.uleb()), /*LowerCase=*/true);
  return !In.Overrun && Version >= 2 ? L : Link();
}

/// No name: there is no supplementary file.
static Expected<Link> linkOf(const ObjectImage &Image) {
  Expected<SectionBytes> Alt = contentsOf(Image, ".gnu_debugaltlink");
  if (!Alt)
    return Alt.takeError();
  if (!Alt->empty()) {
    auto [Name, Id] = toStringRef(Alt->whole()).split('\0');
    return Link{Name.str(), toHex(Id, /*LowerCase=*/true)};
  }
  Expected<SectionBytes> Sup = contentsOf(Image, ".debug_sup");
  if (!Sup)
    return Sup.takeError();
  Link L = readDebugSup(Sup->whole(), Image.isLittleEndian());
  return L.IsOwn ? Link() : L;
}

/// What identifies a supplementary file: its build id, or by DWARF 5 a number
/// that the files which refer to it have, too.
static std::string idOf(const ObjectImage &Image) {
  Expected<SectionBytes> Sup = contentsOf(Image, ".debug_sup");
  if (!Sup) {
    consumeError(Sup.takeError());
    return "";
  }
  Link Own = readDebugSup(Sup->whole(), Image.isLittleEndian());
  return Own.IsOwn ? Own.Id : buildId(Image);
}

/// Sets Image, or says why \p Path does not serve.
static std::string open(StringRef Path, const Link &Wanted,
                        const DebugSections &S, Supplement &Out) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image)
    return toString(Image.takeError());
  if (idOf(*Image) != Wanted.Id)
    return (Path + ": is not the file that was written with it").str();
  if (Image->isLittleEndian() != S.LittleEndian)
    return (Path + ": its byte order is another").str();
  Out.Image.emplace(std::move(*Image));
  return "";
}

static SectionBytes join(std::vector<uint8_t> &Into, const SectionBytes &Own,
                         const SectionBytes &More) {
  Into.reserve(Own.size() + More.size() + SectionBytes::Padding);
  for (const SectionBytes *Each : {&Own, &More})
    Into.insert(Into.end(), Each->whole().begin(), Each->whole().end());
  const size_t Size = Into.size();
  Into.resize(Size + SectionBytes::Padding);
  return {Into.data(), Size};
}

/// Adds the sections of the file that was opened.
static Error add(DebugSections &S, const ObjectImage &Image, Supplement &Out) {
  const SectionInfo *Info = Image.find(".debug_info");
  if (!Info || Info->Type == ELF::SHT_NOBITS)
    return createStringError(Image.path() + ": has no .debug_info");
  Expected<SectionBytes> Units = Image.bytes(*Info);
  if (!Units)
    return Units.takeError();
  Expected<SectionBytes> Abbrev = contentsOf(Image, ".debug_abbrev");
  if (!Abbrev)
    return Abbrev.takeError();
  Expected<SectionBytes> Str = contentsOf(Image, ".debug_str");
  if (!Str)
    return Str.takeError();
  Out.Section = static_cast<uint32_t>(S.Units.size());
  Out.StrStart = S.Str.size();
  Out.AbbrevStart = S.Abbrev.size();
  S.Units.push_back({Info, *Units, ".debug_info", Image.path()});
  S.Abbrev = join(Out.Abbrev, S.Abbrev, *Abbrev);
  S.Str = join(Out.Str, S.Str, *Str);
  return Error::success();
}

SmallString<128> btfgen::pathFrom(StringRef Folder, StringRef Name) {
  SmallString<128> Path;
  if (!sys::path::is_absolute(Name))
    Path = Folder;
  sys::path::append(Path, Name);
  return Path;
}

Error btfgen::addSupplement(DebugSections &S) {
  Expected<Link> Wanted = linkOf(*S.Image);
  if (!Wanted)
    return Wanted.takeError();
  if (Wanted->Name.empty())
    return Error::success();
  S.Sup = std::make_shared<Supplement>();
  Supplement &Out = *S.Sup;
  // The file may be reached by a link, the name is relative to where it is.
  SmallString<128> Real;
  if (sys::fs::real_path(S.Image->path(), Real))
    Real = S.Image->path();
  const SmallString<128> Named =
      pathFrom(sys::path::parent_path(Real), Wanted->Name);
  Out.Problem = open(Named, *Wanted, S, Out);
  if (!Out.Problem.empty() && Wanted->Id.size() > 2) {
    const std::string ById = "/usr/lib/debug/.build-id/" +
                             Wanted->Id.substr(0, 2) + "/" +
                             Wanted->Id.substr(2) + ".debug";
    if (sys::fs::exists(ById))
      Out.Problem = open(ById, *Wanted, S, Out);
  }
  if (Out.Image)
    if (Error E = add(S, *Out.Image, Out))
      Out.Problem = toString(std::move(E));
  return Error::success();
}
