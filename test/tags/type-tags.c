// Clang's type tags stand between a pointer and its target: the one nearest to the
// pointer first.
//
// RUN: %clang -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %types --features=-type_tag %t.o | FileCheck %s --check-prefix=OFF

#define tag(x) __attribute__((btf_type_tag(x)))
struct s {
  int tag("one") *a;
  int tag("outer") tag("inner") *b;
  // Kernels up to 6.18 refuse a tag behind const: it comes first, wherever it stands.
  const int tag("read") *c;
  long tag("read") const *d;
} s;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[ONE:[0-9]+]]] TYPE_TAG 'one' type_id=[[INT]]{{$}}
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[ONE]]{{$}}
// CHECK-DAG: [[OUTER:[0-9]+]]] TYPE_TAG 'outer' type_id=[[INT]]{{$}}
// CHECK-DAG: [[INNER:[0-9]+]]] TYPE_TAG 'inner' type_id=[[OUTER]]{{$}}
// CHECK-DAG: [[Q:[0-9]+]]] PTR '(anon)' type_id=[[INNER]]{{$}}
// CHECK-DAG: [[CONST:[0-9]+]]] CONST '(anon)' type_id=[[INT]]{{$}}
// CHECK-DAG: [[READ:[0-9]+]]] TYPE_TAG 'read' type_id=[[CONST]]{{$}}
// CHECK-DAG: [[C:[0-9]+]]] PTR '(anon)' type_id=[[READ]]{{$}}
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long'
// CHECK-DAG: [[CONSTLONG:[0-9]+]]] CONST '(anon)' type_id=[[LONG]]{{$}}
// CHECK-DAG: [[READLONG:[0-9]+]]] TYPE_TAG 'read' type_id=[[CONSTLONG]]{{$}}
// CHECK-DAG: [[D:[0-9]+]]] PTR '(anon)' type_id=[[READLONG]]{{$}}
// CHECK-DAG: STRUCT 's' size=32 vlen=4; 'a' type_id=[[P]] bits_offset=0; 'b' type_id=[[Q]] bits_offset=64; 'c' type_id=[[C]] bits_offset=128; 'd' type_id=[[D]] bits_offset=192
// OFF-NOT: TYPE_TAG
