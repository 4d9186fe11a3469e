# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""choose.py SEED MEMBERS OWNER... <- SET/{vmlinux,extra,merged,OWNER}.btf, in the folder SET

Chooses what consumers are asked about: MEMBERS members of vmlinux, a fifth as many enumerators and
functions, and likewise a fifth of all of that of each OWNER, a module; and variables of extra.btf. Prints
a question a line, a tenth more of them than were asked for, since gdb cannot answer all:

    member OWNER struct|union TYPE FIELD DECLARATION
    enumerator OWNER TYPE NAME
    function OWNER NAME
    variable extra NAME DECLARATION

DECLARATION is what C must say so that CO-RE takes the field or variable for the same: int, pointer, enum,
struct, union or other, with [] ahead for each dimension. Only names with a single definition in merged.btf
and extra.btf are chosen: a debugger looks at one definition, whichever it finds first. Left out are
types that two of these modules have, since they cannot be made wrong in one place; and enums of modules that
vmlinux declares: libbpf takes the declaration, which has no enumerators, and looks no further."""

import collections
import random
import sys

import btf
from btf import BTF


def declaration(of, number):
    entry, dimensions = of.strip(number), ""
    while entry and entry.kind == btf.ARRAY:
        dimensions += "[]"
        entry = of.strip(of.array_element(entry))
    words = {btf.INT: "int", btf.PTR: "pointer", btf.ENUM: "enum", btf.ENUM64: "enum"}
    words |= {btf.STRUCT: "struct", btf.UNION: "union"}
    return dimensions + words.get(entry.kind if entry else None, "other")


def fields(of, entry):
    """(name, type) of its members, and of those of members without a name"""
    for name, number, _ in of.elements(entry):
        inner = of.strip(number)
        if name:
            yield name, number
        elif inner and inner.kind in (btf.STRUCT, btf.UNION):
            yield from fields(of, inner)


def questions(of, owner, unique):
    """all that can be asked about the types that are its own, by the first word"""
    found = collections.defaultdict(list)
    for entry in of.own():
        if not entry.name or not unique(entry):
            continue
        if entry.kind in (btf.STRUCT, btf.UNION):
            kind = "struct" if entry.kind == btf.STRUCT else "union"
            for name, number in fields(of, entry):
                found["member"].append(f"{owner} {kind} {entry.name} {name} {declaration(of, number)}")
        elif entry.kind in (btf.ENUM, btf.ENUM64):
            for name, *_ in of.elements(entry):
                found["enumerator"].append(f"{owner} {entry.name} {name}")
        elif entry.kind == btf.FUNC:
            found["function"].append(f"{owner} {entry.name}")
        elif entry.kind == btf.VAR and owner == "extra":
            found["variable"].append(f"{owner} {entry.name} {declaration(of, entry.size)}")
    return found


def main(seed, members, owners):
    random.seed(seed)
    names = collections.Counter()
    vmlinux = BTF("vmlinux.btf")
    for of in BTF("merged.btf"), BTF("extra.btf", vmlinux):
        for entry in of.own():
            if entry.name:
                names[entry.kind in (btf.STRUCT, btf.UNION, btf.FWD), entry.name] += 1
            if entry.kind in (btf.ENUM, btf.ENUM64):
                names.update(("enumerator", name) for name, *_ in of.elements(entry))

    left_out = {entry.name for entry in vmlinux.own() if entry.kind == btf.ENUM and entry.count == 0}
    splits = {owner: BTF(owner + ".btf", vmlinux) for owner in ["extra", *owners]}
    own = collections.Counter(name for of in splits.values() for name in {entry.name for entry in of.own()})
    left_out.update(name for name, count in own.items() if count > 1)

    def unique(of):
        def answer(entry):
            aggregate = entry.kind in (btf.STRUCT, btf.UNION, btf.FWD)
            if names[aggregate, entry.name] > 1 or entry.name in left_out:
                return False
            if entry.kind in (btf.ENUM, btf.ENUM64):
                return all(names["enumerator", name] == 1 for name, *_ in of.elements(entry))
            return True

        return answer

    for owner in ["vmlinux", "extra", *owners]:
        of = splits.get(owner, vmlinux)
        share = members if owner == "vmlinux" else members // 5
        found = questions(of, owner, unique(of))
        if owner == "extra":  # its types are nobody's but what variables need
            found = {"variable": found["variable"]}
        for word, count in ("member", share), ("enumerator", share // 5), ("function", share // 5), ("variable", share // 5):
            random.shuffle(found.get(word, []))
            for question in found.get(word, [])[: count + count // 10 + 1]:
                print(word, question)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
