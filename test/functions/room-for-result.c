// A function that returns a large struct is given the address of room for it in the first register. With true_signature,
// that register was taken for the one of a parameter that clang has removed: it was described as passed.
//
// REQUIRES: clang-riscv64
// RUN: %clang --target=riscv64-linux-gnu -mno-relax -g -O2 -c %s -o %t.o && %types --features=+true_signature %t.o > %t.types
// RUN: grep "FUNC 'small'" %t.types && not grep "FUNC 'large'" %t.types

struct large {
  long a, b, c;
};
#define KEPT static __attribute__((noinline))
KEPT struct large large(int k, int b) {
  return (struct large){k, b, k + b};
}
KEPT long small(int k, int b) {
  asm volatile("" ::: "memory");
  return k * 3 + b;
}
struct large one(int b) {
  return large(5, small(5, b));
}
struct large other(int b) {
  return large(5, small(5, b + 1));
}
