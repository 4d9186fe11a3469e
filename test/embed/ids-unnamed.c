// A word of a set that no symbol names is the id of nothing, 0, and sorts to the front. The
// second time another id lies there, but the result is the same.
//
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --fatal-warnings --resolve-ids %t.o
// RUN: %btf-ids list %t.o | FileCheck %s
// RUN: cp %t.o %t.again && %btf-embed --resolve-ids %t.again && cmp %t.o %t.again
//
// Without a symbol table nothing is named, and the section stays as it is.
// RUN: %cc -g -O0 -I %S/Inputs -c %s -o %t.stripped && %btfgen %t.stripped
// RUN: llvm-strip --strip-all --keep-section=.BTF --keep-section=.BTF_ids %t.stripped && cp %t.stripped %t.before
// RUN: %btf-embed --resolve-ids %t.stripped 2>&1 | FileCheck %s --check-prefix=STRIPPED
// RUN: cmp %t.stripped %t.before
// RUN: not %btf-embed --fatal-warnings --resolve-ids %t.stripped 2>&1 | FileCheck %s --check-prefix=STRIPPED

#include "ids.h"

void zeta(void) {}
void alpha(void) {}

BTF_SET_START(plain)
BTF_ID(func, zeta, 1)
IDS(".long 0")
BTF_ID(func, alpha, 2)
BTF_SET_END(plain)
BTF_SET8_START(flagged, 1)
BTF_ID_FLAGS(func, zeta, 3, 26)
IDS(".long 0, 5")
BTF_ID_FLAGS(func, alpha, 4, 1)
BTF_SET8_END(flagged)

// CHECK: set plain count=3: (none) alpha zeta{{$}}
// CHECK-NEXT: set8 flagged count=3 flags=1: (none)/5 alpha/1 zeta/26{{$}}
// STRIPPED: btf-embed: {{.*}}.stripped: {{(warning: )?}}section .BTF_ids stays as it is: the file has no symbol table
