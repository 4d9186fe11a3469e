# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""C with enough types and functions that encoding them needs more than a start of the program."""

for i in range(3000):
    print("struct s%d { struct s%d *p; int a%d[%d]; };" % (i, max(i - 1, 0), i, i + 1))
    print("int f%d(struct s%d *p) { return p->a%d[0]; }" % (i, i, i))
