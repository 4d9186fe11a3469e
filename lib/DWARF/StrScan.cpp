//===- StrScan.cpp - The names of all strings -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `ld -r` puts the .debug_str of a module's units one behind the other, and
/// what they include is mostly the same, in mostly the same order: of the 7.8
/// million strings of amdgpu.ko, five in six follow the one that they followed
/// before. So this looks for repeated runs, as LZ77 does, and copies their
/// names; the rest is looked up.
///
//===----------------------------------------------------------------------===//

#include "DWARF/Names.h"

#include "Support/Parallel.h"

#include <algorithm>
#include <cstring>
#include <deque>

using namespace llvm;
using namespace btfgen;

/// How many bytes are equal, \p Most of them at most.
static size_t commonLength(const char *A, const char *B, size_t Most) {
  size_t N = 0;
  for (; Most - N >= 8; N += 8) {
    uint64_t X, Y;
    std::memcpy(&X, A + N, 8);
    std::memcpy(&Y, B + N, 8);
    if (X != Y)
      break;
  }
  while (N < Most && A[N] == B[N])
    ++N;
  return N;
}

/// What one thread does: takes some of the parts, in order.
class Names::StrScan {
public:
  explicit StrScan(Names &N)
      : N(N), Text(reinterpret_cast<const char *>(N.Str.data())) {
    // The strings of a few units are looked up faster than compared.
    if (N.Parts.size() > MaxKept)
      Recent.resize(1 << 15);
  }
  ~StrScan() {
    // A few parts may stay: each release stops the other threads.
    while (N.Parts.size() > MaxKept && !Kept.empty())
      forgetOldest();
  }

  void run(size_t Index) {
    Part = &N.Parts[Index];
    Begin = Index * PartSize;
    End = std::min<uint64_t>(Begin + PartSize, N.Str.size());
    Part->Starts.reset(End - Begin);
    Part->Names.reserve((End - Begin) / 12);
    if (Kept.size() == MaxKept)
      forgetOldest();
    Kept.push_back(Index);

    uint64_t Offset = Begin;
    if (Begin)
      while (Offset < End && Text[Offset - 1])
        ++Offset;
    Next = {};
    while (Offset < End) {
      Offset += repeat(Offset);
      if (Offset < End)
        Offset += one(Offset);
    }
    findBatch();
    Part->Starts.finish();
  }

private:
  /// A string in a part that this thread has seen.
  struct Place {
    uint32_t Offset = 0; ///< 0: none
    uint32_t Index = 0;  ///< in StrPart::Names
  };

  /// The part of an earlier string if it is still kept, or null.
  StrPart *partOf(Place P) {
    return P.Offset && P.Offset / PartSize >= Kept.front()
               ? &N.Parts[P.Offset / PartSize]
               : nullptr;
  }

  /// The place \p Length bytes and \p Count strings behind \p P, if that is
  /// still in the same part.
  static Place behind(Place P, uint64_t Length, size_t Count) {
    const uint64_t Offset = P.Offset + Length;
    if (Offset / PartSize != P.Offset / PartSize)
      return {};
    return {static_cast<uint32_t>(Offset),
            static_cast<uint32_t>(P.Index + Count)};
  }

  /// Names whole strings at \p Offset as those at Next, as far as both are
  /// equal, and moves Next behind them. Returns their length.
  uint64_t repeat(uint64_t Offset) {
    StrPart *Old = partOf(Next);
    if (!Old)
      return 0;
    const uint64_t OldBegin = Next.Offset / PartSize * PartSize;
    const uint64_t OldEnd = Old == Part ? Offset : OldBegin + PartSize;
    size_t Length = commonLength(Text + Next.Offset, Text + Offset,
                                 std::min(OldEnd - Next.Offset, End - Offset));
    while (Length && Text[Offset + Length - 1])
      --Length;
    if (Length == 0)
      return 0;
    const uint32_t Count = Part->Starts.addRange(
        Old->Starts, Next.Offset - OldBegin, Offset - Begin, Length);
    // The newest may not have been looked up yet.
    if (Old == Part && BatchSize && Next.Index + Count > Batch[0].Index)
      findBatch();
    const size_t To = Part->Names.size();
    Part->Names.resize(To + Count);
    std::copy_n(Old->Names.begin() + Next.Index, Count,
                Part->Names.begin() + To);
    Next = behind(Next, Length, Count);
    return Length;
  }

