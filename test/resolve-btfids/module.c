// A module on a kernel's BTF, also on what is distilled of that. The kfunc's prototype is the
// kernel's; its shorter one is the module's own.
//
// RUN: %cc -g -O0 -DKERNEL -c %s -o %t.vmlinux.o && %btfgen -o %t.vmlinux %t.vmlinux.o
// RUN: %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.ko
// RUN: %btfgen --features=-sorted --base %t.vmlinux -o %t.made %t.ko
// RUN: rm -f %t.ko.BTF* && %resolve-btfids -v --btf_base %t.vmlinux --btf=%t.made %t.ko 2>&1 | FileCheck %s --check-prefix=SAYS
// RUN: bpftool btf dump -B %t.vmlinux file %t.ko.BTF | FileCheck %s && not ls %t.ko.BTF.base
// RUN: %resolve-btfids --patch_btfids %t.ko.BTF_ids %t.ko && %btf-embed --section .BTF=%t.ko.BTF %t.ko
// RUN: %btf-ids list --base %t.vmlinux %t.ko | FileCheck %s --check-prefix=IDS
//
// RUN: rm -f %t.ko.BTF* && %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.ko
// RUN: %resolve-btfids --distill_base -b %t.vmlinux --btf %t.made %t.ko 2>&1 | count 0
// RUN: bpftool btf dump -B %t.ko.BTF.base file %t.ko.BTF | FileCheck %s
// RUN: bpftool btf dump file %t.ko.BTF.base | FileCheck %s --check-prefix=BASE
// RUN: %resolve-btfids --patch_btfids %t.ko.BTF_ids %t.ko
// RUN: %btf-embed --section .BTF=%t.ko.BTF --section .BTF.base=%t.ko.BTF.base %t.ko
// RUN: %btfgen --relocate %t.ko --base %t.vmlinux | FileCheck %s --check-prefix=FITS

struct bpf_prog_aux {
  int id;
};
int kernel(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
#ifndef KERNEL
#include "ids.h"
struct own {
  int member;
} own;
int kfunc(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, kfunc, 1, 65536)
BTF_SET8_END(kfuncs)
BTF_ID(struct, own, 2)
BTF_ID(struct, bpf_prog_aux, 3)
#endif

// SAYS: {{^}}btfgen: {{.*}}.ko.BTF: {{[0-9]+}} bytes
// SAYS: {{^}}btfgen: {{.*}}.ko.BTF_ids: 24 bytes
// CHECK: [[SHORT:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id={{[0-9]+}} vlen=1
// CHECK-NEXT: 'a' type_id=
// CHECK: FUNC 'kfunc' type_id=[[SHORT]] linkage=static
// CHECK: FUNC 'kfunc_impl' type_id={{[0-9]+}} linkage=static
// CHECK: STRUCT 'own'
// BASE-DAG: STRUCT 'bpf_prog_aux' size=4 vlen=0
// BASE-DAG: INT 'int'
// IDS: set8 kfuncs count=1 flags=1: kfunc/65536
// IDS: struct own: own
// IDS: struct bpf_prog_aux: bpf_prog_aux
// FITS: fits
