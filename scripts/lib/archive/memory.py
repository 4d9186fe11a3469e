# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""As many steps at once as fit into memory.

Ninja starts as many steps as there are processors; each waits here until what it needs is free. A reservation is a
file that its step keeps locked, so that it ends with the step, however that ends."""

import contextlib
import fcntl
import os
import pathlib
import time

from .common import locked
from .sources import sizeOf


def needOf(source):
    """Bytes that the step of this source takes at most. docs/archives.md has what was measured, which is less."""
    return (256 << 20) + sizeOf(source) // 8


def available():
    """Bytes that programs can take now without swapping, by the kernel's estimate; most of them."""
    with open("/proc/meminfo") as file:
        fields = dict(line.split(":") for line in file)
    return int(fields["MemAvailable"].split()[0]) * 1024 * 9 // 10


def taken(folder):
    """What running steps have reserved. Reservations of those that ended are removed."""
    total = 0
    for path in folder.glob("*.bytes"):
        with contextlib.suppress(FileNotFoundError), open(path) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            except BlockingIOError:
                total += int(file.read() or 0)
    return total


@contextlib.contextmanager
def reserved(folder, need, budget):
    """Waits until `need` bytes are free; what needs more than there is runs alone. Without a budget nothing waits."""
    if not budget:
        yield
        return
    folder = pathlib.Path(folder)
    mine = folder / ("%s-%d.bytes" % (os.uname().nodename, os.getpid()))
    while True:
        with locked(folder / "lock"):
            used = taken(folder)
            if not used or used + need <= budget:
                file = open(mine, "w")
                file.write("%d" % need)
                file.flush()
                fcntl.flock(file, fcntl.LOCK_EX)
                break
        time.sleep(0.1)
    try:
        yield
    finally:
        with contextlib.suppress(FileNotFoundError):
            mine.unlink()
        file.close()
