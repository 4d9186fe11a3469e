//===- CompressionFuzzer.cpp - Any bytes as a compressed file -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Opens bytes as a file that may be compressed, or a boot image. A file that
/// is opened gives the same bytes whichever way it is read, and these survive
/// being compressed and decompressed.
///
/// Input: the file.
///
//===----------------------------------------------------------------------===//

#include "Fuzzing.h"
#include "Support/BootImage.h"
#include "Support/InputFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

/// What \p Call(WriteBytes) hands on; nothing after an error.
template <typename Fn> static bool collect(ByteVector &Out, Fn Call) {
  Error E = Call([&](ArrayRef<uint8_t> Part) {
    Out.insert(Out.end(), Part.begin(), Part.end());
    return Error::success();
  });
  const bool Good = !E;
  consumeError(std::move(E));
  return Good;
}

static void goAndReturn(ArrayRef<uint8_t> Plain) {
  for (Compression Format :
       {Compression::Gzip, Compression::Xz, Compression::Zstd}) {
    ByteVector Small, Back;
    if (!collect(Small, [&](auto W) { return compress(Format, Plain, W); }))
      fail("cannot be compressed");
    if (compressionOf(Small) != Format)
      fail("is compressed as something else");
    if (!collect(Back, [&](auto W) { return decompress(Format, Small, W); }) ||
        ArrayRef(Back) != Plain)
      fail("is lost by compressing");
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const MemoryFile File;
  const ArrayRef<uint8_t> Bytes(Data, Size);
  File.write(Bytes);
  Expected<InputFile> Opened = InputFile::open(File.path());
  const Compression Format = compressionOf(Bytes);
  ByteVector Plain;
  const bool Good =
      collect(Plain, [&](auto W) { return decompress(Format, Bytes, W); });
  if (!Opened) {
    consumeError(Opened.takeError());
    if (Good && !isBootImage(Bytes))
      fail("can be decompressed, but not opened");
    return 0;
  }
  auto Buffer = MemoryBuffer::getOpenFile(Opened->descriptor(), "plain", -1,
                                          /*RequiresNullTerminator=*/false);
  if (!Buffer)
    fail("cannot be read");
  const ArrayRef<uint8_t> Read = arrayRefFromStringRef((*Buffer)->getBuffer());
  if (!Opened->isFromBootImage() && (!Good || Read != ArrayRef(Plain)))
    fail("is something else when opened");
  // Coders take far more time than decoders.
  if (Read.size() <= 4096 && isChosen(Bytes, 128))
    goAndReturn(Read);
  return 0;
}

/// Mostly some stream, changed or followed by another one, perhaps in a boot
/// image.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  Chance C(Seed);
  if (!C.oneIn(64))
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  ByteVector Bytes(Data, Data + Size);
  const Compression Format = Compression(1 + C.below(3));
  ByteVector Plain(C.below(256), uint8_t(C.word()));
  ByteVector Stream;
  collect(Stream, [&](auto W) { return compress(Format, Plain, W); });
  if (C.oneIn(2)) {
    Bytes.insert(Bytes.end(), Stream.begin(), Stream.end());
  } else {
    Bytes.assign(BootHeaderSize, 0);
    Bytes.resize(BootHeaderSize + C.below(64));
    const uint32_t Offset = C.oneIn(8) ? oddNumber(C, Size) : Bytes.size();
    const uint32_t Length = C.oneIn(8) ? oddNumber(C, Size) : Stream.size();
    auto Put = [&](size_t At, uint32_t Word) {
      support::endian::write32le(&Bytes[At], Word);
    };
    if (C.oneIn(2)) { // of EFI
      Put(0, 0x00005a4d);
      Put(4, 0x676d697a);
      Put(8, Offset);
      Put(12, Length);
    } else { // of x86, of which one sector comes before the payload
      Bytes.resize(2 * 512);
      Bytes[0x1f1] = 1;
      Put(0x202, 0x53726448);
      Put(0x206, 0x0208 + C.below(4));
      Put(0x248, C.oneIn(8) ? oddNumber(C, 0) : 0);
      Put(0x24c, Length);
    }
    Bytes.insert(Bytes.end(), Stream.begin(), Stream.end());
  }
  return store(Bytes, Data, MaxSize);
}
