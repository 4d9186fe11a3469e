//===- ResolveBtfids.cpp - The kernel's resolve_btfids --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResolveBtfids.h"

#define OPTIONS_INC "ResolveOptions.inc"
#include "OptionTable.h"

#include "BTF/LinkRecord.h"
#include "BTF/Verify.h"
#include "ELF/SectionPatcher.h"
#include "ELF/SymbolTable.h"
#include "Help.h"
#include "OutOfMemory.h"
#include "Support/AtomicFile.h"
#include "Support/FileBytes.h"
#include "Support/FileUses.h"
#include "Transform/BuildSteps.h"
#include "Transform/ResolveIds.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

static constexpr const char *Overview =
    "This is btfgen under the name of resolve_btfids, a program of the\n"
    "kernel's source. Kernels from 7.0 run it with --btf between the encoder\n"
    "and the link: it marks kfuncs (for 7.3), hides their implicit arguments,\n"
    "sorts types by name, and finds the ids for section .BTF_ids. With "
    "neither\n"
    "--btf nor --patch_btfids it fills that section in ELF itself, as kernels\n"
    "from 5.10 to 6.19 ask it to.";

namespace {

struct ResolveConfig {
  std::string Elf, Btf, Base, Patch;
  std::vector<LinkRequest> Links;
  bool Distill = false;
  bool Inline = false;
  bool Verbose = false;
  std::string Text; ///< to print instead
};

/// BTF as it will be written.
struct FinalBtf {
  BtfParts Parts;
  BtfRef Base; ///< what Parts.Bytes are split from, or null
  BtfRef File; ///< Parts.Bytes
};

} // namespace

static Expected<ResolveConfig> parse(int Argc, char **Argv) {
  ToolOptTable Table;
  BumpPtrAllocator Storage;
  Expected<opt::InputArgList> Parsed = Table.parse(Argc, Argv, Storage);
  if (!Parsed)
    return Parsed.takeError();
  const opt::InputArgList &Args = *Parsed;
  ResolveConfig C;
  raw_string_ostream OS(C.Text);
  if (Args.hasArg(OPT_help))
    printHelp(OS, Table, "resolve_btfids [options] ELF", Overview);
  else if (Args.hasArg(OPT_version))
    OS << "btfgen " BTFGEN_VERSION "\n";
  if (!C.Text.empty())
    return C;
  for (StringRef Text : Args.getAllArgValues(OPT_btf_link_eq)) {
    Expected<LinkRequest> Link = LinkRequest::parse(Text);
    if (!Link)
      return createStringError("--btf_link: " + toString(Link.takeError()));
    C.Links.push_back(std::move(*Link));
  }
  const std::vector<std::string> Inputs = Args.getAllArgValues(OPT_INPUT);
  if (Inputs.size() != 1)
    return createStringError("found " + Twine(Inputs.size()) +
                             " file names, expected one");
  C.Elf = Inputs.front();
  C.Btf = Args.getLastArgValue(OPT_btf_eq).str();
  C.Base = Args.getLastArgValue(OPT_btf_base_eq).str();
  C.Patch = Args.getLastArgValue(OPT_patch_btfids_eq).str();
  C.Distill = Args.hasArg(OPT_distill_base);
  C.Verbose = Args.hasArg(OPT_verbose);
  C.Inline = Args.hasArg(OPT_inline_);
  for (const auto &[Given, Name] : {std::pair(C.Distill, "--distill_base"),
                                    std::pair(C.Inline, "--inline")})
    if (Given && C.Btf.empty())
      return createStringError(Twine(Name) + " needs --btf");
  if (!C.Links.empty() && !C.Btf.empty())
    return createStringError("--btf_link cannot be used with --btf");
  return C;
}

static void warn(const ResolveConfig &C, const ResolvedIds &Ids) {
  for (StringRef Warning : Ids.Warnings)
    errs() << "btfgen: " << C.Elf << ": warning: " << Warning << '\n';
}

static Expected<BtfRef> openBase(const ResolveConfig &C) {
  return C.Base.empty() ? Expected<BtfRef>(BtfRef()) : BtfFile::open(C.Base);
}

/// The ELF file, to be changed with what is in \p Read. It is to be read by its
/// source(): while it is locked, and decompressed once.
static Expected<LockedFile> lock(const ResolveConfig &C,
                                 ArrayRef<FileUse> Read) {
  if (Error E = checkOutputs(Read, FileUse{C.Elf, "the result"}))
    return E;
  return LockedFile::open(
      C.Elf, [](StringRef What) { errs() << "btfgen: " << What << '\n'; });
}

static NewSection contents(StringRef Name, ArrayRef<uint8_t> Bytes) {
  NewSection New;
  New.Name = Name;
  New.Bytes = Bytes;
  New.KeepAttributes = true;
  return New;
}

