//===- Location.cpp - Where an inlined function's argument is -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints a LOC_PARAM. bpftool shows how one register, offsets and unsigned
/// constants look; two registers and negative constants follow from that.
///
//===----------------------------------------------------------------------===//

#include "BTF/Location.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace btfgen {

static std::string hex(uint64_t Value) {
  return "0x" + utohexstr(Value, /*LowerCase=*/true);
}

static std::string registerName(uint32_t Number) {
  return Number == LocFrameBase ? "fbreg" : "reg" + std::to_string(Number);
}

/// The number that \p Words hold, the low one first. A low one alone is
/// extended by its sign if it \p IsSigned.
static int64_t numberOf(ArrayRef<uint32_t> Words, bool IsSigned) {
  if (Words.size() > 1)
    return static_cast<int64_t>(uint64_t(Words[1]) << 32 | Words[0]);
  if (Words.empty())
    return 0;
  return IsSigned ? int64_t(int32_t(Words[0])) : int64_t(Words[0]);
}

/// \p Value behind \p Text with a sign between them.
static std::string withOffset(const std::string &Text, int64_t Value) {
  return Value < 0 ? Text + " - " + hex(0 - uint64_t(Value))
                   : Text + " + " + hex(uint64_t(Value));
}

std::string locSectionName(StringRef Section) {
  return ("inline" + Section).str();
}

std::string locationText(const BtfType &T) {
  const uint32_t Flags = T.locationFlags();
  const ArrayRef<uint32_t> Values = T.locationValues();
  const bool IsSigned = Flags & LocSigned;
  if (Values.empty())
    return "?";
  if (Flags & LocConst) {
    const int64_t Value = numberOf(Values, IsSigned);
    if (IsSigned && Value < 0)
      return "-" + hex(0 - uint64_t(Value));
    return hex(uint64_t(Value)) + (Flags & LocAddress ? " (addr)" : "");
  }
  if (!(Flags & LocReg))
    return "?";
  std::string Text = registerName(Values[0]);
  if (Flags & LocOffset)
    Text = withOffset(Text, numberOf(Values.drop_front(), IsSigned));
  else
    for (uint32_t Next : Values.drop_front())
      Text += ", " + registerName(Next);
  return Flags & LocDeref ? "*(" + Text + ")" : Text;
}

} // namespace btfgen
