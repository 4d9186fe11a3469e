// "-o -" writes the bytes that "-o FILE" writes to standard output.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o && %btfgen -o - %t.o > %t.stdout
// RUN: cmp %t.btf %t.stdout
// RUN: %btfgen -o - %t.o | od -An -tx1 -N4 | FileCheck %s

int x;
int f(void) { return x; }

// CHECK: 9f eb 01 00
