# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The archive's folder:

DISTRIBUTION/VERSION/ARCHITECTURE/RELEASE.btf.zst   the BTF of a kernel, as BTFHub lays it out (or .btf.tar.xz)
DISTRIBUTION/VERSION/ARCHITECTURE/RELEASE.json      its entry: hashes, sizes, modules, what was left out
objects/01/23....btf.zst                            the BTF of modules, named by the SHA-256 of the stored file
index.json                                          all entries, without their modules
.work                                               the graph, what is done, scratch space of running steps

An entry is in the archive as soon as its .json is, which comes last. Everything is written beside its place and
renamed. What a step wrote before it was killed is used by the next one, or belongs to no entry."""

import contextlib
import hashlib
import io
import lzma
import os
import pathlib
import re
import shutil
import subprocess
import tarfile

from .common import FORMAT, Failure, asJson, failureOf, locked, readJson, run, sha256, shown, toBeWritten, writeWhole
from .package import isSafe

PLACE = re.compile(r"[a-z][a-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*/[a-z0-9_-]+/[0-9][A-Za-z0-9._+~-]*\.json")
HASH = re.compile(r"[0-9a-f]{64}")

ENTRY = {"release": str, "architecture": str, "build_id": (str, type(None)), "distribution": str, "distribution_version": str,
         "btf": dict, "modules": list, "merged": bool, "omissions": dict, "btfgen": str, "source": dict}  # fmt: skip
BTF = {"file": str, "size": int, "sha256": HASH, "raw_size": int, "raw_sha256": HASH}
OMITTED = {"name": str, "reason": str}
MERGED = {"name": str, "raw_size": int, "raw_sha256": HASH}
SPLIT = dict(MERGED, object=HASH, size=int)


def isOfForm(value, form):
    """Has this object these members, of these types, or texts that match?"""
    if not isinstance(value, dict) or not set(form) <= set(value):
        return False
    for name, kind in form.items():
        if kind is HASH:
            if not isinstance(value[name], str) or not HASH.fullmatch(value[name]):
                return False
        elif not isinstance(value[name], kind):
            return False
    return True


def wellFormed(entry):
    """Anybody may have written the file; what else is read of it can be relied on after this."""
    if not isOfForm(entry, ENTRY) or not isOfForm(entry["btf"], BTF):
        return False
    for module in entry["modules"]:
        if not isOfForm(module, {"name": str}) or not isSafe(module["name"]):
            return False
        if not isOfForm(module, OMITTED if "reason" in module else MERGED if entry["merged"] else SPLIT):
            return False
    return True


class Store:
    def __init__(self, path, tools):
        self.path, self.tools = pathlib.Path(path), tools
        self.work = self.path / ".work"

    def existing(self):
        if not self.path.is_dir():
            raise Failure("%s is no archive: there is no such folder." % shown(self.path))
        return self

    # Entries

    def entryPath(self, entry):
        return self.path / entry["distribution"] / entry["distribution_version"] / entry["architecture"] / (entry["release"] + ".json")

    def entryPaths(self):
        found = (path for path in self.path.glob("*/*/*/*.json") if PLACE.fullmatch(str(path.relative_to(self.path))))
        return sorted(path for path in found if not path.relative_to(self.path).parts[0].startswith((".", "objects")))

    def entries(self):
        """(path, entry) of each; one that cannot be read, or names another file than its own, is a Failure."""
        for path in self.entryPaths():
            yield path, self.read(path)

    def read(self, path):
        entry = readJson(path)
        if entry.get("format") != FORMAT:
            raise Failure("%s has format %s, and this program reads format %d." % (shown(path), ascii(entry.get("format")), FORMAT))
        if not wellFormed(entry):
            raise Failure("%s is damaged: it is not of an entry's form." % shown(path))
        stem = "/".join((entry["distribution"], entry["distribution_version"], entry["architecture"], entry["release"]))
        names = [entry["release"] + ".btf.zst", entry["release"] + ".btf.tar.xz"]
        if stem + ".json" != str(path.relative_to(self.path)) or entry["btf"]["file"] not in names:
            raise Failure("%s is damaged: what it names is not its own." % shown(path))
        return entry

    def place(self, entry, replace):
        """What is at the place of this entry; a different kernel there is a Failure unless it is to be replaced."""
        path = self.entryPath(entry)
        if path.exists() and not replace:
            old = self.read(path)
            if old["build_id"] != entry["build_id"]:
                raise Failure("step 'store': %s is already there, of a kernel with another build id (%s); --replace takes its place."
                              % (shown(path.relative_to(self.path)), old["build_id"]))  # fmt: skip
        return path

    def commit(self, entry, new, replace):
        """new is the compressed BTF of the kernel, its modules are stored: from here on the entry exists."""
        with locked(self.work / "store.lock"):
            path = self.place(entry, replace)
            path.parent.mkdir(parents=True, exist_ok=True)
            old = self.read(path)["btf"]["file"] if path.exists() else None
            with toBeWritten(path, asJson(entry)):
                moveTo(new, path.parent / entry["btf"]["file"])
            if old and old != entry["btf"]["file"]:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path.parent / old)

    # Objects

    def objectPath(self, name):
        return self.path / "objects" / name[:2] / (name[2:] + ".btf.zst")

    def addObject(self, path):
        """Takes a compressed file into the store, if it is not there as it should be; returns its name."""
        name = sha256(path)
        at = self.objectPath(name)
        if not at.exists() or sha256(at) != name:
            moveTo(path, at)
        return name

    # The index

    def writeIndex(self):
        writeWhole(self.path / "index.json", self.indexText())

    def indexText(self):
        kernels, objects, without = [], {}, 0
        for path, entry in self.entries():
            for module in entry["modules"]:
                if "object" in module:
                    objects[module["object"]] = module["size"]
                    without += module["size"]
            kernels.append(dict(summary(entry, str(path.relative_to(self.path))), entry_sha256=sha256(path)))
        total = {"kernels": len(kernels), "objects": len(objects), "object_bytes": sum(objects.values()),
                 "object_bytes_undeduplicated": without, "kernel_bytes": sum(kernel["btf"]["size"] for kernel in kernels)}  # fmt: skip
        return asJson({"format": FORMAT, "total": total, "kernels": kernels})

    # BTF out of the store

    def unpacked(self, path):
        """The BTF in a stored file."""
        if path.name.endswith(".tar.xz"):
            try:
                with tarfile.open(path, "r:xz") as tar:
                    members = [member for member in tar if member.isreg()]
                    if len(members) == 1:
                        return tar.extractfile(members[0]).read()
            except (OSError, EOFError, lzma.LZMAError, tarfile.TarError) as error:
                raise Failure("%s cannot be unpacked: %s." % (shown(path), error))
            raise Failure("%s holds not one file but %d." % (shown(path), len(members)))
        return run("unpack", [self.tools["zstd"], "-dcq", path])

    def unpackedObjects(self, names, sizes):
        """The BTF of many objects, with few processes: yields them in the order of the names."""
        for begin in range(0, len(names), 200):
            part = names[begin : begin + 200]
            data = run("unpack", [self.tools["zstd"], "-dcq", *map(self.objectPath, part)])
            at = 0
            for name, size in zip(part, sizes[begin : begin + 200]):
                yield name, data[at : at + size]
                at += size
            if at != len(data):
                raise Failure("The objects of %s and others have not the sizes that the entry says." % shown(self.objectPath(part[0])))


def summary(entry, path):
    """What the index says of an entry."""
    kept = {key: entry[key] for key in ("release", "architecture", "build_id", "distribution", "distribution_version", "btf", "merged",
                                        "btfgen", "source")}  # fmt: skip
    modules = [module for module in entry["modules"] if "reason" not in module]
    kept["entry"] = path
    kept["modules"] = {"count": len(modules), "raw_size": sum(module["raw_size"] for module in modules),
                       "size": sum(module.get("size", 0) for module in modules)}  # fmt: skip
    kept["omissions"] = dict(entry["omissions"], modules=len(entry["modules"]) - len(modules))
    return kept


def moveTo(source, target):
    """The file as target, whole at any time, also across file systems."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.parent / (".new-%d-%s" % (os.getpid(), target.name))
    try:
        shutil.move(str(source), str(new))
        os.chmod(new, 0o644)
        os.replace(new, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new)


def tarXz(data, name):
    """A .tar.xz of one file, the same bytes whenever and by whomever it is made."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    return lzma.compress(buffer.getvalue(), preset=6)


def hashOf(data):
    return hashlib.sha256(data).hexdigest()


def zstdMany(tools, folder, level):
    """Compresses all files of a folder in place: NAME becomes NAME.zst."""
    names = sorted(os.listdir(folder))
    for begin in range(0, len(names), 500):
        part = [os.path.join(folder, name) for name in names[begin : begin + 500]]
        done = subprocess.run([tools["zstd"], "-q", "--rm", "-%d" % level, *part], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise failureOf("step 'compress': %s." % done.stderr.decode(errors="replace").strip().split("\n")[0])
