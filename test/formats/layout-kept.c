// BTF with a layout section keeps it when something is made of it: kernels that know the section may need
// it, and so does a record with more than 65,535 members. libbpf, in the kernel's resolve_btfids, keeps it too.
//
// RUN: %cc -g -O0 -DKERNEL -c %s -o %t.v.o && %btfgen --features=+layout -o %t.v %t.v.o
// RUN: %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.o
// RUN: %btfgen --base %t.v --features=+layout,-sorted,-decl_tag_kfuncs -o %t.split %t.o
// RUN: %python %S/Inputs/layout.py %t.split > %t.layout && FileCheck %s < %t.layout
// RUN: rm -f %t.o.BTF* && %resolve-btfids -b %t.v --btf %t.split %t.o
// RUN: %python %S/Inputs/layout.py %t.o.BTF | FileCheck %s
// RUN: rm -f %t.o.BTF* && %resolve-btfids --distill_base -b %t.v --btf %t.split %t.o
// RUN: %python %S/Inputs/layout.py %t.o.BTF | FileCheck %s
// RUN: %btfgen --base %t.v --features=+layout --distill -o %t.d %t.o
// RUN: %python %S/Inputs/layout.py %t.d | FileCheck %s && %python %S/Inputs/layout.py %t.d.base | FileCheck %s
// RUN: %btf-merge -o %t.merged %t.v %t.split && %python %S/Inputs/layout.py %t.merged | FileCheck %s
// RUN: cp %t.o %t.ko && %btfgen --base %t.v --features=+layout --distill %t.ko
// RUN: %btfgen --relocate %t.ko --base %t.v -o %t.relocated && %python %S/Inputs/layout.py %t.relocated | FileCheck %s

struct bpf_prog_aux {
  int id;
} aux;
#ifndef KERNEL
#include "ids.h"
int kfunc(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, kfunc, 1, 65536)
BTF_SET8_END(kfuncs)
#endif

// CHECK: at types + {{[1-9][0-9]*}}, 80 bytes, strings behind it
// CHECK: 13: 0 8
