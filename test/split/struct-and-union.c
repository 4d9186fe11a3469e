// The base has a struct and a union of one name, and where it only declares the struct, that stays a
// declaration: libbpf resolves those of a name that is there once, of either kind. A module that
// only declares it means the base's declaration, and the pointer to that.
//
// RUN: %cc -g -DSTRUCT -c %s -o %t.1.o && %cc -g -DUNION -c %s -o %t.2.o && %cc -g -DUNIT=three -c %s -o %t.3.o
// RUN: ld -r %t.1.o %t.2.o %t.3.o -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %btfgen --dump %t.base.btf | FileCheck %s --check-prefix=BASE
// RUN: %cc -g -DUNIT=four -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

#if defined(STRUCT)
struct data {
  int number;
};
int one(struct data d) { return d.number; }
#elif defined(UNION)
union data {
  int number;
};
int two(union data d) { return d.number; }
#else
struct data;
void *UNIT(struct data *d) { return d; }
#endif

// BASE-DAG: FWD 'data' fwd_kind=struct
// BASE-DAG: STRUCT 'data'
// BASE-DAG: UNION 'data'
// CHECK: FUNC 'four'
// NOT-NOT: {{FWD|PTR|STRUCT}}
