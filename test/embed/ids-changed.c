// Once a set8 is sorted, its flags lie beside their ids and no more where the symbols of
// their names are. With other BTF then, nobody can say which flags belong to which name:
// an error, where flags differ, and the file stays.
//
// RUN: %cc -g -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --resolve-ids %t.o && cp %t.o %t.before
// RUN: %cc -g -DMORE -I %S/Inputs -c %s -o %t.more.o && %btfgen -o %t.btf %t.more.o
// RUN: not %btf-embed --section .BTF=%t.btf --resolve-ids %t.o 2>&1 | FileCheck %s
// RUN: cmp %t.o %t.before
//
// RUN: %cc -g -DSAME -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --resolve-ids %t.o
// RUN: %btf-embed --section .BTF=%t.btf --resolve-ids %t.o && %btf-ids list %t.o | FileCheck %s --check-prefix=SAME

#include "ids.h"

void zeta(void) {}
void alpha(void) {}
#ifdef MORE
void between(int x) {}
#endif
BTF_SET8_START(flagged, 1)
#ifdef SAME
BTF_ID_FLAGS(func, zeta, 1, 7)
BTF_ID_FLAGS(func, alpha, 2, 7)
#else
BTF_ID_FLAGS(func, zeta, 1, 26)
BTF_ID_FLAGS(func, alpha, 2, 1)
#endif
BTF_SET8_END(flagged)

// CHECK: btf-embed: {{.*}}.o: section .BTF_ids: set flagged was resolved before, with other ids
// SAME: set8 flagged count=2 flags=1: alpha/7 zeta/7{{$}}
