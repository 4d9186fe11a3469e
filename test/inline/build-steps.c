// The steps of a kernel's build with inline sites: the encoder writes them into the BTF, resolve_btfids --inline takes them
// out again. What is left is what is made without them, byte for byte, and the sites are those that btfgen makes at once.
// In one run, they are right after kfuncs have lost arguments and after distilling, too.
//
// RUN: rm -f %t.* && %cc -O2 -fno-pie -I %S/../embed/Inputs -DKERNEL -c %s -o %t.a.o && %cc -O2 -fno-pie -DOTHER -c %s -o %t.b.o
// RUN: %lld -e kernel %t.a.o %t.b.o -o %t
// RUN: %pahole -J --btf_features=default,layout --btf_encode_detached=%t.0 %t && %resolve-btfids --btf %t.0 %t && mv %t.BTF %t.without && mv %t.BTF_ids %t.ids
// RUN: %pahole -J --btf_features=default,layout,inline --btf_encode_detached=%t.1 %t
// RUN: %pahole -J -V --btf_features=default,inline --btf_encode_detached=%t.1v %t | FileCheck %s --check-prefix=COUNTED
// RUN: %btfgen --dump %t.1 > %t.1.dump && FileCheck %s --check-prefix=ONE < %t.1.dump
// RUN: %resolve-btfids --inline -v --btf %t.1 %t 2>&1 | FileCheck %s --check-prefix=WRITTEN
// RUN: cmp %t.BTF %t.without && cmp %t.BTF_ids %t.ids
// RUN: bpftool btf dump file %t.BTF > %t.dump && %btfgen --dump %t.BTF.inline --base %t.BTF >> %t.dump && FileCheck %s < %t.dump
// RUN: %btfgen --target-kernel=7.4 --verify %t.BTF.inline --base %t.BTF | FileCheck %s --check-prefix=ACCEPTED
//
// Without --inline they stay where they are, behind the other types.
// RUN: cp %t.BTF %t.main && cp %t.BTF.inline %t.sites && rm %t.BTF.inline && %resolve-btfids --btf %t.1 %t && not ls %t.BTF.inline
// RUN: %btfgen --dump %t.BTF > %t.whole && grep "FUNC '\|LOC_P\|LOCSEC" %t.dump > %t.want && grep "FUNC '\|LOC_P\|LOCSEC" %t.whole > %t.have && cmp %t.want %t.have
// RUN: cp %t.BTF %t.joined && %resolve-btfids --inline --btf %t.joined %t && cmp %t.BTF %t.main && cmp %t.BTF.inline %t.sites
//
// Where nothing is inlined, the one BTF is that without the feature.
// RUN: %cc -DNOTHING -O2 -c %s -o %t.n && %pahole -J --btf_features=default,layout --btf_encode_detached=%t.n.0 %t.n
// RUN: %pahole -J --btf_features=default,layout,inline --btf_encode_detached=%t.n.1 %t.n && cmp %t.n.0 %t.n.1
//
// In one run: the same main BTF, and sites of functions that have a namesake with code, too.
// RUN: %btfgen --target-kernel=7.4 -o %t.once.without %t && %btfgen --target-kernel=7.4 --features=+inline -o %t.once %t && cmp %t.once %t.once.without
// RUN: %btfgen --dump %t.once > %t.once.dump && %btfgen --dump %t.once.inline --base %t.once >> %t.once.dump && FileCheck %s --check-prefixes=CHECK,ALL < %t.once.dump
//
// A module on a distilled base. Its site has an argument of a type that nothing else in it needs.
// RUN: %cc -O2 -fno-pie -DMODULE -c %s -o %t.ko && %btfgen --sites --base %t.main %t.ko > %t.before && FileCheck %s --check-prefix=BEFORE < %t.before
// RUN: %btfgen --base %t.main --distill --features=+inline -o %t.m %t.ko && %btfgen --verify %t.m --base %t.m.base
// RUN: %btf-embed --section .BTF.base=%t.m.base --section .BTF=%t.m --section .BTF.inline=%t.m.inline %t.ko
// RUN: %btfgen --sites %t.ko > %t.after && cmp %t.before %t.after
// RUN: bpftool btf dump file %t.m.base | FileCheck %s --check-prefix=BASE
//
// The record of a module that has the sites in place of the kernel.
// RUN: %resolve-btfids --btf_link=.BTF.inline.link:btf_vmlinux_inline:%t.sites --patch_btfids=%t.ids %t
// RUN: llvm-objcopy --dump-section .BTF.inline.link=%t.record %t && sha256sum < %t.sites > %t.sum && wc -c < %t.sites > %t.size
// RUN: %python -c "import sys,struct; r=open(sys.argv[1],'rb').read(); print(r[:56].rstrip(bytes(1)).decode(), r[56:88].hex(), *struct.unpack('<I',r[88:92]), r[92:].hex())" %t.record > %t.read
// RUN: bash -c 'echo btf_vmlinux_inline $(cut -d" " -f1 %t.sum) $(cat %t.size) 00000000' > %t.expected && diff -u %t.expected %t.read
// RUN: %btf-embed --link=.BTF.inline.link:other_module:%t.main %t && llvm-objcopy --dump-section .BTF.inline.link=%t.record %t
// RUN: %python -c "import sys; print(open(sys.argv[1],'rb').read()[:13])" %t.record | FileCheck %s --check-prefix=OTHER
// RUN: cp %t %t.kept && not %resolve-btfids --btf_link=.BTF.absent:m:%t.sites %t 2>&1 | FileCheck %s --check-prefix=NO_SECTION
// RUN: not %resolve-btfids --btf_link=.BTF_ids:m:%t.sites %t 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not %resolve-btfids --btf_link=.BTF.inline.link:a_name_of_a_module_that_is_longer_than_what_the_record_has_room_for:%t.sites %t 2>&1 | FileCheck %s --check-prefix=LONG
// RUN: not %resolve-btfids --btf_link=.BTF.inline.link:m:%t %t 2>&1 | FileCheck %s --check-prefix=ITSELF
// RUN: cmp %t %t.kept

