//===- BootImage.cpp - What a kernel boots from ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/BootImage.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace btfgen;

static bool hasAt(ArrayRef<uint8_t> Bytes, size_t Offset, StringRef Text) {
  return Bytes.size() >= Offset + Text.size() &&
         StringRef(reinterpret_cast<const char *>(Bytes.data()) + Offset,
                   Text.size()) == Text;
}

/// x86: from protocol 2.08 on the header says where the payload is.
static bool isX86(ArrayRef<uint8_t> Start) {
  constexpr uint16_t SaysPayload = 0x208;
  return Start.size() >= BootHeaderSize && hasAt(Start, 0x202, "HdrS") &&
         support::endian::read16le(&Start[0x206]) >= SaysPayload;
}

static bool isEfiZboot(ArrayRef<uint8_t> Start) {
  return hasAt(Start, 0, "MZ") && hasAt(Start, 4, "zimg");
}

/// 32-bit Arm's zImage, little-endian.
static bool isZImage(ArrayRef<uint8_t> Start) {
  return hasAt(Start, 0x24, "\x18\x28\x6f\x01");
}

/// What the channel program that loads it on s390 begins with.
static bool isS390(ArrayRef<uint8_t> Start) {
  return hasAt(Start, 8, StringRef("\x02\0\0\x18`\0\0P\x02\0\0h`\0\0P", 16));
}

bool btfgen::isBootImage(ArrayRef<uint8_t> Start) {
  // Any bytes may be where x86 has its header, but not in front of them.
  const bool IsElf = hasAt(Start, 0,
                           "\x7f"
                           "ELF");
  return !IsElf && (isX86(Start) || isEfiZboot(Start) || isZImage(Start) ||
                    isS390(Start));
}

bool btfgen::isPlainKernel(ArrayRef<uint8_t> Image) {
  return hasAt(Image, 0x38, "ARM\x64") || hasAt(Image, 0x38, "RSC\x05") ||
         hasAt(Image, 0x38, "\xcd\x23\x82\x81");
}

/// Where the header says that the kernel is.
static Expected<ArrayRef<uint8_t>> kernelByHeader(ArrayRef<uint8_t> Image) {
  uint64_t Offset = 0, Size = 0;
  if (isX86(Image)) {
    const uint64_t Sectors = Image[0x1f1] ? Image[0x1f1] : 4;
    Offset = (Sectors + 1) * 512 + support::endian::read32le(&Image[0x248]);
    Size = support::endian::read32le(&Image[0x24c]);
  } else if (Image.size() >= 16) {
    Offset = support::endian::read32le(&Image[8]);
    Size = support::endian::read32le(&Image[12]);
  }
  if (!Size || Offset > Image.size() || Size > Image.size() - Offset)
    return createStringError("boot image: its kernel, at offset " +
                             Twine(Offset) + " with " + Twine(Size) +
                             " bytes, lies outside the file of " +
                             Twine(Image.size()));
  return Image.slice(Offset, Size);
}

/// Whether what \p Bytes begin with can be decompressed, and is large.
static bool isKernel(Compression Format, ArrayRef<uint8_t> Bytes) {
  constexpr uint64_t Least = 1 << 20;
  uint64_t Size = 0;
  Error E = decompress(
      Format, Bytes,
      [&](ArrayRef<uint8_t> Part) {
        Size += Part.size();
        return Error::success();
      },
      AfterStream::Anything);
  const bool Failed = static_cast<bool>(E);
  consumeError(std::move(E));
  return !Failed && Size >= Least;
}

/// By chance, and in the program that unpacks it, there are other bytes that
/// look like the start of a kernel.
static BootPayload findKernel(ArrayRef<uint8_t> Image) {
  unsigned AttemptsLeft = 64; // a hostile image is full of them
  for (size_t At = 0; At < Image.size() && AttemptsLeft; ++At) {
    const ArrayRef<uint8_t> Rest = Image.drop_front(At);
    const Compression Format = kernelCompressionOf(Rest);
    if (Format == Compression::None)
      continue;
    if (isKernel(Format, Rest))
      return {Rest, Format};
    --AttemptsLeft;
  }
  return {Image, Compression::None};
}

Expected<BootPayload> btfgen::payloadOf(ArrayRef<uint8_t> Image) {
  if (isZImage(Image) || isS390(Image))
    return findKernel(Image);
  Expected<ArrayRef<uint8_t>> Kernel = kernelByHeader(Image);
  if (!Kernel)
    return Kernel.takeError();
  const Compression Format = kernelCompressionOf(*Kernel);
  const bool IsPlain = hasAt(*Kernel, 0,
                             "\x7f"
                             "ELF") ||
                       isPlainKernel(*Kernel);
  if (Format == Compression::None && !IsPlain)
    return createStringError(
        "boot image: its kernel is compressed with " +
        Twine(hasAt(*Kernel, 0, "\x89LZO") ? "lzo" : "an unknown format") +
        ", which is not read (gzip, xz, zstd, lz4, bzip2 and lzma are): take "
        "vmlinux of the kernel's build or debug package, or what the kernel's "
        "scripts/extract-vmlinux makes of this");
  return BootPayload{*Kernel, Format};
}
