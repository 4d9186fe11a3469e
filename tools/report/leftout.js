// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was left out and why: functions and variables, and defects of the input.
"use strict";

/// Rows { subject, name, verdict, detail, candidates, isIn } of the report.
function leftOutRows(report) {
  const rows = report.functions.map(([name, verdict, candidates, detail]) => ({
    subject: "function", name: fromJson(name), verdict, candidates, detail: fromJson(detail),
    isIn: verdict === "included",
  }));
  for (const v of report.variables)
    rows.push({
      subject: "variable", name: fromJson(v.name), verdict: "included", candidates: 0, isIn: true,
      detail: fromJson(v.section) + " at " + v.offset + ", size " + v.size,
    });
  for (const o of report.omitted)
    rows.push({
      subject: o.category.startsWith("variable-") ? "variable" : "other", name: fromJson(o.subject),
      verdict: o.category, candidates: 0, detail: fromJson(o.detail), isIn: false,
    });
  return rows;
}

class LeftOutView {
  constructor(report, btf) {
    this.btf = btf;
    const rows = leftOutRows(report);
    this.table = new DataTable({
      id: "left-out-table", caption: "Functions and variables, and what became of them", rows,
      sort: 0, name: (row) => row.name, text: (row) => row.name + " " + row.verdict + " " + row.detail,
      columns: [
        { title: "What", word: true, value: (row) => row.subject },
        { title: "Name", code: true, name: true, value: (row) => row.name, show: (row) => this.link(row) },
        { title: "Verdict", word: true, value: (row) => row.verdict },
        { title: "Why or where", value: (row) => row.detail },
        { title: "Candidates", number: true, value: (row) => row.candidates,
          show: (row) => (row.candidates ? formatNumber(row.candidates) : "") },
      ],
    });
    $("left-out-rows").append(this.table.element);
    this.fillChoice(rows, report);
    const update = () => this.filter();
    onInput($("left-out-search"), update);
    $("left-out-verdict").addEventListener("change", update);
    this.filter();
    const others = report.functions_by_verdict["not a function"];
    if (others)
      $("left-out-note").textContent = formatNumber(others) + " more symbols are no functions, but padding in front " +
        "of them, their types, or trampolines of static calls.";
  }

  fillChoice(rows, report) {
    const counts = new Map();
    for (const row of rows) counts.set(row.verdict, (counts.get(row.verdict) || 0) + 1);
    const out = rows.filter((row) => !row.isIn).length;
    const option = (value, text, n) => make("option", { value }, text + " (" + formatNumber(n) + ")");
    const meaning = (verdict) => (report.meanings[verdict] ? verdict + ": " + report.meanings[verdict] : verdict);
    $("left-out-verdict").append(
      option("=out", "all that was left out or altered", out),
      option("=all", "everything, also what is in", rows.length),
      ...[...counts].sort((a, b) => b[1] - a[1]).map(([verdict, n]) => option(verdict, meaning(verdict), n)));
    for (const [category, n] of Object.entries(report.omissions))
      if (n > (counts.get(category) || 0) && n > 0)
        $("left-out-note").before(make("p", {}, formatNumber(n) + " times " + report.meanings[category] + "; " +
          formatNumber(counts.get(category) || 0) + " of these are listed."));
  }

  filter() {
    const which = $("left-out-verdict").value;
    const keep = which === "=all" ? null : which === "=out" ? (row) => !row.isIn : (row) => row.verdict === which;
    this.table.filter($("left-out-search").value, keep);
  }

  /// The name, as a link if the BTF has it.
  link(row) {
    if (!row.isIn) return row.name;
    if (!this.ids) {
      this.ids = { function: new Map(), variable: new Map() };
      for (let id = this.btf.startId; id < this.btf.endId; ++id) {
        const kind = this.btf.kind(id);
        if (kind === Kind.Func) this.ids.function.set(this.btf.name(id), id);
        if (kind === Kind.Var) this.ids.variable.set(this.btf.name(id), id);
      }
    }
    const id = this.ids[row.subject].get(row.name);
    return id ? typeLink(this.btf, id, row.name) : row.name;
  }
}
