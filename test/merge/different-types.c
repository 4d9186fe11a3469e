// Types and functions of one name that differ are all there, each with what refers to it.
//
// RUN: %cc -g -DTYPE=int -DUNIT=zero -c %s -o %t.0.o && %cc -g -DTYPE=short -DUNIT=one -c %s -o %t.1.o
// RUN: %cc -g -DTYPE=long -DUNIT=two -c %s -o %t.2.o && %merge %t.0.o %t.1.o %t.2.o | FileCheck %s

struct config {
  TYPE value;
};
struct holder {
  struct config *config;
};
TYPE get(struct holder *h) { return h->config->value; }
TYPE UNIT(struct config *c) { return c->value; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[SHORT:[0-9]+]]] INT 'short int'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long int'
// CHECK-DAG: [[C0:[0-9]+]]] STRUCT 'config' size=4 vlen=1; 'value' type_id=[[INT]] bits_offset=0
// CHECK-DAG: [[C1:[0-9]+]]] STRUCT 'config' size=2 vlen=1; 'value' type_id=[[SHORT]] bits_offset=0
// CHECK-DAG: [[C2:[0-9]+]]] STRUCT 'config' size=8 vlen=1; 'value' type_id=[[LONG]] bits_offset=0
// CHECK-DAG: [[P0:[0-9]+]]] PTR '(anon)' type_id=[[C0]]{{$}}
// CHECK-DAG: [[P1:[0-9]+]]] PTR '(anon)' type_id=[[C1]]{{$}}
// CHECK-DAG: [[P2:[0-9]+]]] PTR '(anon)' type_id=[[C2]]{{$}}
// CHECK-DAG: STRUCT 'holder' size=8 vlen=1; 'config' type_id=[[P0]] bits_offset=0
// CHECK-DAG: STRUCT 'holder' size=8 vlen=1; 'config' type_id=[[P1]] bits_offset=0
// CHECK-DAG: STRUCT 'holder' size=8 vlen=1; 'config' type_id=[[P2]] bits_offset=0
// CHECK-DAG: [[F0:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'c' type_id=[[P0]]
// CHECK-DAG: [[F1:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[SHORT]] vlen=1; 'c' type_id=[[P1]]
// CHECK-DAG: [[F2:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[LONG]] vlen=1; 'c' type_id=[[P2]]
// CHECK-DAG: FUNC 'zero' type_id=[[F0]]
// CHECK-DAG: FUNC 'one' type_id=[[F1]]
// CHECK-DAG: FUNC 'two' type_id=[[F2]]
// CHECK-DAG: FUNC 'get'
// CHECK-DAG: FUNC 'get'
// CHECK-DAG: FUNC 'get'
