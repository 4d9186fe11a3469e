// Types that differ only in what BTF cannot say become one, and the tags of each are on that one, once.
//
// RUN: %clang -g -c "-DTARGET=double _Complex" "-DTAG=" %s -o %t.1.o
// RUN: %clang -g -c "-DTARGET=float _Complex" "-DTAG=__attribute__((btf_decl_tag(\"noted\")))" %s -o %t.2.o
// RUN: %clang -g -c "-DTARGET=long double _Complex" "-DTAG=__attribute__((btf_decl_tag(\"noted\")))" %s -o %t.3.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep -E "DECL_TAG|TYPEDEF" %t.out | count 2
// RUN: ld -r %t.2.o %t.3.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep -E "DECL_TAG|TYPEDEF" %t.out | count 2

typedef TARGET *pointer TAG;
static pointer variable __attribute__((used));

// CHECK-DAG: [[POINTER:[0-9]+]]] TYPEDEF 'pointer'
// CHECK-DAG: DECL_TAG 'noted' type_id=[[POINTER]] component_idx=-1
