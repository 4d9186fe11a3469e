# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The parts of scripts/btf-archive, in the order in which they build on each other:

common    failures in words, files that are there whole or not at all, programs
elf       what a vmlinux says of itself: machine, build id, banner; where a kernel belongs
package   .deb, .ddeb, .rpm as streams of files
sources   what the command line names: packages, kernels in folders, debuginfod caches
store     the archive's folder: entries, objects, the index
scratch   disk space of a step, bounded
kernel    the step that makes one entry of one source
memory    as many steps at once as fit
graph     the steps as a Ninja graph, and running it
slurm     the same steps as a job array
check     is the archive what it says it is?
use       taking BTF out: list, get, min"""
