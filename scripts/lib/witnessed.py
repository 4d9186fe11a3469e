#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: witnessed.py WITNESS <DIFFERENCES

Lines of btf-diff about functions, pahole's BTF first: prints those for which WITNESS, what
function-witness says of these functions, does not speak for ours:

  - a function that is missing here: some parameter of the clone that it became is not passed, the
    register of the first has the address of the result, or its result is what clang has changed
  ~ one with other parameters: ours are those of the definition that its symbol enters"""

import re
import sys


def parameters(declaration):
    """The names in "int (struct a *x, void (*f)(int), char y[2])"."""
    depth, begin, names = 0, None, []
    opening = declaration.rindex(" (") if "(*" not in declaration else declaration.index(" (")
    for at in range(opening + 1, len(declaration)):
        letter = declaration[at]
        if letter in "([":
            depth += 1
            begin = at + 1 if depth == 1 else begin
        elif (letter == "," and depth == 1) or (letter in ")]" and depth == 1):
            names.append(declaration[begin:at])
            begin = at + 1
        if letter in ")]":
            depth -= 1
            if depth == 0:
                break
    found = []
    for text in names:
        pointer = re.search(r"\(\*+\s*(?:const )?(\w+)", text)
        plain = re.search(r"(\w+)\s*(?:\[\d*\]\s*)*$", text)
        found.append((pointer or plain)[1] if pointer or plain else "")
    return found if found not in (["void"], [""]) else []


def main(witness):
    unpassed, entered = set(), {}
    with open(witness) as lines:
        for line in lines:
            name, what, rest = line.rstrip("\n").split("\t", 2)
            if what in ("unpassed", "displaced", "result"):
                unpassed.add(name)
            else:
                entered.setdefault(name, []).append(rest.split())
    for line in sys.stdin:
        found = re.match(r"([-+~=]) FUNC ([^ :]+)", line)
        if found and found[1] == "-" and found[2] in unpassed:
            continue
        if found and found[1] == "~" and parameters(line.split(" \u2192 ")[-1].strip()) in entered.get(found[2], []):
            continue
        sys.stdout.write(line)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        sys.exit(2)
    main(sys.argv[1])
