#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: passed.py PROGRAM DUMP [READS [pointed]]

Runs PROGRAM under qemu-user, stops where each function that DUMP (of btfgen --dump) describes is entered, and looks into
the registers and the stack, where the calling convention of the machine passes what its prototype says. The name
of a parameter tells what every caller passes: v17 is 0x17, w17 the same in 8 bytes, q31 a pointer to 0x31, p21 a struct
of the longs 0x21 and 0x22, other letters other structs (STRUCTS) of such numbers; P21 is a pointer to what p21 would be;
p21__b is p21's second member alone, P21__b the one of what P21 points to. That is what a BPF program would see.

When a function is called again, the registers that nothing is passed in, if that is the truth, are overwritten, as a BPF
trampoline does. The function has to return the same."""

import re
import sys

from emulated import Elf, Emulator

# Sizes of the members; "long" is as large as a register.
LONG = 0
STRUCTS = {
    "p": (LONG, LONG),
    "i": (4, 4),
    "d": (4, 4, 4, 4),
    "m": (LONG, 4, 2, 1),
    "t": (4, 4, 4),
    "l": (LONG, LONG, LONG),
    "n": (1, 1, 2),
    "x": (8, 4),
    "y": (4, 8),
}


class Convention:
    """How a machine passes integers, and aggregates of them."""

    # What comes next if it does not fit into the registers that are left.
    SPLIT = "the rest of it on the stack, as all behind it"
    STACK = "all of it on the stack, as all behind it"
    SKIP = "all of it on the stack, and what is behind it in those registers"

    def __init__(self, emulator, registers, sp, pc, rest, stack=0, **more):
        self.emulator = emulator
        self.registers = registers  # numbers of gdb, as sp and pc
        self.sp, self.pc = sp, pc
        self.rest = rest
        self.stack = stack  # bytes between sp and the first argument on the stack
        self.pairs = more.get("pairs", False)  # what is aligned to two words begins in an even register
        self.alignment = more.get("alignment", 8)  # at most, of members
        self.most = more.get("most", 1 << 16)  # bytes of an aggregate that may be in registers
        self.copied = more.get("copied", lambda size: False)  # aggregates that are passed by address
        self.flush_right = more.get("flush_right", False)  # small aggregates, in big-endian registers
        self.result = more.get("result")  # register; None: what functions return is not looked at
        self.link = more.get("link")  # register that has the return address; None: the stack has it
        self.kept = more.get("kept", ())  # of registers, those that a function does not change


def large(size):
    return size > 16


# By the documents of each machine's ABI; i386 as kernels are compiled, with -mregparm=3.
CONVENTIONS = {
    (62, 64): Convention("x86_64", (5, 4, 3, 2, 8, 9), 7, 16, Convention.SKIP, 8, most=16, result=0),
    (3, 32): Convention("i386", (0, 2, 1), 4, 8, Convention.STACK, 4, alignment=4, result=0),
    (183, 64): Convention("aarch64", range(8), 31, 32, Convention.STACK, copied=large, result=0, link=30),
    (40, 32): Convention("arm", range(4), 13, 15, Convention.SPLIT, pairs=True, result=0, link=14),
    (243, 64): Convention("riscv64", range(10, 18), 2, 32, Convention.SPLIT, copied=large, result=10, link=1),
    (258, 64): Convention("loongarch64", range(4, 12), 3, 33, Convention.SPLIT, copied=large, result=4,
                              link=1),
    (22, 64): Convention("s390x", range(4, 9), 17, 1, Convention.STACK, 160,
                         copied=lambda size: size not in (1, 2, 4, 8), flush_right=True,
                         result=4, link=16, kept=(8,)),
    (21, 64): Convention("ppc64le", range(3, 11), 1, 32, Convention.SPLIT, 32 + 8 * 8),
    (8, 64): Convention("mips64el", range(4, 12), 29, 37, Convention.SPLIT, result=2, link=31),
    (8, 32): Convention("mipsel", range(4, 8), 29, 37, Convention.SPLIT, 4 * 4, pairs=True, result=2,
                           link=31),
}  # fmt: skip


def prototypes(path):
    """Name of a function -> names of its parameters; names of functions that return something."""
    protos, functions, results, current = {}, {}, set(), None
    with open(path) as lines:
        for line in lines:
            if found := re.match(r"\[(\d+)\] FUNC_PROTO .*ret_type_id=(\d+)", line):
                current = protos.setdefault(int(found[1]), [])
                if found[2] != "0":
                    results.add(int(found[1]))
            elif found := re.match(r"\[\d+\] FUNC '(.+)' type_id=(\d+)", line):
                functions[found[1]] = int(found[2])
            elif line.startswith("["):
                current = None
            elif current is not None and (found := re.match(r"\t'(\S+)' type_id=", line)):
                current.append(found[1])
    parameters = {name: protos[proto] for name, proto in functions.items()}
    return parameters, {name for name, proto in functions.items() if proto in results}


def said(path, what):
    """Name of a function -> what PATH says in lines "// NAME WHAT ..."."""
    if not path:
        return {}
    with open(path) as lines:
        return {line.split()[1]: line.split()[3:] for line in lines if re.match(r"// \S+ %s" % what, line)}


def result(read):
    """What a function returns that reads this (test/tools/random-clones)."""
    values = [int(use[1:3], 16) + ("abcd".index(use[4]) if "." in use else 0) for use in read]
    return sum(value * (index + 3) for index, value in enumerate(values))


class Argument:
    """What is passed for a parameter: its bytes, and MASK, the bits of them that count."""

    def __init__(self, word, order, alignment):
        self.word, self.order, self.most = word, order, alignment
        self.value, self.mask = b"", b""
        self.alignment = 1
        self.is_aggregate = self.is_pointed = False

    def add(self, value, size, mask):
        size = size or self.word
        align = min(size, self.most)
        self.alignment = max(self.alignment, align)
        self.pad(align)
        self.value += value.to_bytes(size, self.order)
        self.mask += (mask & (1 << size * 8) - 1).to_bytes(size, self.order)

    def pad(self, align):
        hole = bytes(-len(self.value) % align)
        self.value += hole
        self.mask += hole


def number(data, order):
    return int.from_bytes(data, order)


class Witness:
    def __init__(self, program, described, returning, source, only_pointed):
        self.elf, self.returning = Elf(program), returning
        self.described, self.only_pointed = described, only_pointed
        # What a function reads, such as ["v18", "p20.a"]; of those without such a line everything counts.
        self.read_by, self.constants = said(source, "reads"), said(source, "constant")
        self.convention = CONVENTIONS[self.elf.machine, 64 if self.elf.is_64 else 32]
        self.word = 8 if self.elf.is_64 else 4
        self.emulator = Emulator("qemu-" + self.convention.emulator, program)
        self.verdicts = {}
        self.returned = {}  # by address of a function, at its first call

    def argument(self, parameter, read):
        """READ: what the function reads, or None if all counts."""
        kind, digits, member = re.fullmatch(r"([A-Za-z])([0-9a-f]{2})(?:__([a-d]))?", parameter).groups()
        is_address, kind = kind.isupper(), kind.lower()
        if self.only_pointed and not is_address and kind != "q":
            read = None
        value = int(digits, 16)
        result = Argument(self.word, self.elf.order, self.convention.alignment)
        if kind in "vwq":
            # Of an int the upper half is not passed, and of what is narrower nothing more.
            mask = {"v": 0xFF, "w": -1, "q": 0xFFFFFFFF}[kind]
            result.add(value, 8 if kind == "w" else 0, mask if read is None or parameter in read else 0)
            result.is_pointed = kind == "q"
        elif member:
            index = "abcd".index(member)
            result.add(value + index, 8 if STRUCTS[kind][index] == 8 else 0, 0xFF)
        else:
            result.is_aggregate, result.is_pointed = not is_address, is_address
            for index, size in enumerate(STRUCTS[kind]):
                counts = read is None or parameter + "." + "abcd"[index] in read
                result.add(value + index, size, -1 if counts else 0)
            result.pad(result.alignment)
        return result

    def places(self, argument, size, state):
        """Of each word, [number of a register, or None, and offset on the stack]; moves STATE behind it."""
        convention, result = self.convention, []
        have = len(convention.registers)
        if convention.pairs and argument.alignment > self.word and not argument.is_pointed:
            state["word"] += state["word"] & 1
        words = (size + self.word - 1) // self.word
        if convention.rest != Convention.SPLIT and (
            state["word"] + words > have or (argument.is_aggregate and size > convention.most)
        ):
            if convention.rest == Convention.STACK:
                state["word"] = have
            result = [(None, state["stack"] + i * self.word) for i in range(words)]
            state["stack"] += words * self.word
            return result
        for index in range(state["word"], state["word"] + words):
            if index < have:
                result.append((convention.registers[index], 0))
            else:
                result.append((None, (index - have) * self.word))
        state["word"] += words
        return result

    def read_word(self, address):
        data = self.emulator.memory(address, self.word)
        return -1 if data is None else number(data, self.elf.order)

    def mismatch(self, parameters, read, registers):
        convention, order, word = self.convention, self.elf.order, self.word
        stack, state = registers[convention.sp] + convention.stack, {"word": 0, "stack": 0}
        for parameter in parameters:
            argument = self.argument(parameter, read)
            is_copied = argument.is_aggregate and convention.copied(len(argument.value))
            is_there = argument.is_pointed or is_copied
            places = self.places(argument, word if is_there else len(argument.value), state)
            seen = [self.read_word(stack + at) if reg is None else registers[reg] for reg, at in places]
            where = "on the stack" if places[0][0] is None else "in registers"
            if not any(argument.mask):
                continue
            if is_there:
                data = self.emulator.memory(seen[0], len(argument.value))
                if data is None:
                    return "%s is not pointed to %s" % (parameter, where)
                seen = [number(data[i : i + word], order) for i in range(0, len(data), word)]
            for index, found in enumerate(seen):
                at = index * word
                value, mask = argument.value[at : at + word], argument.mask[at : at + word]
                # What is pointed to is read as it lies there.
                if not convention.flush_right and not is_there and order == "big":
                    value, mask = value.ljust(word, b"\0"), mask.ljust(word, b"\0")
                if (found ^ number(value, order)) & number(mask, order):
                    return "%s is not %s" % (parameter, where)
        return None

    def missing(self, parameters, source):
        """What the function reads, GCC's, and is not among PARAMETERS although no caller has a number for it."""
        for use in self.read_by.get(source, []) if self.only_pointed else []:
            name = use.split(".")[0]
            if not {name, use.replace(".", "__")} & {*parameters} and name not in self.constants[source]:
                return use
        return None

    def judge(self, names, registers):
        for name in names:
            if name not in self.described:
                self.verdicts[name] = "left out"
                continue
            source = name.split(".")[0]
            wrong = self.mismatch(self.described[name], self.read_by.get(source), registers)
            missing = self.missing(self.described[name], source)
            if wrong:
                self.verdicts[name] = "WRONG: " + wrong
            elif missing:
                self.verdicts[name] = "WRONG: %s is passed, too" % missing
            else:
                self.verdicts.setdefault(name, "(%s) as passed" % ", ".join(self.described[name]))

    def unused(self, parameters):
        """The registers for arguments that nothing is passed in, according to PARAMETERS."""
        state, used = {"word": 0, "stack": 0}, set()
        for parameter in parameters:
            argument = self.argument(parameter, None)
            is_copied = argument.is_aggregate and self.convention.copied(len(argument.value))
            size = self.word if argument.is_pointed or is_copied else len(argument.value)
            used.update(register for register, _ in self.places(argument, size, state))
        return [r for r in self.convention.registers if r not in used and r not in self.convention.kept]

    def call(self, address, names, registers):
        """Lets the function return; what it returns must not depend on registers that are none of its arguments'."""
        convention = self.convention
        described = [name for name in names if name in self.described]
        if convention.result is None or not described:
            return self.step_over(address)
        junk, overwritten = b"\x5a" * self.word, []
        if address in self.returned:
            overwritten = self.unused(self.described[described[0]])
        for register in overwritten:
            self.emulator.set_register(register, junk)
        stack = registers[convention.sp]
        back = self.read_word(stack) if convention.link is None else registers[convention.link]
        if (self.elf.machine, self.elf.is_64) == (40, False):
            back &= ~1  # Thumb
        self.emulator.set_stop(address, False)
        self.emulator.set_stop(back, True)
        name = described[0]
        if not self.emulator.go_on():
            if overwritten:
                self.verdicts[name] = "WRONG: it does not return if nothing else is passed"
            return False
        after = self.registers()
        returned = after[convention.result]
        # GCC's callers know which registers a function leaves alone, and may keep something there.
        for register in overwritten:
            if after[register] == number(junk, self.elf.order):
                self.emulator.set_register(register, registers[register].to_bytes(self.word, self.elf.order))
        self.emulator.set_stop(back, False)
        self.emulator.set_stop(address, True)
        read = self.read_by.get(name.split(".")[0])
        if name not in self.returning:
            returned = None
        elif read is not None and (returned ^ result(read)) & 0xFFFFFFFF:
            self.verdicts[name] = "WRONG: it does not return that"
        if self.returned.setdefault(address, returned) != returned:
            self.verdicts[name] = "WRONG: (%s) is not all" % ", ".join(self.described[name])
        return True

    def step_over(self, address):
        self.emulator.set_stop(address, False)
        if not self.emulator.go_on(step=True):
            return False
        self.emulator.set_stop(address, True)
        return True

    def registers(self):
        data, word = self.emulator.registers(), self.word
        return [number(data[i : i + word], self.elf.order) for i in range(0, len(data), word)]

    def run(self):
        """Name of a function -> what is to be said of it."""
        symbols, hit = {}, set()
        for name, address in self.elf.functions:
            if name.startswith("f_") and ".cold" not in name:
                # A function is described under its symbol's name, or under what is before the first dot.
                short = name.split(".")[0]
                is_short = name not in self.described and short in self.described
                symbols.setdefault(address, []).append(short if is_short else name)
        for address in symbols:
            self.emulator.set_stop(address, True)
        # It ends as it likes: the program has nothing to return to.
        while self.emulator.go_on():
            registers = self.registers()
            address = registers[self.convention.pc]
            self.judge(symbols[address], registers)
            hit.add(address)
            if not self.call(address, symbols[address], registers):
                break
        for address in symbols.keys() - hit:
            for name in symbols[address]:
                self.verdicts[name] = "not called"
        return self.verdicts


def main():
    if len(sys.argv) not in (3, 4, 5) or sys.argv[4:] not in ([], ["pointed"]):
        sys.exit(__doc__)
    source = sys.argv[3] if len(sys.argv) > 3 else ""
    witness = Witness(sys.argv[1], *prototypes(sys.argv[2]), source, len(sys.argv) > 4)
    try:
        verdicts = witness.run()
    finally:
        witness.emulator.close()
    for name in sorted(verdicts):
        print("%s: %s" % (name, verdicts[name]))


main()
