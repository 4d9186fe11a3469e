# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""compare-bpftrace.py FACTS SCRIPT <OUTPUT

OUTPUT is what "bpftrace --mode codegen -d ast SCRIPT" prints: the script of write-questions.py again and
again, in the end with numbers in place of offsetof and sizeof. Prints those that are not what gdb says in
FACTS, and exits 1 if there are some, or if not all that SCRIPT asks was answered."""

import re
import sys


def main(facts, script):
    facts = [line.split() for line in open(facts)]
    asked = len(re.findall(r"printf", open(script).read()))
    answers = dict()
    for number, offset, size in re.findall(r'printf\("(\d+) %d %d\\n",\s*(\d+),\s*(\d+)\)', sys.stdin.read()):
        answers[int(number)] = (int(offset), int(size))
    different = 0
    for number, read in answers.items():
        _, _, _, of, field, _, offset, _, _, size = facts[number - 1]
        expected = (int(offset) // 8, int(size))
        if read != expected:
            different += 1
            print(f"{of} {field}: {read}, gdb says {expected}")
    print(f"{asked} asked, {len(answers)} answered, {different} different")
    return not answers or len(answers) != asked or different > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
