// Killed at every system call that writes, and with no space at each, a file is the old
// or the new one: appending in place, compacting, a section of a linked file.
//
// REQUIRES: strace
// RUN: rm -rf %t && mkdir -p %t/append %t/compact %t/linked %t/ids
// RUN: %cc -g -c %s -o %t/append/x.o && %btfgen -o %t/btf %t/append/x.o
// RUN: cp %t/append/x.o %t/compact && cp %t/append/x.o %t/ids
// RUN: bash %S/Inputs/crash %t/append x.o %btf-embed --section .BTF=%t/btf x.o | FileCheck %s
// RUN: bash %S/Inputs/crash %t/compact x.o %btf-embed --compact --section .BTF=%t/btf x.o | FileCheck %s
// RUN: %btf-embed --section .BTF=%t/btf %t/ids/x.o
// RUN: bash %S/Inputs/crash %t/ids x.o %btf-embed --resolve-ids x.o | FileCheck %s
//
// RUN: cp %t/btf %t/btf.bin && %btf-embed --object %t/btf.o --like %t/append/x.o %t/btf.bin
// RUN: %cc -nostdlib -shared %t/append/x.o %t/btf.o -o %t/linked/x.so
// RUN: bash %S/Inputs/crash %t/linked x.so %btf-embed --resolve-ids x.so | FileCheck %s

struct s {
  int a;
} s;
__asm__(".pushsection .BTF_ids,\"a\"\n"
        "__BTF_ID__struct__s__1: .long 0\n"
        ".popsection");

// CHECK: killed {{[0-9]+}} times, no space {{[0-9]+}} times: always whole
