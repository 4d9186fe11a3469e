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

#include "BTF/Verify.h"
#include "ELF/SectionPatcher.h"
#include "ELF/SymbolTable.h"
#include "Help.h"
#include "OutOfMemory.h"
#include "Support/AtomicFile.h"
#include "Support/FileBytes.h"
#include "Support/FileUses.h"
#include "Tool.h"
#include "Transform/Distill.h"
#include "Transform/KernelTypes.h"
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
  bool Distill = false;
  bool Verbose = false;
  std::string Text; ///< to print instead
};

/// BTF as it will be written, and its distilled base, if it has one.
struct FinalBtf {
  std::vector<uint8_t> Bytes, BaseBytes;
  BtfRef File;
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
  if (const opt::Arg *A = Args.getLastArg(OPT_inline_, OPT_btf_link_eq))
    return createStringError(A->getSpelling() +
                             ": inline sites are not encoded yet");
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
  if (C.Distill && C.Btf.empty())
    return createStringError("--distill_base needs --btf");
  return C;
}

static void warn(const ResolveConfig &C, const ResolvedIds &Ids) {
  for (StringRef Warning : Ids.Warnings)
    errs() << "btfgen: " << C.Elf << ": warning: " << Warning << '\n';
}

static Expected<BtfRef> openBase(const ResolveConfig &C) {
  return C.Base.empty() ? Expected<BtfRef>(BtfRef()) : BtfFile::open(C.Base);
}

/// The ELF file, to be changed. It is to be read by its source(): while it is
/// locked, and decompressed once.
static Expected<LockedFile> lock(const ResolveConfig &C) {
  return LockedFile::open(
      C.Elf, [](StringRef What) { errs() << "btfgen: " << What << '\n'; });
}

static Error replaceIds(const LockedFile &File, ArrayRef<uint8_t> Bytes) {
  NewSection New;
  New.Name = ".BTF_ids";
  New.Bytes = Bytes;
  New.KeepAttributes = true;
  return addSections(File, New);
}

//===----------------------------------------------------------------------===//
// --patch_btfids FILE ELF
//===----------------------------------------------------------------------===//

static Error patch(const ResolveConfig &C) {
  if (Error E = checkOutputs(FileUse{C.Patch, "the contents of .BTF_ids"},
                             FileUse{C.Elf, "the result"}))
    return E;
  Expected<LockedFile> File = lock(C);
  if (!File)
    return File.takeError();
  Expected<ObjectImage> Image = ObjectImage::open(File->source());
  if (!Image)
    return Image.takeError();
  const SectionInfo *Ids = Image->find(".BTF_ids");
  if (!Ids)
    return createStringError(C.Elf + ": has no .BTF_ids section");
  Expected<FileBytes> Bytes = FileBytes::copyOf(C.Patch);
  if (!Bytes)
    return Bytes.takeError();
  if (Bytes->bytes().size() != Ids->Size)
    return createStringError(C.Patch + ": has " + Twine(Bytes->bytes().size()) +
                             " bytes, but section .BTF_ids of " + C.Elf +
                             " has " + Twine(Ids->Size));
  return replaceIds(*File, Bytes->bytes());
}

//===----------------------------------------------------------------------===//
// [-b BASE] ELF
//===----------------------------------------------------------------------===//

static Error fillInPlace(const ResolveConfig &C) {
  if (Error E = checkOutputs(FileUse{C.Base, "the base"},
                             FileUse{C.Elf, "the result"}))
    return E;
  Expected<LockedFile> File = lock(C);
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
  return replaceIds(*File, Ids->Bytes);
}

//===----------------------------------------------------------------------===//
// --btf FILE [--btf_base BASE] [--distill_base] ELF
//===----------------------------------------------------------------------===//

/// The BTF in C.Btf after all that the kernel's build changes in it.
static Expected<FinalBtf> finish(const ResolveConfig &C,
                                 const ObjectImage &Image, BtfRef Base) {
  Expected<BtfRef> Made = BtfFile::open(C.Btf, Base);
  if (!Made)
    return Made.takeError();
  Expected<StringMap<KfuncFlags>> Kfuncs = kfuncFlags(Image, Base);
  if (!Kfuncs)
    return Kfuncs.takeError();
  const bool Distill = C.Distill && Base;
  FinalBtf Result;
  if (Error E = finishKernelTypes(**Made, *Kfuncs, /*Sorted=*/!Distill)
                    .moveInto(Result.Bytes))
    return E;
  for (const BtfRef &Read : {*Made, Base})
    if (Read)
      if (Error E = Read->checkRead())
        return E;
  if (Distill) {
    Expected<BtfRef> Split = BtfFile::parse(Result.Bytes, C.Btf, Base);
    if (!Split)
      return Split.takeError();
    Expected<DistilledBtf> D = distillBase(**Split, /*Sorted=*/true);
    if (!D)
      return D.takeError();
    Result.Bytes = std::move(D->Split);
    Result.BaseBytes = std::move(D->Base);
    if (Error E = BtfFile::parse(Result.BaseBytes, C.Btf).moveInto(Base))
      return E;
  }
  if (Error E = BtfFile::parse(Result.Bytes, C.Btf, Base).moveInto(Result.File))
    return E;
  VerifyOptions Rules;
  Rules.MayBeEmpty = true;
  const VerifyResult Verdict = verifyBtf(*Result.File, Rules);
  if (!Verdict.accepted())
    return createStringError(C.Btf + ": a kernel would refuse it: " +
                             Verdict.Violations.front().Message);
  return Result;
}

static Error writeFiles(const ResolveConfig &C) {
  const std::string BtfPath = C.Elf + ".BTF", BasePath = C.Elf + ".BTF.base",
                    IdsPath = C.Elf + ".BTF_ids";
  if (Error E = checkOutputs(
          {{C.Elf, "the ELF file"}, {C.Btf, "the BTF"}, {C.Base, "the base"}},
          {{BtfPath, "the result"},
           {BasePath, "the distilled base"},
           {IdsPath, "the ids"}}))
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
      {BtfPath, Btf->Bytes}};
  if (!Btf->BaseBytes.empty())
    Files.push_back({BasePath, Btf->BaseBytes});
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
  Error E = !C->Patch.empty() ? patch(*C)
            : C->Btf.empty()  ? fillInPlace(*C)
                              : writeFiles(*C);
  if (!E)
    return 0;
  printError(errs(), toString(std::move(E)));
  return 1;
}
