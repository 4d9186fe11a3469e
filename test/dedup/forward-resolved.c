// A declaration in one unit is the definition of another, where there is exactly one.
//
// RUN: %cc -g -O0 -c %s -o %t.1.o && %cc -g -O0 -DDEFINED -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct later;
#ifdef DEFINED
struct later {
  int x;
};
int definer(struct later *l) { return l->x; }
#else
struct user {
  struct later *l;
};
void *user(struct user *u) { return u->l; }
#endif

// CHECK-DAG: [[LATER:[0-9]+]]] STRUCT 'later' size=4 vlen=1
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[LATER]]{{$}}
// CHECK-DAG: STRUCT 'user' size=8 vlen=1; 'l' type_id=[[P]]
// NOT-NOT: FWD
