#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: flat-arrays.py BASE SPLIT OUT

Writes the raw split BTF that SPLIT holds to OUT, with each array of several dimensions as one of as
many elements, as older versions of pahole made them. BASE is raw, too. Exit status 1, and no output,
if BASE has an array of several dimensions itself: then it was not made so."""

import struct
import sys

ARRAY = 3
# Bytes behind a record's first twelve, and for each of what it counts.
TAIL = {1: (4, 0), 3: (12, 0), 4: (0, 12), 5: (0, 12), 6: (0, 8), 13: (0, 8), 14: (4, 0), 15: (0, 12), 17: (4, 0), 19: (0, 12)}


def arrays(data):
    """The byte order, the number of types, and by type id the offset of each array's element type."""
    order = "<" if data[:2] == b"\x9f\xeb" else ">"
    _, _, _, header, types, size = struct.unpack_from(order + "HBBIII", data)
    at, end, number, found = header + types, header + types + size, 0, {}
    while at < end:
        number += 1
        info = struct.unpack_from(order + "I", data, at + 4)[0]
        kind, count = info >> 24 & 31, info & 0xFFFF
        if kind == ARRAY:
            found[number] = at + 12
        fixed, each = TAIL.get(kind, (0, 0))
        at += 12 + fixed + each * count
    return order, number, found


def main(base, split, out):
    with open(base, "rb") as file:
        below = file.read()
    with open(split, "rb") as file:
        data = bytearray(file.read())
    order, number, inBase = arrays(below)
    known = {n: struct.unpack_from(order + "III", below, at) for n, at in inBase.items()}
    if any(element in known for element, _, _ in known.values()):
        return 1
    _, _, own = arrays(data)
    known.update({number + n: struct.unpack_from(order + "III", data, at) for n, at in own.items()})
    for n, at in own.items():
        element, index, count = known[number + n]
        while element in known:
            element, _, more = known[element]
            count *= more
        struct.pack_into(order + "III", data, at, element, index, count & 0xFFFFFFFF)
    with open(out, "wb") as file:
        file.write(data)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
