// A tag on a struct that is only declared: the kernel allows none on a FWD. Where another unit defines
// the struct, it is on that.
//
// RUN: %clang -g -O0 -c %s -o %t.1.o && %types %t.1.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %clang -g -O0 -DDEFINED -c %s -o %t.2.o && ld -r %t.1.o %t.2.o -o %t.o && %types %t.o | FileCheck %s --check-prefix=BOTH

#define tag(x) __attribute__((btf_decl_tag(x)))
#ifdef DEFINED
struct tag("declared") later {
  int x;
} later;
#else
struct tag("declared") later;
struct later *pointer;
struct tag("defined") s {
  int x;
} s;
#endif

// CHECK-DAG: FWD 'later'
// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's'
// CHECK-DAG: DECL_TAG 'defined' type_id=[[S]] component_idx=-1
// NOT-NOT: DECL_TAG 'declared'
// BOTH-DAG: [[LATER:[0-9]+]]] STRUCT 'later'
// BOTH-DAG: DECL_TAG 'declared' type_id=[[LATER]] component_idx=-1
