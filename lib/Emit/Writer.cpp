//===- Writer.cpp - BTF as bytes ------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All records have their places, so threads write pieces of the type section
/// side by side.
///
//===----------------------------------------------------------------------===//

#include "Emit/Writer.h"

#include "BTF/RawBtf.h"
#include "Dedup/Record.h"
#include "Support/Parallel.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace btfgen;

/// Bytes of the layout section: one entry for each kind that the file may have.
static constexpr uint32_t LayoutBytes = 4 * NumTypeKinds;

namespace {

template <endianness Order>
std::vector<uint8_t> write(const OutputTypes &P, const OutputLayout &L,
                           const WriterOptions &Options) {
  const TypeNames &Names = L.Names;
  ArrayRef<char> Strings = Names.strings().bytes();
  BtfHeader Header;
  Header.TypeLen = L.RecordOffsets.back();
  if (Options.LayoutSection) {
    Header.HeaderLen = BtfLayoutHeaderSize;
    Header.LayoutOff = Header.TypeLen;
    Header.LayoutLen = LayoutBytes;
  }
  Header.StringOff = Header.TypeLen + Header.LayoutLen;
  Header.StringLen = static_cast<uint32_t>(Strings.size());
  std::vector<uint8_t> Bytes(Header.HeaderLen + Header.StringOff +
                             Strings.size());
  uint8_t *const Types =
      writeBtfHeader(Bytes.data(), Header, Order == endianness::little);
  auto Id = [&](uint32_t Ref) {
    return Ref == VoidRef ? 0 : L.Ids[Ref].index();
  };
  constexpr size_t ChunkSize = 4096;
  const size_t NumTypes = L.Order.size();
  parallelFor((NumTypes + ChunkSize - 1) / ChunkSize, Options.Threads,
              [&](size_t Chunk, unsigned) {
                size_t First = Chunk * ChunkSize;
                uint8_t *Record = Types + L.RecordOffsets[First];
                for (size_t I = First;
                     I < std::min(NumTypes, First + ChunkSize); ++I) {
                  const uint32_t Type = L.Order[I];
                  const uint32_t *ItemNames = Names.ofItems(Type);
                  emitRecord(
                      P.Types[Type], Names.ofType(Type), L.IndexType.index(),
                      Id, [&](uint32_t J) { return ItemNames[J]; },
                      [&](uint32_t Word) {
                        support::endian::write<uint32_t>(Record, Word, Order);
                        Record += 4;
                      });
                }
              });
  uint8_t *Out = Types + Header.TypeLen;
  if (Options.LayoutSection)
    Out = llvm::copy(layoutSection(NumTypeKinds), Out);
  llvm::copy(Strings, Out);
  return Bytes;
}

} // namespace

std::vector<uint8_t> btfgen::writeBTF(const OutputTypes &Types,
                                      const OutputLayout &L,
                                      const WriterOptions &Options) {
  return Options.LittleEndian ? write<endianness::little>(Types, L, Options)
                              : write<endianness::big>(Types, L, Options);
}
