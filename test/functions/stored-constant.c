// GCC's clone does not get the constant, but stores it, since its address is taken. With true_signature, what a clone has
// on the stack was described as passed.
//
// RUN: %cc -g -O2 -c %s -o %t.o && llvm-nm %t.o | grep 'f.constprop.0'
// RUN: %types --features=+true_signature %t.o > %t.types
// RUN: grep "FUNC 'one'" %t.types && not grep "FUNC 'f" %t.types

void use(int *);
static __attribute__((noinline)) int f(int a, int b) {
  use(&b);
  return a + b;
}
int one(int n) {
  return f(n, 5) + f(n + 1, 5);
}
