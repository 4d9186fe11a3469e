// What two units define alike is one type.
//
// RUN: %cc -g -O0 -DUNIT=one -c %s -o %t.1.o && %cc -g -O0 -DUNIT=two -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out
// RUN: grep -c "STRUCT 's'" %t.out | FileCheck %s --check-prefix=ONCE
// RUN: grep -c "STRUCT '(anon)'" %t.out | FileCheck %s --check-prefix=ONCE
// RUN: grep -c "INT 'int'" %t.out | FileCheck %s --check-prefix=ONCE
// RUN: grep -c "FUNC_PROTO" %t.out | FileCheck %s --check-prefix=ONCE

struct s {
  struct s *next;
  struct {
    int x;
  } inner;
};
int UNIT(struct s *s) { return s->inner.x; }

// ONCE: {{^1$}}
// CHECK-DAG: [[PROTO:[0-9]+]]] FUNC_PROTO '(anon)'
// CHECK-DAG: FUNC 'one' type_id=[[PROTO]]
// CHECK-DAG: FUNC 'two' type_id=[[PROTO]]
