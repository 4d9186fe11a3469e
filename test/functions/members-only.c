// GCC makes clones that take some members of a struct in place of it, whether that is passed in
// memory, in two registers, or in one. They are left out, as are those that take a member in the
// register in which the struct would begin.
//
// REQUIRES: gcc, host-x86_64
// RUN: %cc -g -O2 -c %s -o %t.o && llvm-nm %t.o | FileCheck %s --check-prefix=CLONES
// RUN: %encode %t.o | FileCheck %s
// RUN: %encode --features=+true_signature %t.o | FileCheck %s
// RUN: %btfgen --explain=middle -o /dev/null %t.o | FileCheck %s --check-prefix=WHY
// CLONES-DAG: t first_of_large.isra.0
// CLONES-DAG: t middle.isra.0
// CLONES-DAG: t both_words.isra.0
// CLONES-DAG: t of_one_word.isra.0
// CLONES-DAG: t whole.constprop.0
// CHECK-NOT: FUNC '{{first_of_large|middle|both_words|of_one_word}}
// CHECK: FUNC 'use'
// CHECK-NOT: FUNC '{{first_of_large|middle|both_words|of_one_word}}
// WHY: function middle: out: unexpected register for a parameter: in {{.*}}members-only.c
struct large {
  long a, b, c, d;
};
struct quad {
  int a, b, c, d;
};
struct mixed {
  long a;
  int b;
  short c;
  char d;
};
struct small {
  int a, b;
};
int sink(long, long);
#define KEPT __attribute__((noinline)) static

KEPT int first_of_large(struct large s) { return sink(s.a, 1) + sink(s.a, 2); }
KEPT int middle(struct quad s) { return sink(s.b, s.c) + sink(s.c, s.b); }
KEPT int both_words(struct mixed s) { return sink(s.a, s.d) + sink(s.d, s.a); }
KEPT int of_one_word(struct small s) { return sink(s.a, 1) + sink(s.a, 2); }
KEPT int whole(struct quad s, int constant) {
  return sink(s.a, s.c) + sink(s.b, s.d) + sink(s.a + s.b, s.c + s.d) * constant;
}

int use(struct large *l, struct quad *q, struct mixed *m, struct small *s) {
  return first_of_large(*l) + middle(*q) + both_words(*m) + of_one_word(*s) + whole(*q, 7);
}
int use_again(struct large *l, struct quad *q, struct mixed *m, struct small *s) {
  return first_of_large(*l) * middle(*q) * both_words(*m) * of_one_word(*s) * whole(*q, 7);
}
