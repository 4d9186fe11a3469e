// A function belongs to the symbol that holds its first instruction, however its debugging information
// says where that is and whatever else the symbol's value says. Seen by its name: with
// true_signature a clone is described under that of its symbol.
//
// Ranges instead of one address, in all their encodings.
// RUN: %clang-program --target=x86_64-linux-gnu -c -g -O1 -fbasic-block-sections=all -gdwarf-5 %s -o %t.o
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=RNGLISTS
// RUN: %types --features=+true_signature %t.o | FileCheck %s
// RUN: %clang-program --target=x86_64-linux-gnu -c -g -O1 -fbasic-block-sections=all -gdwarf-5 -gdwarf64 %s -o %t.o
// RUN: %types --features=+true_signature %t.o | FileCheck %s
// RUN: %clang-program --target=x86_64-linux-gnu -c -g -O1 -fbasic-block-sections=all -gdwarf-4 %s -o %t.o
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=RANGES
// RUN: %types --features=+true_signature %t.o | FileCheck %s
// RUN: %cc -c -g -O2 %s -o %t.o && llvm-dwarfdump %t.o | FileCheck %s --check-prefix=SPLIT
// RUN: %cc -c -g -O2 %s -o %t.o && %types --features=+true_signature %t.o | FileCheck %s
// RUN: %cc -c -g -O2 -gdwarf-4 %s -o %t.o && %types --features=+true_signature %t.o | FileCheck %s
// RUN: %cc -shared -fPIC -g -O2 -gdwarf-4 %s -o %t.so && %types --features=+true_signature %t.so | FileCheck %s
//
// Instructions for tracers to patch come first.
// RUN: %cc -c -g -O1 -fpatchable-function-entry=8 %s -o %t.o && %types --features=+true_signature %t.o | FileCheck %s
// RUN: %clang-program --target=riscv64-linux-gnu -c -g -O1 -fpatchable-function-entry=4 %s -o %t.o
// RUN: %types --features=+true_signature %t.o | FileCheck %s
// RUN: %clang-program --target=aarch64-linux-gnu -c -g -O1 -fpatchable-function-entry=4,2 %s -o %t.o
// RUN: %types --features=+true_signature %t.o | FileCheck %s
//
// Bit 0 of the symbol says that this is Thumb code.
// RUN: %clang-program --target=armv7-linux-gnueabi -mthumb -c -g -O1 %s -o %t.o
// RUN: llvm-readelf -s %t.o | FileCheck %s --check-prefix=THUMB
// RUN: %types --features=+true_signature %t.o | FileCheck %s
//
// The symbol names a descriptor, and that the code.
// RUN: %clang-program --target=powerpc64-linux-gnu -mabi=elfv1 -c -g -O1 %s -o %t.o
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=OPD
// RUN: %types --features=+true_signature %t.o | FileCheck %s
// RUN: powerpc64-linux-gnu-ld -shared %t.o -o %t.so && %types --features=+true_signature %t.so | FileCheck %s

__attribute__((cold)) void rare(int);
int first(int x) {
  if (x > 100)
    rare(x);
  return x + 1;
}
int clone(int x) __asm__("clone.constprop.0");
int clone(int x) {
  for (int i = 0; i < x; ++i)
    __asm__ volatile("");
  if (x > 100) {
    rare(x);
    rare(x + 3);
  }
  return x;
}

// CHECK: FUNC 'clone.constprop.0'
// CHECK: FUNC 'first'
// RNGLISTS: Name: .debug_rnglists
// RANGES: Name: .debug_ranges
// THUMB: {{0000[0-9a-f]+[13579bdf] .*}} clone.constprop.0
// OPD: Name: .opd
// SPLIT: DW_AT_name ("clone")
// SPLIT: DW_AT_ranges
