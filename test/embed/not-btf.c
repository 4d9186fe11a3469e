// A section .BTF gets BTF: an encoder that failed, or was cut off, is noticed here. Split
// BTF needs no base for that.
//
// RUN: %cc -g -c %s -o %t.o && cp %t.o %t.before && %btfgen -o %t.btf %t.o
// RUN: head -c 30 %t.btf > %t.cut && not %btf-embed --section .BTF=%t.cut %t.o 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: head -c 0 %t.btf > %t.empty && not %btf-embed --section .BTF=%t.empty %t.o 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not %btf-embed --section .BTF.base=%s %t.o 2>&1 | FileCheck %s --check-prefix=TEXT
// RUN: not %btf-embed --section .BTF=%t.none %t.o 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: cmp %t.o %t.before
//
// Header, one PTR to type 2 of the base, a string that is no empty one.
// RUN: printf '\237\353\1\0\30\0\0\0\0\0\0\0\14\0\0\0\14\0\0\0\2\0\0\0\0\0\0\0\0\0\0\2\2\0\0\0a\0' > %t.split
// RUN: %btf-embed --section .BTF=%t.split %t.o

int x;

// CUT: btf-embed: {{.*}}.cut: BTF: {{.*}} outside
// EMPTY: btf-embed: {{.*}}.empty: BTF:
// TEXT: btf-embed: {{.*}}not-btf.c: BTF:
// ABSENT: btf-embed: {{.*}}.none: cannot open: No such file or directory
