// An object is for the machine of --like: class, byte order, machine, ABI and flags, without
// which linkers refuse it.
//
// REQUIRES: clang-mips, clang-riscv64, clang-s390x
// RUN: %clang --target=mips-linux-gnu -g -c %s -o %t.mips.o && %btfgen -o %t.btf %t.mips.o
// RUN: %btf-embed --object %t.btf.o --like %t.mips.o %t.btf
// RUN: llvm-readelf -h %t.mips.o | grep -E 'Class|Data|OS/ABI|ABI V|Machine|Flags|Type' > %t.1 && llvm-readelf -h %t.btf.o | grep -E 'Class|Data|OS/ABI|ABI V|Machine|Flags|Type' | diff - %t.1
// RUN: %clang --target=riscv64-linux-gnu -g -c %s -o %t.riscv.o && %btfgen -o %t.le.btf %t.riscv.o
// RUN: %btf-embed --object %t.btf.o --like %t.riscv.o %t.le.btf
// RUN: llvm-readelf -h %t.riscv.o | grep -E 'Class|Data|OS/ABI|ABI V|Machine|Flags|Type' > %t.1 && llvm-readelf -h %t.btf.o | grep -E 'Class|Data|OS/ABI|ABI V|Machine|Flags|Type' | diff - %t.1
//
// BTF in the wrong byte order would boot as no BTF.
// RUN: not %btf-embed --object %t.none.o --like %t.riscv.o %t.btf 2>&1 | FileCheck %s
// RUN: not %btf-embed --section .BTF=%t.btf %t.riscv.o 2>&1 | FileCheck %s
// RUN: test ! -e %t.none.o

int x;

// CHECK: btf: BTF in the other byte order than the ELF file