//===----------------------------------------------------------------------===//
// --patch_btfids FILE --btf_link SECTION:MODULE:FILE ELF
//===----------------------------------------------------------------------===//

/// The new .BTF_ids of \p Image.
static Expected<std::vector<uint8_t>> readIds(const ResolveConfig &C,
                                              const ObjectImage &Image) {
  const SectionInfo *Ids = Image.find(".BTF_ids");
  if (!Ids)
    return createStringError(C.Elf + ": has no .BTF_ids section");
  Expected<FileBytes> Bytes = FileBytes::copyOf(C.Patch);
  if (!Bytes)
    return Bytes.takeError();
  if (Bytes->bytes().size() != Ids->Size)
    return createStringError(C.Patch + ": has " + Twine(Bytes->bytes().size()) +
                             " bytes, but section .BTF_ids of " + C.Elf +
                             " has " + Twine(Ids->Size));
  return std::vector<uint8_t>(Bytes->bytes());
}

static Error patch(const ResolveConfig &C) {
  std::vector<FileUse> Read = {{C.Patch, "the contents of .BTF_ids"}};
  for (const LinkRequest &Link : C.Links)
    Read.push_back({Link.File, "the BTF that a module will hold"});
  Expected<LockedFile> File = lock(C, Read);
  if (!File)
    return File.takeError();
  Expected<ObjectImage> Image = ObjectImage::open(File->source());
  if (!Image)
    return Image.takeError();
  std::vector<std::vector<uint8_t>> Bytes;
  std::vector<NewSection> Sections;
  auto Add = [&](StringRef Name, Expected<std::vector<uint8_t>> New) -> Error {
    if (!New)
      return New.takeError();
    Bytes.push_back(std::move(*New));
    Sections.push_back(contents(Name, Bytes.back()));
    return Error::success();
  };
  if (!C.Patch.empty())
    if (Error E = Add(".BTF_ids", readIds(C, *Image)))
      return E;
  for (const LinkRequest &Link : C.Links)
    if (Error E = Add(Link.Section, linkRecord(*Image, Link)))
      return E;
  return addSections(*File, Sections);
}

//===----------------------------------------------------------------------===//
// [-b BASE] ELF
//===----------------------------------------------------------------------===//

static Error fillInPlace(const ResolveConfig &C) {
  Expected<LockedFile> File = lock(C, FileUse{C.Base, "the base"});
  if (!File)
    return File.takeError();
  Expected<ObjectImage> Image = ObjectImage::open(File->source());
  if (!Image)
    return Image.takeError();
  if (!hasIdsToResolve(*Image))
    return Error::success();
  Expected<BtfRef> Base = openBase(C);
  if (!Base)
    return Base.takeError();
  Expected<BtfRef> Btf = BtfFile::fromImage(*Image, *Base);
  if (!Btf)
    return Btf.takeError();
  Expected<ResolvedIds> Ids = resolveIds(*Image, **Btf, *Base);
  if (!Ids)
    return Ids.takeError();
  if (Error E = (*Btf)->checkRead())
    return E;
  warn(C, *Ids);
  if (!Ids->Changed)
    return Error::success();
  return addSections(*File, contents(".BTF_ids", Ids->Bytes));
}

//===----------------------------------------------------------------------===//
// --btf FILE [--btf_base BASE] [--distill_base] [--inline] ELF
//===----------------------------------------------------------------------===//

/// The parts of the BTF in C.Btf after all that the kernel's build changes in
/// it, and what they are split from then.
static Expected<FinalBtf> change(const ResolveConfig &C,
                                 const ObjectImage &Image, const BtfRef &Base) {
  Expected<BtfRef> Made = BtfFile::open(C.Btf, Base);
  if (!Made)
    return Made.takeError();
  Expected<StringMap<KfuncFlags>> Kfuncs = kfuncFlags(Image, Base);
  if (!Kfuncs)
    return Kfuncs.takeError();
  BtfParts Apart;
  ParsedParts Old{*Made, nullptr};
  if (hasSites(**Made)) {
    Expected<StringSet<>> OfMain = functionsOfMain(Image);
    if (!OfMain)
      return OfMain.takeError();
    auto StaysInMain = [&](const BtfType &T) {
      return OfMain->contains(T.name());
    };
    if (Error E = separateSites(**Made, StaysInMain).moveInto(Apart))
      return E;
    if (Error E = parseParts(Apart, C.Btf, Base).moveInto(Old))
      return E;
  }
  const bool Distill = C.Distill && Base;
  FinalBtf Result;
  if (Error E = finishParts(Old, C.Btf, Base, *Kfuncs, /*Sorted=*/!Distill)
                    .moveInto(Result.Parts))
    return E;
  for (const BtfRef &Read : {*Made, Base})
    if (Read)
      if (Error E = Read->checkRead())
        return E;
  Result.Base = Base;
  if (!Distill)
    return Result;
  if (Error E = distillParts(Result.Parts, C.Btf, Base, /*Sorted=*/true))
    return E;
  if (Error E =
          BtfFile::parse(Result.Parts.BaseBytes, C.Btf).moveInto(Result.Base))
    return E;
  return Result;
}

