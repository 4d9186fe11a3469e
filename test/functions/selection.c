// A function is in if its code is: external and static ones alike, but not a
// declaration, and not one that was inlined everywhere.
//
// RUN: %cc -g -O2 -c %s -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

int declared(int);
static inline __attribute__((always_inline)) int inlined(int x) { return x + declared(x); }
static __attribute__((noinline, noclone)) int hidden(int x) { return inlined(x) * 3; }
int visible(int x) { return hidden(x) + inlined(x); }

// CHECK-DAG: FUNC 'visible' type_id=
// CHECK-DAG: FUNC 'hidden' type_id=
// NOT-NOT: FUNC 'declared'
// NOT-NOT: FUNC 'inlined'
