// What a function is said to be passed is in the registers when it is entered: asked of the running
// program, at every optimisation that compilers like to do to static functions. Functions whose
// source does not say how they are called any more are left out, or with true_signature described
// as they are called.
//
// REQUIRES: run-x86_64, host-x86_64
// RUN: %cc -g -O2 -no-pie %s -o %t.gcc && bash %S/Inputs/passed %t.gcc > %t.out
// RUN: FileCheck %s --check-prefixes=ALL,GCC < %t.out && not grep WRONG %t.out
// RUN: %cc -g -gdwarf-4 -O2 -no-pie -fpatchable-function-entry=5 %s -o %t.gcc4 && bash %S/Inputs/passed %t.gcc4 > %t.out
// RUN: FileCheck %s --check-prefixes=ALL,GCC < %t.out && not grep WRONG %t.out
// RUN: bash %S/Inputs/passed %t.gcc --features=+true_signature > %t.out
// RUN: FileCheck %s --check-prefixes=ALL,TRUE-GCC < %t.out && not grep WRONG %t.out
// RUN: %clang -g -O2 -no-pie %s -o %t.clang && bash %S/Inputs/passed %t.clang > %t.out
// RUN: FileCheck %s --check-prefixes=ALL,CLANG < %t.out && not grep WRONG %t.out
// RUN: bash %S/Inputs/passed %t.clang --features=+true_signature > %t.out
// RUN: FileCheck %s --check-prefixes=ALL,TRUE-CLANG < %t.out && not grep WRONG %t.out

struct pair {
  long a, b;
};
#define KEPT __attribute__((noinline))
#define BODY asm volatile("" ::: "memory")

KEPT int f_whole(int v11, long v12, struct pair p21) {
  BODY;
  return v11 + v12 + p21.a + p21.b;
}
// Used by nobody, but passed: who calls it does not know.
KEPT int f_global(int v11, struct pair p21, int v13) {
  BODY;
  return v13;
}
KEPT static int f_unused(int v11, int v12, int v13) {
  BODY;
  return v11 + v13;
}
KEPT static int f_constant(int v11, int v12) {
  BODY;
  return v11 * v12;
}
// All parts of it but the rare one are here; the other lies elsewhere.
__attribute__((cold, noinline)) void f_rare(long v14) { asm volatile("" ::"r"(v14)); }
KEPT static long f_split(int v11, long v14, int v12) {
  for (int i = 0; i < v11; ++i)
    BODY;
  if (v14 > 1000) {
    f_rare(v14);
    f_rare(v14 + v12);
  }
  return v11 * v12;
}
KEPT static long f_second(struct pair p21, int v12) {
  BODY;
  return p21.b * v12;
}
KEPT static long f_first(struct pair p21, int v12) {
  BODY;
  return p21.a * v12;
}
KEPT static long f_last_second(int v12, struct pair p21) {
  BODY;
  return p21.b * v12;
}
KEPT static long f_last_first(int v12, struct pair p21) {
  BODY;
  return p21.a * v12 * 3;
}
// Described twice: what is inlined, and the function that is called.
#ifdef __clang__
#define INLINED [[clang::always_inline]]
static long f_inlined(struct pair p21, int v12) {
  BODY;
  return p21.b * v12 * 5;
}
KEPT long inlines(struct pair p21, int v12) {
  INLINED return f_inlined(p21, v12);
}
#define f_called(p, v) ({ long r; [[clang::noinline]] r = f_inlined(p, v); r; })
#else
#define inlines(p, v) 0
#define f_called(p, v) 0
#endif
KEPT static long f_pointed(struct pair *q31, int v12) {
  long sum = 0;
  for (int i = 0; i < v12; ++i)
    sum += q31->a;
  BODY;
  return sum;
}

int (*volatile anybody)(int, struct pair, int) = f_global;
volatile int v11 = 0x11, v12 = 0x12, v13 = 0x13, v14 = 0x14;
volatile struct pair p21 = {0x21, 0x22}, q31 = {0x31, 0x32};
int main(void) {
  long sum = 0;
  for (int i = 0; i < 2; ++i) {
    struct pair p = {p21.a, p21.b}, q = {q31.a, q31.b};
    sum += f_whole(v11, v12, p) + anybody(v11, p, v13) + f_unused(v11, v12, v13) + f_constant(v11, 0x12);
    sum += f_split(v11, v14, 0x12) + f_second(p, v12) + f_first(p, v12) + f_last_second(v12, p);
    sum += f_last_first(v12, p) + f_pointed(&q, v12) + f_called(p, v12) + inlines(p, v12);
    sum += f_unused(v11, v12 * 2, v13) + f_constant(v11, 0x12) + f_split(v11, v14, 0x12) + f_second(p, v12);
    sum += f_first(p, v12) + f_last_second(v12, p) + f_last_first(v12, p) + f_pointed(&q, v12) + f_called(p, v12);
  }
  f_rare(v14);
  return sum == 0;
}

// ALL-DAG: f_whole: (v11, v12, p21) as passed
// ALL-DAG: f_global: (v11, p21, v13) as passed
// ALL-DAG: f_rare: (v14) as passed
// GCC-DAG: f_unused.constprop.0: left out
// GCC-DAG: f_split.constprop.0: left out
// GCC-DAG: f_second.isra.0: left out
// CLANG-DAG: f_unused: left out
// CLANG-DAG: f_second: left out
// CLANG-DAG: f_first: left out
// CLANG-DAG: f_last_second: left out
// CLANG-DAG: f_last_first: left out
// TRUE-GCC-DAG: f_unused.constprop.0: (v11, v13) as passed
// TRUE-GCC-DAG: f_split.constprop.0: (v11, v14) as passed
// TRUE-GCC-DAG: f_last_second.isra.0: left out
// TRUE-CLANG-DAG: f_unused: (v11, v13) as passed
// TRUE-CLANG-DAG: f_second: (p21__b, v12) as passed
// TRUE-CLANG-DAG: f_first: (p21__a, v12) as passed
// TRUE-CLANG-DAG: f_last_second: (v12, p21__b) as passed
// TRUE-CLANG-DAG: f_inlined: (p21__b, v12) as passed
