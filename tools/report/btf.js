// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads BTF: raw bytes in, types by id out. As in lib/BTF, records are read where
// they are. The program that wrote the page has checked the bytes; here a defect
// is an Error, and what is endless for a damaged type has a limit.
"use strict";

const Kind = {
  Void: 0, Int: 1, Ptr: 2, Array: 3, Struct: 4, Union: 5, Enum: 6, Fwd: 7,
  Typedef: 8, Volatile: 9, Const: 10, Restrict: 11, Func: 12, FuncProto: 13,
  Var: 14, Datasec: 15, Float: 16, DeclTag: 17, TypeTag: 18, Enum64: 19,
};

const KindNames = [
  "void", "int", "ptr", "array", "struct", "union", "enum", "fwd", "typedef",
  "volatile", "const", "restrict", "func", "func_proto", "var", "datasec",
  "float", "decl_tag", "type_tag", "enum64", "loc_param", "loc_proto", "locsec",
];

/// By kind: words after the common three, words of each element, whether word 2
/// is a type, which fixed words are types, which words of an element are types,
/// and which are strings (both as bits). KindShapes in lib/BTF/Kinds.h.
const KindShapes = [
  [0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0], [3, 0, 0, 3, 0, 0],
  [0, 3, 0, 0, 2, 1], [0, 3, 0, 0, 2, 1], [0, 2, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0],
  [0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0],
  [0, 0, 1, 0, 0, 0], [0, 2, 1, 0, 2, 1], [1, 0, 1, 0, 0, 0], [0, 3, 0, 0, 1, 0],
  [0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0], [0, 3, 0, 0, 0, 1],
  [1, 1, 0, 0, 0, 0], [0, 1, 0, 0, 1, 0], [0, 3, 0, 0, 3, 0],
];

const isComposite = (kind) => kind === Kind.Struct || kind === Kind.Union;
const isEnum = (kind) => kind === Kind.Enum || kind === Kind.Enum64;
/// Kinds that stand for what they refer to.
const isModifier = (kind) =>
  (kind >= Kind.Typedef && kind <= Kind.Restrict) || kind === Kind.TypeTag;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodeUtf8(bytes) {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/// Bytes as text: one that belongs to no character becomes \xNN, as in the JSON
/// beside (lib/Support/JsonText.h).
function textOf(bytes) {
  const whole = decodeUtf8(bytes);
  if (whole !== null) return whole;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    let size = 1, character = decodeUtf8(bytes.subarray(at, at + 1));
    while (character === null && size < 4) character = decodeUtf8(bytes.subarray(at, at + ++size));
    text += character ?? "\\x" + bytes[at].toString(16).padStart(2, "0");
    at += character === null ? 1 : size;
  }
  return text;
}

class Btf {
  /// `base` is the Btf whose ids and strings these bytes continue, or null.
  constructor(fileName, bytes, base) {
    this.fileName = fileName;
    this.base = base;
    this.bytes = bytes;
    this.startId = base ? base.endId : 1;
    this.stringStart = base ? base.stringEnd : 0;
    this.readHeader();
    this.readRecords();
    this.strings = bytes.subarray(this.stringsAt, this.stringsAt + this.stringLength);
    this.stringEnd = this.stringStart + this.stringLength;
    // Nearly always ASCII: then a string is a part of one long text.
    const text = new TextDecoder("latin1").decode(this.strings);
    this.ascii = /^[\0-\x7f]*$/.test(text) ? text : null;
  }

  readHeader() {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.littleEndian = view.getUint8(0) === 0x9f;
    const word = (at) => view.getUint32(at, this.littleEndian);
    if (view.getUint16(0, this.littleEndian) !== 0xeb9f) throw new Error("this is no BTF");
    this.headerLength = word(4);
    this.typesAt = this.headerLength + word(8);
    this.typeLength = word(12);
    this.stringsAt = this.headerLength + word(16);
    this.stringLength = word(20);
    this.layoutAt = this.headerLength < 32 ? 0 : this.headerLength + word(24);
    this.layoutLength = this.headerLength < 32 ? 0 : word(28);
    // Words in the byte order of this machine, aligned.
    const types = this.bytes.slice(this.typesAt, this.typesAt + this.typeLength);
    this.words = new Uint32Array(types.buffer, 0, this.typeLength >> 2);
    const ownOrder = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
    if (ownOrder !== this.littleEndian) {
      const swapped = new DataView(types.buffer);
      for (let i = 0; i < this.words.length; ++i)
        this.words[i] = swapped.getUint32(4 * i, this.littleEndian);
    }
  }

  /// Words after the common three and per element; of a kind that is not known
  /// here the layout section tells (docs/format.md).
  shapeOf(kind) {
    if (kind < KindShapes.length) return KindShapes[kind];
    const at = this.layoutAt + 4 * kind;
    if (4 * kind + 4 > this.layoutLength) throw new Error("unknown kind " + kind);
    return [this.bytes[at] >> 2, this.bytes[at + 1] >> 2, 0, 0, 0, 0];
  }

  /// Where each record starts, and after them the end.
  readRecords() {
    const starts = [];
    for (let at = 0; at < this.words.length; ) {
      starts.push(at);
      const shape = this.shapeOf((this.words[at + 1] >>> 24) & 0x7f);
      at += 3 + shape[0] + (this.words[at + 1] & 0xffffff) * shape[1];
    }
    this.count = starts.length;
    this.endId = this.startId + this.count;
    starts.push(this.words.length);
    this.starts = Uint32Array.from(starts);
  }

