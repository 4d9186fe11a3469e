// The index type of an array is "int", whether or not the unit has one of its own:
// a kernel refuses an index of type void.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

char only[7];
struct s {
  char a[3];
} s;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: ARRAY '(anon)' type_id=[[CHAR]] index_type_id=[[INT]] nr_elems=3
