// One ARRAY per dimension, the first dimension outermost. An array whose length C
// leaves open (flexible member, extern, K&R-style zero) has 0 elements.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s

struct nested {
  int m[2][3][5];
} nested;
struct flexible {
  int n;
  short tail[];
} *flexible;
struct zero {
  int n;
  char tail[0];
} zero;
struct rows {
  int n;
  long tail[][4];
} *rows;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[SHORT:[0-9]+]]] INT 'short{{( int)?}}'
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long{{( int)?}}'
// CHECK-DAG: [[A5:[0-9]+]]] ARRAY '(anon)' type_id=[[INT]] index_type_id={{[1-9][0-9]*}} nr_elems=5
// CHECK-DAG: [[A3:[0-9]+]]] ARRAY '(anon)' type_id=[[A5]] index_type_id={{[1-9][0-9]*}} nr_elems=3
// CHECK-DAG: [[A2:[0-9]+]]] ARRAY '(anon)' type_id=[[A3]] index_type_id={{[1-9][0-9]*}} nr_elems=2
// CHECK-DAG: STRUCT 'nested' size=120 vlen=1; 'm' type_id=[[A2]] bits_offset=0
// CHECK-DAG: [[S0:[0-9]+]]] ARRAY '(anon)' type_id=[[SHORT]] index_type_id={{[1-9][0-9]*}} nr_elems=0
// CHECK-DAG: STRUCT 'flexible' size=4 vlen=2; 'n' type_id=[[INT]] bits_offset=0; 'tail' type_id=[[S0]] bits_offset=32
// CHECK-DAG: [[C0:[0-9]+]]] ARRAY '(anon)' type_id=[[CHAR]] index_type_id={{[1-9][0-9]*}} nr_elems=0
// CHECK-DAG: STRUCT 'zero' size=4 vlen=2; 'n' type_id=[[INT]] bits_offset=0; 'tail' type_id=[[C0]] bits_offset=32
// CHECK-DAG: [[L4:[0-9]+]]] ARRAY '(anon)' type_id=[[LONG]] index_type_id={{[1-9][0-9]*}} nr_elems=4
// CHECK-DAG: [[L04:[0-9]+]]] ARRAY '(anon)' type_id=[[L4]] index_type_id={{[1-9][0-9]*}} nr_elems=0
// CHECK-DAG: STRUCT 'rows' size=8 vlen=2; 'n' type_id=[[INT]] bits_offset=0; 'tail' type_id=[[L04]] bits_offset=64
