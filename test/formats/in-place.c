// Without -o the input gets a section .BTF of the same bytes; everything else in the
// file stays, and doing it again replaces the section.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o
// RUN: cp %t.o %t.in.o && %btfgen %t.in.o
// RUN: llvm-objcopy --dump-section .BTF=%t.section %t.in.o /dev/null && cmp %t.btf %t.section
// RUN: llvm-readelf -S %t.in.o | FileCheck %s
// RUN: llvm-objcopy --remove-section .BTF %t.in.o %t.out.o && llvm-objcopy %t.o %t.copy.o
// RUN: llvm-objdump -s -r -t %t.out.o | tail -n +3 > %t.out.txt && llvm-objdump -s -r -t %t.copy.o | tail -n +3 > %t.copy.txt
// RUN: diff %t.out.txt %t.copy.txt
// RUN: bpftool btf dump file %t.in.o | FileCheck %s --check-prefix=DUMP
// RUN: %btfgen %t.in.o && llvm-readelf -S %t.in.o | grep -c '\.BTF ' | FileCheck %s --check-prefix=ONCE
// RUN: llvm-objcopy --dump-section .BTF=%t.again %t.in.o /dev/null && cmp %t.btf %t.again

struct s {
  int a;
} s;
int f(struct s *p) { return p->a; }

// CHECK: .BTF PROGBITS {{0+}} {{.*}}
// DUMP: STRUCT 's'
// ONCE: {{^1$}}
