// `_Atomic` is no type of its own in BTF, so a unit with it looks its types up one by one, not in runs. Two definitions of a name
// must be kept apart in such units, too, and what reaches neither is one type, whichever thread reads which unit.
//
// RUN: %cc -g -DUNIT=one -DFIELD=int -c %s -o %t.1.o && %cc -g -DUNIT=two -DFIELD=long -c %s -o %t.2.o
// RUN: %cc -g -DUNIT=three -DFIELD=int -DATOMIC= -c %s -o %t.3.o
// RUN: ld -r %t.1.o %t.2.o %t.3.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out
// RUN: grep -c "STRUCT 'state'" %t.out | FileCheck %s --check-prefix=TWO
// RUN: grep -c "STRUCT 'owner'" %t.out | FileCheck %s --check-prefix=TWO
// RUN: grep -c "STRUCT 'count'" %t.out | FileCheck %s --check-prefix=ONE
// RUN: %btfgen -j1 -o %t.one %t.o && %btfgen -j3 -o %t.three %t.o && cmp %t.one %t.three

#ifndef ATOMIC
#define ATOMIC _Atomic
#endif
struct count {
  ATOMIC int n;
  ATOMIC long *p;
};
struct state {
  FIELD field;
};
struct owner {
  struct state *state;
  struct count count;
};
void UNIT(struct owner *o, ATOMIC int *i) {
  o->state->field = *i;
  o->count.n = *i;
}

// TWO: {{^2$}}
// ONE: {{^1$}}
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long int'
// CHECK-DAG: [[TO_LONG:[0-9]+]]] PTR '(anon)' type_id=[[LONG]]{{$}}
// CHECK-DAG: [[COUNT:[0-9]+]]] STRUCT 'count' size=16 vlen=2; 'n' type_id=[[INT]] bits_offset=0; 'p' type_id=[[TO_LONG]] bits_offset=64
// CHECK-DAG: [[FIRST:[0-9]+]]] STRUCT 'state' size=4 vlen=1; 'field' type_id=[[INT]] bits_offset=0
// CHECK-DAG: [[SECOND:[0-9]+]]] STRUCT 'state' size=8 vlen=1; 'field' type_id=[[LONG]] bits_offset=0
// CHECK-DAG: [[TO_FIRST:[0-9]+]]] PTR '(anon)' type_id=[[FIRST]]{{$}}
// CHECK-DAG: [[TO_SECOND:[0-9]+]]] PTR '(anon)' type_id=[[SECOND]]{{$}}
// CHECK-DAG: STRUCT 'owner' size=24 vlen=2; 'state' type_id=[[TO_FIRST]] bits_offset=0; 'count' type_id=[[COUNT]] bits_offset=64
// CHECK-DAG: STRUCT 'owner' size=24 vlen=2; 'state' type_id=[[TO_SECOND]] bits_offset=0; 'count' type_id=[[COUNT]] bits_offset=64
