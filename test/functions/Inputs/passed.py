# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""gdb -batch -nx -x passed.py PROGRAM, with DUMP in the environment

Runs PROGRAM, stops where each function that DUMP (of btfgen --dump) describes is entered, and looks
into the registers in which the calling convention of x86-64 passes what its prototype says. The name of
a parameter tells what every caller passes: v17 is 0x17, p21 a struct of 0x21 and 0x22, q31 a pointer
to 0x31; p21__b is p21's second member alone. That is what a BPF program would see."""

import os
import re

import gdb

REGISTERS = ("rdi", "rsi", "rdx", "rcx", "r8", "r9")


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


def expected(parameter):
    """What is in each register that the parameter takes: (value, whether it is pointed to)."""
    kind, number, member = re.fullmatch(r"([vpq])(\d\d)(?:__([ab]))?", parameter).groups()
    value = int(number, 16)
    if kind == "p":
        both = [(value, False), (value + 1, False)]
        return [both["ab".index(member)]] if member else both
    return [(value, kind == "q")]


def mismatch(parameters):
    slot = 0
    for parameter in parameters:
        for value, pointed in expected(parameter):
            if slot == len(REGISTERS):
                return None
            seen = int(gdb.parse_and_eval("(unsigned long)$%s" % REGISTERS[slot]))
            if pointed:
                try:
                    memory = gdb.selected_inferior().read_memory(seen, 8)
                    seen = int.from_bytes(memory.tobytes(), "little")
                except gdb.MemoryError:
                    seen = -1
            # Of an int the upper half is not passed.
            if seen & 0xFFFFFFFF != value:
                return "%s is not in %s" % (parameter, REGISTERS[slot])
            slot += 1
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
                wrong = mismatch(described[name])
                verdicts[name] = verdicts.get(name) if wrong is None and name in verdicts else (
                    "WRONG: " + wrong if wrong else "(%s) as passed" % ", ".join(described[name])
                )
        return False


described = prototypes(os.environ["DUMP"])
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
