// Two variables at one place (an alias) must not make the section invalid: a kernel
// refuses overlapping entries, and with them all of the BTF.
//
// RUN: %cc -g -c %s -o %t.o && %types --vars=all %t.o | FileCheck %s

long place = 1;
extern long alias __attribute__((alias("place")));
long next = 2;
long *use(void) { return &alias; }

// CHECK: DATASEC '.data' size=16 vlen=2;{{.*}} offset=0 size=8 {{.*}} offset=8 size=8
