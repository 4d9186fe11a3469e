// The base declares `struct part`, the module defines it twice, and declares it where nothing tells
// which is meant: that is the base's declaration.
//
// RUN: %cc -g -DUNIT=base -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -DUNIT=one -DTYPE=int -c %s -o %t.1.o && %cc -g -DUNIT=two -DTYPE=long -c %s -o %t.2.o
// RUN: %cc -g -DUNIT=three -DTHREE -c %s -o %t.3.o && ld -r %t.1.o %t.2.o %t.3.o -o %t.o
// RUN: %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

#ifdef TYPE
struct part {
  TYPE value;
};
long UNIT(struct part *p) { return p->value; }
#else
struct part;
void *UNIT(struct part *p) { return p; }
#endif
#ifdef THREE
struct own {
  struct part *part;
};
struct part *take(struct own *o) { return o->part; }
#endif

// CHECK-DAG: STRUCT 'part' size=4
// CHECK-DAG: STRUCT 'part' size=8
// CHECK-DAG: STRUCT 'own' size=8
// NOT-NOT: FWD
