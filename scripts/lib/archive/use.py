# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Taking BTF out of an archive: list, get, min."""

import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

from .common import Failure, say, shown, sizeInWords, whySaid, writeWhole
from .elf import architecture


def chosen(store, release=None, arch=None, distro=None, build_id=None):
    """(path, entry) of those that are meant."""
    arch = architecture(arch) if arch else None
    for path, entry in store.existing().entries():
        place = "%s/%s" % (entry["distribution"], entry["distribution_version"])
        if (release in (None, entry["release"]) and arch in (None, entry["architecture"]) and distro in (None, place, entry["distribution"])
                and (build_id is None or (entry["build_id"] or "").startswith(build_id))):  # fmt: skip
            yield path, entry


def listEntries(store, options):
    print("%-40s %-12s %-18s %-12s %9s %8s" % ("RELEASE", "ARCHITECTURE", "DISTRIBUTION", "BUILD ID", "SIZE", "MODULES"))
    for _, entry in chosen(store, options.release, options.arch, options.distro, options.build_id):
        size = entry["btf"]["size"] + sum(module.get("size", 0) for module in entry["modules"])
        modules = sum("reason" not in module for module in entry["modules"])
        place = "%s/%s" % (entry["distribution"], entry["distribution_version"])
        print("%-40s %-12s %-18s %-12s %9s %8s" % (entry["release"], entry["architecture"], place, (entry["build_id"] or "-")[:12],
                                                   sizeInWords(size), "merged" if entry["merged"] else modules))  # fmt: skip
    return 0


def get(store, options):
    """The BTF of one kernel as a plain file, which libbpf takes as btf_custom_path; with --modules, that of its modules."""
    found = list(chosen(store, options.release, options.arch, options.distro, options.build_id))
    if len(found) != 1:
        wanted = "%s of %s" % (shown(options.release), shown(options.arch))
        places = ", ".join(str(path.relative_to(store.path)) for path, _ in found)
        raise Failure("The archive has no kernel %s." % wanted if not found else
                      "The archive has several kernels %s: %s. Choose with --distro or --build-id." % (wanted, places))  # fmt: skip
    path, entry = found[0]
    data = store.unpacked(path.parent / entry["btf"]["file"])
    output = options.output or entry["release"] + ".btf"
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        writeWhole(output, data)
    if options.modules:
        modules = [module for module in entry["modules"] if "object" in module]
        pairs = store.unpackedObjects([module["object"] for module in modules], [module["raw_size"] for module in modules])
        for module, (_, split) in zip(modules, pairs):
            writeWhole(pathlib.Path(options.modules) / (module["name"] + ".btf"), split)
    return 0


def minimal(store, options):
    """For each kernel a BTF with only what the BPF objects need for CO-RE, in the archive's folders below --output."""
    for name in options.objects:
        if not os.path.isfile(name):
            raise Failure("There is no BPF object %s." % shown(name))
    found = list(chosen(store, options.release, options.arch, options.distro, options.build_id))
    if not found:
        raise Failure("The archive has none of the kernels that are asked for.")
    bpftool = store.tools["bpftool"]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = {pool.submit(minimalOf, store, bpftool, path, entry, options): path for path, entry in found}
        for number, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            try:
                job.result()
            except (Failure, OSError) as error:
                failed += 1
                say("%s: %s" % (shown(jobs[job].relative_to(store.path)), error))
            if sys.stderr.isatty() and not options.quiet:
                print("\r[%d of %d kernels]" % (number, len(found)), end="\n" if number == len(found) else "", file=sys.stderr)
    if not options.quiet:
        say("%d written to %s, %d failed." % (len(found) - failed, shown(options.output), failed))
    return 1 if failed else 0


def minimalOf(store, bpftool, path, entry, options):
    with tempfile.TemporaryDirectory() as folder:
        whole, small = os.path.join(folder, "whole.btf"), os.path.join(folder, "small.btf")
        with open(whole, "wb") as file:
            file.write(store.unpacked(path.parent / entry["btf"]["file"]))
        done = subprocess.run([bpftool, "gen", "min_core_btf", whole, small, *options.objects], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
        if done.returncode != 0 or not os.path.exists(small):
            raise Failure("step 'min': %s." % whySaid("bpftool", done.returncode, done.stderr))
        place = pathlib.Path(options.output) / path.relative_to(store.path).parent
        with open(small, "rb") as file:
            writeWhole(place / (entry["release"] + ".btf"), file.read())
