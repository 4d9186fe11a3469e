// A call of which no instruction is left where another one begins, too: GCC gives its arguments in a view.
// (clang has none.)
//
// REQUIRES: gcc
// RUN: %cc -O2 -fno-pie -c %s -o %t.o && %lld -e enter %t.o -o %t
// RUN: llvm-dwarfdump --debug-info %t | FileCheck %s --check-prefix=WITNESS
// RUN: %sites %t | FileCheck %s

volatile int sink;
#define INLINE static inline __attribute__((always_inline))
INLINE int third(int nr, const unsigned long *in) { return in[nr >> 6] >> (nr & 63) & 1; }
INLINE int second(const unsigned long *flags, int flag) { return third(flag, flags); }
INLINE int first(const unsigned long *of) { return second(of, 9); }
int enter(const unsigned long *p) {
  sink = 1;
  return first(p) ? 5 : 6;
}

// WITNESS: DW_AT_GNU_locviews
// CHECK-DAG: first .text+0x[[AT:[0-9a-f]+]] enter+0x{{[0-9a-f]+}} (of=reg5)
// CHECK-DAG: second .text+0x[[AT]] enter+0x{{[0-9a-f]+}} (flags=reg5; flag=0x9)
// CHECK-DAG: third .text+0x[[AT]] enter+0x{{[0-9a-f]+}} (nr=0x9; in=reg5)
