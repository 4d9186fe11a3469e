# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""gdb -batch -nx -x passed.py PROGRAM, with DUMP and READS in the environment

Runs PROGRAM, stops where each function that DUMP (of btfgen --dump) describes is entered, and looks
into the registers and the stack, where the calling convention of x86-64 passes what its prototype says. The name
of a parameter tells what every caller passes: v17 is 0x17, q31 a pointer to 0x31, p21 a struct of the longs 0x21
and 0x22, other letters other structs (STRUCTS) of such numbers; p21__b is p21's second member alone. That is what
a BPF program would see."""

import os
import re

import gdb

REGISTERS = ("rdi", "rsi", "rdx", "rcx", "r8", "r9")
# Offset and size of each member.
STRUCTS = {
    "p": ((0, 8), (8, 8)),
    "i": ((0, 4), (4, 4)),
    "d": ((0, 4), (4, 4), (8, 4), (12, 4)),
    "m": ((0, 8), (8, 4), (12, 2), (14, 1)),
    "t": ((0, 4), (4, 4), (8, 4)),
    "l": ((0, 8), (8, 8), (16, 8)),
    "n": ((0, 1), (1, 1), (2, 2)),
}


def prototypes(path):
    """Name of a function -> names of its parameters."""
    protos, functions, current = {}, {}, None
    with open(path) as lines:
        for line in lines:
            if found := re.match(r"\[(\d+)\] FUNC_PROTO ", line):
                current = protos.setdefault(int(found[1]), [])
            elif found := re.match(r"\[\d+\] FUNC '(.+)' type_id=(\d+)", line):
                functions[found[1]] = int(found[2])
            elif line.startswith("["):
                current = None
            elif current is not None and (found := re.match(r"\t'(\S+)' type_id=", line)):
                current.append(found[1])
    return {name: protos[proto] for name, proto in functions.items()}


def reads(path):
    """Name of a function -> what it reads, such as {"v18", "p20.a"}; of others everything counts."""
    if not path:
        return {}
    with open(path) as lines:
        return {line.split()[1]: set(line.split()[3:]) for line in lines if re.match(r"// \S+ reads", line)}


def expected(parameter, read):
    """What is passed, and which bits of it count, in words: [(value, mask)], and whether it is pointed to.
    READ: what the function reads, or None if all counts."""
    kind, number, member = re.fullmatch(r"([a-z])([0-9a-f]{2})(?:__([a-d]))?", parameter).groups()
    value = int(number, 16)
    if kind in "vq":
        if read is not None and parameter not in read:
            return [(0, 0)], False
        # Of an int the upper half is not passed, and of what is narrower nothing more.
        return [(value, 0xFFFFFFFF if kind == "q" else 0xFF)], kind == "q"
    if member:
        return [(value + "abcd".index(member), 0xFF)], False
    words = [(0, 0)] * ((sum(STRUCTS[kind][-1]) + 7) // 8)
    for index, (offset, size) in enumerate(STRUCTS[kind]):
        shift, mask = offset % 8 * 8, (1 << size * 8) - 1
        if read is not None and parameter + "." + "abcd"[index] not in read:
            mask = 0
        seen, masks = words[offset // 8]
        words[offset // 8] = (seen | (value + index) << shift, masks | mask << shift)
    return words, False


def memory(address):
    try:
        return int.from_bytes(gdb.selected_inferior().read_memory(address, 8).tobytes(), "little")
    except gdb.MemoryError:
        return -1


def mismatch(parameters, read):
    free, stack = list(REGISTERS), int(gdb.parse_and_eval("(unsigned long)$rsp")) + 8
    for parameter in parameters:
        words, pointed = expected(parameter, read)
        # All of it in registers, or on the stack.
        in_memory = len(words) > min(2, len(free))
        for value, mask in words:
            if in_memory:
                place, seen = "the stack", memory(stack)
                stack += 8
            else:
                place = free.pop(0)
                seen = int(gdb.parse_and_eval("(unsigned long)$%s" % place))
            if pointed:
                seen = memory(seen)
            if seen & mask != value & mask:
                return "%s is not in %s" % (parameter, place)
    return None


class Entry(gdb.Breakpoint):
    """Where some symbols lie."""

    def __init__(self, address, names):
        super().__init__("*%#x" % address, internal=True)
        self.silent = True
        self.names = names
        self.hit = False

    def stop(self):
        self.hit = True
        for name in self.names:
            if name not in described:
                verdicts[name] = "left out"
            else:
                wrong = mismatch(described[name], read_by.get(name.split(".")[0]))
                verdicts[name] = verdicts.get(name) if wrong is None and name in verdicts else (
                    "WRONG: " + wrong if wrong else "(%s) as passed" % ", ".join(described[name])
                )
        return False


described = prototypes(os.environ["DUMP"])
read_by = reads(os.environ["READS"])
verdicts = {}
program = gdb.current_progspace().filename
symbols = {}
for line in os.popen("nm '%s'" % program):
    address, kind, name = line.split()[-3:] if len(line.split()) == 3 else ("", "", "")
    if kind in ("t", "T") and ".cold" not in name and name.startswith("f_"):
        symbols.setdefault(int(address, 16), []).append(name)
# A function is described under its symbol's name, or under what is before the first dot.
for names in symbols.values():
    for index, name in enumerate(names):
        if name not in described and name.split(".")[0] in described:
            names[index] = name.split(".")[0]
gdb.execute("set startup-with-shell off")
gdb.execute("set disable-randomization off")
entries = [Entry(address, names) for address, names in symbols.items()]
gdb.execute("run", to_string=True)
for entry in entries:
    if not entry.hit:
        for name in entry.names:
            verdicts[name] = "not called"
for name in sorted(verdicts):
    print("%s: %s" % (name, verdicts[name]))
