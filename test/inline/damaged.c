// Damaged sites cost what they say, and no more: prefixes of a file, and bytes of it inverted.
//
// RUN: %cc -O2 -fno-pie -c %S/Inputs/calls.c -o %t.o
// RUN: %corrupt --truncate %t.o --step 17 --in-place -- %btfgen -q -j1 --features=+inline {}
// RUN: %corrupt --flip %t.o --step 5 --in-place -- %btfgen -q -j1 --features=+inline {} | FileCheck %s
// RUN: %clang -O2 -c %S/Inputs/calls.c -o %t.o
// RUN: %corrupt --flip %t.o --step 5 --in-place -- %btfgen -q -j1 --features=+inline {} | FileCheck %s
//
// CHECK: status 0
