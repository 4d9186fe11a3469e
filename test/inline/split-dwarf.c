// In .dwo files GCC counts the views of a list from where its unit's lists begin: the arguments of a call are the same
// as in a file that has all of its debugging information itself.
//
// REQUIRES: gcc
// RUN: mkdir -p %t.4 %t.5
// RUN: %cc -O2 -fno-pie -gdwarf-4 -c %s -o %t.4/plain.o && %lld -e enter %t.4/plain.o -o %t.4/plain
// RUN: %cc -O2 -fno-pie -gdwarf-4 -gsplit-dwarf -c %s -o %t.4/split.o && %lld -e enter %t.4/split.o -o %t.4/split
// RUN: %cc -O2 -fno-pie -gdwarf-5 -c %s -o %t.5/plain.o && %lld -e enter %t.5/plain.o -o %t.5/plain
// RUN: %cc -O2 -fno-pie -gdwarf-5 -gsplit-dwarf -c %s -o %t.5/split.o && %lld -e enter %t.5/split.o -o %t.5/split
// RUN: llvm-dwarfdump --debug-info %t.5/split.dwo | FileCheck %s --check-prefix=WITNESS
// RUN: %sites %t.4/plain >%t.4/plain.sites && %sites %t.4/split >%t.4/split.sites && diff %t.4/plain.sites %t.4/split.sites
// RUN: %sites %t.5/plain >%t.5/plain.sites && %sites %t.5/split >%t.5/split.sites && diff %t.5/plain.sites %t.5/split.sites
// RUN: FileCheck %s <%t.4/split.sites
// RUN: FileCheck %s <%t.5/split.sites

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