  /// Names the string at \p Offset. Returns its length, NUL included.
  uint64_t one(uint64_t Offset) {
    const StringRef S(Text + Offset);
    const uint64_t Length = S.size() + 1;
    if (S.empty())
      return Length;
    Part->Starts.add(Offset - Begin);
    const auto Index = static_cast<uint32_t>(Part->Names.size());
    if (S.size() <= 3) {
      Part->Names.push_back(pack(S));
      return Length;
    }
    const StringRef Name = S.take_front(MaxLength);
    const uint32_t Hash = StringIndex::hashOf(Name);
    if (!Recent.empty()) {
      Place &Seen = Recent[Hash & (Recent.size() - 1)];
      const Place Last = Seen;
      Seen = {static_cast<uint32_t>(Offset), Index};
      if (StrPart *Old = partOf(Last);
          Old && std::memcmp(Text + Last.Offset, S.data(), Length) == 0) {
        if (Old == Part && BatchSize && Last.Index >= Batch[0].Index)
          findBatch();
        Part->Names.push_back(Old->Names[Last.Index]);
        Next = behind(Last, Length, 1);
        return Length;
      }
    }
    N.Known->prefetchSlot(Hash);
    Batch[BatchSize++] = {Name, Hash, Index};
    Part->Names.push_back(0);
    if (BatchSize == MaxBatch)
      findBatch();
    return Length;
  }

  /// Looked up many at a time: while the memory brings one, others are asked
  /// for.
  void findBatch() {
    for (size_t I = 0; I < BatchSize; ++I)
      N.Known->prefetchText(Batch[I].Hash);
    Key128 Keys[MaxBatch];
    size_t NumUnknown = 0;
    for (size_t I = 0; I < BatchSize; ++I) {
      const Wanted &W = Batch[I];
      const uint32_t At = N.Known->find(W.Text, W.Hash);
      if (At && !(At & ShortBit)) {
        Part->Names[W.Index] = At;
        continue;
      }
      Keys[NumUnknown] = keyOf(W.Text);
      N.Table.prefetch(Keys[NumUnknown]);
      Batch[NumUnknown++] = W;
    }
    // What is not released would keep pages around it: so it is copied.
    for (size_t I = 0; I < NumUnknown; ++I)
      Part->Names[Batch[I].Index] =
          N.internUnknown(Batch[I].Text, Keys[I], /*Stable=*/false);
    BatchSize = 0;
  }

  void forgetOldest() {
    N.StrBytes.release(Kept.front() * PartSize, PartSize);
    Kept.pop_front();
  }

  Names &N;
  const char *Text;
  StrPart *Part = nullptr; ///< the present one
  uint64_t Begin = 0, End = 0;
  /// Modules repeat their strings unit by unit, up to a hundred megabytes of
  /// them. Only the last parts stay in memory to be compared with.
  static constexpr size_t MaxKept = 8;
  std::deque<size_t> Kept; ///< indices of parts, the present one last
  /// By hash, where a string was seen last; empty if none are compared.
  std::vector<Place> Recent;
  Place Next; ///< behind the last repeated string: what may come again

  struct Wanted {
    StringRef Text;
    uint32_t Hash, Index;
  };
  static constexpr size_t MaxBatch = 32;
  Wanted Batch[MaxBatch];
  size_t BatchSize = 0;
};

void Names::findAll(unsigned Threads) {
  // With a prefix, a name is not what is written there. Places have 32 bits.
  if (!Known || !Prefix.empty() || Str.size() > UINT32_MAX)
    return;
  Parts.resize((Str.size() + PartSize - 1) / PartSize);
  std::vector<std::unique_ptr<StrScan>> Scans(Threads);
  parallelFor(Parts.size(), Threads, [&](size_t I, unsigned Worker) {
    if (!Scans[Worker])
      Scans[Worker] = std::make_unique<StrScan>(*this);
    Scans[Worker]->run(I);
  });
}
