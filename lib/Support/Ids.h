//===- Ids.h - Distinct types for the numbers that name things -*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Units, classes of types, types after deduplication and types of the output
/// are all numbered. Where such a number passes from one folder to another it
/// has a type of its own, declared beside what it counts, so that one cannot be
/// taken for another. Inside of records references are plain 32-bit numbers,
/// and the record says of what.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_IDS_H
#define BTFGEN_SUPPORT_IDS_H

#include <compare>
#include <cstdint>

namespace btfgen {

/// A 32-bit index that converts only explicitly. `Id::none()` is no index.
template <typename Tag> struct Id {
  uint32_t Value = UINT32_MAX;

  constexpr Id() = default;
  constexpr explicit Id(uint64_t V) : Value(static_cast<uint32_t>(V)) {}
  static constexpr Id none() { return Id(); }
  constexpr bool isNone() const { return Value == UINT32_MAX; }
  constexpr explicit operator bool() const { return !isNone(); }
  constexpr uint32_t index() const { return Value; }
  constexpr auto operator<=>(const Id &) const = default;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_IDS_H
