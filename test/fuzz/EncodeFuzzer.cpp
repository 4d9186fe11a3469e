//===- EncodeFuzzer.cpp - From any bytes to BTF ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Any file gives an error or good BTF (EncodeCheck.h).
///
/// Input: two bytes that choose options, then the file.
///
//===----------------------------------------------------------------------===//

#include "ElfMutator.h"
#include "EncodeCheck.h"

using namespace llvm;
using namespace btfgen::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const MemoryFile File;
  if (Size < 2)
    return 0;
  File.write(ArrayRef(Data, Size).drop_front(2));
  checkEncoding(File.path(), Data[0], Data[1],
                isChosen(ArrayRef(Data, Size), RepeatOneIn));
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBehind(2, &mutateElf, Data, Size, MaxSize, Seed);
}
