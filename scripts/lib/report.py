#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: report.py FILE count   does every function of `btfgen --report FILE` have its reason?
       report.py FILE why <NAMES   what was decided about each function that is named
       report.py FILE members <DIFFERENCES
                                   of what btf-diff prints, all but structs and unions that only lack a member that was left out"""

import json
import re
import sys


def wrongCounts(report):
    """Sums that do not add up, in words."""
    counts, verdicts, functions = report["counts"], report["functions_by_verdict"], report["functions"]
    listed = {}
    for function in functions:
        listed[function["verdict"]] = listed.get(function["verdict"], 0) + 1
    for verdict in sorted(set(verdicts) | set(listed)):
        if verdicts.get(verdict, 0) != listed.get(verdict, 0):
            yield "%d functions counted as '%s', %d listed" % (verdicts.get(verdict, 0), verdict, listed.get(verdict, 0))
    if verdicts.get("included", 0) != counts["functions"]:
        yield "%d functions are included, %d written" % (verdicts.get("included", 0), counts["functions"])
    # The functions that the debug information has, counted where it is read: in and out, by reason.
    if "functions_read" in counts:
        decided = sum(verdicts.values()) - verdicts.get("no debug information", 0) - verdicts.get("not a function", 0)
        if counts["functions_read"] != decided:
            yield "%d functions have debug information, %d a verdict" % (counts["functions_read"], decided)


def why(report, names):
    """The verdict on each name, as --explain words it."""
    known = {}
    for function in report["functions"]:
        known.setdefault(function["name"], []).append(function)
    for name in names:
        for function in known.get(name, [{"verdict": "not seen"}]):
            yield ": ".join(part for part in (name, function["verdict"], function.get("detail")) if part)


def otherDifferences(report, differences):
    """Those that members which were left out, because they do not fit, do not explain."""
    subjects = [each["subject"] for each in report["omitted"] if each["category"] == "unsupported-member"]
    # The name of a type may have dots, too, and is written as kernels accept it.
    lacking = set()
    for subject in subjects:
        name, _, member = subject.rpartition(".")
        lacking.add((re.sub(r"[^0-9A-Za-z_.]", "_", name), member))
    for line in differences:
        lacks = re.fullmatch(r"~ (?:STRUCT|UNION) (\S+): member -'([^;]*)' at \d+", line)
        # Others only refer to these; the table is for readers.
        if line[:2] in ("+ ", "- ", "~ ") and not (lacks and any((lacks[1], word) in lacking for word in re.findall(r"\w+", lacks[2]))):
            yield line


def main(path, what):
    with open(path) as file:
        report = json.load(file)
    if what == "count":
        lines = list(wrongCounts(report))
    elif what == "why":
        lines = list(why(report, sys.stdin.read().split()))
    else:
        lines = list(otherDifferences(report, sys.stdin.read().splitlines()))
    if lines:
        print("\n".join(lines))
    return 1 if what == "count" and lines else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in ("count", "why", "members"):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1], sys.argv[2]))
