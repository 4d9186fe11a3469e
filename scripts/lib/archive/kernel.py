# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The step: one entry of one source, which is read once, from its beginning to its end.

    read      the package's files in their order: vmlinux, modules; or files of a folder
    identify  release, machine, build id of vmlinux
    encode    vmlinux as soon as it is there, then modules, BATCH bytes at a time, as splits of it
    merge     with --merge: all of that into one
    compress  what the archive keeps
    store     modules, the kernel, at last the entry

vmlinux comes first in some packages and last in others. Modules that come before it wait, compressed; all others are
encoded and gone before the next batch is read. So scratch space holds vmlinux, a batch, and those that wait."""

import json
import os
import re
import resource
import shutil
import subprocess
import time

from .common import FORMAT, OUTSIDE, Failure, Outside, run, shown, whySaid
from .elf import NAME, RELEASE, Image, distribution
from .package import DAMAGE, Package, compressionOf, safeName
from .scratch import scratch
from .sources import inTree, isModule, isVmlinux, moduleFiles, treeOf
from .store import hashOf, tarXz, zstdMany

BATCH_BYTES = 256 << 20
BATCH_FILES = 500
# No package unpacks to this much.
UNPACKED_LIMIT = 64 << 30


class Kernel:
    def __init__(self, source, options, store, space):
        self.source, self.options, self.store, self.space = source, options, store, space
        self.tools = store.tools
        self.threads = max(1, options["threads"])
        self.image = self.about = self.reading = None
        # By number, which is also the name of a module's files here: its name; what becomes of it.
        self.names, self.modules, self.trees = [], {}, {}
        self.batch, self.batch_bytes, self.waiting = [], 0, []
        for name in ("in", "waiting", "btf"):
            (space.path / name).mkdir()
        self.base = space.path / "vmlinux.btf"

    # read

    def readPackage(self):
        with Package(self.source["path"], self.tools, self.threads) as package:
            self.reading = package
            try:
                self.readMembers(package)
            except DAMAGE as error:
                package.damaged(error)
            self.about = package.about

    def readMembers(self, package):
        total = 0
        for name, size, stream in package.members():
            total += size
            if total > UNPACKED_LIMIT:
                raise Failure("step 'read': the package unpacks to more than %d GiB." % (UNPACKED_LIMIT >> 30))
            if isModule(name):
                self.addModule(safeName(name), stream)
            elif isVmlinux(name) and size > 0:
                self.addVmlinux(safeName(name), stream, package.about)

    def readFolder(self):
        self.about = {}
        try:
            with open(self.source["path"], "rb") as file:
                program = compressionOf(file.read(6))
            if program:
                self.addCompressed(program)
            else:
                self.encodeVmlinux(self.source["path"], self.source["path"], {})
            for name, path in moduleFiles(self.source):
                number = self.number(safeName(name), path)
                os.symlink(os.path.realpath(path), self.space.path / "in" / number)
                self.queue(number, os.stat(path).st_size)
        except OSError as error:
            if error.filename and not str(error.filename).startswith(str(self.space.path)):
                raise Failure("step 'read': %s: %s." % (shown(error.filename), error.strerror))
            raise

    def addCompressed(self, program):
        with open(self.source["path"], "rb") as file:
            process = subprocess.Popen([self.tools[program], "-dc"], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            try:
                self.space.copy(process.stdout, self.space.path / "vmlinux")
            except BaseException:
                process.kill()
                raise
            finally:
                said = process.stderr.read()
                status = process.wait()
        if status != 0:
            raise Failure("step 'read': %s." % whySaid(program, status, said))
        self.encodeVmlinux(self.space.path / "vmlinux", self.source["path"], {})

    def number(self, name, path):
        name = inTree(name)
        if name in self.trees:
            raise Failure("step 'read': there are two modules %s." % shown(name))
        self.names.append(name)
        self.trees[name] = treeOf(path)
        return "%06d.ko" % (len(self.names) - 1)

    def addModule(self, name, stream):
        number = self.number(name, name)
        if self.image:
            self.space.copy(stream, self.space.path / "in" / number)
            self.queue(number, os.stat(self.space.path / "in" / number).st_size)
        else:
            self.space.compress(stream, self.space.path / "waiting" / number, self.tools["zstd"])
            self.waiting.append(number)

    def addVmlinux(self, name, stream, about):
        if self.image:
            raise Failure("step 'read': there are two kernels; the second is %s." % shown(name))
        path = self.space.path / "vmlinux"
        self.space.copy(stream, path)
        self.encodeVmlinux(path, name, about)
        self.space.remove(path)

    # identify, encode

    def encodeVmlinux(self, path, name, about):
        self.image = Image(path, os.path.basename(str(name)))
        release = self.options["release"] or self.image.release
        if not release:
            raise Failure("step 'identify': %s does not say its release (it has no \"Linux version ...\"); --release names it."
                          % shown(os.path.basename(str(name))))  # fmt: skip
        if not RELEASE.fullmatch(release):
            raise Failure("step 'identify': the release %s is refused." % ascii(release))
        self.image.release = release
        self.place = self.options["distro"] or distribution(self.image.banner, release, about)
        if not NAME.fullmatch(self.place):
            raise Failure("step 'identify': the distribution %s is refused." % ascii(self.place))
        self.store.place(self.draft(), self.options["replace"])
        report = self.space.path / "report.json"
        run("encode vmlinux", self.btfgen("--report=%s" % report, "-o", self.base, path), stdout=subprocess.DEVNULL)
        self.omissions = omissionsIn(report)
        self.space.take(self.base.stat().st_size)
        # Modules that came before it, a batch at a time.
        waiting, self.waiting = self.waiting, []
        for number in waiting:
            old = self.space.path / "waiting" / number
            os.rename(old, self.space.path / "in" / number)
            self.queue(number, os.stat(self.space.path / "in" / number).st_size)

    def btfgen(self, *words):
        features = ["--features=" + self.options["features"]] if self.options["features"] else []
        return [self.tools["btfgen"], "-q", "-j%d" % self.threads, "--lang-exclude=rust", *features, *words]

    def queue(self, number, size):
        if self.trees[self.names[int(number[:-3])]] not in (None, self.image.release):
            self.leaveOut(number, "it is of another kernel (%s)" % shown(self.trees[self.names[int(number[:-3])]]))
            return
        self.batch.append(number)
        self.batch_bytes += size
        if self.batch_bytes >= BATCH_BYTES or len(self.batch) >= BATCH_FILES:
            self.encodeBatch()

    def leaveOut(self, number, why):
        self.modules[number] = {"name": self.names[int(number[:-3])], "reason": why}

    def encodeBatch(self):
        """Splits of all modules that are there; one that cannot be encoded is an omission."""
        batch, self.batch, self.batch_bytes = self.batch, [], 0
        if not batch:
            return
        folder = self.space.path / "in"
        command = self.btfgen("--base=%s" % self.base, "--output-dir=%s" % (self.space.path / "btf"), "--files0-from=-")
        names = b"".join(os.fsencode(folder / number) + b"\0" for number in batch)
        done = subprocess.run([str(word) for word in command], input=names, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        said = done.stderr.decode(errors="replace")
        # What has nothing to do with a module is no reason to leave it out.
        if outside := re.search(r"(?m)^.*(?:%s).*$" % OUTSIDE.pattern, said):
            raise Outside("step 'encode modules': %s." % whySaid("btfgen", done.returncode, outside[0].encode()))
        if done.returncode not in (0, 1, 3):
            raise Failure("step 'encode modules': %s." % whySaid("btfgen", done.returncode, done.stderr))
        for number in batch:
            path = self.space.path / "btf" / (number + ".btf")
            if path.exists():
                data = path.read_bytes()
                self.modules[number] = {"name": self.names[int(number[:-3])], "raw_size": len(data), "raw_sha256": hashOf(data)}
                self.space.take(len(data))
            else:
                match = re.search(r"(?m)^btfgen: %s: (.*)$" % re.escape(str(folder / number)), said)
                self.leaveOut(number, match[1] if match else whySaid("btfgen", done.returncode, done.stderr))
            file = folder / number
            file.unlink() if file.is_symlink() else self.space.remove(file)

    # merge, compress, store

    def merge(self):
        files = sorted((module["name"], number) for number, module in self.modules.items() if "reason" not in module)
        listed = self.space.path / "splits"
        listed.write_text("".join('"%s"\n' % (self.space.path / "btf" / (number + ".btf")) for _, number in files))
        merged = self.space.path / "merged.btf"
        run("merge", [self.tools["btf-merge"], "-j%d" % self.threads, "-o", merged, self.base] + ["@%s" % listed] * bool(files))
        os.replace(merged, self.base)
        shutil.rmtree(self.space.path / "btf")

    def storeModules(self):
        folder = self.space.path / "btf"
        zstdMany(self.tools, folder, self.options["level"])
        for number, module in self.modules.items():
            if "reason" not in module:
                path = folder / (number + ".btf.zst")
                module["size"] = path.stat().st_size
                module["object"] = self.store.addObject(path)

    def compressed(self):
        """The file that the archive keeps of the kernel, and what the entry says of it."""
        raw = self.base.read_bytes()
        name = "%s.btf.%s" % (self.image.release, "tar.xz" if self.options["btfhub"] else "zst")
        path = self.space.path / name
        if self.options["btfhub"]:
            path.write_bytes(tarXz(raw, self.image.release + ".btf"))
        else:
            run("compress", [self.tools["zstd"], "-q", "-%d" % self.options["level"], "-o", path, self.base])
        data = path.read_bytes()
        return path, {"file": name, "size": len(data), "sha256": hashOf(data), "raw_size": len(raw), "raw_sha256": hashOf(raw)}

    def draft(self):
        name, version = self.place.split("/")
        return {"format": FORMAT, "release": self.image.release, "architecture": self.image.machine, "build_id": self.image.build_id,
                "distribution": name, "distribution_version": version}  # fmt: skip

    def make(self):
        self.readPackage() if self.source["kind"] == "package" else self.readFolder()
        if not self.image:
            raise Failure("step 'read': it holds no vmlinux with debugging information.")
        self.encodeBatch()
        written = [module for module in self.modules.values() if "reason" not in module]
        if self.modules and not written:
            raise Failure("step 'encode modules': none of %d modules can be encoded; the first: %s."
                          % (len(self.modules), min(self.modules.items())[1]["reason"]))  # fmt: skip
        self.merge() if self.options["merge"] else self.storeModules()
        path, btf = self.compressed()
        version = run("version", [self.tools["btfgen"], "--version"]).decode().split("\n")[0]
        source = {"file": os.path.basename(self.source["path"])}
        source.update((key, self.about[key]) for key in ("package", "version") if key in self.about)
        modules = sorted(self.modules.values(), key=lambda module: module["name"])
        entry = dict(self.draft(), btf=btf, modules=modules, merged=self.options["merge"], omissions=self.omissions, btfgen=version,
                     banner=self.image.banner, source=source)  # fmt: skip
        self.store.commit(entry, path, self.options["replace"])
        return entry


def omissionsIn(report):
    """What btfgen left out of vmlinux, counted by its reasons. The report names every function, and each is forgotten
    as soon as it is read."""
    with open(report) as file:
        found = json.load(file, object_hook=lambda value: None if "name" in value else value)
    report.unlink()
    functions = {why: count for why, count in found["functions_by_verdict"].items()
                 if why not in ("included", "not a function", "no debug information") and count}  # fmt: skip
    return {"functions": functions, "other": {why: count for why, count in found["omissions"].items() if count}}


def makeEntry(source, options, store, parent):
    """The entry, and what it cost."""
    begin = time.monotonic()
    with scratch(parent, options["max_scratch"]) as space:
        kernel = Kernel(source, options, store, space)
        try:
            entry = kernel.make()
        except Failure as failure:
            # Programs call the files by names that mean nothing to the user.
            raise type(failure)(str(failure).replace(str(space.path) + "/", ""))
        children, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
        package = kernel.reading.decompressor.memory if kernel.reading else 0
        cost = {"seconds": round(time.monotonic() - begin, 2), "scratch_bytes": space.peak,
                "cpu_seconds": round(sum((children.ru_utime, children.ru_stime, own.ru_utime, own.ru_stime)), 2),
                "memory_bytes": (children.ru_maxrss + own.ru_maxrss) * 1024 + package}  # fmt: skip
        return entry, cost
