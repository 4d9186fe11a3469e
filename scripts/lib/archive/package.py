# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Packages as streams: what their headers say, and their files one after the other, each read once.

A package's names are never used as paths here. Whoever reads a member writes it where he wants; `safeName` says
which names may go into an archive's index."""

import contextlib
import fcntl
import io
import os
import re
import struct
import subprocess
import tarfile

from .common import CHUNK, Failure, reason, shown, whySaid

SUFFIXES = (".deb", ".ddeb", ".rpm")
DECOMPRESS = {b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstd", b"\x1f\x8b": "gzip"}
PART = re.compile(r"[A-Za-z0-9_.+,~@=-]{1,255}")
# The largest header of an .rpm that is read, and the largest control file of a .deb.
HEADER_LIMIT = 64 << 20

# What reading a damaged package raises, here and while a member is read.
DAMAGE = (tarfile.TarError, EOFError, struct.error, UnicodeError)


def isSafe(name):
    """Does this name lead to a place below the folder where it is used, and is it one that people choose?"""
    parts = name.split("/")
    return len(name) <= 1000 and all(PART.fullmatch(part) and part not in (".", "..") for part in parts)


def safeName(name):
    """The name without a "./" before it. One that leads elsewhere, or that nobody would choose, is a Failure."""
    plain = re.sub(r"^(\./)+", "", name)
    if not isSafe(plain):
        raise Failure("step 'read': the name %s is refused." % ascii(name))
    return plain


def compressionOf(begin):
    return next((program for magic, program in DECOMPRESS.items() if begin.startswith(magic)), None)


class Decompressor:
    """A program that reads `source` (a file at its position) and writes a stream; notes how much memory it took."""

    def __init__(self, command, source, length=None):
        self.command, self.memory = command, 0
        self.feeder = None
        stdin = source
        if length is not None:
            # Only a part of the file: dd's count ends it, which the decompressor would not do by itself.
            self.feeder = subprocess.Popen(["dd", "bs=1M", "iflag=count_bytes,fullblock", "count=%d" % length, "status=none"],
                                           stdin=source, stdout=subprocess.PIPE)  # fmt: skip
            stdin = self.feeder.stdout
        self.errors = os.memfd_create("errors")
        self.process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=self.errors)
        if self.feeder:
            self.feeder.stdout.close()
        self.stream = self.process.stdout
        with contextlib.suppress(OSError):
            # A full pipe is handed over at once; there are gigabytes of it.
            fcntl.fcntl(self.stream, fcntl.F_SETPIPE_SZ, CHUNK)

    def measure(self):
        with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/%d/status" % self.process.pid) as file:
            self.memory = max(self.memory, int(file.read().split("VmHWM:")[1].split()[0]) * 1024)

    def finish(self):
        """After the end of the stream: a Failure if the program does not say that all was well."""
        while self.stream.read(CHUNK):
            pass
        if self.process.wait() != 0:
            os.lseek(self.errors, 0, os.SEEK_SET)
            said = os.read(self.errors, 4096)
            raise Failure("step 'read': %s." % whySaid(self.command[0], self.process.returncode, said))

    def close(self):
        for process in (self.process, self.feeder):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.stream.close()
        os.close(self.errors)


