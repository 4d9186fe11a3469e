// A build goes on where an object has no debug information, as one made of assembly alone: status 0,
// a message, no output, and the object as it was. What cannot be read is an error.
//
// RUN: %cc -g0 -c %s -o %t.o && cp %t.o %t.before.o && rm -f %t.btf
// RUN: %pahole -J %t.o 2> %t.err && FileCheck %s --check-prefix=NONE < %t.err && cmp %t.o %t.before.o
// RUN: %pahole -J --btf_encode_detached=%t.btf %t.o 2> %t.err && FileCheck %s --check-prefix=NONE < %t.err && test ! -e %t.btf
// RUN: bash -c '%pahole -J %s 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=TEXT < %t.err

int x;

// NONE: no-debug-info.c.tmp.o: no debug information
// TEXT: btfgen: {{.*}}no-debug-info.c
