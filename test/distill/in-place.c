// Without -o the module gets both sections, in one step; --relocate, --verify and --dump
// know them from each other.
//
// RUN: %cc -g -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -c %S/Inputs/module.c -o %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
// RUN: cp %t.o %t.ko && %btfgen --base %t.kernel --distill %t.ko
// RUN: llvm-objcopy --dump-section .BTF=%t.section --dump-section .BTF.base=%t.section.base %t.ko /dev/null
// RUN: cmp %t.btf %t.section && cmp %t.btf.base %t.section.base
// RUN: llvm-readelf -S %t.ko | FileCheck %s
// RUN: %btfgen --verify %t.ko | FileCheck %s --check-prefix=ACCEPTED
// RUN: %btfgen --dump %t.ko | FileCheck %s --check-prefix=DUMP
// RUN: %btfgen --relocate %t.ko --base %t.kernel | FileCheck %s --check-prefix=FITS
// RUN: %btfgen --relocate %t.ko --base %t.kernel -o %t.1 && %btfgen --relocate %t.btf --base %t.kernel -o %t.2 && cmp %t.1 %t.2
//
// Again: both are replaced.
// RUN: %btfgen --base %t.kernel --distill %t.ko
// RUN: llvm-readelf -S %t.ko | grep -c '\.BTF' | FileCheck %s --check-prefix=TWO
//
// The old base must not be read with other BTF.
// RUN: cp %t.ko %t.before
// RUN: not %btfgen --base %t.kernel %t.ko 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: cmp %t.before %t.ko
// RUN: llvm-objcopy --remove-section .BTF.base %t.ko && %btfgen --base %t.kernel %t.ko
// RUN: %btfgen --verify %t.ko --base %t.kernel
//
// A base that the kernel would refuse is refused.
// RUN: cp %t.o %t.bad.ko && llvm-objcopy --add-section .BTF=%t.btf --add-section .BTF.base=%t.kernel %t.bad.ko
// RUN: not %btfgen --verify %t.bad.ko 2>&1 | FileCheck %s --check-prefix=BAD
// RUN: not %btfgen --relocate %t.bad.ko --base %t.kernel 2>&1 | FileCheck %s --check-prefix=BAD

// CHECK-DAG: .BTF PROGBITS {{0+}} {{.*}}
// CHECK-DAG: .BTF.base PROGBITS {{0+}} {{.*}}
// ACCEPTED: in-place.c.tmp.ko
// DUMP: STRUCT 'mine' size=104 vlen=11
// FITS: in-place.c.tmp.ko: fits
// TWO: {{^2$}}
// OLD: btfgen: {{.*}}in-place.c.tmp.ko: has a section .BTF.base, and the new .BTF would be read with it: use --distill
// BAD: .BTF.base: type {{[0-9]+}} ({{.*}}): {{not a kind that a distilled base may have|a type of a distilled base must have a name}}
