//===- Compression.h - Compressed files -------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads and writes the formats of installed modules (gzip, xz, zstd), and
/// reads those that boot images have besides (lz4, bzip2, lzma), with the
/// libraries of these names. A format is recognised by the first bytes, not by
/// a file's name.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_COMPRESSION_H
#define BTFGEN_SUPPORT_COMPRESSION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace btfgen {

enum class Compression {
  None,
  Gzip,
  Xz,
  Zstd,
  Lz4,   ///< the legacy frame, which kernels know
  Bzip2, ///< one stream
  Lzma   ///< the format of before xz ("lzma alone")
};

/// The format of a file that starts with \p Bytes: gzip, xz, zstd or none. Six
/// bytes are enough.
Compression compressionOf(llvm::ArrayRef<uint8_t> Bytes);

/// The format of a boot image's kernel that starts with \p Bytes, of all
/// formats. Thirteen bytes are enough.
Compression kernelCompressionOf(llvm::ArrayRef<uint8_t> Bytes);

/// Takes the next part of the result.
using WriteBytes = llvm::function_ref<llvm::Error(llvm::ArrayRef<uint8_t>)>;

/// The largest decompressed size that is accepted for \p Size compressed bytes:
/// 250 times as many plus 64 MiB, and at most 4 GiB. Debug information shrinks
/// to a tenth; input that grows much more is made to exhaust memory.
uint64_t plainSizeLimit(uint64_t Size);

/// What may follow the first stream.
enum class AfterStream {
  More,    ///< further streams, and nothing else; formats for files only
  Anything ///< what is not looked at
};

/// Decompresses \p Bytes, one or several streams of \p Format. Errors, without
/// the file's name: damaged or cut off, something else behind the last stream,
/// more than plainSizeLimit(), a dictionary of more than 128 MiB; Write's.
llvm::Error decompress(Compression Format, llvm::ArrayRef<uint8_t> Bytes,
                       WriteBytes Write, AfterStream After = AfterStream::More);

/// Compresses \p Bytes as a kernel's build does for modules that the kernel may
/// decompress itself: xz with a CRC32 and a dictionary of 1 MiB, gzip without a
/// name or time. The same bytes give the same result. Formats for files only.
/// Errors: no memory; Write's.
llvm::Error compress(Compression Format, llvm::ArrayRef<uint8_t> Bytes,
                     WriteBytes Write);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_COMPRESSION_H
