# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scratch space of a step: bounded, and gone when the step is, however it ends."""

import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import tempfile

from .common import CHUNK, Failure, Outside, reason, shown, sizeInWords, whySaid


class Scratch:
    """A folder that holds at most `limit` bytes; a lock says that it is in use."""

    def __init__(self, path, limit):
        self.path, self.limit, self.used, self.peak = pathlib.Path(path), limit, 0, 0

    def take(self, count):
        self.used += count
        self.peak = max(self.peak, self.used)
        if self.used > self.limit:
            raise Failure("step 'read': the kernel needs more than %s of scratch space, which --max-scratch allows." % sizeInWords(self.limit))

    def copy(self, stream, target):
        """A stream as a file, counted while it is written."""
        try:
            with open(target, "wb") as file:
                while block := stream.read(CHUNK):
                    self.take(len(block))
                    file.write(block)
        except OSError as error:
            raise OSError(error.errno, "%s, while scratch space %s was written" % (reason(error), shown(self.path)))

    def compress(self, stream, target, zstd):
        """The same, with zstd: for what has to wait. btfgen reads that as it is."""
        with open(target, "wb") as file:
            process = subprocess.Popen([zstd, "-qc", "-1"], stdin=subprocess.PIPE, stdout=file, stderr=subprocess.PIPE)
            try:
                with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
                    while block := stream.read(CHUNK):
                        pipe.write(block)
            finally:
                with process.stderr as pipe:
                    said = pipe.read()
                status = process.wait()
        if status != 0:
            raise Outside("step 'read': %s, while scratch space %s was written." % (whySaid("zstd", status, said), shown(self.path)))
        self.take(os.stat(target).st_size)

    def remove(self, path):
        size = sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file() and not file.is_symlink())
        self.used -= size
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextlib.contextmanager
def scratch(parent, limit):
    pathlib.Path(parent).mkdir(parents=True, exist_ok=True)
    path = pathlib.Path(tempfile.mkdtemp(dir=parent, prefix="kernel-"))
    with open(str(path) + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield Scratch(path, limit)
        finally:
            shutil.rmtree(path, ignore_errors=True)
            os.unlink(lock.name)


def sweep(parent):
    """Removes what steps left that were killed."""
    for path in pathlib.Path(parent).glob("kernel-*"):
        if path.is_dir() and not path.with_name(path.name + ".lock").exists():
            shutil.rmtree(path, ignore_errors=True)
        if path.suffix == ".lock":
            with contextlib.suppress(OSError), open(path) as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(str(path)[: -len(".lock")], ignore_errors=True)
                path.unlink()
