// Floating-point types have the sizes that the kernel knows: 2, 4, 8, 12 and 16 bytes. Without the
// feature, as kernels before 5.13 want it, they are integers.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %types --features=-float %t.o > %t.out && FileCheck %s --check-prefix=OFF < %t.out
// RUN: FileCheck %s --check-prefix=NOT < %t.out
// RUN: %clang --target=i386-linux-gnu -DI386 -g -c %s -o %t.32.o && %types %t.32.o | FileCheck %s --check-prefix=I386

struct s {
#ifndef I386
  _Float16 half;
  __float128 quad;
#endif
  float f;
  double d;
  long double ld;
} s;

// CHECK-DAG: FLOAT '_Float16' size=2
// CHECK-DAG: FLOAT 'float' size=4
// CHECK-DAG: FLOAT 'double' size=8
// CHECK-DAG: FLOAT 'long double' size=16
// CHECK-DAG: FLOAT '{{_F|__f}}loat128' size=16
// OFF-DAG: INT 'float' size=4 bits_offset=0 nr_bits=32 encoding=(none)
// OFF-DAG: INT 'double' size=8 bits_offset=0 nr_bits=64 encoding=(none)
// NOT-NOT: FLOAT
// I386-DAG: FLOAT 'long double' size=12
