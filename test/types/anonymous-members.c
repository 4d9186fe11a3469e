// An anonymous struct or union member has an empty name and keeps its own record.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s

struct outer {
  int before;
  struct {
    int f;
    union {
      char g;
      short h;
    };
  };
} outer;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[SHORT:[0-9]+]]] INT 'short{{( int)?}}'
// CHECK-DAG: [[UNION:[0-9]+]]] UNION '(anon)' size=2 vlen=2; 'g' type_id=[[CHAR]] bits_offset=0; 'h' type_id=[[SHORT]] bits_offset=0{{$}}
// CHECK-DAG: [[STRUCT:[0-9]+]]] STRUCT '(anon)' size=8 vlen=2; 'f' type_id=[[INT]] bits_offset=0; '(anon)' type_id=[[UNION]] bits_offset=32{{$}}
// CHECK-DAG: STRUCT 'outer' size=12 vlen=2; 'before' type_id=[[INT]] bits_offset=0; '(anon)' type_id=[[STRUCT]] bits_offset=32{{$}}
