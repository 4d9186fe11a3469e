// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A tree whose nodes have sizes, as a treemap and as a table. d3-hierarchy lays
// it out; where the page was made without it, there is the table alone.
//
// A node is { name, size, children?, id?, kind? }; `children` is a function that
// gives them, called when they are needed.
"use strict";

/// Tiles, and smaller ones within all of them: each tile has them by its size.
const MaxTiles = 60, MaxInner = 500;

/// The children of a node, largest first; those that would be too small to see
/// are one more node.
function largestChildren(node, limit) {
  if (!node.sorted) node.sorted = node.children().sort((a, b) => b.size - a.size);
  const all = node.sorted;
  if (all.length <= limit) return all;
  const rest = all.slice(limit - 1);
  return all.slice(0, limit - 1).concat({
    name: formatNumber(rest.length) + " smaller",
    size: rest.reduce((sum, child) => sum + child.size, 0),
    kind: rest.every((child) => child.kind === rest[0].kind) ? rest[0].kind : undefined,
    children: () => rest,
    isRest: true,
  });
}

class Treemap {
  /// `open(node)` is called for a node without children.
  constructor(picture, path, table, open) {
    Object.assign(this, { picture, path, table, open });
    this.hasPicture = typeof d3 !== "undefined";
    if (!this.hasPicture) picture.hidden = true;
    picture.addEventListener("keydown", (event) => this.moveFocus(event));
    if (this.hasPicture) new ResizeObserver(() => this.draw()).observe(picture);
  }

  /// What is shown: the end of the path to it.
  get node() {
    return this.trail[this.trail.length - 1];
  }

  show(root) {
    this.trail = [root];
    this.update();
  }

  go(node) {
    if (!node.children) return this.open(node);
    this.trail.push(node);
    this.update();
    (this.picture.querySelector("button") || this.path.querySelector("button"))?.focus();
  }

  update() {
    this.path.replaceChildren(...this.trail.map((node, i) =>
      make("li", {}, i + 1 === this.trail.length
        ? make("span", { "aria-current": "true" }, node.name)
        : make("button", { type: "button", click: () => { this.trail.length = i + 1; this.update(); } }, node.name))));
    this.draw();
    this.table.setRows(this.node.sorted || this.node.children());
  }

  draw() {
    if (!this.hasPicture || !this.trail) return;
    const node = this.node;
    const width = this.picture.clientWidth, height = this.picture.clientHeight;
    if (!width || !height) return;
    const data = { node, children: largestChildren(node, MaxTiles).map((child) => ({
      node: child,
      children: child.children && largestChildren(child, 4 + Math.round((MaxInner * child.size) / node.size))
        .map((inner) => ({ node: inner })),
    })) };
    const root = d3.hierarchy(data).sum((d) => (d.children ? 0 : d.node.size));
    d3.treemap().size([width, height]).paddingInner(2).paddingTop((d) => (d.depth === 1 ? 24 : 0)).round(true)(root);
    this.picture.replaceChildren(...(root.children || []).map((tile, i) => this.tile(tile, node.size, i)));
  }

  tile(tile, total, index) {
    const node = tile.data.node;
    const text = node.name + ", " + formatBytes(node.size) + ", " + formatShare(node.size, total);
    const button = make("button", {
      type: "button", class: "tile", "aria-label": text, title: text, tabindex: index ? "-1" : "0",
      "data-kind": node.kind, click: () => this.go(node),
    });
    place(button, tile, { x0: 0, y0: 0 });
    if (tile.x1 - tile.x0 > 44 && tile.y1 - tile.y0 > 20)
      button.append(make("span", { class: "tile-name" }, node.name + " "),
        make("small", {}, formatBytes(node.size)));
    for (const inner of tile.children || []) button.append(this.innerTile(inner, tile));
    return button;
  }

  innerTile(inner, outer) {
    const node = inner.data.node;
    const span = make("span", { class: "inner", "aria-hidden": "true", "data-kind": node.kind });
    place(span, inner, outer);
    const name = node.name.startsWith(outer.data.node.name) ? node.name.slice(outer.data.node.name.length) : node.name;
    if (inner.x1 - inner.x0 > 36 && inner.y1 - inner.y0 > 16) span.textContent = name || node.name;
    return span;
  }

  /// The tiles are one stop of the Tab key; arrows go to the next smaller and
  /// larger one, Escape to the level above.
  moveFocus(event) {
    const tiles = [...this.picture.children], at = tiles.indexOf(document.activeElement);
    if (event.key === "Escape" && this.trail.length > 1) {
      this.trail.pop();
      this.update();
      this.picture.firstChild?.focus();
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? tiles.length - 1 : step ? at + step : -1;
    if (at < 0 || !tiles[to]) return;
    event.preventDefault();
    tiles[at].tabIndex = -1;
    tiles[to].tabIndex = 0;
    tiles[to].focus();
  }
}

/// Puts the element where the layout has the tile, within `outer`.
function place(element, tile, outer) {
  Object.assign(element.style, {
    left: tile.x0 - outer.x0 + "px", top: tile.y0 - outer.y0 + "px",
    width: Math.max(tile.x1 - tile.x0, 1) + "px", height: Math.max(tile.y1 - tile.y0, 1) + "px",
  });
}
