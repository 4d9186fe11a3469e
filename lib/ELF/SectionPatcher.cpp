//===- SectionPatcher.cpp - Change sections of an ELF file ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Three steps: read the headers and check everything; plan every write; write.
/// Nothing is written before the plan is complete, so a refused request does
/// not touch the file.
///
//===----------------------------------------------------------------------===//

#include "ELF/SectionPatcher.h"

#include "ELF/ElfType.h"
#include "ELF/ReadAt.h"
#include "ELF/SectionPlan.h"
#include "Support/AtomicFile.h"
#include "Support/FileBytes.h"
#include "Support/OwnedDescriptor.h"
#include "Support/SystemError.h"
#include "Support/WholeChange.h"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace btfgen {

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

Error PatchedFile::open() {
  if (!plain())
    return Error::success();
  if (plain()->isFromBootImage())
    return error("this is a boot image, which cannot be changed");
  struct stat Stat;
  if (::fstat(plain()->descriptor(), &Stat) != 0)
    return systemError("cannot stat");
  PlainSize = Stat.st_size;
  return Error::success();
}

Error PatchedFile::error(const Twine &What) const {
  return createStringError(path() + ": " + What);
}

Error PatchedFile::systemError(const Twine &What) const {
  return btfgen::systemError(path(), What);
}

Error PatchedFile::read(uint64_t Offset, MutableArrayRef<uint8_t> Into) const {
  if (Error E = readAt(descriptor(), Offset, Into))
    return error(toString(std::move(E)) + " at offset " + hex(Offset));
  return Error::success();
}

