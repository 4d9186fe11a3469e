// Prototypes: parameters with names in order, a variadic end is one more parameter of
// type 0 without a name; a function without a prototype (K&R) is variadic.
//
// RUN: %cc -g -O0 -std=gnu11 -c %s -o %t.o && %types %t.o | FileCheck %s

void nothing(void) {}
int some(int a, char *b) { return a + *b; }
int varargs(const char *format, ...) { return *format; }
int (*old)();
void (*callback)(int, ...);

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[PCHAR:[0-9]+]]] PTR '(anon)' type_id=[[CHAR]]{{$}}
// CHECK-DAG: [[CCHAR:[0-9]+]]] CONST '(anon)' type_id=[[CHAR]]{{$}}
// CHECK-DAG: [[PCCHAR:[0-9]+]]] PTR '(anon)' type_id=[[CCHAR]]{{$}}
// CHECK-DAG: [[NOTHING:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=0 vlen=0{{$}}
// CHECK-DAG: FUNC 'nothing' type_id=[[NOTHING]] linkage=
// CHECK-DAG: [[SOME:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'b' type_id=[[PCHAR]]{{$}}
// CHECK-DAG: FUNC 'some' type_id=[[SOME]] linkage=
// CHECK-DAG: [[VARARGS:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'format' type_id=[[PCCHAR]]; '(anon)' type_id=0{{$}}
// CHECK-DAG: FUNC 'varargs' type_id=[[VARARGS]] linkage=
// CHECK-DAG: [[OLD:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; '(anon)' type_id=0{{$}}
// CHECK-DAG: PTR '(anon)' type_id=[[OLD]]{{$}}
// CHECK-DAG: [[CALLBACK:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=0 vlen=2; '(anon)' type_id=[[INT]]; '(anon)' type_id=0{{$}}
// CHECK-DAG: PTR '(anon)' type_id=[[CALLBACK]]{{$}}
