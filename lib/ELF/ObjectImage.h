//===- ObjectImage.h - An ELF file as plain section bytes -------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Hides how an ELF file stores its sections. In: a path, a descriptor or
/// memory, either class, either byte order. Out: for every section its plain
/// bytes: decompressed (SHF_COMPRESSED with zlib or zstd, and the older
/// .zdebug_*), and relocated where the file is relocatable (ET_REL).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_OBJECTIMAGE_H
#define BTFGEN_ELF_OBJECTIMAGE_H

#include "Support/InputFile.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cassert>
#include <memory>
#include <string>
#include <vector>

namespace btfgen {

class RelocationIndex; // private to lib/ELF
class SharedReader;    // as well

/// One section header, validated: the range lies inside the file unless the
/// type is SHT_NOBITS, and the name is terminated.
struct SectionInfo {
  llvm::StringRef Name;
  uint32_t Index = 0;
  uint32_t Type = 0;  ///< SHT_*
  uint64_t Flags = 0; ///< SHF_*
  /// Run-time address. In ET_REL files, where the headers say 0 for every
  /// section, allocated sections get distinct synthetic addresses (aligned,
  /// non-overlapping, starting above 0), so that an address names one place.
  uint64_t Address = 0;
  uint64_t FileOffset = 0; ///< where its (maybe compressed) bytes lie
  uint64_t FileSize = 0;   ///< bytes in the file (0 for SHT_NOBITS)
  uint64_t Size = 0;       ///< sh_size; if compressed, the claimed plain size
  uint64_t Alignment = 0;
  uint32_t Link = 0;
  uint32_t Info = 0;
  uint64_t EntrySize = 0;
};

/// The plain bytes of one section, either in memory or left in the file.
/// Cheap to copy; valid as long as its ObjectImage.
class SectionBytes {
public:
  /// Readable bytes guaranteed behind every range that read() returns (their
  /// contents are unspecified).
  static constexpr size_t Padding = 64;

  SectionBytes() = default;
  /// Bytes that are in memory, \p Size of them and Padding more, and stay
  /// there.
  SectionBytes(const uint8_t *Data, uint64_t Size) : Data(Data), Size(Size) {}

  uint64_t size() const { return Size; }
  bool empty() const { return Size == 0; }

  /// The bytes [Offset, Offset + Length), with Padding readable bytes behind.
  /// A section that is in memory (decompressed or relocated) is returned as it
  /// lies; one that is plain in the file is read (pread) into \p Scratch, so
  /// that a pass over a large section costs one buffer, not its size; one that
  /// ObjectImage::windows returned is also relocated there. The range must lie
  /// inside the section: otherwise, on a read error, and on a relocation that
  /// cannot be applied, an Error that names file, section and offset.
  /// Thread-safe, \p Scratch being the caller's.
  llvm::Expected<const uint8_t *> read(uint64_t Offset, uint64_t Length,
                                       std::vector<uint8_t> &Scratch) const;

  /// All bytes at once: in memory, or the file's mapping (touched pages then
  /// count as resident memory; the mapping has no Padding). Never fails. Not
  /// for what ObjectImage::windows returned.
  llvm::ArrayRef<uint8_t> whole() const {
    assert(!Relocations && "only bytes() has them all");
    return {Data, static_cast<size_t>(Size)};
  }

  /// A section that a pass should release piece by piece. The symbol table of a
  /// RISC-V module is one: there is a symbol for each string of .debug_str.
  static constexpr uint64_t LargeSize = 8 << 20;

  /// Says that the bytes of whole() in [Offset, Offset + Length) are probably
  /// not looked at again: those that are mapped leave resident memory. They can
  /// still be read.
  void release(uint64_t Offset, uint64_t Length) const;

  /// Whether it comes from ObjectImage::windows with RelocationOrder::Assumed,
  /// and has relocations.
  bool assumesOrder() const;

private:
  friend class ObjectImage;
  llvm::Expected<const uint8_t *>
  readRelocated(uint64_t Offset, uint64_t Length,
                std::vector<uint8_t> &Scratch) const;

