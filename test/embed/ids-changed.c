// Once a set8 is sorted, its flags lie beside their ids and no more where the symbols of their names
// are. The BTF that the file has tells whose they are: with other BTF, each id and its flags are
// those of their name again. Two may have no type; what was said of them stays.
//
// RUN: %cc -g -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --quiet --resolve-ids %t.o
// RUN: %cc -g -DMORE -I %S/Inputs -c %s -o %t.more.o && %btfgen -o %t.btf %t.more.o
// RUN: %btf-ids list %t.o | FileCheck %s && cp %t.o %t.before
// RUN: %btf-embed --quiet --section .BTF=%t.btf --resolve-ids %t.o
// RUN: %btf-ids list %t.o | FileCheck %s
//
// Without that BTF nobody can say it: an error, where flags differ, and the file stays. So it is where
// the file has got other BTF meanwhile, and ids were not filled in again.
// RUN: cp %t.before %t.none.o && objcopy --remove-section .BTF %t.none.o && cp %t.none.o %t.none
// RUN: not %btf-embed --section .BTF=%t.btf --resolve-ids %t.none.o 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: cmp %t.none.o %t.none
// RUN: cp %t.before %t.other.o && %btf-embed --section .BTF=%t.btf %t.other.o && cp %t.other.o %t.other
// RUN: not %btf-embed --resolve-ids %t.other.o 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: cmp %t.other.o %t.other
//
// RUN: %cc -g -DSAME -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && %btf-embed --resolve-ids %t.o
// RUN: objcopy --remove-section .BTF %t.o
// RUN: %btf-embed --section .BTF=%t.btf --resolve-ids %t.o && %btf-ids list %t.o | FileCheck %s --check-prefix=SAME

#include "ids.h"

void zeta(void) {}
void alpha(void) {}
#ifdef MORE
void another(int x) {}
void between(int x) {}
#endif
BTF_SET8_START(flagged, 1)
#ifdef SAME
BTF_ID_FLAGS(func, zeta, 1, 7)
BTF_ID_FLAGS(func, alpha, 2, 7)
#else
BTF_ID_FLAGS(func, zeta, 1, 26)
BTF_ID_FLAGS(func, missing, 2, 5)
BTF_ID_FLAGS(func, alpha, 3, 1)
BTF_ID_FLAGS(func, absent, 4, 4)
#endif
BTF_SET8_END(flagged)

// CHECK: set8 flagged count=4 flags=1: (none)/5 (none)/4 alpha/1 zeta/26{{$}}
// ERROR: btf-embed: {{.*}}.o: section .BTF_ids: set flagged was resolved before, with other BTF than this file has
// SAME: set8 flagged count=2 flags=1: alpha/7 zeta/7{{$}}
