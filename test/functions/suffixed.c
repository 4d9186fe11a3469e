// .cold and .part pieces of a function are not functions: alone, they do not make a function of
// their name. (Other clones of it do: optimized.c.)
//
// RUN: %cc -g -O2 -c %s -o %t.o
// RUN: llvm-objcopy --redefine-sym piece=piece.cold --redefine-sym part=part.part.0 --redefine-sym clone=clone.isra.0 %t.o %t.cut.o
// RUN: %types %t.cut.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

int piece(int a) { return a; }
int part(int a) { return a + 1; }
int clone(int a) { return a + 3; }
int whole(int a) { return a + 2; }

// CHECK-DAG: FUNC 'whole'
// CHECK-DAG: FUNC 'clone'
// NOT-NOT: FUNC '{{piece|part}}
