// Up to version 1.31, pahole wrote all dimensions of an array as one. Against such a base a
// module's types are still the same, and the arrays that only those use are not repeated.
//
// RUN: %cc -g "-DDIMS=[6]" -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g "-DDIMS=[2][3]" -DMODULE -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct table {
  short cells DIMS;
};
short first(struct table *t) { return *(short *)t; }
#ifdef MODULE
struct own {
  long rows[4][5];
};
long more(struct own *o, struct table *t) { return o->rows[1][2]; }
#endif

// CHECK-DAG: ARRAY '(anon)' type_id=[[ROW:[0-9]+]] index_type_id={{[0-9]+}} nr_elems=4
// CHECK-DAG: [[ROW]]] ARRAY '(anon)' type_id={{[0-9]+}} index_type_id={{[0-9]+}} nr_elems=5
// CHECK-DAG: STRUCT 'own' size=160
// NOT-NOT: {{'table'|nr_elems=(2|3|6)}}
