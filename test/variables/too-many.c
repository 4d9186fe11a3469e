// A section with more variables than 16 bits can count: kernels before 7.1 would take the upper
// bits for errors and refuse everything. Only with +layout, which those kernels do not know either,
// are they all there; otherwise the last ones are left out, and counted.
//
// RUN: %cc -c %s -o %t.o
// RUN: %btfgen --vars=all -o %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=SAID
// RUN: %btfgen --dump %t.btf | FileCheck %s
// RUN: bpftool btf dump file %t.btf | FileCheck %s
// RUN: %btfgen --verify %t.btf | FileCheck %s --check-prefix=OLD
// RUN: %btfgen --vars=all --features=+layout -o %t.btf %t.o 2>&1 | count 0
// RUN: %btfgen --dump %t.btf | FileCheck %s --check-prefix=LAYOUT
//
// SAID: left out, more than BTF counts: 4465
// CHECK: DATASEC '.data' size=65535 vlen=65535
// CHECK-NOT: v65535
// CHECK: VAR 'v65534'
// CHECK-NOT: v65535
// OLD: kernels from 5.2 accept it
// LAYOUT: DATASEC '.data' size=70000 vlen=70000
// LAYOUT: VAR 'v69999'

#define V1(N) char v##N = 1;
#define V10(N) V1(N##0) V1(N##1) V1(N##2) V1(N##3) V1(N##4) V1(N##5) V1(N##6) V1(N##7) V1(N##8) V1(N##9)
#define V100(N) V10(N##0) V10(N##1) V10(N##2) V10(N##3) V10(N##4) V10(N##5) V10(N##6) V10(N##7) V10(N##8) V10(N##9)
#define V1000(N)                                                                                    \
  V100(N##0) V100(N##1) V100(N##2) V100(N##3) V100(N##4) V100(N##5) V100(N##6) V100(N##7) V100(N##8) V100(N##9)
#define V10000(N)                                                                                   \
  V1000(N##0) V1000(N##1) V1000(N##2) V1000(N##3) V1000(N##4) V1000(N##5) V1000(N##6) V1000(N##7)   \
  V1000(N##8) V1000(N##9)
V10000(0) V10000(1) V10000(2) V10000(3) V10000(4) V10000(5) V10000(6)
