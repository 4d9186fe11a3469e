//===- SectionPatcher.h - Change sections of an ELF file --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Adds or replaces sections by appending: the new bytes, a new section name
/// table and a new section header table go behind the end of the file, then the
/// ELF header is switched over in one write of its own. Until that write the
/// old file is whole; after it the new one is. The cost is that of the added
/// bytes and of the section names, whatever the file's size.
///
/// What a killed process leaves behind is the old file with unused bytes at its
/// end. Tables and contents that were replaced stay as unused bytes too;
/// compacting drops all of these, at the cost of a new file. They are not used
/// again: bytes that nothing refers to can belong to another program
/// (signatures, archives behind a program), and a reader that read the header
/// earlier may still use an old table. The order of the writes is not forced to
/// disk: after a power failure the file may be broken, like any file that a
/// build was writing.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_SECTIONPATCHER_H
#define BTFGEN_ELF_SECTIONPATCHER_H

#include "Support/LockedFile.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Error.h"

namespace btfgen {

struct NewSection {
  llvm::StringRef Name;
  llvm::ArrayRef<uint8_t> Bytes;
  uint32_t Type = llvm::ELF::SHT_PROGBITS;
  uint64_t Flags = 0; ///< not allocated: what a module loader expects of .BTF
  uint64_t Alignment = 8;
  /// Where the section exists, only its contents change: type, flags and
  /// alignment stay, but not that it has none (SHT_NOBITS, SHT_NULL) or is
  /// compressed.
  bool KeepAttributes = false;
};

struct PatchOptions {
  /// Write a new file without the bytes that nothing refers to, and rename it
  /// into place.
  bool Compact = false;
  /// Drop a module signature behind the ELF, which otherwise is an Error. The
  /// file is then compacted.
  bool StripSignature = false;
};

/// Adds \p Sections to the ELF \p File, replacing those of the same name. On
/// any error the file is byte for byte as before (what was appended is cut off
/// again), unless another program has changed it meanwhile. Errors: that, not
/// ELF, headers, sections or segments outside the file, a file that may not be
/// written, no space, a module signature behind the ELF (it would no longer
/// match), a name that occurs twice, an existing section that has relocations.
///
/// A section that a linked file loads (SHF_ALLOC outside ET_REL, such as .BTF
/// of vmlinux) has its place in a segment, and code that knows its size: it is
/// replaced only by contents of the same size, at the same place. That is done
/// on a copy of the file that then replaces it. Any other size is an Error, and
/// so is a request to add a new section with SHF_ALLOC to a linked file. In an
/// ET_REL file a replaced section stays allocated if it was.
///
/// \p File serves one change: afterwards it is no longer what was locked.
llvm::Error addSections(const LockedFile &File,
                        llvm::ArrayRef<NewSection> Sections,
                        PatchOptions Options = {});
/// The same with a lock of its own.
llvm::Error addSections(llvm::StringRef Path,
                        llvm::ArrayRef<NewSection> Sections,
                        PatchOptions Options = {});

/// Removes the sections called \p Names from the ELF \p File; those that it
/// lacks are as good as removed. Their headers lose name, type and all else
/// but stay in the table, so that no index changes; a kernel, linkers and strip
/// pass over such headers. The bytes stay unused, unless compacted.
///
/// Errors as addSections, and sections that a linked file loads or that others
/// or symbols with global names refer to.
llvm::Error removeSections(const LockedFile &File,
                           llvm::ArrayRef<llvm::StringRef> Names,
                           PatchOptions Options = {});
llvm::Error removeSections(llvm::StringRef Path,
                           llvm::ArrayRef<llvm::StringRef> Names,
                           PatchOptions Options = {});

} // namespace btfgen

#endif // BTFGEN_ELF_SECTIONPATCHER_H
