// clang says nothing of a function that is called as its source says: then a parameter in a register
// that it cannot have leaves the function out, whether that is another parameter's or none at all.
//
// REQUIRES: host-x86_64
// RUN: %clang -g -O1 -S %s -o %t.s
// RUN: %clang -c %t.s -o %t.o && %types %t.o | FileCheck %s --check-prefixes=ALL,IN
// RUN: sed '/DW_AT_location/{n;s/85/84/;}' %t.s > %t.rsi.s && %clang -c %t.rsi.s -o %t.rsi.o
// RUN: llvm-dwarfdump --name=moved --show-children %t.rsi.o | FileCheck %s --check-prefix=WITNESS
// RUN: %types %t.rsi.o > %t.out && FileCheck %s --check-prefix=ALL < %t.out && grep "FUNC '" %t.out | count 1
// RUN: %btfgen --explain=moved -o /dev/null %t.rsi.o | FileCheck %s --check-prefix=WHY
// RUN: sed '/DW_AT_location/{n;s/85/83/;}' %t.s > %t.rbx.s && %clang -c %t.rbx.s -o %t.rbx.o
// RUN: %types %t.rbx.o > %t.out && FileCheck %s --check-prefix=ALL < %t.out && grep "FUNC '" %t.out | count 1

int moved(int a) {
  __asm__ volatile("");
  return a + 1;
}
int none(void) { return 1; }

// WITNESS: DW_OP_reg4
// ALL-DAG: FUNC 'none'
// IN-DAG: FUNC 'moved'
// WHY: function moved: out: unexpected register for a parameter
