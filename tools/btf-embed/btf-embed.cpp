//===- btf-embed.cpp - BTF into ELF files ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the options, calls the library and prints the result.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"
#include "ELF/BlobWriter.h"
#include "ELF/ObjectImage.h"
#include "ELF/SectionPatcher.h"
#include "Options.h"
#include "OutOfMemory.h"
#include "Support/AtomicFile.h"
#include "Support/FileBytes.h"
#include "Support/FileUses.h"
#include "Tool.h"
#include "Transform/ResolveIds.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Endian.h"

#include <array>
#include <cstddef>

using namespace llvm;
using namespace btfgen;

/// What cannot be the BTF of this ELF file: a truncated output of an encoder,
/// the other byte order.
static Error checkBtf(const ElfTarget &Target, StringRef File,
                      ArrayRef<uint8_t> Bytes) {
  // Split BTF needs a base to be read. An empty one will do, since nothing that
  // refers to it is looked at.
  std::array<uint8_t, BtfHeaderSize + 1> Empty = {};
  const endianness Order =
      Target.IsLittleEndian ? endianness::little : endianness::big;
  support::endian::write16(&Empty[0], BTF::MAGIC, Order);
  Empty[offsetof(BtfHeader, Version)] = BTF::VERSION;
  support::endian::write32(&Empty[offsetof(BtfHeader, HeaderLen)],
                           BtfHeaderSize, Order);
  support::endian::write32(&Empty[offsetof(BtfHeader, StringLen)], 1, Order);
  if (Bytes.size() > 1 && Bytes[0] == Empty[1] && Bytes[1] == Empty[0])
    return createStringError(File +
                             ": BTF in the other byte order than the ELF file");
  Expected<BtfRef> Base = BtfFile::parse(Empty, "no base");
  if (!Base)
    return Base.takeError();
  return BtfFile::parse(Bytes, File, *Base, BtfChecks::Framing).takeError();
}

/// What is read besides the input.
static std::vector<FileUse> filesRead(const EmbedConfig &C) {
  std::vector<FileUse> Read = {{C.Base, "the base"}, {C.Like, "the model"}};
  for (const EmbedConfig::Section &S : C.Sections)
    Read.push_back({S.File, "the contents of section " + S.Name});
  for (const LinkRequest &Link : C.Links)
    Read.push_back({Link.File, "the BTF that a module will hold"});
  for (const std::string &List : C.Lists)
    Read.push_back({List, "a list of words"});
  return Read;
}

//===----------------------------------------------------------------------===//
// Changing a file
//===----------------------------------------------------------------------===//

/// The BTF that \p Image will have with \p Sections.
static Expected<BtfRef> futureBtf(const ObjectImage &Image,
                                  ArrayRef<NewSection> Sections, BtfRef Base) {
  auto IsNew = [&](StringRef Name) {
    return find_if(Sections,
                   [&](const NewSection &S) { return S.Name == Name; });
  };
  const NewSection *Btf = IsNew(".BTF"), *BtfBase = IsNew(".BTF.base");
  if (Btf == Sections.end() && BtfBase == Sections.end())
    return BtfFile::fromImage(Image, std::move(Base));
  auto Bytes = [&](const NewSection *New,
                   StringRef Name) -> Expected<ArrayRef<uint8_t>> {
    if (New != Sections.end())
      return New->Bytes;
    const SectionInfo *Old = Image.find(Name);
    if (!Old)
      return createStringError(Image.path() + ": has no " + Name + " section");
    Expected<SectionBytes> B = Image.bytes(*Old);
    if (!B)
      return B.takeError();
    return B->whole();
  };
  if (BtfBase != Sections.end() || Image.find(".BTF.base")) {
    Expected<ArrayRef<uint8_t>> B = Bytes(BtfBase, ".BTF.base");
    if (!B)
      return B.takeError();
    Expected<BtfRef> Parsed = BtfFile::parse(*B, ".BTF.base");
    if (!Parsed)
      return Parsed.takeError();
    Base = std::move(*Parsed);
  }
  Expected<ArrayRef<uint8_t>> B = Bytes(Btf, ".BTF");
  if (!B)
    return B.takeError();
  return BtfFile::parse(*B, ".BTF", std::move(Base));
}

static Expected<ResolvedIds> resolve(const EmbedConfig &C,
                                     const ObjectImage &Image,
                                     ArrayRef<NewSection> Sections) {
  BtfRef Base;
  if (!C.Base.empty()) {
    Expected<BtfRef> B = BtfFile::open(C.Base);
    if (!B)
      return B.takeError();
    Base = std::move(*B);
  }
  Expected<BtfRef> Btf = futureBtf(Image, Sections, Base);
  if (!Btf)
    return Btf.takeError();
  Expected<ResolvedIds> Ids = resolveIds(Image, **Btf, Base);
  if (Ids)
    if (Error E = (*Btf)->checkRead())
      return E;
  return Ids;
}

