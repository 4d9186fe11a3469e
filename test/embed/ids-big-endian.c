// The words of .BTF_ids are in the file's byte order.
//
// REQUIRES: clang-s390x
// RUN: %clang --target=s390x-linux-gnu -g -I %S/Inputs -c %s -o %t.o && %btfgen %t.o
// RUN: %btf-embed --resolve-ids %t.o && %btf-ids list %t.o | FileCheck %s

#include "ids.h"

struct s {
  int a;
} s;
void zeta(void) {}
void alpha(void) {}
BTF_ID(struct, s, 1)
BTF_SET8_START(flagged, 1)
BTF_ID_FLAGS(func, zeta, 2, 26)
BTF_ID_FLAGS(func, alpha, 3, 1)
BTF_SET8_END(flagged)

// CHECK: set8 flagged count=2 flags=1: alpha/1 zeta/26{{$}}
// CHECK-NEXT: struct s: s
