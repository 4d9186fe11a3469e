// Types that differ only in what BTF cannot say become one, and the tags of each are on that one, once.
//
// RUN: %clang -g -c "-DMEMBER=double _Complex c" "-DTAG=" %s -o %t.1.o
// RUN: %clang -g -c "-DMEMBER=float _Complex c[2]" "-DTAG=__attribute__((btf_decl_tag(\"noted\")))" %s -o %t.2.o
// RUN: %clang -g -c "-DMEMBER=double _Complex d" "-DTAG=__attribute__((btf_decl_tag(\"noted\")))" %s -o %t.3.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep -E "DECL_TAG|STRUCT" %t.out | count 2
// RUN: ld -r %t.2.o %t.1.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep -E "DECL_TAG|STRUCT" %t.out | count 2
// RUN: ld -r %t.2.o %t.3.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep -E "DECL_TAG|STRUCT" %t.out | count 2

struct TAG s {
  int a;
  __attribute__((aligned(8))) MEMBER;
};
static struct s variable __attribute__((used));

// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=24 vlen=1
// CHECK-DAG: DECL_TAG 'noted' type_id=[[S]] component_idx=-1