/// Adds the records of BTF in modules, whose bytes are \p Records.
static Error addRecords(const EmbedConfig &C, const LockedFile &File,
                        std::vector<std::vector<uint8_t>> &Records,
                        std::vector<NewSection> &Sections) {
  if (C.Links.empty())
    return Error::success();
  Expected<ObjectImage> Image = ObjectImage::open(File.source());
  if (!Image)
    return Image.takeError();
  for (const LinkRequest &Link : C.Links) {
    Expected<std::vector<uint8_t>> Record = linkRecord(*Image, Link);
    if (!Record)
      return Record.takeError();
    Records.push_back(std::move(*Record));
    NewSection New;
    New.Name = Link.Section;
    New.Bytes = Records.back();
    New.KeepAttributes = true;
    Sections.push_back(New);
  }
  return Error::success();
}

static Error change(const EmbedConfig &C) {
  if (Error E = checkOutputs(filesRead(C), FileUse{C.Input, "the result"}))
    return E;
  Expected<LockedFile> File = LockedFile::open(
      C.Input, [](StringRef What) { errs() << "btf-embed: " << What << '\n'; });
  if (!File)
    return File.takeError();
  Expected<ElfTarget> Target = ElfTarget::read(File->source());
  if (!Target)
    return Target.takeError();
  std::vector<FileBytes> Contents;
  std::vector<NewSection> Sections;
  for (const EmbedConfig::Section &S : C.Sections) {
    Expected<FileBytes> Bytes = FileBytes::copyOf(S.File);
    if (!Bytes)
      return Bytes.takeError();
    NewSection New;
    New.Name = S.Name;
    New.Bytes = Bytes->bytes();
    New.Flags = C.Alloc ? unsigned(ELF::SHF_ALLOC) : 0;
    if (S.Name == ".BTF" || S.Name == ".BTF.base")
      if (Error E = checkBtf(*Target, S.File, New.Bytes))
        return E;
    Sections.push_back(New);
    Contents.push_back(std::move(*Bytes));
  }

  std::vector<std::vector<uint8_t>> Records;
  if (Error E = addRecords(C, *File, Records, Sections))
    return E;
  ResolvedIds Ids; // outlives what refers to its bytes
  if (C.ResolveIds) {
    Expected<ObjectImage> Image = ObjectImage::open(File->source());
    if (!Image)
      return Image.takeError();
    if (hasIdsToResolve(*Image)) {
      Expected<ResolvedIds> R = resolve(C, *Image, Sections);
      if (!R)
        return R.takeError();
      Ids = std::move(*R);
    }
  }
  if (C.FatalWarnings && !Ids.Warnings.empty())
    return createStringError(C.Input + ": " + join(Ids.Warnings, "; ") +
                             " (--fatal-warnings)");
  if (Ids.Changed) {
    NewSection New;
    New.Name = ".BTF_ids";
    New.Bytes = Ids.Bytes;
    New.KeepAttributes = true;
    Sections.push_back(New);
  }
  PatchOptions Options;
  Options.Compact = C.Compact;
  Options.StripSignature = C.StripSignature;
  if (Error E = addSections(*File, Sections, Options))
    return E;
  if (!C.Quiet)
    for (StringRef Warning : Ids.Warnings)
      errs() << "btf-embed: " << C.Input << ": warning: " << Warning << '\n';
  return Error::success();
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

static Error writeObject(const EmbedConfig &C) {
  std::vector<FileUse> Read = filesRead(C);
  Read.push_back({C.Input, "the contents"});
  if (Error E = checkOutputs(Read, FileUse{C.Object, "the object"}))
    return E;
  Expected<ElfTarget> Target = ElfTarget::read(C.Like);
  if (!Target)
    return Target.takeError();
  Expected<FileBytes> Bytes = FileBytes::copyOf(C.Input);
  if (!Bytes)
    return Bytes.takeError();
  Blob B;
  B.Section = C.ObjectSection;
  B.Bytes = Bytes->bytes();
  if (!C.NoSymbols)
    B.Symbols = blobSymbols(C.SymbolsOf);
  if (Error E = checkBtf(*Target, C.Input, B.Bytes))
    return E;
  Expected<std::vector<uint8_t>> Object = writeBlobObject(*Target, B);
  if (!Object)
    return createStringError(C.Object + ": " + toString(Object.takeError()));
  return writeFileAtomically(C.Object, *Object);
}

static int report(Error E) {
  if (!E)
    return ExitOk;
  handleAllErrors(std::move(E), [](const ErrorInfoBase &I) {
    printError(errs(), I.message());
  });
  return ExitError;
}

static int run(int Argc, char **Argv) {
  startTool("btf-embed",
            "btf-embed needs as much memory as the sections have bytes",
            ExitError);
  Expected<EmbedConfig> C = parseOptions(Argc, Argv);
  if (!C) {
    errs() << "btf-embed: " << toString(C.takeError()) << '\n'
           << "usage: btf-embed [options] ELF (--help explains)\n";
    return ExitUsage;
  }
  switch (C->What) {
  case EmbedConfig::Action::Help:
    printHelp(outs());
    return ExitOk;
  case EmbedConfig::Action::Version:
    outs() << "btf-embed " BTFGEN_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return ExitOk;
  case EmbedConfig::Action::WriteObject:
    return report(writeObject(*C));
  case EmbedConfig::Action::Change:
    return report(change(*C));
  }
  llvm_unreachable("an action that nobody knows");
}

int main(int Argc, char **Argv) {
  const int Status = run(Argc, Argv);
  Error E = flushStandardOutput();
  return E ? report(std::move(E)) : Status;
}
