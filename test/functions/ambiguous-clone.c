// Two units have a clone of one name. Under that name, too, nobody can tell which of them is meant.
// With one of them, true_signature describes it as it is called.
//
// REQUIRES: gcc, host-x86_64
// RUN: %cc -g -O2 -c %s -o %t.1.o && %cc -g -O2 -DOTHER -c %s -o %t.2.o
// RUN: %lld -e use1 %t.1.o %t.2.o -o %t && llvm-nm %t | FileCheck %s --check-prefix=NAMES
// RUN: %encode --features=+true_signature %t | FileCheck %s
// RUN: %btfgen --features=+true_signature --explain=twice -o /dev/null %t | FileCheck %s --check-prefix=WHY
// RUN: %encode --features=+true_signature %t.1.o | FileCheck %s --check-prefix=ALONE
// NAMES-COUNT-2: t twice.constprop.0
// CHECK-NOT: FUNC 'twice
// CHECK: FUNC 'use2'
// CHECK-NOT: FUNC 'twice
// WHY: function twice: out: ambiguous address: twice.constprop.0 at 0x{{.*}}, twice.constprop.0 at 0x
// ALONE: FUNC 'twice.constprop.0'
#ifdef OTHER
#define use use2
#else
#define use use1
#endif
static volatile int seen;
__attribute__((noinline)) static int twice(int value, int constant) {
  seen = value;
  return seen * constant + value;
}
int use(int value) { return twice(value, 7) + twice(value + 1, 7); }
