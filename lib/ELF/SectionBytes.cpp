//===- SectionBytes.cpp - The bytes of one section ------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ELF/ObjectImage.h"
#include "ELF/ReadAt.h"
#include "ELF/RelocationIndex.h"

#include "llvm/Support/Alignment.h"

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

namespace btfgen {

/// At least \p Size bytes, the old ones lost. Empty first, so that growing
/// copies nothing; by half, so that a slowly growing sequence of lengths does
/// not reallocate each time.
static void grow(std::vector<uint8_t> &Scratch, size_t Size) {
  if (Scratch.size() >= Size)
    return;
  Size = std::max(Size, Scratch.size() + Scratch.size() / 2);
  Scratch.clear();
  Scratch.resize(Size);
}

Expected<const uint8_t *>
SectionBytes::read(uint64_t Offset, uint64_t Length,
                   std::vector<uint8_t> &Scratch) const {
  auto Fail = [&](const Twine &What) {
    return createStringError(Path + ": section " + Name + ": " + What + " (" +
                             Twine(Length) + " bytes at offset " + hex(Offset) +
                             " of " + Twine(Size) + ")");
  };
  if (Offset > Size || Length > Size - Offset)
    return Fail("read outside the section");
  if (Relocations)
    return readRelocated(Offset, Length, Scratch);
  if (!File && Data && Padded)
    return Data + Offset;
  grow(Scratch, Length + Padding);
  if (!File) {
    if (Data) // otherwise it is empty
      std::copy_n(Data + Offset, Length, Scratch.data());
    return Scratch.data();
  }
  if (Error E = File->read(FileOffset + Offset, {Scratch.data(), Length}))
    return Fail(toString(std::move(E)));
  return Scratch.data();
}

/// The window with a margin lies at the start of \p Scratch, the relocations
/// behind it.
Expected<const uint8_t *>
SectionBytes::readRelocated(uint64_t Offset, uint64_t Length,
                            std::vector<uint8_t> &Scratch) const {
  const uint64_t End = Offset + Length;
  const uint64_t Begin = Offset - std::min(Offset, RelocationIndex::Margin);
  const size_t WindowSize =
      std::min(Size, End + RelocationIndex::Margin) - Begin;
  auto Fail = [&](Error E) {
    return createStringError(Path + ": section " + Name + " at offset " +
                             hex(Begin) + ": " + toString(std::move(E)));
  };
  Expected<RelocationIndex::Run> Run = Relocations->entriesFor(Begin, End);
  if (!Run)
    return Fail(Run.takeError());
  const size_t RunSize = Run->Count * Relocations->entrySize();
  grow(Scratch, WindowSize + Padding + RunSize);
  MutableArrayRef<uint8_t> Window(Scratch.data(), WindowSize);
  if (Error E = File->read(FileOffset + Begin, Window))
    return Fail(std::move(E));
  MutableArrayRef<uint8_t> Entries(Scratch.data() + WindowSize + Padding,
                                   RunSize);
  if (Error E = Relocations->apply(*Run, Entries, Begin, End, Window))
    return E;
  return Scratch.data() + (Offset - Begin);
}

bool SectionBytes::assumesOrder() const {
  return Relocations && Relocations->order() == RelocationOrder::Assumed;
}

void SectionBytes::release(uint64_t Offset, uint64_t Length) const {
  // What was decompressed or relocated is there only once.
  if (File && Offset < Size)
    releaseMapped({Data + Offset, std::min(Length, Size - Offset)});
}

void releaseMapped(ArrayRef<uint8_t> Bytes) {
  const Align PageSize(::sysconf(_SC_PAGESIZE));
  const uint64_t Skip = offsetToAlignedAddr(Bytes.data(), PageSize);
  if (Skip < Bytes.size())
    ::madvise(const_cast<uint8_t *>(Bytes.data() + Skip),
              alignDown(Bytes.size() - Skip, PageSize.value()), MADV_DONTNEED);
}

} // namespace btfgen
