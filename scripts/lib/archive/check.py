# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Is the archive what it says it is?

Every stored file has the bytes that were stored, what it unpacks to has the
bytes that were encoded, nothing is missing, and the index is that of the
entries. With --rules btfgen also checks each BTF by the kernel's rules."""

import os
import pathlib
import subprocess
import tempfile

from .common import Failure, locked, reason, say, sha256, shown, whySaid
from .store import hashOf


class Check:
    def __init__(self, store, rules):
        self.store, self.rules = store.existing(), rules
        self.problems, self.seen, self.bad = 0, {}, set()
        self.known = set()

    def problem(self, path, text):
        self.problems += 1
        say("%s: %s" % (shown(path.relative_to(self.store.path)), text))

    def stored(self, path, digest):
        """Are the bytes of this file those that were stored?"""
        self.known.add(path)
        try:
            same = path.is_file() and not path.is_symlink() and sha256(path) == digest
        except OSError as error:
            self.problem(path, "it cannot be read: %s." % reason(error))
            return False
        if not same:
            self.problem(path, "its bytes are not those that were stored." if path.exists() else "it is missing.")
        return same

    def kernel(self, path, entry):
        """The kernel's BTF, if it is as it was."""
        file, btf = path.parent / entry["btf"]["file"], entry["btf"]
        if not self.stored(file, btf["sha256"]):
            return None
        try:
            data = self.store.unpacked(file)
        except Failure as failure:
            self.problem(file, str(failure))
            return None
        if hashOf(data) != btf["raw_sha256"] or len(data) != btf["raw_size"]:
            self.problem(file, "it does not unpack to what was encoded.")
            return None
        return data

    def modules(self, path, entry, folder):
        """Objects of this entry that no entry before had."""
        wanted = {module["object"]: module for module in entry["modules"] if "object" in module}
        for name in sorted(set(wanted) - set(self.seen)):
            if not self.stored(self.store.objectPath(name), name):
                self.bad.add(name)
        good = sorted(set(wanted) - self.bad)
        try:
            for name, data in self.store.unpackedObjects(good, [wanted[name]["raw_size"] for name in good]) if good else ():
                if hashOf(data) != wanted[name]["raw_sha256"]:
                    self.problem(self.store.objectPath(name), "it does not unpack to what was encoded.")
                if folder:
                    (folder / "splits" / (name + ".btf")).write_bytes(data)
        except Failure as failure:
            self.problem(path, str(failure))
        for name, module in wanted.items():
            self.seen.setdefault(name, module["name"])
            if name in self.bad:
                self.problem(path, "the BTF of module %s is lost." % shown(module["name"]))

    def byRules(self, path, entry, folder):
        btfgen = self.store.tools["btfgen"]
        names = {"vmlinux.btf": entry["btf"]["file"]}
        names.update(("splits/%s.btf" % module["object"], module["name"]) for module in entry["modules"] if "object" in module)
        for file, name in names.items():
            if (folder / file).exists():
                base = [] if file == "vmlinux.btf" else ["--base=%s" % (folder / "vmlinux.btf")]
                done = subprocess.run([btfgen, "--verify=%s" % (folder / file), *base], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                if done.returncode != 0:
                    self.problem(path, "a kernel would refuse the BTF of %s: %s." % (shown(name), whySaid("btfgen", done.returncode, done.stdout)))

    def entry(self, path):
        self.known.add(path)
        try:
            entry = self.store.read(path)
        except Failure as failure:
            self.problems += 1
            say(str(failure))
            return
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "splits").mkdir()
            data = self.kernel(path, entry)
            self.modules(path, entry, folder if self.rules else None)
            if self.rules and data is not None:
                (folder / "vmlinux.btf").write_bytes(data)
                self.byRules(path, entry, folder)

    def index(self):
        path = self.store.path / "index.json"
        self.known.add(path)
        try:
            if path.read_bytes() != self.store.indexText().encode():
                self.problem(path, "it is not the index of the entries; 'btf-archive index' makes it anew.")
        except FileNotFoundError:
            self.problem(path, "it is missing; 'btf-archive index' makes it anew.")
        except Failure:
            # An entry that cannot be read has been named.
            pass

    def strays(self):
        """Files that belong to no entry: left by steps that were killed, or of kernels that were replaced."""
        for folder, folders, files in os.walk(self.store.path):
            if pathlib.Path(folder) == self.store.path:
                folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                if pathlib.Path(folder) / name not in self.known:
                    yield pathlib.Path(folder) / name


def verify(store, options):
    check = Check(store, options.rules)
    paths = store.existing().entryPaths()
    for path in paths:
        check.entry(path)
    check.index()
    strays = list(check.strays())
    # What a damaged entry names would look as if nothing named it.
    removed = options.prune and not check.problems and prune(store, strays)
    if strays and not options.quiet:
        say("%d files belong to no entry%s." % (len(strays), " and are removed" if removed else "; --prune removes them"))
    if not options.quiet:
        say("%d kernels and %d objects are checked, %d problems." % (len(paths), len(check.seen), check.problems))
    return 1 if check.problems else 0


def prune(store, strays):
    with locked(store.work / "lock", wait=False) as lock:
        if lock is None:
            raise Failure("Another btf-archive works in %s." % shown(store.path))
        for path in strays:
            path.unlink()
    return True
