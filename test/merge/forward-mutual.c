// "struct a" of two modules is one type if "struct b" is, and that if "struct a" is: nothing
// speaks against it.
//
// RUN: %cc -g -DUNIT=0 -c %s -o %t.0.o && %cc -g -DUNIT=1 -c %s -o %t.1.o && %cc -g -DUNIT=2 -c %s -o %t.2.o
// RUN: %cc -g -DUNIT=3 -c %s -o %t.3.o && %merge %t.0.o %t.1.o %t.2.o %t.3.o > %t.txt && FileCheck %s < %t.txt
// RUN: FileCheck %s --check-prefix=ONCE < %t.txt

struct a;
struct b;
#if UNIT & 1
struct a {
  struct b *b;
};
int fa(struct a *a) { return !a->b; }
#endif
#if UNIT & 2
struct b {
  struct a *a;
};
int fb(struct b *b) { return !b->a; }
#endif
int UNUSED;

// CHECK-DAG: STRUCT 'a'
// CHECK-DAG: STRUCT 'b'
// ONCE-NOT: FWD
// ONCE: STRUCT 'a'
// ONCE-NOT: FWD
// ONCE-NOT: STRUCT 'a'
