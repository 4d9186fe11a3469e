// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The differences that btf-diff found.
"use strict";

const ChangeWords = {
  "only-in-a": "only in A", "only-in-b": "only in B", changed: "changed", "by-reference": "by what it refers to",
};

class DifferencesView {
  constructor(differences, files) {
    this.files = files;
    const rows = differences.differences.map((d) => ({
      ...d, name: fromJson(d.name || ""), phrases: (d.details || [d.declaration || ""]).map(fromJson),
    }));
    this.table = new DataTable({
      id: "differences-table", caption: "Differences", rows, sort: 2,
      name: (row) => row.name, text: (row) => row.kind + " " + row.name + " " + row.phrases.join(" "),
      columns: [
        { title: "Change", word: true, value: (row) => row.change, show: (row) =>
          make("span", { class: "change", "data-change": row.change }, ChangeWords[row.change] || row.change) },
        { title: "Kind", word: true, value: (row) => row.kind.toLowerCase() },
        { title: "Name", code: true, name: true, value: (row) => row.name, show: (row) => row.name || "(no name)" },
        { title: "How, or what it is", code: true, value: (row) => row.phrases[0],
          show: (row) => this.phrases(row) },
        { title: "Look at it in", value: (row) => row.id_a || row.id_b, show: (row) => this.links(row) },
      ],
    });
    $("differences-rows").append(this.table.element);
    this.fillChoices(rows);
    this.fillTable(differences);
    const update = () => this.filter();
    onInput($("differences-search"), update);
    $("differences-change").addEventListener("change", update);
    $("differences-kind").addEventListener("change", update);
    this.filter();
  }

  /// A few of the phrases, and the rest for those who want them.
  phrases(row) {
    const few = 5, { phrases } = row;
    const text = phrases.slice(0, few).join("; ") + (row.surplus_copy ? " (one copy more than the other file has)" : "");
    if (phrases.length <= few) return text;
    return make("div", {}, text, make("details", {},
      make("summary", {}, "and " + formatNumber(phrases.length - few) + " more"), phrases.slice(few).join("; ")));
  }

  links(row) {
    const nodes = [];
    [[row.id_a, "A"], [row.id_b, "B"]].forEach(([id, which], i) => {
      if (!id) return;
      if (nodes.length) nodes.push(" ");
      const label = (row.name || row.kind) + " in " + which;
      nodes.push(make("a", { href: typeHref(this.files[i], id), "aria-label": label }, which));
    });
    return make("span", {}, ...nodes);
  }

  fillChoices(rows) {
    const fill = (select, all, key, word) => {
      const counts = new Map();
      for (const row of rows) counts.set(key(row), (counts.get(key(row)) || 0) + 1);
      select.append(make("option", { value: "" }, all + " (" + formatNumber(rows.length) + ")"),
        ...[...counts].map(([value, n]) => make("option", { value }, word(value) + " (" + formatNumber(n) + ")")));
    };
    fill($("differences-change"), "all", (row) => row.change, (value) => ChangeWords[value] || value);
    fill($("differences-kind"), "all", (row) => row.kind, (value) => value.toLowerCase());
  }

  /// The counts by kind, as btf-diff prints them.
  fillTable(differences) {
    const keys = ["a", "b", "equal", "only_in_a", "only_in_b", "changed", "by_reference"];
    const rows = [...Object.entries(differences.kinds), ["total", differences.total || {}]];
    $("differences-counts").append(...rows.map(([kind, counts]) =>
      make("tr", {}, make("th", { scope: "row" }, kind.toLowerCase()),
        ...keys.map((key) => make("td", { class: "number" }, formatNumber(counts[key] || 0))))));
  }

  filter() {
    const change = $("differences-change").value, kind = $("differences-kind").value;
    this.table.filter($("differences-search").value, (row) =>
      (!change || row.change === change) && (!kind || row.kind === kind));
  }
}
