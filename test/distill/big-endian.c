// Both parts have the byte order of the module; one of the other order does not fit.
//
// REQUIRES: clang-s390x
// RUN: %clang --target=s390x-linux-gnu -g -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %clang --target=s390x-linux-gnu -g -c %S/Inputs/module.c -o %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o && %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: od -An -tx1 -N3 %t.btf | FileCheck %s --check-prefix=MAGIC
// RUN: od -An -tx1 -N3 %t.btf.base | FileCheck %s --check-prefix=MAGIC
// RUN: bpftool btf dump file %t.btf.base | FileCheck %s --check-prefix=BASE
// RUN: %btfgen --relocate %t.btf --base %t.kernel -o %t.same
// RUN: od -An -tx1 -N3 %t.same | FileCheck %s --check-prefix=MAGIC
// RUN: %btf-diff --base %t.kernel %t.direct %t.same
// RUN: %cc -g -c %S/Inputs/kernel.c -o %t.little.o && %btfgen -o %t.little %t.little.o
// RUN: not %btfgen --relocate %t.btf --base %t.little 2>&1 | FileCheck %s --check-prefix=ORDER

// MAGIC: eb 9f 01
// BASE-DAG: STRUCT 'by_value' size=16 vlen=0
// BASE-DAG: INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
// ORDER: .btf: byte order differs from that of {{.*}}.little
