//===- SectionPlan.h - What changing sections will write --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: an ELF file and the sections it is to get. Out: every write that this
/// takes, or why it cannot be done. Reads headers and names, writes nothing.
/// Private to lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_SECTIONPLAN_H
#define BTFGEN_ELF_SECTIONPLAN_H

#include "ELF/SectionPatcher.h"

#include <vector>

namespace btfgen {

/// The file to change, with errors that name it.
class PatchedFile {
public:
  explicit PatchedFile(const LockedFile &File) : File(File) {}

  /// Where the file is compressed, what is read and written is the copy of its
  /// plain bytes.
  llvm::Error open();
  /// How the file is compressed.
  Compression format() const {
    return plain() ? plain()->format() : Compression::None;
  }

  int descriptor() const {
    return plain() ? plain()->descriptor() : File.descriptor();
  }
  uint64_t size() const { return plain() ? PlainSize : File.size(); }
  llvm::StringRef path() const { return File.path(); }
  const LockedFile &lock() const { return File; }

  llvm::Error error(const llvm::Twine &What) const;
  /// With what errno says.
  llvm::Error systemError(const llvm::Twine &What) const;

  /// The range must lie inside the file.
  llvm::Error read(uint64_t Offset, llvm::MutableArrayRef<uint8_t> Into) const;
  /// Writes to \p To: this file, or what replaces it.
  llvm::Error write(int To, uint64_t Offset,
                    llvm::ArrayRef<uint8_t> Bytes) const;

private:
  const InputFile *plain() const { return File.plainCopy(); }

  const LockedFile &File;
  uint64_t PlainSize = 0; ///< of a compressed file
};

/// Everything that will be written, and where.
struct SectionPlan {
  struct Piece {
    uint64_t Offset;
    llvm::ArrayRef<uint8_t> Bytes;
  };
  struct Copy {
    uint64_t From, To, Size;
  };
  /// Compacting only: what the new file takes from the old one. Ascending and
  /// without overlap in both.
  std::vector<Copy> Copies;
  std::vector<Piece> Overwrites; ///< contents that keep their place
  std::vector<Piece> Appends;    ///< behind all old bytes
  std::vector<uint8_t> Names;    ///< the new section name table
  std::vector<uint8_t> Headers;  ///< the new section header table
  std::vector<uint8_t> OldStart; ///< the ELF header as it was
  std::vector<uint8_t> NewStart; ///< the ELF header as it will be
};

/// Plans to give \p F the \p Sections and to take \p Removed from it: by
/// appending, or, with \p Compact, by writing a new file without the bytes that
/// nothing refers to. \p P keeps references into \p Sections and itself. Errors
/// as addSections.
llvm::Error planSections(const PatchedFile &F,
                         llvm::ArrayRef<NewSection> Sections,
                         llvm::ArrayRef<llvm::StringRef> Removed, bool Compact,
                         SectionPlan &P);

} // namespace btfgen

#endif // BTFGEN_ELF_SECTIONPLAN_H
