// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the page: reads the data, fills the views, follows the fragment of the
// address: #types/FILE/ID is a type, #NAME another view.
"use strict";

class App {
  constructor() {
    const about = jsonBlock("data-about");
    const report = jsonBlock("data-report"), differences = jsonBlock("data-differences");
    this.files = openFiles(about);
    this.shown = this.files.filter((_, i) => about.files[i].shown);
    this.views = {
      bytes: new BytesView(report),
      largest: new LargestView(),
      types: new TypeBrowser(),
    };
    this.describe(about, report);
    // These are about one pair of files: made when they are looked at first.
    this.makers = {};
    if (report) this.makers["left-out"] = () => new LeftOutView(report, this.shown[0]);
    if (differences) this.makers.differences = () => new DifferencesView(differences, this.shown);
    for (const view of ["left-out", "differences"])
      if (!this.makers[view]) document.querySelector('nav a[href="#' + view + '"]').parentElement.remove();
    this.first = differences ? "differences" : "bytes";
    this.chooseFile();
    addEventListener("hashchange", () => this.follow(true));
    this.follow(false);
  }

  describe(about, report) {
    const facts = this.shown.map((btf) =>
      formatBytes(btf.bytes.length) + " of BTF, " + formatNumber(btf.count) + " types" +
      (btf.base ? ", split from " + btf.base.fileName : ""));
    if (report) {
      const { functions, variables, units } = report.counts;
      facts.push(formatNumber(functions) + " functions, " + formatNumber(variables) + " variables, of " +
        formatNumber(units) + " units");
    }
    const lines = this.shown.length > 1 ? facts.map((fact, i) => "AB"[i] + ": " + fact) : facts;
    $("facts").textContent = lines.join(" · ");
  }

  /// Which file the views are about, where there are two.
  chooseFile() {
    const select = $("file");
    select.append(...this.shown.map((btf, i) => make("option", { value: i }, "AB"[i] + ": " + btf.fileName)));
    $("file-choice").hidden = this.shown.length < 2;
    select.addEventListener("change", () => this.setFile(this.shown[select.value]));
    this.setFile(this.shown[0]);
  }
  setFile(btf) {
    this.btf = btf;
    $("file").value = this.shown.indexOf(btf);
    if (this.view) this.fill(this.view);
  }

  /// Gives the view what it shows, which may take a moment, unless it has that.
  fill(name) {
    this.view = name;
    if (this.makers[name]) {
      this.makers[name]();
      this.makers[name] = null;
    }
    const view = this.views[name];
    if (view && view.btf !== this.btf) view.show(this.btf);
  }

  /// Shows the view that the address names. `moved`: the reader went there, and
  /// goes on reading there.
  follow(moved) {
    const [name, file, id] = decodeURIComponent(location.hash.slice(1)).split("/");
    const view = this.views[name] || name in this.makers ? name : this.first;
    for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== view;
    for (const link of document.querySelectorAll("nav a"))
      if (link.hash === "#" + view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    let focus = $(view + "-title");
    const btf = this.files[file];
    if (this.shown.includes(btf)) this.setFile(btf);
    this.fill(view);
    if (view === "types" && btf && this.views.types.open(btf, Number(id))) focus = $("type-title");
    if (!moved) return;
    focus.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

const started = performance.now();
try {
  window.app = new App();
} catch (error) {
  $("failure").hidden = false;
  $("failure").textContent = "This page cannot be shown: " + error.message;
  throw error;
}
document.documentElement.dataset.ready = (performance.now() - started).toFixed(0);
