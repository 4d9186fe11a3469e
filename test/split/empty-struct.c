// A struct without members is defined where it stands, not declared: a module that has it, too, does
// not repeat it.
//
// RUN: %cc -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -c %s -o %t.o && %btfgen -q --base=%t.base.btf -o %t.btf %t.o
// RUN: bpftool -B %t.base.btf btf dump file %t.btf | FileCheck %s --implicit-check-not="STRUCT 'empty'"

struct empty {};
struct empty in_base;
#ifndef BASE
struct has_empty {
  struct empty e;
  int i;
} h;
#endif

// CHECK: STRUCT 'has_empty' size=4 vlen=2
