#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""archive-costs.py ARCHIVE TIME DISK: what the kernels of an archive cost, as tables in Markdown. TIME holds elapsed, user
and system seconds of the run, DISK is the most that scratch space took, in MiB."""

import json
import os
import pathlib
import sys


def main(archive, times, disk):
    root = pathlib.Path(archive)
    rows, kernels = [], 0
    for path in root.glob(".work/done/*.json"):
        done = json.loads(path.read_text())
        cost, entry = done["cost"], json.loads((root / done["entry"]).read_text())
        modules = [module for module in entry["modules"] if "reason" not in module]
        stored = entry["btf"]["size"] + sum(module["size"] for module in modules)
        rows.append((os.path.getsize(done["source"]["path"]),
                     "| %s, %s | %d MB | %d | %.0f s | %d MB | %d MB | %.1f MB | %.1f MB |"
                     % (entry["release"], entry["architecture"], os.path.getsize(done["source"]["path"]) / 1e6, len(modules),
                        cost["cpu_seconds"], cost["memory_bytes"] / 1e6, cost["scratch_bytes"] / 1e6,
                        entry["btf"]["size"] / 1e6, stored / 1e6)))  # fmt: skip
        kernels += 1
    print("| kernel | package | modules | processor time | memory | scratch space | stored: vmlinux | stored: all |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(row for _, row in sorted(rows)))
    elapsed, user, system = (float(word) for word in pathlib.Path(times).read_text().split()[-3:])
    total = json.loads((root / "index.json").read_text())["total"]
    print()
    print("%d kernels in %.0f s, %.0f s of processor time: %.0f kernels per hour and core, %.1f hours of one core for a thousand."
          % (kernels, elapsed, user + system, 3600 * kernels / (user + system), 1000 / 3600 * (user + system) / kernels))  # fmt: skip
    print("At most %s MiB of scratch space at once. %d objects, %.1f MB; undeduplicated %.1f MB."
          % (disk, total["objects"], total["object_bytes"] / 1e6, total["object_bytes_undeduplicated"] / 1e6))  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
