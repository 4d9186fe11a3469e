// Clang's LTO: one object file of several units that refer to each other's types
// (DW_FORM_ref_addr).
//
// REQUIRES: lld
// RUN: %clang -g -O2 -flto -DFIRST -c %s -o %t.1.o && %clang -g -O2 -flto -c %s -o %t.2.o
// RUN: %lld -r %t.1.o %t.2.o -o %t.o
// RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
// RUN: %types %t.o > %t.out && FileCheck %s < %t.out

struct shared {
  int a;
  struct shared *next;
};
#ifdef FIRST
int first(struct shared *s) { return s->a; }
#else
struct own {
  struct shared s;
};
int second(struct own *o) { return o->s.next->a; }
#endif

// DWARF-COUNT-2: DW_TAG_compile_unit
// CHECK-DAG: [[SHARED:[0-9]+]]] STRUCT 'shared' size=16 vlen=2
// CHECK-DAG: STRUCT 'own' size=16 vlen=1; 's' type_id=[[SHARED]] bits_offset=0
// CHECK-DAG: FUNC 'first'
// CHECK-DAG: FUNC 'second'
