//===- Compression.cpp - Compressed files ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Compression.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/ErrorHandling.h"

#include <algorithm>
#include <bzlib.h>
#include <lz4.h>
#include <lzma.h>
#include <memory>
#include <vector>
#include <zlib.h>
#include <zstd.h>

using namespace llvm;
using namespace btfgen;

/// How much is handed on at a time. Memory for more would take longer than most
/// modules do to be decompressed.
static constexpr size_t PieceSize = 1 << 16;
static constexpr unsigned MaxDictionaryLog = 27;

static StringRef text(ArrayRef<uint8_t> Bytes) {
  return {reinterpret_cast<const char *>(Bytes.data()), Bytes.size()};
}

Compression btfgen::compressionOf(ArrayRef<uint8_t> Bytes) {
  const StringRef Text = text(Bytes);
  if (Text.starts_with("\x1f\x8b"))
    return Compression::Gzip;
  if (Text.starts_with(StringRef("\xfd"
                                 "7zXZ\0",
                                 6)))
    return Compression::Xz;
  if (Text.starts_with("\x28\xb5\x2f\xfd"))
    return Compression::Zstd;
  return Compression::None;
}

Compression btfgen::kernelCompressionOf(ArrayRef<uint8_t> Bytes) {
  // Lzma has no magic: the usual properties, a dictionary of whole 64 KiB and a
  // size that is not told, which is how kernels are compressed.
  constexpr size_t LzmaHeader = 13, LzmaSize = 5;
  const StringRef Text = text(Bytes);
  if (Text.starts_with("\x02\x21\x4c\x18"))
    return Compression::Lz4;
  if (Text.starts_with("BZh") && Text.substr(4).starts_with("1AY&SY"))
    return Compression::Bzip2;
  if (Text.size() >= LzmaHeader && Text.starts_with(StringRef("\x5d\0\0", 3)) &&
      Text.slice(LzmaSize, LzmaHeader).find_first_not_of('\xff') ==
          StringRef::npos)
    return Compression::Lzma;
  return compressionOf(Bytes);
}

uint64_t btfgen::plainSizeLimit(uint64_t Size) {
  constexpr uint64_t Most = uint64_t(4) << 30, Always = 64 << 20;
  constexpr uint64_t Factor = 250;
  return std::min(Most, std::min(Size, Most) * Factor + Always);
}

namespace {

/// Hands pieces on, up to a limit.
class Sink {
public:
  Sink(WriteBytes Write, uint64_t Limit) : Write(Write), Limit(Limit) {}
  std::vector<uint8_t> Piece = std::vector<uint8_t>(PieceSize);

  /// The first \p Size bytes of Piece.
  Error take(size_t Size) { return take(ArrayRef(Piece).take_front(Size)); }
  Error take(ArrayRef<uint8_t> Bytes) {
    const size_t Size = Bytes.size();
    if (Size > Limit - Total)
      return createStringError("its plain size exceeds " + Twine(Limit) +
                               " bytes, more than debug information becomes");
    Total += Size;
    return Size ? Write(Bytes) : Error::success();
  }

private:
  WriteBytes Write;
  uint64_t Limit;
  uint64_t Total = 0;
};

} // namespace

static Error damaged(StringRef Format, const Twine &Why) {
  return createStringError("cannot be decompressed (" + Format + "): " + Why);
}

//===----------------------------------------------------------------------===//
// gzip
//===----------------------------------------------------------------------===//

/// zlib counts in 32 bits: the next part of \p Bytes.
static void feed(z_stream &Z, ArrayRef<uint8_t> &Bytes) {
  const size_t Most = std::min(Bytes.size(), size_t(1) << 30);
  Z.next_in = const_cast<Bytef *>(Bytes.data());
  Z.avail_in = static_cast<uInt>(Most);
  Bytes = Bytes.drop_front(Most);
}

