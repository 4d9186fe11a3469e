# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The same steps on a cluster: a job array whose tasks are the commands of the Ninja graph.

A task whose node dies is queued again by Slurm; one that ends otherwise than by success or by a kernel that cannot be
made queues itself again, --retries times. Tasks do not know of each other: what one has made is there as soon as its
file in .work/done is, as with Ninja."""

import os
import shlex
import subprocess
import sys
import time

from .common import Failure, run, say, writeWhole
from .memory import needOf

TASK = """#!/bin/sh
# One kernel: line SLURM_ARRAY_TASK_ID of the commands of this array.
cd {work} || exit 75
command=$(sed -n "${{SLURM_ARRAY_TASK_ID}}p" {commands})
sh -c "$command"
status=$?
# 0: it is there. 1: this kernel cannot be made, and another try changes nothing.
if [ $status -gt 1 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt {retries} ]; then
  scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_$SLURM_ARRAY_TASK_ID" && sleep 60
fi
exit $status
"""


def submit(graph, options):
    """Hands the steps that are open to Slurm; returns the job's number."""
    work, tools = graph.work, graph.store.tools
    folder = work / "slurm"
    folder.mkdir(exist_ok=True)
    keys = graph.open()
    targets = ["done/%s.json" % key for key in keys]
    # In parts, since a command line ends somewhere.
    commands = b"".join(run("plan", [tools["ninja"], "-C", work, "--quiet", "-t", "commands", *targets[at : at + 500]])
                        for at in range(0, len(targets), 500))  # fmt: skip
    lines = commands.decode().splitlines()
    if len(lines) != len(keys):
        raise Failure("step 'plan': Ninja names %d commands for %d kernels." % (len(lines), len(keys)))
    stamp = "%d-%d" % (time.time(), os.getpid())
    writeWhole(folder / (stamp + ".commands"), commands)
    writeWhole(folder / (stamp + ".sh"), TASK.format(work=shlex.quote(str(work)), retries=options.retries,
                                                     commands=shlex.quote(str(folder / (stamp + ".commands")))))  # fmt: skip
    slots = "%%%d" % options.jobs if options.jobs else ""
    need = max(needOf(graph.steps[key]) for key in keys) >> 20
    said = run("submit", [tools["sbatch"], "--parsable", "--requeue", "--job-name=btf-archive", "--array=1-%d%s" % (len(keys), slots),
                          "--cpus-per-task=%d" % graph.options["threads"], "--mem=%dM" % need, "--open-mode=append",
                          "--output=%s" % (folder / (stamp + ".%a.log")), *options.sbatch, folder / (stamp + ".sh")])  # fmt: skip
    return said.decode().strip().split(";")[0]


def waitFor(graph, job, quiet):
    """Until the array has ended. What is done is counted by its files, since Slurm forgets ended jobs."""
    begin, keys, shown = time.monotonic(), graph.open(), None
    while True:
        done = subprocess.run([graph.store.tools["squeue"], "-h", "-j", job, "-o", "%i"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        gone = done.returncode != 0 and b"Invalid job id" in done.stderr
        count = sum(graph.done(key).exists() for key in keys)
        failed = sum(graph.failed(key).exists() for key in keys)
        if not quiet and shown != (count, failed):
            line = "[%d of %d kernels, %d failed, %d s] Slurm job %s" % (count, len(keys), failed, time.monotonic() - begin, job)
            print("\r" + line if sys.stdout.isatty() else line, end="" if sys.stdout.isatty() else "\n", flush=True)
            shown = count, failed
        # slurmctld that does not answer is no reason to give up: the jobs go on.
        if gone or (done.returncode == 0 and not done.stdout.strip()):
            if not quiet and sys.stdout.isatty():
                print()
            return
        time.sleep(1)


def execute(graph, options):
    job = submit(graph, options)
    if not options.quiet:
        say("Slurm job %s has %d tasks; if this program is stopped, they go on." % (job, len(graph.open())))
    waitFor(graph, job, options.quiet)
