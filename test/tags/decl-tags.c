// Clang's declaration tags, on everything that can carry one.
//
// RUN: %clang -g -O0 -c %s -o %t.o && %types --vars=all %t.o | FileCheck %s
// RUN: %types --vars=all --features=-decl_tag %t.o | FileCheck %s --check-prefix=OFF

#define tag(x) __attribute__((btf_decl_tag(x)))
struct tag("on struct") s {
  int a;
  int b tag("on member");
} s;
typedef int number tag("on typedef");
number variable tag("on variable") = 1;
int f(int x, int y tag("on parameter")) tag("on function");
int f(int x, int y tag("on parameter")) { return x + y; }

// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's'
// CHECK-DAG: DECL_TAG 'on struct' type_id=[[S]] component_idx=-1
// CHECK-DAG: DECL_TAG 'on member' type_id=[[S]] component_idx=1
// CHECK-DAG: [[NUMBER:[0-9]+]]] TYPEDEF 'number'
// CHECK-DAG: DECL_TAG 'on typedef' type_id=[[NUMBER]] component_idx=-1
// CHECK-DAG: [[VAR:[0-9]+]]] VAR 'variable'
// CHECK-DAG: DECL_TAG 'on variable' type_id=[[VAR]] component_idx=-1
// CHECK-DAG: [[F:[0-9]+]]] FUNC 'f'
// CHECK-DAG: DECL_TAG 'on function' type_id=[[F]] component_idx=-1
// CHECK-DAG: DECL_TAG 'on parameter' type_id=[[F]] component_idx=1
// OFF-NOT: DECL_TAG
