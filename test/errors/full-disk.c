// No space for the section that is added in place: the input is byte for byte as before, and so is
// everything beside it. A size limit on files is what fails the writes, after the first byte, in the
// middle, and before the last.
//
// RUN: %cc -g -c %s -o %t.o && cp %t.o %t.whole.o && %btfgen %t.whole.o
// RUN: bash %S/Inputs/full-disk.sh %btfgen %t.o %t.whole.o 2>&1 | FileCheck %s

struct s {
  int a;
} s;
int f(struct s *p) { return p->a; }

// CHECK: btfgen: {{.*}}x.o: cannot write
// CHECK-NOT: wrong
// CHECK: refused {{[1-9][0-9]+}} times, each time unchanged; then added
