//===- Probe.h - Looking along the slots of a hash table --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Linear probing. The hash tables of this library are arrays of small slots
/// that nothing is ever removed from; llvm::DenseMap would be slower where a
/// slot is prefetched, read by several threads, or saved in a file. What they
/// have in common is the way from the slot where a value belongs to the slot
/// where it is, or where it can be put.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_PROBE_H
#define BTFGEN_SUPPORT_PROBE_H

#include <cstddef>

namespace btfgen {

/// The first slot of \p Slots, from number \p At on and from the first one
/// after the last, of which \p Ends is true. Their number is a power of two; \p
/// At may be larger. \p Ends has to be true of an empty slot, and the table has
/// to have one: otherwise this does not end.
template <typename SlotsT, typename Fn>
inline auto &probe(SlotsT &&Slots, size_t At, Fn &&Ends) {
  const size_t Mask = Slots.size() - 1;
  auto *First = Slots.data(); // which the mask keeps within bounds
  size_t I = At & Mask;
  while (!Ends(First[I]))
    I = (I + 1) & Mask;
  return First[I];
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_PROBE_H
