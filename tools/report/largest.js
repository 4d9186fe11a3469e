// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The largest types, by any measure that a column has.
"use strict";

class LargestView {
  constructor() {
    const number = (title, key) => ({
      title, number: true, value: (row) => row[key], show: (row) => formatNumber(row[key]),
    });
    this.table = new DataTable({
      id: "largest-table", caption: "Types by size", sort: 2, descending: true, rows: [],
      name: (row) => this.btf.name(row.id), text: (row) => row.kind + " " + this.btf.name(row.id),
      columns: [
        { title: "Type", code: true, value: (row) => this.btf.name(row.id), show: (row) => typeLink(this.btf, row.id) },
        { title: "Kind", word: true, value: (row) => row.kind },
        number("Size in memory", "size"),
        number("Bytes of BTF", "bytes"),
        number("Members", "members"),
        number("Holes and padding", "wasted"),
      ],
    });
    $("largest-rows").append(this.table.element);
    onInput($("largest-search"), () => this.table.filter($("largest-search").value));
  }

  show(btf) {
    this.btf = btf;
    const bytes = btf.typeBytes(), rows = [];
    for (let id = btf.startId; id < btf.endId; ++id) {
      const kind = btf.kind(id), composite = isComposite(kind);
      if (!composite && !isEnum(kind) && kind !== Kind.FuncProto && kind !== Kind.Datasec) continue;
      rows.push({
        id, kind: KindNames[kind],
        size: kind === Kind.FuncProto ? 0 : btf.word(id, 2),
        bytes: bytes[id - btf.startId],
        members: btf.vlen(id),
        wasted: composite ? Math.floor(wastedBits(btf, id) / 8) : 0,
      });
    }
    this.table.setRows(rows);
  }
}
