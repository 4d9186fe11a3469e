// A declared struct or union is a FWD that knows which of the two it is.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s

struct fs *s;
union fu *u;

// CHECK-DAG: [[S:[0-9]+]]] FWD 'fs' fwd_kind=struct
// CHECK-DAG: PTR '(anon)' type_id=[[S]]{{$}}
// CHECK-DAG: [[U:[0-9]+]]] FWD 'fu' fwd_kind=union
// CHECK-DAG: PTR '(anon)' type_id=[[U]]{{$}}
