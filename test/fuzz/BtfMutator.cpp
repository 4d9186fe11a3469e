//===- BtfMutator.cpp - BTF that stays plausible --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BtfMutator.h"

#include "BTF/RawBtf.h"

using namespace llvm;

namespace btfgen::fuzz {

namespace {

using Record = std::vector<uint32_t>;

class Mutator {
public:
  Mutator(const BtfFile &File, Chance &C)
      : C(C), StringEnd(File.stringEnd()), EndId(File.endId()),
        LittleEndian(File.isLittleEndian()), Strings(File.strings().str()) {
    for (uint32_t Id = File.startId(); Id < File.endId(); ++Id) {
      const ArrayRef<uint32_t> Words = File.record(BtfId(Id));
      Records.emplace_back(Words.begin(), Words.end());
    }
  }

  void run() {
    if (Records.empty() || C.oneIn(24))
      return addRecord();
    Record &R = C.pick(Records);
    switch (C.below(16)) {
    case 0:
      return addRecord();
    case 1:
      Records.erase(Records.begin() + (&R - Records.data()));
      return;
    case 2:
      std::swap(R, C.pick(Records));
      return;
    case 3: {
      const Record Copy = R;
      Records.insert(Records.begin() + C.below(Records.size() + 1), Copy);
      return;
    }
    case 4:
      return changeString();
    default:
      changeRecord(R);
    }
  }

  ByteVector build() const {
    Record Words;
    for (const Record &R : Records)
      Words.insert(Words.end(), R.begin(), R.end());
    return makeRawBtf(Words, Strings, LittleEndian);
  }

private:
  uint32_t someId() {
    return C.oneIn(24) ? oddNumber(C, EndId) : C.below(EndId);
  }
  uint32_t someString() {
    if (C.oneIn(24) || !StringEnd)
      return oddNumber(C, StringEnd);
    return C.oneIn(4) ? 0 : C.below(StringEnd);
  }
  uint32_t someSize() {
    static constexpr uint32_t Sizes[] = {0, 1, 2, 3, 4, 8, 16, 32};
    return C.oneIn(4) ? oddNumber(C, 8) : C.pick(Sizes);
  }

  void addRecord() {
    Record R = {someString(), makeBtfInfo(C.below(NumBtfKinds + 1), 0, false),
                C.oneIn(2) ? someId() : someSize()};
    if (btfKind(R[1]) < NumBtfKinds)
      setElements(R, C.below(4));
    Records.insert(Records.begin() + C.below(Records.size() + 1), R);
  }

  /// Gives it as many elements as it says, new ones by chance.
  void setElements(Record &R, uint32_t Vlen) {
    R[1] = (R[1] & ~BtfWideMaxVlen) | Vlen;
    const size_t Old = R.size(), New = recordWords(R[1]);
    R.resize(New);
    for (size_t I = Old; I < New; ++I)
      R[I] = C.below(64);
    if (New > Old) {
      forEachTypeRef(R.data(), [&](uint32_t &Word) {
        if (&Word >= &R[0] + Old)
          Word = someId();
      });
      forEachStringRef(R.data(), [&](uint32_t &Word) {
        if (&Word >= &R[0] + Old)
          Word = someString();
      });
    }
  }

  template <typename Each> void changeOne(Record &R, Each Walk, uint32_t New) {
    uint32_t Count = 0;
    Walk(R.data(), [&](uint32_t &) { ++Count; });
    if (!Count)
      return;
    uint32_t Chosen = C.below(Count);
    Walk(R.data(), [&](uint32_t &Word) {
      if (!Chosen--)
        Word = New;
    });
  }

  void changeRecord(Record &R) {
    const unsigned Kind = btfKind(R[1]);
    // One that an earlier change has given another kind or vlen alone.
    if (Kind >= NumBtfKinds || R.size() != recordWords(R[1])) {
      R[1] = makeBtfInfo(C.below(NumBtfKinds), 0, false);
      return setElements(R, C.below(4));
    }
    switch (C.below(8)) {
    case 0: { // another kind, of other elements
      const uint32_t Vlen = btfVlen(R[1]);
      R[1] = makeBtfInfo(1 + C.below(NumBtfKinds - 1), 0, btfKindFlag(R[1]));
      setElements(R, std::min<uint32_t>(Vlen, 8));
      return;
    }
    case 1:
      R[1] ^= 1u << (C.oneIn(8) ? C.below(32) : 31);
      if (btfKind(R[1]) < NumBtfKinds && btfVlen(R[1]) < 64)
        setElements(R, btfVlen(R[1]));
      return;
    case 2:
      return setElements(R, btfVlen(R[1]) ? btfVlen(R[1]) + C.below(3) - 1
                                          : C.below(3));
    case 3:
      return changeOne(
          R, [](uint32_t *W, auto F) { forEachStringRef(W, F); }, someString());
    case 4:
      R[2] = KindShapes[Kind].RefersToType ? someId() : someSize();
      return;
    case 5:
    case 6:
      return changeOne(
          R, [](uint32_t *W, auto F) { forEachTypeRef(W, F); }, someId());
    default: {
      uint32_t &Word = C.pick(R);
      Word = oddNumber(C, Word);
    }
    }
  }

  void changeString() {
    static constexpr StringLiteral Names[] = {
        "int", "s", "a", "", "struct module", ".data", "v", "\xff", "tag", "x"};
    if (Strings.size() > 1 && C.oneIn(2))
      Strings[C.below(Strings.size() - 1)] = char(C.word());
    else
      Strings += (C.pick(Names) + Twine('\0')).str();
  }

  Chance &C;
  uint32_t StringEnd, EndId;
  bool LittleEndian;
  std::string Strings;
  std::vector<Record> Records;
};

} // namespace

void mutateBtf(ByteVector &Bytes, size_t MaxSize, const BtfRef &Base,
               Chance &C) {
  if (!C.oneIn(12)) {
    Expected<BtfRef> File =
        BtfFile::parse(Bytes, "input", Base, BtfChecks::Framing);
    if (File) {
      Mutator M(**File, C);
      for (uint32_t More = 1 + C.below(3); More; --More)
        M.run();
      ByteVector New = M.build();
      if (New.size() <= MaxSize) {
        Bytes = std::move(New);
        return;
      }
    } else {
      consumeError(File.takeError());
    }
  }
  mutateBytes(Bytes, MaxSize);
}

} // namespace btfgen::fuzz
