//===- Kinds.h - What a BTF record consists of -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one place that knows which words of a record are type ids, which are
/// string offsets and how long a record is. Readers, writers, relocation of
/// ids and string rewriting are loops over these functions.
///
/// A record is an array of 32-bit words in the host's byte order:
///
///   word 0   name, a string offset
///   word 1   info: vlen in bits 0-23, kind in bits 24-30, kind_flag in bit 31
///   word 2   a size in bytes or a type id, by kind
///   ...      fixed words of the kind, then vlen elements of the kind
///
/// Up to kernel 7.0 the kind had 5 bits and vlen 16, with the bits between
/// them zero; the wider reading covers both.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_KINDS_H
#define BTFGEN_BTF_KINDS_H

#include "Support/Ids.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/BTF/BTF.h"

#include <cstdint>

namespace btfgen {

/// The number of a type in a BTF, a base's types included; 0 is void.
using BtfId = Id<struct BtfTag>;

/// Number of kinds known here, BTF_KIND_UNKN (void) included.
inline constexpr unsigned NumBtfKinds = 23;
/// The kinds of inline sites, which LLVM does not name (docs/inline-sites.md).
inline constexpr unsigned BtfKindLocParam = 20;
inline constexpr unsigned BtfKindLocProto = 21;
inline constexpr unsigned BtfKindLocSec = 22;
/// The kinds before these, which the BTF of vmlinux and modules consists of.
inline constexpr unsigned NumTypeKinds = BtfKindLocParam;
/// Words of the part that all records have.
inline constexpr unsigned BtfCommonWords = 3;
/// Largest vlen in the classic and in the wide encoding (kernel 7.1).
inline constexpr uint32_t BtfClassicMaxVlen = 0xffff;
inline constexpr uint32_t BtfWideMaxVlen = 0xffffff;
/// BTF_MAX_TYPE: the largest id, the base's types included.
inline constexpr uint32_t BtfMaxType = 0xfffff;
/// BTF_MAX_NAME_OFFSET: where the last string may begin, the base's included.
inline constexpr uint32_t BtfMaxNameOffset = 0xffffff;
/// The info bits that are reserved in the classic encoding.
inline constexpr uint32_t BtfClassicReservedInfo = 0x60ff0000;
/// Header length without and with the two layout words.
inline constexpr uint32_t BtfHeaderSize = 24;
inline constexpr uint32_t BtfLayoutHeaderSize = 32;

/// Shape of the records of one kind.
struct KindShape {
  uint8_t FixedWords;     ///< words after the common three
  uint8_t ElementWords;   ///< words of each of the vlen elements
  bool RefersToType;      ///< word 2 is a type id
  bool HasSize;           ///< word 2 is a size in bytes
  uint8_t FixedTypes;     ///< bit i: fixed word i is a type id
  uint8_t ElementTypes;   ///< bit i: word i of an element is a type id
  uint8_t ElementStrings; ///< bit i: word i of an element is a string offset
};

/// docs/format.md, "Records". FUNC keeps its linkage in vlen and has no
/// elements.
inline constexpr KindShape KindShapes[NumBtfKinds] = {
    /* void       */ {0, 0, false, false, 0, 0, 0},
    /* INT        */ {1, 0, false, true, 0, 0, 0},
    /* PTR        */ {0, 0, true, false, 0, 0, 0},
    /* ARRAY      */ {3, 0, false, false, 0b011, 0, 0},
    /* STRUCT     */ {0, 3, false, true, 0, 0b010, 0b001},
    /* UNION      */ {0, 3, false, true, 0, 0b010, 0b001},
    /* ENUM       */ {0, 2, false, true, 0, 0, 0b001},
    /* FWD        */ {0, 0, false, false, 0, 0, 0},
    /* TYPEDEF    */ {0, 0, true, false, 0, 0, 0},
    /* VOLATILE   */ {0, 0, true, false, 0, 0, 0},
    /* CONST      */ {0, 0, true, false, 0, 0, 0},
    /* RESTRICT   */ {0, 0, true, false, 0, 0, 0},
    /* FUNC       */ {0, 0, true, false, 0, 0, 0},
    /* FUNC_PROTO */ {0, 2, true, false, 0, 0b010, 0b001},
    /* VAR        */ {1, 0, true, false, 0, 0, 0},
    /* DATASEC    */ {0, 3, false, true, 0, 0b001, 0},
    /* FLOAT      */ {0, 0, false, true, 0, 0, 0},
    /* DECL_TAG   */ {1, 0, true, false, 0, 0, 0},
    /* TYPE_TAG   */ {0, 0, true, false, 0, 0, 0},
    /* ENUM64     */ {0, 3, false, true, 0, 0, 0b001},
    /* LOC_PARAM  */ {1, 1, false, true, 0, 0, 0},
    /* LOC_PROTO  */ {0, 1, false, false, 0, 0b001, 0},
    /* LOCSEC     */ {0, 3, false, false, 0, 0b011, 0},
};

constexpr unsigned btfKind(uint32_t Info) { return (Info >> 24) & 0x7f; }
constexpr uint32_t btfVlen(uint32_t Info) { return Info & BtfWideMaxVlen; }
constexpr bool btfKindFlag(uint32_t Info) { return Info >> 31; }
constexpr uint32_t makeBtfInfo(unsigned Kind, uint32_t Vlen, bool KindFlag) {
  return uint32_t(KindFlag) << 31 | uint32_t(Kind) << 24 | Vlen;
}

/// "STRUCT" and so on, as bpftool prints them; "VOID" for 0, "UNKNOWN" for a
/// number that is no kind.
llvm::StringRef kindName(unsigned Kind);
/// The kind of that name in any letter case, or NumBtfKinds.
unsigned kindFromName(llvm::StringRef Name);

/// True for TYPEDEF, VOLATILE, CONST, RESTRICT and TYPE_TAG: they stand for
/// what they refer to.
constexpr bool isModifierKind(unsigned Kind) {
  return (Kind >= llvm::BTF::BTF_KIND_TYPEDEF &&
          Kind <= llvm::BTF::BTF_KIND_RESTRICT) ||
         Kind == llvm::BTF::BTF_KIND_TYPE_TAG;
}
constexpr bool isCompositeKind(unsigned Kind) {
  return Kind == llvm::BTF::BTF_KIND_STRUCT ||
         Kind == llvm::BTF::BTF_KIND_UNION;
}
constexpr bool isEnumKind(unsigned Kind) {
  return Kind == llvm::BTF::BTF_KIND_ENUM || Kind == llvm::BTF::BTF_KIND_ENUM64;
}

/// Length in words of a record of a known kind (< NumBtfKinds); at most
/// 3 + 3 + 3 * BtfWideMaxVlen, so it does not overflow.
constexpr uint32_t recordWords(uint32_t Info) {
  const KindShape &S = KindShapes[btfKind(Info)];
  return BtfCommonWords + S.FixedWords + btfVlen(Info) * S.ElementWords;
}
/// The same in bytes.
constexpr uint32_t recordSize(uint32_t Info) { return 4 * recordWords(Info); }

/// Calls \p F(Word) for every word of \p Record that is a type id, 0 (void)
/// included, in record order. \p Word is `uint32_t` to rewrite the ids in
/// place, or `const uint32_t`. The record must be complete and of a known kind.
template <typename Word, typename Fn>
void forEachTypeRef(Word *Record, Fn &&F) {
  const KindShape &S = KindShapes[btfKind(Record[1])];
  if (S.RefersToType)
    F(Record[2]);
  Word *W = Record + BtfCommonWords;
  for (unsigned I = 0; I != S.FixedWords; ++I)
    if (S.FixedTypes >> I & 1)
      F(W[I]);
  if (!S.ElementTypes)
    return;
  W += S.FixedWords;
  for (uint32_t N = btfVlen(Record[1]); N; --N, W += S.ElementWords)
    for (unsigned I = 0; I != S.ElementWords; ++I)
      if (S.ElementTypes >> I & 1)
        F(W[I]);
}

/// Calls \p F(Word) for every word of \p Record that is a string offset, the
/// record's own name first. As forEachTypeRef.
template <typename Word, typename Fn>
void forEachStringRef(Word *Record, Fn &&F) {
  const KindShape &S = KindShapes[btfKind(Record[1])];
  F(Record[0]);
  if (!S.ElementStrings)
    return;
  Word *W = Record + BtfCommonWords + S.FixedWords;
  for (uint32_t N = btfVlen(Record[1]); N; --N, W += S.ElementWords)
    for (unsigned I = 0; I != S.ElementWords; ++I)
      if (S.ElementStrings >> I & 1)
        F(W[I]);
}

/// The words of the 32-byte header; a 24-byte header ends before LayoutOff.
/// Offsets count from the end of the header, lengths are bytes (docs/format.md,
/// "Container").
struct BtfHeader {
  uint16_t Magic = llvm::BTF::MAGIC;
  uint8_t Version = llvm::BTF::VERSION;
  uint8_t Flags = 0;
  uint32_t HeaderLen = BtfHeaderSize;
  uint32_t TypeOff = 0;
  uint32_t TypeLen = 0;
  uint32_t StringOff = 0;
  uint32_t StringLen = 0;
  uint32_t LayoutOff = 0;
  uint32_t LayoutLen = 0;
};
static_assert(sizeof(BtfHeader) == BtfLayoutHeaderSize);

} // namespace btfgen

#endif // BTFGEN_BTF_KINDS_H
