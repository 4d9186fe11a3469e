//===- SectionWindow.cpp - A section that is read here and there ----------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/SectionWindow.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

ArrayRef<uint8_t> SectionWindow::at(uint64_t Offset, uint64_t AtLeast) {
  if (Offset >= Section.size())
    return {};
  const uint64_t Rest = Section.size() - Offset;
  AtLeast = std::min(AtLeast, Rest);
  if (Offset < Begin || Offset - Begin > Bytes.size() ||
      Bytes.size() - (Offset - Begin) < AtLeast) {
    const uint64_t Size = std::min(std::max(Length, AtLeast), Rest);
    Bytes = {};
    Begin = Offset;
    Expected<const uint8_t *> Read = Section.read(Offset, Size, Scratch);
    if (!Read) {
      consumeError(Read.takeError());
      return {};
    }
    Bytes = {*Read, static_cast<size_t>(Size)};
  }
  return Bytes.drop_front(Offset - Begin);
}
