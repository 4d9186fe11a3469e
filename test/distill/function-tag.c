// A tag of the module on a function that the kernel has too, word for word: a base with
// functions is none that a kernel accepts, so the function becomes the module's own.
//
// RUN: %clang -g -c %s -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %clang -g -DTAG='__attribute__((btf_decl_tag("mine")))' -c %s -o %t.o
// RUN: %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: %btfgen --dump %t.direct --base %t.kernel | FileCheck %s --check-prefix=DIRECT
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
// RUN: %btfgen --dump %t.btf.base | FileCheck %s --check-prefix=BASE
// RUN: %btfgen --dump %t.btf --base %t.btf.base | FileCheck %s
// RUN: %btfgen --relocate %t.btf --base %t.kernel -o %t.same
// RUN: %btf-diff --base %t.kernel %t.direct %t.same
//
// REQUIRES: clang

#ifndef TAG
#define TAG
#endif
TAG int same(long a) { return a != 0; }

// DIRECT-NOT: FUNC 'same'
// DIRECT: DECL_TAG 'mine'
// BASE-NOT: FUNC
// CHECK-DAG: [[FUNC:[0-9]+]]] FUNC 'same' type_id=
// CHECK-DAG: DECL_TAG 'mine' type_id=[[FUNC]] component_idx=-1
