// The base has two structs of one name, each in its own surroundings. A module that has one of
// them finds it, and what is built on it.
//
// RUN: %cc -g -DUNIT=one -DTYPE=int -c %s -o %t.1.o && %cc -g -DUNIT=two -DTYPE=long -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %btfgen --dump %t.base.btf | FileCheck %s --check-prefix=BASE
// RUN: %cc -g -DUNIT=two -DTYPE=long -DMODULE -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct context {
  TYPE value;
  struct user *user;
};
struct user {
  struct context *contexts[3];
};
long UNIT(struct user *u) { return u->contexts[0]->value; }
#ifdef MODULE
long more(struct user *u, struct context c) { return c.value; }
#endif

// BASE-DAG: STRUCT 'user'
// BASE-DAG: STRUCT 'user'
// BASE-DAG: STRUCT 'context' size=16
// BASE-DAG: STRUCT 'context' size=16
// CHECK: FUNC_PROTO
// CHECK-NEXT: FUNC 'more'
// NOT-NOT: {{STRUCT|PTR|ARRAY|'two'}}
