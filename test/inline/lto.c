// With link-time optimisation a function of another unit is inlined. Both units are read together then, also
// where nothing but that call leads from one to the other: a function without parameters or types, a call
// inside of another, one in a block. The types are as without inline sites.
//
// REQUIRES: lld
// RUN: %clang -g -O2 -flto=thin -DCALLER -c %s -o %t.thin.1.o && %clang -g -O2 -flto=thin -c %s -o %t.thin.2.o
// RUN: %lld -e caller %t.thin.1.o %t.thin.2.o -o %t.thin
// RUN: llvm-dwarfdump -v --debug-info %t.thin | grep -c 'DW_AT_abstract_origin \[DW_FORM_ref_addr' > %t.count
// RUN: FileCheck %s --check-prefix=FOREIGN < %t.count
// RUN: %sites %t.thin | FileCheck %s
// RUN: %clang -g -O2 -flto -DCALLER -c %s -o %t.full.1.o && %clang -g -O2 -flto -c %s -o %t.full.2.o
// RUN: %lld -e caller %t.full.1.o %t.full.2.o -o %t.full
// RUN: %sites %t.full | FileCheck %s
// RUN: %btfgen -o %t.btf %t.full && %btfgen --features=+inline -o %t.inline.btf %t.full && %btf-diff %t.btf %t.inline.btf
// RUN: %btfgen -j3 --features=+inline -o %t.3.btf %t.full && cmp %t.3.btf %t.inline.btf && cmp %t.3.btf.inline %t.inline.btf.inline
//
// FOREIGN: {{^[3-9]$}}
// CHECK-DAG: without .text+0x{{[0-9a-f]+}} caller+0x{{[0-9a-f]+}} ()
// CHECK-DAG: within .text+0x{{[0-9a-f]+}} caller+0x{{[0-9a-f]+}} (
// CHECK-DAG: around .text+0x{{[0-9a-f]+}} caller+0x{{[0-9a-f]+}} (n={{.*}})

extern volatile int sink;
void without(void);
void around(int n);
#ifdef CALLER
int caller(int n) {
  without();
  if (n > 1) {
    int block = n * 3;
    around(block);
  }
  return 0;
}
#else
volatile int sink;
static void within(int of) { sink = of; }
void without(void) { sink = 1; }
void around(int n) {
  sink = 2;
  within(n + 1);
}
#endif
