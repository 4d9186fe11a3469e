// A module's BTF holds what the base lacks: own types, and nothing of what they share.
//
// RUN: %cc -g -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out
// RUN: FileCheck %s --check-prefix=NOT < %t.out

typedef unsigned int u32;
enum mode { OFF, ON };
union value {
  u32 number;
  char *text;
};
struct shared {
  const char *name;
  enum mode mode;
  union value values[4];
  int (*get)(struct shared *, u32);
  struct {
    u32 nested;
  };
  u32 narrow : 3;
};
int helper(struct shared *s) { return s->mode; }
#ifndef BASE
struct own {
  struct shared *shared;
  const struct shared *twice[2];
  u32 count;
};
u32 count(struct own *o) { return o->count; }
#endif

// CHECK-DAG: [[OWN:[0-9]+]]] STRUCT 'own' size={{[0-9]+}} vlen=3; 'shared' type_id={{[0-9]+}} bits_offset=0; 'twice' type_id=[[TWICE:[0-9]+]]
// CHECK-DAG: [[TWICE]]] ARRAY '(anon)' type_id=[[CONST:[0-9]+]]
// CHECK-DAG: [[CONST]]] PTR '(anon)' type_id={{[0-9]+}}
// CHECK-DAG: [[PTR:[0-9]+]]] PTR '(anon)' type_id=[[OWN]]
// CHECK-DAG: FUNC 'count'
// NOT-NOT: {{'shared'|'mode'|'value'|'u32'|'int'|'helper'}} {{size|encoding|type_id=[0-9]+ linkage|type_id=[0-9]+$}}
