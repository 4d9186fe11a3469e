// What kernels from 5.10 to 6.19 ask for: .BTF_ids of a linked file, filled in place.
//
// RUN: %cc -g -O0 -I %S/../embed/Inputs -c %s -o %t.o && %btfgen %t.o && cp %t.o %t.other
// RUN: %resolve-btfids %t.o 2>&1 | FileCheck %s --check-prefix=WARN
// RUN: %btf-embed --quiet --resolve-ids %t.other && cmp %t.o %t.other
// RUN: %btf-ids list %t.o | FileCheck %s
// RUN: %resolve-btfids --no-fail --fatal_warnings %t.o && cmp %t.o %t.other
// RUN: %cc -g -x c -c /dev/null -o %t.none && cp %t.none %t.before
// RUN: %resolve-btfids -v %t.none && cmp %t.none %t.before
//
// Without .BTF_ids the BTF is written all the same, and no ids.
// RUN: %btfgen -o %t.btf %t.o && rm -f %t.none.BTF* && %resolve-btfids --btf %t.btf %t.none
// RUN: cmp %t.btf %t.none.BTF && not ls %t.none.BTF_ids
//
// Errors leave everything as it is.
// RUN: echo 1234 > %t.ids && not %resolve-btfids --patch_btfids %t.ids %t.o 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not %resolve-btfids --patch_btfids %t.ids %t.none 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: cmp %t.o %t.other && rm -f %t.o.BTF*
// RUN: not %resolve-btfids --btf %t.ids %t.o 2>&1 | FileCheck %s --check-prefix=BTF
// RUN: not %resolve-btfids --btf %t.absent %t.o 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: cp %t.btf %t.o.BTF && not %resolve-btfids --btf %t.o.BTF %t.o 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: cmp %t.btf %t.o.BTF && not ls %t.o.BTF_ids
// RUN: not %resolve-btfids --inline %t.o 2>&1 | FileCheck %s --check-prefix=INLINE
// RUN: not %resolve-btfids --btf_link .x:m %t.o 2>&1 | FileCheck %s --check-prefix=LINK
// RUN: not %resolve-btfids --btf_link .x:m:%t.btf --btf %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=LINK_AND
// RUN: not %resolve-btfids --distill_base %t.o 2>&1 | FileCheck %s --check-prefix=DISTILL
// RUN: not %resolve-btfids 2>&1 | FileCheck %s --check-prefix=FILES
// RUN: not %resolve-btfids --distil_base y 2>&1 | FileCheck %s --check-prefix=UNKNOWN

#include "ids.h"
int alpha(void) { return 0; }
BTF_ID(func, alpha, 1)
BTF_ID(func, beta, 2)

// WARN: btfgen: {{.*}}.o: warning: no func is called beta
// CHECK: func alpha: alpha
// CHECK-NEXT: func beta: (none)
// SIZE: .ids: has 5 bytes, but section .BTF_ids of {{.*}}.o has 8
// NONE: .none: has no .BTF_ids section
// BTF: .ids: not an ELF file
// ABSENT: .absent: cannot open
// SAME: .o.BTF: {{.*}}
// INLINE: --inline needs --btf
// LINK: --btf_link: '.x:m' is not of the form SECTION:MODULE:FILE
// LINK_AND: --btf_link cannot be used with --btf
// DISTILL: btfgen: --distill_base needs --btf
// FILES: btfgen: found 0 file names, expected one
// UNKNOWN: btfgen: unknown option --distil_base; did you mean --distill_base?
