// .BTF_ids gets the ids of the types that its symbols name. Sets are sorted by id (here:
// by name, since the types are), the flags of a set8 go with their ids, a name without a
// type is 0 and a warning. Resolving again changes nothing.
//
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && cp %t.o %t.rel
// RUN: %btf-embed --resolve-ids %t.rel 2>&1 | FileCheck %s --check-prefix=WARN
// RUN: %btf-ids list %t.rel | FileCheck %s
// RUN: llvm-readelf -SW %t.rel | FileCheck %s --check-prefix=HEADER
// RUN: cp %t.rel %t.again && %btf-embed --quiet --resolve-ids %t.again 2>&1 | count 0
// RUN: cmp %t.rel %t.again
//
// The same in a linked file, where the section is part of a segment.
// RUN: %btfgen -o %t.btf %t.o && %btf-embed --object %t.btf.o --like %t.o --no-symbols %t.btf
// RUN: llvm-objcopy --remove-section .BTF %t.o && %cc -nostdlib -shared %t.o %t.btf.o -o %t.so
// RUN: cp %t.so %t.before && %btf-embed -q --resolve-ids %t.so && %btf-ids list %t.so | FileCheck %s
// RUN: llvm-objcopy --remove-section .BTF_ids %t.before %t.1 && llvm-objcopy --remove-section .BTF_ids %t.so %t.2
// RUN: cmp %t.1 %t.2
//
// And in one go with the BTF.
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.both && %btf-embed -q --section .BTF=%t.btf --resolve-ids %t.both
// RUN: %btf-ids list %t.both | FileCheck %s

#include "ids.h"

typedef struct with__underscores {
  int a;
} alias;
union value {
  int a;
} value;
alias x;
void zeta(void) {}
void beta(void) {}
void alpha(void) {}

BTF_ID(struct, with__underscores, 1)
BTF_ID(typedef, alias, 2)
BTF_ID(union, value, 3)
BTF_ID(struct, value, 4)
BTF_SET_START(plain)
BTF_ID(func, zeta, 5)
BTF_ID(func, missing, 6)
BTF_ID(func, alpha, 7)
BTF_SET_END(plain)
BTF_SET8_START(flagged, 1)
BTF_ID_FLAGS(func, zeta, 8, 26)
BTF_ID_FLAGS(func, alpha, 9, 1)
BTF_ID_FLAGS(func, missing, 10, 99)
BTF_ID_FLAGS(func, beta, 11, 2)
BTF_SET8_END(flagged)
BTF_SET_START(empty)
BTF_SET_END(empty)
BTF_ID(func, beta, 12)

// WARN-DAG: warning: no struct is called value
// WARN-DAG: warning: no func is called missing
// CHECK: set plain count=3: (none) alpha zeta{{$}}
// CHECK-NEXT: set8 flagged count=4 flags=1: (none)/99 alpha/1 beta/2 zeta/26{{$}}
// CHECK-NEXT: set empty count=0:{{$}}
// CHECK-NEXT: struct with__underscores: with__underscores
// CHECK-NEXT: typedef alias: alias
// CHECK-NEXT: union value: value
// CHECK-NEXT: struct value: (none)
// CHECK-NEXT: func beta: beta
// HEADER: .BTF_ids PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 A 0 0 1
