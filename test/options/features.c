// Features: plain names are the whole choice, +name and -name change the default one. What is no
// feature is a usage error, and nothing is written.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o
// RUN: %btfgen --features=default -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %btfgen --features=+float,+var -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %btfgen --features=default,float -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %btfgen --features=var,float,decl_tag,type_tag,enum64,consistent_func,decl_tag_kfuncs,encode_force,optimized_func,reproducible_build -o %t.1.btf %t.o
// RUN: cmp %t.btf %t.1.btf
// RUN: %types --features=enum64 %t.o > %t.out && FileCheck %s --check-prefix=ONLY < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %types --features=-float,-var %t.o > %t.out && FileCheck %s --check-prefix=ONLY < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %types --features=-float --features=-var %t.o > %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: rm -f %t.none; bash -c '%btfgen --features=+nonsense -o %t.none %t.o 2> %t.err; test $? = 2' && FileCheck %s --check-prefix=UNKNOWN < %t.err
// RUN: bash -c '%btfgen --features=nonsense,float -o %t.none %t.o 2> %t.err; test $? = 2' && FileCheck %s --check-prefix=UNKNOWN < %t.err
// RUN: test ! -e %t.none

enum wide { WIDE = 1LL << 40 } wide;
double d;
__attribute__((section(".data..percpu"))) int cpuNumber = 1;

// ONLY: ENUM64 'wide'
// NOT-NOT: FLOAT
// NOT-NOT: VAR
// UNKNOWN: there is no feature 'nonsense'
