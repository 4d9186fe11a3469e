// --target-kernel: kinds, flags and order of types that a kernel knows. --verify judges by that, and an
// encoder keeps to it.
//
// RUN: %clang -g -O0 -I %S/../embed/Inputs -c %s -o %t.o && %btfgen %t.o -o %t.btf
// RUN: %btfgen --verify %t.btf | FileCheck %s --check-prefix=ALL
// RUN: %btfgen --verify %t.btf --target-kernel=6.1.0-56-cloud-amd64 | FileCheck %s --check-prefix=ALL
// RUN: not %btfgen --verify %t.btf --target-kernel 5.10 | FileCheck %s --check-prefix=OLD
// RUN: bash -c '%btfgen --verify %t.btf --target-kernel=new 2> %t.err; test $? = 2' && FileCheck %s < %t.err --check-prefix=WORD
// RUN: bash -c '%btfgen --dump %t.btf --target-kernel=6.1 2> %t.err; test $? = 2' && FileCheck %s < %t.err --check-prefix=ALONE
//
// What is encoded for one kernel is accepted by it, and has what its build asks for.
// RUN: bash -c 'for V in 5.2 5.10 5.13 5.16 5.17 6.0 6.1 6.11 6.12 6.16 7.0 7.1 7.2 7.3; do \
// RUN:   %btfgen --target-kernel=$V -o %t.$V %t.o && %btfgen --verify %t.$V --target-kernel=$V > %t.verdict || exit; \
// RUN:   echo "$V: $(bpftool btf dump file %t.$V | grep -oE "FLOAT|ENUM64|TYPE_TAG|bpf_kfunc|address_space|DECL_TAG .decl|.called_impl" | \
// RUN:     sort -u) header= $(od -A n -t u1 -j 4 -N 1 %t.$V)" | tr -s "\\n " " "; echo; done' > %t.kinds
// RUN: FileCheck %s --check-prefix=KINDS < %t.kinds
//
// Features and kfuncs can be chosen all the same, but not what the kernel does not know.
// RUN: %btfgen --target-kernel=6.18 --features=-float --kfuncs=called -o %t.btf %t.o
// RUN: bpftool btf dump file %t.btf | FileCheck %s --check-prefix=CHOSEN
// RUN: not %btfgen --target-kernel=5.10 --features=+float -o %t.no %t.o 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: not %btfgen --target-kernel=6.10 --base %t.btf --distill -o %t.no %t.o 2>&1 | FileCheck %s --check-prefix=DISTILL
// RUN: not %btfgen --kfuncs=x -o %t.no %t.o 2>&1 | FileCheck %s --check-prefix=HOW
// RUN: not ls %t.no

#include "ids.h"
const int __attribute__((btf_type_tag("user"))) *p;
enum big { BIG = 1ULL << 40 } e;
double d __attribute__((btf_decl_tag("decl")));
struct bpf_prog_aux {
  int id;
};

int f(enum big *b, double *x, const int __attribute__((btf_type_tag("user"))) *q) { return *q + (b != 0); }
__attribute__((btf_decl_tag("decl"))) void *called(void *arena, struct bpf_prog_aux *aux) { return arena; }
BTF_SET8_START(kfuncs, 1)
BTF_ID_FLAGS(func, called, 1, 81920) // KF_IMPLICIT_ARGS, KF_ARENA_ARG1
BTF_SET8_END(kfuncs)

// ALL: accepted; kernels from 6.0 accept it
// OLD: TYPE_TAG 'user': is unknown before kernel 5.17 [unknown-kind]
// OLD: rejected; kernels from 6.0 accept it
// WORD: --target-kernel: not a kernel version: new
// ALONE: --target-kernel is for encoding and --verify
// KINDS: {{^}}5.2: header= 24{{ *$}}
// KINDS-NEXT: 5.10: header= 24{{ *$}}
// KINDS-NEXT: 5.13: FLOAT header= 24{{ *$}}
// KINDS-NEXT: 5.16: DECL_TAG 'decl FLOAT header= 24{{ *$}}
// KINDS-NEXT: 5.17: DECL_TAG 'decl FLOAT TYPE_TAG header= 24{{ *$}}
// KINDS-NEXT: 6.0: DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG header= 24{{ *$}}
// KINDS-NEXT: 6.1: DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG header= 24{{ *$}}
// KINDS-NEXT: 6.11: DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG bpf_kfunc header= 24{{ *$}}
// KINDS-NEXT: 6.12: DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG bpf_kfunc header= 24{{ *$}}
// KINDS-NEXT: 6.16: DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG address_space bpf_kfunc header= 24{{ *$}}
// KINDS-NEXT: 7.0: 'called_impl DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG address_space bpf_kfunc header= 24{{ *$}}
// KINDS-NEXT: 7.1: 'called_impl DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG address_space bpf_kfunc header= 32{{ *$}}
// KINDS-NEXT: 7.2: 'called_impl DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG address_space bpf_kfunc header= 32{{ *$}}
// KINDS-NEXT: 7.3: 'called_impl DECL_TAG 'decl ENUM64 FLOAT TYPE_TAG address_space bpf_kfunc header= 32{{ *$}}
// CHOSEN-NOT: FLOAT
// CHOSEN: FUNC 'called_impl'
// REFUSED: FLOAT 'double': is unknown before kernel 5.13
// DISTILL: --distill: kernels before 6.11 do not know .BTF.base
// HOW: --kfuncs: 'x' is not one of defined, called
