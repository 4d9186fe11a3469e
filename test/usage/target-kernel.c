// --verify by one kernel's rules: kinds and flags that it knows.
//
// RUN: %clang -g -c %s -o %t.o && %btfgen %t.o -o %t.btf
// RUN: %btfgen --verify %t.btf | FileCheck %s --check-prefix=ALL
// RUN: %btfgen --verify %t.btf --target-kernel=6.1.0-56-cloud-amd64 | FileCheck %s --check-prefix=ALL
// RUN: not %btfgen --verify %t.btf --target-kernel 5.10 | FileCheck %s --check-prefix=OLD
// RUN: bash -c '%btfgen --verify %t.btf --target-kernel=new 2> %t.err; test $? = 2' && FileCheck %s < %t.err --check-prefix=WORD
// RUN: bash -c '%btfgen %t.o --target-kernel=6.1 -o %t.btf 2> %t.err; test $? = 2' && FileCheck %s < %t.err --check-prefix=ALONE

const int __attribute__((btf_type_tag("user"))) *p;
enum big { BIG = 1ULL << 40 } e;

// ALL: accepted; kernels from 6.0 accept it
// OLD: TYPE_TAG 'user': is unknown before kernel 5.17 [unknown-kind]
// OLD: rejected; kernels from 6.0 accept it
// WORD: --target-kernel: not a kernel version: new
// ALONE: --target-kernel needs --verify
int f(enum big *b, const int __attribute__((btf_type_tag("user"))) *q) { return *q + (b != 0); }
