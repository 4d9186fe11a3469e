//===- CompressionTest.cpp ------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compressed files and boot images that no compressor and no kernel's build
/// makes, or seldom: written by hand after the formats' descriptions.
///
//===----------------------------------------------------------------------===//

#include "Support/Compression.h"
#include "Support/BootImage.h"

#include "ElfBuilder.h"

using namespace llvm;
using namespace btfgen;

namespace {

constexpr ElfKind Little{true, true};

/// A frame of zstd that expands to \p Num times \p Size bytes, each run of
/// which is a block (RFC 8878, 3.1.1): a window of 1 MiB, no checksum.
ByteVector zstdRuns(unsigned Num, uint32_t Size) {
  Bytes Frame(Little);
  Frame.u32(0xfd2fb528).u8(0).u8(10 << 3);
  for (unsigned I = 1; I <= Num; ++I) {
    constexpr unsigned Run = 1;
    Frame.number(Size << 3 | Run << 1 | (I == Num), 3).u8('a');
  }
  return Frame;
}

/// How many bytes \p Compressed becomes, or why it does not.
std::string plainSize(Compression Format, const ByteVector &Compressed) {
  uint64_t Size = 0;
  Error E = decompress(Format, Compressed, [&](ArrayRef<uint8_t> Part) {
    Size += Part.size();
    return Error::success();
  });
  return E ? toString(std::move(E)) : std::to_string(Size);
}

/// The decoder has taken all of the input and still has a part of the last
/// block to give.
TEST(Compression, ZstdEndsInsideABlock) {
  EXPECT_EQ("1080000", plainSize(Compression::Zstd, zstdRuns(9, 120000)));
}

/// The last block fills the last piece that is handed on to its end.
TEST(Compression, ZstdEndsWithAPiece) {
  EXPECT_EQ("2097152", plainSize(Compression::Zstd, zstdRuns(16, 128 << 10)));
}

/// 64 MiB and 250 times its size is what a file may become.
TEST(Compression, HowMuchAFileMayBecome) {
  constexpr uint32_t Block = 128 << 10;
  EXPECT_EQ(std::to_string(uint64_t(64) << 20),
            plainSize(Compression::Zstd, zstdRuns(512, Block)));
  EXPECT_EQ("its plain size exceeds 67650364 bytes, more than debug "
            "information becomes",
            plainSize(Compression::Zstd, zstdRuns(540, Block)));
  EXPECT_EQ(2166u, zstdRuns(540, Block).size());
}

TEST(Compression, Lz4WithoutABlock) {
  Bytes Frame(Little);
  Frame.u32(0x184c2102);
  EXPECT_EQ("cannot be decompressed (lz4): it is truncated",
            plainSize(Compression::Lz4, Frame));
  Frame.u32(0).u32(0);
  EXPECT_EQ("cannot be decompressed (lz4): it is damaged",
            plainSize(Compression::Lz4, Frame));
}

/// A block of lz4, its size in front: one letter, and once more as often as
/// \p Count says, by as few bytes as can say it; the format demands that five
/// bytes at the end are literal.
void addDenseBlock(Bytes &Frame, uint32_t Count) {
  constexpr uint32_t InToken = 4 + 15, PerByte = 255, Others = 11;
  const uint32_t NumFull = (Count - InToken) / PerByte;
  Frame.u32(NumFull + Others);
  Frame.u8(1 << 4 | 15).u8('a').u16(1);
  for (uint32_t I = 0; I < NumFull; ++I)
    Frame.u8(PerByte);
  Frame.u8((Count - InToken) % PerByte).u8(5 << 4);
  for (unsigned I = 0; I < 5; ++I)
    Frame.u8('a');
}

/// A block is as large as it can be, and as dense; the next one needs less.
TEST(Compression, Lz4OfDenseBlocks) {
  constexpr uint32_t Literals = 6, Most = 8 << 20;
  Bytes Frame(Little);
  Frame.u32(0x184c2102);
  addDenseBlock(Frame, Most - Literals);
  addDenseBlock(Frame, 255'000);
  EXPECT_EQ(std::to_string(Most + 255'000 + Literals),
            plainSize(Compression::Lz4, Frame));
}

/// What the EFI stub of arm64 and others unpacks: "MZ", "zimg", and where its
/// payload is.
ByteVector zboot(uint32_t Offset, uint32_t Size, const ByteVector &Payload) {
  Bytes Header(Little);
  Header.u16(0x5a4d).u16(0).number(0x676d697a, 4).u32(Offset).u32(Size);
  ByteVector Image = Header;
  Image.insert(Image.end(), Payload.begin(), Payload.end());
  return Image;
}

TEST(BootImage, PayloadThatIsNotCompressed) {
  ByteVector Kernel(100, 1);
  llvm::copy(StringRef("ARM\x64"), Kernel.begin() + 0x38);
  const ByteVector Image = zboot(16, Kernel.size(), Kernel);
  Expected<BootPayload> Payload = payloadOf(Image);
  ASSERT_TRUE(bool(Payload)) << toString(Payload.takeError());
  EXPECT_EQ(Compression::None, Payload->Format);
  EXPECT_EQ(Kernel, ByteVector(Payload->Bytes.begin(), Payload->Bytes.end()));
}

TEST(BootImage, PayloadOutside) {
  const ByteVector Kernel = text("\x1f\x8b and more");
  for (auto [Offset, Size] : {std::pair(0x7fffffffu, 1u),
                              {17u, unsigned(Kernel.size())},
                              {16u, 0u}}) {
    Expected<BootPayload> Payload = payloadOf(zboot(Offset, Size, Kernel));
    ASSERT_FALSE(bool(Payload));
    EXPECT_NE(
        std::string::npos,
        toString(Payload.takeError()).find("lies outside the file of 27"));
  }
}

} // namespace
