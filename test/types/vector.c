// A vector is an array.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

typedef int v4 __attribute__((vector_size(16)));
v4 v;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[ARRAY:[0-9]+]]] ARRAY '(anon)' type_id=[[INT]] index_type_id={{[1-9][0-9]*}} nr_elems=4
// CHECK-DAG: TYPEDEF 'v4' type_id=[[ARRAY]]{{$}}
