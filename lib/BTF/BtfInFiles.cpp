//===- BtfInFiles.cpp - BTF out of files ------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of BtfFile that knows of files: raw BTF, ELF, kernels that are not
/// ELF. What is mapped and what is copied is decided here.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"

#include "BTF/KernelBtf.h"
#include "ELF/ObjectImage.h"
#include "Support/BootImage.h"
#include "Support/FileBytes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace btfgen {

/// What the bytes are in.
struct BtfFile::Storage {
  std::optional<InputFile> Input; ///< that Raw is mapped from
  FileBytes Raw;
  std::optional<ObjectImage> Image;
  std::vector<uint8_t> Btf, DistilledBase; ///< copies of sections
};

/// What an ELF file has of BTF.
struct BtfFile::Sections {
  ArrayRef<uint8_t> Btf;
  std::optional<ArrayRef<uint8_t>> DistilledBase;
};

BtfFile::BtfFile() = default;
BtfFile::~BtfFile() = default;

static Expected<ArrayRef<uint8_t>> sectionBytes(const ObjectImage &Image,
                                                const SectionInfo &Section) {
  if (Section.Type == ELF::SHT_NOBITS)
    return createStringError(
        make_error_code(std::errc::invalid_argument),
        formatv("{0}: section {1} ({2}): has no contents: this is "
                "a debug file; the stripped file has them",
                Image.path(), Section.Name, Section.Index)
            .str());
  if (Section.Type != ELF::SHT_PROGBITS)
    return createStringError(
        make_error_code(std::errc::invalid_argument),
        formatv("{0}: section {1} ({2}): found type {3}, expected SHT_PROGBITS",
                Image.path(), Section.Name, Section.Index, Section.Type)
            .str());
  Expected<SectionBytes> Bytes = Image.bytes(Section);
  if (!Bytes)
    return Bytes.takeError();
  return Bytes->whole();
}

Expected<BtfFile::Sections> BtfFile::findSections(const ObjectImage &Image) {
  const SectionInfo *Section = Image.find(".BTF");
  if (!Section)
    return createStringError(make_error_code(std::errc::no_message_available),
                             Image.path() + ": has no .BTF section");
  Sections Found;
  if (const SectionInfo *BaseSection = Image.find(".BTF.base")) {
    Expected<ArrayRef<uint8_t>> Bytes = sectionBytes(Image, *BaseSection);
    if (!Bytes)
      return Bytes.takeError();
    Found.DistilledBase = *Bytes;
  }
  Expected<ArrayRef<uint8_t>> Bytes = sectionBytes(Image, *Section);
  if (!Bytes)
    return Bytes.takeError();
  Found.Btf = *Bytes;
  return Found;
}

Expected<BtfRef> BtfFile::fromSections(const Sections &S, StringRef Name,
                                       BtfRef Base, BtfChecks Checks,
                                       const KnownRecords &Known) {
  if (S.DistilledBase) {
    Expected<BtfRef> Parsed =
        parse(*S.DistilledBase, (Name + ": .BTF.base").str(), nullptr, Checks);
    if (!Parsed)
      return Parsed.takeError();
    Base = std::move(*Parsed);
  }
  Expected<BtfRef> F = parseWith(S.Btf, Name, std::move(Base), Checks, Known);
  if (F)
    std::const_pointer_cast<BtfFile>(*F)->DistilledBase =
        S.DistilledBase.has_value();
  return F;
}

Expected<BtfRef> BtfFile::fromImage(const ObjectImage &Image, BtfRef Base,
                                    BtfChecks Checks) {
  Expected<Sections> Found = findSections(Image);
  if (!Found)
    return Found.takeError();
  return fromSections(*Found, Image.path(), std::move(Base), Checks, {});
}

Expected<BtfRef> BtfFile::keep(Expected<BtfRef> F,
                               std::unique_ptr<Storage> Store) {
  if (F)
    std::const_pointer_cast<BtfFile>(*F)->Owned = std::move(Store);
  return F;
}

// There is one base, but splits come by the thousand: files that stay open
// would be a descriptor each. So of splits there are copies, checked at once.

