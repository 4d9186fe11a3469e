//===- Runner.h - Expressions on a machine of random numbers ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs a DWARF expression, decoded by LLVM, on a machine of which nothing is
/// known but that it is the same one whenever it is asked.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_TOOLS_SITE_WITNESS_RUNNER_H
#define BTFGEN_TEST_TOOLS_SITE_WITNESS_RUNNER_H

#include "../LlvmReleases.h"

#include "llvm/DebugInfo/DWARF/DWARFContext.h"

#include <optional>
#include <string>

namespace witness {

using Bytes = llvm::SmallVector<uint8_t, 16>;

/// A machine in some state, of which nothing is known but that it is the same
/// one whenever it is asked.
struct Machine {
  uint64_t Seed;
  bool LittleEndian;
  unsigned WordSize;

  static uint64_t mix(uint64_t X) {
    X += 0x9e3779b97f4a7c15;
    X = (X ^ (X >> 30)) * 0xbf58476d1ce4e5b9;
    X = (X ^ (X >> 27)) * 0x94d049bb133111eb;
    return X ^ (X >> 31);
  }
  uint64_t word(uint64_t X) const { return WordSize == 8 ? X : X & 0xffffffff; }
  uint64_t reg(uint64_t Number) const {
    return word(mix(Seed * 1000 + Number));
  }
  uint64_t frame() const { return word(mix(Seed * 1000 + 999)); }
  Bytes memory(uint64_t Address, uint64_t Size) const {
    Bytes B;
    for (uint64_t I = 0; I < Size; ++I)
      B.push_back(uint8_t(mix(Seed ^ word(Address + I) * 3)));
    return B;
  }
  Bytes number(uint64_t Value, uint64_t Size) const {
    Bytes B(Size);
    for (uint64_t I = 0; I < Size; ++I)
      B[LittleEndian ? I : Size - 1 - I] =
          I < 8 ? uint8_t(Value >> (8 * I)) : 0;
    return B;
  }
  uint64_t numberOf(const Bytes &B) const {
    uint64_t Value = 0;
    for (size_t I = 0; I < B.size(); ++I)
      Value = Value << 8 | B[LittleEndian ? B.size() - 1 - I : I];
    return Value;
  }
};

/// What DWARF says of an argument: bytes, or a word for why there are none.
struct Truth {
  std::optional<Bytes> Value;
  std::string Why;
  static Truth none(llvm::StringRef Why) { return {std::nullopt, Why.str()}; }
};

/// One call, with what its expressions depend on.
struct Call {
  llvm::DWARFDie Die;
  llvm::DWARFDie Host;
  uint64_t Address = 0;
  uint64_t View = 0; ///< GNU's number of the moment at that address
  bool AtEntry = false;
};

class Runner {
public:
  Runner(const Machine &M, const Call &C) : M(M), C(C) {}
  Truth run(llvm::ArrayRef<uint8_t> Expr, uint64_t Size, unsigned Depth = 0);

private:
  bool step(const llvm::DWARFExpression::Operation &Op, unsigned Depth);
  bool pushOperand(const llvm::DWARFExpression::Operation &Op, unsigned Depth);
  bool combine(const llvm::DWARFExpression::Operation &Op);
  bool push(uint64_t V) {
    Stack.push_back(M.word(V));
    return true;
  }
  std::optional<Bytes> whole(uint64_t Size) const;
  std::optional<uint64_t> frameBase(unsigned Depth);
  bool stop(llvm::StringRef Word) {
    Why = Word.str();
    return false;
  }
  bool take(uint64_t &V) {
    if (Stack.empty())
      return stop("malformed");
    V = Stack.pop_back_val();
    return true;
  }

  const Machine &M;
  const Call &C;
  llvm::SmallVector<uint64_t, 8> Stack;
  std::string Why;
  std::optional<uint64_t> Register;
  bool IsValue = false;
  std::optional<Bytes> Implicit;
};

} // namespace witness

#endif // BTFGEN_TEST_TOOLS_SITE_WITNESS_RUNNER_H
