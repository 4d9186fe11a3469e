// Kfuncs with implicit arguments (KF_IMPLICIT_ARGS, 1 << 16 = 65536): BPF programs call NAME without
// them, NAME_impl is what the kernel defines. Which arguments are implicit is told by their types.
//
// RUN: %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.o && %btfgen --features=-sorted -o %t.made %t.o
// RUN: rm -f %t.o.BTF* && cp %t.o %t.before && %resolve-btfids --btf %t.made %t.o 2>&1 | count 0
// RUN: cmp %t.o %t.before && not ls %t.o.BTF.base
// RUN: bpftool btf dump file %t.o.BTF | sed ':a;N;$!ba;s/\n\t/; /g' | FileCheck %s
//
// Kernels take it, sorted; done again, nothing changes.
// RUN: %btfgen --verify %t.o.BTF --target-kernel=7.2 | FileCheck %s --check-prefix=ACCEPTED
// RUN: cp %t.o.BTF %t.final && %resolve-btfids --btf %t.final %t.o && cmp %t.o.BTF %t.final
//
// The ids are those of the new BTF, and get into the file.
// RUN: %resolve-btfids --patch_btfids=%t.o.BTF_ids %t.o && %btf-embed --section .BTF=%t.o.BTF %t.o
// RUN: %btf-ids list %t.o | FileCheck %s --check-prefix=IDS

#include "ids.h"

struct bpf_prog_aux {
  int id;
};
struct btf_struct_meta {
  int id;
};
typedef struct bpf_prog_aux *aux_pointer;

#define KFUNC __attribute__((noinline, used))
KFUNC int last(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
KFUNC int both(const struct btf_struct_meta *const meta, struct bpf_prog_aux *aux) { return meta->id + aux->id; }
// What follows an implicit argument goes with it.
KFUNC int middle(int a, volatile struct bpf_prog_aux *aux, int b) { return a + aux->id + b; }
// A typedef of a pointer is not looked through.
KFUNC int by_typedef(int a, aux_pointer aux) { return a + aux->id; }
KFUNC int none(int a) { return a; }
KFUNC int no_flag(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
// The source may have the other function itself.
KFUNC int own(int a, struct bpf_prog_aux *aux) { return a + aux->id; }
KFUNC int own_impl(int a, struct bpf_prog_aux *aux) { return own(a, aux); }

BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, own, 1, 65536)
BTF_ID_FLAGS(func, no_flag, 2, 4096)
BTF_ID_FLAGS(func, none, 3, 65536)
BTF_ID_FLAGS(func, by_typedef, 4, 65536)
BTF_ID_FLAGS(func, middle, 5, 65536)
BTF_ID_FLAGS(func, both, 6, 69632)
BTF_ID_FLAGS(func, last, 7, 65536)
BTF_SET8_END(kfuncs)
BTF_ID(func, last_impl, 8)

// What the kernel's program of 7.2 makes of the same: the bytes were equal.
// ACCEPTED: accepted
// CHECK-DAG: [[AUX:[0-9]+]]] STRUCT 'bpf_prog_aux'
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[PTR:[0-9]+]]] PTR '(anon)' type_id=[[AUX]]{{$}}
// CHECK-DAG: [[TYPEDEF:[0-9]+]]] TYPEDEF 'aux_pointer' type_id=[[PTR]]
// CHECK-DAG: [[BOTH:[0-9]+]]] FUNC 'both' type_id=[[B:[0-9]+]] linkage=static
// CHECK-DAG: [[BOTH_IMPL:[0-9]+]]] FUNC 'both_impl' type_id=[[BI:[0-9]+]] linkage=static
// CHECK-DAG: DECL_TAG 'bpf_kfunc' type_id=[[BOTH]] component_idx=-1
// CHECK-DAG: DECL_TAG 'bpf_fastcall' type_id=[[BOTH]] component_idx=-1
// CHECK-DAG: DECL_TAG 'bpf_fastcall' type_id=[[BOTH_IMPL]] component_idx=-1
// CHECK-DAG: FUNC 'by_typedef' type_id=[[T:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'last' type_id=[[L:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'last_impl' type_id=[[OLD:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'middle' type_id=[[M:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'middle_impl' type_id=[[MI:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'no_flag' type_id=[[OLD]] linkage=static
// CHECK-DAG: FUNC 'own' type_id=[[O:[0-9]+]] linkage=static
// CHECK-DAG: FUNC 'own_impl' type_id=[[OLD]] linkage=static
// CHECK-DAG: [[B]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=0{{$}}
// CHECK-DAG: [[BI]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'meta' type_id={{[0-9]+}}; 'aux' type_id=[[PTR]]{{$}}
// CHECK-DAG: [[T]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'aux' type_id=[[TYPEDEF]]{{$}}
// CHECK-DAG: [[L]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'a' type_id=[[INT]]{{$}}
// CHECK-DAG: [[OLD]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'aux' type_id=[[PTR]]{{$}}
// CHECK-DAG: [[M]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'a' type_id=[[INT]]{{$}}
// CHECK-DAG: [[MI]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=3
// CHECK-DAG: [[O]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'a' type_id=[[INT]]{{$}}
// IDS: set8 kfuncs count=7 flags=1: both/69632 by_typedef/65536 last/65536 middle/65536 no_flag/4096 none/65536 own/65536
// IDS: func last_impl: last_impl
