# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a vmlinux says of itself: machine, build id and banner; and which distribution that means.

Nothing here trusts its input: every offset is checked by the slice that it selects being too short."""

import mmap
import re
import struct

from .common import Failure, shown

# e_machine to the names that uname -m prints, but for arm64, which BTFHub calls by this one.
MACHINES = {2: "sparc", 3: "x86", 8: "mips", 20: "ppc", 21: "ppc64", 22: "s390x", 40: "arm", 43: "sparc64", 62: "x86_64",
            183: "arm64", 243: "riscv64", 258: "loongarch64"}  # fmt: skip
ALIASES = {"amd64": "x86_64", "aarch64": "arm64", "ppc64el": "ppc64le", "loong64": "loongarch64", "i386": "x86", "i686": "x86",
           "armhf": "arm", "armv7l": "arm"}  # fmt: skip
RELEASE = re.compile(r"[0-9][A-Za-z0-9._+~-]{0,99}")
BANNER = re.compile(rb"Linux version ([^ \0\n]{1,100}) \([^\0\n]{0,1000}")
NAME = re.compile(r"[a-z][a-z0-9-]{0,30}/[A-Za-z0-9][A-Za-z0-9._-]{0,30}")


def architecture(name):
    return ALIASES.get(name, name)


class Image:
    """An ELF file's header, and its build id and banner."""

    def __init__(self, path, name):
        self.release = self.banner = self.build_id = None
        with open(path, "rb") as file:
            if file.read(4) != b"\x7fELF":
                raise Failure("step 'identify': %s is no ELF file." % shown(name))
            with mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as data:
                try:
                    self.parse(data)
                except struct.error:
                    raise Failure("step 'identify': %s is damaged: its section table is not all there." % shown(name))

    def parse(self, data):
        wide, order = data[4] == 2, ">" if data[5] == 2 else "<"
        machine = struct.unpack_from(order + "H", data, 18)[0]
        self.machine = MACHINES.get(machine, "machine-%d" % machine)
        if machine == 21 and order == "<":
            self.machine = "ppc64le"
        self.build_id = self.findBuildId(data, wide, order)
        match = BANNER.search(data)
        if match:
            self.release, self.banner = match[1].decode("ascii", "replace"), match[0].decode("ascii", "replace")

    def findBuildId(self, data, wide, order):
        table = struct.unpack_from(order + ("Q" if wide else "I"), data, 40 if wide else 32)[0]
        size, count = struct.unpack_from(order + "HH", data, 58 if wide else 46)
        for index in range(count if size else 0):
            at = table + index * size
            if struct.unpack_from(order + "I", data, at + 4)[0] != 7:  # SHT_NOTE
                continue
            offset, length = struct.unpack_from(order + ("QQ" if wide else "II"), data, at + (24 if wide else 16))
            found = buildIdIn(data[offset : offset + min(length, 1 << 20)], order)
            if found:
                return found
        return None


def buildIdIn(notes, order):
    at = 0
    while at + 12 <= len(notes):
        name, length, kind = struct.unpack_from(order + "III", notes, at)
        begin = at + 12 + (name + 3) // 4 * 4
        if kind == 3 and notes[at + 12 : at + 16] == b"GNU\0" and 0 < length <= 64:
            return notes[begin : begin + length].hex()
        at = begin + (length + 3) // 4 * 4
    return None


# What names a distribution and its version in a kernel's release, its package's version and its banner; and who must have
# built it or packaged it, since the compiler in the banner of a kernel that somebody else built names a distribution, too.
SIGNS = (
    ("fedora", r"\.fc(\d+)", ""),
    ("amzn", r"\.amzn(\d+)", ""),
    ("ol", r"\.el(\d+)uek|\.el(\d+)", "oracle|uek"),
    ("centos", r"\.el(\d+)", "centos"),
    ("rocky", r"\.el(\d+)", "rocky"),
    ("almalinux", r"\.el(\d+)", "alma"),
    ("rhel", r"\.el(\d+)", ""),
    ("ubuntu", r"~(\d\d\.\d\d)", "buildd@|ubuntu kernel team"),
    ("debian", r"\+deb(\d+)\b|[+~]deb(\d+)u\d+", "debian-kernel@"),
    ("sles", r"(?!)", "suse linux"),
)


def distribution(banner, release, package):
    """"debian/12": as in BTFHub's folders, a name and a version; "unknown" where nothing says it."""
    said = " ".join(text for text in (release, package.get("version"), banner) if text)
    vendor = " ".join(text for text in (release, package.get("vendor"), banner) if text).lower()
    for name, sign, builder in SIGNS:
        if not re.search(builder, vendor):
            continue
        match = re.search(sign, said)
        version = next((group for group in match.groups() if group), None) if match else None
        # Who built it is enough, if that is asked for: then only the version is not known.
        if version or (builder and "\\.el" not in sign):
            return "%s/%s" % (name, version or "unknown")
    return "unknown/unknown"
