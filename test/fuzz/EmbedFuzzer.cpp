//===- EmbedFuzzer.cpp - Sections into any file ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Adds a section to any bytes as ELF, by appending or compacting, resolves
/// .BTF_ids, and removes a section. A refused file is as it was; otherwise the
/// section is there with its contents, or is not, and all other sections have
/// theirs.
///
/// Input: one byte of options, then the ELF file.
///
//===----------------------------------------------------------------------===//

#include "ELF/BlobWriter.h"
#include "ELF/ObjectImage.h"
#include "ELF/SectionPatcher.h"
#include "ElfMutator.h"
#include "Transform/ResolveIds.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <utility>

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

namespace {

/// A file of its own in memory.
class Scratch {
public:
  Scratch() {
    SmallString<64> Model("/dev/shm/embed-fuzzer");
    if (sys::fs::createUniqueDirectory(Model, Directory))
      fail("no directory for the file");
    Path = (Directory + "/x").str();
  }
  ~Scratch() { sys::fs::remove_directories(Directory); }

  void write(ArrayRef<uint8_t> Bytes) {
    std::error_code EC;
    raw_fd_ostream OS(Path, EC);
    OS << toStringRef(Bytes);
  }
  std::vector<uint8_t> read() const {
    auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                        /*RequiresNullTerminator=*/false);
    if (!Buffer)
      fail("the file is gone");
    ArrayRef<uint8_t> Bytes = arrayRefFromStringRef((*Buffer)->getBuffer());
    return std::vector<uint8_t>(Bytes.begin(), Bytes.end());
  }

  std::string Path;

private:
  SmallString<64> Directory;
};

} // namespace

/// What was changed must be a file like any other.
static ObjectImage openChanged(const std::string &Path) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image)
    fail("can no longer be opened: " + toString(Image.takeError()));
  return std::move(*Image);
}

static std::optional<ObjectImage> openImage(const std::string &Path) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image) {
    consumeError(Image.takeError());
    return std::nullopt;
  }
  return std::move(*Image);
}

/// Bytes as they lie in the file.
static ArrayRef<uint8_t> stored(const std::vector<uint8_t> &File,
                                const SectionInfo &S) {
  return ArrayRef(File).slice(S.FileOffset, S.FileSize);
}

static void compare(const ObjectImage &Old, const std::vector<uint8_t> &OldFile,
                    const ObjectImage &New, const std::vector<uint8_t> &NewFile,
                    StringRef Changed) {
  for (const SectionInfo &S : Old.sections().drop_front()) {
    if (S.Name == Changed)
      continue;
    const SectionInfo &N = New.sections()[S.Index];
    if (S.Name != N.Name)
      fail("section " + Twine(S.Index) + " has another name");
    // The table of section names grows at its end.
    ArrayRef<uint8_t> Before = stored(OldFile, S), After = stored(NewFile, N);
    if (S.Type != N.Type || S.Flags != N.Flags || S.Link != N.Link ||
        S.Info != N.Info || S.Alignment != N.Alignment ||
        S.EntrySize != N.EntrySize || After.size() < Before.size() ||
        After.take_front(Before.size()) != Before)
      fail("section " + Twine(S.Index) + " has changed");
    if (After.size() != Before.size() && S.Type != ELF::SHT_STRTAB)
      fail("section " + Twine(S.Index) + " has grown");
  }
}

static constexpr StringLiteral Names[] = {".BTF", ".data", ".BTF.base",
                                          ".symtab"};

static void add(Scratch &File, uint8_t Bits, std::vector<uint8_t> &Before) {
  static const std::vector<uint8_t> Contents(77, 0xb7);
  NewSection S{Names[Bits >> 6], Contents};
  S.Flags = Bits & 8 ? unsigned(ELF::SHF_ALLOC) : 0;
  S.KeepAttributes = Bits & 16;
  PatchOptions Options;
  Options.Compact = Bits & 1;
  Options.StripSignature = Bits & 2;

  std::optional<ObjectImage> Old = openImage(File.Path);
  Error E = addSections(File.Path, S, Options);
  // Replacing a file makes LLVM handle signals, in libFuzzer's place.
  sys::unregisterHandlers();
  std::vector<uint8_t> After = File.read();
  if (E) {
    consumeError(std::move(E));
    if (After != Before)
      fail("refused, but changed");
    return;
  }
  const std::vector<uint8_t> OldFile = std::exchange(Before, After);
  if (!Old)
    return;
  const ObjectImage New = openChanged(File.Path);
  const SectionInfo *Added = New.find(S.Name);
  if (!Added || stored(After, *Added) != S.Bytes)
    fail("the section has other contents");
  // Overwriting a part of the loaded image changes what overlaps it.
  const SectionInfo *Present = Old->find(S.Name);
  if (!Present || Old->isRelocatable() || !(Present->Flags & ELF::SHF_ALLOC))
    compare(*Old, OldFile, New, After, S.Name);
}

static void remove(Scratch &File, StringRef Name, PatchOptions Options) {
  const ByteVector Before = File.read();
  std::optional<ObjectImage> Old = openImage(File.Path);
  Error E = removeSections(File.Path, Name, Options);
  sys::unregisterHandlers();
  const ByteVector After = File.read();
  if (E) {
    consumeError(std::move(E));
    if (After != Before)
      fail("not removed, but changed");
    return;
  }
  if (!Old)
    return;
  const ObjectImage New = openChanged(File.Path);
  if (New.find(Name))
    fail("the section is still there");
  compare(*Old, Before, New, After, Name);
}

static void resolve(const Scratch &File) {
  std::optional<ObjectImage> Image = openImage(File.Path);
  if (!Image || !hasIdsToResolve(*Image))
    return;
  Expected<BtfRef> Btf = BtfFile::fromImage(*Image);
  if (!Btf)
    return consumeError(Btf.takeError());
  Expected<ResolvedIds> Ids = resolveIds(*Image, **Btf, nullptr);
  if (!Ids)
    return consumeError(Ids.takeError());
  if (Ids->Changed) {
    NewSection S{".BTF_ids", Ids->Bytes};
    S.KeepAttributes = true;
    consumeError(addSections(File.Path, S));
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static Scratch File;
  if (Size < 1)
    return 0;
  std::vector<uint8_t> Before(Data + 1, Data + Size);
  File.write(Before);
  if (Data[0] & 4)
    resolve(File);
  Before = File.read();
  add(File, Data[0], Before);
  if (Data[0] & 32)
    remove(File, Names[Data[0] >> 6], {.Compact = bool(Data[0] & 1)});
  else
    add(File, Data[0] ^ 1, Before);
  if (Expected<ElfTarget> Target = ElfTarget::read(File.Path)) {
    Blob B{".BTF", Before, "_binary_x"};
    consumeError(writeBlobObject(*Target, B).takeError());
  } else {
    consumeError(Target.takeError());
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBehind(1, &mutateElf, Data, Size, MaxSize, Seed);
}
