// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables that are sorted by a click on a column's title, and searched. Of a
// hundred thousand rows few are in the document: what a search leaves is counted,
// and its first rows are shown.
"use strict";

const MaxRows = 200;

class DataTable {
  /// `columns`: { title, value(row), show(row) -> node or text, and how
  /// it looks: number, code (C), word (not broken) or name (wide) }.
  /// `rows`: any array. `text(row)`: what a search looks in.
  /// `name(row)`, if given: rows that have the last word as their name come first.
  constructor({ id, caption, columns, rows, text, name = null, sort = 0, descending = false }) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
    this.text = text;
    this.status = make("p", { class: "status", id: id + "-status", role: "status" });
    this.body = make("tbody");
    this.heads = columns.map((column, i) =>
      make("th", { scope: "col", class: column.number ? "number" : undefined },
        make("button", { type: "button", click: () => this.sortBy(i) }, column.title)));
    const table = make("table", { id }, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...this.heads)), this.body);
    this.element = make("div", {}, this.status,
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table));
    this.column = sort;
    this.descending = descending;
    this.words = [];
    this.keep = null;
  }

  /// Other rows, in the same order of columns.
  setRows(rows) {
    this.rows = rows;
    this.order = this.lower = null;
    this.update();
  }

  sortBy(column) {
    this.descending = column === this.column ? !this.descending : !!this.columns[column].number;
    this.column = column;
    this.order = null;
    this.update();
  }

  /// Shows the rows that have all words of `text` and that `keep` accepts.
  filter(text, keep) {
    this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.keep = keep || null;
    this.update();
  }

  /// Sorting is done once per column, so that a search is one walk over all rows.
  sort() {
    const value = this.columns[this.column].value;
    const keys = this.rows.map(value);
    const sign = this.descending ? -1 : 1;
    this.order = Uint32Array.from(keys.keys()).sort((a, b) =>
      keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b);
  }

  update() {
    const started = performance.now();
    if (!this.order) this.sort();
    if (!this.lower && this.words.length) this.lower = this.rows.map((row) => this.text(row).toLowerCase());
    const exact = [], others = [], last = this.words[this.words.length - 1];
    let found = 0;
    for (const i of this.order) {
      if (this.keep && !this.keep(this.rows[i])) continue;
      if (!this.words.every((word) => this.lower[i].includes(word))) continue;
      ++found;
      const list = this.name && last && this.name(this.rows[i]).toLowerCase() === last ? exact : others;
      if (list.length < MaxRows) list.push(this.rows[i]);
    }
    const shown = exact.concat(others).slice(0, MaxRows);
    this.heads.forEach((head, i) => {
      if (i === this.column) head.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.body.replaceChildren(...shown.map((row) => this.row(row)));
    const rows = formatNumber(found) + (found === 1 ? " row" : " rows");
    announce(this.status, found > shown.length ? rows + "; the first " + shown.length + " are shown" : rows, started);
  }

  row(row) {
    return make("tr", {}, ...this.columns.map((column) =>
      make("td", { class: ["number", "code", "word", "name"].filter((name) => column[name]).join(" ") || undefined },
        column.show ? column.show(row) : String(column.value(row)))));
  }
}
