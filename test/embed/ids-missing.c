// In a finished file nobody can tell flags of two names apart that no type has. They do not matter for what
// is encoded, since these functions are not there.
//
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --quiet --resolve-ids %t.o
// RUN: %btf-ids list %t.o | FileCheck %s --check-prefix=IDS
// RUN: %btfgen --target-kernel=7.3 -o %t.btf %t.o && bpftool btf dump file %t.btf | FileCheck %s
// RUN: %btfgen --target-kernel=7.2 -o %t.btf %t.o && bpftool btf dump file %t.btf | FileCheck %s
// Not so if there is no BTF for the ids.
// RUN: llvm-objcopy --remove-section .BTF %t.o %t.none.o
// RUN: not %btfgen --target-kernel=7.3 -o %t.no %t.none.o 2>&1 | FileCheck %s --check-prefix=ERROR

#include "ids.h"
int fast(int x) { return x; }
int slow(int x) { return x; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, missing, 1, 5)
BTF_ID_FLAGS(func, fast, 2, 4096)
BTF_ID_FLAGS(func, slow, 3, 1)
BTF_ID_FLAGS(func, absent, 4, 4096)
BTF_SET8_END(kfuncs)

// IDS: set8 kfuncs count=4 flags=1: (none)/5 (none)/4096 fast/4096 slow/1
// CHECK-NOT: bpf_fastcall
// CHECK: DECL_TAG 'bpf_fastcall' type_id=[[FAST:[0-9]+]] component_idx=-1
// CHECK-NOT: bpf_fastcall
// CHECK: [[FAST]]] FUNC 'fast'
// ERROR: .none.o: section .BTF_ids: set kfuncs was resolved before
