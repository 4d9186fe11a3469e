// Sites are in the record of their section. If kernels refuse its name, they are left out, and the others stay.
//
// RUN: %cc -O2 -fno-pie -ffunction-sections -c %s -o %t.o
// RUN: bash -c "llvm-objcopy --rename-section .text.first=$'one\001' --rename-section .text.second=$(printf '%%0506d' 0) --rename-section .text.third=$(printf '%%0505d' 0) %t.o %t.renamed.o"
// RUN: %btfgen --features=+inline --explain -o %t.btf %t.renamed.o | FileCheck %s
// RUN: %btfgen --verify %t.btf.inline --base %t.btf | FileCheck %s --check-prefix=ACCEPTED

volatile int sink;
static inline __attribute__((always_inline)) void put(int value) { sink = value; }
void first(void) { put(1); }
void second(void) { put(2); }
void third(void) { put(3); }

// CHECK: inline sites included: 1
// CHECK-NEXT: inline sites section-name: 2
// ACCEPTED: accepted
