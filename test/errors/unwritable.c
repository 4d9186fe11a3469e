// What cannot be written is an error that says where; the input stays, and no half
// file does.
//
// REQUIRES: dev-full
// RUN: %cc -g -c %s -o %t.o && cp %t.o %t.before
// RUN: bash -c '%btfgen -o - %t.o > /dev/full 2> %t.err; test $? = 1' && FileCheck %s < %t.err
// RUN: bash -c '%btfgen -o /dev/full %t.o 2> %t.err; test $? = 1' && FileCheck %s < %t.err
// RUN: bash -c '%btfgen -o %t.no-such-folder/x %t.o 2> %t.err; test $? = 1' && FileCheck %s < %t.err
// RUN: cmp %t.o %t.before
// RUN: test -c /dev/full

int x;

// CHECK: btfgen: {{.+}}
