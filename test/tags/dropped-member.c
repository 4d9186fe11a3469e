// A tag on a member follows it where the members before it are left out, and goes with it if it is left out
// itself, whichever member that is.
//
// RUN: %clang -g -c %s -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && grep DECL_TAG %t.out | count 5

#define TAG(text) __attribute__((btf_decl_tag(text)))
struct first {
  double _Complex none TAG("gone");
  int a TAG("on a");
  int b TAG("on b");
} first;
struct middle {
  int a TAG("on the first");
  double _Complex none TAG("gone, too");
  int b TAG("on the last");
} TAG("on all") middle;

// CHECK-DAG: [[FIRST:[0-9]+]]] STRUCT 'first' size={{[0-9]+}} vlen=2; 'a'
// CHECK-DAG: [[MIDDLE:[0-9]+]]] STRUCT 'middle' size={{[0-9]+}} vlen=2; 'a'
// CHECK-DAG: DECL_TAG 'on a' type_id=[[FIRST]] component_idx=0
// CHECK-DAG: DECL_TAG 'on b' type_id=[[FIRST]] component_idx=1
// CHECK-DAG: DECL_TAG 'on the first' type_id=[[MIDDLE]] component_idx=0
// CHECK-DAG: DECL_TAG 'on the last' type_id=[[MIDDLE]] component_idx=1
// CHECK-DAG: DECL_TAG 'on all' type_id=[[MIDDLE]] component_idx=-1
