// Three modules have a "struct user" of the same looks: for one "struct later" is a declaration, and
// the others each have another definition of it. Which is meant cannot be known, so all three stay,
// in any order of the modules. (libbpf's dedup takes the declaration for whichever definition comes
// first.)
//
// RUN: %cc -g -DUNIT=zero -DBASE -c %s -o %t.0.o && %btfgen %t.0.o
// RUN: %cc -g -DUNIT=one -c %s -o %t.1.o && %btfgen -q --base %t.0.o %t.1.o
// RUN: %cc -g -DUNIT=two -DTYPE=int -c %s -o %t.2.o && %btfgen -q --base %t.0.o %t.2.o
// RUN: %cc -g -DUNIT=three -DTYPE=long -c %s -o %t.3.o && %btfgen -q --base %t.0.o %t.3.o
// RUN: %btf-merge -o %t.123 %t.0.o %t.1.o %t.2.o %t.3.o && %btf-merge -o %t.321 %t.0.o %t.3.o %t.2.o %t.1.o
// RUN: %btf-diff %t.123 %t.321 && %btf-merge --stats -o %t.231 %t.0.o %t.2.o %t.3.o %t.1.o 2> %t.stats
// RUN: %btf-diff %t.123 %t.231 && FileCheck %s --check-prefix=STATS < %t.stats
// RUN: %btfgen --dump %t.123 | FileCheck %s

struct later;
#ifdef TYPE
struct later {
  TYPE x;
};
#endif
#ifdef BASE
int UNIT(int i) { return i; }
#else
struct user {
  struct later *later;
};
int UNIT(struct user *user) { return !user->later; }
#endif

// CHECK-COUNT-3: STRUCT 'user'
// CHECK-NOT: STRUCT 'user'
// STATS: 0 forward declarations became definitions, 0 of them in the base; 1 have several definitions and stayed
// STATS: 2 names of structs, unions and enums have several definitions
