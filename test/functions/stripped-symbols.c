// A function without a symbol of its own cannot be attached to: it is left out. The
// types do not depend on symbols.
//
// RUN: %cc -g -O0 -c %s -o %t.o
// RUN: llvm-objcopy --strip-symbol=gone %t.o %t.cut.o
// RUN: %types %t.cut.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct argument {
  int a;
};
int gone(struct argument *x) { return x->a; }
int here(struct argument *x) { return x->a; }

// CHECK-DAG: STRUCT 'argument'
// CHECK-DAG: FUNC 'here'
// NOT-NOT: FUNC 'gone'
