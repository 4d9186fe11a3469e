# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""json-bytes.py FILE: every text in the JSON of FILE, as the bytes that it stands for."""

import json
import re
import sys


def texts(value):
    if isinstance(value, dict):
        for v in value.values():
            yield from texts(v)
    elif isinstance(value, list):
        for v in value:
            yield from texts(v)
    elif isinstance(value, str):
        yield value


def original(match):
    return b"\\" if match[0] == rb"\\" else bytes([int(match[1], 16)])


with open(sys.argv[1], "rb") as file:
    for text in texts(json.loads(file.read().decode())):  # strictly UTF-8
        print(re.sub(rb"\\\\|\\x([0-9a-f]{2})", original, text.encode()))
