//===- RawBtf.cpp - BTF from complete records -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/RawBtf.h"

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

uint8_t *btfgen::writeBtfHeader(uint8_t *Out, const BtfHeader &Header,
                                bool LittleEndian) {
  const auto Order = LittleEndian ? endianness::little : endianness::big;
  auto Put = [&](auto V) {
    support::endian::write<decltype(V)>(Out, V, Order);
    Out += sizeof(V);
  };
  Put(Header.Magic);
  Put(Header.Version);
  Put(Header.Flags);
  for (uint32_t V : {Header.HeaderLen, Header.TypeOff, Header.TypeLen,
                     Header.StringOff, Header.StringLen})
    Put(V);
  if (Header.HeaderLen == BtfLayoutHeaderSize) {
    Put(Header.LayoutOff);
    Put(Header.LayoutLen);
  }
  return Out;
}

std::vector<uint8_t> btfgen::layoutSection(unsigned NumKinds) {
  std::vector<uint8_t> Bytes;
  for (const KindShape &S : ArrayRef(KindShapes).take_front(NumKinds)) {
    Bytes.push_back(4 * S.FixedWords);
    Bytes.push_back(4 * S.ElementWords);
    Bytes.resize(Bytes.size() + 2); // flags, none so far
  }
  return Bytes;
}

std::vector<uint8_t> btfgen::makeRawBtf(ArrayRef<uint32_t> Words,
                                        StringRef Strings, bool LittleEndian,
                                        ArrayRef<uint8_t> Layout) {
  const auto Order = LittleEndian ? endianness::little : endianness::big;
  BtfHeader Header;
  Header.TypeLen = Header.StringOff = static_cast<uint32_t>(4 * Words.size());
  Header.StringLen = static_cast<uint32_t>(Strings.size());
  if (!Layout.empty()) {
    Header.HeaderLen = BtfLayoutHeaderSize;
    Header.LayoutOff = Header.TypeLen;
    Header.LayoutLen = static_cast<uint32_t>(Layout.size());
    Header.StringOff += Header.LayoutLen;
  }
  std::vector<uint8_t> Bytes(Header.HeaderLen + Header.StringOff +
                             Strings.size());
  uint8_t *Out = writeBtfHeader(Bytes.data(), Header, LittleEndian);
  for (uint32_t V : Words) {
    support::endian::write<uint32_t>(Out, V, Order);
    Out += sizeof(V);
  }
  Out = llvm::copy(Layout, Out);
  if (!Strings.empty())
    std::memcpy(Out, Strings.data(), Strings.size());
  return Bytes;
}
