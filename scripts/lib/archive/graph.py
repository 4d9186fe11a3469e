# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The steps as a Ninja graph in .work, and running it: one step per kernel, whose output is a file that says it is done.

A step reads its package once, as a stream, and keeps nothing of it; so there is nothing that a second step could
begin with, and a step that was killed begins anew. Steps are named by what they do with what (sources.keyOf): a step
whose file is there is done, whoever ran it: Ninja, Slurm, or a run before."""

import contextlib
import os
import pathlib
import re
import shlex
import subprocess
import sys

from .common import Failure, Outside, Tools, asJson, locked, readJson, say, shown, whereAndWhy, writeWhole
from .kernel import makeEntry
from .memory import needOf, reserved
from .scratch import sweep
from .sources import keyOf, sizeOf
from .store import Store


class Graph:
    def __init__(self, store, program, options):
        self.store, self.work, self.program, self.options = store, store.work, program, options
        self.steps = {}

    def add(self, source):
        """A step for this source; it is not new if it is the same as before."""
        made = {name: self.options[name] for name in ("merge", "btfhub", "distro", "release", "features", "level")}
        key = keyOf(source, dict(made, archive="1"))
        self.steps[key] = source
        if self.options["again"]:
            self.done(key).unlink(missing_ok=True)
        writeWhole(self.work / "steps" / (key + ".json"), asJson({"source": source, "options": self.options}))

    def done(self, key):
        return self.work / "done" / (key + ".json")

    def failed(self, key):
        return self.work / "failed" / (key + ".txt")

    def open(self):
        """Keys of steps that are still to be done."""
        return [key for key in self.steps if not self.done(key).exists()]

    def write(self):
        """build.ninja. `generator`: that the file is there is enough, its command may have changed. The names of
        sources are in the steps' own files, so that none has to be spelt in Ninja's or the shell's language."""
        command = " ".join(map(shlex.quote, [sys.executable, *map(str, self.program)])).replace("$", "$$")
        lines = ["ninja_required_version = 1.8", "builddir = ." , "", "rule kernel",
                 "  command = %s step steps/$key.json" % command, "  description = $name", "  generator = 1"]  # fmt: skip
        # The largest first: Ninja starts them in this order, and a large one at the end would run alone.
        for key, source in sorted(self.steps.items(), key=lambda step: (-sizeOf(step[1]), step[0])):
            name = re.sub(r"[^A-Za-z0-9_.+~/-]", "?", os.path.basename(source["path"]))
            if source["kind"] == "kernel":
                name = re.sub(r"[^A-Za-z0-9_.+~/-]", "?", "/".join(source["path"].rsplit("/", 2)[-2:]))
            lines += ["", "build done/%s.json: kernel" % key, "  key = %s" % key, "  name = %s" % name]
        writeWhole(self.work / "build.ninja", "\n".join(lines) + "\n")

    def run(self, jobs, quiet):
        """All steps by Ninja, which goes on after one fails; True if none did."""
        command = [self.store.tools["ninja"], "-k", "0", "-j", str(jobs)]
        environment = dict(os.environ, NINJA_STATUS="[%f of %t kernels, %r running, %e s] ")
        environment.pop("MAKEFLAGS", None)
        # A failure is said again at the end, and more shortly.
        ninja = subprocess.Popen(command, env=environment, cwd=self.work, stdout=subprocess.DEVNULL if quiet else None)
        try:
            return ninja.wait() == 0
        finally:
            # Who stops this program stops the steps, too; they remove their scratch space.
            if ninja.poll() is None:
                ninja.terminate()
                ninja.wait()


def step(path):
    """What the graph's command does: makes the entry, and then the file that says so. The exit status is 0; 1 if this
    kernel cannot be made; 75 if something failed that has nothing to do with the kernel, such as a full disk."""
    path = pathlib.Path(path).absolute()
    plan = readJson(path)
    source, options = plan["source"], plan["options"]
    work, key = path.parent.parent, path.stem
    store = Store(work.parent, Tools(options["bin"]))
    done, failed = work / "done" / (key + ".json"), work / "failed" / (key + ".txt")
    with locked(path.with_suffix(".lock")):
        if done.exists():
            return 0
        try:
            with reserved(work / "memory", needOf(source), options["memory"]):
                entry, cost = makeEntry(source, options, store, options["scratch"] or work / "scratch")
            cost["need_bytes"] = needOf(source)
            at = str(store.entryPath(entry).relative_to(store.path))
            writeWhole(done, asJson({"entry": at, "cost": cost, "source": source}))
            failed.unlink(missing_ok=True)
            return 0
        except (Failure, OSError) as error:
            said = str(error) if isinstance(error, Failure) else "step 'read or write': %s." % whereAndWhy(error)
            text = "%s: %s" % (shown(source["path"]), said)
            say(text)
            # If the disk is full, that was all that can be said.
            with contextlib.suppress(OSError):
                writeWhole(failed, text + "\n")
            return 1 if isinstance(error, Failure) and not isinstance(error, Outside) else 75
        except Exception as error:
            # Our mistake, but no reason to leave it unsaid which kernel it was.
            writeWhole(failed, "%s: this is a defect of btf-archive: %s: %s\n" % (shown(source["path"]), type(error).__name__, error))
            raise


def runGraph(graph, sources, execute, quiet):
    """Plans, runs, indexes; what it says at the end is what the archive has gained. Returns the exit status."""
    store = graph.store
    with locked(store.work / "lock", wait=False) as lock:
        if lock is None:
            raise Failure("Another btf-archive works in %s." % shown(store.path))
        sweep(graph.options["scratch"] or store.work / "scratch")
        (store.work / "done").mkdir(exist_ok=True)
        for source in sources:
            graph.add(source)
        graph.write()
        before = graph.open()
        for key in before:
            graph.failed(key).unlink(missing_ok=True)
        if before:
            execute()
        index = None
        try:
            store.writeIndex()
        except OSError as error:
            index = whereAndWhy(error)
    after = graph.open()
    if not quiet:
        say("%d added, %d already there, %d failed." % (len(before) - len(after), len(graph.steps) - len(before), len(after)))
    for key in after:
        text = graph.failed(key).read_text().strip() if graph.failed(key).exists() else "%s: it was not finished." % shown(graph.steps[key]["path"])
        say(text)
    if index:
        say("%s. The index does not have what is new; the next run writes it." % index)
    return 1 if after or index else 0
