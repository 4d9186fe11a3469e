// What the module's units 1 and 2 declare is what the base has there: two jobs of the base, whose
// first and second part differ. Unit 3 has both parts as neither job of the base has them, and
// what leads to its job is not what leads to the base's. (libbpf takes it for that.)
//
// RUN: %cc -g -DUNIT=one -DLEFT=int -DRIGHT=long -DBASE -c %s -o %t.1.o
// RUN: %cc -g -DUNIT=two -DLEFT=long -DRIGHT=int -DBASE -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %btfgen --dump %t.base.btf | FileCheck %s --check-prefix=BASE
// RUN: %cc -g -DUNIT=m1 -DLEFT=int -c %s -o %t.3.o && %cc -g -DUNIT=m2 -DLEFT=long -c %s -o %t.4.o
// RUN: %cc -g -DUNIT=m3 -DLEFT=long -DRIGHT=long -c %s -o %t.5.o
// RUN: ld -r %t.3.o %t.4.o %t.5.o -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out
// RUN: grep -c "STRUCT 'job'" %t.out | FileCheck %s --check-prefix=ONE

struct left;
struct right;
#ifdef LEFT
struct left {
  LEFT value;
};
#endif
#ifdef RIGHT
struct right {
  RIGHT value;
};
#endif
struct job {
  struct left *left;
  struct right *right;
} *UNIT;
#ifndef BASE
#define PASTE(A) top_##A
#define NAME(A) PASTE(A)
struct top {
  struct job *job;
} *NAME(UNIT);
#endif

// BASE-COUNT-2: STRUCT 'job'
// ONE: {{^1$}}
// CHECK-DAG: [[JOB:[0-9]+]]] STRUCT 'job' size=16 vlen=2
// CHECK-DAG: [[PTR:[0-9]+]]] PTR '(anon)' type_id=[[JOB]]{{$}}
// CHECK-DAG: STRUCT 'top' size=8 vlen=1; 'job' type_id=[[PTR]] bits_offset=0
