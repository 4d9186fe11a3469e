# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""write-questions.py core|asserts|bpftrace COUNT OWNER... <FACTS

What gdb-facts.py has found out about the OWNERs, as a consumer can be asked; at most COUNT of each kind of
fact and OWNER.

    core      questions.h for core-object.bpf.c
    asserts   C that a compiler takes behind a header if the header says the same
    bpftrace  a script that prints a line for each member: the fact's line, a word and the answer; where it
              names a field that is in no struct, bpftrace refuses all"""

import collections
import sys


def c_declaration(words, name, number):
    """of a field or variable that CO-RE takes for the same; None where there is none"""
    element = words.lstrip("[]")
    dimensions = "[1]" * words.count("[]")
    types = {"int": "int", "pointer": "void *", "enum": f"enum {{ Any{number} }}"}
    types |= {"struct": "struct { char any; }", "union": "union { char any; }"}
    return f"{types[element]} {name}{dimensions}" if element in types else None


def core(number, word, rest):
    if word == "member":
        kind, of, field, words, _, bits, *_ = rest
        declaration = c_declaration(words, field, number)
        return f"MEMBER({number}, {kind}, {of}, {field}, {declaration})" if declaration and bits == "0" else None
    if word == "enumerator":
        return f"ENUMERATOR({number}, {rest[0]}, {rest[1]})"
    if word == "function":
        return f"FUNCTION({number}, {rest[0]})"
    # Of variables CO-RE compares also what they point to.
    declaration = None if "pointer" in rest[1] else c_declaration(rest[1], rest[0], number)
    return f"VARIABLE({number}, {rest[0]}, {declaration})" if declaration else None


def asserts(number, word, rest):
    if word == "member":
        kind, of, field, _, offset, bits, _, size = rest
        text = f'_Static_assert(sizeof({kind} {of}) == {size}, "{kind} {of}");'
        if bits == "0":
            text += f'\n_Static_assert(__builtin_offsetof({kind} {of}, {field}) * 8 == {offset}, "{of}.{field}");'
        return text
    suffix = "ULL" if word == "enumerator" and int(rest[2]) >> 63 > 0 else ""
    return f'_Static_assert({rest[1]} == {rest[2]}{suffix}, "{rest[1]}");' if word == "enumerator" else None


def bpftrace(number, word, rest):
    if word != "member" or rest[5] != "0":
        return None
    kind, of, field, *_ = rest
    return f'  printf("{number} %d %d\\n", offsetof({kind} {of}, {field}), sizeof({kind} {of}));'


def main(form, count, owners):
    seen = collections.Counter()
    write = {"core": core, "asserts": asserts, "bpftrace": bpftrace}[form]
    for number, line in enumerate(sys.stdin, 1):
        word, owner, *rest = line.split()
        if owner not in owners or seen[owner, word] >= count:
            continue
        text = write(number, word, rest)
        if text:
            seen[owner, word] += 1
            print(text)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
