#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# turn.py IN OUT: raw little-endian BTF as a big-endian machine would write it. All
# words of header and types have four bytes, but for the magic, version and flags.
import struct
import sys

data = open(sys.argv[1], "rb").read()
size = struct.unpack_from("<I", data, 4)[0]
stringOffset = struct.unpack_from("<I", data, 16)[0]
words = (size + stringOffset) // 4
turned = b"".join(data[4 * i : 4 * i + 4][::-1] for i in range(1, words))
open(sys.argv[2], "wb").write(data[1::-1] + data[2:4] + turned + data[4 * words :])
