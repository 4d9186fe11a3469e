#!/usr/bin/env python3
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""junit.py PREFIX FILE: one line "PASS: ...", "FAIL: ..." or "SKIP: ..." per test of a JUnit report."""

import sys
import xml.etree.ElementTree as xml


def main(prefix, path):
    for case in xml.parse(path).getroot().iter("testcase"):
        skipped = case.find("skipped")
        disabled = case.get("status") in ("disabled", "notrun")
        if case.find("failure") is not None or case.find("error") is not None:
            word, why = "FAIL", ""
        elif skipped is not None or disabled:
            reason = skipped.get("message", "") if skipped is not None else ""
            word, why = "SKIP", ": " + (reason or "not run")
        else:
            word, why = "PASS", ""
        # lit writes the folder as the class, ctest the test's name twice.
        names = [case.get("classname", ""), case.get("name", "")]
        name = names[1] if names[0] in ("", names[1]) else "/".join(names)
        print("%s: %s: %s%s" % (word, prefix, name, why))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print(__doc__)
        sys.exit(2)
    main(*sys.argv[1:])
