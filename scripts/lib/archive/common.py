# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Failures in words, files that are there whole or not at all, programs that are started."""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FORMAT = 1
CHUNK = 1 << 20


class Failure(Exception):
    """What cannot be done, as a whole sentence for the user, without the program's name."""


class Outside(Failure):
    """Something has failed that has nothing to do with the kernel, such as a full disk. Another try may succeed."""


# How programs say so.
OUTSIDE = re.compile("out of memory|" + "|".join(os.strerror(number) for number in (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE)))  # fmt: skip


class Usage(Failure):
    """The command line is wrong."""


def say(text):
    print("btf-archive: " + text, file=sys.stderr, flush=True)


def shown(name):
    """A name that somebody else chose, as one printable word or in quotes."""
    name = str(name)
    return name if re.fullmatch(r"[\w./+~:@%=,-]+", name, re.ASCII) else ascii(name)


def sizeInWords(count):
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return "%.1f %s" % (count / size, unit)
    return "%d bytes" % count


def parseSize(text):
    """500M, 2G, 100000: bytes."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([kMGT]?)i?B?", text)
    if not match:
        raise Usage("'%s' is no size; write it as 500M or 2G." % text)
    return int(float(match[1]) * {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}[match[2]])


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def toBeWritten(path, data):
    """path holds data after the block, or what it held before if that fails; another process never sees a part of it.
    What takes space is done before the block."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data if isinstance(data, bytes) else data.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path))
        os.chmod(new, 0o644)
        yield
        os.replace(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new)
        raise


def writeWhole(path, data):
    with toBeWritten(path, data):
        pass


def asJson(value):
    return json.dumps(value, indent=1, sort_keys=True) + "\n"


def readJson(path):
    try:
        value = json.loads(pathlib.Path(path).read_text())
    except (OSError, ValueError) as error:
        raise Failure("%s cannot be read: %s." % (shown(path), reason(error)))
    if not isinstance(value, dict):
        raise Failure("%s holds no JSON object." % shown(path))
    return value


def reason(error):
    """An exception in words, without the path that the sentence names anyway."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).rstrip(".")


def whereAndWhy(error):
    return "%s: %s" % (shown(error.filename), reason(error)) if error.filename else reason(error)


@contextlib.contextmanager
def locked(path, wait=True):
    """Holds the lock of that name while the block runs; yields None if another process has it."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield None
            return
        yield file


class Tools:
    """Where the programs are: btfgen and btf-merge in one folder, the others in PATH."""

    PACKAGES = {"zstd": "zstd", "xz": "xz-utils", "gzip": "gzip", "bsdtar": "libarchive-tools", "ninja": "ninja-build",
                "bpftool": "bpftool", "sbatch": "slurm-client", "squeue": "slurm-client"}  # fmt: skip

    def __init__(self, bin_dir):
        self.bin = bin_dir

    def __getitem__(self, name):
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
        if name in ("btfgen", "btf-merge"):
            path = str(self.bin) if self.bin else path
        found = shutil.which(name, path=path)
        if found:
            return found
        if name in self.PACKAGES:
            raise Failure("%s is needed and not here (in Debian it is in package %s)." % (name, self.PACKAGES[name]))
        raise Failure("%s is not in %s; build it, or name its folder with --bin." % (name, self.bin or "PATH"))


def run(step, command, **more):
    """Runs a program to its end. A failing one is a Failure that names the step and repeats what it said."""
    done = subprocess.run([str(word) for word in command], stdin=more.pop("stdin", subprocess.DEVNULL),
                          stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, **more)  # fmt: skip
    if done.returncode != 0:
        raise failureOf("step '%s': %s." % (step, whySaid(command[0], done.returncode, done.stderr)))
    return done.stdout


def failureOf(text):
    return (Outside if OUTSIDE.search(text) else Failure)(text)


def whySaid(program, status, said):
    lines = (said or b"").decode(errors="replace").strip().splitlines()
    name = os.path.basename(str(program))
    if status < 0:
        return "%s was killed by signal %d" % (name, -status)
    if lines:
        lines[0] = lines[0].removeprefix(os.path.dirname(str(program)) + "/")
        return lines[0].rstrip(".") if lines[0].startswith(name) else "%s: %s" % (name, lines[0].rstrip("."))
    return "%s ended with status %d" % (name, status)
