# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A program's symbols, and the program itself under qemu-user, which is asked by the remote protocol of gdb."""

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time

EM_PPC64, EM_ARM = 21, 40
STT_FUNC = 2


class Elf:
    """Of an ELF file: machine, is_64, order ("little" or "big"), and functions: [(name, where it is entered)]"""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.is_64, self.order = self.data[4] == 2, "big" if self.data[5] == 2 else "little"
        self.machine = self.unpack("H", 18)[0]
        at = self.unpack("Q", 40)[0] if self.is_64 else self.unpack("I", 32)[0]
        size, count = self.unpack("HH", 58 if self.is_64 else 46)
        sections = [self.unpack("IIQQQQIIQQ" if self.is_64 else "10I", at + size * i) for i in range(count)]
        self.functions = []
        for _, kind, _, _, start, length, link, _, _, entry in sections:
            if kind == 2:  # SHT_SYMTAB
                for symbol in range(start + entry, start + length, entry):
                    self.add_symbol(symbol, sections[link][4])

    def unpack(self, form, at):
        return struct.unpack_from((">" if self.order == "big" else "<") + form, self.data, at)

    def add_symbol(self, at, strings):
        if self.is_64:
            name, info, other, _, value, _ = self.unpack("IBBHQQ", at)
        else:
            name, value, _, info, other, _ = self.unpack("IIIBBH", at)
        if info & 15 != STT_FUNC:
            return
        if self.machine == EM_ARM:
            value &= ~1  # Thumb
        if self.machine == EM_PPC64:
            value += 1 << (other >> 5) & ~3  # where callers enter that know the table of contents
        end = self.data.index(b"\0", strings + name)
        self.functions.append((self.data[strings + name : end].decode(), value))


class Emulator:
    """Runs a program under EMULATOR. Registers have the numbers of gdb."""

    def __init__(self, emulator, program):
        self.folder = tempfile.mkdtemp()
        path = os.path.join(self.folder, "socket")
        command = [emulator, "-g", path, program]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        for _ in range(1000):
            try:
                self.socket.connect(path)
                break
            except OSError:
                time.sleep(0.01)
        self.input = self.socket.makefile("rb")
        # Who asks for this gets the registers of a PowerPC without those for floating point between them.
        self.ask("qXfer:features:read:target.xml:0,ffb")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.input.close()
        self.socket.close()
        shutil.rmtree(self.folder)

    def ask(self, request):
        self.socket.sendall(b"$%s#%02x" % (request.encode(), sum(request.encode()) & 0xFF))
        while self.input.read(1) not in (b"$", b""):  # "+": the request has arrived
            pass
        answer = b""
        while (byte := self.input.read(1)) not in (b"#", b""):
            answer += byte
        self.input.read(2)
        self.socket.sendall(b"+")
        return answer.decode()

    def set_stop(self, address, wanted):
        if self.ask("%s0,%x,4" % ("Z" if wanted else "z", address)) != "OK":
            raise RuntimeError("no breakpoint at %#x" % address)

    def go_on(self, step=False):
        """Whether it stopped at a breakpoint, or after a step."""
        return self.ask("s" if step else "c")[:3] in ("S05", "T05")

    def registers(self):
        """The bytes of all registers, one behind the other."""
        return bytes.fromhex(self.ask("g").replace("x", "0"))

    def set_register(self, number, value):
        """VALUE: its bytes"""
        if self.ask("P%x=%s" % (number, value.hex())) == "OK":
            return
        # Of some machines, qemu can only set all.
        data, at = bytearray(self.registers()), number * len(value)
        data[at : at + len(value)] = value
        if self.ask("G" + data.hex()) != "OK":
            raise RuntimeError("register %d cannot be set" % number)

    def memory(self, address, size):
        """None if there is none."""
        answer = self.ask("m%x,%x" % (address, size))
        return None if answer.startswith("E") else bytes.fromhex(answer)
