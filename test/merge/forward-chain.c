// The base has s1 -> s2 -> ... -> s20. Module k has s(k) again, with a declaration of s(k+1), and
// module 20 has another s20. So s20 has two definitions, and no declaration of it can be taken for
// the base's; hence s19 has two, and so on: all stay, though it shows one after the other.
//
// (btfgen --base knows the base's definition and writes no declaration: %as-split.)
//
// RUN: bash -c 'for n in 0 {1..20}; do %cc -g -DN=$n -DNEXT=$((n+1)) -c %s -o %t.o && %btfgen -o %t.$n.whole %t.o || exit; done'
// RUN: bash -c 'for n in {1..20}; do %as-split %t.0.whole %t.$n.whole %t.$n || exit; done'
// RUN: bash -c '%btf-merge --stats -o %t.btf %t.0.whole %t.{1..20}' 2>&1 | FileCheck %s
// RUN: bash -c '%btf-merge -o %t.reversed %t.0.whole %t.{20..1}' && %btf-diff -q %t.btf %t.reversed
// RUN: bash -c 'for n in {1..20}; do test $(%btfgen --dump %t.btf | grep -c "STRUCT .s$n. ") = 2 || exit; done'
//
// Without module 20 nothing speaks against it: the modules add no struct.
// RUN: bash -c '%btf-merge --stats -o %t.btf %t.0.whole %t.{1..19}' 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: bash -c 'for n in {1..20}; do test $(%btfgen --dump %t.btf | grep -c "STRUCT .s$n. ") = 1 || exit; done'

#define NAME2(X) s##X
#define NAME(X) NAME2(X)
#define LINK(X, Y)                                                             \
  struct s##Y;                                                                 \
  struct s##X {                                                                \
    struct s##Y *next;                                                         \
  };
#if N == 0
LINK(1, 2) LINK(2, 3) LINK(3, 4) LINK(4, 5) LINK(5, 6) LINK(6, 7) LINK(7, 8)
LINK(8, 9) LINK(9, 10) LINK(10, 11) LINK(11, 12) LINK(12, 13) LINK(13, 14)
LINK(14, 15) LINK(15, 16) LINK(16, 17) LINK(17, 18) LINK(18, 19) LINK(19, 20)
struct s20 {
  int end;
};
int first(struct s1 *s) { return !s; }
#elif N == 20
struct s20 {
  long end;
};
int last(struct s20 *s) { return !s; }
#else
struct NAME(NEXT);
struct NAME(N) {
  struct NAME(NEXT) * next;
};
int middle(struct NAME(N) * s) { return !s; }
#endif

// CHECK: 0 forward declarations became definitions, 0 of them in the base; 19 have several definitions and stayed
// CHECK: 20 names of structs, unions and enums have several definitions
// ONE: 19 forward declarations became definitions, 0 of them in the base; 0 have several definitions and stayed
// ONE: 0 names of structs, unions and enums have several definitions
