// REQUIRES: clang
// A tag of the module on a member of a struct that is otherwise the kernel's. The distilled base has
// that struct without its members, and a tag on one of them would be refused: the module gets a copy.
//
// RUN: %clang -g -DKERNEL -c %s -o %t.vmlinux.o && %btfgen -o %t.vmlinux %t.vmlinux.o
// RUN: %clang -g -c %s -o %t.o && cp %t.o %t.plain.o
// RUN: %btfgen --base %t.vmlinux %t.plain.o && bpftool btf dump -B %t.vmlinux file %t.plain.o | FileCheck %s --check-prefix=PLAIN
// RUN: %btfgen --base %t.vmlinux --distill %t.o
// RUN: %btfgen --verify %t.o | FileCheck %s --check-prefix=ACCEPTED
// RUN: %btfgen --dump %t.o | FileCheck %s
// RUN: %btfgen --relocate %t.o --base %t.vmlinux | FileCheck %s --check-prefix=FITS

#ifdef KERNEL
#define TAG
#else
#define TAG __attribute__((btf_decl_tag("guarded")))
#endif
struct shared {
  int first;
  int second TAG;
};
int use(struct shared *s) { return s->second; }

// PLAIN-NOT: STRUCT
// PLAIN: DECL_TAG 'guarded' {{.*}}component_idx=1
// ACCEPTED: accepted
// CHECK-DAG: [[S:[0-9]+]]] STRUCT 'shared' size=8 vlen=2
// CHECK-DAG: DECL_TAG 'guarded' type_id=[[S]] component_idx=1
// FITS: fits
