// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The browser of types: a search by name, and one type with all that is in it.
"use strict";

/// The order of equally good results: what one mostly looks for comes first.
const KindRank = {
  [Kind.Struct]: 0, [Kind.Union]: 0, [Kind.Enum]: 1, [Kind.Enum64]: 1, [Kind.Typedef]: 1, [Kind.Func]: 2, [Kind.Var]: 2,
};
const KindChoices = {
  "structs and unions": [Kind.Struct, Kind.Union], enumerations: [Kind.Enum, Kind.Enum64],
  typedefs: [Kind.Typedef], functions: [Kind.Func], variables: [Kind.Var, Kind.Datasec],
};

/// Names of all types, base included, in lower case: made once for a file.
function nameIndex(btf) {
  if (btf.lowerNames) return btf.lowerNames;
  const names = new Array(btf.endId).fill("");
  for (let id = 1; id < btf.endId; ++id) names[id] = btf.name(id).toLowerCase();
  return (btf.lowerNames = names);
}

/// Types whose name has `text` in it, best first, at most MaxRows; and how many
/// there are. One walk over all names.
function searchTypes(btf, text, kinds) {
  const names = nameIndex(btf), wanted = text.trim().toLowerCase().replace(/^(struct|union|enum)\s+/, "");
  const best = Array.from({ length: 12 }, () => []);
  let count = 0;
  if (!wanted) return { ids: [], count };
  for (let id = 1; id < names.length; ++id) {
    const at = names[id].indexOf(wanted);
    if (at < 0) continue;
    const kind = btf.kind(id);
    if (kinds ? !kinds.includes(kind) : kind === Kind.DeclTag) continue;
    ++count;
    const rank = at ? 2 : names[id].length === wanted.length ? 0 : 1;
    const bucket = best[4 * rank + (KindRank[kind] ?? 3)];
    if (bucket.length < MaxRows) bucket.push(id);
  }
  return { ids: best.flat().slice(0, MaxRows), count };
}

class TypeBrowser {
  constructor() {
    $("type-kind").append(make("option", { value: "" }, "all kinds"),
      ...Object.keys(KindChoices).map((name) => make("option", { value: name }, name)));
    const search = () => this.search();
    onInput($("type-search"), search);
    $("type-kind").addEventListener("change", search);
    $("type-search").addEventListener("keydown", (event) => this.leaveBox(event));
    $("type-results").addEventListener("keydown", (event) => this.moveInList(event));
  }

  /// From the box into the list by the arrow; to the best result by Enter.
  leaveBox(event) {
    if (event.key === "Enter") this.search();
    const first = $("type-results").querySelector("a");
    if (!first) return;
    if (event.key === "Enter") location.hash = first.hash;
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    first.focus();
  }

  moveInList(event) {
    const item = document.activeElement.closest("li");
    const to = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling }[event.key];
    if (!to) return;
    event.preventDefault();
    to.firstChild.focus();
  }

  show(btf) {
    this.btf = btf;
    nameIndex(btf); // so that the first search does not wait for it
    this.search();
  }

  search() {
    const started = performance.now();
    const text = $("type-search").value;
    const { ids, count } = searchTypes(this.btf, text, KindChoices[$("type-kind").value]);
    $("type-results").replaceChildren(...ids.map((id) => this.result(id)));
    const all = formatNumber(count) + " found" + (count > ids.length ? "; the first " + ids.length + " are shown" : "");
    announce($("type-status"), text.trim() ? all : "", started);
  }

  result(id) {
    const current = id === this.id ? "true" : undefined;
    return make("li", {}, make("a", { href: typeHref(this.btf, id), "aria-current": current },
      make("span", { class: "code" }, this.btf.name(id)), " ", make("small", {}, this.about(id))));
  }

  /// What tells types of one name apart.
  about(id) {
    const kind = this.btf.kind(id);
    return KindNames[kind] + (isComposite(kind) ? ", " + formatBytes(this.btf.word(id, 2)) : "");
  }

  /// Shows the type. True if there is one.
  open(btf, id) {
    if (!btf.has(id)) return false;
    this.btf = btf;
    this.id = id;
    const kind = btf.kind(id), file = btf.fileOf(id);
    const facts = [KindNames[kind] || "unknown kind", "type id " + id];
    if (file !== btf) facts.push("of the base " + file.fileName);
    const size = sizeOf(btf, id);
    if (size) facts.unshift(formatBytes(size));
    const here = typeHref(btf, id);
    const title = make("h3", { id: "type-title", tabindex: "-1", class: "code" },
      ...declarationNodes(btf, describeType(btf, id)));
    for (const link of title.querySelectorAll("a")) if (link.hash === here) link.replaceWith(link.textContent);
    $("type").replaceChildren(title, make("p", { class: "facts" }, facts.join(" · ")),
      ...this.contents(btf, id, kind), this.users(btf, id));
    for (const link of $("type-results").querySelectorAll("a"))
      if (link.hash === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    return true;
  }

  contents(btf, id, kind) {
    if (isComposite(kind)) return this.composite(btf, id);
    if (isEnum(kind))
      return [simpleTable("Values", ["Value", "Name"], btf.enumerators(id).map((e) => [e.value.toString(), e.name]))];
    if (kind === Kind.Datasec)
      return [simpleTable("Variables", ["Offset", "Size", "Variable"], btf.sectionVariables(id).map((v) => [
        formatNumber(v.offset), formatNumber(v.size),
        make("span", {}, ...declarationNodes(btf, declare(btf, v.type, "")), " ",
          typeLink(btf, v.type, "(id " + v.type + ")")),
      ]))];
    const to = kind > Kind.Enum64 ? 0 : btf.target(id);
    if (!to) return [];
    return [make("p", {}, kind === Kind.FuncProto ? "Returns " : "Refers to ",
      typeLink(btf, to, describeShort(btf, to) || "type " + to), " (" + KindNames[btf.kind(to)] + ")")];
  }

  composite(btf, id) {
    const body = make("tbody"), layout = layOut(btf, id);
    const holes = layout.filter((row) => row.hole), padding = layout.find((row) => row.padding);
    const sum = formatBits(holes.reduce((bits, row) => bits + row.hole, 0));
    const facts = [formatNumber(btf.vlen(id)) + (btf.vlen(id) === 1 ? " member" : " members")];
    if (holes.length) facts.push(holes.length === 1 ? "1 hole of " + sum : holes.length + " holes, in all " + sum);
    else if (btf.kind(id) === Kind.Struct) facts.push("no holes");
    if (padding) facts.push(formatBits(padding.padding) + " of padding at the end");
    addLayout(body, btf, id, 0, 0);
    const caption = "Offsets and sizes are in bytes; of bit-fields byte:bit, and bits.";
    const heads = ["Offset", "Size", "Member"].map((text, i) =>
      make("th", { scope: "col", class: i < 2 ? "number" : undefined }, text));
    return [
      make("p", { id: "type-facts" }, facts.join("; ") + "."),
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Members" },
        make("table", { id: "members" }, make("caption", { class: "quiet" }, caption),
          make("thead", {}, make("tr", {}, ...heads)), body)),
    ];
  }

  users(btf, id) {
    const found = [];
    for (let file = btf; file; file = file.base) if (id < file.endId) found.push(...file.users(id));
    const items = found.slice(0, MaxRows).map((user) => {
      const kind = KindNames[btf.kind(user)];
      return make("li", {}, typeLink(btf, user, describeShort(btf, user) || kind), " ", make("small", {}, kind));
    });
    return make("details", { open: found.length > 0 && found.length <= 20 },
      make("summary", {}, "Types that refer to it: " + formatNumber(found.length)),
      make("ul", { class: "users" }, ...items),
      found.length > MaxRows ? make("p", {}, "The first " + MaxRows + " are shown.") : null);
  }
}

