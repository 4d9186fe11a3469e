//===- Leb128Test.cpp - LEB128 numbers of the input -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Leb128.h"
#include "gtest/gtest.h"

#include <vector>

using namespace btfgen;

namespace {

/// A number with padding, as assemblers write what they do not know yet: up to
/// ten bytes. A fuzzer made longer ones; the sanitized build sees LLVM's shift.
TEST(Leb128, Padding) {
  for (size_t Size = 1; Size < 14; ++Size) {
    std::vector<uint8_t> Bytes(Size, 0x80);
    Bytes.front() |= 5;
    Bytes.back() &= 0x7f;
    Bytes.push_back(0x7f); // belongs to what follows
    for (bool Signed : {false, true}) {
      unsigned Length = 0;
      const char *Error = nullptr;
      const uint8_t *P = Bytes.data(), *End = P + Bytes.size();
      const uint64_t V = Signed ? readSLEB128(P, &Length, End, &Error)
                                : readULEB128(P, &Length, End, &Error);
      EXPECT_EQ(Size > 10, Error != nullptr) << Size;
      if (Error)
        continue;
      EXPECT_EQ(5u, V);
      EXPECT_EQ(Size, Length);
    }
  }
}

TEST(Leb128, CutOff) {
  const uint8_t Bytes[] = {0x85, 0x80};
  const char *Error = nullptr;
  readULEB128(Bytes, nullptr, Bytes + 2, &Error);
  EXPECT_NE(nullptr, Error);
}

} // namespace
