# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""damage.py values|names SET OUT OWNER... <FACTS

Copies SET/{vmlinux,extra,merged,OWNER}.btf to the folder OUT, each wrong about the first of the facts about
its OWNER that can be made wrong; merged.btf about one of each OWNER's.

    values   a member is one byte further on, and an enumerator is one more
    names    a function and a variable have the name of something else

Prints the names that a consumer must now complain about."""

import struct
import sys

import btf
from btf import BTF


def patch(data, at, change):
    data[at : at + 4] = struct.pack("<I", change(struct.unpack_from("<I", data, at)[0]))


def find(of, kinds, name):
    return next((entry for entry in of.own() if entry.kind in kinds and entry.name == name), None)


def move_member(of, rest):
    entry = find(of, {btf.STRUCT if rest[0] == "struct" else btf.UNION}, rest[1])
    for index, (name, *_) in enumerate(of.elements(entry) if entry else []):
        if name == rest[2] and rest[5] == "0":
            patch(of.data, entry.element(index) + 8, lambda offset: offset + 8)
            return name
    return None


def raise_enumerator(of, rest):
    entry = find(of, {btf.ENUM, btf.ENUM64}, rest[0])
    for index, (name, *_) in enumerate(of.elements(entry) if entry else []):
        if name == rest[1]:
            patch(of.data, entry.element(index) + 4, lambda value: value + 1 & 0xFFFFFFFF)
            return name
    return None


def rename(of, kind, rest):
    entry = find(of, {kind}, rest[0])
    other = next(entry for entry in of.types[1:] if entry.kind == btf.STRUCT and entry.count)
    if not entry:
        return None
    of.data[entry.at : entry.at + 4] = of.owner(other).data[other.element(0) : other.element(0) + 4]
    return rest[0]


CHANGES = {
    "values": {"member": move_member, "enumerator": raise_enumerator},
    "names": {
        "function": lambda of, rest: rename(of, btf.FUNC, rest),
        "variable": lambda of, rest: rename(of, btf.VAR, rest),
    },
}


def main(what, source, target, owners):
    vmlinux = BTF(f"{source}/vmlinux.btf")
    read = {"merged": BTF(f"{source}/merged.btf"), "vmlinux": vmlinux}
    read |= {owner: BTF(f"{source}/{owner}.btf", vmlinux) for owner in ["extra", *owners]}
    done = set()
    for line in sys.stdin:
        word, owner, *rest = line.split()
        change = CHANGES[what].get(word)
        if not change or (word, owner) in done:
            continue
        name = change(read[owner], rest)
        if name:
            done.add((word, owner))
            print(name)
            change(read["merged"], rest)
    for name, of in read.items():
        with open(f"{target}/{name}.btf", "wb") as file:
            file.write(of.data)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
