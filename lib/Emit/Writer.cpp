//===- Writer.cpp - BTF as bytes ------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emit/Writer.h"

#include "Dedup/Record.h"
#include "Support/Parallel.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace btfgen;

/// Bytes of the layout section: one entry for each kind.
static constexpr uint32_t LayoutBytes = 4 * NumBtfKinds;

namespace {

template <endianness Order>
std::vector<uint8_t> write(const OutputTypes &P, const OutputLayout &L,
                           const WriterOptions &Options) {
  const TypeNames &Names = L.Names;
  ArrayRef<char> Strings = Names.strings().bytes();
  const uint32_t HeaderSize = Options.LayoutSection ? 32 : 24;
  const uint32_t TypeSize = L.RecordOffsets.back();
  const uint32_t LayoutSize = Options.LayoutSection ? LayoutBytes : 0;
  std::vector<uint8_t> Bytes(HeaderSize + TypeSize + LayoutSize +
                             Strings.size());
  uint8_t *Out = Bytes.data();
  auto Put = [&](auto V) {
    support::endian::write<decltype(V)>(Out, V, Order);
    Out += sizeof(V);
  };
  Put(static_cast<uint16_t>(BTF::MAGIC));
  Put(static_cast<uint8_t>(1)); // version
  Put(static_cast<uint8_t>(0)); // flags
  // Offsets count from the header's end.
  for (uint32_t V : {HeaderSize, 0u, TypeSize, TypeSize + LayoutSize,
                     static_cast<uint32_t>(Strings.size())})
    Put(V);
  if (Options.LayoutSection) {
    Put(TypeSize);
    Put(LayoutSize);
  }
  uint8_t *Types = Out;
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
  Out = Types + TypeSize;
  // What the reader of an unknown kind needs to know: the bytes behind the
  // common part, and those of each element (docs/format.md, "Layout section").
  if (Options.LayoutSection)
    for (const KindShape &S : KindShapes) {
      Put(static_cast<uint8_t>(4 * S.FixedWords));
      Put(static_cast<uint8_t>(4 * S.ElementWords));
      Put(static_cast<uint16_t>(0));
    }
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
