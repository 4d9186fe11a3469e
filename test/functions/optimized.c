// GCC's clone of a function for a constant argument, and clang's function with a dead one, are not
// called as their source says: they are left out, and --explain says why. With true_signature the
// clone is described under its symbol's name, and clang's function without the dead parameter.
//
// RUN: %cc -g -O2 -c %s -o %t.o && nm %t.o | FileCheck %s --check-prefix=SYMBOLS
// RUN: %types %t.o > %t.out && FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %btfgen --explain=clone -o /dev/null %t.o | FileCheck %s --check-prefix=WHY
// RUN: %types --features=+true_signature %t.o > %t.true && FileCheck %s < %t.true
// RUN: FileCheck %s --check-prefix=TRUE < %t.true
// RUN: %clang -g -O2 -DCLANG -c %s -o %t.clang.o && %types %t.clang.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %btfgen --explain=dead -o /dev/null %t.clang.o | FileCheck %s --check-prefix=GONE
// RUN: %types --features=+true_signature %t.clang.o | FileCheck %s --check-prefix=CLANG

__attribute__((noinline)) int whole(int a, int b) { return a; }
#ifdef CLANG
static __attribute__((noinline)) int dead(int a, int b, int c) {
  asm volatile("");
  return a + c;
}
int use(int a) { return dead(a, 1, a * 3) + dead(a + 1, 2, a); }
#else
static __attribute__((noinline)) int clone(int n, int factor) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += i * factor;
    asm volatile("");
  }
  return sum;
}
int use(int a) { return clone(a, 7) + clone(a + 1, 7); }
#endif

// SYMBOLS: clone.constprop.0
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[WHOLE:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'b' type_id=[[INT]]{{$}}
// CHECK-DAG: FUNC 'whole' type_id=[[WHOLE]]
// CHECK-DAG: FUNC 'use'
// NOT-NOT: FUNC '{{clone|dead}}
// WHY: function clone: out: optimized parameters: symbol clone.constprop.0
// TRUE: FUNC 'clone.constprop.0'
// GONE: function dead: out: optimized parameters: 
// CLANG-DAG: [[INT:[0-9]+]]] INT 'int'
// CLANG-DAG: [[DEAD:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'c' type_id=[[INT]]{{$}}
// CLANG-DAG: FUNC 'dead' type_id=[[DEAD]]
