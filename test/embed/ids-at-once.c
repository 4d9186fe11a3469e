// btfgen --resolve-ids does in one step, for every input, what btf-embed does after it: in
// split BTF, and in such that stands on a distilled base.
//
// RUN: %cc -g -O0 -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.o && cp %t.o %t.once && cp %t.o %t.twice && cp %t.o %t.third
// RUN: %btfgen --base %t.base.btf --resolve-ids %t.once %t.third 2>&1 | FileCheck %s --check-prefix=WARN
// RUN: %btfgen --base %t.base.btf %t.twice && %btf-embed -q --resolve-ids --base %t.base.btf %t.twice
// RUN: llvm-objcopy -O binary --only-section .BTF_ids %t.once %t.ids.1
// RUN: llvm-objcopy -O binary --only-section .BTF_ids %t.twice %t.ids.2 && cmp %t.ids.1 %t.ids.2
// RUN: llvm-objcopy -O binary --only-section .BTF_ids %t.third %t.ids.3 && cmp %t.ids.1 %t.ids.3
// RUN: %btf-ids list --base %t.base.btf %t.once | FileCheck %s
//
// RUN: cp %t.o %t.distilled && cp %t.o %t.distilled2
// RUN: %btfgen -q --base %t.base.btf --distill --resolve-ids %t.distilled
// RUN: %btfgen --base %t.base.btf --distill %t.distilled2 && %btf-embed -q --resolve-ids %t.distilled2
// RUN: llvm-objcopy -O binary --only-section .BTF_ids %t.distilled %t.ids.4
// RUN: llvm-objcopy -O binary --only-section .BTF_ids %t.distilled2 %t.ids.5 && cmp %t.ids.4 %t.ids.5
//
// With -o the contents go to a file of their own.
// RUN: cp %t.o %t.before && %btfgen --base %t.base.btf --resolve-ids -o %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=OUT
// RUN: cmp %t.btf.ids %t.ids.1 && cmp %t.o %t.before
// RUN: not %btfgen --resolve-ids -o - %t.o 2>&1 | FileCheck %s --check-prefix=STDOUT
// RUN: cp %t.o %t.own.ids && not %btfgen --resolve-ids -o %t.own %t.own.ids 2>&1 | FileCheck %s --check-prefix=OVER
// RUN: cmp %t.own.ids %t.o
//
// Without the section there is nothing to resolve.
// RUN: cp %t.base.o %t.none && %btfgen --base %t.base.btf --resolve-ids %t.none 2>&1 | count 0
// RUN: rm -f %t.none.btf* && %btfgen --resolve-ids -o %t.none.btf %t.none && not ls %t.none.btf.ids

struct of_base {
  int a;
} base;
#ifndef BASE
#include "ids.h"
struct own {
  struct of_base *b;
} own;
void zeta(struct own *o) {}
void alpha(void) {}

BTF_ID(struct, of_base, 1)
BTF_ID(struct, own, 2)
BTF_SET8_START(flagged, 1)
BTF_ID_FLAGS(func, zeta, 3, 26)
BTF_ID_FLAGS(func, missing, 4, 99)
BTF_ID_FLAGS(func, alpha, 5, 1)
BTF_SET8_END(flagged)
#endif

// WARN: btfgen: {{.*}}.once: warning: no func is called missing
// WARN: btfgen: {{.*}}.third: warning: no func is called missing
// CHECK: set8 flagged count=3 flags=1: (none)/99 alpha/1 zeta/26{{$}}
// CHECK-NEXT: struct of_base: of_base
// CHECK-NEXT: struct own: own
// OUT: btfgen: {{.*}}.o: warning: no func is called missing
// STDOUT: btfgen: -o: --distill and --resolve-ids write more than one file, and - is a place for one only
// OVER: .own.ids: is the input, and would be overwritten with the ids
