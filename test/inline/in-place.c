// In place, sites become section .BTF.inline: of an object file, and of a module on its kernel's BTF.
// BTF without them must not be put beside those of an earlier one.
//
// RUN: %cc -O2 -fno-pie -c %S/Inputs/calls.c -o %t.o && %btfgen -o %t.plain %t.o
// RUN: %btfgen --sites %t.o > %t.before
// RUN: %btfgen --features=+inline %t.o && llvm-objcopy --dump-section .BTF=%t.btf --dump-section .BTF.inline=%t.inline %t.o
// RUN: cmp %t.btf %t.plain && %btfgen --verify %t.inline --base %t.btf
// RUN: %btfgen --sites %t.o > %t.after && cmp %t.before %t.after
// RUN: not %btfgen %t.o 2>&1 | FileCheck %s --check-prefix=STALE
// RUN: %btfgen --features=+inline %t.o
//
// RUN: %cc -O2 -fno-pie -DKERNEL -c %s -o %t.base.o && %btfgen -o %t.base %t.base.o
// RUN: %cc -O2 -fno-pie -c %s -o %t.ko && %sites --base=%t.base %t.ko | FileCheck %s
// RUN: %btfgen --features=+inline --base %t.base %t.ko && %btfgen --sites --base %t.base %t.ko | FileCheck %s
//
// RUN: not %btfgen --features=+inline -o - %t.o 2>&1 | FileCheck %s --check-prefix=PLACE
// RUN: not %btfgen --features=+inline -o %t.x.inline --report %t.x.inline.inline %t.o 2>&1 | FileCheck %s --check-prefix=TWICE

volatile int sink;
static inline __attribute__((always_inline)) int known(int a) { return sink = a; }
#ifdef KERNEL
int kernel(int x) { return known(x + 1); }
#else
int module(int x) { return known(6); }
#endif

// CHECK: known .text+0x{{[0-9a-f]+}} module+0x{{[0-9a-f]+}} (a=0x6)
// STALE: has a section .BTF.inline, which continues the .BTF that it had
// PLACE: -o: the feature inline writes more than one file
// TWICE: x.inline.inline
