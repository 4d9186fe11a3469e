// A module whose BTF is made again keeps working: ids that were filled in before are filled in again,
// though nobody asks for it, and kfuncs keep the tags that their flags ask for (bpf_fastcall, 4096).
// Flags are where the symbols of their functions are only until a set is sorted.
//
// RUN: %cc -g -O0 -DKERNEL -c %s -o %t.vmlinux && %btfgen %t.vmlinux
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.ko && cp %t.ko %t.compiled
// RUN: %btfgen --base=%t.vmlinux --resolve-ids %t.ko && cp %t.ko %t.first
// RUN: %btf-ids list --base %t.vmlinux %t.ko | FileCheck %s --check-prefix=IDS
// RUN: bpftool btf dump -B %t.vmlinux file %t.ko | FileCheck %s
//
// With the same BTF nothing changes; with other BTF the ids are its.
// RUN: %btfgen --base=%t.vmlinux %t.ko && %btf-ids list --base %t.vmlinux %t.ko | FileCheck %s --check-prefix=IDS
// RUN: %btfgen --base=%t.vmlinux -o %t.btf %t.ko && bpftool btf dump -B %t.vmlinux file %t.btf | FileCheck %s
// RUN: %btfgen --base=%t.vmlinux --features=-sorted,-decl_tag %t.ko
// RUN: %btf-ids list --base %t.vmlinux %t.ko | FileCheck %s --check-prefix=IDS
// RUN: %btfgen --base=%t.vmlinux --kfuncs=called -o %t.btf %t.ko && bpftool btf dump -B %t.vmlinux file %t.btf | FileCheck %s
//
// Kernel builds run pahole and then the kernel's resolve_btfids, which takes each pair of id and flags
// for one as it was compiled: under pahole's name they are made that.
// RUN: cp %t.first %t.ko && %pahole -J --btf_base=%t.vmlinux %t.ko
// RUN: llvm-objcopy --dump-section .BTF_ids=%t.ids %t.ko
// RUN: llvm-objcopy --dump-section .BTF_ids=%t.ids.compiled %t.compiled && cmp %t.ids %t.ids.compiled
// RUN: %resolve-btfids -b %t.vmlinux %t.ko && %btf-ids list --base %t.vmlinux %t.ko | FileCheck %s --check-prefix=IDS
//
// If the BTF in the file is not that of the ids, the tags that flags ask for are left out, and that is
// said. Such a file cannot be completed.
// RUN: llvm-objcopy --remove-section .BTF %t.first %t.none.ko && cp %t.none.ko %t.none
// RUN: %btfgen --base=%t.vmlinux -o %t.btf %t.none.ko 2>&1 | FileCheck %s --check-prefix=OMITTED
// RUN: bpftool btf dump -B %t.vmlinux file %t.btf | FileCheck %s --check-prefix=UNKNOWN
// RUN: not %btfgen --base=%t.vmlinux %t.none.ko 2>&1 | FileCheck %s --check-prefix=ERROR && cmp %t.none.ko %t.none
// RUN: %pahole -J --btf_base=%t.vmlinux %t.none.ko 2>&1 | FileCheck %s --check-prefix=WARNING

int shared(int x) { return x; }
#ifndef KERNEL
#include "ids.h"
int slow(int x) { return x; }
int fast(int x) { return x; }
int another(int x) { return x; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, fast, 1, 4096)
BTF_ID_FLAGS(func, slow, 2, 1)
BTF_ID_FLAGS(func, another, 3, 2)
BTF_SET8_END(kfuncs)
BTF_SET_START(plain)
BTF_ID(func, slow, 4)
BTF_ID(func, another, 5)
BTF_SET_END(plain)
BTF_ID(func, fast, 6)
#endif

// IDS: set8 kfuncs count=3 flags=1:{{( another/2| fast/4096| slow/1)+$}}
// IDS: set plain count=2:{{( another| slow)+$}}
// IDS: func fast: fast
// CHECK-NOT: bpf_fastcall
// CHECK: DECL_TAG 'bpf_fastcall' type_id=[[FAST:[0-9]+]] component_idx=-1
// CHECK-NOT: bpf_fastcall
// CHECK: [[FAST]]] FUNC 'fast'
// OMITTED: kfuncs whose flags in .BTF_ids are not known
// UNKNOWN-NOT: bpf_fastcall
// UNKNOWN: DECL_TAG 'bpf_kfunc'
// UNKNOWN-NOT: bpf_fastcall
// ERROR: .none.ko: section .BTF_ids: set kfuncs was resolved before, with other BTF than this file has
// WARNING: .none.ko: warning: {{.*}}set kfuncs was resolved before