/// A table of short rows of text.
function simpleTable(caption, titles, rows) {
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", { class: "quiet" }, caption),
      make("thead", {}, make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {}, ...rows.map((row) =>
        make("tr", {}, ...row.map((cell) => make("td", { class: "code" }, cell)))))));
}

const formatOffset = (bits, isField) => formatNumber(bits >> 3) + (isField || bits & 7 ? ":" + (bits & 7) : "");

/// Rows in one table: more than any kernel has, and an end for a type that contains
/// itself.
const MaxMemberRows = 20000;

/// Puts the rows of a struct or union that starts at `start` bits before the row
/// `before`, or at the end: members without a name are followed by theirs, others
/// on demand.
function addLayout(body, btf, id, start, depth, before = null) {
  for (const row of layOut(btf, id)) {
    if (depth > MaxDepth || body.rows.length > MaxMemberRows) return;
    const offset = start + row.offset;
    if (!row.member) {
      body.insertBefore(wasteRow(row, offset, depth), before);
      continue;
    }
    const line = memberRow(btf, row, offset, depth);
    body.insertBefore(line, before);
    const type = stripped(btf, row.member.type);
    if (!isComposite(btf.kind(type))) continue;
    if (!row.member.name) addLayout(body, btf, type, offset, depth + 1, before);
    else if (btf.vlen(type))
      line.lastChild.prepend(expander(row.member.name, line, depth, () =>
        addLayout(body, btf, type, offset, depth + 1, line.nextElementSibling)));
  }
}

function memberRow(btf, row, offset, depth) {
  const { name, type } = row.member;
  const size = row.bits ? row.bits + (row.bits === 1 ? " bit" : " bits") : formatNumber(row.size >> 3);
  return make("tr", { "data-depth": depth, "data-member": name, "data-offset": offset },
    make("td", { class: "number" }, formatOffset(offset, row.bits)), make("td", { class: "number" }, size),
    indented(depth, ...declarationNodes(btf, declare(btf, type, name)), row.bits ? " : " + row.bits : ""));
}

/// A hole, or what is between the last member and the end.
function wasteRow(row, offset, depth) {
  const bits = row.hole || row.padding;
  return make("tr", { class: "waste", "data-depth": depth, "data-offset": offset, "data-hole": row.hole },
    make("td", { class: "number" }, formatOffset(offset, false)),
    make("td", { class: "number" }, bits & 7 ? "" : formatNumber(bits >> 3)),
    indented(depth, (row.hole ? "hole of " : "padding of ") + formatBits(bits)));
}

function indented(depth, ...children) {
  const cell = make("td", { class: "code" }, ...children);
  cell.style.paddingLeft = 1.6 + 1.4 * Math.min(depth, 12) + "rem";
  return cell;
}

/// A button that shows, by `expand`, and hides the members of the member in `line`.
function expander(name, line, depth, expand) {
  const toggle = () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (!isOpen) expand();
    while (isOpen && Number(line.nextElementSibling?.dataset.depth) > depth) line.nextElementSibling.remove();
    button.setAttribute("aria-expanded", String(!isOpen));
  };
  const button = make("button", {
    type: "button", class: "expand", "aria-expanded": "false", "aria-label": "members of " + name, click: toggle,
  });
  return button;
}
