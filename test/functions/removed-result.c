// If nobody looks at what a static function returns, compilers remove that. Debugging information still has the type. But
// they say that they have changed how the function is called (clang: DW_CC_nocall, GCC: .isra), and if all parameters are
// there, it can only be the result.
//
// Clang's are left out, since a tracer would see something that is not returned; with true_signature they return nothing.
// GCC's have a name that nobody can attach to but with true_signature.
//
// REQUIRES: gcc, host-x86_64
// RUN: %clang -g -O2 -c %s -o %t.o && %encode %t.o | FileCheck %s --check-prefix=OUT
// RUN: %btfgen --explain=ignored -o /dev/null %t.o | FileCheck %s --check-prefix=WHY
// RUN: %btfgen -q --report=%t.json -o /dev/null %t.o && printf 'ignored\nhalf\nused\n' >%t.asked
// RUN: function-witness %t.o %t.json %t.asked | FileCheck %s --check-prefix=WITNESS --match-full-lines --strict-whitespace
// RUN: %encode --features=+true_signature %t.o | FileCheck %s --check-prefix=TRUE
// RUN: %cc -g -O2 -c %s -o %t.gcc.o && llvm-nm %t.gcc.o | FileCheck %s --check-prefix=CLONES
// RUN: %encode --features=+true_signature %t.gcc.o | FileCheck %s --check-prefix=ISRA
//
// OUT-NOT: FUNC '{{ignored|half}}
// OUT: FUNC 'used'
// OUT-NOT: FUNC '{{ignored|half}}
// WHY: function ignored: out: optimized result: in {{.*}}removed-result.c
// LLVM's reader:
//       WITNESS:ignored	result	ignored
//  WITNESS-NEXT:ignored	entered	value
//  WITNESS-NEXT:half	result	half
//  WITNESS-NEXT:half	entered	value
//  WITNESS-NEXT:used	entered	value
// TRUE: [[[#PROTO:]]] FUNC_PROTO '(anon)' ret_type_id=0 vlen=1
// TRUE-NOT: FUNC 'half
// TRUE: FUNC 'ignored' type_id=[[#PROTO]]
// TRUE-NOT: FUNC 'half
// CLONES: t ignored.isra.0
// ISRA: [[[#PROTO:]]] FUNC_PROTO '(anon)' ret_type_id=0 vlen=1
// ISRA: FUNC 'ignored.isra.0' type_id=[[#PROTO]]
volatile long seen;
struct pair {
  long a, b;
};
__attribute__((noinline)) static long ignored(long value) {
  seen = value;
  return value * 3;
}
__attribute__((noinline)) static struct pair half(long value) {
  seen = value;
  return (struct pair){value * 3, value};
}
__attribute__((noinline)) static long used(long value) {
  seen = value;
  return value * 5;
}
void start(long value) {
  ignored(value);
  ignored(value + 1);
  seen = half(value).b + half(value + 1).b + used(value) + used(value + 1);
}
