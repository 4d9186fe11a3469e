//===- Compression.h - Compressed files -------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The formats in which kernels and distributions install modules: gzip, xz and
/// zstd, and those in which a boot image may have its kernel besides: lz4,
/// bzip2 and lzma; by the libraries of these names. A file's format is known by
/// its first bytes, not by its name.
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

/// What a file is that starts with \p Bytes, of the formats for files: gzip, xz
/// and zstd. Six bytes are enough.
Compression compressionOf(llvm::ArrayRef<uint8_t> Bytes);

/// What a boot image's kernel is that starts with \p Bytes, of all formats.
/// Thirteen bytes are enough.
Compression kernelCompressionOf(llvm::ArrayRef<uint8_t> Bytes);

/// Takes the next part of the result.
using WriteBytes = llvm::function_ref<llvm::Error(llvm::ArrayRef<uint8_t>)>;

/// How many bytes \p Size compressed ones may become: 250 times as many and 64
/// MiB, and at most 4 GiB. Debug information shrinks to a tenth; what grows
/// more is made to fill memory.
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
