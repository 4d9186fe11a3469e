//===- IndexFuzzer.cpp - Any bytes as a saved index -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A saved index is as trusted as its base, so it may lead to other BTF than it
/// should. But not to a crash or a search without end, and not to BTF that the
/// verifier refuses without an error that says so.
///
/// Input: one byte, 16 bits that say how long the index file is, that, and an
/// ELF file with DWARF to be encoded with it. If the byte is even, the hashes
/// in the index are made right, so that its tables are used.
///
//===----------------------------------------------------------------------===//

#include "Dedup/BaseIndex.h"
#include "ElfMutator.h"
#include "Encode/Encode.h"
#include "SmallBase.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

// Places in the header, of SavedBaseIndex.cpp.
static constexpr size_t BaseHashAt = 16, TablesHashAt = 32, HeaderSize = 80;

namespace {

/// A base, the place of its index, and an object to encode.
class Files {
public:
  Files() {
    if (sys::fs::createUniqueDirectory("/dev/shm/index-fuzzer", Directory))
      fail("no directory for the files");
    Path = (Directory + "/base").str();
    std::error_code EC;
    raw_fd_ostream(Path, EC) << toStringRef(Base);
    FD = ::open(BaseIndex::savedPath(Path).c_str(), O_RDWR | O_CREAT, 0600);
    if (EC || FD < 0)
      fail("no base");
  }
  Files(const Files &) = delete;
  Files &operator=(const Files &) = delete;
  ~Files() {
    close(FD);
    sys::fs::remove_directories(Directory);
  }
  void writeIndex(ArrayRef<uint8_t> Bytes) const {
    if (ftruncate(FD, 0) != 0 || pwrite(FD, Bytes.data(), Bytes.size(), 0) !=
                                     static_cast<ssize_t>(Bytes.size()))
      fail("cannot write the index");
  }

  /// What is saved of the base.
  ByteVector realIndex() const {
    cantFail(cantFail(BaseIndex::create(cantFail(BtfFile::parse(Base, "base")),
                                        /*Keyed=*/true, /*Threads=*/1))
                 ->save(Path + ".real", std::nullopt));
    const auto Buffer =
        cantFail(errorOrToExpected(MemoryBuffer::getFile(Path + ".real")));
    return {Buffer->getBuffer().bytes_begin(), Buffer->getBuffer().bytes_end()};
  }

  const ByteVector Base = smallBase();
  std::string Path;
  MemoryFile Object;

private:
  SmallString<64> Directory;
  int FD;
};

} // namespace

static const Files &files() {
  static const Files F;
  return F;
}

static void setHash(ByteVector &File, size_t At, ArrayRef<uint8_t> Of) {
  const XXH128_hash_t H = xxh3_128bits(Of);
  std::memcpy(&File[At], &H.low64, 8);
  std::memcpy(&File[At + 8], &H.high64, 8);
}

/// Everything that is asked of an index.
static void ask(const BaseIndex &Index) {
  const BtfFile &File = Index.file();
  std::vector<uint32_t> Found(Index.keys().size());
  Index.findKeys(Index.keys(), Found);
  for (uint32_t Id = 1; Id < File.endId(); ++Id) {
    const BtfType T = File.type(BtfId(Id));
    Index.hasOwnName(Id);
    Index.findRecord(File.record(BtfId(Id)));
    if (T.is(BTF::BTF_KIND_STRUCT))
      Index.findAnonymous(File.record(BtfId(Id)),
                          [](uint32_t) { return false; });
    Index.prefetchNamed(T.nameOffset());
    uint32_t Steps = 0;
    for (uint32_t N = Index.firstNamed(T.nameOffset()); N;
         N = Index.nextNamed(N))
      if (++Steps > File.endId())
        fail("more types of a name than there are types");
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const Files &Place = files();
  if (Size < 1)
    return 0;
  auto [Saved, Object] = splitInput(ArrayRef(Data, Size).drop_front());
  if (!(Data[0] & 1) && Saved.size() >= HeaderSize) {
    setHash(Saved, BaseHashAt, Place.Base);
    setHash(Saved, TablesHashAt, ArrayRef(Saved).drop_front(HeaderSize));
  }
  Place.writeIndex(Saved);
  std::shared_ptr<const BaseIndex> Index =
      cantFail(BaseIndex::open(Place.Path, /*Keyed=*/true, /*Threads=*/1));
  ask(*Index);
  if (!Index->wasSaved())
    return 0;
  Place.Object.write(Object);
  Config C;
  C.Base = std::move(Index);
  C.Input = Place.Object.path();
  consumeError(encode(C).takeError());
  return 0;
}

/// Mostly one word of the tables; the counts before them must remain.
static void mutateIndex(ByteVector &Saved, Chance &C) {
  if (Saved.size() < HeaderSize + 4)
    Saved = files().realIndex();
  for (uint32_t More = 1 + C.below(4); More; --More) {
    const uint32_t NumWords = (Saved.size() - HeaderSize) / 4;
    uint8_t *Word = &Saved[HeaderSize + 4 * C.below(NumWords)];
    uint32_t Value;
    std::memcpy(&Value, Word, 4);
    Value = C.oneIn(2) ? C.below(32) : oddNumber(C, Value);
    std::memcpy(Word, &Value, 4);
  }
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  Chance C(Seed);
  if (Size < 4 || C.oneIn(16))
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  auto [Saved, Object] = splitInput(ArrayRef(Data, Size).drop_front());
  if (C.oneIn(4))
    mutateElf(Object, MaxSize - std::min(MaxSize, Saved.size() + 3), C);
  else
    mutateIndex(Saved, C);
  ByteVector All = joinInput(Saved, Object);
  All.insert(All.begin(), Data[0]);
  return store(All, Data, MaxSize);
}
