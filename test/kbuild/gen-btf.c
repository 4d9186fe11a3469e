// The kernel's build calls gen-btf.sh for its first link, for modules and for the module
// that describes variables. Files of C stand for them here.
//
// RUN: rm -rf %t && mkdir -p %t/include/config && echo > %t/include/config/auto.conf
// RUN: cp %S/../../scripts/kbuild/gen-btf.sh %S/../../scripts/kbuild/btfgen-flags.sh %t
// RUN: %cc -g -c %s -o %t/vmlinux && cp %t/vmlinux %t/before
//
// First link, before 7.0: an object with .BTF, allocated; nothing else changes or stays.
// RUN: cd %t && env %kernel VERSION=6 PATCHLEVEL=12 ./gen-btf.sh vmlinux
// RUN: cmp %t/vmlinux %t/before && llvm-readelf -SW %t/vmlinux.btf.o | FileCheck %s --check-prefix=OBJECT
// RUN: bpftool btf dump file %t/vmlinux.btf.o | FileCheck %s --check-prefix=BASE
// RUN: ls %t | FileCheck %s --check-prefix=FILES
//
// Modules, some from a list, and one without debug information. LLVM's library, which reads
// @list, is not built for ASan, and does not mark what it takes of memory that we have poisoned.
// RUN: %btfgen %t/vmlinux && %cc -g -DMODULE -c %s -o %t/a.ko && cp %t/a.ko %t/b.ko
// RUN: %cc -g0 -DMODULE -c %s -o %t/none.ko && cp %t/none.ko %t/none.before && echo b.ko none.ko > %t/list
// RUN: cd %t && env %kernel VERSION=7 PATCHLEVEL=2 bash -c 'ASAN_OPTIONS=$ASAN_OPTIONS:allow_user_poisoning=0 \
// RUN:   ./gen-btf.sh --btf_base vmlinux a.ko @list'
// RUN: bpftool btf dump -B %t/vmlinux file %t/a.ko | FileCheck %s --check-prefix=MODULE
// RUN: cmp %t/a.ko %t/b.ko && cmp %t/none.ko %t/none.before
//
// The variables of vmlinux.
// RUN: %cc -g0 -c -x c /dev/null -o %t/extra.ko
// RUN: cd %t && env %kernel VERSION=7 PATCHLEVEL=2 ./gen-btf.sh --btf_base vmlinux --extra extra.ko
// RUN: bpftool btf dump -B %t/vmlinux file %t/extra.ko | FileCheck %s --check-prefix=EXTRA
//
// Failures are failures, and leave no object.
// RUN: rm %t/vmlinux.btf.o && cp %t/none.ko %t/bad
// RUN: cd %t && not env %kernel VERSION=6 PATCHLEVEL=12 ./gen-btf.sh bad
// RUN: not ls %t/bad.btf.o
// RUN: cd %t && not env %kernel ./gen-btf.sh --btf_base bad a.ko
// RUN: cd %t && not env %kernel ./gen-btf.sh --btf_base bad --extra extra.ko
// RUN: not %t/gen-btf.sh 2>&1 | FileCheck %s --check-prefix=USAGE
// RUN: not %t/gen-btf.sh --btf_bas x y 2>&1 | FileCheck %s --check-prefix=USAGE

struct shared {
  int member;
} variable = {1};
#ifdef MODULE
struct own {
  struct shared *shared;
} own;
#endif

// OBJECT: .BTF PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 A 0 0
// BASE: STRUCT 'shared'
// FILES-NOT: vmlinux.BTF
// FILES: vmlinux.btf.o
// FILES-NOT: vmlinux.BTF
// MODULE-NOT: STRUCT 'shared'
// MODULE: STRUCT 'own'
// MODULE-NOT: STRUCT 'shared'
// EXTRA: DATASEC '.data' size=4 vlen=1
// EXTRA-NEXT: (VAR 'variable')
// EXTRA-NEXT: VAR 'variable' type_id={{[0-9]+}}, linkage=global
// EXTRA-NOT: {{^\[}}
// USAGE: usage: gen-btf.sh ELF
