//===- Fuzzing.cpp - What the fuzzers share -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzzing.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

/// Where memory was allocated costs a tenth of the time, and is asked for again
/// when something was found: ASAN_OPTIONS=malloc_context_size=30.
extern "C" const char *__asan_default_options() { // NOLINT: the runtime's name
  return "malloc_context_size=0:quarantine_size_mb=16";
}

/// Whether an input has been changed, so that inputs may be new ones.
static bool HasMutated = false;

namespace btfgen::fuzz {

bool isChosen(ArrayRef<uint8_t> Input, uint32_t Count) {
  return !HasMutated || xxh3_64bits(Input) % Count == 0;
}

Chance::Chance(unsigned Seed) : Engine(Seed) { HasMutated = true; }

void fail(const Twine &What) {
  errs() << "fuzzer: " << What << '\n';
  abort();
}

MemoryFile::MemoryFile()
    : FD(memfd_create("input", MFD_CLOEXEC)),
      Path("/proc/self/fd/" + std::to_string(FD)) {
  if (FD < 0)
    fail("no file in memory");
}

MemoryFile::MemoryFile(std::string At)
    : FD(open(At.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)),
      Path(std::move(At)) {
  if (FD < 0)
    fail("cannot write " + Path);
}

MemoryFile::~MemoryFile() { close(FD); }

void MemoryFile::write(ArrayRef<uint8_t> Bytes) const {
  if (ftruncate(FD, 0) != 0 || pwrite(FD, Bytes.data(), Bytes.size(), 0) !=
                                   static_cast<ssize_t>(Bytes.size()))
    fail("cannot write the input");
}

uint32_t oddNumber(Chance &C, uint32_t Around) {
  static constexpr uint32_t Limits[] = {
      0,       1,       2,          3,          4,          8,         16,
      31,      32,      63,         64,         127,        128,       255,
      256,     0x7fff,  0xffff,     0x10000,    0xfffff,    0x100000,  0xffffff,
      1 << 24, 1 << 30, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff};
  switch (C.below(4)) {
  case 0:
    return C.pick(Limits);
  case 1:
    return Around + C.below(9) - 4;
  case 2:
    return Around ^ 1u << C.below(32);
  default:
    return C.word() >> C.below(32);
  }
}

void mutateBytes(ByteVector &Bytes, size_t MaxSize) {
  const size_t Size = std::min(Bytes.size(), MaxSize);
  Bytes.resize(std::max<size_t>(MaxSize, 1));
  Bytes.resize(LLVMFuzzerMutate(Bytes.data(), Size, Bytes.size()));
}

size_t store(const ByteVector &Bytes, uint8_t *Data, size_t MaxSize) {
  const size_t Size = std::min(Bytes.size(), MaxSize);
  std::memcpy(Data, Bytes.data(), Size);
  return Size;
}

std::pair<ByteVector, ByteVector> splitInput(ArrayRef<uint8_t> Input) {
  if (Input.size() < 2)
    return {};
  const size_t Length = support::endian::read16le(Input.data());
  Input = Input.drop_front(2);
  const ArrayRef<uint8_t> First = Input.take_front(Length);
  const ArrayRef<uint8_t> Second = Input.drop_front(First.size());
  // Each exactly as large as it is: reading behind it is seen.
  return {ByteVector(First.begin(), First.end()),
          ByteVector(Second.begin(), Second.end())};
}

ByteVector joinInput(ArrayRef<uint8_t> First, ArrayRef<uint8_t> Second) {
  First = First.take_front(0xffff);
  ByteVector All(2);
  support::endian::write16le(All.data(), static_cast<uint16_t>(First.size()));
  All.insert(All.end(), First.begin(), First.end());
  All.insert(All.end(), Second.begin(), Second.end());
  return All;
}

size_t mutateBehind(size_t NumOptions,
                    void (*Mutate)(ByteVector &Bytes, size_t MaxSize,
                                   Chance &C),
                    uint8_t *Data, size_t Size, size_t MaxSize, unsigned Seed) {
  Chance C(Seed);
  if (Size <= NumOptions || MaxSize <= NumOptions)
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  if (C.oneIn(32))
    Data[C.below(NumOptions)] ^= uint8_t(1 << C.below(8));
  ByteVector Bytes(Data + NumOptions, Data + Size);
  Mutate(Bytes, MaxSize - NumOptions, C);
  return NumOptions + store(Bytes, Data + NumOptions, MaxSize - NumOptions);
}

} // namespace btfgen::fuzz
