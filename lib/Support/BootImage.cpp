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

bool btfgen::isBootImage(ArrayRef<uint8_t> Start) {
  return isX86(Start) || isEfiZboot(Start);
}

bool btfgen::isPlainKernel(ArrayRef<uint8_t> Image) {
  return hasAt(Image, 0x38, "ARM\x64") || hasAt(Image, 0x38, "RSC\x05") ||
         hasAt(Image, 0x38, "\xcd\x23\x82\x81");
}

Expected<ArrayRef<uint8_t>> btfgen::payloadOf(ArrayRef<uint8_t> Image) {
  uint64_t Offset = 0, Size = 0;
  if (isX86(Image)) {
    const uint64_t Sectors = Image[0x1f1] ? Image[0x1f1] : 4;
    Offset = (Sectors + 1) * 512 + support::endian::read32le(&Image[0x248]);
    Size = support::endian::read32le(&Image[0x24c]);
  } else if (isEfiZboot(Image) && Image.size() >= 16) {
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
