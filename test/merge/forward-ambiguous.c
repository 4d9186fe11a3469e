// A declaration whose name has two definitions could mean either: it stays one.
//
// RUN: %cc -g -c %s -o %t.0.o && %cc -g -DTYPE=int -c %s -o %t.1.o && %cc -g -DTYPE=long -c %s -o %t.2.o
// RUN: %merge %t.0.o %t.1.o %t.2.o | FileCheck %s

struct later;
#ifdef TYPE
struct later {
  TYPE x;
};
TYPE get(struct later *l) { return l->x; }
#else
struct user {
  struct later *l;
};
void *user(struct user *u) { return u->l; }
#endif

// CHECK-DAG: [[FWD:[0-9]+]]] FWD 'later' fwd_kind=struct
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[FWD]]{{$}}
// CHECK-DAG: STRUCT 'user' size=8 vlen=1; 'l' type_id=[[P]]
// CHECK-DAG: STRUCT 'later' size=4
// CHECK-DAG: STRUCT 'later' size=8
