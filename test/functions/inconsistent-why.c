// What exactly two descriptions of one function disagree about. They are at one address here, as after
// the linker has folded them: otherwise their address would be the reason.
//
// RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %S/Inputs/inconsistent.s -o %t.o
// RUN: %btfgen --explain -o %t.btf %t.o | FileCheck %s
// RUN: %types --features=-consistent_func %t.o | FileCheck %s --check-prefix=ANY

// CHECK-DAG: function counted: out: inconsistent prototype: 1 parameters in unit.c, 2 in unit.c
// CHECK-DAG: function typed: out: inconsistent prototype: parameter 1: 'int' in unit.c, 'long' in unit.c
// CHECK-DAG: function returned: out: inconsistent prototype: returns 'int' in unit.c, 'long' in unit.c
// CHECK-DAG: function placed: out: unexpected register for a parameter: in unit.c
// BTF has two kinds of enumerations, for values of up to 4 bytes and of 8: these differ.
// CHECK-DAG: function sized: out: inconsistent prototype: parameter 1: 'enum wide' in unit.c, 'enum wide' in unit.c
// CHECK-DAG: function similar: in: in unit.c
// CHECK-DAG: function structs: out: inconsistent prototype: parameter 1: 'struct left' in unit.c, 'struct right' in unit.c
// CHECK-DAG: function declared: in: in unit.c
// CHECK-DAG: function pointers: in: in unit.c
// CHECK-DAG: function rows: out: inconsistent prototype: parameter 1: 'int (*)[3]' in unit.c, 'long (*)[3]' in unit.c
// CHECK-DAG: function calls: out: inconsistent prototype: parameter 1: 'void (*)(int, ...)' in unit.c, 'void (*)(long, ...)' in unit.c
// A tag is not shown.
// CHECK-DAG: function tagged: out: inconsistent prototype: parameter 1: 'int *' in unit.c, 'long *' in unit.c
// CHECK-DAG: function same: in: in unit.c
// ANY-DAG: FUNC 'counted'
// ANY-DAG: FUNC 'typed'
// ANY-DAG: FUNC 'returned'
