//===- Decompress.h - Compressed debug sections -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The two ways a section is stored compressed: SHF_COMPRESSED with an
/// Elf_Chdr in front (gABI), and the older GNU .zdebug_* with "ZLIB" and a
/// 64-bit big-endian size in front. Private to lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_DECOMPRESS_H
#define BTFGEN_ELF_DECOMPRESS_H

#include "ELF/ElfType.h"
#include "llvm/ADT/StringRef.h"

namespace btfgen {

struct CompressionHeader {
  uint32_t Type = 0;       ///< ELFCOMPRESS_*, checked only when decompressing
  uint64_t PlainSize = 0;  ///< as claimed; hostile until decompressed
  uint32_t HeaderSize = 0; ///< the compressed stream follows
};

/// Reads the Elf_Chdr at the start of a SHF_COMPRESSED section. False if the
/// section is too short.
bool parseChdr(ElfKind Kind, llvm::ArrayRef<uint8_t> Stored,
               CompressionHeader &Header);

/// Reads the header of a .zdebug_* section. False if there is none: such a
/// section is plain.
bool parseZdebugHeader(llvm::ArrayRef<uint8_t> Stored,
                       CompressionHeader &Header);

/// An Error, without file and section, if nothing that is debug information
/// compresses so well, or the type is not known. To be called before memory is
/// allocated for the plain bytes.
llvm::Error checkCompression(const CompressionHeader &Header,
                             uint64_t StreamSize);

/// Decompresses \p Stream to \p Plain, which has Header.PlainSize bytes; that
/// must be the exact size.
llvm::Error decompress(const CompressionHeader &Header,
                       llvm::ArrayRef<uint8_t> Stream, uint8_t *Plain);

} // namespace btfgen

#endif // BTFGEN_ELF_DECOMPRESS_H