Expected<BtfRef> BtfFile::openElf(InputFile File, BtfRef Base, BtfChecks Checks,
                                  const KnownRecords &Known) {
  Expected<ObjectImage> Image = ObjectImage::open(std::move(File));
  if (!Image)
    return Image.takeError();
  Expected<Sections> Found = findSections(*Image);
  if (!Found)
    return Found.takeError();
  const std::string Path = Image->path().str();
  auto Store = std::make_unique<Storage>();
  if (Base) {
    Store->Btf = Found->Btf.vec();
    Found->Btf = Store->Btf;
    if (std::optional<ArrayRef<uint8_t>> &Distilled = Found->DistilledBase) {
      Store->DistilledBase = Distilled->vec();
      Distilled = Store->DistilledBase;
    }
    if (Error E = Image->checkRead())
      return E;
  } else {
    Store->Image.emplace(std::move(*Image));
  }
  Expected<BtfRef> F =
      fromSections(*Found, Path, std::move(Base), Checks, Known);
  return keep(std::move(F), std::move(Store));
}

Expected<BtfRef> BtfFile::open(StringRef Path, BtfRef Base, BtfChecks Checks,
                               const KnownRecords &Known) {
  InputSource Source; // a path
  Source.Name = Path.str();
  return open(Source, std::move(Base), Checks, Known);
}

Expected<BtfRef> BtfFile::open(const InputSource &Source, BtfRef Base,
                               BtfChecks Checks, const KnownRecords &MayBe) {
  const StringRef Path = Source.Name;
  Expected<InputFile> File = InputFile::open(Source);
  if (!File)
    return File.takeError();
  KnownRecords Known = MayBe;
  if (!File->state().isRegular() ||
      Known.CheckedFile != File->state().identity())
    Known.CheckedFile.reset();
  const int FD = File->descriptor();
  auto Store = std::make_unique<Storage>();
  FileBytes &Raw = Store->Raw;
  if (FD >= 0)
    if (Error E = FileBytes::mapOrRead(FD, Path).moveInto(Raw))
      return E;
  const ArrayRef<uint8_t> Start = FD < 0 ? File->memory() : Raw.bytes();
  const StringRef Data = toStringRef(Start);
  const bool IsRaw =
      Data.starts_with("\x9f\xeb") || Data.starts_with("\xeb\x9f");
  const bool IsElf = Data.starts_with(StringRef("\x7f"
                                                "ELF"));
  if (!IsRaw && !isPlainKernel(Start) && (IsElf || !File->isFromBootImage()))
    return openElf(std::move(*File), std::move(Base), Checks, Known);
  if (Base && Raw.isMapped())
    if (Error E = FileBytes::read(FD, Path).moveInto(Raw))
      return E;
  const ArrayRef<uint8_t> Bytes = FD < 0 ? File->memory() : Raw.bytes();
  if (Base)
    if (Error E = File->checkUnchanged())
      return E;
  if (!Base)
    Store->Input.emplace(std::move(*File));
  Expected<BtfRef> F =
      IsRaw ? parseWith(Bytes, Path, std::move(Base), Checks, Known)
            : findKernelBtf(toStringRef(Bytes), Path);
  return keep(std::move(F), std::move(Store));
}

std::optional<FileIdentity> BtfFile::fileIdentity() const {
  const FileState *State = nullptr;
  if (Owned) {
    const std::optional<InputFile> &Input = Owned->Input;
    const std::optional<ObjectImage> &Image = Owned->Image;
    if (Input)
      State = &Input->state();
    else if (Image)
      State = &Image->state();
  }
  return State && State->isRegular() ? std::optional(State->identity())
                                     : std::nullopt;
}

Error BtfFile::checkRead() const {
  if (Owned) {
    const std::optional<InputFile> &Input = Owned->Input;
    const std::optional<ObjectImage> &Image = Owned->Image;
    if (Input)
      if (Error E = Input->checkUnchanged())
        return E;
    if (Image)
      if (Error E = Image->checkRead())
        return E;
  }
  return Base ? Base->checkRead() : Error::success();
}

} // namespace btfgen
