// A unit that defines a name twice refers to each definition by itself. What it has in common with the base is found there,
// with an index, which compares by keys, as without.
//
// RUN: %cc -g -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base %t.base.o
// RUN: %cc -g -c %s -o %t.o && %btfgen -q --base %t.base -o %t.plain %t.o
// RUN: %btfgen --index=%t.base && %btfgen -q --base %t.base -o %t.indexed %t.o && cmp %t.plain %t.indexed
// RUN: bpftool btf dump -B %t.base file %t.indexed | FileCheck %s
// CHECK-NOT: 'user'
// CHECK: STRUCT 's' size=8
// CHECK-NOT: 'user'
#define COMMON                                                                                                                 \
  struct s {                                                                                                                   \
    int a;                                                                                                                     \
  };                                                                                                                           \
  struct user {                                                                                                                \
    struct s *p;                                                                                                               \
    union {                                                                                                                    \
      struct user *u;                                                                                                          \
      struct s *t;                                                                                                             \
    };                                                                                                                         \
  }
#ifdef BASE
COMMON user;
int grid[2][3]; // the base tells arrays of arrays from others: without one, keys alone do not decide
#else
void one(void) {
  COMMON;
  static struct user *volatile used;
  used = 0;
}
void two(void) {
  struct s {
    long b;
  };
  static struct s *volatile other;
  other = 0;
}
#endif
