// A function that returns a large struct is given its address in the first register, and its own
// arguments in those behind it: a BPF program would read the address. Except on arm64, which has a
// register of its own for that.
//
// REQUIRES: clang-riscv64, clang-aarch64
// RUN: %clang --target=riscv64-linux-gnu -O2 -c %s -o %t.riscv64 && %encode %t.riscv64 | FileCheck %s --check-prefixes=CHECK,RISCV
// RUN: %clang --target=aarch64-linux-gnu -O2 -c %s -o %t.arm64 && %encode %t.arm64 | FileCheck %s --check-prefixes=CHECK,ARM64
// RUN: %clang -target x86_64-linux-gnu -O2 -c %s -o %t.x86 && %encode %t.x86 | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %btfgen --explain=large -o /dev/null %t.riscv64 | FileCheck %s --check-prefix=WHY
// ARM64: FUNC 'large'
// RISCV-NOT: FUNC 'large'
// X86-NOT: FUNC 'large'
// CHECK: FUNC 'small'
// WHY: function large: out: unexpected register for a parameter
struct small {
  long a, b;
} small(long v) { return (struct small){v, v}; }
struct large {
  long a, b, c;
} large(long v) { return (struct large){v, v, v}; }
