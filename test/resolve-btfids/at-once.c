// With --target-kernel, btfgen makes in one step what kernel builds make in three: BTF with the features
// that the kernel asks for, what resolve_btfids changes in it, and ids. Of 7.2, whose kfuncs are marked by
// the encoder, and of 7.3, where that is left to resolve_btfids; for a kernel, and for modules in and out of
// the tree. Only the order of types without names may be another.
//
// DEFINE: %{chain} = rm -f %t.o.BTF* && %pahole -J --btf_features=encode_force,var,float,enum64,decl_tag,type_tag,optimized_func,consistent_func
//
// RUN: %cc -g -O0 -DKERNEL -I %S/../embed/Inputs -c %s -o %t.v && %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.m
//
// RUN: %{chain},decl_tag_kfuncs,attributes,layout --btf_encode_detached=%t.1 %t.v && %resolve-btfids --btf %t.1 %t.v
// RUN: %btfgen --target-kernel=7.2 --resolve-ids -o %t.72 %t.v && %btf-diff %t.v.BTF %t.72 && cmp %t.v.BTF_ids %t.72.ids
// RUN: %{chain},layout --btf_encode_detached=%t.1 %t.v && %resolve-btfids --btf %t.1 %t.v
// RUN: %btfgen --target-kernel=7.3 --resolve-ids -o %t.73 %t.v && %btf-diff %t.v.BTF %t.73 && cmp %t.v.BTF_ids %t.73.ids
// RUN: not %btf-diff %t.72 %t.73 | FileCheck %s --check-prefix=DIFFER
//
// RUN: %{chain},layout --btf_base %t.73 --btf_encode_detached=%t.1 %t.m && %resolve-btfids -b %t.73 --btf %t.1 %t.m
// RUN: cp %t.m %t.ko && %btfgen --target-kernel=7.3 --base %t.73 --resolve-ids %t.ko
// RUN: %btf-diff --base-a %t.73 --base-b %t.73 %t.m.BTF %t.ko && %btf-ids list --base %t.73 %t.ko | FileCheck %s
// RUN: rm -f %t.m.BTF* && %resolve-btfids --distill_base -b %t.73 --btf %t.1 %t.m
// RUN: cp %t.m %t.ko && %btfgen --target-kernel=7.3 --base %t.73 --distill --resolve-ids %t.ko
// RUN: %btf-diff --base-a %t.m.BTF.base --base-b %t.m.BTF.base %t.m.BTF %t.ko && %btf-ids list %t.ko | FileCheck %s
//
// The module keeps working when its BTF is made again.
// RUN: %btfgen --target-kernel=7.3 --base %t.73 --distill %t.ko && %btf-ids list %t.ko | FileCheck %s
// RUN: %btf-diff --base-a %t.m.BTF.base --base-b %t.m.BTF.base %t.m.BTF %t.ko

#include "ids.h"
struct bpf_prog_aux {
  int id;
};
#define KFUNC __attribute__((noinline, used))
#ifdef KERNEL
KFUNC void *vmlinux_alloc(void *p, int n__arena_not, struct bpf_prog_aux *aux) { return p; }
KFUNC char *vmlinux_text(char *s__arena) { return s__arena; }
KFUNC int vmlinux_plain(int a) { return a; }
BTF_SET8_START(kernel_kfuncs, 1)
BTF_ID_FLAGS(func, vmlinux_text, 1, 0)
BTF_ID_FLAGS(func, vmlinux_plain, 2, 4096)
BTF_ID_FLAGS(func, vmlinux_alloc, 3, 73728)
BTF_SET8_END(kernel_kfuncs)
#else
struct own {
  struct bpf_prog_aux *aux;
} own;
KFUNC int zeta(struct own *own, struct bpf_prog_aux *aux) { return own->aux == aux; }
KFUNC int alpha(int a) { return a; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, zeta, 1, 65536)
BTF_ID_FLAGS(func, alpha, 2, 4096)
BTF_SET8_END(kfuncs)
BTF_ID(struct, own, 3)
BTF_ID(struct, bpf_prog_aux, 4)
#endif

// What 7.3 finds by the parameter's name:
// DIFFER: vmlinux_text
// CHECK: set8 kfuncs count=2 flags=1: alpha/4096 zeta/65536
// CHECK: struct own: own
// CHECK: struct bpf_prog_aux: bpf_prog_aux
