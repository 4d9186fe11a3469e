//===- Fuzzing.h - What the fuzzers share -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each fuzzer is a program of its own that libFuzzer drives: an input that
/// breaks what the fuzzer's file comment promises ends in fail().
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FUZZ_FUZZING_H
#define BTFGEN_TEST_FUZZ_FUZZING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// libFuzzer's own changes, for use in a LLVMFuzzerCustomMutator.
extern "C" size_t LLVMFuzzerMutate(uint8_t *Data, size_t Size, size_t MaxSize);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size);
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed);

namespace btfgen::fuzz {

using ByteVector = std::vector<uint8_t>;

/// Says what is wrong and stops.
[[noreturn]] void fail(const llvm::Twine &What);

/// Whether \p Input gets a check that takes too much time for every input. One
/// in \p Count does, by a hash of its bytes. Every input does until the first
/// is mutated: those of the corpus, and a finding that is run by itself.
bool isChosen(llvm::ArrayRef<uint8_t> Input, uint32_t Count);

/// A file in memory that has a path.
class MemoryFile {
public:
  MemoryFile();
  /// With that path, which is in memory as well, below /dev/shm.
  explicit MemoryFile(std::string Path);
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;
  ~MemoryFile();
  const std::string &path() const { return Path; }
  void write(llvm::ArrayRef<uint8_t> Bytes) const;

private:
  int FD;
  std::string Path;
};

/// Choices of one change, all from libFuzzer's seed. Only a mutator has one.
class Chance {
public:
  explicit Chance(unsigned Seed);
  /// Less than \p Count, which is not 0.
  uint32_t below(uint32_t Count) { return Engine() % Count; }
  bool oneIn(uint32_t Count) { return below(Count) == 0; }
  uint32_t word() { return static_cast<uint32_t>(Engine()); }
  template <typename Range> auto &pick(Range &&R) {
    return R[below(static_cast<uint32_t>(std::size(R)))];
  }

private:
  std::mt19937 Engine;
};

/// A number that is likely to be at some limit, or \p Around it.
uint32_t oddNumber(Chance &C, uint32_t Around);

/// Changes \p Bytes as libFuzzer would, to at most \p MaxSize bytes.
void mutateBytes(ByteVector &Bytes, size_t MaxSize);

/// Puts \p Bytes in the place of what libFuzzer gave; the new size.
size_t store(const ByteVector &Bytes, uint8_t *Data, size_t MaxSize);

/// An input of two parts: 16 bits, the length of the first, come before it.
std::pair<ByteVector, ByteVector> splitInput(llvm::ArrayRef<uint8_t> Input);
ByteVector joinInput(llvm::ArrayRef<uint8_t> First,
                     llvm::ArrayRef<uint8_t> Second);

/// A LLVMFuzzerCustomMutator of inputs that are \p NumOptions bytes and then
/// what \p Mutate changes.
size_t mutateBehind(size_t NumOptions,
                    void (*Mutate)(ByteVector &Bytes, size_t MaxSize,
                                   Chance &C),
                    uint8_t *Data, size_t Size, size_t MaxSize, unsigned Seed);

} // namespace btfgen::fuzz

#endif // BTFGEN_TEST_FUZZ_FUZZING_H
