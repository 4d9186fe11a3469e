// Compilers may pass what a pointer points to in place of the pointer, if they know all callers.
//
// Clang does it at -O3, and with full LTO at any level. Up to LLVM 22 it does not say so: nothing is known of such a
// parameter, as of one that is not used. But what is not used is removed, which is said, unless the function's address is
// taken. So functions are left out that are called by name and have such a pointer. What other units can call stays as it
// is in a link with -r, as that of kernels is.
//
// GCC gives the function the suffix .isra. With true_signature, it is described with what is known to be passed, unless
// something that is not known may come behind that.
//
// REQUIRES: gcc, lld, host-x86_64
// RUN: %clang -g -O2 -c %s -o %t.2.o && %encode %t.2.o | FileCheck %s --check-prefix=ALL
// RUN: %clang -g -O3 -c %s -o %t.3.o && %encode %t.3.o | FileCheck %s --check-prefix=SOME
// RUN: %clang -g -O3 -gdwarf-4 -ggdb -c %s -o %t.4.o && %encode %t.4.o | FileCheck %s --check-prefix=SOME
// RUN: %btfgen --explain=value_of -o /dev/null %t.3.o | FileCheck %s --check-prefix=WHY
// RUN: %clang -g -O2 -flto=full -c %s -o %t.one.o && %clang -g -O2 -flto=full -DOTHER -c %s -o %t.other.o
// RUN: %lld -r %t.one.o %t.other.o -o %t && %encode %t | FileCheck %s --check-prefix=LINKED
// RUN: %cc -g -O2 -c %s -o %t.gcc.o && llvm-nm %t.gcc.o | FileCheck %s --check-prefix=CLONES
// RUN: %encode --features=+true_signature %t.gcc.o | FileCheck %s --check-prefix=ISRA
//
// ALL: FUNC 'callback'
// ALL: FUNC 'value_of'
// SOME-NOT: FUNC 'value_of
// SOME: FUNC 'callback'
// SOME-NOT: FUNC 'value_of
// WHY: function value_of: out: uncertain location of a parameter: in {{.*}}.c: clang may pass a value in place of a pointer
// LINKED-NOT: FUNC 'value_of
// LINKED: FUNC 'callback'
// LINKED: FUNC 'known_outside'
// LINKED-NOT: FUNC 'value_of
// CLONES-DAG: t value_of.isra.0
// CLONES-DAG: t behind.constprop.0
// ISRA-NOT: FUNC 'value_of
// ISRA: FUNC 'behind.constprop.0'
// ISRA-NOT: FUNC 'value_of
struct large {
  long a, b, c;
};
long known_outside(struct large *l, long factor);
#ifdef OTHER
__attribute__((noinline)) long known_outside(struct large *l, long factor) {
  return l->b * factor;
}
#else
volatile long seen;
__attribute__((noinline)) static long value_of(long factor, struct large *l) {
  return l->b * factor;
}
// What follows shows how many values are passed for the pointer: none.
__attribute__((noinline)) static long behind(struct large *unused, long value) {
  return seen * value;
}
// Its address is taken: the pointer is passed, although nobody uses it.
__attribute__((noinline)) static long callback(void *unused, long value) {
  return seen - value;
}
long (*volatile someone)(void *, long) = callback;
long start(long n) {
  struct large l = {seen, seen, seen};
  return value_of(n, &l) + value_of(n + 1, &l) + behind(&l, n) +
         behind(&l, n + 1) + someone(&l, n) + known_outside(&l, n) +
         known_outside(&l, n + 1);
}
#endif
