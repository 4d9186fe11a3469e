# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""gdb -nx -batch -ex 'python images = "vmlinux=/boot/vmlinux ..."' -x gdb-facts.py <QUESTIONS >FACTS

Has gdb answer from DWARF the questions of choose.py, each line with its answer at the end:

    member OWNER struct|union TYPE FIELD DECLARATION | bit offset, bits if it is a bit-field or 0, bytes
                                                       of its type, bytes of TYPE
    enumerator OWNER TYPE NAME                       | value
    function OWNER NAME                              | bytes of what it returns (void: 0) and of each
                                                       parameter, with commas
    variable OWNER NAME DECLARATION                  | bytes

What gdb does not know is left out and said on standard error: it finds types and enumerators by name
only where they are at file scope."""

import sys

import gdb


def place(aggregate, name):
    """(bit offset, bits, type) of a field, also in members without a name"""
    for field in aggregate.fields():
        if field.name == name:
            return field.bitpos, field.bitsize, field.type
        if not field.name and field.type.strip_typedefs().code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
            found = place(field.type.strip_typedefs(), name)
            if found:
                return field.bitpos + found[0], *found[1:]
    return None


def size(of):
    """gdb gives void one byte, and arrays without a bound one element in some versions"""
    of = of.strip_typedefs()
    if of.code == gdb.TYPE_CODE_VOID:
        return 0
    if of.code == gdb.TYPE_CODE_ARRAY and of.range()[1] < of.range()[0]:
        return 0
    return of.sizeof


def answer(word, rest):
    if word == "member":
        aggregate = gdb.lookup_type(f"{rest[0]} {rest[1]}")
        offset, bits, of = place(aggregate, rest[2])
        return f"{offset} {bits} {size(of)} {aggregate.sizeof}"
    if word == "enumerator":
        of = gdb.lookup_type("enum " + rest[0])
        value = next(field.enumval for field in of.fields() if field.name == rest[1])
        # gdb has it in 64 bits with a sign, also if the enum has none.
        return value if of.is_signed else value % (1 << 8 * of.sizeof)
    symbol = gdb.lookup_global_symbol(rest[0]) or gdb.lookup_static_symbol(rest[0])
    if word == "function":
        return ",".join(str(size(of)) for of in [symbol.type.target(), *(field.type for field in symbol.type.fields())])
    return size(symbol.type)


def main():
    gdb.execute("set language c")
    paths = dict(pair.split("=", 1) for pair in images.split())  # noqa: F821 # the command line's
    loaded, unanswered = None, 0
    for line in open(0):
        word, owner, *rest = line.split()
        if paths[owner] != loaded:
            loaded = paths[owner]
            gdb.execute("file " + loaded, to_string=True)
        try:
            print(line.strip(), answer(word, rest))
        except (gdb.error, AttributeError, TypeError, StopIteration, RuntimeError) as error:
            unanswered += 1
            print("not known to gdb:", line.strip(), error, file=sys.stderr)
    print(f"{unanswered} not known to gdb", file=sys.stderr)


main()