  const uint8_t *Data = nullptr; ///< in memory or mapped
  uint64_t Size = 0;
  /// Not null: also readable there, at FileOffset.
  const SharedReader *File = nullptr;
  bool Padded = true; ///< Data has Padding
  uint64_t FileOffset = 0;
  const RelocationIndex *Relocations = nullptr; ///< to apply when reading
  llvm::StringRef Name;
  llvm::StringRef Path;
};

/// Whether ObjectImage::windows makes sure that relocations are in the order of
/// their places, in which assemblers and linkers write them.
enum class RelocationOrder {
  Known, ///< yes, by looking at all of them
  /// No: each read() looks at those around its range, and fails if they are out
  /// of order. Once every byte of the section was read without an error, they
  /// are in order as a whole; until then a read may have missed some.
  Assumed
};

class ObjectImage {
public:
  /// Opens and maps \p Path and checks its headers. Errors: not a regular
  /// file (which is not even opened), not ELF, truncated, a section or a name
  /// outside the file, a name longer than 64 KiB, relocations of a section that
  /// does not exist, allocated sections of an ET_REL file that do not fit its
  /// address space. Nothing is decoded yet. If the file is cut while the image
  /// lives, looking at mapped bytes is a fault (Support/FileBytes.h). A
  /// compressed file (see InputFile) is read as its plain bytes.
  static llvm::Expected<ObjectImage> open(llvm::StringRef Path);
  static llvm::Expected<ObjectImage> open(InputFile File);
  /// The same for what is open or in memory.
  static llvm::Expected<ObjectImage> open(const InputSource &Source);
  ObjectImage(ObjectImage &&);
  ObjectImage &operator=(ObjectImage &&);
  ~ObjectImage();

  llvm::StringRef path() const;
  /// Error if what was read is not what the file says: a read has failed, which
  /// some readers pass over, or another program has changed the file since it
  /// was opened, so that what was read may not belong together.
  llvm::Error checkRead() const;
  bool isLittleEndian() const;
  bool is64Bit() const;
  uint16_t machine() const;  ///< EM_*
  uint16_t fileType() const; ///< ET_*
  bool isRelocatable() const;

  /// By index, the null section 0 included. Empty if the file has no section
  /// headers.
  llvm::ArrayRef<SectionInfo> sections() const;
  /// The last section of that name (libbpf's rule), or null. A debug section
  /// stored under its old compressed name (.zdebug_info) is found as
  /// .debug_info.
  const SectionInfo *find(llvm::StringRef Name) const;
  /// All of that name, in order: type units have a section each in ET_REL
  /// files.
  llvm::SmallVector<const SectionInfo *, 1> findAll(llvm::StringRef Name) const;

  /// The plain bytes of \p Section (one of sections()), decompressed and
  /// relocated on first use; none for SHT_NOBITS. Thread-safe for different
  /// sections. Errors name the section.
  llvm::Expected<SectionBytes> bytes(const SectionInfo &Section) const;

  /// InputFile::state() of the file.
  const FileState &state() const;

  /// SectionBytes::release() of all of \p Section, which bytes() has read.
  void release(const SectionInfo &Section) const;

  /// Like bytes(), for callers that use only read(): a relocated section stays
  /// in the file too and is relocated a window at a time (if it is compressed,
  /// or its relocations are known to be out of order, as a whole). Costs no
  /// memory to speak of and, with RelocationOrder::Known, one pass over the
  /// relocations. To be called once for a section.
  llvm::Expected<SectionBytes> windows(const SectionInfo &Section,
                                       RelocationOrder Order) const;

  /// Decompresses and relocates the named sections, those that exist, on up to
  /// \p Threads threads, so that later bytes() calls are look-ups.
  llvm::Error prepare(llvm::ArrayRef<llvm::StringRef> Names,
                      unsigned Threads) const;

private:
  struct Impl;
  explicit ObjectImage(std::unique_ptr<Impl> I);
  std::unique_ptr<Impl> I;
};

} // namespace btfgen

#endif // BTFGEN_ELF_OBJECTIMAGE_H
