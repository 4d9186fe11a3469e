//===- LinkRecord.cpp - BTF that a module holds for the kernel ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/LinkRecord.h"

#include "Support/FileBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;
using namespace btfgen;

Expected<LinkRequest> LinkRequest::parse(StringRef Text) {
  const auto [Section, Rest] = Text.split(':');
  const auto [Module, File] = Rest.split(':');
  if (Section.empty() || Module.empty() || File.empty())
    return createStringError("'" + Text +
                             "' is not of the form SECTION:MODULE:FILE");
  return LinkRequest{Section.str(), Module.str(), File.str()};
}

Expected<std::vector<uint8_t>> btfgen::linkRecord(const ObjectImage &Image,
                                                  const LinkRequest &Request) {
  const SectionInfo *Section = Image.find(Request.Section);
  if (!Section)
    return createStringError(Image.path() + ": has no section " +
                             Request.Section);
  const size_t NameSize = 64 - (Image.is64Bit() ? 8 : 4);
  const size_t ShaAt = NameSize, SizeAt = ShaAt + 32, End = SizeAt + 4;
  if (Section->Size != End && Section->Size != alignTo(End, 8))
    return createStringError(Image.path() + ": section " + Request.Section +
                             " has " + Twine(Section->Size) +
                             " bytes, but a record of BTF in a module has " +
                             Twine(End));
  if (Request.Module.size() >= NameSize)
    return createStringError("'" + Request.Module +
                             "' is too long for the name of a module");
  Expected<FileBytes> File = FileBytes::copyOf(Request.File);
  if (!File)
    return File.takeError();
  const ArrayRef<uint8_t> Btf = File->bytes();
  if (Btf.size() > UINT32_MAX)
    return createStringError(Request.File + ": is too large for BTF");
  std::vector<uint8_t> Bytes(Section->Size);
  llvm::copy(Request.Module, Bytes.begin());
  llvm::copy(SHA256::hash(Btf), Bytes.begin() + ShaAt);
  support::endian::write32(&Bytes[SizeAt], Btf.size(),
                           Image.isLittleEndian() ? endianness::little
                                                  : endianness::big);
  return Bytes;
}
