// One unit without debug information does not spoil the others.
//
// RUN: %cc -g -O0 -DUNIT=one -c %s -o %t.1.o && %cc -g0 -O0 -DUNIT=two -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

int UNIT(int x) { return x; }

// CHECK: FUNC 'one'
// NOT-NOT: FUNC 'two'
