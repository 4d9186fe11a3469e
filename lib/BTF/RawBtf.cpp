//===- RawBtf.cpp - BTF from complete records -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/RawBtf.h"

#include "BTF/Kinds.h"
#include "llvm/Support/Endian.h"

#include <cstring>

using namespace llvm;
using namespace btfgen;

uint32_t StringCollector::add(StringRef Text) {
  if (Text.empty())
    return 0;
  if (Base)
    if (auto It = Base->Offsets.find(Text); It != Base->Offsets.end())
      return It->second;
  auto [It, New] = Offsets.try_emplace(Text, end());
  if (New) {
    Bytes += Text;
    Bytes += '\0';
  }
  return It->second;
}

std::vector<uint8_t> btfgen::makeRawBtf(ArrayRef<uint32_t> Words,
                                        StringRef Strings, bool LittleEndian) {
  const auto Order = LittleEndian ? endianness::little : endianness::big;
  const auto TypeLen = static_cast<uint32_t>(4 * Words.size());
  std::vector<uint8_t> Bytes(BtfHeaderSize + TypeLen + Strings.size());
  uint8_t *Out = Bytes.data();
  auto Put = [&](auto V) {
    support::endian::write<decltype(V)>(Out, V, Order);
    Out += sizeof(V);
  };
  Put(static_cast<uint16_t>(BTF::MAGIC));
  Put(static_cast<uint8_t>(BTF::VERSION));
  Put(static_cast<uint8_t>(0)); // flags
  // Offsets count from the header's end.
  for (uint32_t V : {BtfHeaderSize, 0u, TypeLen, TypeLen,
                     static_cast<uint32_t>(Strings.size())})
    Put(V);
  for (uint32_t V : Words)
    Put(V);
  if (!Strings.empty())
    std::memcpy(Out, Strings.data(), Strings.size());
  return Bytes;
}
