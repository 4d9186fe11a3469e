// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C for types, as a list of texts and of { text, id } for names that lead to a
// type. As lib/BTF/CDecl.h, bounded in length and depth.
"use strict";

const MaxDeclaration = 60; // pieces; a prototype may have many parameters

const Keywords = {
  [Kind.Struct]: "struct", [Kind.Union]: "union", [Kind.Enum]: "enum", [Kind.Enum64]: "enum",
  [Kind.Const]: "const", [Kind.Volatile]: "volatile", [Kind.Restrict]: "restrict",
};

/// What introduces the type: `struct list_head`, `u64`.
function nameInC(btf, id) {
  if (id === 0) return "void";
  const kind = btf.kind(id);
  const keyword = kind === Kind.Fwd ? (btf.flag(id) ? "union" : "struct") : Keywords[kind] || "";
  const name = btf.name(id) || (isComposite(kind) || isEnum(kind) ? "{…}" : "");
  return (keyword + " " + name).trim();
}

/// The declaration of `name`, which may be empty, with that type.
function declare(btf, id, name) {
  const budget = { left: MaxDeclaration };
  return declareAround(btf, id, name ? [name] : [], 0, budget);
}

function parameterList(btf, proto, depth, budget) {
  const out = ["("];
  const parameters = btf.parameters(proto);
  parameters.forEach((p, i) => {
    if (i) out.push(", ");
    if (p.type === 0) out.push("...");
    else out.push(...declareAround(btf, p.type, p.name ? [p.name] : [], depth + 1, budget));
  });
  if (!parameters.length) out.push("void");
  out.push(")");
  return out;
}

/// The type around `inner`, a declarator: from the outside in, as C reads.
function declareAround(btf, id, inner, depth, budget) {
  if (depth > MaxDepth || --budget.left < 0) return ["…"];
  const kind = btf.kind(id), target = btf.target(id);
  const around = (to, declarator) => declareAround(btf, to, declarator, depth + 1, budget);
  switch (kind) {
    case Kind.Ptr: {
      const to = btf.kind(target);
      const pointer = ["*", ...inner], binds = to === Kind.Array || to === Kind.FuncProto;
      return around(target, binds ? ["(", ...pointer, ")"] : pointer);
    }
    case Kind.Array:
      return around(btf.word(id, 3), [...inner, "[" + (btf.word(id, 5) || "") + "]"]);
    case Kind.FuncProto:
      return around(target, [...inner, ...parameterList(btf, id, depth, budget)]);
    case Kind.Func:
    case Kind.Var:
      return around(target, [btf.name(id)]);
    case Kind.Const:
    case Kind.Volatile:
    case Kind.Restrict:
    case Kind.TypeTag: {
      const word = Keywords[kind] || btf.name(id);
      if (btf.kind(stripped(btf, target)) === Kind.Ptr && btf.kind(target) !== Kind.Typedef)
        return around(target, [" " + word + " ", ...inner]);
      return [word + " ", ...around(target, inner)];
    }
    default: {
      const base = { text: nameInC(btf, id), id };
      return inner.length ? [base, " ", ...inner] : [base];
    }
  }
}

/// The same as plain text.
function declarationText(btf, id, name) {
  return declare(btf, id, name).map((piece) => piece.text || piece).join("");
}

/// One line that says what the type is.
function describeType(btf, id) {
  const kind = btf.kind(id), target = btf.target(id);
  if (kind === Kind.Typedef) return ["typedef ", ...declare(btf, target, btf.name(id))];
  if (kind === Kind.DeclTag)
    return ["declaration tag “" + btf.name(id) + "” of ", { text: nameInC(btf, target), id: target }];
  if (kind === Kind.Fwd) return [nameInC(btf, id) + " (only declared)"];
  if (kind === Kind.Datasec) return ["section " + btf.name(id)];
  if (kind > Kind.Enum64) return [KindNames[kind] || "unknown kind"];
  return declare(btf, id, "");
}
