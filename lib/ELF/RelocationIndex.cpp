//===- RelocationIndex.cpp - Relocating a window at a time ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/RelocationIndex.h"

#include "llvm/Support/Endian.h"

#include <algorithm>

using namespace llvm;

namespace btfgen {

/// r_offset, the first field of every kind of entry.
static uint64_t placeOf(ElfKind Kind, const uint8_t *Entry) {
  endianness E = Kind.IsLittleEndian ? endianness::little : endianness::big;
  return Kind.Is64 ? support::endian::read<uint64_t>(Entry, E)
                   : support::endian::read<uint32_t>(Entry, E);
}

RelocationIndex::RelocationIndex(const RelocationTask &Task,
                                 const SharedReader &File,
                                 RelocationOrder Order)
    : Task(Task), File(File), Order(Order),
      EntrySize(relocationEntrySize(Task.Kind, *Task.Table)),
      Count(Task.Table->FileSize / EntrySize),
      BlockSize(Order == RelocationOrder::Known ? Fine : 64 * Fine) {}

Error RelocationIndex::read(uint64_t First,
                            MutableArrayRef<uint8_t> Into) const {
  return File.read(Task.Table->FileOffset + First * EntrySize, Into);
}

Expected<uint64_t> RelocationIndex::placeAt(uint64_t Number) const {
  uint8_t Entry[24]; // the longest there is
  if (Error E = read(Number, {Entry, size_t(EntrySize)}))
    return E;
  return placeOf(Task.Kind, Entry);
}

/// Fills BlockPlaces. False if what it sees is not in order.
Expected<bool> RelocationIndex::readPlaces() {
  // Pieces that stay in the cache, or the first entry of each block.
  const bool All = Order == RelocationOrder::Known;
  const uint64_t Step = All ? 32 * BlockSize : BlockSize;
  std::vector<uint8_t> Buffer((All ? std::min(Step, Count) : 1) * EntrySize);
  uint64_t Last = 0;
  for (uint64_t First = 0; First < Count; First += Step) {
    const uint64_t Entries = All ? std::min(Step, Count - First) : 1;
    if (Error E = read(First, {Buffer.data(), size_t(Entries * EntrySize)}))
      return E;
    for (uint64_t N = 0; N < Entries; ++N) {
      const uint64_t Place = placeOf(Task.Kind, &Buffer[N * EntrySize]);
      if (Place < Last || Place >= Task.Target->FileSize)
        return false;
      Last = Place;
      if (N % BlockSize == 0)
        BlockPlaces.push_back(Place);
    }
  }
  return true;
}

Expected<std::unique_ptr<RelocationIndex>>
RelocationIndex::build(const RelocationTask &Task, const SharedReader &File,
                       RelocationOrder Order) {
  std::unique_ptr<RelocationIndex> Index(
      new RelocationIndex(Task, File, Order));
  Expected<bool> InOrder = Index->readPlaces();
  if (!InOrder)
    return InOrder.takeError();
  if (!*InOrder)
    return nullptr;
  return Index;
}

/// A few entries, the first of which has a lower place than \p Place or is the
/// table's first, while the one behind them has no lower place or is the end.
/// Never earlier ones for a higher place, also if the table is not in order.
Expected<RelocationIndex::Run> RelocationIndex::around(uint64_t Place) const {
  const uint64_t Block =
      std::lower_bound(BlockPlaces.begin(), BlockPlaces.end(), Place) -
      BlockPlaces.begin();
  uint64_t Low = Block ? (Block - 1) * BlockSize : 0;
  uint64_t High = std::min(Block * BlockSize, Count);
  while (High - Low > Fine) {
    const uint64_t Middle = Low + (High - Low) / 2;
    Expected<uint64_t> There = placeAt(Middle);
    if (!There)
      return There.takeError();
    // No window would read it and what follows.
    if (*There >= Task.Target->FileSize)
      return createStringError(Twine("a relocation outside its section"));
    (*There < Place ? Low : High) = Middle;
  }
  return Run{Low, High - Low};
}

Expected<RelocationIndex::Run> RelocationIndex::entriesFor(uint64_t Begin,
                                                           uint64_t End) const {
  Expected<Run> From = around(Begin);
  if (!From)
    return From.takeError();
  Expected<Run> To = around(End);
  if (!To)
    return To.takeError();
  // Last is lower than First only if the file changes meanwhile.
  const uint64_t Last = std::max(To->First + To->Count, From->First);
  return Run{From->First, Last - From->First};
}

Error RelocationIndex::apply(Run R, MutableArrayRef<uint8_t> Entries,
                             uint64_t Begin, uint64_t End,
                             MutableArrayRef<uint8_t> Window) const {
  if (Error E = read(R.First, Entries))
    return createStringError(Task.Path + ": " + Task.Table->Name + ": " +
                             toString(std::move(E)));
  auto Fail = [&](uint64_t Number, const Twine &What) {
    return createStringError(Task.Path + ": " + Task.Table->Name + "[" +
                             Twine(R.First + Number) + "]: " + What);
  };
  uint64_t First = 0, Last = 0, Before = 0;
  for (uint64_t N = 0; N < R.Count; ++N) {
    const uint64_t Place = placeOf(Task.Kind, &Entries[N * EntrySize]);
    if (Place < Before || Place >= Task.Target->FileSize)
      return Fail(N, "out of order (at " + Task.Target->Name + "+" +
                         hex(Place) + ")");
    First += Place < Begin;
    Last += Place < End;
    Before = Place;
  }
  RelocationTask Part = Task;
  Part.Entries = ArrayRef<uint8_t>(Entries).slice(First * EntrySize,
                                                  (Last - First) * EntrySize);
  Part.FirstEntry = R.First + First;
  Part.Bytes = Window;
  Part.BytesOffset = Begin;
  Error E = applyRelocations(Part);
  releaseSymbols(Last - First);
  return E;
}

/// Entries in a row use symbols that lie side by side, since those of an object
/// file stay together when it is linked. So pages are released that hold a
/// fraction of a large table.
void RelocationIndex::releaseSymbols(uint64_t NewlyApplied) const {
  constexpr uint64_t Fraction = 16;
  if (Task.Symbols.size() < SectionBytes::LargeSize)
    return;
  const uint64_t Limit = Task.Symbols.size() / EntrySize / Fraction;
  if (Applied.fetch_add(NewlyApplied, std::memory_order_relaxed) +
          NewlyApplied <
      Limit)
    return;
  Applied.store(0, std::memory_order_relaxed);
  releaseMapped(Task.Symbols);
}

} // namespace btfgen
