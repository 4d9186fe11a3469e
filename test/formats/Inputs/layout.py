# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints where the layout section of raw BTF lies, and its entries."""

import struct
import sys

data = open(sys.argv[1], "rb").read()
order = "<" if data[:2] == b"\x9f\xeb" else ">"
header = struct.unpack_from(order + "HBBIIIIIII", data)
length, types, type_size, strings, string_size, layout, layout_size = header[3:10]
assert types == 0 and layout == type_size and layout + layout_size == strings
assert length + strings + string_size == len(data)
print("at types + %d, %d bytes, strings behind it" % (layout, layout_size))
for kind in range(layout_size // 4):
    fixed, element, flags = struct.unpack_from(order + "BBH", data, length + layout + 4 * kind)
    assert flags == 0
    print("%d: %d %d" % (kind, fixed, element))
