// BTF has no _Atomic: the type underneath stands for it. (pahole gives up on the
// whole file.)
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s

struct s {
  _Atomic int a;
  int b;
} s;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: STRUCT 's' size=8 vlen=2; 'a' type_id=[[INT]] bits_offset=0; 'b' type_id=[[INT]] bits_offset=32{{$}}
