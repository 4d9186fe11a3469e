// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What all parts of the page share: making elements, numbers for people, and the
// data that the page was written with. Text from the data becomes text of
// elements and nothing else: a name cannot be markup.
"use strict";

const $ = (id) => document.getElementById(id);

/// make("a", { href: "#x" }, "text", element...): an element.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const numberFormat = new Intl.NumberFormat("en");
const formatNumber = (n) => numberFormat.format(n);

function formatBytes(n) {
  if (n < 10000) return formatNumber(n) + (n === 1 ? " byte" : " bytes");
  return n < 1e6 ? (n / 1e3).toFixed(1) + " kB" : (n / 1e6).toFixed(2) + " MB";
}
const formatShare = (part, all) => (all ? ((100 * part) / all).toFixed(1) : "0") + " %";
/// Bits as bytes, and what is left of them: "4 bytes", "3 bits".
function formatBits(bits) {
  const parts = [];
  if (bits >= 8) parts.push(formatNumber(bits >> 3) + (bits >> 3 === 1 ? " byte" : " bytes"));
  if (bits & 7) parts.push((bits & 7) + ((bits & 7) === 1 ? " bit" : " bits"));
  return parts.join(", ") || "0 bytes";
}

/// Undoes jsonText() of lib/Support/JsonText.h as far as a page can show it.
const fromJson = (text) => (text.includes("\\") ? text.replace(/\\\\/g, "\\") : text);

function jsonBlock(id) {
  const element = $(id);
  return element ? JSON.parse(element.textContent) : null;
}

function bytesBlock(id) {
  const text = atob($(id).textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/// The files of the page as Btf, a base before what is split from it.
function openFiles(about) {
  const files = [];
  about.files.forEach((file, i) => {
    const base = file.base < 0 ? null : files[file.base];
    const btf = new Btf(fromJson(file.name), bytesBlock("btf-" + i), base);
    btf.index = i;
    files.push(btf);
  });
  return files;
}

/// Links to types: the fragment names the file that is shown and the type.
const typeHref = (btf, id) => "#types/" + btf.index + "/" + id;
function typeLink(btf, id, text) {
  return make("a", { href: typeHref(btf, id) }, text || describeShort(btf, id));
}
function describeShort(btf, id) {
  const kind = btf.kind(id);
  const hasName = btf.name(id) && kind !== Kind.TypeTag;
  return hasName || isComposite(kind) || isEnum(kind) ? nameInC(btf, id) : declarationText(btf, id, "");
}
/// What declare() and describeType() give, as nodes.
function declarationNodes(btf, pieces) {
  return pieces.map((piece) =>
    typeof piece === "string" ? document.createTextNode(piece)
      : piece.id ? typeLink(btf, piece.id, piece.text) : document.createTextNode(piece.text));
}

/// Calls `act` when the reader pauses in writing, with the time that it took.
function onInput(input, act) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(act, 60);
  });
}

/// Says what a search has found, also to those who do not see it; and, for
/// scripts/check-report, how long that took.
function announce(element, text, started) {
  element.textContent = text;
  element.dataset.milliseconds = (performance.now() - started).toFixed(1);
}

/// A label with its control.
const labelled = (text, control) => make("label", {}, make("span", {}, text), control);
