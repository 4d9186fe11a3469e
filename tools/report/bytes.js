// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the bytes of the BTF are: the trees for the treemap.
"use strict";

/// The part of a name that it shares with its neighbours: up to the first "_"
/// behind what it begins with.
function namePrefix(name) {
  if (!name) return "(no name)";
  const from = name.search(/[^_]/);
  const to = from < 0 ? -1 : name.indexOf("_", from);
  return to < 0 ? name : name.slice(from, to) + "_";
}

function group(name, nodes, kind) {
  return { name, kind, size: nodes.reduce((sum, node) => sum + node.size, 0), children: () => nodes };
}

/// Nodes in groups by `key(node)`; a group of one is its node.
function grouped(nodes, key, kindOf) {
  const groups = new Map();
  for (const node of nodes) {
    const name = key(node);
    const members = groups.get(name);
    if (members) members.push(node);
    else groups.set(name, [node]);
  }
  return Array.from(groups, ([name, members]) =>
    members.length === 1 ? members[0] : group(name, members, kindOf && kindOf(members)));
}

/// A node for each own type. What is no type is one more.
function typeNodes(btf) {
  const bytes = btf.typeBytes();
  return Array.from(bytes, (size, i) => {
    const id = btf.startId + i;
    return { id, size, kind: KindNames[btf.kind(id)],
      get name() { return btf.name(id) || describeShort(btf, id); },
      get prefix() { return namePrefix(btf.name(id)); } };
  });
}
function restNode(btf) {
  return { name: "header and other", size: btf.restBytes };
}
const sameKind = (nodes) => (nodes.every((node) => node.kind === nodes[0].kind) ? nodes[0].kind : undefined);

/// Kinds, in each the prefixes of names, in each the types.
function treeByKind(btf) {
  const byKind = new Map();
  for (const node of typeNodes(btf)) {
    if (!byKind.has(node.kind)) byKind.set(node.kind, []);
    byKind.get(node.kind).push(node);
  }
  const kinds = Array.from(byKind, ([kind, nodes]) => {
    const size = nodes.reduce((sum, node) => sum + node.size, 0);
    return { name: kind, kind, size, children: () => grouped(nodes, (node) => node.prefix, () => kind) };
  });
  return group("All", kinds.concat(restNode(btf)));
}

function treeByPrefix(btf) {
  return group("All", grouped(typeNodes(btf), (node) => node.prefix, sameKind).concat(restNode(btf)));
}

/// Functions by the folder and file of the unit that defines them, which the
/// report has; types are of no one file.
function treeByFolder(btf, report) {
  const places = new Map();
  for (const [name, , , detail] of report.functions) {
    const match = /^in ([^;,]+)/.exec(detail);
    if (match) places.set(fromJson(name), fromJson(match[1]));
  }
  const nodes = typeNodes(btf).filter((node) => node.kind === "func");
  for (const node of nodes) node.path = (places.get(btf.name(node.id)) || "(not known)").replace(/^(\.\.?\/)+/, "");
  const level = (members, depth) => grouped(members, (node) => {
    const parts = node.path.split("/");
    if (depth >= parts.length) return node.name;
    return parts.slice(0, depth + 1).join("/") + (depth + 1 < parts.length ? "/" : "");
  }).map((node) => {
    if (!node.children) return node;
    const inner = node.children();
    return { ...node, kind: "func", children: () => (inner.some((n) => n.path.split("/").length > depth + 1)
      ? level(inner, depth + 1) : inner) };
  });
  return group("All functions", level(nodes, 0));
}

/// The view: which tree is shown, and of what.
class BytesView {
  constructor(report) {
    this.report = report;
    this.trees = { kind: treeByKind, prefix: treeByPrefix };
    if (report) {
      this.trees.folder = (btf) => treeByFolder(btf, report);
      $("by-folder").hidden = false;
    }
    this.table = new DataTable({
      id: "bytes-table", caption: "The same as a table", sort: 2, descending: true,
      text: (node) => node.name, rows: [],
      columns: [
        { title: "Name", code: true, value: (node) => node.name, show: (node) =>
          make("button", { type: "button", class: "link", click: () => this.map.go(node) }, node.name) },
        { title: "Kind", word: true, value: (node) => node.kind || "" },
        { title: "Bytes", number: true, value: (node) => node.size, show: (node) => formatNumber(node.size) },
        { title: "Share", number: true, value: (node) => node.size,
          show: (node) => formatShare(node.size, this.map.node.size) },
      ],
    });
    $("bytes-rows").append(this.table.element);
    this.map = new Treemap($("treemap"), $("treemap-path"), this.table, (node) => {
      if (node.id) location.hash = typeHref(this.btf, node.id);
    });
    $("no-treemap").hidden = this.map.hasPicture;
    $("d3-licence").hidden = !this.map.hasPicture;
    for (const radio of document.querySelectorAll("input[name=tree]"))
      radio.addEventListener("change", () => this.show(this.btf));
  }

  show(btf) {
    this.btf = btf;
    const which = document.querySelector("input[name=tree]:checked").value;
    this.map.show(this.trees[which](btf));
    $("bytes-sum").textContent = formatNumber(btf.bytes.length) + " bytes: " +
      formatNumber(btf.typeLength) + " of records of " + formatNumber(btf.count) + " types, " +
      formatNumber(btf.stringLength) + " of strings, " +
      formatNumber(btf.bytes.length - btf.typeLength - btf.stringLength) + " of headers and the like.";
  }
}
