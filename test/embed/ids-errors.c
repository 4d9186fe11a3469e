// What a .BTF_ids cannot mean is an error that names the symbol; a file that has none has
// nothing to resolve.
//
// RUN: %cc -g -DKIND -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: %cc -g -DOUTSIDE -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: %cc -g -DLONG -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=LONG
// RUN: %cc -g -DSMALL -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=SMALL
// RUN: %cc -g -DNUMBER -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: %cc -g -DNAMELESS -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=NAMELESS
// RUN: %cc -g -DSAME -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: %cc -g -DBETWEEN -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=BETWEEN
// RUN: %cc -g -DCOUNT -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: %cc -g -DSETS -I %S/Inputs -c %s -o %t.o && %btfgen %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=SETS
// RUN: %cc -g -DGOOD -I %S/Inputs -c %s -o %t.o && not %btf-embed --resolve-ids %t.o 2>&1 | FileCheck %s --check-prefix=BTF
// RUN: %cc -g -I %S/Inputs -c %s -o %t.o && cp %t.o %t.before && %btf-embed --resolve-ids %t.o 2>&1 | count 0
// RUN: cmp %t.o %t.before

#include "ids.h"

void f(void) {}
#ifdef KIND
BTF_ID(enum, e, 1)
#elif defined(OUTSIDE)
BTF_ID(func, f, 1)
IDS("__BTF_ID__func__g__2:")
#elif defined(LONG)
BTF_SET_START(long)
IDS(".size __BTF_ID__set__long, 8")
#elif defined(SMALL)
BTF_SET8_START(small, 1)
IDS(".size __BTF_ID__set8__small, 4")
#elif defined(NUMBER)
IDS("__BTF_ID__func__f: .long 0")
#elif defined(NAMELESS)
IDS("__BTF_ID__func____1: .long 0")
#elif defined(SAME)
IDS("__BTF_ID__func__f__1: __BTF_ID__func__g__2: .long 0")
#elif defined(BETWEEN)
BTF_SET8_START(between, 1)
IDS(".long 0\n__BTF_ID__func__f__1: .long 0")
BTF_SET8_END(between)
#elif defined(COUNT)
BTF_SET_START(counted)
IDS(".long 0")
BTF_SET_END(counted)
IDS(".set __BTF_ID__func__f__1, __BTF_ID__set__counted")
#elif defined(SETS)
BTF_SET_START(first)
BTF_SET_START(second)
BTF_ID(func, f, 1)
BTF_SET_END(first)
BTF_SET_END(second)
#elif defined(GOOD)
BTF_ID(func, f, 1)
#endif

// KIND: section .BTF_ids: symbol __BTF_ID__enum__e__1 is of an unknown kind
// OUTSIDE: section .BTF_ids: the id of g at offset 0x4 lies outside its 4 bytes
// LONG: section .BTF_ids: set long at offset 0x0 with 8 bytes lies outside its 4 bytes
// SMALL: section .BTF_ids: set small with 4 bytes is not a whole number of ids
// NUMBER: section .BTF_ids: symbol for f does not end in a number
// NAMELESS: section .BTF_ids: symbol for __1 does not end in a number
// SAME: section .BTF_ids: the ids of {{[fg]}} and {{[fg]}} at offsets 0x0 and 0x0 overlap
// BETWEEN: section .BTF_ids: the id of f at offset 0xc is not one of the ids of set between at offset 0x0
// COUNT: section .BTF_ids: the id of f at offset 0x0 is not one of the ids of set counted at offset 0x0
// SETS: section .BTF_ids: sets first and second at offsets 0x0 and 0x4 overlap
// BTF: has no .BTF section
