// A file without debug information is not an error of its own: exit status 3, a
// message that says so, no output.
//
// RUN: %cc -g0 -c %s -o %t.o && cp %t.o %t.before
// RUN: rm -f %t.btf; bash -c '%btfgen -o %t.btf %t.o 2> %t.err; test $? = 3'
// RUN: FileCheck %s < %t.err
// RUN: test ! -e %t.btf
// RUN: bash -c '%btfgen %t.o 2> %t.err; test $? = 3'
// RUN: cmp %t.o %t.before

int x;

// CHECK: debug info
