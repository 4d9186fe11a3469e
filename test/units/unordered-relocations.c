// Relocations whose places do not ascend are applied all the same. Assembler and linker write
// them in order, so that the table of a large module is not looked through beforehand.
//
// REQUIRES: clang
// RUN: %clang --target=x86_64-linux-gnu -g -c %s -o %t.o && %btfgen -q -o %t.btf %t.o
// RUN: cp %t.o %t.back.o && %reverse-relocations %t.back.o .rela.debug_info
// RUN: not cmp -s %t.o %t.back.o
// RUN: %btfgen -q -o %t.back.btf %t.back.o && cmp %t.btf %t.back.btf
// RUN: bpftool btf dump file %t.back.btf | FileCheck %s

struct point {
  int x, y;
};
int across(struct point *p) { return p->x; }

// CHECK-DAG: STRUCT 'point' size=8 vlen=2
// CHECK-DAG: FUNC 'across'
