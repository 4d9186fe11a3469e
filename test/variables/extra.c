// --extra: BTF beside that of a kernel. It holds every global variable and the types that
// the base lacks; functions are the base's business, also those that it lacks.
//
// RUN: %cc -g -O0 -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -O0 -c %s -o %t.o && %types --base %t.base.btf --extra %t.o > %t.out
// RUN: FileCheck %s < %t.out
// RUN: FileCheck %s --check-prefix=NOT < %t.out
//
// The types of a base that was made from the same file are all there.
// RUN: %btfgen -q -o %t.same.btf %t.o && %types --base %t.same.btf --extra %t.o | FileCheck %s --check-prefix=SAME
//
// RUN: not %btfgen --extra -o /dev/null %t.o 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %btfgen --extra --vars=none --base %t.base.btf -o /dev/null %t.o 2>&1 | FileCheck %s --check-prefix=ERROR

struct shared {
  int x;
} first = {1};
static int second = 2;
int third;
#ifndef BASE
struct own {
  struct shared *shared;
} fourth;
int lacking(struct own *o) { return o->shared->x; }
#endif
int known(void) { return second; }

// CHECK-DAG: VAR 'first'
// CHECK-DAG: VAR 'second' {{.*}}linkage=static
// CHECK-DAG: VAR 'third'
// CHECK-DAG: [[OWN:[0-9]+]]] STRUCT 'own'
// CHECK-DAG: VAR 'fourth' type_id=[[OWN]]
// CHECK-DAG: DATASEC '.data'
// CHECK-DAG: DATASEC '.bss'
// NOT-NOT: {{FUNC|STRUCT 'shared'|INT}}
// SAME-NOT: {{FUNC|STRUCT|PTR|INT}}
// SAME: VAR
// SAME-NOT: {{FUNC|STRUCT|PTR|INT}}
// ERROR: --extra needs --base and cannot be used with --vars
