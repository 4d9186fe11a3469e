//===- ListSites.cpp - Where functions were inlined -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ListSites.h"

#include "BTF/Location.h"
#include "ELF/ObjectImage.h"
#include "ELF/SymbolTable.h"
#include "Encode/Encode.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace llvm;
using namespace btfgen;

namespace {

/// The functions of an ELF file, to say in which one an address is.
class Symbols {
public:
  Error read(const ObjectImage &Image);
  /// " SYMBOL+0xOFFSET" for a place in a section; " -" if there is no symbol.
  std::string describe(StringRef Section, uint64_t Offset) const;

private:
  struct Code {
    uint64_t Size;
    std::string Name;
  };
  std::map<uint64_t, Code> ByAddress;
  std::map<std::string, uint64_t> SectionAddress; ///< first of each name
};

/// The sites of a file, and what they refer to.
struct Sites {
  std::optional<ObjectImage> Image;
  std::vector<uint8_t> MainBytes, InlineBytes;
  BtfRef Inline;
};

} // namespace

Error Symbols::read(const ObjectImage &Image) {
  for (const SectionInfo &S : Image.sections())
    if (S.Flags & ELF::SHF_EXECINSTR)
      SectionAddress.try_emplace(S.Name.str(), S.Address);
  return forEachSymbol(Image, [&](const Symbol &S) {
    if (S.Type != ELF::STT_FUNC || S.SectionIndex == ELF::SHN_UNDEF)
      return;
    Code &C = ByAddress[S.Address];
    if (C.Name.empty() || S.Binding == ELF::STB_GLOBAL)
      C = {S.Size, S.name().str()};
  });
}

std::string Symbols::describe(StringRef Section, uint64_t Offset) const {
  auto Start = SectionAddress.find(Section.str());
  if (Start == SectionAddress.end())
    return " -";
  const uint64_t Address = Start->second + Offset;
  auto It = ByAddress.upper_bound(Address);
  if (It == ByAddress.begin())
    return " -";
  --It;
  if (Address - It->first >= std::max<uint64_t>(It->second.Size, 1))
    return " -";
  return " " + It->second.Name + "+0x" + utohexstr(Address - It->first, true);
}

/// Encodes the file, which has no sites yet.
static Error encodeSites(const ToolConfig &T, const BtfRef &Base, Sites &Out) {
  Config C = T.Encoding;
  C.Input = T.Inputs.front();
  C.Enabled.Inline = true;
  if (Base) {
    auto Index = BaseIndex::create(Base, /*Keyed=*/false, C.Threads);
    if (!Index)
      return Index.takeError();
    C.Base = std::move(*Index);
  }
  Expected<EncodeResult> R = encode(C);
  if (!R)
    return R.takeError();
  Out.MainBytes = std::move(R->Bytes);
  Out.InlineBytes = std::move(R->InlineBytes);
  Expected<BtfRef> Main = BtfFile::parse(Out.MainBytes, C.Input, R->Base);
  if (!Main)
    return Main.takeError();
  return BtfFile::parse(Out.InlineBytes, C.Input, *Main).moveInto(Out.Inline);
}

static Error openSites(const ToolConfig &T, const BtfRef &Base, Sites &Out) {
  const std::string &Path = T.Inputs.front();
  Expected<InputFile> File = InputFile::open(Path);
  if (!File)
    return File.takeError();
  Expected<ObjectImage> Image = ObjectImage::open(std::move(*File));
  if (!Image) { // not ELF, so perhaps raw BTF
    consumeError(Image.takeError());
    return BtfFile::open(Path, Base).moveInto(Out.Inline);
  }
  Out.Image.emplace(std::move(*Image));
  const SectionInfo *Section = Out.Image->find(".BTF.inline");
  if (!Section)
    return encodeSites(T, Base, Out);
  Expected<BtfRef> Main = BtfFile::fromImage(*Out.Image, Base);
  if (!Main)
    return Main.takeError();
  Expected<SectionBytes> Bytes = Out.Image->bytes(*Section);
  if (!Bytes)
    return Bytes.takeError();
  return BtfFile::parse(Bytes->whole(), Path + ": .BTF.inline", *Main)
      .moveInto(Out.Inline);
}

/// \p Name, or the beginning of one that no kernel has: very many sites may be
/// of it, or of a prototype that has it.
static StringRef shown(StringRef Name) { return Name.take_front(512); }

/// "(file=reg5; pos=?)". What a call has no more of is counted (C17, 5.2.4.1).
static std::string argumentsText(const BtfFile &File, const BtfSite &S) {
  constexpr uint32_t MostShown = 127;
  const BtfType Proto = File.type(File.type(S.Func).target());
  const BtfType Locations = File.type(S.Proto);
  std::string Text = "(";
  uint32_t Index = 0;
  const auto Places = Locations.paramLocations();
  for (uint32_t Id : Places) {
    if (Index == MostShown) {
      Text += "; and " + std::to_string(Places.size() - Index) + " more";
      break;
    }
    const BtfType::Elements<BtfParam> Params = Proto.params();
    const StringRef Name =
        Index < Params.size() ? Params[Index].name() : StringRef();
    Text += (Index++ ? "; " : "") + (Name.empty() ? "..." : shown(Name).str()) +
            "=" + (Id ? locationText(File.type(BtfId(Id))) : "?");
  }
  return Text + ")";
}

Error btfgen::listSites(const ToolConfig &T, const BtfRef &Base) {
  Sites S;
  if (Error E = openSites(T, Base, S))
    return E;
  Symbols Code;
  if (S.Image)
    if (Error E = Code.read(*S.Image))
      return E;
  const BtfFile &File = *S.Inline;
  uint64_t Count = 0;
  for (uint32_t Id = File.startId(); Id < File.endId(); ++Id) {
    const BtfType Section = File.type(BtfId(Id));
    StringRef Name = Section.name();
    Name.consume_front("inline");
    for (const BtfSite &Site : Section.sites()) {
      const StringRef Function = File.type(Site.Func).name();
      if (!T.SitesOf.empty() && Function != T.SitesOf)
        continue;
      ++Count;
      outs() << shown(Function) << ' ' << shown(Name) << "+0x"
             << utohexstr(Site.Offset, /*LowerCase=*/true)
             << Code.describe(Name, Site.Offset) << ' '
             << argumentsText(File, Site) << '\n';
    }
  }
  if (!Count)
    return createStringError(
        T.Inputs.front() +
        (T.SitesOf.empty()
             ? ": has no inline sites (-o FILE puts them into FILE.inline)"
             : ": there is no inline site of a function '" + T.SitesOf + "'"));
  return S.Image ? S.Image->checkRead() : Error::success();
}
