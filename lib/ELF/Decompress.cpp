//===- Decompress.cpp - Compressed debug sections -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/Decompress.h"

#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"

using namespace llvm;

namespace btfgen {

bool parseChdr(ElfKind Kind, ArrayRef<uint8_t> Stored,
               CompressionHeader &Header) {
  return withElfType(Kind, [&](auto Type) {
    using Chdr = typename decltype(Type)::Chdr;
    if (Stored.size() < sizeof(Chdr))
      return false;
    const auto *C = reinterpret_cast<const Chdr *>(Stored.data());
    Header = {C->ch_type, C->ch_size, sizeof(Chdr)};
    return true;
  });
}

bool parseZdebugHeader(ArrayRef<uint8_t> Stored, CompressionHeader &Header) {
  if (Stored.size() < 12 || memcmp(Stored.data(), "ZLIB", 4) != 0)
    return false;
  Header = {ELF::ELFCOMPRESS_ZLIB, support::endian::read64be(&Stored[4]), 12};
  return true;
}

Error checkCompression(const CompressionHeader &Header, uint64_t StreamSize) {
  compression::Format Format;
  if (Header.Type == ELF::ELFCOMPRESS_ZLIB)
    Format = compression::Format::Zlib;
  else if (Header.Type == ELF::ELFCOMPRESS_ZSTD)
    Format = compression::Format::Zstd;
  else
    return createStringError("unknown compression type " + Twine(Header.Type));
  if (const char *Reason = compression::getReasonIfUnsupported(Format))
    return createStringError(Twine(Reason));

  // Deflate stops at 1032 : 1. zstd can store 128 KiB of one byte in 4 bytes
  // (32,768 : 1), but debug information compresses 3 to 10 times, zeros in
  // between included; what claims more than deflate could do is a bomb. The
  // slack is for tiny sections of padding.
  constexpr uint64_t Ratio = 1100, Slack = 1 << 20;
  if (Header.PlainSize > Slack &&
      (Header.PlainSize - Slack) / Ratio > StreamSize)
    return createStringError("implausible uncompressed size " +
                             Twine(Header.PlainSize) + " for " +
                             Twine(StreamSize) + " compressed bytes");
  return Error::success();
}

Error decompress(const CompressionHeader &Header, ArrayRef<uint8_t> Stream,
                 uint8_t *Plain) {
  size_t Size = Header.PlainSize;
  Error E = Header.Type == ELF::ELFCOMPRESS_ZLIB
                ? compression::zlib::decompress(Stream, Plain, Size)
                : compression::zstd::decompress(Stream, Plain, Size);
  if (E)
    return createStringError("cannot decompress: " + toString(std::move(E)));
  if (Size != Header.PlainSize)
    return createStringError("decompresses to " + Twine(Size) +
                             " bytes, expected " + Twine(Header.PlainSize));
  return Error::success();
}

} // namespace btfgen