static Error gunzip(ArrayRef<uint8_t> Bytes, Sink &Out, AfterStream After) {
  constexpr int GzipWindow = 15 + 16;
  z_stream Z = {};
  if (inflateInit2(&Z, GzipWindow) != Z_OK)
    return createStringError("no memory to decompress");
  std::unique_ptr<z_stream, int (*)(z_stream *)> End(&Z, inflateEnd);
  for (;;) {
    if (!Z.avail_in)
      feed(Z, Bytes);
    Z.next_out = Out.Piece.data();
    Z.avail_out = PieceSize;
    const int Status = inflate(&Z, Z_NO_FLUSH);
    if (Status != Z_OK && Status != Z_STREAM_END)
      return damaged("gzip", Status == Z_BUF_ERROR ? "it is truncated"
                             : Z.msg               ? Z.msg
                                                   : "no memory");
    if (Error E = Out.take(PieceSize - Z.avail_out))
      return E;
    if (Status != Z_STREAM_END)
      continue;
    if (After == AfterStream::Anything || (!Z.avail_in && Bytes.empty()))
      return Error::success();
    inflateReset(&Z);
  }
}

static Error gzip(ArrayRef<uint8_t> Bytes, Sink &Out) {
  constexpr int GzipWindow = 15 + 16, MemoryLevel = 8;
  z_stream Z = {};
  if (deflateInit2(&Z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GzipWindow,
                   MemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
    return createStringError("no memory to compress");
  std::unique_ptr<z_stream, int (*)(z_stream *)> End(&Z, deflateEnd);
  int Status = Z_OK;
  while (Status != Z_STREAM_END) {
    if (!Z.avail_in)
      feed(Z, Bytes);
    Z.next_out = Out.Piece.data();
    Z.avail_out = PieceSize;
    Status = deflate(&Z, Bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    if (Status == Z_STREAM_ERROR)
      return createStringError("cannot be compressed (gzip)");
    if (Error E = Out.take(PieceSize - Z.avail_out))
      return E;
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// xz and lzma
//===----------------------------------------------------------------------===//

static StringRef describe(lzma_ret Status) {
  switch (Status) {
  case LZMA_MEM_ERROR:
    return "no memory";
  case LZMA_MEMLIMIT_ERROR:
    return "its dictionary is larger than 128 MiB";
  case LZMA_BUF_ERROR:
    return "it is truncated";
  case LZMA_FORMAT_ERROR:
    return "something else follows it";
  case LZMA_OPTIONS_ERROR:
    return "it uses what this liblzma does not know";
  default:
    return "it is damaged";
  }
}

/// The most memory that a decoder may take.
static constexpr uint64_t MaxLzmaMemory =
    (uint64_t(1) << MaxDictionaryLog) + (8 << 20);

/// Codes all of \p Bytes with \p Stream, which is set up.
static Error runLzma(StringRef Format, lzma_stream &Stream,
                     ArrayRef<uint8_t> Bytes, Sink &Out) {
  std::unique_ptr<lzma_stream, void (*)(lzma_stream *)> End(&Stream, lzma_end);
  Stream.next_in = Bytes.data();
  Stream.avail_in = Bytes.size();
  lzma_ret Status = LZMA_OK;
  while (Status != LZMA_STREAM_END) {
    Stream.next_out = Out.Piece.data();
    Stream.avail_out = PieceSize;
    Status = lzma_code(&Stream, LZMA_FINISH);
    if (Status != LZMA_OK && Status != LZMA_STREAM_END)
      return damaged(Format, describe(Status));
    if (Error E = Out.take(PieceSize - Stream.avail_out))
      return E;
  }
  return Error::success();
}

static Error unxz(ArrayRef<uint8_t> Bytes, Sink &Out, AfterStream After) {
  lzma_stream Stream = LZMA_STREAM_INIT;
  if (lzma_ret Status = lzma_stream_decoder(
          &Stream, MaxLzmaMemory,
          After == AfterStream::More ? LZMA_CONCATENATED : 0);
      Status != LZMA_OK)
    return damaged("xz", describe(Status));
  return runLzma("xz", Stream, Bytes, Out);
}

static Error unlzma(ArrayRef<uint8_t> Bytes, Sink &Out) {
  lzma_stream Stream = LZMA_STREAM_INIT;
  if (lzma_ret Status = lzma_alone_decoder(&Stream, MaxLzmaMemory);
      Status != LZMA_OK)
    return damaged("lzma", describe(Status));
  return runLzma("lzma", Stream, Bytes, Out);
}

/// As scripts/Makefile.modinst of the kernel has it: the kernel's decoder knows
/// no other check than CRC32, and keeps the dictionary in memory.
static Error xz(ArrayRef<uint8_t> Bytes, Sink &Out) {
  lzma_options_lzma Options;
  lzma_lzma_preset(&Options, LZMA_PRESET_DEFAULT);
  Options.dict_size = 1 << 20;
  const lzma_filter Filters[] = {{LZMA_FILTER_LZMA2, &Options},
                                 {LZMA_VLI_UNKNOWN, nullptr}};
  lzma_stream Stream = LZMA_STREAM_INIT;
  if (lzma_ret Status = lzma_stream_encoder(&Stream, Filters, LZMA_CHECK_CRC32);
      Status != LZMA_OK)
    return createStringError("cannot be compressed (xz): " + describe(Status));
  return runLzma("xz", Stream, Bytes, Out);
}

//===----------------------------------------------------------------------===//
// zstd
//===----------------------------------------------------------------------===//

static Error unzstd(ArrayRef<uint8_t> Bytes, Sink &Out, AfterStream After) {
  std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx *)> Context(ZSTD_createDCtx(),
                                                              ZSTD_freeDCtx);
  if (!Context)
    return createStringError("no memory to decompress");
  ZSTD_DCtx_setParameter(Context.get(), ZSTD_d_windowLogMax, MaxDictionaryLog);
  ZSTD_inBuffer In = {Bytes.data(), Bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer Piece = {Out.Piece.data(), PieceSize, 0};
    const size_t Left = ZSTD_decompressStream(Context.get(), &Piece, &In);
    if (ZSTD_isError(Left))
      return damaged("zstd", ZSTD_getErrorName(Left));
    if (Error E = Out.take(Piece.pos))
      return E;
    if (!Left && After == AfterStream::Anything)
      return Error::success();
    if (In.pos < In.size || (Left && Piece.pos == Piece.size))
      continue;
    return Left ? damaged("zstd", "it is truncated") : Error::success();
  }
}

static Error zstd(ArrayRef<uint8_t> Bytes, Sink &Out) {
  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx *)> Context(ZSTD_createCCtx(),
                                                              ZSTD_freeCCtx);
  if (!Context)
    return createStringError("no memory to compress");
  ZSTD_CCtx_setParameter(Context.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setPledgedSrcSize(Context.get(), Bytes.size());
  ZSTD_inBuffer In = {Bytes.data(), Bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer Piece = {Out.Piece.data(), PieceSize, 0};
    const size_t Left =
        ZSTD_compressStream2(Context.get(), &Piece, &In, ZSTD_e_end);
    if (ZSTD_isError(Left))
      return createStringError("cannot be compressed (zstd): " +
                               Twine(ZSTD_getErrorName(Left)));
    if (Error E = Out.take(Piece.pos))
      return E;
    if (!Left)
      return Error::success();
  }
}

//===----------------------------------------------------------------------===//
// lz4
//===----------------------------------------------------------------------===//

/// The legacy frame: blocks, each with its compressed size in front, of 8 MiB
/// plain bytes, but for the last one, which may have less. Nothing marks its
/// end: what cannot be the size of a block is what follows the frame, such as
/// the plain size that a kernel's build appends.
static Error unlz4(ArrayRef<uint8_t> Bytes, Sink &Out) {
  constexpr size_t MagicSize = 4, SizeSize = 4, BlockSize = 8 << 20;
  constexpr size_t MostPerByte = 255; // a byte adds that much to a length
  std::vector<char> Block;
  Bytes = Bytes.drop_front(MagicSize);
  bool IsFirst = true, IsLast = false;
  for (; !IsLast && Bytes.size() > SizeSize; IsFirst = false) {
    const uint32_t Size = support::endian::read32le(Bytes.data());
    if (!Size || Size > LZ4_COMPRESSBOUND(BlockSize)) {
      if (IsFirst)
        return damaged("lz4", "it is damaged");
      break;
    }
    Bytes = Bytes.drop_front(SizeSize);
    if (Size > Bytes.size())
      return damaged("lz4", "it is truncated");
    const size_t Most = std::min<size_t>(BlockSize, Size * MostPerByte);
    if (Block.size() < Most)
      Block.resize(Most);
    const int Plain = LZ4_decompress_safe(
        reinterpret_cast<const char *>(Bytes.data()), Block.data(),
        static_cast<int>(Size), static_cast<int>(Most));
    if (Plain < 0)
      return damaged("lz4", "it is damaged");
    if (Error E = Out.take(
            ArrayRef(reinterpret_cast<const uint8_t *>(Block.data()), Plain)))
      return E;
    Bytes = Bytes.drop_front(Size);
    IsLast = Plain < static_cast<int>(BlockSize);
  }
  return IsFirst ? damaged("lz4", "it is truncated") : Error::success();
}

//===----------------------------------------------------------------------===//
// bzip2
//===----------------------------------------------------------------------===//

static Error bunzip2(ArrayRef<uint8_t> Bytes, Sink &Out) {
  bz_stream Z = {};
  if (BZ2_bzDecompressInit(&Z, /*verbosity=*/0, /*small=*/0) != BZ_OK)
    return createStringError("no memory to decompress");
  std::unique_ptr<bz_stream, int (*)(bz_stream *)> End(&Z, BZ2_bzDecompressEnd);
  for (int Status = BZ_OK; Status != BZ_STREAM_END;) {
    if (!Z.avail_in) { // it counts in 32 bits
      const size_t Most = std::min(Bytes.size(), size_t(1) << 30);
      Z.next_in = const_cast<char *>(text(Bytes).data());
      Z.avail_in = static_cast<unsigned>(Most);
      Bytes = Bytes.drop_front(Most);
    }
    const bool IsLast = Bytes.empty() && !Z.avail_in;
    Z.next_out = reinterpret_cast<char *>(Out.Piece.data());
    Z.avail_out = PieceSize;
    Status = BZ2_bzDecompress(&Z);
    if (Status != BZ_OK && Status != BZ_STREAM_END)
      return damaged("bzip2",
                     Status == BZ_MEM_ERROR ? "no memory" : "it is damaged");
    if (Status == BZ_OK && IsLast && Z.avail_out == PieceSize)
      return damaged("bzip2", "it is truncated");
    if (Error E = Out.take(PieceSize - Z.avail_out))
      return E;
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// All
//===----------------------------------------------------------------------===//

Error btfgen::decompress(Compression Format, ArrayRef<uint8_t> Bytes,
                         WriteBytes Write, AfterStream After) {
  Sink Out(Write, plainSizeLimit(Bytes.size()));
  switch (Format) {
  case Compression::Gzip:
    return gunzip(Bytes, Out, After);
  case Compression::Xz:
    return unxz(Bytes, Out, After);
  case Compression::Zstd:
    return unzstd(Bytes, Out, After);
  case Compression::Lz4:
    return unlz4(Bytes, Out);
  case Compression::Bzip2:
    return bunzip2(Bytes, Out);
  case Compression::Lzma:
    return unlzma(Bytes, Out);
  case Compression::None:
    break;
  }
  return Write(Bytes);
}

Error btfgen::compress(Compression Format, ArrayRef<uint8_t> Bytes,
                       WriteBytes Write) {
  Sink Out(Write, UINT64_MAX);
  switch (Format) {
  case Compression::Gzip:
    return gzip(Bytes, Out);
  case Compression::Xz:
    return xz(Bytes, Out);
  case Compression::Zstd:
    return zstd(Bytes, Out);
  case Compression::Lz4:
  case Compression::Bzip2:
  case Compression::Lzma:
    llvm_unreachable("no format for files");
  case Compression::None:
    break;
  }
  return Write(Bytes);
}