  /// The file, this one or a base, that has the type.
  fileOf(id) {
    let file = this;
    while (id < file.startId && file.base) file = file.base;
    return file;
  }
  at(id) {
    return this.starts[id - this.startId];
  }
  has(id) {
    return id > 0 && id < this.endId;
  }
  word(id, i) {
    if (!this.has(id)) return 0;
    const file = this.fileOf(id);
    return file.words[file.at(id) + i];
  }
  kind(id) {
    return (this.word(id, 1) >>> 24) & 0x7f;
  }
  flag(id) {
    return this.word(id, 1) >>> 31 === 1;
  }
  vlen(id) {
    return this.word(id, 1) & 0xffffff;
  }
  name(id) {
    return this.string(this.word(id, 0));
  }
  /// What word 2 refers to; 0 for kinds where it is something else.
  target(id) {
    const shape = KindShapes[this.kind(id)];
    return shape && shape[2] ? this.word(id, 2) : 0;
  }
  /// Bytes of the record.
  recordSize(id) {
    const file = this.fileOf(id);
    return 4 * (file.starts[id - file.startId + 1] - file.at(id));
  }

  string(offset) {
    if (offset < this.stringStart) return this.base.string(offset);
    const from = offset - this.stringStart;
    if (this.ascii !== null) return this.ascii.slice(from, this.ascii.indexOf("\0", from));
    const to = this.strings.indexOf(0, from);
    return textOf(this.strings.subarray(from, to));
  }

  /// Word `word` of element `i`.
  element(id, i, word) {
    const shape = this.shapeOf(this.kind(id));
    return this.word(id, 3 + shape[0] + i * shape[1] + word);
  }
  /// Of a struct or union: name, type, offset and, of bit-fields, size in bits.
  members(id) {
    const wide = this.flag(id);
    return Array.from({ length: this.vlen(id) }, (_, i) => {
      const offset = this.element(id, i, 2);
      return {
        name: this.string(this.element(id, i, 0)),
        type: this.element(id, i, 1),
        offset: wide ? offset & 0xffffff : offset,
        bits: wide ? offset >>> 24 : 0,
      };
    });
  }
  enumerators(id) {
    const wide = this.kind(id) === Kind.Enum64, signed = this.flag(id);
    return Array.from({ length: this.vlen(id) }, (_, i) => {
      const low = BigInt(this.element(id, i, 1));
      const value = wide ? (BigInt(this.element(id, i, 2)) << 32n) | low : low;
      return {
        name: this.string(this.element(id, i, 0)),
        value: signed ? BigInt.asIntN(wide ? 64 : 32, value) : value,
      };
    });
  }
  parameters(id) {
    return Array.from({ length: this.vlen(id) }, (_, i) => ({
      name: this.string(this.element(id, i, 0)),
      type: this.element(id, i, 1),
    }));
  }
  sectionVariables(id) {
    return Array.from({ length: this.vlen(id) }, (_, i) => ({
      type: this.element(id, i, 0),
      offset: this.element(id, i, 1),
      size: this.element(id, i, 2),
    }));
  }

  /// Calls `visit(word)` for the words of an own record that are types or, with
  /// `strings`, offsets of strings.
  forEachReference(id, strings, visit) {
    const at = this.at(id), words = this.words;
    const kind = (words[at + 1] >>> 24) & 0x7f;
    const shape = this.shapeOf(kind);
    if (strings) visit(words[at]);
    else if (shape[2]) visit(words[at + 2]);
    if (!strings)
      for (let i = 0; i < shape[0]; ++i) if ((shape[3] >> i) & 1) visit(words[at + 3 + i]);
    const bits = shape[strings ? 5 : 4];
    if (!bits) return;
    const end = this.starts[id - this.startId + 1];
    for (let e = at + 3 + shape[0]; e < end; e += shape[1])
      for (let i = 0; i < shape[1]; ++i) if ((bits >> i) & 1) visit(words[e + i]);
  }

  /// Own types that refer to `id`, in order. The index of all is made once.
  users(id) {
    if (!this.userStarts) this.indexUsers();
    return this.userIds.subarray(this.userStarts[id], this.userStarts[id + 1]);
  }
  indexUsers() {
    const counts = new Uint32Array(this.endId + 1);
    const each = (visit) => {
      for (let id = this.startId; id < this.endId; ++id) {
        let last = -1; // an array of pairs names the same type twice in a row
        this.forEachReference(id, false, (to) => {
          if (to !== last && to < this.endId) visit((last = to), id);
        });
      }
    };
    each((to) => ++counts[to + 1]);
    for (let i = 1; i < counts.length; ++i) counts[i] += counts[i - 1];
    this.userStarts = counts.slice();
    this.userIds = new Uint32Array(counts[this.endId]);
    each((to, from) => (this.userIds[counts[to]++] = from));
  }

  /// Bytes that each own type takes: its record, and those strings that it is
  /// the first to refer to. Together with `restBytes` that is the whole file.
  typeBytes() {
    if (this.bytesByType) return this.bytesByType;
    const result = (this.bytesByType = new Uint32Array(this.count));
    const counted = new Uint8Array(this.stringLength);
    this.stringBytes = 0;
    for (let i = 0; i < this.count; ++i) {
      let own = 0;
      this.forEachReference(this.startId + i, true, (offset) => {
        // One string may be the end of another.
        for (let at = offset - this.stringStart; offset && at >= 0 && !counted[at]; ++at) {
          counted[at] = 1;
          ++own;
          if (!this.strings[at]) break;
        }
      });
      this.stringBytes += own;
      result[i] = 4 * (this.starts[i + 1] - this.starts[i]) + own;
    }
    this.restBytes = this.bytes.length - this.stringBytes - this.typeLength;
    return result;
  }
}