Error PatchedFile::write(int To, uint64_t Offset,
                         ArrayRef<uint8_t> Bytes) const {
  while (!Bytes.empty()) {
    ssize_t N = ::pwrite(To, Bytes.data(), Bytes.size(), Offset);
    if (N < 0 && errno == EINTR)
      continue;
    if (N < 0)
      return systemError("cannot write at offset " + hex(Offset));
    Bytes = Bytes.drop_front(N);
    Offset += N;
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// Writes all but the ELF header to \p To.
static Error writePieces(const PatchedFile &F, const SectionPlan &P, int To) {
  for (const SectionPlan::Piece &Piece : P.Overwrites)
    if (Error E = F.write(To, Piece.Offset, Piece.Bytes))
      return E;
  for (const SectionPlan::Piece &Piece : P.Appends)
    if (Error E = F.write(To, Piece.Offset, Piece.Bytes))
      return E;
  return Error::success();
}

/// Beyond this point the file is the new one.
static Error writeHeader(const PatchedFile &F, const SectionPlan &P, int To) {
  return P.Appends.empty() ? Error::success() : F.write(To, 0, P.NewStart);
}

/// Whether more has happened to the file than that we have appended to it:
/// other programs do not know our lock.
static Expected<bool> isForeign(const PatchedFile &F, const SectionPlan &P) {
  uint8_t Bytes[sizeof(ELF::Elf64_Ehdr)];
  MutableArrayRef<uint8_t> Start(Bytes, P.OldStart.size());
  if (Error E = F.read(0, Start))
    return E;
  Expected<uint64_t> Size = F.lock().sizeNow();
  if (!Size)
    return Size.takeError();
  const SectionPlan::Piece &Last = P.Appends.back();
  return *Size != Last.Offset + Last.Bytes.size() ||
         ArrayRef<uint8_t>(Start) != ArrayRef<uint8_t>(P.OldStart);
}

/// Appends in place; on failure undoes it.
static Error appendInPlace(const PatchedFile &F, const SectionPlan &P) {
  const WholeChange Whole;
  Error E = writePieces(F, P, F.descriptor());
  if (!E) {
    Expected<bool> Foreign = isForeign(F, P);
    // Nothing is undone: the bytes may be another program's.
    if (Foreign && *Foreign)
      return F.error(
          "was changed by another program while it was written; make it again");
    E = Foreign ? F.lock().checkPath() : Foreign.takeError();
  }
  if (!E)
    E = writeHeader(F, P, F.descriptor());
  if (!E)
    return E;
  // The header goes first: the tables that a half-written one might name are
  // about to vanish.
  E = joinErrors(std::move(E), F.write(F.descriptor(), 0, P.OldStart));
  if (::ftruncate(F.descriptor(), F.size()) != 0)
    return joinErrors(std::move(E), F.systemError("cannot restore the size"));
  return E;
}

/// The changes to a file that replaces this one, which must be as it was read.
static Error writeOther(const PatchedFile &F, const SectionPlan &P, int To) {
  if (Error E = writePieces(F, P, To))
    return E;
  if (Error E = writeHeader(F, P, To))
    return E;
  return F.lock().checkUnchanged();
}

/// Fills the empty file \p To with what is used of \p F and with what is new.
static Error writeCompacted(const PatchedFile &F, const SectionPlan &P,
                            int To) {
  // Not more than a small file needs.
  std::vector<uint8_t> Buffer(std::clamp<uint64_t>(F.size(), 1, 1 << 20));
  for (SectionPlan::Copy C : P.Copies)
    while (C.Size) {
      MutableArrayRef<uint8_t> Part(Buffer.data(),
                                    std::min<uint64_t>(C.Size, Buffer.size()));
      if (Error E = F.read(C.From, Part))
        return E;
      if (Error E = F.write(To, C.To, Part))
        return E;
      C.From += Part.size();
      C.To += Part.size();
      C.Size -= Part.size();
    }
  return writeOther(F, P, To);
}

/// Fills the empty file \p To with the changed bytes, compressed as the file
/// is. \p F, being a copy, is changed in its place.
static Error writeCompressed(const PatchedFile &F, const SectionPlan &P,
                             bool Compact, int To) {
  const OwnedDescriptor Memory(Compact ? ::memfd_create("btfgen", MFD_CLOEXEC)
                                       : -1);
  if (Compact && Memory.get() < 0)
    return F.systemError("cannot be changed in memory");
  const int Plain = Compact ? Memory.get() : F.descriptor();
  if (Error E = Compact ? writeCompacted(F, P, Plain) : writeOther(F, P, Plain))
    return E;
  Expected<FileBytes> Contents = FileBytes::mapOrRead(Plain, F.path());
  if (!Contents)
    return Contents.takeError();
  uint64_t Offset = 0;
  auto Write = [&](ArrayRef<uint8_t> Bytes) {
    const uint64_t At = Offset;
    Offset += Bytes.size();
    return F.write(To, At, Bytes);
  };
  if (Error E = compress(F.format(), Contents->bytes(), Write))
    return E;
  return F.lock().checkUnchanged();
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

/// A signed module ends in its signature, which covers everything before:
/// kernel, include/linux/module_signature.h.
static Expected<bool> isSigned(const PatchedFile &F) {
  constexpr StringLiteral Magic = "~Module signature appended~\n";
  uint8_t Tail[Magic.size()];
  if (F.size() < sizeof(Tail))
    return false;
  if (Error E = F.read(F.size() - sizeof(Tail), Tail))
    return E;
  return StringRef(reinterpret_cast<char *>(Tail), sizeof(Tail)) == Magic;
}

static Error patch(const LockedFile &File, ArrayRef<NewSection> Sections,
                   ArrayRef<StringRef> Removed, PatchOptions Options) {
  if (Error E = File.checkUnchanged())
    return E;
  PatchedFile F(File);
  if (Error E = F.open())
    return E;
  Expected<bool> Signed = isSigned(F);
  if (!Signed)
    return Signed.takeError();
  if (*Signed && !Options.StripSignature)
    return F.error("ends in a module signature, which a change would break; "
                   "sign after changing sections (or strip the signature)");
  // Appending behind the signature would leave neither the old file nor the new
  // one if it were interrupted. Nothing refers to the signature, so compacting
  // drops it.
  const bool Compact = Options.Compact || *Signed;

  SectionPlan P;
  if (Error E = planSections(F, Sections, Removed, Compact, P))
    return E;
  if (Error E = File.checkUnchanged())
    return E;
  if (!Compact && P.Overwrites.empty() && P.Appends.empty())
    return Error::success();
  if (F.format() != Compression::None)
    return replaceFileAtomically(
        F.path(), [&](int New) { return writeCompressed(F, P, Compact, New); });
  if (Compact)
    return replaceFileAtomically(
        F.path(), [&](int New) { return writeCompacted(F, P, New); });
  if (P.Overwrites.empty())
    return appendInPlace(F, P);
  return changeFileAtomically(F.path(),
                              [&](int Copy) { return writeOther(F, P, Copy); });
}

/// Calls \p Change with the file \p Path, locked.
static Error withLock(StringRef Path,
                      function_ref<Error(const LockedFile &)> Change) {
  Expected<LockedFile> File = LockedFile::open(Path);
  return File ? Change(*File) : File.takeError();
}

Error addSections(const LockedFile &File, ArrayRef<NewSection> Sections,
                  PatchOptions Options) {
  return patch(File, Sections, {}, Options);
}

Error addSections(StringRef Path, ArrayRef<NewSection> Sections,
                  PatchOptions Options) {
  return withLock(Path, [&](const LockedFile &File) {
    return addSections(File, Sections, Options);
  });
}

Error removeSections(const LockedFile &File, ArrayRef<StringRef> Names,
                     PatchOptions Options) {
  return patch(File, {}, Names, Options);
}

Error removeSections(StringRef Path, ArrayRef<StringRef> Names,
                     PatchOptions Options) {
  return withLock(Path, [&](const LockedFile &File) {
    return removeSections(File, Names, Options);
  });
}

} // namespace btfgen
