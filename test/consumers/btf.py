# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A plain reader of BTF: what choose.py needs to find names, and damage.py to change them where they
are. It believes what it reads. Little-endian, and ids of a split go on behind its base's."""

import struct

INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT = range(1, 12)
FUNC, FUNC_PROTO, VAR, DATASEC, FLOAT, DECL_TAG, TYPE_TAG, ENUM64 = range(12, 20)
MODIFIERS = {TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG}

# bytes behind a record, and for each of its elements
FIXED = {INT: 4, ARRAY: 12, VAR: 4, DECL_TAG: 4}
EACH = {STRUCT: 12, UNION: 12, ENUM: 8, FUNC_PROTO: 8, DATASEC: 12, ENUM64: 12}


class Type:
    def __init__(self, number, at, name, kind, flag, count, size):
        self.number, self.at, self.name = number, at, name
        self.kind, self.flag, self.count, self.size = kind, flag, count, size

    def element(self, index):
        """where the bytes of one of its members, enumerators or parameters are"""
        return self.at + 12 + FIXED.get(self.kind, 0) + index * EACH[self.kind]


class BTF:
    def __init__(self, path, base=None):
        with open(path, "rb") as file:
            self.data = bytearray(file.read())
        header, type_at, type_size, string_at, string_size = struct.unpack_from("<5I", self.data, 4)
        strings = bytes(self.data[header + string_at : header + string_at + string_size])
        self.strings = (base.strings if base else b"") + strings
        self.base = base
        self.types = list(base.types) if base else [None]
        self.first = len(self.types)
        at, end = header + type_at, header + type_at + type_size
        while at < end:
            name, info, size = struct.unpack_from("<3I", self.data, at)
            kind, count = info >> 24 & 0x1F, info & 0xFFFF
            self.types.append(Type(len(self.types), at, self.string(name), kind, info >> 31, count, size))
            at += 12 + FIXED.get(kind, 0) + EACH.get(kind, 0) * count

    def string(self, offset):
        return self.strings[offset : self.strings.index(b"\0", offset)].decode()

    def owner(self, entry):
        """the BTF whose bytes hold it"""
        return self if entry.number >= self.first else self.base

    def own(self):
        return self.types[self.first :]

    def elements(self, entry):
        """(name, second word, third word) of each member or enumerator, of a parameter (name, type)"""
        form = "<2I" if EACH[entry.kind] == 8 else "<3I"
        data = self.owner(entry).data
        for index in range(entry.count):
            name, *rest = struct.unpack_from(form, data, entry.element(index))
            yield (self.string(name), *rest)

    def strip(self, number):
        """the type behind typedefs and qualifiers; None is void"""
        while number and self.types[number].kind in MODIFIERS:
            number = self.types[number].size
        return self.types[number]

    def array_element(self, entry):
        return struct.unpack_from("<I", self.owner(entry).data, entry.at + 12)[0]
