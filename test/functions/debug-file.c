// On PowerPC a function's symbol may name a descriptor in .opd, which has no contents in a debug
// file: where functions begin is not known then, which is said.
//
// REQUIRES: clang-powerpc64
// RUN: %clang --target=powerpc64-linux-gnu -mabi=elfv1 -O2 -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: llvm-objcopy --only-keep-debug %t.o %t.debug
// RUN: bash -c '%btfgen -q --explain -o %t.btf %t.debug > %t.out 2> %t.err; test $? = 3'
// RUN: FileCheck %s --check-prefix=SAID < %t.err && FileCheck %s --check-prefix=WHY < %t.out

int f(int x) { return x; }

// CHECK: FUNC 'f'
// SAID: 1 functions that may be kfuncs or have other addresses: section .BTF_ids or .opd has no contents
// WHY: no-contents f: section .opd has no contents
