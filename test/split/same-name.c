// A module's struct of the same name as one of the base's, but another: it is the module's own,
// and so is all that refers to it. What does not reach it is the base's.
//
// RUN: %cc -g -DTYPE=int -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -DTYPE=long -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct context {
  TYPE value;
};
struct user {
  struct context *context;
};
struct other {
  int number;
};
int use(struct user *u, struct other *o) { return u->context->value + o->number; }

// CHECK-DAG: [[CONTEXT:[0-9]+]]] STRUCT 'context' size=8 vlen=1
// CHECK-DAG: [[PC:[0-9]+]]] PTR '(anon)' type_id=[[CONTEXT]]{{$}}
// CHECK-DAG: [[USER:[0-9]+]]] STRUCT 'user' size=8 vlen=1; 'context' type_id=[[PC]] bits_offset=0
// CHECK-DAG: [[PU:[0-9]+]]] PTR '(anon)' type_id=[[USER]]{{$}}
// CHECK-DAG: FUNC 'use'
// NOT-NOT: {{'other'}}
