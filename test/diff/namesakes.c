// Several types of one name: each is compared with the one that is most like it, the rest is only in one.
//
// RUN: %cc -g -c %s -o %t.a.o && %btfgen -o %t.a.btf %t.a.o
// RUN: %cc -g -c -DNEW %s -o %t.b.o && %btfgen -o %t.b.btf %t.b.o
// RUN: not %btf-diff --only=struct %t.a.btf %t.b.btf > %t.out && FileCheck %s < %t.out && grep STRUCT %t.out | count 3
// RUN: not %btf-diff --only=struct %t.b.btf %t.a.btf > %t.out && FileCheck %s --check-prefix=BACK < %t.out && grep STRUCT %t.out | count 3

long one(void) {
  struct twice {
    int a;
  } x = {1};
  return x.a;
}
long two(void) {
  struct twice {
    long b, c, d;
#ifdef NEW
    long e;
#endif
  } x = {1};
  return x.b;
}
#ifndef NEW
long three(void) {
  struct twice {
    char text[3];
  } x = {{1}};
  return x.text[0];
}
#endif

// The table of counts.
// CHECK: STRUCT 3 2 1 1 0 1 0
// CHECK-DAG: - STRUCT twice: size 3, 1 members{{$}}
// CHECK-DAG: ~ STRUCT twice: size 24 → 32; member +'long int e' at 24{{$}}
// BACK: STRUCT 2 3 1 0 1 1 0
// BACK-DAG: ~ STRUCT twice: size 32 → 24; member -'long int e' at 24{{$}}
// BACK-DAG: + STRUCT twice: size 3, 1 members{{$}}
