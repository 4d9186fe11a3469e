// Units of GCC, which puts short names into its DIEs, and of clang, which puts all into .debug_str: a
// name is the same in both, whether the file is linked or to be linked.
//
// RUN: %cc -g -DGCC -c %s -o %t.1.o && %clang -g -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep STRUCT %t.out | count 1
// RUN: ld -e first %t.1.o %t.2.o -o %t && %types %t > %t.out && FileCheck %s < %t.out && grep STRUCT %t.out | count 1

struct s {
  struct s *n;
  int a, longer;
};
#ifdef GCC
int first(struct s *s) { return s->a; }
#else
int second(struct s *s) { return s->longer; }
#endif

// CHECK-DAG: STRUCT 's' size=16 vlen=3
// CHECK-DAG: FUNC 'first'
// CHECK-DAG: FUNC 'second'
