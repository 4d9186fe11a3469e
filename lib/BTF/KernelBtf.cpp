//===- KernelBtf.cpp - The BTF in a kernel that is no ELF file ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/KernelBtf.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace btfgen;

/// Whether \p Rest starts with a header of BTF that says how large it is, and
/// is as large as only a kernel's: a kernel has tens of thousands of types.
static std::optional<uint64_t> kernelBtfSize(StringRef Rest, endianness Order) {
  constexpr uint64_t Least = 1 << 16;
  if (Rest.size() < BtfHeaderSize)
    return std::nullopt;
  auto Word = [&](size_t Offset) -> uint64_t {
    return support::endian::read32(Rest.data() + Offset, Order);
  };
  const uint64_t Size = Word(offsetof(BtfHeader, HeaderLen)) +
                        Word(offsetof(BtfHeader, StringOff)) +
                        Word(offsetof(BtfHeader, StringLen));
  if (Size < Least || Size > Rest.size())
    return std::nullopt;
  return Size;
}

Expected<BtfRef> btfgen::findKernelBtf(StringRef Kernel, StringRef Path) {
  for (endianness Order : {endianness::little, endianness::big}) {
    const StringRef Magic = Order == endianness::little
                                ? StringRef("\x9f\xeb\x01\0", 4)
                                : StringRef("\xeb\x9f\x01\0", 4);
    for (size_t At = Kernel.find(Magic); At != StringRef::npos;
         At = Kernel.find(Magic, At + 1)) {
      const StringRef Rest = Kernel.drop_front(At);
      const auto Size = kernelBtfSize(Rest, Order);
      if (At % 4 || !Size)
        continue;
      Expected<BtfRef> F = BtfFile::parse(
          arrayRefFromStringRef(Rest.take_front(*Size)), Path, nullptr);
      if (F)
        return F;
      consumeError(F.takeError());
    }
  }
  return createStringError(
      std::make_error_code(std::errc::no_message_available),
      Path + ": there is no BTF in this kernel (is it built with "
             "CONFIG_DEBUG_INFO_BTF?)");
}
