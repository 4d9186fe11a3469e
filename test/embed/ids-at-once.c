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
// Without the section there is nothing to resolve, and with -o no file to do it in.
// RUN: cp %t.base.o %t.none && %btfgen --base %t.base.btf --resolve-ids %t.none 2>&1 | count 0
// RUN: not %btfgen --resolve-ids -o %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=USAGE

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
// USAGE: --resolve-ids and --compact change the inputs
