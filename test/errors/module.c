// A kernel takes a module's .BTF for the continuation of its own. BTF that stands alone must not get
// there; a file of its own may have it.
//
// RUN: %cc -c %s -o %t.ko && cp %t.ko %t.before
// RUN: bash -c '%btfgen %t.ko 2> %t.err; test $? = 1'
// RUN: FileCheck %s < %t.err
// RUN: cmp %t.ko %t.before
// RUN: %encode %t.ko | FileCheck %s --check-prefix=ALONE
//
// CHECK: .ko: is a kernel module
// ALONE: STRUCT 'module'

__attribute__((section(".gnu.linkonce.this_module"))) struct module {
  int state;
} __this_module;
