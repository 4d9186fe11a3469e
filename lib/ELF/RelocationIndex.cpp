//===- RelocationIndex.cpp - Relocating a window at a time ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/RelocationIndex.h"

#include "ELF/ReadAt.h"
#include "Support/Parallel.h"

#include "llvm/Support/Endian.h"

#include <mutex>

using namespace llvm;

namespace btfgen {

/// r_offset, the first field of every kind of entry.
static uint64_t placeOf(ElfKind Kind, const uint8_t *Entry) {
  endianness E = Kind.IsLittleEndian ? endianness::little : endianness::big;
  return Kind.Is64 ? support::endian::read<uint64_t>(Entry, E)
                   : support::endian::read<uint32_t>(Entry, E);
}

RelocationIndex::RelocationIndex(const RelocationTask &Task, int FD)
    : Task(Task), FD(FD),
      EntrySize(relocationEntrySize(Task.Kind, *Task.Table)),
      Count(Task.Table->FileSize / EntrySize) {}

Error RelocationIndex::read(uint64_t First,
                            MutableArrayRef<uint8_t> Into) const {
  return readAt(FD, Task.Table->FileOffset + First * EntrySize, Into);
}

Expected<std::unique_ptr<RelocationIndex>>
RelocationIndex::build(const RelocationTask &Task, int FD, unsigned Threads) {
  std::unique_ptr<RelocationIndex> Index(new RelocationIndex(Task, FD));
  const uint64_t EntrySize = Index->EntrySize, Count = Index->Count;
  Index->BlockPlaces.resize((Count + BlockSize - 1) / BlockSize);
  constexpr uint64_t PieceSize = 8 * BlockSize; // stays in the cache
  struct Piece {
    uint64_t Last = 0; ///< place of its last entry
    bool Ascends = true;
  };
  std::vector<Piece> Pieces((Count + PieceSize - 1) / PieceSize);
  std::vector<std::vector<uint8_t>> Buffers(Threads);
  std::mutex Mutex;
  Error Failure = Error::success();
  parallelFor(Pieces.size(), Threads, [&](size_t I, unsigned Worker) {
    const uint64_t First = I * PieceSize;
    const uint64_t Entries = std::min(PieceSize, Count - First);
    std::vector<uint8_t> &Buffer = Buffers[Worker];
    Buffer.resize(Entries * EntrySize);
    if (Error E = Index->read(First, Buffer)) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Failure)
        consumeError(std::move(E));
      else
        Failure = std::move(E);
      return;
    }
    Piece &P = Pieces[I];
    for (uint64_t N = 0; N < Entries; ++N) {
      const uint64_t Place = placeOf(Task.Kind, &Buffer[N * EntrySize]);
      P.Ascends &= Place >= P.Last && Place < Task.Target->FileSize;
      P.Last = Place;
      if (N % BlockSize == 0)
        Index->BlockPlaces[(First + N) / BlockSize] = Place;
    }
  });
  if (Failure)
    return Failure;
  for (size_t I = 0; I < Pieces.size(); ++I)
    if (!Pieces[I].Ascends ||
        (I &&
         Index->BlockPlaces[I * PieceSize / BlockSize] < Pieces[I - 1].Last))
      return nullptr;
  return Index;
}

RelocationIndex::Run RelocationIndex::entriesFor(uint64_t Begin,
                                                 uint64_t End) const {
  // A block may end in entries at the place where the next begins.
  auto From = std::lower_bound(BlockPlaces.begin(), BlockPlaces.end(), Begin);
  if (From != BlockPlaces.begin())
    --From;
  auto To = std::lower_bound(From, BlockPlaces.end(), End);
  uint64_t First = (From - BlockPlaces.begin()) * BlockSize;
  uint64_t Last =
      std::min<uint64_t>((To - BlockPlaces.begin()) * BlockSize, Count);
  return {First, Last - First};
}

Error RelocationIndex::apply(Run R, MutableArrayRef<uint8_t> Entries,
                             uint64_t Begin, uint64_t End,
                             MutableArrayRef<uint8_t> Window) const {
  if (Error E = read(R.First, Entries))
    return createStringError(Task.Path + ": " + Task.Table->Name + ": " +
                             toString(std::move(E)));
  // The file may have changed since build(): whatever is found here, every
  // entry is checked against the window.
  uint64_t First = 0, Last = R.Count;
  while (First < Last &&
         placeOf(Task.Kind, &Entries[First * EntrySize]) < Begin)
    ++First;
  while (First < Last &&
         placeOf(Task.Kind, &Entries[(Last - 1) * EntrySize]) >= End)
    --Last;
  RelocationTask Part = Task;
  Part.Entries = ArrayRef<uint8_t>(Entries).slice(First * EntrySize,
                                                  (Last - First) * EntrySize);
  Part.FirstEntry = R.First + First;
  Part.Bytes = Window;
  Part.BytesOffset = Begin;
  return applyRelocations(Part);
}

} // namespace btfgen
