// typedef, const, volatile, restrict: one record each, in the order of C's meaning;
// no target is void.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

typedef int number;
const volatile number cvn;
const void *cv;
void *v;
void take(char *restrict p) { (void)p; }
struct empty {
} empty;

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[NUMBER:[0-9]+]]] TYPEDEF 'number' type_id=[[INT]]{{$}}
// CHECK-DAG: [[INNER:[0-9]+]]] {{VOLATILE|CONST}} '(anon)' type_id=[[NUMBER]]{{$}}
// CHECK-DAG: {{VOLATILE|CONST}} '(anon)' type_id=[[INNER]]{{$}}
// CHECK-DAG: [[CVOID:[0-9]+]]] CONST '(anon)' type_id=0{{$}}
// CHECK-DAG: PTR '(anon)' type_id=[[CVOID]]{{$}}
// CHECK-DAG: PTR '(anon)' type_id=0{{$}}
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[PCHAR:[0-9]+]]] PTR '(anon)' type_id=[[CHAR]]{{$}}
// CHECK-DAG: RESTRICT '(anon)' type_id=[[PCHAR]]{{$}}
// CHECK-DAG: STRUCT 'empty' size=0 vlen=0{{$}}