/// Reads \p Bytes. Error: a kernel would refuse them.
static Expected<BtfRef> readFinal(const ResolveConfig &C,
                                  ArrayRef<uint8_t> Bytes, const BtfRef &Base) {
  Expected<BtfRef> File = BtfFile::parse(Bytes, C.Btf, Base);
  if (!File)
    return File;
  VerifyOptions Rules;
  Rules.MayBeEmpty = true;
  const VerifyResult Verdict = verifyBtf(**File, Rules);
  if (!Verdict.accepted())
    return createStringError(C.Btf + ": a kernel would refuse it: " +
                             Verdict.Violations.front().Message);
  return File;
}

static Expected<FinalBtf> finish(const ResolveConfig &C,
                                 const ObjectImage &Image, const BtfRef &Base) {
  Expected<FinalBtf> Result = change(C, Image, Base);
  if (!Result)
    return Result;
  BtfParts &Parts = Result->Parts;
  if (!C.Inline)
    if (Error E = joinParts(Parts, C.Btf, Result->Base))
      return E;
  if (Error E = readFinal(C, Parts.Bytes, Result->Base).moveInto(Result->File))
    return E;
  if (!Parts.InlineBytes.empty())
    if (Error E = readFinal(C, Parts.InlineBytes, Result->File).takeError())
      return E;
  return Result;
}

static Error writeFiles(const ResolveConfig &C) {
  const std::string BtfPath = C.Elf + ".BTF", BasePath = C.Elf + ".BTF.base",
                    IdsPath = C.Elf + ".BTF_ids",
                    SitesPath = C.Elf + ".BTF.inline";
  if (Error E = checkOutputs(
          {{C.Elf, "the ELF file"}, {C.Btf, "the BTF"}, {C.Base, "the base"}},
          {{BtfPath, "the result"},
           {BasePath, "the distilled base"},
           {IdsPath, "the ids"},
           {SitesPath, "the inline sites"}}))
    return E;
  Expected<ObjectImage> Image = ObjectImage::open(C.Elf);
  if (!Image)
    return Image.takeError();
  Expected<BtfRef> Base = openBase(C);
  if (!Base)
    return Base.takeError();
  Expected<FinalBtf> Btf = finish(C, *Image, *Base);
  if (!Btf)
    return Btf.takeError();
  std::vector<std::pair<std::string, ArrayRef<uint8_t>>> Files = {
      {BtfPath, Btf->Parts.Bytes}};
  if (!Btf->Parts.BaseBytes.empty())
    Files.push_back({BasePath, Btf->Parts.BaseBytes});
  if (!Btf->Parts.InlineBytes.empty())
    Files.push_back({SitesPath, Btf->Parts.InlineBytes});
  ResolvedIds Ids;
  if (hasIdsToResolve(*Image) && hasSymbolTable(*Image)) {
    if (Error E = resolveIds(*Image, *Btf->File, *Base).moveInto(Ids))
      return E;
    Files.push_back({IdsPath, Ids.Bytes});
  }
  std::vector<PendingFile> Pending;
  for (const auto &[Path, Bytes] : Files) {
    Expected<PendingFile> New = PendingFile::write(Path, Bytes);
    if (!New)
      return New.takeError();
    Pending.push_back(std::move(*New));
  }
  if (Error E = PendingFile::commit(Pending))
    return E;
  warn(C, Ids);
  if (C.Verbose)
    for (const auto &[Path, Bytes] : Files)
      errs() << "btfgen: " << Path << ": " << Bytes.size() << " bytes\n";
  return Error::success();
}

int btfgen::resolveBtfids(int Argc, char **Argv) {
  Expected<ResolveConfig> C = parse(Argc, Argv);
  if (!C) {
    errs() << "btfgen: " << toString(C.takeError()) << '\n'
           << "usage: resolve_btfids [options] ELF (--help explains)\n";
    return 1;
  }
  if (!C->Text.empty()) {
    outs() << C->Text;
    return 0;
  }
  Error E = !C->Patch.empty() || !C->Links.empty() ? patch(*C)
            : C->Btf.empty()                       ? fillInPlace(*C)
                                                   : writeFiles(*C);
  if (!E)
    return 0;
  printError(errs(), toString(std::move(E)));
  return 1;
}
