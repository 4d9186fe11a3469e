// .cold and .part pieces of a function are not functions.
//
// RUN: %cc -g -O2 -c %s -o %t.o
// RUN: llvm-objcopy --redefine-sym piece=other.cold --redefine-sym part=other.part.0 %t.o %t.cut.o
// RUN: %types %t.cut.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

int piece(int a) { return a; }
int part(int a) { return a + 1; }
int whole(int a) { return a + 2; }

// CHECK: FUNC 'whole'
// NOT-NOT: FUNC '{{piece|part|other.*}}'
