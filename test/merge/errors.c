// Inputs that do not fit together: a message with the file's name, exit status 1, no output,
// and what was there before stays.
//
// RUN: %cc -g -c %s -o %t.0.o && %cc -g -DUNIT -c %s -o %t.1.o && %btfgen %t.0.o
// RUN: %btfgen -q --base %t.0.o -o %t.1.btf %t.1.o && rm -f %t.out
//
// The base is itself split, raw and in a module with .BTF.base.
// RUN: not %btf-merge -o %t.out %t.1.btf %t.1.btf 2>&1 | FileCheck %s --check-prefix=SPLIT
// SPLIT: btf-merge: {{.*}}.1.btf: BTF: {{.*}}this is split BTF, which needs its base
// RUN: llvm-objcopy --dump-section .BTF=%t.0.btf %t.0.o
// RUN: llvm-objcopy --remove-section .BTF --add-section .BTF=%t.1.btf --add-section .BTF.base=%t.0.btf %t.1.o %t.d.o
// RUN: not %btf-merge -o %t.out %t.d.o %t.1.btf 2>&1 | FileCheck %s --check-prefix=DISTILLED
// DISTILLED: btf-merge: {{.*}}.d.o: this is split BTF, which cannot be a base
//
// A module whose BTF counts from its own .BTF.base.
// RUN: not %btf-merge -o %t.out %t.0.o %t.d.o 2>&1 | FileCheck %s --check-prefix=RELOCATE
// RELOCATE: btf-merge: {{.*}}.d.o: this BTF is split from its own .BTF.base
//
// No split at all, no BTF, no such file.
// RUN: not %btf-merge -o %t.out %t.0.o %t.1.btf %t.0.btf 2>&1 | FileCheck %s --check-prefix=WHOLE
// WHOLE: btf-merge: {{.*}}.0.btf: this BTF needs no base, expected split BTF
// RUN: not %btf-merge -o %t.out %t.0.o %t.1.o 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: btf-merge: {{.*}}.1.o: has no .BTF section
// RUN: not %btf-merge -o %t.out %t.0.o %t.1.btf %t.absent 2>&1 | FileCheck %s --check-prefix=ABSENT
// ABSENT: btf-merge: {{.*}}.absent: cannot open: No such file
//
// Made for a larger base, and for a smaller one: each is named, and what is wrong with it.
// RUN: %cc -g -DMORE -c %s -o %t.2.o && %btfgen %t.2.o && %btfgen -q --base %t.2.o -o %t.3.btf %t.1.o
// RUN: not %btf-merge -o %t.out %t.0.o %t.1.btf %t.3.btf 2>&1 | FileCheck %s --check-prefix=LARGER
// LARGER: btf-merge: {{.*}}.3.btf: {{.*}} expected below {{[0-9]+}}; {{.*}}was not made for {{.*}}.0.o
// RUN: not %btf-merge -o %t.out %t.2.o %t.1.btf 2>&1 | FileCheck %s --check-prefix=SMALLER
// SMALLER: btf-merge: {{.*}}.1.btf: the kernel would reject this BTF; {{.*}}was not made for {{.*}}.2.o
//
// Of several errors, that of the first file.
// RUN: not %btf-merge -j8 -o %t.out %t.0.o %t.3.btf %t.absent %t.1.o 2>&1 | FileCheck %s --check-prefix=LARGER
//
// The output is an input.
// RUN: cp %t.1.btf %t.copy && not %btf-merge -o %t.copy %t.0.o %t.copy 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: cmp %t.copy %t.1.btf
// SAME: btf-merge: {{.*}}.copy: is an input
// RUN: test ! -e %t.out
//
// An error leaves an old output.
// RUN: echo old > %t.old && not %btf-merge -o %t.old %t.0.o %t.absent && echo old | cmp - %t.old
//
// Every prefix of an input, and every byte of it inverted: an answer, and no half output.
// RUN: %corrupt --truncate %t.1.btf -- %btf-merge -j2 -o {out} %t.0.o {} | FileCheck %s --check-prefix=CORRUPT
// RUN: %corrupt --flip %t.1.btf -- %btf-merge -j2 -o {out} %t.0.o {} | FileCheck %s --check-prefix=CORRUPT
// RUN: %corrupt --truncate %t.0.btf -- %btf-merge -j2 -o {out} {} %t.1.btf | FileCheck %s --check-prefix=CORRUPT
// RUN: %corrupt --flip %t.0.btf -- %btf-merge -j2 -o {out} {} %t.1.btf | FileCheck %s --check-prefix=CORRUPT
// CORRUPT: status 1: {{[0-9]+}}

struct s {
  long a[4];
  struct s *next;
};
#ifdef MORE
struct more {
  struct s s;
  short b, c, d;
  struct more *p;
};
int function(struct more *m, unsigned char c) { return !m + c; }
#endif
#ifdef UNIT
struct t {
  struct s s;
  short b;
};
int other(struct t *t) { return t->b; }
#else
int function0(struct s *s) { return !s; }
#endif
