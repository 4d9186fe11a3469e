//===- PackedTypes.cpp - Which structs are packed -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Computes the alignment that each member's type asks for and compares it with
/// where the member is.
///
//===----------------------------------------------------------------------===//

#include "Select/PackedTypes.h"

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>

using namespace llvm;
using namespace btfgen;

/// Deeper nesting is not C; it also ends cycles of malformed input.
static constexpr unsigned MaxDepth = 128;

void PackedTypes::reset(const UnitTypes &Unit, unsigned AddressSize) {
  U = &Unit;
  WordSize = AddressSize;
  Packed.clear();
  Alignments.clear();
}

static ArrayRef<Item> itemsOf(const UnitTypes &U, const LocalType &T) {
  return ArrayRef(U.Items).slice(T.First, T.Count);
}

uint64_t PackedTypes::alignment(uint32_t Ref, unsigned Depth) {
  const uint32_t Local = skipModifiers(*U, Ref);
  if (Local == VoidRef || Depth > MaxDepth)
    return 1;
  const LocalType &T = U->Types[Local];
  switch (T.Kind) {
  case TypeKind::Ptr:
    return WordSize;
  case TypeKind::Int:
  case TypeKind::Float:
  case TypeKind::Enum:
    return std::max<uint64_t>(T.Size, 1);
  case TypeKind::Array:
    return alignment(T.Ref, Depth + 1);
  case TypeKind::Struct:
  case TypeKind::Union:
    break;
  default:
    return 1;
  }
  auto [It, New] = Alignments.try_emplace(Local, 1);
  if (!New)
    return It->second;
  uint64_t Result = 1;
  for (const Item &M : itemsOf(*U, T))
    Result = std::max(Result, alignment(M.Ref, Depth + 1));
  return Alignments[Local] = Result;
}

uint64_t PackedTypes::size(uint32_t Ref) const {
  uint64_t Elements = 1;
  for (unsigned Depth = 0; Depth < MaxDepth; ++Depth) {
    Ref = skipModifiers(*U, Ref);
    if (Ref == VoidRef)
      return 0;
    const LocalType &T = U->Types[Ref];
    switch (T.Kind) {
    case TypeKind::Array:
      Elements *= T.Size;
      Ref = T.Ref;
      continue;
    case TypeKind::Ptr:
      return Elements * WordSize;
    case TypeKind::FuncProto:
    case TypeKind::Unsupported:
      return 0;
    default:
      return Elements * T.Size;
    }
  }
  return 0;
}

/// Where the storage unit of bitfield \p M begins, in bits.
uint64_t PackedTypes::storageOffset(const Item &M) const {
  const uint64_t Bits = std::max<uint64_t>(size(M.Ref), 1) * 8;
  return M.A / Bits * Bits;
}

/// Whether bytes are unused between members or at the end. Unused bits of a
/// bitfield's storage do not count.
bool PackedTypes::hasHoles(const LocalType &S) const {
  int64_t Last = 0;       // where the previous member ends, in bits
  int64_t StorageEnd = 0; // of the current run of bitfields
  bool InBitfields = false;
  for (const Item &M : itemsOf(*U, S)) {
    const int64_t Start = M.A;
    if (InBitfields)
      Last = std::min(Start, StorageEnd);
    if (M.B) {
      const int64_t Storage = storageOffset(M);
      if (Last < Storage && Storage <= Start && Storage / 8 > Last / 8)
        return true;
      const int64_t End = Storage + std::max<uint64_t>(size(M.Ref), 1) * 8;
      StorageEnd = InBitfields ? std::max(StorageEnd, End) : End;
      Last = Start + M.B;
    } else {
      if (Start / 8 > Last / 8)
        return true;
      Last = Start + static_cast<int64_t>(size(M.Ref) * 8);
    }
    InBitfields = M.B != 0;
  }
  if (InBitfields)
    Last = std::min<int64_t>(int64_t(S.Size) * 8, StorageEnd);
  return S.Size != Last / 8;
}

/// The compiler left holes in \p S, so it does align: a member that is not
/// aligned nevertheless is of a packed type.
void PackedTypes::inferMembers(const LocalType &S) {
  for (const Item &M : itemsOf(*U, S)) {
    const uint32_t Local = skipModifiers(*U, M.Ref);
    if (Local == VoidRef || U->Types[Local].Kind != TypeKind::Struct)
      continue;
    if (M.A / 8 % alignment(Local) != 0)
      Packed[Local] = true;
  }
}

bool PackedTypes::isPacked(uint32_t Local) {
  auto It = Packed.find(Local);
  if (It != Packed.end())
    return It->second;
  const LocalType &S = U->Types[Local];
  if (hasHoles(S)) {
    inferMembers(S);
    Packed.try_emplace(Local, false);
    return Packed[Local];
  }
  uint64_t Largest = 1;
  bool Result = false;
  for (const Item &M : itemsOf(*U, S)) {
    const uint64_t Align = alignment(M.Ref);
    const uint64_t Offset = M.B ? storageOffset(M) : M.A;
    if (Align != 1 && Offset / 8 % Align != 0) {
      Result = true;
      break;
    }
    Largest = std::max(Largest, Align);
  }
  Result |= S.Size % Largest != 0;
  Packed[Local] = Result;
  return Result;
}
