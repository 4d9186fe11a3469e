// From 7.3 on, the encoder says nothing of kfuncs: they are the functions in sets with the flag
// BTF_SET8_KFUNCS (1). Their tags, those of pointers into arenas (by flags: return 8192, first
// argument 16384, second 32768; or by parameters' names) and prototypes without implicit arguments
// (65536) are added, and no type that is there already.
//
// RUN: %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.o
// RUN: %btfgen --features=-sorted,-decl_tag_kfuncs,-attributes -o %t.made %t.o
// RUN: rm -f %t.o.BTF* && %resolve-btfids --btf %t.made %t.o 2>&1 | FileCheck %s --check-prefix=WARN
// RUN: bpftool btf dump file %t.o.BTF > %t.dump && sed ':a;N;$!ba;s/\n\t/; /g' %t.dump | FileCheck %s
// RUN: grep -c "DECL_TAG 'bpf_kfunc'" %t.dump | FileCheck %s --check-prefix=KFUNCS
// RUN: grep -c "TYPE_TAG" %t.dump | FileCheck %s --check-prefix=TAGS
// RUN: grep -c "ret_type_id=.* vlen=1" %t.dump | FileCheck %s --check-prefix=SHORT
// RUN: %btfgen --verify %t.o.BTF --target-kernel=7.3 | FileCheck %s --check-prefix=ACCEPTED
// RUN: cp %t.o.BTF %t.final && %resolve-btfids --btf %t.final %t.o && cmp %t.o.BTF %t.final
// RUN: %resolve-btfids --patch_btfids=%t.o.BTF_ids %t.o && %btf-embed --section .BTF=%t.o.BTF %t.o
// RUN: %btf-ids list %t.o | FileCheck %s --check-prefix=IDS
//
// What a set says wrongly is an error.
// RUN: %cc -g -O0 -DCONFLICT -I %S/../embed/Inputs -c %s -o %t.c.o && rm -f %t.c.o.BTF*
// RUN: not %resolve-btfids --btf %t.made %t.c.o 2>&1 | FileCheck %s --check-prefix=CONFLICT
// RUN: %cc -g -O0 -DNO_POINTER -I %S/../embed/Inputs -c %s -o %t.n.o
// RUN: not %resolve-btfids --btf %t.made %t.n.o 2>&1 | FileCheck %s --check-prefix=NO_POINTER
// RUN: not ls %t.c.o.BTF %t.n.o.BTF

#include "ids.h"
struct bpf_prog_aux { int id; };
struct btf_struct_meta { int id; };
#define KFUNC __attribute__((noinline, used))
KFUNC int last(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
KFUNC int both(const struct btf_struct_meta *const meta, struct bpf_prog_aux *aux) { return meta->id + aux->id; }
KFUNC int plain(int a) { return a; }
KFUNC int shorter(int a) { return a; }
KFUNC void *alloc(void *p__arena, int n, char *q__arena__nullable) { return p__arena; }
KFUNC void *alloc2(void *p, void *q, struct bpf_prog_aux *aux) { return p; }
KFUNC void *alloc3(void *p, void *q) { return p; }
KFUNC int notkfunc(int a) { return a; }
KFUNC int own(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
KFUNC int own_impl(int a, struct bpf_prog_aux *aux) { return own(a, aux); }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, own, 1, 65536)
BTF_ID_FLAGS(func, plain, 2, 4096)
BTF_ID_FLAGS(func, alloc, 3, 8192)
BTF_ID_FLAGS(func, alloc2, 4, 122880)
BTF_ID_FLAGS(func, both, 5, 69632)
BTF_ID_FLAGS(func, last, 6, 65536)
BTF_ID_FLAGS(func, missing, 7, 0)
#ifdef NO_POINTER
BTF_ID_FLAGS(func, shorter, 8, 16384)
#endif
BTF_SET8_END(kfuncs)
BTF_SET8_START(more, 1)
#ifdef CONFLICT
BTF_ID_FLAGS(func, plain, 9, 0)
#else
BTF_ID_FLAGS(func, plain, 9, 4096)
#endif
BTF_ID_FLAGS(func, alloc3, 10, 57344)
BTF_SET8_END(more)
BTF_SET8_START(other, 0)
BTF_ID_FLAGS(func, notkfunc, 11, 4096)
BTF_SET8_END(other)

// The kernel's program of 7.3 makes the same of it, but for the order of what has no name.
// WARN: warning: no func is called missing
// KFUNCS: {{^7$}}
// TAGS: {{^2$}}
// SHORT: {{^1$}}
// ACCEPTED: accepted
// CONFLICT: kfunc plain has different flags in different sets
// NO_POINTER: kfunc shorter: an arena pointer is declared where the prototype has none
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[VOIDS:[0-9]+]]] TYPE_TAG 'address_space(1)' type_id=0
// CHECK-DAG: [[CHARS:[0-9]+]]] TYPE_TAG 'address_space(1)' type_id=[[CHAR]]
// CHECK-DAG: [[PV:[0-9]+]]] PTR '(anon)' type_id=[[VOIDS]]
// CHECK-DAG: [[PC:[0-9]+]]] PTR '(anon)' type_id=[[CHARS]]
// CHECK-DAG: [[A:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[PV]] vlen=3; 'p__arena' type_id=[[PV]]; 'n' type_id=[[INT]]; 'q__arena__nullable' type_id=[[PC]]
// CHECK-DAG: [[A2:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[PV]] vlen=2; 'p' type_id=[[PV]]; 'q' type_id=[[PV]]
// CHECK-DAG: [[ONE:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'a' type_id=[[INT]]
// CHECK-DAG: [[ALLOC:[0-9]+]]] FUNC 'alloc' type_id=[[A]] linkage=static
// CHECK-DAG: FUNC 'alloc2' type_id=[[A2]] linkage=static
// CHECK-DAG: FUNC 'alloc2_impl' type_id={{[0-9]+}} linkage=static
// CHECK-DAG: FUNC 'alloc3' type_id=[[A2]] linkage=static
// CHECK-DAG: FUNC 'last' type_id=[[ONE]] linkage=static
// CHECK-DAG: FUNC 'own' type_id=[[ONE]] linkage=static
// CHECK-DAG: [[PLAIN:[0-9]+]]] FUNC 'plain' type_id=[[ONE]] linkage=static
// CHECK-DAG: FUNC 'notkfunc' type_id=[[ONE]] linkage=static
// CHECK-DAG: [[IMPL:[0-9]+]]] FUNC 'both_impl'
// CHECK-DAG: DECL_TAG 'bpf_kfunc' type_id=[[ALLOC]] component_idx=-1
// CHECK-DAG: DECL_TAG 'bpf_kfunc' type_id=[[PLAIN]] component_idx=-1
// CHECK-DAG: DECL_TAG 'bpf_fastcall' type_id=[[PLAIN]] component_idx=-1
// CHECK-DAG: DECL_TAG 'bpf_fastcall' type_id=[[IMPL]] component_idx=-1
// IDS: set8 kfuncs count=7 flags=1: (none)/0 alloc/8192 alloc2/122880 both/69632 last/65536 own/65536 plain/4096
// IDS: set8 more count=2 flags=1: alloc3/57344 plain/4096
// IDS: set8 other count=1 flags=0: notkfunc/4096
