# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the command line names: packages, kernels that are files, folders of both, debuginfod caches.

A source is what becomes one entry: {"kind": "package", "path"} or {"kind": "kernel", "path", "modules"}, where modules
is a folder or None. Its key changes when the files change, so that nothing is done twice and nothing is kept by mistake."""

import hashlib
import os
import re

from .common import Failure, Usage, reason, shown
from .elf import BANNER
from .package import SUFFIXES

VMLINUX = re.compile(r"vmlinux(-[0-9][A-Za-z0-9._+~-]*)?(\.debug)?(\.(gz|xz|zst))?")
MODULE = re.compile(r".+\.ko(\.debug)?(\.(gz|xz|zst))?", re.DOTALL)
BUILD_ID = re.compile(r"[0-9a-f]{40}")


def isVmlinux(path):
    return VMLINUX.fullmatch(os.path.basename(path)) is not None


def isModule(path):
    return MODULE.fullmatch(os.path.basename(path)) is not None


def findSources(names):
    """Sources of all arguments, each file once, in the order of the arguments."""
    found = {}
    for name in names:
        path = os.path.abspath(name)
        if os.path.isdir(path):
            some = list(inFolder(path))
            if not some:
                raise Usage("%s holds neither packages nor a file vmlinux." % shown(name))
        elif path.endswith(SUFFIXES):
            some = [{"kind": "package", "path": path}]
        elif os.path.isfile(path):
            some = [{"kind": "kernel", "path": path, "modules": None}]
        else:
            raise Usage("%s is neither a file nor a folder." % shown(name))
        for source in some:
            found.setdefault(os.path.realpath(source["path"]), source)
    return list(found.values())


def inFolder(top):
    """Packages and kernels below a folder, in the order of their names."""
    for folder, folders, files in walk(top):
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue
            if name.endswith(SUFFIXES):
                yield {"kind": "package", "path": path}
            elif isVmlinux(path):
                yield {"kind": "kernel", "path": path, "modules": modulesOf(path)}
            elif name == "debuginfo" and BUILD_ID.fullmatch(os.path.basename(folder)) and hasBanner(path):
                yield {"kind": "kernel", "path": path, "modules": None}


def walk(top):
    """As os.walk, in the order of names; a link to a folder is followed only if it is called "modules"."""
    for folder, folders, files in os.walk(top, onerror=cannotList):
        folders.sort()
        for name in [name for name in folders if name == "modules" and os.path.islink(os.path.join(folder, name))]:
            # Modules are looked for when the kernel is read; here only kernels are.
            folders.remove(name)
        yield folder, folders, sorted(files)


def cannotList(error):
    raise Failure("The folder %s cannot be listed: %s." % (shown(error.filename), reason(error)))


def modulesOf(vmlinux):
    """The folder below which the modules of this kernel are: lib/modules/R for boot/vmlinux-R, else beside it."""
    folder, name = os.path.split(vmlinux)
    release = name[len("vmlinux-") :] if name.startswith("vmlinux-") else None
    if release and os.path.basename(folder) == "boot":
        beside = os.path.join(os.path.dirname(folder), "lib", "modules", re.sub(r"(\.debug)?(\.(gz|xz|zst))?$", "", release))
        return beside if os.path.isdir(beside) else None
    # Several kernels in one folder have no modules that one could tell apart.
    return folder if not release else None


def hasBanner(path):
    """Is this file of a debuginfod cache a kernel, and not a program?"""
    before = b""
    with open(path, "rb") as file:
        while block := file.read(1 << 24):
            if BANNER.search(before + block):
                return True
            before = block[-2000:]
    return False


def moduleFiles(source):
    """(name, path) of a kernel's modules, by name: what a package calls them, without the way to the folder."""
    top = source["modules"]
    found = []
    if top:
        for folder, folders, files in os.walk(top, onerror=cannotList):
            nested = folder != top and any(isVmlinux(name) for name in files)
            folders[:] = [] if nested else sorted(folders)
            links = [name for name in folders if name == "modules" and os.path.islink(os.path.join(folder, name))]
            for link in links:
                at = os.path.join(folder, link)
                found += [(os.path.join(at, sub), name) for sub, _, names in os.walk(at) for name in names]
            found += [] if nested else [(folder, name) for name in files]
    paths = (os.path.join(folder, name) for folder, name in found if isModule(name))
    return sorted((inTree(os.path.relpath(path, top)), path) for path in paths if os.path.isfile(path))


def inTree(path):
    """kernel/fs/xfs/xfs.ko of lib/modules/R/kernel/fs/xfs/xfs.ko, .debug and compression taken off."""
    path = re.sub(r"^((.*/)?lib/modules/[^/]+|modules)/", "", path)
    return re.sub(r"\.ko(\.debug)?(\.(gz|xz|zst))?$", ".ko", path)


def treeOf(path):
    """The release in whose lib/modules a file is, if it is in one."""
    match = re.search(r"(?:^|/)lib/modules/([^/]+)/", path)
    return match[1] if match else None


def sizeOf(source):
    return os.stat(source["path"]).st_size


def keyOf(source, options):
    """Names the step that makes this of that: 32 hexadecimal digits."""
    digest = hashlib.sha256(repr(sorted(options.items())).encode())
    files = [(source["path"], source["path"])] + (moduleFiles(source) if source["kind"] == "kernel" else [])
    for name, path in files:
        try:
            stat = os.stat(path)
        except OSError as error:
            raise Failure("%s cannot be read: %s." % (shown(path), reason(error)))
        digest.update(os.fsencode(name) + b"\0%d %d\0" % (stat.st_size, stat.st_mtime_ns))
    return digest.hexdigest()[:32]
