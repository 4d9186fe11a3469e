// --section adds sections, and replaces those that are there; the old bytes stay as they
// are, but for the ELF header.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o && head -c 5 %s > %t.five && cp %t.o %t.before
// RUN: %btf-embed --section .BTF=%t.btf --section=.other=%t.five %t.o
// RUN: llvm-readelf -SW %t.o | FileCheck %s
// RUN: llvm-objcopy --dump-section .BTF=%t.1 --dump-section .other=%t.2 %t.o /dev/null && cmp %t.1 %t.btf && cmp %t.2 %t.five
// RUN: bash -c 'cmp -n $(($(stat -c %%s %t.before) - 64)) %t.before %t.o 64 64'
//
// RUN: %btf-embed --section .other=- %t.o < %t.btf
// RUN: llvm-readelf -SW %t.o | FileCheck %s
// RUN: llvm-objcopy --dump-section .BTF=%t.1 --dump-section .other=%t.2 %t.o /dev/null && cmp %t.1 %t.btf && cmp %t.2 %t.btf

int x;

// CHECK-COUNT-1: .BTF PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 0 0 8
// CHECK-COUNT-1: .other PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 0 0 8
// CHECK-NOT: .other
