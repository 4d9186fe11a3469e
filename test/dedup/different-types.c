// Two structs of one name stay two, and so does what refers to them.
//
// RUN: %cc -g -O0 -DUNIT=one -DTYPE=int -c %s -o %t.1.o && %cc -g -O0 -DUNIT=two -DTYPE=long -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o | FileCheck %s

struct s {
  TYPE x;
};
struct user {
  struct s *s;
};
TYPE UNIT(struct user *u) { return u->s->x; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long int'
// CHECK-DAG: [[S1:[0-9]+]]] STRUCT 's' size=4 vlen=1; 'x' type_id=[[INT]] bits_offset=0
// CHECK-DAG: [[S2:[0-9]+]]] STRUCT 's' size=8 vlen=1; 'x' type_id=[[LONG]] bits_offset=0
// CHECK-DAG: [[P1:[0-9]+]]] PTR '(anon)' type_id=[[S1]]{{$}}
// CHECK-DAG: [[P2:[0-9]+]]] PTR '(anon)' type_id=[[S2]]{{$}}
// CHECK-DAG: [[U1:[0-9]+]]] STRUCT 'user' size=8 vlen=1; 's' type_id=[[P1]]
// CHECK-DAG: [[U2:[0-9]+]]] STRUCT 'user' size=8 vlen=1; 's' type_id=[[P2]]
