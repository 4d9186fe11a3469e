// With the layout feature the header has 32 bytes and a section says how large the records of each
// kind are (two bytes, flags; 20 kinds). Without it the header has 24 bytes, which every kernel takes.
//
// RUN: %cc -g -c %s -o %t.o && %encode --keep %t.plain.btf %t.o | FileCheck %s
// RUN: od -An -v -tu1 -w8 %t.plain.btf | head -n 1 | FileCheck %s --check-prefix=PLAIN
// RUN: %btfgen --features=+layout -o %t.btf %t.o && od -An -v -tu1 -w8 %t.btf | head -n 1 | FileCheck %s --check-prefix=HEADER
// RUN: %btfgen --dump %t.btf | FileCheck %s
// RUN: %btfgen --verify %t.btf | FileCheck %s --check-prefix=VERIFY
// RUN: %btf-diff %t.plain.btf %t.btf
// RUN: %python %S/Inputs/layout.py %t.btf | FileCheck %s --check-prefix=SECTION
// RUN: %clang --target=s390x-linux-gnu -g -c %s -o %t.big.o && %btfgen --features=+layout -o %t.big.btf %t.big.o
// RUN: %python %S/Inputs/layout.py %t.big.btf | FileCheck %s --check-prefix=SECTION

struct s {
  int a;
} s;

// CHECK: STRUCT 's' size=4 vlen=1
// PLAIN: 159 235 1 0 24 0 0 0
// HEADER: 159 235 1 0 32 0 0 0
// VERIFY: accepted; kernels from 7.1 accept it
// The sizes are those of the kernel's documentation of BTF.
// SECTION: at types + {{[1-9][0-9]*}}, 80 bytes, strings behind it
// SECTION-NEXT: 0: 0 0
// SECTION-NEXT: 1: 4 0
// SECTION-NEXT: 2: 0 0
// SECTION-NEXT: 3: 12 0
// SECTION-NEXT: 4: 0 12
// SECTION-NEXT: 5: 0 12
// SECTION-NEXT: 6: 0 8
// SECTION-NEXT: 7: 0 0
// SECTION-NEXT: 8: 0 0
// SECTION-NEXT: 9: 0 0
// SECTION-NEXT: 10: 0 0
// SECTION-NEXT: 11: 0 0
// SECTION-NEXT: 12: 0 0
// SECTION-NEXT: 13: 0 8
// SECTION-NEXT: 14: 4 0
// SECTION-NEXT: 15: 0 12
// SECTION-NEXT: 16: 0 0
// SECTION-NEXT: 17: 4 0
// SECTION-NEXT: 18: 0 0
// SECTION-NEXT: 19: 0 12
// SECTION-NOT: {{.}}
