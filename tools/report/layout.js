// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How types lie in memory: sizes, and the members of structs with what is
// between them.
"use strict";

/// How deep a type may be before it is taken for an endless one.
const MaxDepth = 64;

/// The type without typedefs and qualifiers.
function stripped(btf, id) {
  for (let depth = 0; depth < MaxDepth && isModifier(btf.kind(id)); ++depth) id = btf.target(id);
  return id;
}

/// Bytes of a pointer, which BTF does not say: those of the kernel's long.
function pointerSize(btf) {
  if (!btf.pointerBytes) {
    btf.pointerBytes = btf.base ? pointerSize(btf.base) : 8;
    for (let id = btf.startId; id < btf.endId; ++id)
      if (btf.kind(id) === Kind.Int && /^(long|long unsigned int|unsigned long)$/.test(btf.name(id))) {
        btf.pointerBytes = btf.word(id, 2);
        break;
      }
  }
  return btf.pointerBytes;
}

/// Bytes of a value of the type; 0 where it has none.
function sizeOf(btf, id, depth = 0) {
  id = stripped(btf, id);
  switch (btf.kind(id)) {
    case Kind.Int: case Kind.Struct: case Kind.Union: case Kind.Enum:
    case Kind.Enum64: case Kind.Float: case Kind.Datasec:
      return btf.word(id, 2);
    case Kind.Ptr:
      return pointerSize(btf);
    case Kind.Array:
      return depth < MaxDepth ? btf.word(id, 5) * sizeOf(btf, btf.word(id, 3), depth + 1) : 0;
    case Kind.Var:
      return depth < MaxDepth ? sizeOf(btf, btf.target(id), depth + 1) : 0;
    default:
      return 0;
  }
}

/// Bits of the bit-field that the member is, or 0. Old BTF has the bits in the
/// type: an integer that does not fill its bytes.
function bitFieldSize(btf, member) {
  if (member.bits) return member.bits;
  const type = stripped(btf, member.type);
  if (btf.kind(type) !== Kind.Int) return 0;
  const bits = btf.word(type, 3) & 0xff;
  return bits && bits !== 8 * btf.word(type, 2) ? bits : 0;
}

/// The members of a struct or union, and between them { hole: bits }, all with
/// their offset in bits from its start; at the end { padding: bits }, if any.
function layOut(btf, id) {
  const rows = [], isStruct = btf.kind(id) === Kind.Struct;
  let end = 0;
  for (const member of btf.members(id)) {
    const bits = bitFieldSize(btf, member);
    if (isStruct && member.offset > end) rows.push({ hole: member.offset - end, offset: end });
    const size = bits || 8 * sizeOf(btf, member.type);
    rows.push({ member, bits, size, offset: member.offset });
    end = Math.max(end, member.offset + size);
  }
  const rest = 8 * btf.word(id, 2) - end;
  if (rest > 0) rows.push({ padding: rest, offset: end });
  return rows;
}

/// Bits of holes and padding, without those of types within it.
function wastedBits(btf, id) {
  return layOut(btf, id).reduce((sum, row) => sum + (row.hole || 0) + (row.padding || 0), 0);
}