class Package:
    """`about` holds package, version, architecture and vendor as far as the package says them."""

    def __init__(self, path, tools, threads=1):
        self.path, self.tools, self.threads = path, tools, threads
        self.about, self.decompressor = {}, None
        try:
            self.file = open(path, "rb", buffering=0)
        except OSError as error:
            raise Failure("step 'read': %s." % reason(error))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.decompressor:
            self.decompressor.close()
        self.file.close()

    def unpacker(self, program):
        command = [self.tools[program], "-dc"]
        return command + ["-T%d" % self.threads] if program == "xz" else command

    def members(self):
        """(name, size, file) of each regular file in the order of the package. Links and devices are passed over."""
        try:
            stream = self.openRpm() if self.file.read(4) == b"\xed\xab\xee\xdb" else self.openDeb()
            with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK) as tar:
                for member in tar:
                    # A tar file's list of its members would grow with every one of them.
                    tar.members = []
                    self.decompressor.measure()
                    if member.isreg():
                        yield member.name, member.size, tar.extractfile(member)
            self.decompressor.finish()
        except DAMAGE as error:
            self.damaged(error)

    def damaged(self, error):
        """A Failure that says why. That the stream ended is what one sees; why it ended the decompressor knows."""
        if self.decompressor:
            self.decompressor.finish()
        raise Failure("step 'read': the package is damaged: %s." % reason(error))

    def openDeb(self):
        for name, offset, size in self.arMembers():
            if name.startswith("control.tar"):
                self.readControl(name, self.part(offset, min(size, HEADER_LIMIT)))
            elif name.startswith("data.tar"):
                program = compressionOf(self.part(offset, 6)) or "cat"
                self.file.seek(offset)
                command = self.unpacker(program) if program != "cat" else ["cat"]
                self.decompressor = Decompressor(command, self.file, size)
                return self.decompressor.stream
        raise Failure("step 'read': the package is neither a .deb nor an .rpm, or its data is missing.")

    def part(self, offset, size):
        self.file.seek(offset)
        data = b""
        while len(data) < size and (block := self.file.read(size - len(data))):
            data += block
        return data

    def arMembers(self):
        """The members of an ar file: name, offset and size."""
        at = 8 if self.part(0, 8) == b"!<arch>\n" else None
        while at is not None and len(header := self.part(at, 60)) == 60:
            size = header[48:58].strip()
            if header[58:] != b"`\n" or not size.isdigit():
                raise Failure("step 'read': the package is damaged: a header is missing at byte %d." % at)
            yield header[:16].decode("ascii", "replace").strip().rstrip("/"), at + 60, int(size)
            at += 60 + (int(size) + 1) // 2 * 2

    def readControl(self, name, data):
        program = compressionOf(data)
        if program:
            done = subprocess.run([self.tools[program], "-dc"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode != 0:
                raise Failure("step 'read': %s: %s." % (name, whySaid(program, done.returncode, done.stderr)))
            data = done.stdout
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                if member.isreg() and member.name.lstrip("./") == "control" and member.size < HEADER_LIMIT:
                    fields = tar.extractfile(member).read().decode("utf-8", "replace")
                    for key, field in (("package", "Package"), ("version", "Version"), ("architecture", "Architecture"), ("vendor", "Maintainer")):
                        match = re.search(r"(?m)^%s: *(.*)$" % field, fields)
                        if match:
                            self.about[key] = match[1]

    def openRpm(self):
        # After 96 bytes come two headers of tagged values, the first (signatures) padded to 8 bytes.
        end = 96
        for padding in (8, 1):
            magic, count, size = struct.unpack(">8sII", self.part(end, 16))
            if magic[:3] != b"\x8e\xad\xe8" or count * 16 + size > HEADER_LIMIT:
                raise Failure("step 'read': the package is damaged: a header is missing at byte %d." % end)
            header = self.part(end + 16, count * 16 + size)
            end += 16 + (len(header) + padding - 1) // padding * padding
        tags = {1000: "package", 1001: "version", 1002: "rpm_release", 1011: "vendor", 1022: "architecture"}
        for index in range(count):
            tag, kind, offset, _ = struct.unpack_from(">IIII", header, index * 16)
            if tag in tags and kind == 6:
                text = header[count * 16 + offset :].split(b"\0", 1)[0]
                self.about[tags[tag]] = text.decode("utf-8", "replace")
        if "rpm_release" in self.about:
            self.about["version"] = "%s-%s" % (self.about.get("version"), self.about.pop("rpm_release"))
        # libarchive reads all that there is of payloads, and hands them on as a tar file.
        self.file.seek(0)
        self.decompressor = Decompressor([self.tools["bsdtar"], "-cf", "-", "--format=pax", "@-"], self.file)
        return self.decompressor.stream
