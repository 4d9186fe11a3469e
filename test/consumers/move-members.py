# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""move-members.py BTF BASE|- OUT STRUCT.MEMBER...

Writes BTF to OUT, with each of these members one byte further on than it is."""

import sys

from btf import BTF
from damage import move_member


def main(source, base, target, members):
    of = BTF(source, BTF(base) if base != "-" else None)
    for member in members:
        struct, name = member.split(".")
        # of a fact: where it is, and that it is no bit-field
        if not move_member(of, ["struct", struct, name, "", "", "0"]):
            sys.exit(f"move-members.py: {source}: there is no {member}")
    with open(target, "wb") as file:
        file.write(of.data)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