extern volatile int sink;
#define INLINE static inline __attribute__((always_inline))
struct of_kernel { int a, b; };
struct bpf_prog_aux { int id; };

#ifdef KERNEL
#include "ids.h"
volatile int sink;
__attribute__((section(".BTF.inline.link"))) char link_record[96] = {1};
struct of_kernel *instance;
// There is code under this name, with another prototype, so that the BTF has neither. resolve_btfids, which knows of the
// symbol only, would leave this one there.
INLINE int namesake(int a) { return sink = a; }
INLINE int only_inlined(struct of_kernel *k, int n) { return sink = k->a + n; }
// Inlined, but also called: with an argument that BPF programs do not pass.
__attribute__((used)) int kfunc(int n, struct bpf_prog_aux *aux) { return sink = n + aux->id; }
int kernel(int x, struct of_kernel *k, struct bpf_prog_aux *aux) {
  return namesake(x + 1) + only_inlined(k, 5) + kfunc(x, aux);
}
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, kfunc, 1, 65536)
BTF_SET8_END(kfuncs)
#elif defined(OTHER)
__attribute__((noinline, used)) int namesake(long a, long b) { return sink = a + b; }
#elif defined(NOTHING)
int nothing(struct of_kernel *k) { return sink = k->b; }
#else
INLINE int peek(struct of_kernel *k) { return sink = k->b; }
int module(void *p) { return peek(p); }
#endif

// ONE: FUNC 'kernel'
// ONE: LOC_PARAM
// ONE: LOC_PROTO
// ONE: LOCSEC 'inline.text' vlen=2
// COUNTED: inline sites included: 2
// COUNTED: inline sites function-of-main: 1
// WRITTEN: .BTF: {{[0-9]+}} bytes
// WRITTEN: .BTF.inline: {{[0-9]+}} bytes
// ACCEPTED: accepted
// CHECK-NOT: only_inlined
// CHECK-NOT: LOC_
// CHECK: FUNC_PROTO '(anon)' ret_type_id={{[0-9]+}} vlen=1
// CHECK: [[KFUNC:[0-9]+]]] FUNC 'kfunc'
// CHECK: FUNC 'kfunc_impl'
// CHECK-NOT: namesake
// The site of kfunc has one argument, as its prototype has now.
// CHECK: [[SHORT:[0-9]+]]] LOC_PROTO '(anon)' vlen=1
// CHECK-NEXT: value='reg5'
// CHECK: LOC_PARAM '(anon)' size=4
// CHECK: LOCSEC 'inline.text' vlen=
// CHECK-NEXT: name='kfunc' func_type_id=[[KFUNC]] loc_proto_type_id=[[SHORT]]
// ALL-NEXT: name='namesake' func_type_id=
// CHECK-NEXT: name='only_inlined' func_type_id=
// ALL: FUNC 'namesake'
// CHECK: FUNC 'only_inlined'
// BEFORE: peek .text+0x{{[0-9a-f]+}} module+0x{{[0-9a-f]+}} (k=reg5)
// BASE: STRUCT 'of_kernel' size=8 vlen=0
// OTHER: b'other_module\x00'
// NO_SECTION: has no section .BTF.absent
// SIZE: section .BTF_ids has {{[0-9]+}} bytes, but a record of BTF in a module has 92
// LONG: is too long for the name of a module
// ITSELF: build-steps.c
