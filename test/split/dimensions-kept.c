// A base that has arrays of arrays was written by an encoder that keeps dimensions: there, a member
// int[6] and a member int[2][3] are not the same, and a struct that has the other one is another.
//
// RUN: %cc -g "-DDIMS=[6]" -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g "-DDIMS=[2][3]" -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// The same where the struct reaches a name of two meanings:
// RUN: %cc -g "-DDIMS=[2][3]" -DOTHER -c %s -o %t.other.o && %types --base %t.base.btf %t.other.o | FileCheck %s

#ifdef OTHER
struct peer {
  char c;
};
#else
struct peer {
  int i;
};
#endif
struct grid {
  long rows[4][5];
};
struct table {
  short cells DIMS;
  struct peer *peer;
};
long first(struct table *t, struct grid *g) { return g->rows[1][2] + (t->peer != 0); }

// CHECK-DAG: [[ROW:[0-9]+]]] ARRAY '(anon)' type_id={{[0-9]+}} index_type_id={{[0-9]+}} nr_elems=3
// CHECK-DAG: [[CELLS:[0-9]+]]] ARRAY '(anon)' type_id=[[ROW]] index_type_id={{[0-9]+}} nr_elems=2
// CHECK-DAG: STRUCT 'table' size=24 vlen=2; 'cells' type_id=[[CELLS]] bits_offset=0
// NOT-NOT: {{'grid'|nr_elems=(4|5|6)}}
